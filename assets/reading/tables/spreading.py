"""Places that are written once for several rows: in a cell merged over them, or in a row of its own above them."""

import re
from collections.abc import Iterable, Mapping

import polars as pl

from assets.reading.files.limits import with_points
from assets.reading.files.marks import Merge
from assets.reading.model import Problem
from assets.reading.tables.layouts import Layout
from assets.reading.tables.row_kinds import HIGHER_GROUP, RowKinds, filled_cells
from schemas.cell_names import column_index
from schemas.columns import Kind
from schemas.rules.of_files import DISTRICT_FROM_GROUP_ROW, MERGED_CELLS

#: A place that is merged over several rows is the place of each of them.
_SPREAD = frozenset({Kind.DISTRICT, Kind.VILLAGE})
_DISTRICT_GROUP = re.compile(r"(?i)^\W*(?:(?:[ivx]+|[a-z]|\d+)[.)]\s*)?(?:kecamatan|kec)\b[.:]?\s+(?P<name>\w.*?)\s*$")


def spread_places(
    layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], kinds: RowKinds
) -> tuple[pl.DataFrame, list[Problem]]:
    """The body (`row` and a String column a letter) with each place in all the rows that it is written for, and how many rows that are.

    A place is a kecamatan or a desa; merged over rows it is told as V137, written in a row above them as V150. A number that is merged
    over several rows is counted once: it may be their sum.
    """
    spread, merged = _spread_merges(layout, body, columns, kinds.data)
    spread, grouped = _spread_groups(layout, spread, columns, kinds)
    return spread, [*merged, *grouped]


def district_groups(layout: Layout, kinds: RowKinds) -> dict[int, str]:
    """Row (its number) → the kecamatan that stands alone in it; empty text for a regency's name, which ends the kecamatan above."""
    districts = {}
    for row in kinds.groups:
        texts = list(layout.sheet.row(row).values())
        names = [match["name"] for text in texts if (match := _DISTRICT_GROUP.match(text))]
        if names or any(HIGHER_GROUP.match(text) for text in texts):
            districts[row] = names[0] if names else ""
    return districts


def _spread_groups(
    layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], kinds: RowKinds
) -> tuple[pl.DataFrame, list[Problem]]:
    """The body with the kecamatan of each group in its rows, and V150 at the first; only where no row of the group names one itself.

    Where some row does, the heading may be a caption over rows of several kecamatan, and the rows are asked for theirs.
    """
    column = next((column for column in layout.form.columns if column.kind is Kind.DISTRICT and column.id in columns), None)
    groups = district_groups(layout, kinds) if column else {}
    if column is None or not groups:
        return body, []
    letter = columns[column.id]
    rows = body.select("row", data=kinds.data, names_one=filled_cells(body[letter]))
    starts = pl.DataFrame(
        {"start": list(groups), "name": list(groups.values())}, schema={"start": body.schema["row"], "name": pl.String}
    )
    placed = rows.join_asof(starts, left_on="row", right_on="start", strategy="backward", check_sortedness=False)
    none_names_one = ~(pl.col("names_one") & pl.col("data")).any().over("start")
    named = placed.select(
        pl.when(pl.col("data") & none_names_one & (pl.col("name") != "")).then("name").alias("name"), "start", "row", "data"
    )
    given = named.filter(pl.col("name").is_not_null())
    if given.is_empty():
        return body, []
    first = given.row(0, named=True)
    cell = next(
        f"{column_of_group}{first['start']}"
        for column_of_group, text in layout.sheet.row(first["start"]).items()
        if _DISTRICT_GROUP.match(text)
    )
    place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": cell}
    problem = Problem(
        DISTRICT_FROM_GROUP_ROW.code, **place, title=column.title, value=first["name"], detail=with_points(given.height)
    )
    return body.with_columns(pl.coalesce(named["name"], pl.col(letter)).alias(letter)), [problem]


def _spread_merges(
    layout: Layout, body: pl.DataFrame, columns: Mapping[str, str], data: pl.Series
) -> tuple[pl.DataFrame, list[Problem]]:
    """The body with each place that is merged over several rows in all of them that are `data`, and V137 with how many rows that are."""
    first = layout.header.bottom + 1
    tall = [merge for merge in layout.sheet.marks.merges if merge.top >= first and merge.bottom > merge.top]
    problems = []
    for name, letter in columns.items() if tall else ():
        column = layout.form.column(name)
        if column.kind not in _SPREAD:
            continue
        over_column = [merge for merge in tall if merge.left <= column_index(letter) <= merge.right]
        texts, filled = _fill_merged(body[letter].to_list(), over_column, data, first)
        if filled:
            body = body.with_columns(pl.Series(letter, texts, pl.String))
            place = {"form": layout.form.id, "sheet": layout.sheet.name, "cell": f"{letter}{over_column[0].top}"}
            problems.append(Problem(MERGED_CELLS.code, **place, title=column.title, detail=with_points(filled)))
    return body, problems


def _fill_merged(texts: list[str | None], merges: Iterable[Merge], data: pl.Series, first: int) -> tuple[list[str | None], int]:
    """A column's texts (from row `first` on) with each merged text in the empty cells below it, and how many were filled.

    Excel keeps the text of the upper cell alone. A cell that holds one all the same is left as it is.
    """
    spread, filled = list(texts), 0
    for merge in merges:
        top, bottom = merge.top - first, min(merge.bottom - first, len(texts) - 1)
        for index in range(top + 1, bottom + 1):
            if top < len(texts) and spread[top] and spread[index] is None and data[index]:
                spread[index] = spread[top]
                filled += 1
    return spread, filled
