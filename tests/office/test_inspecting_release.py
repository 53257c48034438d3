"""A built release is looked at before it bears its name; one that is not sound is not published."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import fastexcel
import polars as pl
import pytest

from assets import release as stage
from assets.inspecting import pages as read_pages
from assets.inspecting.inspection import UnsoundReleaseError, release_faults
from assets.inspecting.links import link_faults
from assets.inspecting.pages import marked_figures
from assets.inspecting.told_figures import page_faults
from assets.publishing.build import write_release
from assets.publishing.edition import Edition
from assets.publishing.manifest import write_manifest
from assets.publishing.release_figures import GUIDE, Figures
from assets.publishing.tabular import plain_numbers
from assets.release import publish
from assets.storage import made_by
from assets.storage.archive import sha256
from assets.storage.publications import latest
from assets.storage.released import ANALYSTS
from schemas.formatting import amount
from tests.unit.publishing_fixture import MADE_AT, empty_figures, make_figures, make_reference
from tests.worlds import office


def make_release(folder: Path, figures: Figures) -> Path:
    """A release, in which the guide and the analysts' database are empty files."""
    write_release(figures, folder, {}, make_reference())
    (folder / "internal" / GUIDE).write_text("")
    (folder / ANALYSTS).write_bytes(b"")
    write_manifest(folder, MADE_AT, {}, "")
    return folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    return make_release(folder, make_figures())


@pytest.fixture
def built(sound: Path, tmp_path: Path) -> Iterator[Path]:
    yield shutil.copytree(sound, tmp_path / "built")


def found(folder: Path, *, with_manifest: bool = True) -> list[str]:
    if with_manifest:
        write_manifest(folder, MADE_AT, {}, "")
    return release_faults(folder, make_figures(), make_reference())


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def rewrite_sheet(path: Path, sheet: str, old: str, new: str) -> None:
    """Change something in a sheet of a workbook."""
    number = fastexcel.read_excel(path).sheet_names.index(sheet) + 1
    name, unfinished = f"xl/worksheets/sheet{number}.xml", path.with_suffix(".new")
    with ZipFile(path) as book, ZipFile(unfinished, "w", ZIP_DEFLATED) as changed:
        for entry in book.infolist():
            text = book.read(entry)
            assert entry.filename != name or old.encode() in text
            changed.writestr(entry, text.replace(old.encode(), new.encode()) if entry.filename == name else text)
    unfinished.replace(path)


def test_what_the_builder_makes_is_sound(sound: Path) -> None:
    assert found(sound, with_manifest=False) == []


def test_so_is_the_release_before_the_first_report(tmp_path: Path) -> None:
    make_release(tmp_path, empty_figures())
    assert release_faults(tmp_path, empty_figures(), make_reference()) == []


def test_a_file_that_the_manifest_does_not_name_is_told(built: Path) -> None:
    (built / "publik/catatan.txt").write_text("x")
    assert found(built, with_manifest=False) == ["publik/catatan.txt tidak disebut manifest.json"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("x")], ids=["gone", "cut"])
def test_a_file_that_is_gone_or_was_cut_is_told(built: Path, harm: Callable[[Path], object]) -> None:
    harm(built / "publik/data/scores.csv")
    assert "publik/data/scores.csv tidak ada atau berubah sesudah ditulis" in found(built, with_manifest=False)


def test_a_dead_link_is_told(built: Path) -> None:
    rewrite(built / "publik/index.html", lambda html: html.replace('href="laporan.xlsx"', 'href="rapor.xlsx"'))
    assert found(built) == ["publik/index.html menunjuk rapor.xlsx, yang tidak ada"]


def test_exact_money_is_no_figure_of_the_public(built: Path) -> None:
    exact = make_figures().values.filter(
        pl.col("indicator") == "KOP-11", pl.col("area_code") == "62", pl.col("period") == "2025-04"
    )
    value, unit, told = (
        exact.filter(pl.col("segment") == "").select("value", "unit", plain_numbers(pl.col("value")).alias("told")).row(0)
    )
    figure = f'<data value="{told}" data-key="KOP-11|62|2025-04|">{amount(value, unit)}</data></body>'
    for audience in ("publik", "internal"):
        rewrite(built / audience / "index.html", lambda html: html.replace("</body>", figure))
    (fault,) = found(built)
    assert fault.startswith(f"publik/index.html menyebut KOP-11|62|2025-04| {told}, sumbernya ")


