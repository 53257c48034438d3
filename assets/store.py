"""What the assets of one run work with: an open, locked home."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl

from assets.computing import freshness
from assets.computing.freshness import Fingerprints
from assets.reading.workers import Readers
from assets.storage.accepted_profiles import accepted_profiles, version_of
from assets.storage.archive import Archive
from assets.storage.clock import require_clock
from assets.storage.closings import Closing, closings_in_force
from assets.storage.decisions import decisions_in, seals_of
from assets.storage.home import OFFICE_TIME, Home, today
from assets.storage.lock import Tell, lock, say
from assets.storage.rights import keep_private
from assets.storage.tables import FILES, OF_PERIODS, PROCESSED, PROVINCE_JUDGED, REPORTS
from assets.storage.unbroken import require_unbroken
from assets.storage.warehouse import Warehouse
from schemas.areas import Areas, areas
from schemas.forms import NO_PERIOD
from schemas.forms.profiles import Profile
from schemas.periods import last_due_on

#: What turns a file into text rows; a test holds it against what the reading imports. Of the rules reading takes their codes alone,
#: which never change: with their words in it the whole archive would be read again for a change that no row can see.
READS = (
    "assets.reading", "schemas.areas", "schemas.cell_names", "schemas.columns", "schemas.evidence", "schemas.forms", "schemas.gazetteer",
    "schemas.heading_words", "schemas.indicator_codes",
    "schemas.meanings", "schemas.notes_sheet", "schemas.periods", "schemas.personal_patterns", "schemas.place_names",
    "schemas.places", "schemas.privacy", "schemas.reference", "schemas.typed", "schemas.values",
    "schemas.written_numbers",
)  # fmt: skip


#: Under this name a run's metadata holds `Store.noticed`.
NOTICED = "noticed"
ANEW = "{} rusak; disisihkan sebagai {} dan dibuat kembali dari arsip"


@dataclass
class Store:
    """The warehouse, the archive and the readers of one home, held for one run."""

    home: Home
    warehouse: Warehouse
    archive: Archive
    areas: Areas
    readers: Readers
    profiles: tuple[Profile, ...] = ()
    #: What was found damaged in this run and what was done about it, in Indonesian.
    noticed: list[str] = field(default_factory=list)

    @property
    def reader_version(self) -> str:
        """The version of everything that turns a file into text rows.

        That is the code, whose reports and since when, and the header profiles that a person accepted.
        """
        parts = (code_version(*READS), self.home.scope, self.home.first_period, version_of(self.profiles))
        return "-".join(filter(None, parts))

    @property
    def reader_version_of_no_period(self) -> str:
        """The version of what is said of a file without a period: with this month, as a later one may be in time for it."""
        return f"{self.reader_version}-{today(self.archive.clock())}"

    @property
    def closings(self) -> dict[str, Closing]:
        """Period → its closing, of the periods that are closed now."""
        return closings_in_force(self.archive.lines())

    @property
    def decisions(self) -> pl.DataFrame:
        """What the office lets count though a rule holds it back (DECISION)."""
        return decisions_in(self.archive.lines())

    def fingerprints(self, received: pl.DataFrame | None = None) -> Fingerprints:
        """Of every period up to the last one that was due by now, what its figures rest on. `received`: FILE, where it is at hand."""
        decided = seals_of(self.archive.lines())
        closed = {period: closing.hash for period, closing in self.closings.items()}
        seals = {period: decided.get(period, "") + closed.get(period, "") for period in decided | closed}
        due = last_due_on(self.archive.clock().astimezone(OFFICE_TIME).date())
        table = self.warehouse.table(FILES) if received is None else received
        lines_of_closings = {period: closing.seq for period, closing in self.closings.items()}
        return freshness.fingerprints(table, figures_version(), seals, due, lines_of_closings)

    def waiting_periods(self, received: pl.DataFrame | None = None) -> list[str]:
        """The periods that have to be computed anew, in order."""
        return freshness.waiting_periods(self.warehouse, self.fingerprints(received))

    def mark(self, stage: str, periods: Iterable[str], received: pl.DataFrame | None = None) -> None:
        """Say that a stage of these periods was made from what there is now; see `freshness.mark`. What is of no period has no stages.

        While a sheet of the province waits to be judged nothing is: a kill between its receipt and its judgement, and a run that somebody
        starts by hand, would else make the periods look done without it.
        """
        months = [period for period in periods if period != NO_PERIOD]
        if months and self.province_inputs() == self.province_judged:
            freshness.mark(self.warehouse, stage, months, self.fingerprints(received))

    @property
    def province_judged(self) -> str:
        """The inputs (`province_inputs`) that the province's own sheets were last judged from; empty where they never were."""
        return "".join(self.warehouse.table(PROVINCE_JUDGED)["made_from"])

    def province_inputs(self) -> str:
        """A hash of what the judgement on the province's own sheets rests on; empty where there are none."""
        sheets = freshness.provision_files(self.warehouse.table(FILES, period=[NO_PERIOD]))
        seal = seals_of(self.archive.lines()).get(NO_PERIOD, "")
        digest = freshness.digest_of(sheets, None, seal)
        return f"{figures_version()}-{digest}" if digest else ""


@contextmanager
def open_store(home: Home, tell: Tell = say) -> Iterator[Store]:
    """Wait for the home's lock, which is told, then open its warehouse; both are given back at the end.

    RefusedError, before anything is opened, when the journal is not what it was, or the clock cannot be believed: nothing may rest on it.
    What the warehouse holds of periods before the home's first one goes, and is made again from the archive when that is set back.
    """
    keep_private(home)
    archive = Archive(home.archive)
    with lock(home.folder, tell), Readers() as readers:
        require_unbroken(home, archive)
        require_clock(home, archive)
        profiles = accepted_profiles(archive)
        with Warehouse(home.warehouse) as warehouse:
            _forget_before(warehouse, home.first_period)
            noticed = [ANEW.format(home.warehouse.name, warehouse.damaged)] if warehouse.damaged else []
            yield Store(home, warehouse, archive, areas(home.scope), readers, profiles, noticed)


def _forget_before(warehouse: Warehouse, first_period: str) -> None:
    """Take out what was judged and computed of earlier periods: nothing may be carried from them, compared with them or released."""
    earliest = warehouse.earliest(PROCESSED, REPORTS)
    if earliest is None or earliest >= first_period:
        return
    periods = pl.concat([warehouse.table(table).select("period") for table in (PROCESSED, REPORTS)])["period"].unique()
    with warehouse.transaction():
        for table in OF_PERIODS:
            warehouse.replace(table, pl.DataFrame(schema=table.columns), period=periods.filter(periods < first_period))


@cache
def code_version(*names: str) -> str:
    """A hash of every source and data file of packages and modules: what is computed by other code is computed anew."""
    digest = hashlib.sha256()
    for name in names:
        package, _, module = name.rpartition(".")
        above = Path(str(files(package or name)))
        root = above / module if package else above
        sources = sorted(root.rglob("*")) if root.is_dir() else [root.with_suffix(".py")]
        for path in sources:
            if path.is_file() and path.suffix in (".py", ".sql", ".yaml", ".csv", ".gz"):
                digest.update(path.relative_to(above).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def figures_version() -> str:
    """The version of everything that turns text rows into figures."""
    return code_version("assets", "schemas")
