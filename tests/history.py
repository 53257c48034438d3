"""Half a year of a small office, night by night with a clock of its own, and what was planted in each night.

Three regencies report registers and villages; reports come late, are sent again, corrected by the province, closed, reopened, and
measured by other targets.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from assets import past, release, versions
from assets import store as stores
from assets.chain import bring_up_to
from assets.reading.workers import Readers
from assets.receiving.inbox import Receiving
from assets.storage.accepted_profiles import accepted_profiles
from assets.storage.archive import Archive
from assets.storage.closings import Decision, write_closing, write_reopening
from assets.storage.home import Home
from assets.storage.tables import SCORES, VALUES
from assets.storage.warehouse import Warehouse
from assets.store import Store, figures_version
from schemas.areas import areas
from schemas.corrections import LINE
from schemas.indicators import TARGETS, scoring
from tests.builders import make_workbook

KOTIM, GUNUNG_MAS, PALANGKA = "62.02", "62.10", "62.71"
NAMES = {KOTIM: "Kabupaten Kotawaringin Timur", GUNUNG_MAS: "Kabupaten Gunung Mas", PALANGKA: "Kota Palangka Raya"}
BEGINNING = "2024-12"
RESENT, LATER, DECIDED, CORRECTED, TARGETED = "resubmission", "later_report", "decision", "correction", "province"

Rows = list[dict[str, Any]]
#: Corrections (rows of LINE without their number) and targets (rows of TARGETS), as the province lays them down beside the reports.
Laid = tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]
NOTHING_LAID: Laid = ((), ())


@dataclass(frozen=True)
class Night:
    """When it is, what comes (area, period, form → rows), what the office decides, and by which cause each area's figures change."""

    at: str
    planted: dict[str, str]
    sent: tuple[tuple[str, str, dict[str, Rows]], ...] = ()
    close: str = ""
    reopen: str = ""
    laid: Laid = NOTHING_LAID


def coops(area: str, number: int, **of_first: str | None) -> dict[str, Rows]:
    """A register of so many cooperatives; `of_first` is what differs in its first row."""
    prefix = {KOTIM: "6202", GUNUNG_MAS: "6210", PALANGKA: "6271"}[area]
    district = {KOTIM: "Baamang", GUNUNG_MAS: "Tewah", PALANGKA: "Pahandut"}[area]
    rows: Rows = [
        {"nik": f"{prefix}0100400{n:02d}", "name": f"Koperasi {area} {n}", "district": district, "last_rat_date": "15/11/2024",
         "business_volume": f"{(n + 3) * 17_000_000}", "surplus": f"{(n + 1) * 1_300_000}", "book_year": "2024"}
        for n in range(number)
    ]  # fmt: skip
    rows[0] |= of_first
    return {"register": rows}


def recap(number: int) -> dict[str, Rows]:
    """A recap of one district of Gunung Mas."""
    return {
        "recap": [{"district": "Tewah", "cooperatives": str(number), "active": str(number), "inactive": "0", "rat_held": "1"}]
    }


def villages(area: str, number: int, stage: str = "Sosialisasi") -> dict[str, Rows]:
    """A list of so many villages, all but the first at the first stage."""
    known = areas("62")
    of_area = known.villages.filter(pl.col("regency_code") == area).sort("code").head(number)
    districts = dict(known.districts.select("code", "name").iter_rows())
    rows: Rows = [
        {"village_code": code, "village": name, "district": districts[district], "stage": "Sosialisasi"}
        for code, name, district in of_area.select("code", "name", "district_code").iter_rows()
    ]
    rows[0] |= {"stage": stage}
    return {"kdmp": rows}