@pytest.mark.parametrize("sheet", ["Indikator", "Kabupaten-Kota", "Data"])
def test_a_number_on_a_sheet_that_is_not_its_source_is_told(built: Path, sheet: str) -> None:
    cooperatives = make_figures().values.filter(
        pl.col("indicator") == "KOP-01", pl.col("area_code") == "62", pl.col("period") == "2025-04", pl.col("segment") == ""
    )["value"].item()  # fmt: skip
    rewrite_sheet(built / "internal/laporan.xlsx", sheet, f"<v>{cooperatives:.0f}", f"<v>{cooperatives + 1:.0f}")
    told = f"internal/laporan.xlsx lembar {sheet} menyebut KOP-01|62|2025-04| {cooperatives + 1:.0f}, sumbernya"
    assert [fault for fault in found(built) if fault.startswith(told)]


def test_a_row_that_is_missing_on_the_sheet_of_data_is_told(built: Path) -> None:
    rewrite_sheet(built / "publik/laporan.xlsx", "Data", "KOP-01</t>", "KOP-99</t>")
    assert any("menyebut KOP-01|62|2025-04| kosong" in fault for fault in found(built))


def test_an_unsound_release_is_not_published_and_the_last_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office(tmp_path) as store:
        first, _ = publish(store)
        lines = len(store.archive.lines())
        monkeypatch.setattr(made_by, "_code", lambda: "upgraded")
        built_as_ever = stage.build

        def with_a_dead_link(*parts: object, **named: object) -> None:
            built_as_ever(*parts, **named)  # type: ignore[arg-type]
            folder = store.home.releases / ".building"
            rewrite(folder / "publik/index.html", lambda html: html + '<a href="hilang.html">')
            manifest = json.loads((folder / "manifest.json").read_text())
            manifest["files"]["publik/index.html"] = sha256(folder / "publik/index.html")
            (folder / "manifest.json").write_text(json.dumps(manifest))

        monkeypatch.setattr(stage, "build", with_a_dead_link)
        with pytest.raises(UnsoundReleaseError) as refused:
            publish(store)
        assert (latest(store.home.releases), len(store.archive.lines())) == (first, lines)
    told = str(refused.value)
    assert told.startswith(
        "Rilis tidak diterbitkan, rilis sebelumnya tetap berlaku: publik/index.html menunjuk hilang.html, yang tidak ada"
    )
    assert "Jalankan rapor nightly sekali lagi" in told


def test_sixty_pages_for_each_audience_are_looked_at_in_a_blink() -> None:
    edition = Edition(make_figures(), make_reference())
    rows = edition.values.drop_nulls("value").filter(pl.col("period") == "2025-04").head(150)
    marked = "".join(
        f'<td><data value="{told}" data-key="{code}|{area}|{period}|{segment}">{amount(value, unit)}</data></td>'
        for code, area, period, segment, value, unit, told in rows.select(
            "indicator", "area_code", "period", "segment", "value", "unit", plain_numbers(pl.col("value")).alias("told")
        ).iter_rows()
    )
    picture = "<svg>" + '<path d="M0,0L10,10" fill="#123456"></path>' * 1_000 + "</svg>"
    linked = "".join(f'<a href="{n}.html#isi">{n}</a>' for n in range(75))
    html = f'<script>let a = "<data>"</script><main id="isi">{marked}{picture}{linked}</main>'
    names = [f"{audience}/indikator/{n}.html" for audience in ("publik", "internal") for n in range(75)]
    begun = time.process_time()
    shown = pl.DataFrame({"page": names, "html": [html] * len(names)}, schema=read_pages.PAGE)
    marks = marked_figures(shown)
    assert marks.height == len(names) * rows.height
    assert (page_faults(marks, edition.values), link_faults(shown, names, "publik")) == ([], [])
    assert time.process_time() - begun < 1.5
