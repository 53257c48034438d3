"""Personal data planted wherever an office puts it: after a night it stands in the archived originals and nowhere else."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from schemas.forms import COVER_LABELS, FORMS
from tests.builders import RIGHT
from tests.hostile import zipped
from tests.integration.conftest import rapor_in_june as rapor
from tests.integration.dumps import made_by_the_night, originals, texts
from tests.relaid.grids import Grid, converted, write, write_csv
from tests.unit.reading_fixture import RECAP

#: Officers, in columns, on the cover, in footers and titles. None of them is a word of the forms.
PERSONS = (
    "Zulkarnaen",
    "Qomariah",
    "Wiratmaja",
    "Hutagalung",
    "Nasrullah",
    "Purwaningsih",
    "Sastrawijaya",
    "Tumenggung",
    "Simanjuntak",
)
NAMED = ("081298760008", "6202017712900006")
PHONES = ("081298760001", "0812-9876-0002", "+62 812 9876 0003", "081298760004", "081298760005", "081298760006", "081298760007")
CITIZENS = ("6202017712900001", "6202.0177.1290.0002", "6202017712900003", "6202017712900004", "6202017712900005")
#: May stand in the internal release, since a problem's text may name people, and in nothing else.
IN_PROSE = "Kartadireja"


def register() -> Grid:
    """A register with a board, phones and citizens' numbers in known, unknown and untitled columns."""
    columns = [
        column
        for column in FORMS["register"].columns
        if column.id in RIGHT["register"] or column.id in ("address", "village", "legal_number")
    ]
    header = [column.title for column in columns] + [
        "Nama Ketua",
        "Sekretaris",
        "Nama Bendahara",
        "Pengawas",
        "Manajer",
        "No. HP",
        "NIK KTP",
        None,
    ]
    rows = []
    for place in range(3):
        own = {**RIGHT["register"], "nik": f"621601004000{place + 1}", "address": f"Jl. A, hub. {PHONES[1]}",
               "legal_number": f"5/BH/2015 ({CITIZENS[1]})",
               "village": f"Baamang Hulu ({PHONES[2]})"}  # fmt: skip
        if place == 1:
            own |= {"nik": CITIZENS[0], "members_total": int(CITIZENS[2]), "legal_date": PHONES[3], "type": f"Jasa {PHONES[4]}"}
        rows.append(
            [own.get(column.id) for column in columns] + [*PERSONS[:5], PHONES[0], CITIZENS[3], f"{PERSONS[5]} {CITIZENS[4]}"]
        )
    footer = [[], [None, "Mengetahui,"], [None, "Kepala Dinas"], [None, PERSONS[6]], [None, "NIP 19651231 199003 1 001"]]
    return Grid().add([f"Narahubung {PHONES[5]}"], [], header, *rows, *footer)


def cover() -> Grid:
    told = {"form_set": "2025.1", "area_code": "62.02", "area_name": "Kabupaten Kotawaringin Timur", "period": "2025-03", "prepared_by": PERSONS[7],
            "approved_by": PERSONS[8], "change_note": f"Tanya {PERSONS[8]}, {PHONES[6]}"}  # fmt: skip
    return Grid().add(*([label, told.get(key)] for label, key in COVER_LABELS.items()))


