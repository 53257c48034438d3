"""Tables with a bar beside each line: how far the villages have come, and what became of the inactive cooperatives."""

from dataclasses import dataclass

from assets.publishing.edition import Edition
from assets.publishing.sentences import LIST_PARTS, REACHED, unreported_villages, villages_by_stage
from schemas.formatting import MISSING, number, share
from schemas.forms.kdmp import STAGES


@dataclass(frozen=True)
class BarRow:
    """One line of a table with bars: its name, count, share of the whole (0 to 100), and a further count beside it; counts are marked."""

    name: str
    count: str
    share: str
    width: float
    beside: str = ""
    code: str = ""


def funnel(edition: Edition) -> list[BarRow]:
    """The stages of KDMP: how many villages reached each, and how many stand there now."""
    every = edition.value("KDMP-01")
    counts = dict(zip(STAGES, villages_by_stage(edition), strict=True))
    silent = unreported_villages(edition)
    not_told = f" · {number(silent)} belum dilaporkan" if silent else ""
    bar_rows = []
    for code, stage in zip(REACHED, STAGES, strict=True):
        name = "Desa/kelurahan seluruhnya" if code == "KDMP-01" else stage
        beside = f"{number(counts[stage])} belum mulai{not_told}" if code == "KDMP-01" else number(counts[stage])
        bar_rows.append(_bar_row(edition, name, every, beside, code))
    return bar_rows


def reactivated(edition: Edition) -> tuple[list[BarRow], str, str]:
    """What became of the baseline's inactive cooperatives: the parts, their sum, and the number on the list.

    No parts when they cannot be worked out. Sum and list are the same text when the parts add up.
    """
    listed = edition.cell("KOP-18").base
    parts = [edition.value(code) for code in LIST_PARTS]
    if not listed or all(part is None for part in parts):
        return [], MISSING, MISSING
    indicators = edition.reference.indicators
    names = [indicators[code].name if code in indicators else code for code in LIST_PARTS]
    bar_rows = [_bar_row(edition, name, listed, code=code) for name, code in zip(names, LIST_PARTS, strict=True)]
    return bar_rows, number(sum(part or 0 for part in parts)), number(listed)


def _bar_row(edition: Edition, name: str, every: float | None, beside: str = "", code: str = "") -> BarRow:
    """The figure `code` of `every` as a line with a bar; no bar where either is missing."""
    count = edition.value(code)
    width = round(100 * count / every, 2) if count is not None and every else 0.0
    return BarRow(name, edition.figure(code), share(count, every), width, beside, code)
