"""The grid as Dagster shows it, and what `rapor status` prints of the same months."""

import io
import re
from collections import defaultdict
from pathlib import Path

import dagster as dg
from rich.console import Console

from assets.grid import ACCEPTED
from assets.keys import REGENCY_SUBMISSIONS
from assets.storage.home import Home
from assets.storage.released import open_latest
from assets.storage.tables import REPORTS
from pipelines.commands.status_command import print_status
from schemas.areas import areas

#: By regency and period: green or not, the states of what came, and those of all that is due or came.
Cells = dict[tuple[str, str], tuple[bool, frozenset[str], frozenset[str]]]
LINE = re.compile(r"(?P<regency>.*?)\s{2,}(?P<state>.+?)\s{2,}(?P<day>.+?)\s{2,}(?P<forms>.+)")


def shown_cells(home: Path) -> Cells:
    """The newest event of each partition: a materialization, else an observation."""
    cells: Cells = {}
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        greens = instance.fetch_materializations(REGENCY_SUBMISSIONS, limit=1000).records
        others = instance.fetch_observations(REGENCY_SUBMISSIONS, limit=1000).records
    events = [record.asset_materialization for record in greens] + [
        record.asset_event for record in others if isinstance(record.asset_event, dg.AssetObservation)
    ]
    for event in events:
        assert event is not None and event.partition is not None
        area, period = event.partition.split("|")
        if (area, period) in cells:
            continue
        told = {name: str(value.value) for name, value in event.metadata.items()}
        assert told["regency"] == areas().name(area)
        of_forms = frozenset(each.split(": ")[0] for each in told["forms"].split("; "))
        is_green = isinstance(event, dg.AssetMaterialization)
        cells[area, period] = (is_green, frozenset(told["state"].split(", ")), of_forms)
    return cells


def status_cells(home: Path) -> Cells:
    """What the command prints of every month of the release: the regencies of which anything came, with their states."""
    codes = {areas().name(code).removeprefix("Kabupaten "): code for code in (*areas().codes, "62")}
    with open_latest(Home(home)) as released:
        periods = released.table(REPORTS)["period"].unique().sort()
    cells: Cells = {}
    for period in periods:
        console = Console(width=300, record=True, file=io.StringIO())
        print_status(console, Home(home), period)
        table = console.export_text().split("Formulir", 1)[-1].split("\n\n", 1)[0]
        states, came, regency = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set), ""
        for line in table.splitlines()[1:]:
            found = LINE.fullmatch(line.rstrip())
            assert found, line
            regency = found["regency"].strip() or regency
            states[regency].add(found["state"])
            if found["day"] != "–":
                came[regency].add(found["state"])
        for regency, of_sent in came.items():
            cells[codes[regency], period] = (bool(of_sent & {*ACCEPTED}), frozenset(of_sent), frozenset(states[regency]))
    return cells