def obstacles() -> Grid:
    columns = FORMS["obstacles"].columns
    own = {
        **RIGHT["obstacles"],
        "description": f"Ketua {IN_PROSE} (hp {PHONES[0]}, KTP {CITIZENS[0]}) belum hadir",
        "follow_up": PHONES[3],
    }
    return Grid().add([column.title for column in columns], [own.get(column.id) for column in columns])


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office after a night in which everything was planted."""
    home = tmp_path_factory.mktemp("home")
    folder = home / "made"
    sheets = {
        "Sampul": cover(),
        f"Daftar {PHONES[6]}": register(),
        "Permasalahan": obstacles(),
        f"Kontak {PHONES[5]}": Grid().add([PERSONS[0]]),
    }
    workbook = write(folder, sheets, "lengkap.xlsx")
    text = write_csv(folder, register(), ";", "utf-8", "daftar.csv")
    inbox = home / "inbox" / "2025-03"
    inbox.mkdir(parents=True)
    shutil.copy(workbook, inbox / "62.02.xlsx")
    shutil.copy(text, inbox / "62.06.csv")
    (inbox / "62.03.xlsx").write_bytes(workbook.read_bytes()[:-700])
    (inbox / "62.04.zip").write_bytes(
        zipped({f"hp {PHONES[4]}/data.csv": text.read_bytes(), "surat.pdf": b"%PDF " + PERSONS[0].encode()})
    )
    (inbox / "62.05.pdf").write_bytes(b"%PDF-1.7 " + PERSONS[1].encode() + PHONES[0].encode())
    write(folder, {"Sheet1": Grid().add(*RECAP, [], [None, "Mengetahui,"], [None, PERSONS[2], PHONES[1]])}, "rekap.xlsx")
    shutil.copy(folder / "rekap.xlsx", inbox / "62.08.xlsx")
    if shutil.which("soffice"):
        shutil.copy(converted([workbook], "xls")[0], inbox / "62.07.xls")
    (inbox / f"62.09 {' '.join(NAMED)}.xlsx").write_bytes(b"bukan buku kerja")
    (inbox / f"tanpa kabupaten {' '.join(NAMED)}.csv").write_bytes(text.read_bytes())
    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    shutil.rmtree(folder)
    (home / "printed").write_text(done.stdout + done.stderr, encoding="utf-8")
    return home


def found(paths: list[Path], words: tuple[str, ...]) -> list[tuple[str, str]]:
    """(file, word) of each planted word that stands somewhere."""
    return [(path.name, word) for path in paths for text in texts(path) for word in words if word in text]


def test_planted_persons_phones_and_citizens_numbers_stand_in_the_originals_only(night: Path) -> None:
    files = made_by_the_night(night)
    kinds = {path.suffix for path in files}
    assert {".duckdb", ".csv", ".html", ".xlsx", ".parquet", ".jsonl", ".db"} <= kinds
    tokens = (
        *PERSONS,
        *PHONES,
        *CITIZENS,
        *NAMED,
        *(number.replace("-", "").replace(" ", "").replace(".", "") for number in (*PHONES, *CITIZENS)),
    )
    assert found(files, tokens) == []
    outside = [path for path in files if "internal" not in path.parts and path.name != "warehouse.duckdb"]
    assert found(outside, (IN_PROSE,)) == []
    assert [text for path in files if path.name == "warehouse.duckdb" for text in texts(path) if IN_PROSE in text]
    kept = originals(night)
    assert len(kept) >= 6 and found(kept, PERSONS[:2])


def test_a_number_in_a_file_s_name_stands_in_no_name_that_was_made(night: Path) -> None:
    names = [path.relative_to(night).as_posix() for path in night.rglob("*") if not path.is_relative_to(night / "inbox")]
    assert not [name for name in names for number in NAMED if number in name]
    assert [name for name in names if name.startswith("returned/62.09/") and "[disembunyikan]" in name]


def test_the_rows_beside_what_was_hidden_count_all_the_same(night: Path) -> None:
    with duckdb.connect(str(night / "releases/latest/internal/kalteng.duckdb"), read_only=True) as analysts:
        rows = analysts.sql("SELECT area_code, count(*), count(nik) FROM accepted.register GROUP BY 1 ORDER BY 1").fetchall()
    assert ("62.02", 3, 2) in rows and ("62.06", 3, 2) in rows


def test_what_check_prints_shows_no_planted_number(night: Path) -> None:
    received = sorted(path for path in (night / "inbox" / ".diterima").rglob("*") if path.is_file())
    done = rapor(night, "check", "--json", *map(str, received))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["file"] for line in lines} >= {str(path) for path in received[:1]} and done.returncode == 1
    assert not [word for word in (*PERSONS, *PHONES, *CITIZENS) if word in done.stdout + done.stderr]
