"""`rapor template` as its user runs it: with and without a release, and through LibreOffice and back."""

import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from assets.reading.read import read_file
from schemas.forms import LAST_STATUS
from tests.integration.conftest import rapor_in_june as rapor
from tests.unit.template_fixture import confirm, fill_rightly, header_of

SUKAMARA = "62.08"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sample_inbox: Path) -> Path:
    """An office whose latest release holds one regency's sample report; its warehouse cannot be opened any more."""
    home = tmp_path_factory.mktemp("office")
    (home / "inbox" / "2025-03").mkdir(parents=True)
    shutil.copy2(sample_inbox / "2025-03" / f"{SUKAMARA}.xlsx", home / "inbox" / "2025-03")
    assert rapor(home, "nightly").returncode == 0
    (home / "warehouse.duckdb").write_bytes(b"no database")
    return home


def through_libreoffice(path: Path) -> Path:
    """The workbook as LibreOffice saves it, with every formula calculated."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice tidak terpasang: apt-get install libreoffice-calc-nogui")
    target = path.parent / "disimpan"
    profile = f"-env:UserInstallation=file://{path.parent}/profil"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target / path.name


def counts(path: Path) -> list[tuple[object, ...]]:
    """Kecamatan, cooperatives, active, inactive, with RAT: the rows of the recap as read."""
    table = next(table for table in read_file(path, path.name).tables if table.form == "recap")
    rows = table.rows.select("district", "cooperatives", "active", "inactive", "rat_held")
    return [(district, *(int(float(number)) for number in numbers)) for district, *numbers in rows.iter_rows()]


def test_a_template_needs_no_release_and_comes_back_without_a_note(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    made = rapor(home, "template", "--regency", SUKAMARA, "--period", "2025-04", "-o", str(path))
    assert made.returncode == 0 and "Progres KDMP: 32 baris awal" in made.stdout
    fill_rightly(path)
    checked = rapor(home, "check", str(path), "--json")
    (line,) = map(json.loads, checked.stdout.splitlines())
    assert checked.returncode == 0
    assert (line["regency"], line["period"], line["rule"], line["severity"]) == (SUKAMARA, "2025-04", "", "info")


def test_a_confirmed_template_comes_back_from_libreoffice_without_a_note(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    made = rapor(office, "template", "--regency", SUKAMARA, "--period", "2025-06", "-o", str(path))
    assert made.returncode == 0, made.stderr
    assert "dari laporan Maret 2025" in made.stdout
    confirm(path)
    checked = rapor(office, "check", str(through_libreoffice(path)), "--json")
    lines = [json.loads(line) for line in checked.stdout.splitlines()]
    assert checked.returncode == 0
    # Nobody has filled in what changes from report to report: of that alone it is asked.
    told = [line for line in lines if line["rule"] != "V613"]
    assert [line for line in told if line["severity"] != "info" or line["rule"] in ("V115", "V116")] == []


def test_the_recap_counts_the_register_as_the_regency_did(office: Path, sample_inbox: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    assert rapor(office, "template", "--regency", SUKAMARA, "--period", "2025-03", "-o", str(path)).returncode == 0
    confirm(path)
    assert counts(through_libreoffice(path)) == counts(sample_inbox / "2025-03" / f"{SUKAMARA}.xlsx")


def test_a_template_made_of_sample_data_is_read_as_a_sample(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    rapor(office, "template", "--regency", SUKAMARA, "--period", "2025-06", "-o", str(path))
    page = openpyxl.load_workbook(path)["Daftar Koperasi"]
    row, columns = header_of(page)
    statuses = [page.cell(number, columns["Status"]).value for number in range(row + 1, page.max_row + 1)]
    assert read_file(path, path.name).sample and statuses == [None] * len(statuses)
    assert page.cell(row, columns["Status"] - 1).value == LAST_STATUS
    assert page.cell(row + 1, columns["Status"] - 1).value in ("Aktif", "Tidak Aktif")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--regency", "31.71", "--period", "2025-04", "-o", "t.xlsx"), "31.71 tidak ada di Provinsi Kalimantan Tengah"),
        (("--regency", "62.08", "--period", "April", "-o", "t.xlsx"), "Periode ditulis tahun-bulan"),
        (("--regency", "62.08", "--period", "2025-04", "-o", "t.xls"), "berakhiran .xlsx"),
        (("--regency", "62.08", "--period", "2025-04", "-o", "nowhere/t.xlsx"), "Folder nowhere tidak ada"),
    ],
)
def test_what_cannot_be_made_is_wrong_usage(home: Path, options: tuple[str, ...], words: str) -> None:
    refused = rapor(home, "template", *options)
    assert refused.returncode == 2 and words in refused.stderr
