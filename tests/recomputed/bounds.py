"""Between which values a figure lies while regencies are missing, from the contract's words."""

from collections.abc import Iterator

from tests.recomputed.counting import Figures, Key, Line
from tests.recomputed.standing import PROVINCE, REGENCIES
from tests.recomputed.workbooks import end

MONTHS_BACK = 36
#: Figures that are a part of a whole, or one amount over another; the first over what the province loads, whoever reports.
OVER_LOADED = "KOP-14"
SHARES = {OVER_LOADED, "KOP-04", "KOP-05", "KOP-07", "KOP-13", "KOP-15", "KOP-16", "KOP-17", "KOP-19", "KOP-23", "KOP-27", "KDMP-08", "KDMP-14",
          "MSL-02", "MSL-04", "UMK-02", "UMK-03", "UMK-07", "LAP-01", "LAP-02", "LAP-03", "LAP-04"}  # fmt: skip
_MISSING = ("not_reported", "not_read", "in_question")
#: The lowest and the highest that a side can be.
Range = tuple[float, float]


def with_bounds(figures: Figures) -> Figures:
    """The figures with `low` and `high`."""
    return {key: line | dict(zip(("low", "high"), _bounds(figures, key), strict=True)) for key, line in figures.items()}


def _bounds(figures: Figures, key: Key) -> tuple[float | None, float | None]:
    period, area, code, segment = key
    line = figures[key]
    if code == "MSL-03" or line["coverage"] in (None, 1):
        return None, None
    asked = [area] if area != PROVINCE else [
        each for each in REGENCIES
        if (other := figures.get((period, each, code, segment))) and other["coverage"] == 0 and other["value"] is None
    ]  # fmt: skip
    ranges = {
        side: [_range(figures, (period, each, code, segment), side) for each in asked] for side in ("numerator", "denominator")
    }
    if not asked or any(each is None for each in ranges["numerator"]):
        return None, None
    counted = line if area == PROVINCE else {}
    above = _added(ranges["numerator"], counted.get("numerator"))
    if code not in SHARES:
        return above
    if code == OVER_LOADED:
        below = (line["denominator"], line["denominator"]) if line["denominator"] else None
    else:
        below = _added(ranges["denominator"], counted.get("denominator")) if None not in ranges["denominator"] else None
    if below is None or above is None:
        return None, None
    times = 1 if code == "KOP-27" else 100
    return (times * above[0] / below[1] if below[1] > 0 else None, times * above[1] / below[0] if below[0] > 0 else None)


def _added(ranges: list[Range | None], counted: float | None) -> Range:
    known = [each for each in ranges if each is not None]
    return sum(low for low, _ in known) + (counted or 0), sum(high for _, high in known) + (counted or 0)


def _range(figures: Figures, key: Key, side: str) -> Range | None:
    """What a missing regency's side can be; None where it is not missing, or too little was reported."""
    if figures[key]["status"] not in _MISSING:
        return None
    told = [line[side] for line in _reports(figures, key) if line[side] is not None]
    if len(told) < 2:
        return None
    step = max(abs(later - earlier) for earlier, later in zip(told, told[1:], strict=False))
    return max(told[-1] - step, min(0, *told)), told[-1] + step


def _reports(figures: Figures, key: Key) -> Iterator[Line]:
    """What the regency reported of the figure for periods of their own, within three years before, the oldest first."""
    period, *figure = key
    for back in range(MONTHS_BACK, 0, -1):
        month = int(period[:4]) * 12 + int(period[5:]) - 1 - back
        then = f"{month // 12}-{month % 12 + 1:02d}"
        line = figures.get((then, *figure))
        if line and line["value"] is not None and line["as_of"] == end(then):
            yield line
