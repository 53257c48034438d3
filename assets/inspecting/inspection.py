"""Looking at a built release before it bears its name: nothing is published that its own readers would find wrong.

Each file is named by the manifest and no other is there, each link leads somewhere, and each figure that a page or a sheet shows is that
of the edition that it was drawn from: in publik/ with the money rule applied, in internal/ exact.
"""

import json
from pathlib import Path

import polars as pl

from assets.inspecting.links import link_faults
from assets.inspecting.pages import marked_figures, pages
from assets.inspecting.sheets import workbook_faults
from assets.inspecting.told_figures import page_faults
from assets.publishing.edition import Edition, Reference, reference
from assets.publishing.release_figures import Figures
from assets.storage.publications import faults as altered
from assets.storage.refusal import RefusedError
from assets.storage.released import MANIFEST

PUBLIC, INTERNAL, WORKBOOK = "publik", "internal", "laporan.xlsx"


class UnsoundReleaseError(RefusedError):
    """A built release is not published since it does not say what it should; the message says what, and what to do."""


def require_sound(folder: Path, figures: Figures) -> None:
    """Raise UnsoundReleaseError, in one Indonesian sentence and its remedy, when `release_faults` finds anything."""
    if found := release_faults(folder, figures):
        others = f" (dan {len(found) - 1} hal lain)" if found[1:] else ""
        raise UnsoundReleaseError(
            f"Rilis tidak diterbitkan, rilis sebelumnya tetap berlaku: {found[0]}{others}. Jalankan rapor nightly sekali lagi; bila tetap "
            f"demikian, kirimkan isi {folder} kepada pengelola kode."
        )


def release_faults(folder: Path, figures: Figures, read_against: Reference | None = None) -> list[str]:
    """What is wrong with a release that was built in a folder from these figures, in Indonesian, a sentence each.

    `read_against` is the reference that comes with the code unless a test brings its own.
    """
    shown, files = pages(folder), _files(folder)
    marks = marked_figures(shown)
    found = [*_file_faults(folder, files), *link_faults(shown, files, PUBLIC)]
    for audience, is_public in ((PUBLIC, True), (INTERNAL, False)):
        edition = Edition(figures, read_against or reference(), is_public=is_public)
        found += page_faults(marks.filter(pl.col("page").str.starts_with(f"{audience}/")), edition.values)
        found += workbook_faults(folder / audience / WORKBOOK, f"{audience}/{WORKBOOK}", edition)
    return found


def _file_faults(folder: Path, files: list[str]) -> list[str]:
    """Files that the manifest does not name, or that are not as it says."""
    named = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    return [
        *(f"{name} tidak disebut {MANIFEST}" for name in files if name not in named and name != MANIFEST),
        *(f"{name} tidak ada atau berubah sesudah ditulis" for name in altered(folder, None)),
    ]


def _files(folder: Path) -> list[str]:
    """The path of every file below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
