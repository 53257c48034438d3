"""Why a value broke its rule: it is the neighbouring column's, a place of another kind, a NIB, a citizen's number, a bare year.

`Bukan angka` says what is wrong with `Simpan Pinjam` in a column of numbers; that it belongs in the column to the left says what to do.
The failure that names the cause takes the place of the other, so one wrong cell still has one finding.
"""

import polars as pl

from schemas.areas import Areas
from schemas.columns import NUMERIC, Column, Kind
from schemas.forms import Form
from schemas.gazetteer import DISTRICT, VILLAGE, gazetteer
from schemas.place_names import parse_place
from schemas.privacy import HIDDEN
from schemas.rules import Rule
from schemas.rules.of_rows import NIK_PREFIX_DIFFERS
from schemas.rules.of_values import (
    BELONGS_IN_NEXT_COLUMN,
    CHANGED_BY_EXCEL,
    CITIZEN_NUMBER_AS_NIK,
    DISTRICT_UNKNOWN,
    LICENCE_NUMBER_AS_NIK,
    NOT_A_DATE,
    NOT_A_NUMBER,
    NOT_A_VILLAGE_CODE,
    NOT_ON_THE_LIST,
    OUT_OF_RANGE,
    PLACE_IN_WRONG_COLUMN,
    VILLAGE_UNKNOWN,
    WRONG_NUMBER_OF_DIGITS,
    YEAR_WITHOUT_DATE,
)
from schemas.values import cast
from schemas.written_numbers import thousands

LICENCE_DIGITS = 13
#: NIB are given out since the OSS began; their first six digits are the day (ddmmyy).
LICENCES_SINCE = pl.date(2018, 1, 1)
#: The rules of texts that a column could not take for its own.
_UNSURE = tuple(rule.code for rule in (NOT_A_NUMBER, NOT_A_DATE, NOT_ON_THE_LIST, WRONG_NUMBER_OF_DIGITS, NOT_A_VILLAGE_CODE))
#: The rule of a name that is not in the official list, and the kind of place that it may be instead.
_OTHER_KIND = {DISTRICT_UNKNOWN.code: VILLAGE, VILLAGE_UNKNOWN.code: DISTRICT}
_PLACE_WORDS = {DISTRICT: "nama kecamatan", VILLAGE: "nama desa/kelurahan"}
_WORDS = ("ya", "tidak", "sudah", "belum")
#: Day 0 of Excel's count of days, as it is for days after 28 February 1900.
_DAY_ZERO = pl.date(1899, 12, 30)
_SHORTENED = "Excel meringkas angka panjang ini. Mohon ubah format selnya menjadi Teks, lalu ketik ulang seluruh angkanya"
_LOST_ZERO = (
    "Satu angka kurang; Excel menghapus angka nol di depan. Mohon ubah format selnya menjadi Teks, lalu ketik ulang dengan nolnya"
)
_AS_DAY = "Excel menampilkan angka {} sebagai tanggal. Mohon ubah format selnya menjadi Angka"
_AS_TRUTH = "Excel mengubah isian ini menjadi nilai benar atau salah. Mohon ubah format selnya menjadi Teks, lalu ketik ulang"
_KEYS = ("position", "column", "rule", "detail")


def with_likely_causes(
    form: Form, rows: pl.DataFrame, failures: pl.DataFrame, layouts: pl.DataFrame, areas: Areas
) -> pl.DataFrame:
    """The failures (schemas.typed.CELL_FAILURE), where a likely cause is seen with its rule in place of the general one.

    A citizen's number, a NIB, a place of another kind and a bare year are seen by the text alone and come first; the neighbouring column
    is looked at for the rest. `rows`: the form's text rows with `position`, submission, area_code, period and sheet. `layouts`:
    submission, form, sheet, column and letter, which say what stands beside what on the sheet.
    """
    if failures.is_empty():
        return failures
    causes = [
        _citizens(form, rows, failures), _licences(form, rows, failures), _other_places(form, rows, failures, areas),
        _bare_years(form, rows, failures), _changed_by_excel(form, rows, failures),
    ]  # fmt: skip
    left = failures.join(pl.concat(causes), on=["position", "column"], how="anti")
    causes.append(_neighbours(form, rows, left, layouts, areas))
    named = pl.concat(causes).unique(["position", "column"], keep="first", maintain_order=True)
    if named.is_empty():
        return failures
    general = (*_UNSURE, *_OTHER_KIND, NIK_PREFIX_DIFFERS.code)
    has_cause = named.select("position", "column", has_cause=True)
    kept = failures.join(has_cause, on=["position", "column"], how="left", maintain_order="left")
    kept = kept.filter(pl.col("has_cause").is_null() | ~pl.col("rule").is_in(general))
    # The example is that of the failure whose place it takes.
    examples = failures.unique(["position", "column"], keep="first").select("position", "column", "example")
    named = named.join(examples, on=["position", "column"], how="left", maintain_order="left").select(failures.columns)
    return pl.concat([kept.select(failures.columns), named.cast(failures.schema)])


