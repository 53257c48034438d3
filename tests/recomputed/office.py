"""An office that receives the workbooks, night by night, and a list of what they say."""

import csv
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from assets.accepted import judge_periods
from assets.indicators import indicator_figures
from assets.province import judge_province
from assets.receiving.inbox import Receiving
from assets.release import publish
from assets.scores import score_figures
from assets.storage.closings import Decision, write_closing
from assets.storage.home import Home
from assets.storage.tables import SCORES, VALUES
from assets.store import Store, open_store
from assets.submissions import list_files
from assets.templating.province_workbook import ProvinceOrder, write_province_workbook
from pipelines.sample.province import WORKBOOK, sample_targets
from schemas.areas import areas as province_areas
from tests.recomputed.bounds import with_bounds
from tests.recomputed.changes import make_first, make_second
from tests.recomputed.counting import Figures, Loaded
from tests.recomputed.figures import recomputed
from tests.recomputed.standing import World, months
from tests.recomputed.workbooks import Sent, read

#: The nights of the office: every month up to LAST was due by then.
CLOCK, LAST = datetime(2025, 7, 15, 1, 0, tzinfo=UTC), "2025-06"
CLOSED = "2024-12"


@dataclass
class Office:
    """A home, and in `sent` what its workbooks say, in the order in which they came."""

    home: Home
    sent: list[Sent] = field(default_factory=list)

    def drop(self, folder: Path, *, late_for: str = "") -> None:
        """Put the workbooks of a folder into the inbox; those for a period that is closed are late."""
        for path in sorted(folder.rglob("*.xlsx")):
            target = self.home.inbox / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
            if path.name == WORKBOOK:
                continue
            self.sent += read(path, _received(path), is_late=path.parent.name == late_for)
            if (register := path.parent / "penerimaan.csv").exists():
                shutil.copy2(register, target.parent)

    def night_and_closing(self) -> None:
        with open_store(self.home) as store:
            _work(store)
            values, scores = (store.warehouse.table(table, period=[CLOSED]) for table in (VALUES, SCORES))
            write_closing(store.archive, CLOSED, values, scores, Decision("Kepala Bidang", "lengkap"))

    def night(self) -> Path:
        """The folder of the night's release."""
        with open_store(self.home) as store:
            _work(store)
            return publish(store)[0]


def _work(store: Store) -> None:
    store.archive.clock = lambda: CLOCK
    receiving = Receiving(store.home.inbox, store.archive)
    receiving.run()
    list_files(store, receiving)
    judge_province(store)
    if wanted := store.waiting_periods():
        judge_periods(store, wanted)
        indicator_figures(store, wanted)
        score_figures(store, wanted)


def _lay_down(loaded: Loaded, path: Path) -> None:
    """The province's own workbook, with a PDRB and lists beside the sample's targets."""
    dated = {"source": "BPS", "source_date": date(2025, 3, 1)}
    grdp = [{"of_area": area, "year": year, "value": value, **dated} for (area, year), value in loaded.grdp.items()]
    decrees = [
        {"list": d.list, "year": d.year, "of_area": d.area, "nik": d.nik or None, "name": d.name, **dated} for d in loaded.decrees
    ]
    rows = {"targets": pl.DataFrame(sample_targets()), "grdp": pl.DataFrame(grdp), "decrees": pl.DataFrame(decrees)}
    write_province_workbook(ProvinceOrder(province_areas("62"), rows), path)


def _received(path: Path) -> date:
    """The day of penerimaan.csv beside the file, else the day of the night."""
    register = path.parent / "penerimaan.csv"
    lines = csv.DictReader(register.read_text(encoding="utf-8").splitlines()) if register.exists() else []
    return next((date.fromisoformat(line["tanggal_diterima"]) for line in lines if line["berkas"] == path.name), CLOCK.date())


@dataclass(frozen=True)
class Outcome:
    """A release, and the figures that its workbooks give."""

    release: Path
    counted: Figures


def two_nights(folder: Path, seed: int, ranges: list[tuple[str, str]], areas: tuple[str, ...], loaded: Loaded) -> Outcome:
    """A night after which a period is closed, and one with what came later."""
    office = Office(Home(folder / "home"))
    first = make_first(folder / "pertama", seed, ranges, areas)
    _lay_down(loaded, first / WORKBOOK)
    office.drop(first)
    office.night_and_closing()
    at_closing = World(office.sent)
    office.drop(make_second(first, folder / "kedua"), late_for=CLOSED)
    release = office.night()
    every = with_bounds(recomputed(World(office.sent), months(ranges[0][0], LAST), loaded))
    before = with_bounds(recomputed(at_closing, months(ranges[0][0], CLOSED), loaded))
    final = {key: line for key, line in before.items() if key[0] == CLOSED}
    return Outcome(release, {key: line for key, line in every.items() if key[0] != CLOSED} | final)
