"""Progres KDMP: one row a desa or kelurahan, how far its Koperasi Merah Putih has come."""

import polars as pl

from schemas.columns import Column, Kind
from schemas.forms.base import VILLAGE_CODES, VILLAGE_NAMES, Form, RowCheck
from schemas.rules.of_rows import DECREE_NUMBER_MISSING, RAT_BEFORE_LEGAL_DATE, STAGE_DATES_OUT_OF_ORDER
from schemas.rules.of_values import DATE_AFTER_PERIOD

#: The stages in their order; the index is what "this stage or any later one" compares.
STAGES = ("Belum Mulai", "Sosialisasi", "Musdesus/Muskelsus", "Proses Notaris", "Akta Terbit", "Proses AHU", "Berbadan Hukum")
UNITS = ("unit_grocery", "unit_credit", "unit_clinic", "unit_pharmacy", "unit_storage", "unit_logistics")
STAGE_DATES = ("outreach_date", "musdesus_date", "founding_date", "deed_date", "legal_date")

COLUMNS = (
    Column("village_code", "Kode Desa/Kelurahan", Kind.VILLAGE_CODE, required=True, synonyms=VILLAGE_CODES),
    Column("village", "Desa/Kelurahan", Kind.VILLAGE, required=True, synonyms=VILLAGE_NAMES),
    Column("district", "Kecamatan", Kind.DISTRICT, required=True, synonyms=("Nama Kecamatan",)),
    Column("stage", "Tahap Saat Ini", Kind.CHOICE, required=True, values=STAGES, synonyms=("Tahap", "Tahapan"),
           aliases=(("Musdesus", "Musdesus/Muskelsus"), ("Muskelsus", "Musdesus/Muskelsus"), ("Notaris", "Proses Notaris"),
                    ("Akta", "Akta Terbit"), ("Belum", "Belum Mulai"))),
    Column("cooperative", "Nama Koperasi", synonyms=("Koperasi", "Nama KDMP/KKMP"), example="Koperasi Desa Merah Putih Baamang Hulu"),
    Column("merged_with", "Bergabung dengan (kode desa)", Kind.VILLAGE_CODE, synonyms=("Bergabung dengan",)),
    Column("model", "Model Pembentukan", Kind.CHOICE, values=("Pembentukan Baru", "Pengembangan", "Revitalisasi"), synonyms=("Model",)),
    Column("outreach_date", "Sosialisasi", Kind.STAGE_DATE, synonyms=("Tanggal Sosialisasi",)),
    Column("musdesus_date", "Musdesus/Muskelsus", Kind.STAGE_DATE, synonyms=("Tanggal Musdesus", "Tanggal Musdesus/Muskelsus")),
    Column("founding_date", "Rapat Pendirian/Rapat Anggota Perubahan AD", Kind.STAGE_DATE, synonyms=("Rapat Pendirian", "Tanggal Rapat Pendirian")),
    Column("deed_date", "Akta Pendirian/Perubahan", Kind.STAGE_DATE, synonyms=("Tanggal Akta", "Akta Pendirian")),
    Column("legal_date", "SK Pengesahan (AHU)", Kind.STAGE_DATE, synonyms=("Tanggal SK AHU", "SK Pengesahan")),
    Column("deed_number", "Nomor Akta"),
    Column("legal_number", "Nomor SK AHU", synonyms=("Nomor Badan Hukum",), example="AHU-0012345.AH.01.29.TAHUN 2025"),
    Column("nib", "NIB", Kind.DIGITS, digits=13, synonyms=("Nomor Induk Berusaha",), example="1204250012345"),
    Column("has_npwp", "NPWP", Kind.YES_NO),
    Column("members", "Anggota", Kind.COUNT, minimum=0, unit="orang", synonyms=("Jumlah Anggota", "Total Anggota")),
    Column("land_status", "Lahan", Kind.CHOICE, values=("Belum Ada", "Diajukan", "Siap"), synonyms=("Status Lahan",)),
    Column("unit_office", "Kantor", Kind.YES_NO),
    Column("unit_grocery", "Gerai Sembako", Kind.YES_NO, synonyms=("Sembako",)),
    Column("unit_credit", "Simpan Pinjam", Kind.YES_NO, synonyms=("Unit Simpan Pinjam",)),
    Column("unit_clinic", "Klinik", Kind.YES_NO, synonyms=("Klinik Desa",)),
    Column("unit_pharmacy", "Apotek", Kind.YES_NO, synonyms=("Apotek Desa",)),
    Column("unit_storage", "Gudang/Cold Storage", Kind.YES_NO, synonyms=("Gudang", "Cold Storage")),
    Column("unit_logistics", "Logistik", Kind.YES_NO, synonyms=("Logistik Desa",)),
    Column("unit_other", "Gerai Lain"),
    Column("operating", "Beroperasi", Kind.YES_NO),
    Column("rat_date", "Tanggal RAT", Kind.DATE, synonyms=("RAT",)),
    Column("turnover", "Nilai Transaksi Bulan Ini", Kind.RUPIAH, minimum=0, unit="Rp", synonyms=("Nilai Transaksi",)),
    Column("physical_progress", "Progres Fisik (%)", Kind.PERCENT, minimum=0, maximum=100, unit="%", valid_from="2025-10"),
)  # fmt: skip


def _after_earlier_stages(column: str) -> RowCheck:
    """The date of a stage is not before the latest date of the stages that come first."""
    earlier = STAGE_DATES[: STAGE_DATES.index(column)]
    latest = pl.max_horizontal(earlier)
    return RowCheck(
        STAGE_DATES_OUT_OF_ORDER,
        column,
        pl.col(column) >= latest,
        pl.format("tahap sebelumnya {}", latest.dt.to_string("%d/%m/%Y")),
    )


CHECKS = (
    *(_after_earlier_stages(column) for column in STAGE_DATES[1:]),
    *(RowCheck(DATE_AFTER_PERIOD, column, pl.col(column) <= pl.col("latest_day")) for column in (*STAGE_DATES, "rat_date")),
    RowCheck(DECREE_NUMBER_MISSING, "legal_number",
             (pl.col("stage") != STAGES[-1]) | pl.col("merged_with").is_not_null() | pl.col("legal_number_filled")),
    RowCheck(RAT_BEFORE_LEGAL_DATE, "rat_date", pl.col("rat_date") >= pl.col("legal_date"),
             pl.format("SK pengesahan {}", pl.col("legal_date").dt.to_string("%d/%m/%Y"))),
)  # fmt: skip

KDMP = Form(
    id="kdmp",
    sheet="Progres KDMP",
    title="Progres KDMP/KKMP",
    row_is="satu desa atau kelurahan",
    columns=COLUMNS,
    due_months=tuple(range(1, 13)),
    valid_from="2025-03",
    comes_in_parts=True,
    key="village_code",
    checks=CHECKS,
)
