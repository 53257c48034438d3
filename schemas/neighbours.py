"""What a value that broke its rule really is: the neighbouring column's, a place of another kind, a NIB, a citizen's number.

A failure that tells more takes the place of the one that tells less, so one wrong cell still has one finding.
"""

import polars as pl

from schemas.areas import Areas
from schemas.columns import NUMERIC, Column, Kind
from schemas.forms import Form
from schemas.gazetteer import DISTRICT, VILLAGE, gazetteer
from schemas.place_names import told
from schemas.privacy import HIDDEN
from schemas.values import cast

NEIGHBOUR, OTHER_PLACE, CITIZEN, LICENCE, BARE_YEAR = "V221", "V222", "V223", "V224", "V218"
#: The rules that stand here instead of another one's.
TELLS_MORE = (NEIGHBOUR, OTHER_PLACE, CITIZEN, LICENCE, BARE_YEAR)

LICENCE_DIGITS = 13
#: NIB are given out since the OSS began; their first six digits are the day (ddmmyy).
LICENCES_SINCE = pl.date(2018, 1, 1)
_UNSURE = ("V202", "V203", "V204", "V206", "V207")
#: The rule of a name that is not known, and the kind of place that it may be instead.
_PLACES = {"V208": VILLAGE, "V209": DISTRICT}
_PLACE_WORDS = {DISTRICT: "nama kecamatan", VILLAGE: "nama desa/kelurahan"}
_WORDS = ("ya", "tidak", "sudah", "belum")
_KEYS = ("position", "column", "rule", "detail")


