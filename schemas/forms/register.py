"""Daftar Koperasi: one row a cooperative, as it stands at the end of the period."""

import polars as pl

from schemas.columns import Column, Kind
from schemas.forms.base import VILLAGE_NAMES, Form, RowCheck
from schemas.rules.of_rows import MEN_PLUS_WOMEN_DIFFERS, NIK_PREFIX_DIFFERS, RAT_BEFORE_LEGAL_DATE
from schemas.rules.of_tables import (
    ACTIVE_WITHOUT_MEMBERS,
    ACTIVE_WITHOUT_RAT,
    TOTAL_EMPTY_BESIDE_PARTS,
    WITHOUT_MEMBERS,
    WITHOUT_RAT_DATE,
)
from schemas.rules.of_values import DATE_AFTER_PERIOD
from schemas.written_numbers import thousands

#: The better attested first: of one cooperative with two of them the first counts.
STATUSES = ACTIVE, INACTIVE, DISSOLVED = "Aktif", "Tidak Aktif", "Dibubarkan"
TYPES = ("Konsumen", "Produsen", "Jasa", "Simpan Pinjam", "Pemasaran")
GROUPS = (
    "KUD", "Kop. Serba Usaha", "Kop. Simpan Pinjam", "Kop. Pegawai Negeri (KPRI)", "Kop. Karyawan", "Kop. Pertanian",
    "Kop. Perkebunan", "Kop. Perikanan", "Kop. Peternakan", "Kop. Wanita", "Kop. Pondok Pesantren", "Kop. TNI",
    "Kop. POLRI", "Kop. Pedagang Pasar", "Kop. Angkutan Darat", "Kop. Kredit", "Kop. Mahasiswa", "Kop. Lainnya",
)  # fmt: skip
SECTORS = (
    "Pertanian, Kehutanan dan Perikanan", "Perdagangan Besar dan Eceran", "Jasa Keuangan dan Asuransi",
    "Industri Pengolahan", "Transportasi dan Pergudangan", "Pertambangan dan Penggalian", "Jasa Lainnya",
)  # fmt: skip