DECEMBER, MARCH, APRIL, MAY = "2024-12", "2025-03", "2025-04", "2025-05"
INACTIVE = {"status": "Tidak Aktif"}
CORRECTION = {
    "period": DECEMBER, "area_code": KOTIM, "form": "register", "key": "6202010040001", "column": "status", "expected": "Aktif",
    "value": "Tidak Aktif", "reason": "tidak ditemukan", "letter_number": "1/2025", "decided_on": "2025-01-18",
}  # fmt: skip
TARGET = {"indicator": "KOP-04", "area_code": "62", "kind": "single", "sample": False}


def aimed(low: float, *corrections: dict[str, Any]) -> Laid:
    """A target for both years, beside these corrections."""
    return corrections, (TARGET | {"year": 2024, "low": low}, TARGET | {"year": 2025, "low": low})


#: What is in force from some night on.
IN_JANUARY, IN_SPRING, IN_MAY = aimed(79, CORRECTION), aimed(90, CORRECTION), aimed(90)
MUSDESUS = "Musdesus/Muskelsus"
#: Twenty nights, each of which leaves a release; in those with several causes each regency has one of its own.
NIGHTS = (
    Night("2025-01-08", {}, ((KOTIM, DECEMBER, coops(KOTIM, 6)), (GUNUNG_MAS, DECEMBER, coops(GUNUNG_MAS, 4)))),
    Night("2025-01-10", {PALANGKA: LATER}, ((PALANGKA, DECEMBER, coops(PALANGKA, 5)),)),
    Night("2025-01-15", {KOTIM: RESENT}, ((KOTIM, DECEMBER, coops(KOTIM, 7)),)),
    Night("2025-01-20", {KOTIM: CORRECTED}, laid=((CORRECTION,), ())),
    Night("2025-01-22", {"62": TARGETED}, laid=IN_JANUARY),
    Night(
        "2025-01-24",
        {KOTIM: RESENT, GUNUNG_MAS: LATER, "62": TARGETED},
        ((KOTIM, DECEMBER, coops(KOTIM, 8)), (GUNUNG_MAS, DECEMBER, recap(4))),
        laid=IN_SPRING,
    ),
    Night("2025-02-12", {}, close=DECEMBER, laid=IN_SPRING),
    Night("2025-02-14", {}, ((GUNUNG_MAS, DECEMBER, coops(GUNUNG_MAS, 5, **INACTIVE)),), laid=IN_SPRING),
    Night("2025-02-20", {GUNUNG_MAS: DECIDED}, reopen=DECEMBER, laid=IN_SPRING),
    Night("2025-04-08", {}, ((KOTIM, MARCH, coops(KOTIM, 7)), (GUNUNG_MAS, MARCH, coops(GUNUNG_MAS, 5))), laid=IN_SPRING),
    Night(
        "2025-04-11",
        {PALANGKA: LATER, KOTIM: RESENT},
        ((PALANGKA, MARCH, coops(PALANGKA, 5)), (KOTIM, MARCH, coops(KOTIM, 8, **INACTIVE))),
        laid=IN_SPRING,
    ),
    Night("2025-04-15", {KOTIM: LATER}, ((KOTIM, MARCH, villages(KOTIM, 5)),), laid=IN_SPRING),
    Night(
        "2025-04-20",
        {KOTIM: RESENT, GUNUNG_MAS: LATER},
        ((KOTIM, MARCH, villages(KOTIM, 5, MUSDESUS)), (GUNUNG_MAS, MARCH, villages(GUNUNG_MAS, 4))),
        laid=IN_SPRING,
    ),
    Night(
        "2025-05-08",
        {KOTIM: CORRECTED, GUNUNG_MAS: RESENT, PALANGKA: LATER},
        ((GUNUNG_MAS, MARCH, coops(GUNUNG_MAS, 6)), (PALANGKA, MARCH, villages(PALANGKA, 6))),
        laid=IN_MAY,
    ),
    Night("2025-05-14", {}, close=MARCH, laid=IN_MAY),
    Night(
        "2025-05-16",
        {KOTIM: LATER},
        ((PALANGKA, MARCH, coops(PALANGKA, 4, **INACTIVE)), (KOTIM, APRIL, villages(KOTIM, 5))),
        laid=IN_MAY,
    ),
    Night(
        "2025-05-20",
        {PALANGKA: DECIDED, GUNUNG_MAS: LATER},
        ((GUNUNG_MAS, APRIL, villages(GUNUNG_MAS, 4)),),
        reopen=MARCH,
        laid=IN_MAY,
    ),
    Night("2025-06-10", {}, ((KOTIM, MAY, villages(KOTIM, 5)), (PALANGKA, MAY, villages(PALANGKA, 6))), laid=IN_MAY),
    Night(
        "2025-06-20",
        {PALANGKA: RESENT, GUNUNG_MAS: LATER},
        ((PALANGKA, MAY, villages(PALANGKA, 6, MUSDESUS)), (GUNUNG_MAS, MAY, villages(GUNUNG_MAS, 3))),
        laid=IN_MAY,
    ),
    Night("2025-06-25", {KOTIM: RESENT}, ((KOTIM, DECEMBER, coops(KOTIM, 9)),), laid=IN_MAY),
)
#: So many of them are enough for the ordinary tests.
IN_SHORT = 9


