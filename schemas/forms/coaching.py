"""Pembinaan: one row an activity, of any agency, that coaches cooperatives or businesses."""

import polars as pl

from schemas.columns import Column, Kind
from schemas.forms.base import Form, RowCheck
from schemas.rules.of_values import DATE_AFTER_PERIOD

COLUMNS = (
    Column("agency", "Perangkat Daerah/Instansi", Kind.AGENCY, required=True, synonyms=("Instansi", "Perangkat Daerah", "OPD")),
    Column("activity", "Kegiatan", Kind.FREE_TEXT, required=True, synonyms=("Nama Kegiatan",)),
    Column("date", "Tanggal", Kind.DATE, synonyms=("Tanggal Kegiatan",)),
    Column("district", "Kecamatan", Kind.DISTRICT),
    Column("target", "Sasaran", Kind.CHOICE, required=True, values=("Koperasi", "Usaha Mikro", "Usaha Kecil")),
    Column("participants_male", "Peserta L", Kind.COUNT, minimum=0, unit="orang"),
    Column("participants_female", "Peserta P", Kind.COUNT, minimum=0, unit="orang"),
    Column("funding", "Sumber Dana", Kind.CHOICE, values=("APBD Provinsi", "APBD Kabupaten/Kota", "APBN", "Lainnya")),
    Column("budget", "Anggaran", Kind.RUPIAH, minimum=0, unit="Rp"),
)  # fmt: skip

CHECKS = (RowCheck(DATE_AFTER_PERIOD, "date", pl.col("date") <= pl.col("latest_day")),)

COACHING = Form(
    id="coaching",
    sheet="Pembinaan",
    title="Pembinaan",
    row_is="satu kegiatan",
    columns=COLUMNS,
    due_months=(3, 6, 9, 12),
    valid_from="2025-03",
    checks=CHECKS,
)
