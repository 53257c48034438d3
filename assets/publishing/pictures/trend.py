"""A figure from month to month, with the province beside it, the baseline and the target as lines."""

from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import polars as pl

from assets.publishing.pictures import drawing
from assets.publishing.pictures.picture import Picture, TableCell
from assets.publishing.shown import ShownFigure
from schemas import periods

#: Room for the numbers on the left; and from how many months on not each has its name below.
NUMBERS, HEIGHT, NAMED_AT_MOST = 60, 170, 7
#: A month without a figure breaks the line.
BROKEN: Final = "break-paths-show-path-domains"
#: Rupiah on the axis, shorter than in words.
_SCALES = ((10**12, " T"), (10**9, " M"), (10**6, " jt"))
#: Nearer to each other than this share of the height, the two lines have one figure in words: names would lie over each other.
APART = 0.12
#: Words below a line need so much of the height.
ROOM_BELOW = 20


@dataclass(frozen=True)
class Month:
    """One month: its figure, that of the total beside it (None where there is none to compare), whether final, and as of which day."""

    period: str
    figure: ShownFigure
    total: ShownFigure | None = None
    is_final: bool = False
    as_of: str = ""


@dataclass(frozen=True)
class Level:
    """A line across: `Des 2024: 76,60%`, `Target 79,00%`."""

    value: float
    words: str


