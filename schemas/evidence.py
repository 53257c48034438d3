"""What a cell means that can be read in two ways, decided by the other cells of its column in the same submission.

A column is read in the one way in which all of it can be read: `3.782` is 3782 where the column also writes `1.250.000`. Where its
cells contradict each other (`3.782` beside `3,955`), those that could be either get READABLE_IN_TWO_WAYS and no value. Of whole
numbers, a sum that adds up (`Form.sums`) still proves the reading; nothing else does.

Every function takes cells, one line a cell that is not plain: position, submission, text and the columns of `meanings.MEANING`. It
gives them back with `value` and `rule` as the column decides, and with `detail`, which says in Indonesian what a doubtful cell may mean.
"""

from collections.abc import Mapping

import polars as pl

from schemas.columns import Column, Kind
from schemas.meanings.dates import DAY_FIRST, EITHER, MONTH_FIRST, SAME, SERIAL, STORED
from schemas.meanings.numbers import COMMA_THREE, ENGLISH, LOCAL, POINT_DECIMAL, POINT_THREE, WITH_DECIMALS
from schemas.meanings.words import CROSS, LETTER_F, LETTER_T, TICK
from schemas.rules.of_tables import DATES_AS_SERIAL_NUMBERS, DATES_MONTH_FIRST, DAY_AND_MONTH_SWAPPED
from schemas.rules.of_values import READABLE_IN_TWO_WAYS
from schemas.written_numbers import thousands

#: So many date cells with no day above 12 look as if Excel had swapped day and month.
SWAPPED_FROM = 3
OF_COLUMN: dict[str, pl.DataType] = {"submission": pl.String(), "rule": pl.String(), "detail": pl.String()}


def resolve_ambiguous(column: Column, cells: pl.DataFrame) -> pl.DataFrame:
    """The cells of one column, each read as the other cells of its submission show that the column is written.

    Numbers: is one group of three (`3.782`) thousands or decimals. Dates: which of `04/05/2021` is the day, and from which year a file
    counts days. Percentages: is 0.766 a share of one. Yes and no: is a cross a tick. Of other kinds no text can be read in two ways.
    """
    cells = cells.with_columns(detail=pl.lit(""))
    if column.kind in WITH_DECIMALS:
        fractions = _read_fractions(cells, column)
        return _shares_of_one(fractions) if column.kind is Kind.PERCENT else fractions
    if column.kind in (Kind.COUNT, Kind.RUPIAH, Kind.YEAR):
        return _read_whole_numbers(cells)
    if column.kind in (Kind.DATE, Kind.STAGE_DATE):
        return _read_dates(cells)
    return _read_crosses(cells) if column.kind is Kind.YES_NO else cells


def _has(*shapes: str) -> pl.Expr:
    """True on every cell of a submission in which the column holds a cell of one of these shapes that no rule refuses."""
    return (pl.col("shape").is_in(shapes) & pl.col("rule").is_null()).any().over("submission")


def _writes(*shapes: str) -> pl.Expr:
    """The same for cells that a rule refuses too: `12,5` in a count still shows that the column writes decimals with a comma."""
    return pl.col("shape").is_in(shapes).any().over("submission")


def _shaped(shape: str) -> pl.Expr:
    return (pl.col("shape") == shape).fill_null(False)


def _doubtful(cells: pl.DataFrame, doubt: pl.Expr, detail: pl.Expr) -> pl.DataFrame:
    """The cells with READABLE_IN_TWO_WAYS and `detail` where there is a doubt and no other rule."""
    doubt = doubt & pl.col("rule").is_null()
    return cells.with_columns(
        rule=pl.when(doubt).then(pl.lit(READABLE_IN_TWO_WAYS.code)).otherwise("rule"),
        detail=pl.when(doubt).then(detail).otherwise("detail"),
    )


