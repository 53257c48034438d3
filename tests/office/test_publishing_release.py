"""A release's files, its manifest and its fingerprint."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from assets.publishing import manifest
from assets.publishing.build import write_release
from assets.publishing.manifest import fingerprint, write_manifest
from assets.publishing.release_figures import Figures
from tests.unit.publishing_fixture import MADE_AT, REGENCIES, empty_figures, make_figures, make_reference

FILES = {
    "publik/index.html", "publik/laporan.xlsx", "publik/data/indicators.csv", "publik/data/indicators.parquet", "publik/data/scores.csv",
    "publik/data/indicators-excel.csv", "publik/datapackage.json", "publik/SHA256SUMS",
    "internal/index.html", "internal/laporan.xlsx", "internal/data/findings.csv", "internal/data/submissions.csv", "publik/perubahan.html",
    "internal/perubahan.html", "publik/cara-dibuat.html", "internal/cara-dibuat.html",
}  # fmt: skip
DETAILS = {
    f"{audience}/{folder}/{name}.html"
    for audience in ("publik", "internal")
    for folder, names in (
        ("kabupaten", [code for code, *_ in REGENCIES]),
        ("indikator", ("KOP-04", "KOP-05", "KOP-11", "KOP-14", "KOP-15", "KOP-19", "KOP-24", "KDMP-08")),
    )
    for name in names
}


def _release(folder: Path, figures: Figures) -> dict[str, bytes]:
    write_release(figures, folder, {"rules": "2025.1.1"}, make_reference())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("release")


@pytest.fixture(scope="module")
def released(folder: Path) -> dict[str, bytes]:
    return _release(folder, make_figures())


def test_a_release_has_the_files_of_the_contract(released: dict[str, bytes]) -> None:
    assert set(released) == FILES | DETAILS


def test_a_release_before_the_first_report_has_them_too(tmp_path: Path) -> None:
    assert set(_release(tmp_path, empty_figures())) == FILES


def test_equal_figures_give_equal_bytes(released: dict[str, bytes], tmp_path: Path) -> None:
    assert released == _release(tmp_path, make_figures())


def test_pages_taken_over_from_the_release_before_are_the_same_as_new_ones(
    released: dict[str, bytes], folder: Path, tmp_path: Path
) -> None:
    write_release(make_figures(), tmp_path, {"rules": "2025.1.1"}, make_reference(), shared_with=folder)
    assert {name: (tmp_path / name).read_bytes() for name in DETAILS} == {name: released[name] for name in DETAILS}


def test_the_moment_of_release_shows_only_where_it_is_told(released: dict[str, bytes], tmp_path: Path) -> None:
    later = make_figures(made_at=MADE_AT + timedelta(days=1))
    first, second = released, _release(tmp_path, later)
    assert {name for name in FILES | DETAILS if first[name] != second[name]} == {
        "publik/index.html",
        "publik/laporan.xlsx",
        "internal/index.html",
        "internal/laporan.xlsx",
        "publik/datapackage.json",
        "publik/SHA256SUMS",
        "publik/perubahan.html",
        "internal/perubahan.html",
    }
    told = first["publik/index.html"].replace(b"15 Mei 2025", b"16 Mei 2025").replace(b"terlambat 1 hari", b"terlambat 2 hari")
    assert told == second["publik/index.html"]


def test_publik_holds_no_note_no_problem_and_no_file_of_a_regency(released: dict[str, bytes]) -> None:
    for name in FILES | DETAILS:
        if name.startswith("publik/") and not name.endswith((".xlsx", ".parquet")):
            for secret in (b"Kotim April", b"RAHASIA", b"V206", b"sha256", b"DPMD"):
                assert secret not in released[name], (name, secret)


def test_the_description_of_a_problem_is_on_no_page(released: dict[str, bytes]) -> None:
    assert b"RAHASIA" not in released["internal/index.html"]


def test_the_manifest_names_every_other_file_with_its_sum(released: dict[str, bytes], folder: Path) -> None:
    write_manifest(folder, MADE_AT, {"rules": "2025.1.1", "code": "0.1.0"}, "abc")
    written = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert written["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in sorted(released.items())}
    assert written["made_at"] == MADE_AT.isoformat()
    assert (written["versions"], written["fingerprint"]) == ({"code": "0.1.0", "rules": "2025.1.1"}, "abc")


def test_writing_the_manifest_again_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    write_manifest(tmp_path, MADE_AT, {}, "abc")
    before = (tmp_path / "manifest.json").read_bytes()
    write_manifest(tmp_path, MADE_AT, {}, "abc")
    assert (tmp_path / "manifest.json").read_bytes() == before


def test_the_fingerprint_ignores_the_moment_and_nothing_else() -> None:
    figures = make_figures()
    mark = fingerprint(figures, {"rules": "1"})
    assert mark == fingerprint(replace(figures, made_at=MADE_AT + timedelta(days=9)), {"rules": "1"})
    others = [
        replace(figures, sample=True),
        replace(figures, last_period="2025-03"),
        replace(figures, findings=figures.findings.head(3)),
        replace(figures, values=figures.values.with_columns(contributors=pl.lit(9, pl.Int64))),
        replace(figures, problems_open=figures.problems_open.clear()),
    ]
    marks = {fingerprint(other, {"rules": "1"}) for other in others} | {fingerprint(figures, {"rules": "2"})}
    assert len(marks) == 6 and mark not in marks


def test_the_fingerprint_covers_templates_code_and_catalogue() -> None:
    layout = dict(manifest._layout())
    assert "assets.publishing/templates/publik.html" in layout
    assert "assets.publishing/public_view.py" in layout
    assert not any("__pycache__" in path for path in layout)
