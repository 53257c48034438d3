"""The slip that an officer gets for her file: nothing in it is false, and what is missing is never zero."""

from datetime import date
from typing import Any

import polars as pl

from assets.returning.left_out import ALL_READ
from assets.returning.slip import SlipSources, current, head, slips
from assets.returning.slip_counts import columns_counted
from schemas.findings import FINDING, PROBLEM
from schemas.forms import FORMS
from schemas.frames import FILE, LAYOUT, REPORT, REPORTED_FORM, VERSION

MARCH, DECEMBER = "2025-03", "2024-12"
FILE_ROW = {
    "submission": "s1", "sha256": "0123abcd", "file": "kiriman/62.09.xlsx", "area_code": "62.09", "period": MARCH, "sample": False,
    "attachment": False, "seq": 1, "received": date(2025, 4, 9),
}  # fmt: skip
VERSION_ROW = {"state": "Lolos verifikasi", "findings_fatal": 0}
A = {"nik": "1", "status": "Aktif", "members_total": 20, "book_year": 2024, "assets": 1_250_000_000}
B = {"nik": "2", "status": "Tidak Aktif"}


def frame(rows: list[dict[str, Any]], columns: dict[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame([dict.fromkeys(columns) | row for row in rows], schema=columns, orient="row")


def rows_of(form: str, *rows: dict[str, Any], submission: str = "s1", period: str = MARCH) -> pl.DataFrame:
    """Accepted rows of one submission."""
    place = {"submission": submission, "area_code": "62.09", "period": period, "sheet": FORMS[form].sheet}
    numbered = [place | {"row": n} | row for n, row in enumerate(rows, start=6)]
    return frame(numbered, FORMS[form].dtypes()).select(columns_counted(form))


def reported(form: str, rows_read: int, **differs: Any) -> dict[str, Any]:
    return {"submission": "s1", "form": form, "condition": "Ada Data", "rows_read": rows_read} | differs


def sources(
    *forms: dict[str, Any], rows: dict[str, pl.DataFrame] | None = None, file: dict[str, Any] | None = None,
    problems: list[dict[str, Any]] | None = None, findings: list[dict[str, Any]] | None = None, reports: list[dict[str, Any]] | None = None,
    version: dict[str, Any] | None = None, others: list[dict[str, Any]] | None = None, lacking: tuple[str, ...] = (),
) -> SlipSources:  # fmt: skip
    """A file, the forms that it reports on, each a version that passed unless `version` says otherwise, and what stands."""
    versions = [
        VERSION_ROW | {"submission": "s1", "form": each["form"], "rows_accepted": each["rows_read"]} | (version or {})
        for each in forms
    ]
    told = [{"submission": "s1", "form": "register", "sheet": "Daftar Koperasi", "detail": ""} | each for each in problems or []]
    found = frame(
        [{"submission": "s1", "form": "register", "sheet": "Daftar Koperasi"} | each for each in findings or []], FINDING
    )
    read = [(each["form"], column) for each in forms for column in FORMS[each["form"]].ids if column not in lacking]
    layouts = frame([{"submission": "s1", "form": form, "column": column} for form, column in read], LAYOUT)
    return SlipSources(
        layouts=layouts, files=frame([FILE_ROW | (file or {})], FILE), reported=frame(list(forms), REPORTED_FORM),
        versions=frame([*versions, *(others or [])], VERSION),
        problems=frame(told, PROBLEM), findings=found, reports=frame(reports or [], REPORT), rows=rows or {}, doubts=found,
    )  # fmt: skip


def lines(*forms: dict[str, Any], **what: Any) -> list[str]:
    return slips(sources(*forms, **what))["s1"]


def stood(form: str, period: str = DECEMBER, **differs: Any) -> dict[str, Any]:
    """A report that stood for its own period."""
    return {"form": form, "area_code": "62.09", "period": period, "source_period": period, "submission": "s0"} | differs


def test_a_register_is_counted_as_the_figures_are_beside_the_last_one() -> None:
    now = rows_of(
        "register", A, B | {"book_year": 2023, "assets": 7}, {"nik": "3", "status": "Dibubarkan"}, A | {"status": "Tidak Aktif"}
    )
    before = rows_of("register", A | {"members_total": 15, "book_year": 2023, "assets": 10**9}, submission="s0", period=DECEMBER)
    told = lines(reported("register", 4), rows={"register": pl.concat([now, before])}, reports=[stood("register")])
    assert told == [
        "Daftar Koperasi: 4 baris dibaca; 2 koperasi (1 aktif, 1 tidak aktif), 1 dibubarkan, 1 baris ber-NIK sama dengan baris lain tidak "
        "dihitung lagi; laporan lalu (Desember 2024): 1 koperasi (1 aktif).",
        "   Anggota: 20 orang dari 1 koperasi; laporan lalu 15 orang.",
        "   Aset tahun buku 2024: Rp1,25 miliar dari 1 koperasi; laporan lalu (tahun buku 2023) Rp1,00 miliar; 1 angka dengan tahun buku lain "
        "atau kosong tidak dijumlahkan.",
        ALL_READ,
    ]


def test_what_nobody_filled_is_not_told_as_zero() -> None:
    told = " ".join(lines(reported("register", 1), rows={"register": rows_of("register", B)}))
    assert "Anggota: belum ada angka yang dapat dihitung." in told and "Aset tahun buku 2024: belum ada angka" in told
    assert "laporan lalu" not in told
    empty = lines(
        reported("umkm", 1), reported("coaching", 1), rows={"umkm": rows_of("umkm", {}), "coaching": rows_of("coaching", {})}
    )
    assert empty[:2] == [
        "Rekap UMKM: 1 baris dibaca; jumlah usaha belum terisi.",
        "Pembinaan: 1 baris dibaca; 1 kegiatan, jumlah peserta belum terisi.",
    ]


def test_a_column_that_the_file_does_not_have_is_not_said_to_be_empty() -> None:
    rows = {"register": rows_of("register", B)}
    told = lines(reported("register", 1), rows=rows, lacking=("assets", "members_total"))
    assert told[1:3] == ["   Anggota: kolomnya tidak ada pada berkas.", "   Aset: kolomnya tidak ada pada berkas."]
    aside = [{"rule": "V140", "cell": "Z5"}]
    kept = lines(reported("register", 1), rows=rows, lacking=("assets",), problems=aside)
    assert "Aset tahun buku 2024: belum ada angka yang dapat dihitung" in " ".join(kept)


def test_amounts_whose_unit_is_doubted_are_not_summed() -> None:
    doubt = {"rule": "V611", "column": "assets"}
    told = lines(reported("register", 1), rows={"register": rows_of("register", A)}, findings=[doubt])
    assert "   Aset tahun buku 2024: belum dihitung karena satuannya diragukan." in told
    assert told[-1] == "Tidak dihitung: Aset, karena satuannya diragukan."
    assert "Rp" not in " ".join(told)


def test_villages_are_told_by_stage_and_one_listed_twice_once_by_the_further() -> None:
    def village(code: str | None, stage: str | None) -> dict[str, Any]:
        return {"village_code": code, "stage": stage}

    rows = rows_of(
        "kdmp", village("a", "Sosialisasi"), village("a", "Proses AHU"), village("b", "Belum Mulai"), village("c", None), village(None, "Akta Terbit")
    )  # fmt: skip
    assert lines(reported("kdmp", 5), rows={"kdmp": rows})[0] == (
        "Progres KDMP/KKMP: 5 baris dibaca; 3 desa/kelurahan (0 Berbadan Hukum, 1 Proses AHU, 1 Belum Mulai, 1 tanpa tahap yang dapat dihitung), "
        "1 baris berkode sama dengan baris lain tidak dihitung lagi, 1 baris tanpa kode yang dapat dihitung."
    )


def test_a_village_that_joined_another_is_told_by_its_own_stage_and_that_figures_take_the_partners() -> None:
    rows = rows_of(
        "kdmp",
        {"village_code": "a", "stage": "Berbadan Hukum"},
        {"village_code": "b", "stage": "Sosialisasi", "merged_with": "a"},
    )
    assert lines(reported("kdmp", 2), rows={"kdmp": rows})[0] == (
        "Progres KDMP/KKMP: 2 baris dibaca; 2 desa/kelurahan (1 Berbadan Hukum, 1 Sosialisasi), "
        "1 di antaranya bergabung dengan desa/kelurahan lain dan dihitung menurut tahap mitranya."
    )


def test_the_other_forms_are_told_by_what_they_count() -> None:
    rows = {
        "recap": rows_of("recap", {"cooperatives": 10, "active": 7, "inactive": 3, "rat_held": 4}, {"cooperatives": 5}),
        "obstacles": rows_of(
            "obstacles", *({"status": status} for status in ("Dalam Proses", "Belum Ditindaklanjuti", "Selesai"))
        ),
        "umkm": rows_of("umkm", {"micro": 1000, "small": 20}),
        "coaching": rows_of("coaching", {"participants_male": 10, "participants_female": 12}, {"participants_male": 3}),
    }
    told = lines(*(reported(form, frame.height) for form, frame in rows.items()), rows=rows)
    assert told[:4] == [
        "Rekap Koperasi: 2 baris dibaca; 15 koperasi (7 aktif, 3 tidak aktif, 4 sudah RAT).",
        "Permasalahan: 3 baris dibaca; 3 permasalahan (2 belum selesai, 1 selesai).",
        "Rekap UMKM: 1 baris dibaca; 1.020 usaha (1.000 mikro, 20 kecil).",
        "Pembinaan: 2 baris dibaca; 2 kegiatan, 25 peserta.",
    ]


def test_what_was_not_read_or_does_not_count_is_named() -> None:
    column = {"rule": "V115", "detail": "9"}
    problems = [
        column | {"title": "Nama Ketua", "cell": "C5"}, column | {"title": "Ket.", "cell": "X5"},
        {"rule": "V116", "form": "", "sheet": "Catatan", "value": "Catatan"}, {"rule": "V125", "detail": "3"}, {"rule": "V125", "detail": "1"},
        {"rule": "V158", "detail": "1.207 baris (baris 9 sampai 1215)"}, {"rule": "V148", "cell": "B9"}, {"rule": "V148", "cell": "B10"},
        {"rule": "V115", "title": "Lain", "cell": "Z5", "detail": "2"},
    ]  # fmt: skip
    cells = [{"rule": "V202", "row": row, "cell": f"L{row}"} for row in (7, 8, 9, 10)] + [
        {"rule": "V301", "row": 7, "cell": "M7"}
    ]
    told = lines(reported("register", 1), rows={"register": rows_of("register", A)}, problems=problems, findings=cells)
    assert told[3:] == [
        "Tidak dibaca sebagai isian: kolom “Nama Ketua” (Daftar Koperasi C5); kolom “Ket.” (Daftar Koperasi X5); lembar “Catatan”; 1 kolom atau "
        "lembar lain; 4 baris jumlah atau ringkasan; 1.207 baris bawaan di bawah tabel; 2 baris kabupaten/kota lain.",
        "Tidak dihitung: isian yang kosong padahal wajib atau tidak dapat dipakai: 4 pada Daftar Koperasi (L7, L8, L9 …).",
    ]


def test_that_all_was_read_is_said_only_where_nothing_else_was_told() -> None:
    rows = {"register": rows_of("register", A)}
    assert lines(reported("register", 1), rows=rows, problems=[{"rule": "V122", "form": ""}])[-1] == ALL_READ
    for rule in ("V119", "V110", "V141"):
        assert ALL_READ not in lines(reported("register", 1), rows=rows, problems=[{"rule": rule}])
    assert ALL_READ not in lines(reported("register", 1), version={"findings_fatal": 1})
    assert ALL_READ not in lines()


def test_a_form_that_does_not_count_says_why() -> None:
    def only(**what: Any) -> str:
        return lines(reported(what.pop("form", "register"), 4), **what)[0]

    assert (
        only(version={"findings_fatal": 2}) == "Daftar Koperasi: 4 baris terbaca; dikembalikan untuk perbaikan, belum dihitung."
    )
    assert "sesudah periode ditutup; disimpan dan tidak mengubah angka final" in only(version={"state": "Terlambat"})
    assert only().endswith("4 baris terbaca; disimpan, saat ini tidak dihitung.")
    part = {"version": 1, "area_code": "62.09", "period": MARCH}
    other = VERSION_ROW | part | {"submission": "s2", "form": "register", "findings_fatal": 1}
    assert "bagian lain dari laporan ini dikembalikan" in only(version=part, others=[other])
    assert "berlaku mulai Maret 2025" in only(form="kdmp", file={"period": "2025-02"})


def test_a_form_without_new_rows_says_what_its_cover_says() -> None:
    forms = [
        reported("register", 0, condition="Tidak Ada Perubahan"), reported("obstacles", 0, condition="Nihil"),
        reported("umkm", 0, condition="Tidak Disampaikan"),
    ]  # fmt: skip
    assert lines(*forms, reports=[stood("register", MARCH, source_period=DECEMBER)]) == [
        "Daftar Koperasi: Tidak Ada Perubahan; yang berlaku tetap laporan Desember 2024.",
        "Permasalahan: Nihil.",
        "Menurut Sampul tidak disampaikan: Rekap UMKM.",
    ]


def test_a_part_is_told_beside_the_whole_and_the_whole_beside_the_last_report() -> None:
    rows = [
        rows_of("register", A),
        rows_of("register", B, submission="s2"),
        rows_of("register", A, B, submission="s0", period=DECEMBER),
    ]
    told = lines(reported("register", 1), rows={"register": pl.concat(rows)}, reports=[stood("register")])
    assert told[:3] == [
        "Daftar Koperasi: 1 baris dibaca; 1 koperasi (1 aktif, 0 tidak aktif); bagian dari laporan.",
        "   Bersama berkas lain: 2 koperasi (1 aktif, 1 tidak aktif); laporan lalu (Desember 2024): 2 koperasi (1 aktif).",
        "   Anggota: 20 orang dari 1 koperasi.",
    ]


def test_a_file_that_was_refused_or_kept_unread_claims_nothing() -> None:
    assert lines(problems=[{"rule": "V101", "form": ""}]) == [
        "Berkas ini belum dapat diterima: Berkas tidak dapat dibaca. Belum ada isinya yang dihitung."
    ]
    (line,) = lines(file={"attachment": True}, problems=[{"rule": "V113", "form": ""}])
    assert line == "Berkas diterima sebagai lampiran. Isinya belum dapat dibaca; mohon kirim juga berkas Excel."


def test_a_file_has_a_slip_until_newer_ones_replaced_all_of_its_forms() -> None:
    def versions(*superseded_by: str | None) -> pl.DataFrame:
        return frame([{"submission": "s1", "superseded_by": by} for by in superseded_by], VERSION)

    files = frame([FILE_ROW], FILE)
    assert current(files, versions("x", None)).height == 1 and current(files, versions()).height == 1
    assert current(files, versions("x", "y")).is_empty()
    forms = (reported("register", 1), reported("recap", 1))
    told = lines(*forms, version={"superseded_by": "x"})
    assert told == ["Sudah digantikan berkas yang lebih baru: Daftar Koperasi, Rekap Koperasi."]


def test_the_head_names_report_day_and_bytes_and_marks_a_sample() -> None:
    assert head(FILE_ROW, "Kabupaten Lamandau") == [
        "Tanda terima laporan Kabupaten Lamandau, Maret 2025 (diterima 9 April 2025)",
        "Berkas: kiriman/62.09.xlsx (SHA-256 0123abcd)",
    ]
    assert head(FILE_ROW | {"sample": True}, "")[0] == "DATA CONTOH – BUKAN DATA RESMI"