def _cause(frame: pl.DataFrame, rule: Rule, detail: pl.Expr) -> pl.DataFrame:
    """The cells of `frame` (position, column) with the rule that names their cause and its detail (_KEYS)."""
    return frame.select("position", "column", rule=pl.lit(rule.code), detail=detail.cast(pl.String))


def _texts(rows: pl.DataFrame, failures: pl.DataFrame, column: str) -> pl.DataFrame:
    """The failing cells of a column with their text, area_code and period."""
    of_column = failures.filter(pl.col("column") == column).unique("position", maintain_order=True)
    return of_column.join(rows.select("position", "area_code", "period", text=column), on="position", how="inner")


def _citizens(form: Form, rows: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """A citizen's number, of 16 digits, where a cooperative's NIK belongs; reading has put HIDDEN in its place."""
    if "nik" not in form.ids:
        return _cause(failures.clear(), CITIZEN_NUMBER_AS_NIK, pl.lit(""))
    cells = _texts(rows, failures.filter(pl.col("rule") == WRONG_NUMBER_OF_DIGITS.code), "nik")
    digits = pl.col("text").str.replace_all(r"\D", "").str.len_chars()
    return _cause(cells.filter((pl.col("text").str.strip_chars() == HIDDEN) | (digits == 16)), CITIZEN_NUMBER_AS_NIK, pl.lit(""))


def _licences(form: Form, rows: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """A NIB where a cooperative's NIK belongs: 13 digits without the regency's prefix that begin with a day up to the period."""
    if "nik" not in form.ids:
        return _cause(failures.clear(), LICENCE_NUMBER_AS_NIK, pl.lit(""))
    cells = _texts(rows, failures.filter(pl.col("rule") == NIK_PREFIX_DIFFERS.code), "nik")
    digits = pl.col("text").str.replace_all(r"\D", "")
    day = pl.concat_str(pl.lit("20"), digits.str.slice(4, 2), digits.str.slice(2, 2), digits.str.slice(0, 2))
    given = cells.with_columns(digits=digits.str.len_chars(), given=day.str.to_date("%Y%m%d", strict=False))
    end = pl.concat_str("period", pl.lit("-01")).str.to_date().dt.month_end()
    is_licence = (pl.col("digits") == LICENCE_DIGITS) & pl.col("given").is_between(LICENCES_SINCE, end)
    return _cause(given.filter(is_licence), LICENCE_NUMBER_AS_NIK, pl.col("given").dt.to_string("%d/%m/%Y"))


def _bare_years(form: Form, rows: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """A year where a date belongs."""
    parts = [_cause(failures.clear(), YEAR_WITHOUT_DATE, pl.lit(""))]
    no_dates = failures.filter(pl.col("rule") == NOT_A_DATE.code)
    for (column,) in no_dates.select("column").unique(maintain_order=True).iter_rows():
        years = _texts(rows, no_dates, column).filter(pl.col("text").str.contains(r"^\s*(19|20)\d\d(\.0)?\s*$"))
        parts.append(_cause(years, YEAR_WITHOUT_DATE, pl.lit("")))
    return pl.concat(parts)


def _changed_by_excel(form: Form, rows: pl.DataFrame, failures: pl.DataFrame) -> pl.DataFrame:
    """What Excel made of an entry: a long number shortened, a zero in front lost, a number shown as a day, a word as TRUE or FALSE."""
    parts = [_cause(failures.clear(), CHANGED_BY_EXCEL, pl.lit(""))]
    unsure = failures.filter(pl.col("rule").is_in([*_UNSURE, OUT_OF_RANGE.code]))
    for (name,) in unsure.select("column").unique(maintain_order=True).iter_rows():
        column = form.column(name)
        cells = _texts(rows, unsure, name).with_columns(said=pl.col("text").str.strip_chars())
        explained = cells.with_columns(changed=_what_excel_did(column, pl.col("said"))).filter(pl.col("changed").is_not_null())
        parts.append(_cause(explained, CHANGED_BY_EXCEL, pl.col("changed")))
    return pl.concat(parts)


def _what_excel_did(column: Column, said: pl.Expr) -> pl.Expr:
    """What Excel did to an entry and how it is undone, in words; null where it did nothing that can be seen."""
    shortened = said.str.contains(r"^\d([.,]\d+)?[eE]\+?\d+$")
    day = said.str.extract(r"^(\d{4}-\d\d-\d\d)([ T]00:00(:00)?)?$").str.to_date(strict=False)
    as_day = day.is_not_null() if column.kind in NUMERIC else pl.lit(False)
    # A cooperative's NIK begins with its province, never with a zero.
    may_begin_with_zero = column.digits and column.id != "nik"
    lost_zero = said.str.contains(rf"^\d{{{(column.digits or 2) - 1}}}$") if may_begin_with_zero else pl.lit(False)
    return (
        pl.when(shortened & pl.lit(column.kind is Kind.DIGITS)).then(pl.lit(_SHORTENED))
        .when(lost_zero).then(pl.lit(_LOST_ZERO))
        .when(as_day).then(pl.format(_AS_DAY, thousands((day - _DAY_ZERO).dt.total_days())))
        .when(said.str.to_lowercase().is_in(["true", "false", "benar", "salah"])).then(pl.lit(_AS_TRUTH))
    )  # fmt: skip


def _other_places(form: Form, rows: pl.DataFrame, failures: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The name of a village where a district's belongs, or the other way round."""
    parts = [_cause(failures.clear(), PLACE_IN_WRONG_COLUMN, pl.lit(""))]
    for rule, kind in _OTHER_KIND.items():
        unknown = failures.filter(pl.col("rule") == rule)
        for (column,) in unknown.select("column").unique(maintain_order=True).iter_rows():
            of_other_kind = _naming_a_place(_texts(rows, unknown, column), "text", kind, areas)
            parts.append(_cause(of_other_kind, PLACE_IN_WRONG_COLUMN, pl.lit(_PLACE_WORDS[kind])))
    return pl.concat(parts)


def _naming_a_place(cells: pl.DataFrame, column: str, kind: str, areas: Areas) -> pl.DataFrame:
    """The cells whose text names a place of that kind in the regency."""
    index = gazetteer(areas)
    texts = cells.select("area_code", column).unique().drop_nulls().rows()
    places = [
        (area, text) for area, text in texts if any(code != area for code in index.by_name(kind, area, parse_place(text).key))
    ]
    naming = pl.DataFrame(places, schema={"area_code": pl.String, column: pl.String}, orient="row")
    return cells.join(naming, on=["area_code", column], how="semi", maintain_order="left")


def _neighbours(form: Form, rows: pl.DataFrame, failures: pl.DataFrame, layouts: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """Values that are wrong where they stand and right one column further: `USP` under Status, beside Unit Simpan Pinjam.

    Where both sides would take the value, the side whose cell is empty has lost it.
    """
    unsure = failures.filter(pl.col("rule").is_in(_UNSURE)).unique(["position", "column"], maintain_order=True)
    parts = [_cause(failures.clear(), BELONGS_IN_NEXT_COLUMN, pl.lit("")).with_columns(empty=pl.lit(True), side=pl.lit(0))]
    beside = _columns_beside(form, layouts)
    placed = unsure.join(rows.select("position", "submission", "sheet"), on="position", how="inner")
    for (column, other, side), cells in placed.join(beside, on=["submission", "sheet", "column"]).group_by(
        "column", "other", "side", maintain_order=True
    ):
        neighbour = form.column(str(other))
        texts = cells.select("position", "column").join(
            rows.select("position", "area_code", pl.col(str(column)).alias(neighbour.id), beside=neighbour.id), on="position"
        )
        right = _fitting(texts, neighbour, areas).with_columns(
            empty=pl.col("beside").str.strip_chars().fill_null("") == "", side=pl.lit(side)
        )
        detail = pl.lit(f"kolom “{neighbour.title}” di sebelah {'kiri' if side < 0 else 'kanan'}nya")
        parts.append(_cause(right, BELONGS_IN_NEXT_COLUMN, detail).hstack(right.select("empty", pl.col("side").cast(pl.Int32))))
    # The side whose own cell is empty lost its value; where both could be, the left one, as rows slip to the right.
    return pl.concat(parts).sort("empty", "side", descending=[True, False], maintain_order=True).select(_KEYS)


def _columns_beside(form: Form, layouts: pl.DataFrame) -> pl.DataFrame:
    """submission, sheet, column, other, side (-1 left, 1 right): what stands beside what."""
    columns = layouts.filter(pl.col("form") == form.id).unique(
        ["submission", "sheet", "column"], keep="first", maintain_order=True
    )
    columns = columns.sort(pl.col("letter").str.len_bytes(), "letter")  # A … Z before AA
    left = columns.with_columns(other=pl.col("column").shift(1).over("submission", "sheet"), side=pl.lit(-1))
    right = columns.with_columns(other=pl.col("column").shift(-1).over("submission", "sheet"), side=pl.lit(1))
    both = pl.concat([left, right]).filter(pl.col("other").is_not_null() & pl.col("column").is_in(form.ids))
    return both.select("submission", "sheet", "column", "other", "side")


def _fitting(texts: pl.DataFrame, column: Column, areas: Areas) -> pl.DataFrame:
    """The rows whose text is surely a value of that column; any text would do for a column of texts, so none is sure."""
    if column.kind in (Kind.DISTRICT, Kind.VILLAGE):
        return _naming_a_place(texts, column.id, DISTRICT if column.kind is Kind.DISTRICT else VILLAGE, areas)
    sure = _is_surely(column)
    return texts.clear() if sure is None else texts.filter(sure.fill_null(False))


def _is_surely(column: Column) -> pl.Expr | None:
    """True on the texts in the column named `column.id` that can hardly be anything but its value; None where any text would do."""
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
