"""What the province itself lays down: nine sheets of one workbook, each a form of its own.

A sheet speaks of no month. It counts whole or not at all: one wrong cell returns it, and what was accepted last stays in force. The
headings are those of the contract, to the letter.
"""

import polars as pl

from schemas.columns import Column, Kind
from schemas.forms.base import Form, RowCheck
from schemas.indicator_codes import codes, codes_in_words
from schemas.rules.of_rows import BOUNDS_OF_TARGET

#: What a workbook of these sheets says on its cover in place of the form set: it is read as the province's and as nothing else.
PROVINCE_SET = "Ketentuan 2025.1"
#: The period of what speaks of no month: these sheets, each in force from its receipt until another is accepted.
NO_PERIOD = ""
SINGLE, RANGE, CUMULATIVE = TARGET_KINDS = ("tunggal", "rentang", "kumulatif")
MODERN, OUTSTANDING = DECREE_LISTS = ("modern", "berprestasi")
#: Written in nilai_lama or nilai_baru of a correction for a cell that holds nothing.
EMPTY = "kosong"
#: A sheet of a regency → the form's id, as a correction names it.
REPORTED = {
    "Daftar Koperasi": "register", "Rekap Koperasi": "recap", "Progres KDMP": "kdmp", "Permasalahan": "obstacles", "Rekap UMKM": "umkm",
    "Pembinaan": "coaching",
}  # fmt: skip

_INDICATOR = Column("indicator", "indikator", Kind.CHOICE, required=True, values=codes(), described=codes_in_words(),
                    example="KOP-04", note="kode pada katalog indikator, lihat daftar pilihan")  # fmt: skip
_AREA = Column("of_area", "kode_wilayah", Kind.AREA, required=True, note="kode provinsi bila berlaku untuk provinsi")
_YEAR = Column("year", "tahun", Kind.YEAR, required=True, minimum=2000, maximum=2100, example="2025")
_QUARTER = Column("quarter", "triwulan", Kind.COUNT, minimum=1, maximum=4, example="1", note="kosong berarti setahun penuh")
_BEHIND = (
    Column("source", "sumber", required=True, example="Renstra 2025-2029"),
    Column("source_date", "per_tanggal", Kind.DATE, required=True, note="tanggal sumbernya"),
)


def _form(form: str, sheet: str, row_is: str, *columns: Column, checks: tuple[RowCheck, ...] = ()) -> Form:
    """A sheet of the province: due in no month."""
    return Form(form, sheet, sheet, row_is, (*columns, *_BEHIND), (), "2021-01", checks=checks, counts_whole=True)


