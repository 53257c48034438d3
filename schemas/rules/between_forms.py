"""The rules of the tier “between forms”."""

from functools import partial

from schemas.rules.rule import WARNING, Blames, Rule, Tier

_forms_rule = partial(Rule, tier=Tier.BETWEEN_FORMS, blames=Blames.TABLE)

# fmt: off
RECAP_DIFFERS_FROM_REGISTER = _forms_rule("V501", WARNING, "Rekap berbeda dari Daftar Koperasi",
    "“{title}” berisi {value}, sedangkan pada Daftar Koperasi tercatat {detail}. Yang diperbolehkan: jumlah yang sama pada kedua formulir. "
    "Mohon perbaiki yang keliru.",
    "Rekap adalah kendali atas daftar koperasi.", blames=Blames.CELL)
DISTRICT_MISSING_FROM_RECAP = _forms_rule("V502", WARNING, "Kecamatan tidak ada pada rekap",
    "Pada Daftar Koperasi ada kecamatan yang tidak tercantum pada rekap: {detail}. Yang diperbolehkan: satu baris untuk setiap kecamatan.",
    "Kecamatan yang terlewat mengurangi jumlah kabupaten/kota.")
NIK_IN_ANOTHER_REGENCY = _forms_rule("V503", WARNING, "NIK tercantum juga pada kabupaten/kota lain",
    "“{title}” {value} tercantum juga pada Daftar Koperasi {detail} periode ini. Di provinsi koperasi itu dihitung satu kali, menurut "
    "statusnya yang paling kuat. Yang diperbolehkan: satu NIK pada satu kabupaten/kota. Mohon dicek koperasi ini milik siapa.",
    "Koperasi yang tercantum pada dua daftar terhitung dua kali, atau tidak sama sekali.", blames=Blames.CELL)
