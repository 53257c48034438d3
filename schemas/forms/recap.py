"""Rekap Koperasi: one row a kecamatan, or one for the whole regency; the control on the register."""

import polars as pl

from schemas.columns import Column, Kind
from schemas.forms.base import Form, RowCheck
from schemas.rules.of_rows import ACTIVE_PLUS_INACTIVE_DIFFERS, MORE_RAT_THAN_COOPERATIVES
from schemas.written_numbers import thousands

COLUMNS = (
    Column("district", "Kecamatan", Kind.DISTRICT, required=True, synonyms=("Nama Kecamatan", "Kabupaten/Kota")),
    Column("cooperatives", "Jumlah Koperasi", Kind.COUNT, required=True, minimum=0, unit="koperasi", synonyms=("Koperasi", "Total Koperasi")),
    Column("active", "Aktif", Kind.COUNT, required=True, minimum=0, unit="koperasi", synonyms=("Koperasi Aktif", "Jumlah Koperasi Aktif")),
    Column("inactive", "Tidak Aktif", Kind.COUNT, required=True, minimum=0, unit="koperasi",
           synonyms=("Koperasi Tidak Aktif", "Jumlah Koperasi Tidak Aktif", "Non Aktif", "Pasif")),
    Column("rat_held", "Sudah RAT", Kind.COUNT, required=True, minimum=0, unit="koperasi", synonyms=("RAT", "Jumlah RAT", "Koperasi RAT")),
    Column("members_male", "Anggota L", Kind.COUNT, minimum=0, unit="orang"),
    Column("members_female", "Anggota P", Kind.COUNT, minimum=0, unit="orang"),
    Column("employees_male", "Karyawan L", Kind.COUNT, minimum=0, unit="orang"),
    Column("employees_female", "Karyawan P", Kind.COUNT, minimum=0, unit="orang"),
    Column("own_capital", "Modal Sendiri", Kind.RUPIAH, minimum=0, unit="Rp"),
    Column("external_capital", "Modal Luar", Kind.RUPIAH, minimum=0, unit="Rp"),
    Column("assets", "Aset", Kind.RUPIAH, minimum=0, unit="Rp", synonyms=("Total Aset",)),
    Column("business_volume", "Volume Usaha", Kind.RUPIAH, minimum=0, unit="Rp", synonyms=("Omset", "Omzet")),
    Column("surplus", "SHU (Sisa Hasil Usaha)", Kind.RUPIAH, unit="Rp", synonyms=("SHU", "Sisa Hasil Usaha")),
)  # fmt: skip

_ACTIVE, _INACTIVE = pl.col("active"), pl.col("inactive")
CHECKS = (
    RowCheck(ACTIVE_PLUS_INACTIVE_DIFFERS, "cooperatives", pl.col("cooperatives") == _ACTIVE + _INACTIVE,
             pl.format("{} aktif + {} tidak aktif = {}", thousands(_ACTIVE), thousands(_INACTIVE), thousands(_ACTIVE + _INACTIVE))),
    RowCheck(MORE_RAT_THAN_COOPERATIVES, "rat_held", pl.col("rat_held") <= pl.col("cooperatives"),
             pl.format("jumlah koperasi {}", thousands(pl.col("cooperatives")))),
)  # fmt: skip

RECAP = Form(
    id="recap",
    sheet="Rekap Koperasi",
    title="Rekap Koperasi",
    row_is="satu kecamatan, atau satu baris untuk seluruh kabupaten/kota",
    columns=COLUMNS,
    due_months=(3, 6, 9, 12),
    valid_from="2021-01",
    comes_in_parts=True,
    key="district",
    carries=True,
    checks=CHECKS,
    sums={"cooperatives": ("active", "inactive")},
)