_IS_RANGE = pl.col("kind") == RANGE
TARGETS = _form(
    "targets", "Target", "satu target indikator",
    _INDICATOR, _AREA, _YEAR, _QUARTER,
    Column("kind", "jenis", Kind.CHOICE, required=True, values=TARGET_KINDS),
    Column("low", "nilai", Kind.NUMBER, required=True, note="dalam satuan indikatornya; batas bawah pada target rentang"),
    Column("high", "nilai_atas", Kind.NUMBER, example="4,66", note="batas atas, hanya pada target rentang"),
    Column("goal", "sasaran", example="Meningkatnya koperasi aktif"),
    Column("document", "dokumen", example="Renstra Dinas Koperasi dan UKM 2025-2029"),
    Column("page", "halaman", example="41"),
    Column("plan_end", "target_akhir_renstra", Kind.NUMBER),
    Column("national", "angka_nasional", Kind.NUMBER),
    Column("two_years_before", "realisasi_n2", Kind.NUMBER, note="realisasi dua tahun sebelum tahun target"),
    Column("three_years_before", "realisasi_n3", Kind.NUMBER, note="realisasi tiga tahun sebelum tahun target"),
    checks=(
        RowCheck(BOUNDS_OF_TARGET, "kind", ~_IS_RANGE | pl.col("high").is_not_null(), pl.lit("nilai_atas belum diisi")),
        RowCheck(
            BOUNDS_OF_TARGET, "high", pl.when(_IS_RANGE).then(pl.col("high") >= pl.col("low")).otherwise(pl.col("high").is_null()),
            pl.when(_IS_RANGE).then(pl.lit("lebih kecil dari nilai")).otherwise(pl.lit("jenisnya bukan rentang")),
        ),
    ),
)  # fmt: skip
BUDGETS = _form(
    "budgets", "Anggaran", "satu program, kegiatan, atau subkegiatan",
    Column("code", "kode", required=True, example="2.17.03", note="2.17.xx menurut nomenklatur"),
    Column("programme", "program_kegiatan", required=True, example="Program Pengawasan dan Pemeriksaan Koperasi"),
    Column("performance_indicator", "indikator", example="Persentase koperasi yang diperiksa"),
    Column("unit", "satuan", example="%"),
    _YEAR, _QUARTER,
    Column("performance_target", "target_kinerja", Kind.NUMBER),
    Column("performance", "realisasi_kinerja", Kind.NUMBER),
    Column("budget", "pagu", Kind.RUPIAH, required=True, minimum=0),
    Column("spent", "realisasi", Kind.RUPIAH, required=True, minimum=0),
    Column("plan_budget", "pagu_renstra", Kind.RUPIAH, minimum=0),
    Column("responsible", "unit_penanggung_jawab", example="Bidang Pengawasan Koperasi"),
    Column("place", "lokasi", example="Palangka Raya"),
)  # fmt: skip
GRDP = _form(
    "grdp", "PDRB", "satu wilayah dan tahun",
    _AREA, _YEAR, Column("value", "nilai", Kind.RUPIAH, required=True, minimum=1, note="rupiah penuh, atas dasar harga berlaku (ADHB)"),
)  # fmt: skip
DECREES = _form(
    "decrees", "Daftar Penetapan", "satu koperasi pada satu keputusan",
    Column("list", "daftar", Kind.CHOICE, required=True, values=DECREE_LISTS), _YEAR, _AREA,
    Column("nik", "nik", Kind.DIGITS, digits=13, example="6216010040003", note="NIK Koperasi"),
    Column("name", "nama", required=True, example="Koperasi Produsen Sumber Rejeki"),
)  # fmt: skip
OUTSIDE_TOTALS = _form(
    "outside_totals", "Angka Pembanding", "satu angka dari luar laporan",
    Column("origin", "asal", Kind.CHOICE, required=True, values=("ODS", "SIMKOPDES", "AHU", "Pers")), _AREA,
    Column("of_period", "periode", Kind.PERIOD, required=True), _INDICATOR, Column("value", "nilai", Kind.NUMBER, required=True),
)  # fmt: skip
CORRECTIONS = _form(
    "corrections", "Koreksi", "satu sel yang dikoreksi",
    Column("corrected_form", "formulir", Kind.CHOICE, required=True, values=tuple(REPORTED),
           aliases=tuple((form, sheet) for sheet, form in REPORTED.items())),
    Column("of_period", "periode", Kind.PERIOD, required=True), _AREA,
    Column("key", "kunci", required=True, example="6216010040001", note="isi kolom kunci formulirnya, misalnya NIK Koperasi; "
           "nomor baris pada formulir tanpa kunci"),
    Column("corrected_column", "kolom", required=True, example="Total Anggota", note="judul kolomnya"),
    Column("expected", "nilai_lama", required=True, example="20", note=f"yang tertulis sekarang; {EMPTY} bila selnya kosong"),
    Column("corrected_value", "nilai_baru", required=True, example="21", note=f"yang berlaku; {EMPTY} untuk mengosongkan"),
    Column("reason", "alasan", Kind.FREE_TEXT, required=True, example="salah ketik menurut berita acara"),
    Column("letter_number", "nomor_surat", required=True, example="500.3/120/DKUKM/2025"),
)  # fmt: skip
SCALE = _form(
    "scale", "Skala", "satu sebutan capaian",
    Column("at_least", "batas_bawah", Kind.NUMBER, required=True, minimum=0, example="91", note="persen; termasuk sebutan ini"),
    Column("label", "sebutan", required=True, example="Sangat Tinggi"),
)  # fmt: skip
VILLAGE_BASE = _form(
    "village_base", "Basis Desa", "jumlah desa dan kelurahan satu kabupaten/kota",
    _AREA, Column("villages", "desa", Kind.COUNT, required=True, minimum=0), Column("wards", "kelurahan", Kind.COUNT, required=True, minimum=0),
)  # fmt: skip
PUBLISHER = _form(
    "publisher", "Penerbit", "penerbit rapor",
    Column("name", "nama", required=True, example="Dinas Koperasi dan UKM Provinsi Kalimantan Tengah"),
    Column("contact", "kontak", Kind.FREE_TEXT, example="kantor dinas, Palangka Raya", note="alamat kantor atau laman; nomor telepon dan surel "
           "tidak kami simpan"),
    Column("licence", "lisensi", example="CC BY 4.0"),
    Column("next_release", "rilis_berikutnya", Kind.DATE),
)  # fmt: skip
PROVINCE_FORMS: dict[str, Form] = {
    form.id: form for form in (TARGETS, BUDGETS, GRDP, DECREES, OUTSIDE_TOTALS, CORRECTIONS, SCALE, VILLAGE_BASE, PUBLISHER)
}
#: The columns of a sheet that together say what a row lays down: no two rows may say it of the same.
WHAT_A_ROW_SETS: dict[str, tuple[str, ...]] = {
    "targets": ("indicator", "of_area", "year", "quarter"), "budgets": ("code", "programme", "performance_indicator", "year", "quarter"),
    "grdp": ("of_area", "year"), "decrees": ("list", "year", "of_area", "nik", "name"),
    "outside_totals": ("origin", "of_area", "of_period", "indicator"),
    "corrections": ("corrected_form", "of_period", "of_area", "key", "corrected_column", "expected"), "scale": ("at_least",),
    "village_base": ("of_area",), "publisher": (),
}  # fmt: skip
