"""Rekap UMKM: one row a kecamatan."""

import polars as pl

from schemas.columns import Column, Kind
from schemas.forms.base import Form, RowCheck
from schemas.rules.of_rows import MORE_FINANCED_THAN_COACHED, MORE_NIB_THAN_BUSINESSES
from schemas.written_numbers import thousands

COLUMNS = (
    Column("district", "Kecamatan", Kind.DISTRICT, required=True, synonyms=("Nama Kecamatan",)),
    Column("micro", "Usaha Mikro", Kind.COUNT, required=True, minimum=0, unit="usaha", synonyms=("Mikro", "Jumlah Usaha Mikro")),
    Column("small", "Usaha Kecil", Kind.COUNT, required=True, minimum=0, unit="usaha", synonyms=("Kecil", "Jumlah Usaha Kecil")),
    Column("medium", "Usaha Menengah", Kind.COUNT, required=True, minimum=0, unit="usaha", synonyms=("Menengah", "Jumlah Usaha Menengah")),
    Column("with_nib", "Ber-NIB", Kind.COUNT, minimum=0, unit="usaha", synonyms=("Memiliki NIB",)),
    Column("formalised", "Usaha Mikro Bertransformasi dari Informal ke Formal", Kind.COUNT, minimum=0, unit="usaha",
           synonyms=("Transformasi Informal ke Formal",), note="kumulatif sejak 1 Januari"),
    Column("small_entrepreneurs", "Usaha Kecil menjadi Wirausaha", Kind.COUNT, minimum=0, unit="usaha", note="kumulatif sejak 1 Januari"),
    Column("coached", "Dibina", Kind.COUNT, minimum=0, unit="usaha", synonyms=("UMKM Dibina",), note="kumulatif sejak 1 Januari"),
    Column("financed", "Memperoleh Pembiayaan", Kind.COUNT, minimum=0, unit="usaha", note="kumulatif sejak 1 Januari"),
    Column("source", "Sumber Data", synonyms=("Sumber",), example="Pendataan kecamatan"),
    Column("source_year", "Tahun Data", Kind.YEAR, minimum=2000, maximum=2100),
)  # fmt: skip

_BUSINESSES = pl.col("micro") + pl.col("small") + pl.col("medium")
CHECKS = (
    RowCheck(MORE_NIB_THAN_BUSINESSES, "with_nib", pl.col("with_nib") <= _BUSINESSES,
             pl.format("jumlah UMKM {}", thousands(_BUSINESSES))),
    RowCheck(MORE_FINANCED_THAN_COACHED, "financed", pl.col("financed") <= pl.col("coached"), pl.format("dibina {}", thousands(pl.col("coached")))),
)  # fmt: skip

UMKM = Form(
    id="umkm",
    sheet="Rekap UMKM",
    title="Rekap UMKM",
    row_is="satu kecamatan",
    columns=COLUMNS,
    due_months=(6, 12),
    valid_from="2021-06",
    comes_in_parts=True,
    key="district",
    checks=CHECKS,
)
