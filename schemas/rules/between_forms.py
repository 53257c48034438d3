"""The rules of the tier “between forms”."""

from schemas.rules.rule import WARNING, Rule

FORM_RULES = (
    Rule("V501", WARNING, "Rekap berbeda dari Daftar Koperasi",
         "“{title}” berisi {value}, sedangkan pada Daftar Koperasi tercatat {detail}. Yang diperbolehkan: jumlah yang sama pada kedua formulir. "
         "Mohon perbaiki yang keliru.",
         "Rekap adalah kendali atas daftar koperasi."),
    Rule("V502", WARNING, "Kecamatan tidak ada pada rekap",
         "Pada Daftar Koperasi ada kecamatan yang tidak tercantum pada rekap: {detail}. Yang diperbolehkan: satu baris untuk setiap kecamatan.",
         "Kecamatan yang terlewat mengurangi jumlah kabupaten/kota."),
)  # fmt: skip
