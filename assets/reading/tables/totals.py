"""JUMLAH and SUB TOTAL rows against the rows that they sum up. They are never data; one that does not add up is told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

import polars as pl

from assets.reading.files.limits import with_points
from assets.reading.model import Problem
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import RowKinds
from schemas.columns import Column, Kind, normalise
from schemas.values import cast, is_blank, tidy

_SUMMED = frozenset({Kind.COUNT, Kind.RUPIAH})
_OF_A_PART = re.compile(r"^(sub ?total|(jumlah|jml|total) (kec|kecamatan|desa|kelurahan|[ivx]+|[a-z])\b)")


@dataclass(frozen=True)
class _Total:
    """A total row: its place in the body, and the spans of the body (begin, end) that it may sum up, likeliest first."""

    place: int
    spans: list[tuple[int, int]]


def check_totals(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], kinds: RowKinds) -> list[Problem]:
    """V403 for every number of a total row that is the sum of none of the rows it can stand for.

    Which rows a total sums up is not written on it: those since the total before, those since one of the same name, all above, or,
    for one that stands on top, those below. Where a number cannot be read, nothing is said of its sum.
    """
    summed = [layout.form.column(name) for name in columns if layout.form.column(name).kind in _SUMMED]
    if not kinds.totals or not summed:
        return []
    shown = kinds.data & ~body["row"].is_in(layout.sheet.marks.hidden_rows)
    totals = list(_spans(layout, body, kinds))
    problems = []
    for column in summed:
        texts = body[columns[column.id]].alias(column.id)
        sums = _Sums.of(column, texts, (kinds.data, shown))
        for total in totals:
            if detail := sums.difference(total):
                address = f"{columns[column.id]}{body['row'][total.place]}"
                problems.append(_told(layout, column, address, str(texts[total.place]), detail))
    return problems


@dataclass(frozen=True)
class _Sums:
    """The numbers of a column, and for the rows that are data and those of them that show: running sums, counts, and unread cells."""

    values: list[int | None]
    running: list[tuple[list[int], list[int], list[int]]]

    @classmethod
    def of(cls, column: Column, texts: pl.Series, masks: Iterable[pl.Series]) -> "_Sums":
        values = texts.to_frame().select(cast(column)).to_series()
        unread = values.is_null() & ~_says_nothing(column, texts)
        running = []
        for rows in masks:
            parts = (values.fill_null(0) * rows.cast(pl.Int64), rows.cast(pl.Int64), (unread & rows).cast(pl.Int64))
            amounts, counts, unreadable = ([0, *part.cum_sum().to_list()] for part in parts)
            running.append((amounts, counts, unreadable))
        return cls(values.to_list(), running)

    def difference(self, total: "_Total") -> str:
        """What the total should be, in words; empty when it is the sum of some span or cannot be compared."""
        stated = self.values[total.place]
        if stated is None:
            return ""
        possible: list[tuple[int, int]] = []
        for begin, end in total.spans:
            for amounts, counts, unreadable in self.running:
                if unreadable[end] > unreadable[begin]:
                    return ""
                if counts[end] > counts[begin]:
                    possible.append((amounts[end] - amounts[begin], counts[end] - counts[begin]))
        if not possible or any(amount == stated for amount, _ in possible):
            return ""
        amount, count = possible[0]
        return f"jumlah {count} barisnya {with_points(amount)}"


def _told(layout: Layout, column: Column, cell: str, value: str, detail: str) -> Problem:
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": cell}
    return Problem(
        "V403", **place, title=column.title, value=value.strip(), detail=detail, allowed="jumlah yang sama dengan barisnya"
    )


def _spans(layout: Layout, body: pl.DataFrame, kinds: RowKinds) -> Iterator[_Total]:
    first = int(body["row"][0])
    places = [row - first for row in kinds.totals]
    above, alike = 0, dict[str, int]()
    for place, following in zip_longest(places, places[1:], fillvalue=body.height):
        label = _label(layout, place + first)
        word = label.partition(" ")[0]
        starts = [above, alike.get(word, 0), 0]
        if not _OF_A_PART.match(label):
            starts.reverse()
        yield _Total(place, [*((start, place) for start in starts), (place + 1, following)])
        above = alike[word] = place + 1


def _label(layout: Layout, row: int) -> str:
    return next((name for text in layout.sheet.row(row).values() if re.search(r"[a-z]", name := normalise(text))), "")


def _says_nothing(column: Column, texts: pl.Series) -> pl.Series:
    tidied = tidy(texts.rename("text").fill_null(""))
    return pl.select(is_blank(column, pl.lit(tidied))).to_series()
