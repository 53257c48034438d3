"""JUMLAH and SUB TOTAL rows against the rows that they sum up. They are never data; one that does not add up is told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from assets.reading.layouts import Layout
from assets.reading.limits import grouped
from assets.reading.model import Problem
from assets.reading.row_kinds import RowKinds
from schemas.columns import Column, Kind, normalise
from schemas.values import cast, is_blank, tidy

_SUMMED = frozenset({Kind.COUNT, Kind.RUPIAH})
_OF_A_PART = re.compile(r"^(sub ?total|(jumlah|jml|total) (kec|kecamatan|desa|kelurahan|[ivx]+|[a-z])\b)")


@dataclass(frozen=True)
class _Total:
    """A total row: its place in the body, its label, and the spans of the body (begin, end) that it may sum up, likeliest first."""

    place: int
    label: str
    spans: list[tuple[int, int]]


def check_totals(layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], kinds: RowKinds) -> list[Problem]:
    """V403 for every number of a total row that is the sum of none of the rows it can stand for.

    Which rows a total sums up is not written on it: those since the total before, those since one of the same name, all above, or,
    for one that stands on top, those below. Where a number cannot be read, nothing is said of its sum.
    """
    summed = [layout.form.column(name) for name in columns if layout.form.column(name).kind in _SUMMED]
    if not kinds.totals or not summed:
        return []
    texts = body.select(pl.col(columns[column.id]).alias(column.id) for column in summed)
    values = texts.select(cast(column) for column in summed)
    unread = values.with_columns(
        (values[column.id].is_null() & ~_says_nothing(column, texts[column.id])).alias(column.id) for column in summed
    )
    shown = kinds.data & ~body["row"].is_in(layout.sheet.marks.hidden_rows)
    problems = []
    for total in _spans(layout, body, kinds):
        for column in summed:
            detail = _difference(total, values[column.id], unread[column.id], kinds.data, shown)
            if detail:
                address = f"{columns[column.id]}{body['row'][total.place]}"
                problems.append(_told(layout, column, address, str(texts[column.id][total.place]), detail))
    return problems


def _told(layout: Layout, column: Column, cell: str, value: str, detail: str) -> Problem:
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": cell}
    return Problem(
        "V403", **place, title=column.title, value=value.strip(), detail=detail, allowed="jumlah yang sama dengan barisnya"
    )


def _spans(layout: Layout, body: pl.DataFrame, kinds: RowKinds) -> Iterator[_Total]:
    first = int(body["row"][0])
    before: list[tuple[int, str]] = []
    places = [row - first for row in kinds.totals]
    for number, place in enumerate(places):
        label = _label(layout, place + first)
        above = [end for end, _ in before]
        alike = [end for end, name in before if name.split()[:1] == label.split()[:1]]
        starts = [(above or [-1])[-1] + 1, (alike or [-1])[-1] + 1, 0]
        following = places[number + 1] if number + 1 < len(places) else body.height
        if not _OF_A_PART.match(label):
            starts.reverse()
        yield _Total(place, label, [*((start, place) for start in starts), (place + 1, following)])
        before.append((place, label))


def _label(layout: Layout, row: int) -> str:
    return next((name for text in layout.sheet.row(row).values() if re.search(r"[a-z]", name := normalise(text))), "")


def _says_nothing(column: Column, texts: pl.Series) -> pl.Series:
    tidied = tidy(texts.rename("text").fill_null(""))
    return pl.select(is_blank(column, pl.lit(tidied))).to_series()


def _difference(total: _Total, values: pl.Series, unread: pl.Series, data: pl.Series, shown: pl.Series) -> str:
    """What the total should be, in words; empty when it is the sum of some span or cannot be compared."""
    stated = values[total.place]
    if stated is None:
        return ""
    sums: list[tuple[int, int]] = []
    for begin, end in total.spans:
        for rows in (data[begin:end], shown[begin:end]):
            if unread[begin:end].filter(rows).any():
                return ""
            sums.append((int(values[begin:end].filter(rows).sum()), int(rows.sum())))
    possible = [(amount, rows) for amount, rows in sums if rows]
    if not possible or any(amount == stated for amount, _ in possible):
        return ""
    amount, count = possible[0]
    return f"jumlah {count} barisnya {grouped(amount)}"
