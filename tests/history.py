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

from assets import release
from assets.reading.workers import Readers
from assets.receiving.inbox import Receiving
from assets.retelling.chain import bring_up_to
from assets.storage.accepted_profiles import accepted_profiles
from assets.storage.archive import Archive
from assets.storage.closings import Decision, write_closing, write_reopening
from assets.storage.home import Home
from assets.storage.tables import SCORES, VALUES
from assets.storage.warehouse import Warehouse
from assets.store import Store
from schemas.areas import areas
from schemas.forms import NIL, NO_PERIOD
from tests.builders import make_workbook

KOTIM, GUNUNG_MAS, PALANGKA, PROVINCE = "62.02", "62.10", "62.71", "62"
NAMES = {KOTIM: "Kabupaten Kotawaringin Timur", GUNUNG_MAS: "Kabupaten Gunung Mas", PALANGKA: "Kota Palangka Raya",
         PROVINCE: "Provinsi Kalimantan Tengah"}  # fmt: skip
BEGINNING = "2024-12"
RESENT, LATER, DECIDED, CORRECTED, TARGETED = "resubmission", "later_report", "decision", "correction", "province"

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Night:
    """When it is, what comes (area, period, form → rows), what the office decides, and by which cause each area's figures change."""

    at: str
    planted: dict[str, str]
    sent: tuple[tuple[str, str, dict[str, Rows]], ...] = ()
    close: str = ""
    reopen: str = ""


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
    "corrected_form": "Daftar Koperasi", "of_period": DECEMBER, "of_area": KOTIM, "key": "6202010040001", "corrected_column": "Status",
    "expected": "Aktif", "corrected_value": "Tidak Aktif", "source_date": "18/01/2025",
}  # fmt: skip


def lay_down(form: str, *rows: dict[str, Any]) -> tuple[str, str, dict[str, Rows]]:
    """A sheet of the province's own; without rows it is taken back."""
    return PROVINCE, NO_PERIOD, {form: list(rows)}


def targets(low: int) -> Rows:
    """A target of both years."""
    return [{"year": year, "low": str(low), "source_date": "18/01/2025"} for year in ("2024", "2025")]


MUSDESUS = "Musdesus/Muskelsus"
#: Twenty nights, each of which leaves a release; in those with several causes each regency has one of its own.
NIGHTS = (
    Night("2025-01-08", {}, ((KOTIM, DECEMBER, coops(KOTIM, 6)), (GUNUNG_MAS, DECEMBER, coops(GUNUNG_MAS, 4)))),
    Night("2025-01-10", {PALANGKA: LATER}, ((PALANGKA, DECEMBER, coops(PALANGKA, 5)),)),
    Night("2025-01-15", {KOTIM: RESENT}, ((KOTIM, DECEMBER, coops(KOTIM, 7)),)),
    Night("2025-01-20", {KOTIM: CORRECTED}, (lay_down("corrections", CORRECTION),)),
    Night("2025-01-22", {"62": TARGETED}, (lay_down("targets", *targets(79)),)),
    Night(
        "2025-01-24",
        {KOTIM: RESENT, GUNUNG_MAS: LATER, "62": TARGETED},
        ((KOTIM, DECEMBER, coops(KOTIM, 8)), (GUNUNG_MAS, DECEMBER, recap(4)), lay_down("targets", *targets(90))),
    ),
    Night("2025-02-12", {}, close=DECEMBER),
    Night("2025-02-14", {}, ((GUNUNG_MAS, DECEMBER, coops(GUNUNG_MAS, 5, **INACTIVE)),)),
    Night("2025-02-20", {GUNUNG_MAS: DECIDED}, reopen=DECEMBER),
    Night("2025-04-08", {}, ((KOTIM, MARCH, coops(KOTIM, 7)), (GUNUNG_MAS, MARCH, coops(GUNUNG_MAS, 5)))),
    Night(
        "2025-04-11",
        {PALANGKA: LATER, KOTIM: RESENT},
        ((PALANGKA, MARCH, coops(PALANGKA, 5)), (KOTIM, MARCH, coops(KOTIM, 8, **INACTIVE))),
    ),
    Night("2025-04-15", {KOTIM: LATER}, ((KOTIM, MARCH, villages(KOTIM, 5)),)),
    Night(
        "2025-04-20",
        {KOTIM: RESENT, GUNUNG_MAS: LATER},
        ((KOTIM, MARCH, villages(KOTIM, 5, MUSDESUS)), (GUNUNG_MAS, MARCH, villages(GUNUNG_MAS, 4))),
    ),
    Night(
        "2025-05-08",
        {KOTIM: CORRECTED, GUNUNG_MAS: RESENT, PALANGKA: LATER},
        ((GUNUNG_MAS, MARCH, coops(GUNUNG_MAS, 6)), (PALANGKA, MARCH, villages(PALANGKA, 6)), lay_down("corrections")),
    ),
    Night("2025-05-14", {}, close=MARCH),
    Night(
        "2025-05-16",
        {KOTIM: LATER},
        ((PALANGKA, MARCH, coops(PALANGKA, 4, **INACTIVE)), (KOTIM, APRIL, villages(KOTIM, 5))),
    ),
    Night(
        "2025-05-20",
        {PALANGKA: DECIDED, GUNUNG_MAS: LATER},
        ((GUNUNG_MAS, APRIL, villages(GUNUNG_MAS, 4)),),
        reopen=MARCH,
    ),
    Night("2025-06-10", {}, ((KOTIM, MAY, villages(KOTIM, 5)), (PALANGKA, MAY, villages(PALANGKA, 6)))),
    Night(
        "2025-06-20",
        {PALANGKA: RESENT, GUNUNG_MAS: LATER},
        ((PALANGKA, MAY, villages(PALANGKA, 6, MUSDESUS)), (GUNUNG_MAS, MAY, villages(GUNUNG_MAS, 3))),
    ),
    Night("2025-06-25", {KOTIM: RESENT}, ((KOTIM, DECEMBER, coops(KOTIM, 9)),)),
)
#: So many of them are enough for the ordinary tests.
IN_SHORT = 9


@dataclass
class History:
    """An office that lives through nights; `releases`: those that it left, with the night of each."""

    store: Store
    releases: list[tuple[Night, Path]] = field(default_factory=list)

    def live(self, nights: Iterable[Night]) -> None:
        for number, night in enumerate(nights):
            moment = datetime.fromisoformat(f"{night.at}T01:00:00+07:00").astimezone(UTC)
            self.store.archive.clock = lambda moment=moment: moment
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
                self.store.home.inbox / f"{number:02d}-{area}.xlsx", forms, area=area, name=NAMES[area], period=period,
                conditions={form: NIL for form, rows in forms.items() if not rows},
            )  # fmt: skip
            os.utime(path, (moment, moment))


@contextmanager
def office_of_half_a_year(folder: Path, nights: Iterable[Night] = NIGHTS) -> Iterator[History]:
    """The office after its nights."""
    home = Home(folder, first_period=BEGINNING)
    archive = Archive(home.archive)
    with Readers() as readers, Warehouse(home.warehouse) as warehouse, pytest.MonkeyPatch.context() as patched:
        patched.setattr(release, "hands_out", lambda areas: False)  # fourteen workbooks a night, which say nothing new here
        history = History(Store(home, warehouse, archive, areas(home.scope), readers, accepted_profiles(archive)))
        history.live(nights)
        yield history
