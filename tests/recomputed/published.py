"""What the public may see of the figures: the money rule and the numbers of the data files, from the contract's words."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from tests.recomputed.counting import ALL, OUTSIDE, VILLAGE, Line
from tests.recomputed.standing import PROVINCE

SUMS, RATIOS = ("KOP-08", "KOP-09", "KOP-10", "KOP-11", "KOP-12"), ("KOP-13", "KOP-14", "KOP-27")
#: Money ratios over what is no cooperative's money: the PDRB, members.
OVER_OTHER = ("KOP-14", "KOP-27")
OTHER_AGENCIES = "Instansi lain"
#: A row of the table, with all of its columns.
Record = dict[str, Any]
Key = tuple[str, str, str, str]


def key(record: Record) -> Key:
    return record["period"], record["area_code"], record["indicator"], record["segment"]


def significant(number: float, digits: int) -> Decimal:
    """The number to so many significant digits, half even."""
    exact = Decimal(repr(float(number)))
    return exact and exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), ROUND_HALF_EVEN)


def digits_shown(record: Record, amounts: tuple[tuple[float, ...], ...]) -> int | None:
    """To how many digits the public sees a money figure with these amounts of cooperatives in its sums; None: not at all."""
    period, area, _, segment = key(record)
    filled = [[abs(amount) for amount in each if amount] for each in amounts]
    if area == PROVINCE and segment in (ALL, OUTSIDE):
        return 3
    if area == PROVINCE:
        return (
            2
            if segment == VILLAGE and period[5:] in ("03", "06", "09", "12") and all(len(each) >= 50 for each in filled)
            else None
        )
    is_spread = all(len(each) >= 10 and max(each) <= sum(each) / 2 for each in filled)
    return 2 if segment == OUTSIDE and record["is_final"] and period.endswith("-12") and is_spread else None


def published(record: Record, amounts: tuple[tuple[float, ...], ...]) -> Record:
    """A row of official_values as the public may see it."""
    if record["indicator"] not in (*SUMS, *RATIOS):
        return record
    hidden = record | dict.fromkeys(("numerator", "denominator", "value", "low", "high"))
    if record["value"] is None:
        return hidden
    digits = digits_shown(record, amounts)
    if digits is None:
        return hidden | {"status": "secret"}
    value = significant(record["value"], digits)
    sides = {"numerator": value} if record["indicator"] in SUMS else {}
    sides |= {"denominator": record["denominator"]} if record["indicator"] in OVER_OTHER else {}
    moved = {
        bound: significant(record[bound] + float(value) - record["value"], digits)
        for bound in ("low", "high")
        if record[bound] is not None
    }
    return hidden | sides | moved | {"value": value}


def public_table(table: list[Record], counted: Mapping[Key, Line], unlisted: Container[str]) -> dict[Key, Record]:
    """official_values as the public may see it; agencies that are on no list are one."""
    public: dict[Key, Record] = {}
    for record in table:
        row = published(record, counted[key(record)]["amounts"])
        if row["segment"] in unlisted:
            row = row | {"segment": OTHER_AGENCIES}
        public[key(row)] = _together(public[key(row)], row) if key(row) in public else row
    return public


def _together(one: Record, other: Record) -> Record:
    sums = {name: one[name] + other[name] for name in ("numerator", "value", "contributors", "base")}
    return one | sums | {"as_of": min(one["as_of"], other["as_of"])}


def text(cell: Any) -> str:
    """A cell in the contract's spelling: a point, at most six decimals half even, whole numbers without one, a missing one empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float | Decimal):
        exact = Decimal(repr(cell)) if isinstance(cell, float) else cell
        return f"{exact.quantize(Decimal('0.000001'), ROUND_HALF_EVEN):f}".rstrip("0").rstrip(".")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


#: Less is better.
FALLING = ("KOP-03", "MSL-01", "MSL-03", "MSL-04")
#: Not rated on fewer than thirty rows; those of the first also not on less than half of their base.
THIN_BY_SHARE = (*(f"KOP-{n:02d}" for n in (*range(7, 15), 16, 27)), "UMK-02", "UMK-03", "UMK-07")
THIN_BY_NUMBER = (*THIN_BY_SHARE, "KOP-17", "MSL-03")
BANDS = ((91, "Sangat Tinggi"), (76, "Tinggi"), (66, "Sedang"), (51, "Rendah"), (0, "Sangat Rendah"))


@dataclass(frozen=True)
class Goal:
    """A line of scores.csv: the target that a value goes toward."""

    indicator: str
    low: float | None
    high: float | None
    kind: str
    day: str

    def achievement(self, value: float | None) -> float | None:
        """Percent of the target that a value has reached."""
        bound = self._bound(value)
        if value is None or bound is None:
            return None
        if self._is_inside(value):
            return 100.0
        if bound == 0:
            return None
        reached = (2 * bound - value) / bound if self.indicator in FALLING else value / bound
        return max(0.0, 100 * reached)

    def margin(self, value: float | None) -> float | None:
        """How far a value is on the good side of its target, 0 inside a range."""
        bound = self._bound(value)
        if value is None or bound is None:
            return None
        if self._is_inside(value):
            return 0.0
        is_above = self.kind == "range" and value > bound
        return bound - value if is_above or self.indicator in FALLING else value - bound

    def rating(self, record: Record) -> str:
        """The kriteria of an exact row: on the target's own day, and not on a thin base."""
        achievement, rows = self.achievement(record["value"]), record["contributors"]
        if achievement is None or text(record["as_of"]) != self.day:
            return ""
        is_thin = self.indicator in THIN_BY_NUMBER and rows < 30
        is_thin |= self.indicator in THIN_BY_SHARE and rows < record["base"] / 2
        return "" if is_thin else next(name for at_least, name in BANDS if achievement >= at_least)

    def _is_inside(self, value: float) -> bool:
        return self.kind == "range" and self.low is not None and self.high is not None and self.low <= value <= self.high

    def _bound(self, value: float | None) -> float | None:
        is_above = self.kind == "range" and value is not None and self.high is not None and value > self.high
        return self.high if is_above else self.low
