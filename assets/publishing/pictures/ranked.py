"""Bars in an order: the regencies by one figure, with the province among them."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from assets.publishing.pictures import drawing
from assets.publishing.pictures.picture import Picture, TableCell
from assets.publishing.shown import ShownFigure
from schemas.formatting import listing, number

#: Of more than twice as many only so many on each end are drawn: a country has 514 regencies.
MANY = 25


@dataclass(frozen=True)
class Bar:
    """One bar: its rank (0 = none: the total, or no figure), the name, the figure, and what else stands in its row of the table."""

    rank: int
    name: str
    figure: ShownFigure
    beside: tuple[TableCell, ...] = ()
    is_total: bool = False
    code: str = ""
    link: str = ""


@dataclass(frozen=True)
class RankedBars(Picture):
    """Bars from the top down, as they are given; those without a figure have words in its place.

    `heads_beside` are the headings of what else stands in a row. `target` is drawn as a line, `target_text` names it. `ends` are the words
    for the first and the last of the rank: `Tertinggi`, `terendah`. `is_sum`: the total is the sum of the others and would dwarf them.
    """

    bars: tuple[Bar, ...]
    heads_beside: tuple[str, ...] = ()
    target: float | None = None
    target_text: str = ""
    ends: tuple[str, str] = ("Tertinggi", "terendah")
    is_sum: bool = False

    @property
    def sentence(self) -> str:
        """`Tertinggi Sukamara (82,10%), terendah Kapuas (61,20%); Kalimantan Tengah 76,60%. Belum ada angka: Murung Raya.`"""
        ranked = [bar for bar in self.bars if bar.rank]
        total = next((bar for bar in self.bars if bar.is_total and bar.figure.value is not None), None)
        beside = f"{total.name} {total.figure.text}" if total else ""
        if len({bar.figure.value for bar in ranked}) > 1:
            ends = f"{self.ends[0]} {_named(ranked, 0)}, {self.ends[1]} {_named(ranked, -1)}"
            return _sentences(f"{ends}; {beside}" if beside else ends, self._without())
        alike = f"Semua {number(len(ranked))} kabupaten/kota sama: {ranked[0].figure.text}" if len(ranked) > 1 else ""
        return _sentences(alike or beside, self._without())

    def _without(self) -> str:
        absent = [bar for bar in self.bars if bar.figure.value is None and not bar.is_total]
        if len(absent) == len([bar for bar in self.bars if not bar.is_total]):
            return "Belum ada angka kabupaten/kota yang dapat ditampilkan"
        return f"Tanpa angka: {listing([bar.name for bar in absent])}" if absent else ""

    @property
    def heads(self) -> tuple[str, ...]:
        """Name, figure, rank and what stands beside."""
        return ("Kabupaten/kota", "Angka", "Peringkat", *self.heads_beside)

    @property
    def table(self) -> tuple[tuple[TableCell, ...], ...]:
        """A row a bar."""
        return tuple((bar.name, bar.figure, number(bar.rank) if bar.rank else "–", *bar.beside) for bar in self.bars)

    @property
    def links(self) -> tuple[str, ...]:
        """The page of each regency."""
        return tuple(bar.link for bar in self.bars)

    @property
    def total_rows(self) -> tuple[int, ...]:
        """The total stands among the others."""
        return tuple(place for place, bar in enumerate(self.bars) if bar.is_total)

    @property
    def is_drawn(self) -> bool:
        """From two figures on there is something to compare."""
        return len([bar for bar in self.bars if bar.rank]) > 1

    @property
    def note(self) -> str:
        """That not all are drawn, where so."""
        return (
            f"Gambar menunjukkan {number(MANY)} yang pertama dan {number(MANY)} yang terakhir."
            if len(self.bars) > 2 * MANY
            else ""
        )

    def _drawn(self) -> list[Bar]:
        """The bars of the picture: of very many the first and the last."""
        bars = [bar for bar in self.bars if not (self.is_sum and bar.is_total)]
        return bars if len(bars) <= 2 * MANY else [*bars[:MANY], *bars[-MANY:]]

    def chart(self) -> dict[str, Any]:
        """Bars from zero, each with its figure at the end."""
        bars = self._drawn()
        names = [bar.name for bar in bars]
        rows = pl.DataFrame(
            {"row": drawing.keys(names), "value": [bar.figure.value for bar in bars], "text": [bar.figure.text for bar in bars],
             "is_total": [bar.is_total for bar in bars]}
        )  # fmt: skip
        room = 20 + 6.6 * max(len(text) for text in rows["text"])
        left = drawing.names_room(names)
        width = drawing.WIDTH - left - room
        ends = [value for value in (*rows["value"], self.target, 0) if value is not None]
        scale = alt.Scale(domain=[min(ends), max(ends)], nice=False)
        y = drawing.rows_of(names, "row")
        colour = alt.condition("datum.is_total", alt.value(drawing.SOFT), alt.value(drawing.BAR))
        marks = alt.Chart(rows).mark_bar().encode(x=alt.X("value:Q", scale=scale, axis=None), y=y, color=colour)
        texts = alt.Chart(rows).mark_text(align="right").encode(x=alt.value(width + room - 4), y=y, text="text:N")
        layers = alt.layer(marks, texts, *self._target(scale, (width, room), (min(ends), max(ends))))
        top = 4 if self.target is None else 22
        return drawing.specification(layers, height=drawing.ROW * rows.height, left=left, right=room, top=top, bottom=4)

    def _target(self, scale: alt.Scale, widths: tuple[float, float], domain: tuple[float, float]) -> list[alt.Chart]:
        """The target as a line from top to bottom, with its words above, moved to where there is room for them."""
        if self.target is None:
            return []
        rows = alt.Chart(pl.DataFrame({"target": [self.target], "words": [self.target_text]}))
        line = rows.mark_rule(color=drawing.TARGET, strokeWidth=1.5, strokeDash=[4, 3])
        place = widths[0] * (self.target - domain[0]) / (domain[1] - domain[0] or 1)
        begins = min(place - 4, sum(widths) - 6.6 * len(self.target_text))
        words = rows.mark_text(color=drawing.TARGET, fontSize=drawing.SMALL, align="left", baseline="bottom", dy=-4)
        return [line.encode(x=alt.X("target:Q", scale=scale)), words.encode(x=alt.value(begins), y=alt.value(0), text="words:N")]


def _named(ranked: list[Bar], at: int) -> str:
    """`Sukamara (82,10%)`; of several with one figure the first, and how many more there are."""
    same = [bar for bar in ranked if bar.figure.value == ranked[at].figure.value]
    more = f" dan {number(len(same) - 1)} lainnya" if len(same) > 1 else ""
    return f"{same[0].name}{more} ({same[0].figure.text})"


def _sentences(*parts: str) -> str:
    return " ".join(f"{part}." for part in parts if part)