@dataclass(frozen=True)
class Trend(Picture):
    """Months in their order, every one of them: one without a figure is a gap. `name` and `total_name` are of the two lines."""

    months: tuple[Month, ...]
    name: str
    total_name: str = ""
    unit: str = "%"
    baseline: Level | None = None
    target: Level | None = None
    #: How far the newest figure is from the first, in words; it ends the sentence.
    moved: str = ""

    @property
    def sentence(self) -> str:
        """`Desember 2024 76,60%, April 2025 77,43%: naik 0,83 poin. 2 bulan tanpa angka.`"""
        told = [month for month in self.months if month.figure.value is not None]
        if not told:
            return "Belum ada angka dari bulan mana pun."
        first, last = told[0], told[-1]
        text = f"{periods.title(last.period)} {last.figure.text}"
        if len(told) > 1:
            text = f"{periods.title(first.period)} {first.figure.text}, {text}"
        gaps = sum(first.period < month.period < last.period and month.figure.value is None for month in self.months)
        since = [month for month in self.months if month.period > last.period]
        more = f" {gaps} bulan di antaranya tanpa angka." if gaps else ""
        silent = f" Sesudahnya belum ada angka ({len(since)} bulan)." if since else ""
        return f"{text}{f': {self.moved}' if self.moved else ''}.{more}{silent}"

    @property
    def heads(self) -> tuple[str, ...]:
        """Month, figure, the total's where it is beside, as of, and whether final."""
        return ("Periode", self.name, *((self.total_name,) if self.total_name else ()), "Keadaan", "Status")

    @property
    def table(self) -> tuple[tuple[TableCell, ...], ...]:
        """A row a month, the newest first."""
        return tuple(
            (periods.title(month.period), month.figure, *((month.total or "–",) if self.total_name else ()), month.as_of or "–",
             "final" if month.is_final else "sementara")
            for month in reversed(self.months)
        )  # fmt: skip

    @property
    def note(self) -> str:
        """Which marks and lines there are."""
        total = f" Garis titik-titik: {self.total_name}." if self.total_name else ""
        return f"Titik penuh: angka final; titik kosong: angka sementara.{total}"

    @property
    def is_drawn(self) -> bool:
        """From two months on there is something to follow."""
        return sum(month.figure.value is not None for month in self.months) > 1

    def chart(self) -> dict[str, Any]:
        """Lines with a mark a month: full where it is final, hollow where it is not."""
        rows = self._rows()
        named = rows["month"].unique(maintain_order=True).to_list()
        step = -(-len(named) // NAMED_AT_MOST)
        axis = alt.Axis(values=named[::-1][::step], labelAngle=0, grid=False)
        x = alt.X("month:N", sort=named, scale=alt.Scale(type="point", padding=0.4), axis=axis)
        shown = [value for value in rows["value"] if value is not None]
        levels = [level for level in (self.baseline, self.target) if level]
        domain = _domain([*shown, *(level.value for level in levels)])
        y = alt.Y("value:Q", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=self._numbers(max(shown)))
        of_total = alt.Chart(rows.filter("is_total"))
        own = alt.Chart(rows.filter(~pl.col("is_total")))
        lines = [
            of_total.mark_line(color=drawing.MUTED, strokeWidth=1.5, strokeDash=[2, 3], invalid=BROKEN).encode(x=x, y=y),
            own.mark_line(color=drawing.BAR, strokeWidth=2.5, invalid=BROKEN).encode(x=x, y=y),
            own.mark_point(size=46, filled=True, opacity=1, stroke=drawing.BAR, strokeWidth=2).encode(
                x=x, y=y, fill=alt.condition("datum.is_final", alt.value(drawing.BAR), alt.value(drawing.PAPER))
            ),
        ]
        layers = alt.layer(*self._levels(y, domain), *lines, *self._ends(rows, x, y))
        return drawing.specification(layers, height=HEIGHT, left=NUMBERS, right=14, top=18, bottom=26)

    def _rows(self) -> pl.DataFrame:
        """The months of both lines: month (as named below), value, text, is_final, is_total."""
        lines = [(month, month.figure, False) for month in self.months]
        lines += [(month, month.total, True) for month in self.months if month.total]
        return pl.DataFrame(
            [(_short(month.period), figure.value, figure.text, month.is_final, is_total) for month, figure, is_total in lines],
            schema={"month": pl.String, "value": pl.Float64, "text": pl.String, "is_final": pl.Boolean, "is_total": pl.Boolean},
            orient="row",
        )

    def _numbers(self, highest: float) -> alt.Axis:
        """The numbers on the left, as short as they can be; of rupiah in the scale of the highest."""
        is_money = self.unit.startswith("Rp")
        size, word = next(((size, word) for size, word in _SCALES if is_money and highest >= size), (1, ""))
        before, after = "'Rp' + " if is_money else "", f" + '{word or '%' * (self.unit == '%')}'"
        return alt.Axis(tickCount=4, labelExpr=f"{before}format(datum.value / {size}, ',.5~f'){after}")

    def _levels(self, y: alt.Y, domain: tuple[float, float]) -> list[alt.Chart]:
        """Baseline and target with their words: of two the higher has them above its line, the lower below, where there is room."""
        levels = [(level, colour) for level, colour in ((self.baseline, drawing.MUTED), (self.target, drawing.TARGET)) if level]
        newest = next((month.figure.value for month in reversed(self.months) if month.figure.value is not None), 0.0)
        highest = max(
            [level.value for level, _ in levels] if len(levels) > 1 else [newest, *(level.value for level, _ in levels)]
        )
        layers = []
        for level, colour in levels:
            has_room = (level.value - domain[0]) / (domain[1] - domain[0]) * HEIGHT > ROOM_BELOW
            is_above = level.value == highest or not has_room
            rows = alt.Chart(pl.DataFrame({"value": [level.value], "words": [level.words]}))
            layers.append(rows.mark_rule(color=colour, strokeDash=[4, 3]).encode(y=y))
            words = rows.mark_text(color=colour, fontSize=drawing.SMALL, align="left", dy=-9 if is_above else 10)
            layers.append(words.encode(x=alt.value(2), y=y, text="words:N"))
        return layers

    def _ends(self, rows: pl.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
        """The newest figure in words at its mark, and the total's with its name, on the side where the other line is not."""
        told = rows.filter(pl.col("value").is_not_null())
        own, total = told.filter(~pl.col("is_total")).tail(1), told.filter("is_total").tail(1)
        height = max(told["value"]) - min(told["value"])
        if total.height and abs(total["value"][0] - own["value"][0]) < APART * height:
            total = total.clear()
        came_from = told.filter(~pl.col("is_total")).tail(2)["value"][0]
        is_below = bool(total.height and total["value"][0] > own["value"][0]) or (
            not total.height and came_from > own["value"][0]
        )
        total = total.with_columns(text=pl.concat_str(pl.lit(f"{self.total_name} "), "text"))
        mine = (
            alt.Chart(own)
            .mark_text(align="right", dx=10, dy=14 if is_below else -12, fontWeight=600)
            .encode(x=x, y=y, text="text:N")
        )
        beside = alt.Chart(total).mark_text(
            align="right", dx=10, dy=-9 if is_below else 11, color=drawing.MUTED, fontSize=drawing.SMALL
        )
        return [mine, beside.encode(x=x, y=y, text="text:N")] if total.height else [mine]


def _domain(values: list[float]) -> tuple[float, float]:
    """From a little below the lowest to a little above the highest; never below zero where nothing is."""
    low, high = min(values), max(values)
    margin = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    return low - margin if low < 0 else max(0.0, low - margin), high + margin


def _short(period: str) -> str:
    """`Des 24`."""
    return f"{periods.title(period)[:3]} {period[2:4]}"
