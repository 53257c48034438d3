"""Permasalahan: one row a problem that a regency meets and what is done about it."""

import polars as pl

from schemas.columns import Column, Kind
from schemas.forms.base import VILLAGE_NAMES, Form, RowCheck
from schemas.rules.of_rows import RESOLVED_BEFORE_RAISED, RESOLVED_DATE_BUT_OPEN, RESOLVED_DATE_MISSING
from schemas.rules.of_values import DATE_AFTER_PERIOD

CATEGORIES = (
    "Lahan dan Aset", "Akta Notaris dan Badan Hukum", "Biaya Akta Notaris", "Musdesus/Muskelsus", "Kelengkapan Berkas",
    "KBLI dan Perizinan Berusaha", "Kepengurusan dan SDM", "Keanggotaan", "Permodalan dan Pembiayaan", "Sarana dan Prasarana",
    "Akses Wilayah dan Jaringan", "Sinkronisasi Data", "Tenaga Pendamping", "Koordinasi Antarinstansi", "Reaktivasi Koperasi",
    "Lainnya",
)  # fmt: skip
OPEN, RESOLVED, NEITHER = "open", "resolved", "neither"
#: Of each status whether the problem is *belum selesai*, solved, or neither; every figure and view goes by this table.
STATES = {"Belum Ditindaklanjuti": OPEN, "Dalam Proses": OPEN, "Selesai": RESOLVED, "Tidak Dapat Ditindaklanjuti": NEITHER}
STATUSES = tuple(STATES)
OPEN_STATUSES = tuple(status for status, state in STATES.items() if state == OPEN)
(SOLVED,) = (status for status, state in STATES.items() if state == RESOLVED)

COLUMNS = (
    Column("obstacle_id", "Nomor", synonyms=("Nomor Permasalahan", "ID Permasalahan"), example="62.02-0007",
           note="Tetap sama dari bulan ke bulan; kosongkan bila baru, nomor kami berikan."),
    Column("scope", "Lingkup", Kind.CHOICE, values=("Desa/Kelurahan", "Kecamatan", "Kabupaten/Kota")),
    Column("subject", "Objek", Kind.CHOICE, values=("KDMP/KKMP", "Koperasi Lain")),
    Column("village", "Desa/Kelurahan", Kind.VILLAGE, synonyms=VILLAGE_NAMES),
    Column("district", "Kecamatan", Kind.DISTRICT),
    Column("affected", "Jumlah Desa Terdampak", Kind.COUNT, minimum=0, unit="desa/kelurahan", synonyms=("Desa Terdampak",)),
    Column("category", "Kategori", Kind.CHOICE, required=True, values=CATEGORIES, synonyms=("Kategori Permasalahan",)),
    Column("stage", "Tahap", synonyms=("Tahapan",)),
    Column("description", "Uraian", Kind.FREE_TEXT, required=True, synonyms=("Permasalahan", "Uraian Permasalahan", "Kendala")),
    Column("raised_date", "Tanggal Dilaporkan", Kind.DATE, required=True, synonyms=("Dilaporkan",)),
    Column("agency", "Perangkat Daerah/Instansi Terkait", Kind.AGENCY, synonyms=("Instansi Terkait", "Instansi")),
    Column("follow_up", "Tindak Lanjut", Kind.FREE_TEXT),
    Column("target_date", "Target Selesai", Kind.DATE),
    Column("status", "Status", Kind.CHOICE, required=True, values=STATUSES, aliases=(("Proses", "Dalam Proses"), ("Belum", "Belum Ditindaklanjuti"))),
    Column("resolved_date", "Tanggal Selesai", Kind.DATE),
)  # fmt: skip

CHECKS = (
    RowCheck(RESOLVED_BEFORE_RAISED, "resolved_date", pl.col("resolved_date") >= pl.col("raised_date"),
             pl.format("dilaporkan {}", pl.col("raised_date").dt.to_string("%d/%m/%Y"))),
    RowCheck(RESOLVED_DATE_MISSING, "resolved_date", (pl.col("status") != SOLVED) | pl.col("resolved_date_filled")),
    RowCheck(
        RESOLVED_DATE_BUT_OPEN,
        "resolved_date",
        pl.col("resolved_date").is_null() | (pl.col("status") == SOLVED),
        pl.format("“{}”", "status"),
    ),
    RowCheck(DATE_AFTER_PERIOD, "raised_date", pl.col("raised_date") <= pl.col("latest_day")),
    RowCheck(DATE_AFTER_PERIOD, "resolved_date", pl.col("resolved_date") <= pl.col("latest_day")),
)  # fmt: skip

OBSTACLES = Form(
    id="obstacles",
    sheet="Permasalahan",
    title="Permasalahan",
    row_is="satu permasalahan",
    columns=COLUMNS,
    due_months=tuple(range(1, 13)),
    valid_from="2025-03",
    key="obstacle_id",
    checks=CHECKS,
)