def refined(form: Form, rows: pl.DataFrame, failures: pl.DataFrame, layouts: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The failures (schemas.typed.CELL_FAILURE), each told as closely as can be.

    `rows`: the form's text rows with `position`, submission, area_code, period and sheet. `layouts`: submission, form, sheet,
    column and letter, which say what stands beside what on the sheet.
    """
    if failures.is_empty():
        return failures
    parts = [
        _citizens(form, rows, failures), _licences(form, rows, failures), _other_places(form, rows, failures, areas),
        _bare_years(form, rows, failures),
    ]  # fmt: skip
    left = failures.join(pl.concat(parts), on=["position", "column"], how="anti")
    parts.append(_neighbours(form, rows, left, layouts, areas))
    better = pl.concat(parts).unique(["position", "column"], keep="first", maintain_order=True)
    if better.is_empty():
        return failures
    replaced = (*_UNSURE, *_PLACES, "V312")
    stands = better.select("position", "column", replaced=True)
    kept = failures.join(stands, on=["position", "column"], how="left", maintain_order="left")
    kept = kept.filter(pl.col("replaced").is_null() | ~pl.col("rule").is_in(replaced))
    # The example is that of the failure whose place it takes.
    examples = failures.unique(["position", "column"], keep="first").select("position", "column", "example")
    better = better.join(examples, on=["position", "column"], how="left", maintain_order="left").select(failures.columns)
    return pl.concat([kept.select(failures.columns), better.cast(failures.schema)])


def _better(frame: pl.DataFrame, rule: str, detail: pl.Expr) -> pl.DataFrame:
    return frame.select("position", "column", rule=pl.lit(rule), detail=detail.cast(pl.String))


def _texts(rows: pl.DataFrame, failures: pl.DataFrame, column: str) -> pl.DataFrame:
    """The failing cells of a column with their text, area_code and period."""
    own = failures.filter(pl.col("column") == column).unique("position", maintain_order=True)
    return own.join(rows.select("position", "area_code", "period", text=column), on="position", how="inner")


def _citizens(form: Form, rows: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """A number of 16 digits where a cooperative's NIK belongs: reading has hidden it."""
    if "nik" not in form.ids:
        return _better(failures.clear(), CITIZEN, pl.lit(""))
    cells = _texts(rows, failures.filter(pl.col("rule") == "V206"), "nik")
    digits = pl.col("text").str.replace_all(r"\D", "").str.len_chars()
    return _better(cells.filter((pl.col("text").str.strip_chars() == HIDDEN) | (digits == 16)), CITIZEN, pl.lit(""))


def _licences(form: Form, rows: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """A NIB where a cooperative's NIK belongs: 13 digits without the regency's prefix that begin with a day up to the period."""
    if "nik" not in form.ids:
        return _better(failures.clear(), LICENCE, pl.lit(""))
    cells = _texts(rows, failures.filter(pl.col("rule") == "V312"), "nik")
    digits = pl.col("text").str.replace_all(r"\D", "")
    day = pl.concat_str(pl.lit("20"), digits.str.slice(4, 2), digits.str.slice(2, 2), digits.str.slice(0, 2))
    given = cells.with_columns(digits=digits.str.len_chars(), given=day.str.to_date("%Y%m%d", strict=False))
    end = pl.concat_str("period", pl.lit("-01")).str.to_date().dt.month_end()
    is_licence = (pl.col("digits") == LICENCE_DIGITS) & pl.col("given").is_between(LICENCES_SINCE, end)
    return _better(given.filter(is_licence), LICENCE, pl.col("given").dt.to_string("%d/%m/%Y"))


def _bare_years(form: Form, rows: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """A year where a date belongs."""
    found = [_better(failures.clear(), BARE_YEAR, pl.lit(""))]
    own = failures.filter(pl.col("rule") == "V203")
    for (column,) in own.select("column").unique(maintain_order=True).iter_rows():
        years = _texts(rows, own, column).filter(pl.col("text").str.contains(r"^\s*(19|20)\d\d(\.0)?\s*$"))
        found.append(_better(years, BARE_YEAR, pl.lit("")))
    return pl.concat(found)


def _other_places(form: Form, rows: pl.DataFrame, failures: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The name of a village where a district's belongs, or the other way round."""
    found = [_better(failures.clear(), OTHER_PLACE, pl.lit(""))]
    for rule, kind in _PLACES.items():
        own = failures.filter(pl.col("rule") == rule)
        for (column,) in own.select("column").unique(maintain_order=True).iter_rows():
            named = _named(_texts(rows, own, column), "text", kind, areas)
            found.append(_better(named, OTHER_PLACE, pl.lit(_PLACE_WORDS[kind])))
    return pl.concat(found)


def _named(cells: pl.DataFrame, column: str, kind: str, areas: Areas) -> pl.DataFrame:
    """The cells whose text names a place of that kind in the regency."""
    index = gazetteer(areas)
    said = cells.select("area_code", column).unique().drop_nulls().rows()
    places = [(area, text) for area, text in said if any(code != area for code in index.by_name(kind, area, told(text).key))]
    known = pl.DataFrame(places, schema={"area_code": pl.String, column: pl.String}, orient="row")
    return cells.join(known, on=["area_code", column], how="semi", maintain_order="left")


def _neighbours(form: Form, rows: pl.DataFrame, failures: pl.DataFrame, layouts: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """Values that are wrong where they stand and right one column further, on either side."""
    unsure = failures.filter(pl.col("rule").is_in(_UNSURE)).unique(["position", "column"], maintain_order=True)
    found = [_better(failures.clear(), NEIGHBOUR, pl.lit("")).with_columns(empty=pl.lit(True), side=pl.lit(0))]
    beside = _beside(form, layouts)
    placed = unsure.join(rows.select("position", "submission", "sheet"), on="position", how="inner")
    for (column, other, side), cells in placed.join(beside, on=["submission", "sheet", "column"]).group_by(
        "column", "other", "side", maintain_order=True
    ):
        neighbour = form.column(str(other))
        texts = cells.select("position", "column").join(
            rows.select("position", "area_code", pl.col(str(column)).alias(neighbour.id), beside=neighbour.id), on="position"
        )
        right = _right_there(texts, neighbour, areas).with_columns(
            empty=pl.col("beside").str.strip_chars().fill_null("") == "", side=pl.lit(side)
        )
        detail = pl.lit(f"kolom “{neighbour.title}” di sebelah {'kiri' if side < 0 else 'kanan'}nya")
        found.append(_better(right, NEIGHBOUR, detail).hstack(right.select("empty", pl.col("side").cast(pl.Int32))))
    # The side whose own cell is empty lost its value; where both could be, the left one, as rows slip to the right.
    return pl.concat(found).sort("empty", "side", descending=[True, False], maintain_order=True).select(_KEYS)


def _beside(form: Form, layouts: pl.DataFrame) -> pl.DataFrame:
    """submission, sheet, column, other, side (-1 left, 1 right): what stands beside what."""
    own = layouts.filter(pl.col("form") == form.id).unique(["submission", "sheet", "column"], keep="first", maintain_order=True)
    own = own.sort(pl.col("letter").str.len_bytes(), "letter")
    left = own.with_columns(other=pl.col("column").shift(1).over("submission", "sheet"), side=pl.lit(-1))
    right = own.with_columns(other=pl.col("column").shift(-1).over("submission", "sheet"), side=pl.lit(1))
    both = pl.concat([left, right]).filter(pl.col("other").is_not_null() & pl.col("column").is_in(form.ids))
    return both.select("submission", "sheet", "column", "other", "side")


def _right_there(texts: pl.DataFrame, column: Column, areas: Areas) -> pl.DataFrame:
    """The rows whose text is surely a value of that column; any text would do for a column of texts, so none is sure."""
    if column.kind in (Kind.DISTRICT, Kind.VILLAGE):
        return _named(texts, column.id, DISTRICT if column.kind is Kind.DISTRICT else VILLAGE, areas)
    sure = _is_surely(column)
    return texts.clear() if sure is None else texts.filter(sure.fill_null(False))


def _is_surely(column: Column) -> pl.Expr | None:
    value, text = cast(column), pl.col(column.id).str.strip_chars()
    if column.kind is Kind.CHOICE:
        return value.is_in(list(column.values))
    if column.kind is Kind.DIGITS:
        return value.str.contains(rf"^\d{{{column.digits}}}$")
    if column.kind is Kind.VILLAGE_CODE:
        return value.str.contains(r"^\d\d\.\d\d\.\d\d\.\d{4}$")
    if column.kind is Kind.YES_NO:
        return text.str.to_lowercase().is_in(_WORDS)
    if column.kind in (Kind.DATE, Kind.STAGE_DATE):
        return value.is_not_null() & ~text.str.contains(r"^\d+(\.\d+)?$")
    if column.kind in NUMERIC:
        low, high = column.minimum, column.maximum
        # A zero stands for nothing in any column, and says least of all which one it belongs to.
        return value.is_not_null() & (value != 0) & (low is None or value >= low) & (high is None or value <= high)
    return None