COLUMNS = (
    Column("nik", "NIK Koperasi", Kind.DIGITS, digits=13, example="6216010040003",
           synonyms=("NIK", "Nomor Induk Koperasi", "Nomor Induk Koperasi (NIK)"),
           note="kosongkan bila belum ada; bukan NIK penduduk, yang 16 angka, dan bukan NIB"),
    Column("name", "Nama Koperasi", required=True, synonyms=("Koperasi", "Nama"), example="Koperasi Produsen Sumber Rejeki"),
    Column("legal_number", "Nomor Badan Hukum", example="AHU-0000939.AH.01.29.TAHUN 2025",
           synonyms=("Badan Hukum", "Nomor Badan Hukum Pendirian")),
    Column("legal_date", "Tanggal Badan Hukum", Kind.DATE,
           synonyms=("Tanggal Badan Hukum Pendirian",)),
    Column("address", "Alamat", Kind.FREE_TEXT, synonyms=("Alamat Koperasi", "Alamat Lengkap")),
    Column("village", "Desa/Kelurahan", Kind.VILLAGE, synonyms=VILLAGE_NAMES),
    Column("district", "Kecamatan", Kind.DISTRICT, required=True, synonyms=("Nama Kecamatan",)),
    Column("legal_form", "Bentuk Koperasi", Kind.CHOICE, synonyms=("Bentuk",),
           values=tuple(f"{level} {scope}" for level in ("Primer", "Sekunder") for scope in ("Kabupaten/Kota", "Provinsi", "Nasional")),
           aliases=(("Primer Kab/Kota", "Primer Kabupaten/Kota"), ("Sekunder Kab/Kota", "Sekunder Kabupaten/Kota"),
                    ("Primer Kabupaten", "Primer Kabupaten/Kota"), ("Sekunder Kabupaten", "Sekunder Kabupaten/Kota"))),
    Column("type", "Jenis Koperasi", Kind.CHOICE, required=True, synonyms=("Jenis",), values=TYPES, aliases=(("KSP", "Simpan Pinjam"),),
           note="Serba Usaha adalah kelompok, bukan jenis; pilih jenis menurut usaha utamanya."),
    Column("coop_group", "Kelompok Koperasi", synonyms=("Kelompok",), suggested=GROUPS, example="Kop. Serba Usaha"),
    Column("kdmp", "KDMP/KKMP", Kind.YES_NO, synonyms=("KDMP", "KKMP", "Koperasi Merah Putih"),
           note="Ya bila Koperasi Desa/Kelurahan Merah Putih."),
    Column("scheme", "Pola Pengelolaan", Kind.CHOICE, synonyms=("Pola",), values=("Konvensional", "Syariah")),
    Column("sector", "Sektor Usaha", synonyms=("Sektor",), suggested=SECTORS, example=SECTORS[0]),
    Column("savings_unit", "Unit Simpan Pinjam", Kind.CHOICE, values=("KSP", "USP", "Tidak Ada"), synonyms=("KSP/USP", "Unit SP"),
           aliases=(("KSPPS", "KSP"), ("USPPS", "USP"))),
    Column("status", "Status", Kind.CHOICE, required=True, values=STATUSES,
           synonyms=("Status Koperasi", "Keaktifan", "Status Keaktifan", "Aktif/Tidak Aktif"),
           aliases=(("Pasif", "Tidak Aktif"), ("Beku", "Tidak Aktif"), ("Non Aktif", "Tidak Aktif"), ("Nonaktif", "Tidak Aktif"),
                    ("Bubar", "Dibubarkan"))),
    Column("inactive_reason", "Alasan Tidak Aktif", Kind.CHOICE, synonyms=("Alasan",),
           values=("Tidak RAT", "Tidak Ada Kegiatan Usaha", "Pengurus Tidak Lengkap", "Alamat Tidak Ditemukan", "Lainnya")),
    Column("plan", "Rencana Penanganan", Kind.CHOICE, synonyms=("Rencana",),
           values=("Reaktivasi", "Revitalisasi KDMP/KKMP", "Penggabungan", "Pembubaran")),
    Column("last_rat_date", "Tanggal RAT Terakhir", Kind.DATE, synonyms=("RAT Terakhir", "Tanggal RAT")),
    Column("members_male", "Anggota Pria", Kind.COUNT, minimum=0, unit="orang",
           synonyms=("Jumlah Anggota Pria",)),
    Column("members_female", "Anggota Wanita", Kind.COUNT, minimum=0, unit="orang",
           synonyms=("Jumlah Anggota Wanita",)),
    Column("members_total", "Total Anggota", Kind.COUNT, minimum=0, unit="orang", synonyms=("Jumlah Anggota", "Anggota")),
    Column("managers", "Jumlah Manajer", Kind.COUNT, minimum=0, unit="orang", synonyms=("Total Manajer",)),
    Column("employees", "Jumlah Karyawan", Kind.COUNT, minimum=0, unit="orang", synonyms=("Total Karyawan", "Karyawan")),
    Column("book_year", "Tahun Buku", Kind.YEAR, minimum=1945, maximum=2100),
    Column("own_capital", "Modal Sendiri", Kind.RUPIAH, unit="Rp", minimum=0),
    Column("external_capital", "Modal Luar", Kind.RUPIAH, unit="Rp", minimum=0),
    Column("assets", "Aset", Kind.RUPIAH, unit="Rp", minimum=0, synonyms=("Total Aset", "Jumlah Aset")),
    Column("business_volume", "Volume Usaha", Kind.RUPIAH, unit="Rp", minimum=0, synonyms=("Omset", "Omzet")),
    Column("surplus", "SHU (Sisa Hasil Usaha)", Kind.RUPIAH, unit="Rp", synonyms=("SHU", "Sisa Hasil Usaha"),
           note="Boleh minus bila rugi."),
    Column("figures_source", "Sumber Angka", Kind.CHOICE, values=("RAT", "Laporan Keuangan", "Perkiraan")),
    Column("grade", "Grade", Kind.CHOICE, values=("A", "B", "C1", "C2", "D"), synonyms=("Status Grade", "Grade Koperasi")),
    Column("certificate_status", "Status Sertifikat NIK", Kind.CHOICE, synonyms=("Status NIK", "Status Sertifikat"),
           values=("Sudah Bersertifikat", "Sertifikat - Expired", "Belum Bersertifikat"),
           aliases=(("Sertifikat Expired", "Sertifikat - Expired"),)),
    Column("certificate_until", "Tanggal Berlaku Sertifikat", Kind.DATE, synonyms=("Masa Berlaku Sertifikat", "Berlaku Sertifikat")),
    Column("health", "Tingkat Kesehatan", Kind.CHOICE, synonyms=("Kesehatan", "Predikat Kesehatan"),
           values=("Sehat", "Cukup Sehat", "Dalam Pengawasan", "Dalam Pengawasan Khusus"),
           unmapped=("Kurang Sehat", "Tidak Sehat", "Sangat Tidak Sehat")),
    Column("health_year", "Tahun Pemeriksaan", Kind.YEAR, minimum=1990, maximum=2100, synonyms=("Tahun Pemeriksaan Kesehatan",)),
)  # fmt: skip