def _read_whole_numbers(cells: pl.DataFrame) -> pl.DataFrame:
    """One group of three is thousands, as offices write it, unless the column also writes the same sign for decimals."""
    local, english = _writes(LOCAL), _writes(ENGLISH)
    points, commas = _writes(POINT_THREE), _writes(COMMA_THREE)
    point_doubt = _shaped(POINT_THREE) & (english | (commas & ~local) | (_writes(POINT_DECIMAL) & ~local))
    comma_doubt = _shaped(COMMA_THREE) & (local | (points & ~english))
    detail = pl.format("{} atau {}; cara menulis angka pada kolom ini berganti-ganti", pl.col("value"), _as_decimal())
    return _doubtful(cells, point_doubt | comma_doubt, detail)


def _as_decimal() -> pl.Expr:
    """A single group of three shown as decimals, as an Indonesian reader writes them."""
    return pl.col("text").str.extract(r"(-?\d+[.,]\d+)").str.replace(".", ",", literal=True)


def _read_fractions(cells: pl.DataFrame, column: Column) -> pl.DataFrame:
    """A group of three is what the column's range allows, then what its other cells say."""
    possible = pl.col("other").is_between(column.minimum or 0, column.maximum) if column.maximum is not None else pl.lit(True)
    grouped = pl.col("other").is_not_null() & possible
    as_thousands = (_shaped(POINT_THREE) & _writes(LOCAL)) | (_shaped(COMMA_THREE) & _writes(ENGLISH))
    decimals = (_shaped(POINT_THREE) & _writes(ENGLISH, POINT_DECIMAL)) | (_shaped(COMMA_THREE) & _writes(LOCAL))
    cells = _doubtful(
        cells, grouped & (as_thousands == decimals), pl.format("{} atau {}", pl.col("other").cast(pl.Int64), _as_decimal())
    )
    return cells.with_columns(value=pl.when(grouped & as_thousands & ~decimals).then("other").otherwise("value"))


def _shares_of_one(cells: pl.DataFrame) -> pl.DataFrame:
    """Where no cell is above 1 and one lies between 0 and 1, 0.766 may be 76.6 % (a share of one without its sign) or less than one
    percent. A cell with its sign has no shape and is taken at its word.
    """
    readable = pl.col("value").is_not_null() & pl.col("rule").is_null()
    small = readable & pl.col("value").is_between(0, 1) & pl.col("shape").is_not_null()
    shares = (small | ~readable).all().over("submission") & (small & ~pl.col("value").is_in([0.0, 1.0])).any().over("submission")
    detail = pl.format("{} persen atau {} persen", _local(pl.col("value")), _local(pl.col("value") * 100))
    return _doubtful(cells, shares & readable & (pl.col("value") > 0), detail)


def _local(number: pl.Expr) -> pl.Expr:
    return number.round(6).cast(pl.String).str.replace(r"\.0$", "").str.replace(".", ",", literal=True)


def _read_crosses(cells: pl.DataFrame) -> pl.DataFrame:
    """A cross says no beside a tick and may be a tick where there is none; `t` is Tidak unless an English `f` stands in the column."""
    crossed = _doubtful(cells, _shaped(CROSS) & ~_has(TICK), pl.lit("Ya (tanda pilih) atau Tidak (tanda silang)"))
    return _doubtful(crossed, _shaped(LETTER_T) & _has(LETTER_F), pl.lit("Tidak atau true (benar)"))


def _read_dates(cells: pl.DataFrame) -> pl.DataFrame:
    """Day first as the form asks, unless only month first reads every cell; serial numbers by the epoch of the file."""
    month_first, day_first = _has(MONTH_FIRST), _has(DAY_FIRST)
    either = _shaped(EITHER)
    detail = pl.format("{} atau {}; urutan hari dan bulan pada kolom ini berganti-ganti", _in_words("value"), _in_words("other"))
    cells = _doubtful(cells, either & month_first & day_first, detail)
    turned = either & month_first & ~day_first
    serial = _shaped(SERIAL) & pl.col("counts_from_1904")
    return cells.with_columns(value=pl.when(turned | serial).then("other").otherwise("value"))


