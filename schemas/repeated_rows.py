"""Rows that bear the key of another row: what is told of them, at which cell.

A village's code that is another row's has one cause, and where code and name differ in one of the rows it is known which row is wrong: that
is told alone. An officer was asked about both rows, with an example that would have made one more of the same code.
"""

import polars as pl

from schemas.areas import Areas
from schemas.columns import Kind
from schemas.forms import Form
from schemas.forms.base import DISTRICT_REF
from schemas.gazetteer import VILLAGE, gazetteer
from schemas.place_names import parse_place
from schemas.rules import INFO, RULES
from schemas.rules.of_rows import CODE_AND_NAME_DIFFER
from schemas.rules.of_tables import KEY_REPEATED
from schemas.typed import CELL_FAILURE

#: So many of the other rows are named; the rest are counted.
NAMED_AT_MOST = 3
_KEY = ["submission", "key"]


def with_repeated_keys(
    form: Form, typed: pl.DataFrame, repeated: pl.DataFrame, failures: pl.DataFrame, areas: Areas
) -> pl.DataFrame:
    """The failures (CELL_FAILURE) with KEY_REPEATED at the rows that share a key, but for those of which another rule says what is wrong.

    `typed`: the form's typed rows with `position`. `repeated`: as `schemas.whole_tables.repeated_keys` gives them. Where every row of a key
    has such another failure, none of them tells the rows apart, and all are told.
    """
    if form.key is None or repeated.is_empty():
        return failures
    failures = _blaming_codes(form, typed, repeated, failures, areas)
    explained = repeated.join(_explained(form, failures), on="position", how="left", maintain_order="left")
    explained = explained.with_columns(pl.col("explained").fill_null(False))
    left = explained.filter(~pl.col("explained") | pl.col("explained").all().over(_KEY))
    left = left.with_columns(same=pl.len().over(_KEY)).filter(pl.col("same") > 1)
    told = _other_rows(left.join(typed.select("position", "row"), on="position", maintain_order="left"))
    lines = told.select("position", "detail", column=pl.lit(form.key), rule=pl.lit(KEY_REPEATED.code), example=pl.lit(""))
    return pl.concat([failures, lines.select(*CELL_FAILURE).cast(failures.schema)])


def _explained(form: Form, failures: pl.DataFrame) -> pl.DataFrame:
    """position, explained (True) of the rows whose key is in doubt by itself, or is not that of the village named beside it."""
    villages = [column.id for column in form.columns if column.kind is Kind.VILLAGE]
    telling = [code for code, rule in RULES.items() if rule.severity != INFO]
    of_key = (pl.col("column") == form.key) & pl.col("rule").is_in(telling)
    of_name = pl.col("column").is_in(villages) & (pl.col("rule") == CODE_AND_NAME_DIFFER.code)
    return failures.filter(of_key | of_name).select("position", explained=True).unique()


def _blaming_codes(form: Form, typed: pl.DataFrame, repeated: pl.DataFrame, failures: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The failures, CODE_AND_NAME_DIFFER put on the code of a row where another row bears the code with its right name.

    Code and name alone do not say which of them is wrong; that the code is another row's does.
    """
    village = next((column.id for column in form.columns if column.kind is Kind.VILLAGE), None)
    if village is None or form.key is None or form.column(form.key).kind is not Kind.VILLAGE_CODE:
        return failures
    differ = failures.filter((pl.col("rule") == CODE_AND_NAME_DIFFER.code) & (pl.col("column") == village))
    rows = repeated.select("position", *_KEY).join(differ.select("position", differs=True), on="position", how="left")
    sure = rows.filter(pl.col("differs") & pl.col("differs").is_null().any().over(_KEY))
    cells = typed.join(sure.select("position"), on="position", how="semi")
    index = gazetteer(areas)
    blamed = []
    for position, area, code, name, district in cells.select(
        "position", "area_code", form.key, village, DISTRICT_REF
    ).iter_rows():
        named = [each for each in index.by_name(VILLAGE, area, parse_place(name).key) if each.startswith(district or area)]
        if len(named) == 1:
            words = f"kode itu adalah {index.official[code]}, sedangkan nama di sampingnya {index.official[named[0]]}"
            blamed.append((position, form.key, CODE_AND_NAME_DIFFER.code, words, named[0]))
    on_codes = pl.DataFrame(blamed, schema=CELL_FAILURE, orient="row").select(failures.columns).cast(failures.schema)
    moved = differ.join(on_codes, on="position", how="semi")
    return pl.concat([failures.join(moved, on=["position", "column", "rule"], how="anti", maintain_order="left"), on_codes])


def _other_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `detail`, the others that bear the key of each: `baris 40`, `baris 40 dan 70`, `baris 9, 40, 70, dan 12 baris lain`."""
    ordered = rows.sort("sheet", "row")
    first = ordered.group_by(_KEY, maintain_order=True).head(NAMED_AT_MOST + 1)
    others = first.select(*_KEY, other="position", other_sheet="sheet", other_row="row")
    pairs = ordered.join(others, on=_KEY, maintain_order="left_right").filter(pl.col("position") != pl.col("other"))
    place = (
        pl.when(pl.col("other_sheet") == pl.col("sheet"))
        .then(pl.col("other_row").cast(pl.String))
        .otherwise(pl.format("{} pada lembar {}", "other_row", "other_sheet"))
    )
    named = pairs.group_by("position", maintain_order=True).agg(place.head(NAMED_AT_MOST).alias("places"), pl.col("same").first())
    rest = pl.col("same") - 1 - pl.col("places").list.len()
    counted = pl.when(rest > 0).then(pl.concat_list("places", pl.format("{} baris lain", rest))).otherwise("places")
    named = named.with_columns(places=counted)
    but_last = pl.col("places").list.slice(0, pl.col("places").list.len() - 1).list.join(", ")
    last, number = pl.col("places").list.last(), pl.col("places").list.len()
    words = (
        pl.when(number == 1).then(last)
        .when(number == 2).then(pl.format("{} dan {}", but_last, last))
        .otherwise(pl.format("{}, dan {}", but_last, last))
    )  # fmt: skip
    detail = named.select("position", detail=pl.format("baris {}", words))
    return rows.join(detail, on="position", maintain_order="left")