_MEN, _WOMEN = pl.col("members_male"), pl.col("members_female")
CHECKS = (
    RowCheck(MEN_PLUS_WOMEN_DIFFERS, "members_total", pl.col("members_total") == _MEN + _WOMEN,
             pl.format("{} pria + {} wanita = {}", thousands(_MEN), thousands(_WOMEN), thousands(_MEN + _WOMEN))),
    RowCheck(RAT_BEFORE_LEGAL_DATE, "last_rat_date", pl.col("last_rat_date") >= pl.col("legal_date"),
             pl.format("tanggal badan hukum {}", pl.col("legal_date").dt.to_string("%d/%m/%Y"))),
    RowCheck(DATE_AFTER_PERIOD, "legal_date", pl.col("legal_date") <= pl.col("latest_day")),
    RowCheck(DATE_AFTER_PERIOD, "last_rat_date", pl.col("last_rat_date") <= pl.col("latest_day")),
    RowCheck(NIK_PREFIX_DIFFERS, "nik", pl.col("nik").str.slice(0, 4) == pl.col("nik_prefix"), pl.col("nik_prefix")),
)  # fmt: skip

_ACTIVE = (pl.col("status") == ACTIVE).fill_null(False)
_PERIOD_END = pl.concat_str("period", pl.lit("-01")).str.to_date().dt.month_end()
_THREE_YEARS_AGO = _PERIOD_END.dt.offset_by("-3y")
#: Said to be active, older than three years, and without a RAT in the three years before the period's end.
_OVERDUE = (
    _ACTIVE
    & (pl.col("legal_date") < _THREE_YEARS_AGO).fill_null(False)
    & (pl.col("last_rat_date") < _THREE_YEARS_AGO).fill_null(True)
)
#: Said to be active, with 0 members.
_ACTIVE_WITH_NONE = _ACTIVE & (pl.col("members_total") == 0).fill_null(False)

REGISTER = Form(
    id="register",
    sheet="Daftar Koperasi",
    title="Daftar Koperasi",
    row_is="satu koperasi, keadaan akhir periode",
    columns=COLUMNS,
    due_months=(3, 6, 9, 12),
    valid_from="2021-01",
    comes_in_parts=True,
    key="nik",
    carries=True,
    checks=CHECKS,
    sums={"members_total": ("members_male", "members_female")},
    counted=(
        (WITHOUT_RAT_DATE, "last_rat_date", pl.col("last_rat_date").is_null() & ~_OVERDUE),
        (WITHOUT_MEMBERS, "members_total", (pl.col("members_total").fill_null(0) == 0) & ~_ACTIVE_WITH_NONE),
        (ACTIVE_WITHOUT_RAT, "last_rat_date", _OVERDUE),
        (ACTIVE_WITHOUT_MEMBERS, "members_total", _ACTIVE_WITH_NONE),
        (
            TOTAL_EMPTY_BESIDE_PARTS,
            "members_total",
            pl.col("members_total").is_null() & pl.col("members_male").is_not_null() & pl.col("members_female").is_not_null(),
        ),
    ),
)
