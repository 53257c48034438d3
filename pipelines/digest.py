"""What a night has to tell: what came, what is missing, what changed, where to look; one text for screen, mail and WhatsApp.

Counts and the names of regencies, and links to where the rows are: never a row, a file's name or a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from assets.computing.freshness import counted
from assets.publishing.changes_view import summary
from assets.publishing.unreported import nothing_came
from assets.receiving.arrivals import REGISTER_NAME, look
from assets.receiving.inbox import AGAIN, RECEIVED
from assets.storage.home import Home
from assets.storage.journal import Line
from assets.storage.publications import PUBLISHED
from assets.storage.released import ANALYSTS, Released
from assets.storage.tables import FILES, REPORTS
from assets.storage.thinning import moment as made_at
from schemas.areas import Areas, areas
from schemas.formatting import listing, moment, number
from schemas.forms import SAMPLE_MARK
from schemas.periods import title
from schemas.states import RETURNED

#: A text of WhatsApp that is read without opening it; so many regencies are named where there is room, fewer where there is not.
SHORT_AT_MOST = 900
NAMED_AT_MOST = (20, 8, 4, 2, 0)
FAILED = "Malam ini gagal sebelum rilis terbit; rilis terakhir tetap berlaku. Sebabnya ada di layar rapor nightly dan pada run di Dagster."


@dataclass(frozen=True)
class Digest:
    """The first line, the sentences with as many names as there is room for (the fullest first), and the links."""

    heading: str
    versions: Sequence[Sequence[str]]
    links: Sequence[str]

    @property
    def sentences(self) -> Sequence[str]:
        """The sentences in full."""
        return self.versions[0]

    @property
    def text(self) -> str:
        """The text of a mail."""
        return "\n\n".join((self.heading, *self.sentences, "\n".join(self.links))) + "\n"

    @property
    def short(self) -> str:
        """A text of at most SHORT_AT_MOST characters; where there is no room for all, regencies are counted and links left out."""
        texts = [
            "\n".join((f"*{self.heading}*", *(f"- {sentence}" for sentence in sentences), *links))
            for links in (self.links, self.links[:1], ())
            for sentences in self.versions
        ]
        return next((text for text in texts if len(text) <= SHORT_AT_MOST), texts[-1][:SHORT_AT_MOST])


def digest(home: Home, release: Path, lines: Sequence[Line], since: int, base: str) -> Digest:
    """What came and was published after the journal's line `since`, and how things stand in the newest release.

    `base`: the address under which whoever reads it finds the release's folder.
    """
    of_scope, new = areas(home.scope), [line for line in lines if line["seq"] > since]
    with duckdb.connect(str(release / ANALYSTS), read_only=True) as analysts:
        files, reports = (Released(analysts).table(each) for each in (FILES, REPORTS))
        revisions = analysts.table("revisions").pl()
    verified = reports.filter(pl.col("submission").is_not_null() & pl.col("verified"))["period"]
    last = str(verified.max()) if verified.len() else ""
    parts = (
        _came(new, files, of_scope),
        _missing(reports, last, of_scope) if last else ["Belum ada laporan yang terhitung."],
        _returned(release, of_scope),
        _left(home),
        [_changed(new, release, revisions)],
    )
    mark = f"{SAMPLE_MARK} · " if counted(files)["sample"].any() else ""
    place = of_scope.province_name.removeprefix("Provinsi ")
    versions = [[_worded(part, named) for part in parts if part] for named in NAMED_AT_MOST]
    return Digest(f"{mark}Rapor Koperasi {place}", versions, _links(base))


def failure(home: Home, release: Path | None, base: str) -> Digest:
    """What is told of a night that did not end well; why it did not may name a file, and is told at the machine alone."""
    place = areas(home.scope).province_name.removeprefix("Provinsi ")
    newest = f"Rilis terakhir: {moment(_made_at(release))}." if release else "Belum ada rilis."
    return Digest(f"GAGAL · Rapor Koperasi {place}", [[FAILED, newest]], _links(base) if release else [])


#: A sentence whose `{}` takes the regencies, and these with their counts.
Part = list[str] | tuple[str, list[str]]


def _worded(part: Part, named_at_most: int) -> str:
    """A part as a sentence, with so many regencies by name."""
    if isinstance(part, list):
        return " ".join(part)
    sentence, names = part
    rest = len(names) - named_at_most
    shown = names if rest <= 0 else [*names[:named_at_most], f"{number(rest)} {'lainnya' if named_at_most else 'kabupaten/kota'}"]
    return sentence.format(listing(shown))


def _came(new: Sequence[Line], files: pl.DataFrame, of_scope: Areas) -> Part:
    """How many files were received, and from whom."""
    received = [line["sha256"] for line in new if line["event"] in (RECEIVED, AGAIN)]
    if not received:
        return ["Tidak ada berkas baru sejak ringkasan sebelumnya."]
    senders = _counts(files.filter(pl.col("sha256").is_in(received)).unique("sha256"), of_scope)
    if not senders:
        return [f"Masuk sejak ringkasan sebelumnya: {number(len(received))} berkas."]
    return f"Masuk sejak ringkasan sebelumnya: {number(len(received))} berkas, dari {{}}.", senders


def _missing(reports: pl.DataFrame, last: str, of_scope: Areas) -> Part:
    """Which regencies have not sent something that was due."""
    missing = nothing_came(reports, last).filter(pl.col("area_code").is_in(list(of_scope.codes)))
    if missing.is_empty():
        return [f"Semua formulir yang jatuh tempo sampai {title(last)} telah disampaikan."]
    return f"Belum disampaikan sampai {title(last)}: {number(missing.height)} formulir, dari {{}}.", _counts(missing, of_scope)


def _returned(release: Path, of_scope: Areas) -> Part:
    """The files that went back and have not been mended."""
    submissions = pl.read_csv(release / "internal" / "data" / "submissions.csv", infer_schema=False)
    files = submissions.filter(pl.col("state") == RETURNED).unique("sha256")
    if files.is_empty():
        return []
    told = f"Dikembalikan dan belum diperbaiki: {number(files.height)} berkas"
    senders = _counts(files, of_scope)
    return (f"{told}, dari {{}}.", senders) if senders else [f"{told}."]


def _left(home: Home) -> Part:
    """Files that nobody could take."""
    left = sum(1 for arrival in look(home.inbox) if not arrival.name.endswith(REGISTER_NAME)) if home.inbox.is_dir() else 0
    return [f"Masih di kotak masuk: {number(left)} berkas; rapor nightly menyebut sebabnya."] if left else []


def _changed(new: Sequence[Line], release: Path, revisions: pl.DataFrame) -> str:
    """Whether there is a new release, and what of it differs from the one before."""
    published = [line for line in new if line["event"] == PUBLISHED]
    told = moment(_made_at(release))
    if not published:
        return f"Tidak ada rilis baru; yang terakhir {told}."
    many = f"{number(len(published))} rilis baru, yang terakhir" if published[1:] else "Rilis baru"
    return f"{many} {told}. {summary(revisions)}"


def _made_at(release: Path) -> datetime:
    """When a release was made, by its name."""
    made = made_at(release.name)
    assert made is not None, release.name
    return made


def _counts(rows: pl.DataFrame, of_scope: Areas) -> list[str]:
    """`Kapuas (3)`, the most first, of the regencies of rows with an `area_code`."""
    names = dict(of_scope.regencies.select("code", "distinct_name").iter_rows())
    of_regencies = rows.filter(pl.col("area_code").is_in(list(names)))
    counts = of_regencies.group_by("area_code").len().sort("len", "area_code", descending=[True, False])
    return [f"{names[code]} ({number(count)})" for code, count in counts.iter_rows()]


def _links(base: str) -> list[str]:
    """Where to look."""
    return [
        f"Perlu tindakan: {base}/internal/index.html",
        f"Rapor: {base}/publik/index.html",
        f"Yang berubah: {base}/internal/perubahan.html",
    ]
