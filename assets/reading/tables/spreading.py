"""Places that are written once for several rows: in a cell merged over them, or in a row of its own above them."""

import re
from collections.abc import Mapping

import polars as pl

from assets.reading.files.cell_names import index_of
from assets.reading.model import Problem
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import HIGHER_GROUP, RowKinds, filled_cells
from schemas.columns import Kind

#: A place that is merged over several rows is the place of each of them.
_SPREAD = frozenset({Kind.DISTRICT, Kind.VILLAGE})
_DISTRICT_GROUP = re.compile(r"(?i)^\W*(?:(?:[ivx]+|[a-z]|\d+)[.)]\s*)?(?:kecamatan|kec)\b[.:]?\s+(?P<name>\w.*?)\s*$")


def spread_places(
    layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], kinds: RowKinds
) -> tuple[pl.DataFrame, list[Problem]]:
    """The body with each place in all the rows that it is written for, and how many rows that are."""
    spread, merged = _spread_merges(layout, body, columns, kinds.data)
    spread, grouped = _spread_groups(layout, spread, columns, kinds)
    return spread, [*merged, *grouped]


def district_groups(layout: Layout, kinds: RowKinds) -> dict[int, str]:
    """Row → the kecamatan that stands alone in it; empty text for a row that ends the kecamatan above."""
    found = {}
    for row in kinds.groups:
        texts = list(layout.sheet.row(row).values())
        names = [match["name"] for text in texts if (match := _DISTRICT_GROUP.match(text))]
        if names or any(HIGHER_GROUP.match(text) for text in texts):
            found[row] = names[0] if names else ""
    return found


def _spread_groups(
    layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], kinds: RowKinds
) -> tuple[pl.DataFrame, list[Problem]]:
    """The body with the kecamatan of each group in its rows; only where no row of the group names one itself."""
    column = next((column for column in layout.form.columns if column.kind is Kind.DISTRICT and column.id in columns), None)
    groups = district_groups(layout, kinds) if column else {}
    if column is None or not groups:
        return body, []
    letter = columns[column.id]
    rows = body.select("row", data=kinds.data, own=filled_cells(body[letter]))
    starts = pl.DataFrame(
        {"start": list(groups), "name": list(groups.values())}, schema={"start": body.schema["row"], "name": pl.String}
    )
    placed = rows.join_asof(starts, left_on="row", right_on="start", strategy="backward", check_sortedness=False)
    alone = ~(pl.col("own") & pl.col("data")).any().over("start")
    named = placed.select(
        pl.when(pl.col("data") & alone & (pl.col("name") != "")).then("name").alias("name"), "start", "row", "data"
    )
    given = named.filter(pl.col("name").is_not_null())
    if given.is_empty():
        return body, []
    first = given.row(0, named=True)
    cell = next(
        f"{place}{first['start']}" for place, text in layout.sheet.row(first["start"]).items() if _DISTRICT_GROUP.match(text)
    )
    place_of = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": cell}
    noted = Problem("V150", **place_of, title=column.title, value=first["name"], detail=str(given.height))
    return body.with_columns(pl.coalesce(named["name"], pl.col(letter)).alias(letter)), [noted]


def _spread_merges(
    layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], data: pl.Series
) -> tuple[pl.DataFrame, list[Problem]]:
    """The body with each place that is merged over several rows in all of them, and how many rows that are."""
    first, height = layout.header.bottom + 1, body.height
    tall = [merge for merge in layout.sheet.marks.merges if merge.top >= first and merge.bottom > merge.top]
    noted = []
    for name, letter in columns.items() if tall else ():
        column = layout.form.column(name)
        own = [merge for merge in tall if merge.left <= index_of(letter) <= merge.right] if column.kind in _SPREAD else []
        texts = body[letter].to_list() if own else []
        filled = 0
        for merge in own:
            top, bottom = merge.top - first, min(merge.bottom - first, height - 1)
            for place in range(top + 1, bottom + 1):
                if top < height and texts[top] and texts[place] is None and data[place]:
                    texts[place] = texts[top]
                    filled += 1
        if filled:
            body = body.with_columns(pl.Series(letter, texts, pl.String))
            place_of = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": f"{letter}{own[0].top}"}
            noted.append(Problem("V137", **place_of, title=column.title, detail=str(filled)))
    return body, noted