@contextmanager
def laid_down(laid: Laid) -> Iterator[None]:
    """Let these corrections and targets be in force: what they are made from is another code, by its version too."""
    lines = [{"line": number} | each for number, each in enumerate(laid[0], start=2)]
    corrected, aimed = pl.DataFrame(lines, schema=LINE), pl.DataFrame(list(laid[1]), schema=TARGETS)
    with pytest.MonkeyPatch.context() as patched:
        for module in (past, versions):
            patched.setattr(module, "corrections", lambda: corrected)
        for module in (scoring, versions):
            patched.setattr(module, "targets", lambda: aimed)
        patched.setattr(release, "hands_out", lambda areas: False)  # fourteen workbooks a night, which say nothing new here
        patched.setattr(stores, "figures_version", lambda: f"{figures_version()}-{laid!r}")
        yield


@dataclass
class History:
    """An office that lives through nights; `releases`: those that it left, with the night of each."""

    store: Store
    releases: list[tuple[Night, Path]] = field(default_factory=list)

    def live(self, nights: Iterable[Night]) -> None:
        for number, night in enumerate(nights):
            moment = datetime.fromisoformat(f"{night.at}T01:00:00+07:00").astimezone(UTC)
            self.store.archive.clock = lambda moment=moment: moment
            with laid_down(night.laid):
                self._decide(night)
                self._drop(number, night, moment.timestamp())
                Receiving(self.store.home.inbox, self.store.archive).run()
                bring_up_to(self.store)
                folder, is_new = release.publish(self.store)
            assert is_new, night.at
            self.releases.append((night, folder))

    def _decide(self, night: Night) -> None:
        decision = Decision("Kepala Bidang", "koreksi")
        if night.close:
            values, scores = (self.store.warehouse.table(table, period=[night.close]) for table in (VALUES, SCORES))
            write_closing(self.store.archive, night.close, values, scores, decision)
        if night.reopen:
            write_reopening(self.store.archive, night.reopen, decision)

    def _drop(self, number: int, night: Night, moment: float) -> None:
        for area, period, forms in night.sent:
            path = make_workbook(
                self.store.home.inbox / f"{number:02d}-{area}.xlsx", forms, area=area, name=NAMES[area], period=period
            )
            os.utime(path, (moment, moment))


@contextmanager
def office_of_half_a_year(folder: Path, nights: Iterable[Night] = NIGHTS) -> Iterator[History]:
    """The office after its nights."""
    home = Home(folder, first_period=BEGINNING)
    archive = Archive(home.archive)
    with Readers() as readers, Warehouse(home.warehouse) as warehouse:
        history = History(Store(home, warehouse, archive, areas(home.scope), readers, accepted_profiles(archive)))
        history.live(nights)
        yield history