def _in_words(column: str) -> pl.Expr:
    return pl.col(column).dt.to_string("%d/%m/%Y")


def failures_of_date_columns(cells: pl.DataFrame) -> pl.DataFrame:
    """Failures (OF_COLUMN) of a whole column of dates of a submission: serial numbers, month first, days and months that Excel swapped.

    Excel with American settings turns 04/05/2021 into a date in April and leaves 25/05/2021 as text. So a column whose date cells never
    have a day above 12, while texts beside them do, was probably swapped.
    """
    readable = cells.filter(pl.col("rule").is_null())
    example = pl.format("{} sel, misalnya {} dibaca {}", thousands(pl.len()), pl.col("text").first(), _in_words("value").first())
    serials = (
        readable.filter(_shaped(SERIAL)).group_by("submission").agg(rule=pl.lit(DATES_AS_SERIAL_NUMBERS.code), detail=example)
    )
    stored = pl.col("value").filter(_shaped(STORED))
    facts = readable.group_by("submission").agg(
        month_first=_shaped(MONTH_FIRST).any(), day_first=_shaped(DAY_FIRST).any(),
        other_order=pl.col("shape").is_in([EITHER, SAME, MONTH_FIRST]).any(), stored=stored.len(), low=(stored.dt.day() <= 12).all(),
        text=pl.col("text").filter(_shaped(MONTH_FIRST)).first(),
    )  # fmt: skip
    turned = facts.filter(pl.col("month_first") & ~pl.col("day_first"))
    swapped = facts.filter("low", "day_first", ~pl.col("other_order"), pl.col("stored") >= SWAPPED_FROM)
    parts = [
        serials,
        turned.with_columns(rule=pl.lit(DATES_MONTH_FIRST.code), detail=pl.format("misalnya {}", "text")),
        swapped.with_columns(rule=pl.lit(DAY_AND_MONTH_SWAPPED.code), detail=pl.format("{} sel", thousands(pl.col("stored")))),
    ]
    return pl.concat([part.select(OF_COLUMN.keys()).cast(pl.Schema(OF_COLUMN)) for part in parts])


def prove(typed: pl.DataFrame, doubts: pl.DataFrame, sums: Mapping[str, tuple[str, ...]]) -> pl.DataFrame:
    """The doubtful cells that a sum proves, of those in `doubts` (position, submission, column, shape, value: read as thousands).

    `typed`: the form's typed rows, null where a cell is in doubt. `sums`: a total's column → the columns that add up to it. A cell is
    proved where its own row adds up, and with it every cell of its column and shape in the submission, unless a row of one of them
    fails to add up.
    """
    proved = [doubts.clear()]
    for total, parts in sums.items():
        in_this_sum = doubts.filter(pl.col("column").is_in([total, *parts]))
        rows = typed.select("position", total, *parts).filter(pl.col("position").is_in(in_this_sum["position"].implode()))
        for (name,), cells in in_this_sum.group_by("column"):
            filled = rows.join(cells.select("position", doubt="value"), on="position", how="left", maintain_order="left")
            rows = filled.with_columns(pl.coalesce(str(name), "doubt").alias(str(name))).drop("doubt")
        whole = pl.all_horizontal(pl.col(total, *parts).is_not_null())
        sums_up = rows.select("position", whole=whole, fits=whole & (pl.sum_horizontal(parts) == pl.col(total)))
        checked = in_this_sum.join(sums_up, on="position", how="left", maintain_order="left")
        group = ["submission", "column", "shape"]
        never_fails = ~(pl.col("whole") & ~pl.col("fits")).any().over(group)
        proved.append(checked.filter(pl.col("fits") | (pl.col("fits").any().over(group) & never_fails)).select(doubts.columns))
    return pl.concat(proved).unique(["position", "column"], maintain_order=True)
