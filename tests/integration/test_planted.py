"""Five hundred cells with somebody's number, address or name: after a night they stand in the originals and nowhere else."""

import random
from pathlib import Path

import pytest

from schemas.columns import Kind
from schemas.forms import FORMS, PROVINCE_FORMS
from tests.builders import make_workbook
from tests.hostile import zipped
from tests.integration.conftest import rapor_in_june as rapor
from tests.integration.dumps import made_by_the_night, originals, texts
from tests.planting import PERSONS, Planter, planted_workbook, traces

#: Who stands beside an agency: the office may see that, the public and the logs may not.
BESIDE_AN_AGENCY = ("Rangkuti", "Lumbantobing", "Mangunkusumo")
AT_LEAST = 500
#: A smaller share of all plants may be lost on the way into a workbook, as a blank at the end of a sheet's name is.
FOUND_IN_ORIGINALS = 0.95


def fill(inbox: Path, planter: Planter) -> None:
    """The workbook of one regency, and files with numbers in their names, in a zip, and in what is said of them."""
    workbook = planted_workbook(inbox / "2025-03" / "62.02.xlsx", planter, times=5)
    for area in ("62.06", "62.07"):
        (inbox / "2025-03" / f"{area} {planter.name('.xlsx')}").write_bytes(workbook.read_bytes() + b" ")
    table = f"Nama Koperasi;Alamat\r\nKoperasi Maju;{planter.text()}\r\n".encode()
    (inbox / "2025-03" / planter.name(".csv")).write_bytes(table)
    (inbox / planter.name(".xlsx")).write_bytes(b"bukan buku kerja")
    (inbox / "2025-03" / "62.04.zip").write_bytes(
        zipped({planter.name(".csv"): table, f"hp {planter.mobile(('-',))}/b.csv": table})
    )
    said = [planter.text(("-", " ", ".")) for _ in range(3)]
    lines = [
        "berkas,tanggal_diterima,cara,nomor_surat,diterima_oleh",
        f'62.02.xlsx,2025-04-09,"{said[0]}","{said[1]}","{said[2]}"',
    ]
    (inbox / "2025-03" / "penerimaan.csv").write_text("\r\n".join(lines), encoding="utf-8")
    planter.cells += 6


@pytest.fixture(scope="module", params=[0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def night(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planter]:
    """An office after a night in which everything was planted, and what was."""
    home, planter = tmp_path_factory.mktemp("home"), Planter(random.Random(request.param))
    fill(home / "inbox", planter)
    agencies = [{"agency": f"Dinas Koperasi a.n. {name}", "participants_male": "7"} for name in BESIDE_AN_AGENCY]
    make_workbook(home / "inbox/2025-03/62.08.xlsx", {"coaching": agencies}, area="62.08", name="Kabupaten Sukamara")
    done = rapor(home, "nightly")
    assert done.returncode == 0, done.stderr
    received = sorted(path for path in (home / "inbox" / ".diterima").rglob("*.xlsx"))
    said = [
        done,
        rapor(home, "check", *map(str, received)),
        rapor(home, "check", "--json", *map(str, received)),
        rapor(home, "status"),
    ]
    (home / "printed").write_text("".join(each.stdout + each.stderr for each in said), encoding="utf-8")
    return home, planter


def test_what_was_planted_stands_in_the_originals_and_nowhere_else(night: tuple[Path, Planter]) -> None:
    home, planter = night
    files = made_by_the_night(home)
    assert {path.suffix for path in files} >= {".duckdb", ".csv", ".html", ".xlsx", ".parquet", ".jsonl", ".db", ""}
    assert planter.cells >= AT_LEAST
    assert {path.name: found for path in files if (found := traces(texts(path), planter))} == {}
    assert traces([path.relative_to(home).as_posix() for path in files], planter) == []
    assert [(path.name, name) for path in files for text in texts(path) for name in PERSONS if name in text] == []


def test_the_search_finds_them_where_they_are(night: tuple[Path, Planter]) -> None:
    home, planter = night
    found = traces((text for path in originals(home) for text in texts(path)), planter)
    named = traces([path.name for path in (home / "inbox" / ".diterima").rglob("*")], planter)
    wanted = planter.digits | planter.words
    assert len({*found, *named} & wanted) >= FOUND_IN_ORIGINALS * len(wanted)


def test_a_name_beside_an_agency_is_seen_by_the_office_alone(night: tuple[Path, Planter]) -> None:
    home, _ = night
    files = made_by_the_night(home)
    public = [path for path in files if "publik" in path.parts or "dagster" in path.parts or path.suffix == ".jsonl"]
    assert [(path.name, name) for path in public for text in texts(path) for name in BESIDE_AN_AGENCY if name in text] == []
    assert "Instansi lain" in (home / "releases/latest/publik/data/indicators.csv").read_text(encoding="utf-8")


def test_every_kind_of_column_was_planted() -> None:
    of_the_province = {column.kind for form in PROVINCE_FORMS.values() for column in form.columns}
    planted = {column.kind for form in FORMS.values() for column in form.columns}
    assert planted | of_the_province == set(Kind) and set(Kind) - planted == {Kind.AREA, Kind.NUMBER, Kind.PERIOD}
