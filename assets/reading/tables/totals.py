"""JUMLAH and SUB TOTAL rows against the rows that they sum up. They are never data; one that does not add up is told (V403).

An office types its totals by hand, from its own list: where they differ, a row was left out, put in or changed afterwards.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

import polars as pl

from assets.reading.files.limits import with_points
from assets.reading.model import Problem
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import RowKinds
from schemas.columns import Column, Kind, normalise
from schemas.rules.of_tables import TOTAL_ROW_DIFFERS
from schemas.values import cast, is_blank, tidy

_SUMMED = frozenset({Kind.COUNT, Kind.RUPIAH})
_OF_A_PART = re.compile(r"^(sub ?total|(jumlah|jml|total) (kec|kecamatan|desa|kelurahan|[ivx]+|[a-z])\b)")


@dataclass(frozen=True)
class _Total:
    """A total row: its place in the body (from 0), and the spans of the body (begin, end; end not included) that it may sum up.

    The likeliest first, since its sum is the one that is told.
    """

    place: int
    spans: list[tuple[int, int]]


def check_totals(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], kinds: RowKinds) -> list[Problem]:
    """TOTAL_ROW_DIFFERS for every number of a total row that is the sum of none of the rows it can stand for.

    Which rows a total sums up is not written on it: those since the total before, those since one of the same name, all above, or,
    for one that stands on top, those below; each with the hidden rows and without. Where a number cannot be read, nothing is said of
    its sum. Counts and rupiah alone are compared: a total of percentages or grades is anything.
    """
    summed = [layout.form.column(name) for name in columns if layout.form.column(name).kind in _SUMMED]
    if not kinds.totals or not summed:
        return []
    shown = kinds.data & ~body["row"].is_in(layout.sheet.marks.hidden_rows)
    totals = list(_spans_of_totals(layout, body, kinds))
    problems = []
    for column in summed:
        texts = body[columns[column.id]].alias(column.id)
        sums = _ColumnSums.of(column, texts, (kinds.data, shown))
        for total in totals:
            if detail := sums.difference(total):
                address = f"{columns[column.id]}{body['row'][total.place]}"
                problems.append(_wrong_total(layout, column, address, str(texts[total.place]), detail))
    return problems


class _Running(NamedTuple):
    """Of some rows of a body, at each place from 0 to its end what stands above: the sum of amounts, rows, and cells that cannot be read.

    Each list is one longer than the body, so that any span's sum is the difference of two of its items.
    """

    amounts: list[int]
    rows: list[int]
    unreadable: list[int]


@dataclass(frozen=True)
class _ColumnSums:
    """One column of a table's body, prepared so that the sum of any span of rows costs two look-ups.

    `values` are its numbers, null where a cell is blank or cannot be read. `running` is one item for all rows that are data and one for
    those of them that are not hidden: Excel's own SUBTOTAL leaves hidden rows out.
    """

    values: list[int | None]
    running: list[_Running]

    @classmethod
    def of(cls, column: Column, texts: pl.Series, masks: Iterable[pl.Series]) -> "_ColumnSums":
        """The sums of a column with these texts; each mask (a Boolean a row) says which rows are summed up."""
        values = texts.to_frame().select(cast(column)).to_series()
        unreadable = values.is_null() & ~_says_nothing(column, texts)
        running = []
        for rows in masks:
            parts = (values.fill_null(0) * rows.cast(pl.Int64), rows.cast(pl.Int64), (unreadable & rows).cast(pl.Int64))
            running.append(_Running(*([0, *part.cum_sum().to_list()] for part in parts)))
        return cls(values.to_list(), running)

    def difference(self, total: "_Total") -> str:
        """What the total should be, in words (`jumlah 12 barisnya 3.782`); empty when it is the sum of some span or cannot be compared."""
        stated = self.values[total.place]
        if stated is None:
            return ""
        possible: list[tuple[int, int]] = []
        for begin, end in total.spans:
            for amounts, rows, unreadable in self.running:
                if unreadable[end] > unreadable[begin]:
                    return ""
                if rows[end] > rows[begin]:
                    possible.append((amounts[end] - amounts[begin], rows[end] - rows[begin]))
        if not possible or any(amount == stated for amount, _ in possible):
            return ""
        amount, count = possible[0]
        return f"jumlah {with_points(count)} barisnya {with_points(amount)}"


def _wrong_total(layout: Layout, column: Column, cell: str, value: str, detail: str) -> Problem:
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": cell}
    return Problem(
        TOTAL_ROW_DIFFERS.code,
        **place,
        title=column.title,
        value=value.strip(),
        detail=detail,
        allowed="jumlah yang sama dengan barisnya",
    )


def _spans_of_totals(layout: Layout, body: pl.DataFrame, kinds: RowKinds) -> Iterator[_Total]:
    """The total rows of a body with the spans that each may sum up.

    A SUB TOTAL or `Jumlah Kecamatan X` most likely sums up the rows since the total before; a plain JUMLAH all above.
    """
    first = int(body["row"][0])
    places = [row - first for row in kinds.totals]
    since_last, since_same_word = 0, dict[str, int]()
    for place, next_place in zip_longest(places, places[1:], fillvalue=body.height):
        label = _label(layout, place + first)
        word = label.partition(" ")[0]
        starts = [since_last, since_same_word.get(word, 0), 0]
        if not _OF_A_PART.match(label):
            starts.reverse()
        yield _Total(place, [*((start, place) for start in starts), (place + 1, next_place)])
        since_last = since_same_word[word] = place + 1


def _label(layout: Layout, row: int) -> str:
    """The first text of a row that holds letters, normalised: `sub total kecamatan baamang`."""
    return next((name for text in layout.sheet.row(row).values() if re.search(r"[a-z]", name := normalise(text))), "")


def _says_nothing(column: Column, texts: pl.Series) -> pl.Series:
    """True for cells that are blank or say so, as `-` or `nihil`: they are no numbers that could not be read."""
    tidied = tidy(texts.rename("text").fill_null(""))
    return pl.select(is_blank(column, pl.lit(tidied))).to_series()
