"""What a form is, and the Pandera schema that is derived from its columns and checks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pandera.polars as pa
import polars as pl

from schemas.columns import Column, Kind
from schemas.rules import Rule, Tier
from schemas.rules.of_values import BEFORE_INDEPENDENCE, NOT_A_VILLAGE_CODE, NOT_ON_THE_LIST, OUT_OF_RANGE, WRONG_NUMBER_OF_DIGITS

#: Columns that every row carries besides the form's own.
PROVENANCE: dict[str, pl.DataType] = {
    "submission": pl.String(),
    "area_code": pl.String(),
    "period": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int32(),
}
#: What offices write over the column of a village's name or code.
VILLAGE_NAMES = (
    "Kelurahan/Desa", "Desa", "Kelurahan", "Nama Desa/Kelurahan", "Nama Kelurahan/Desa", "Nama Desa", "Nama Kelurahan",
    "Desa dan Kelurahan", "Desa atau Kelurahan",
)  # fmt: skip
VILLAGE_CODES = ("Kode Desa", "Kode Kelurahan", "Kode Wilayah", "Kode Kelurahan/Desa")
#: Derived columns of an accepted row: the Kemendagri codes of the district and the village it means, null where not certain.
DISTRICT_REF, VILLAGE_REF = "district_ref", "village_ref"
#: The same of the agency of the closed list that a row names, as it is written there.
AGENCY_REF = "agency_ref"
_REFS = ((DISTRICT_REF, Kind.DISTRICT), (VILLAGE_REF, Kind.VILLAGE), (AGENCY_REF, Kind.AGENCY))


@dataclass(frozen=True)
class RowCheck:
    """A rule about cells of one row, written as a check on the column that it blames.

    `holds` is a Boolean expression over the form's typed columns, the provenance columns, `latest_day` (the period's end or
    the day received, whichever is earlier), `nik_prefix` of the regency, and `<column>_filled` (its cell is not blank). Null
    means that a cell it reads is missing or did not hold: the check then passes.
    `detail` is an optional String expression with what was compared, for the finding's message.
    """

    rule: Rule
    column: str
    holds: pl.Expr
    detail: pl.Expr | None = None


@dataclass(frozen=True, eq=False)
class Form:
    """One of the forms that a regency submits, or of the province's own sheets: its columns, key, timing and checks.

    `row_is` says in Indonesian what one row stands for. `key` is the column by which rows are told apart, None when there is none. Due
    in `due_months` from `valid_from` (`YYYY-MM`) on; a form that `carries` stands for the months between, too. One that `comes_in_parts` may be
    sent kecamatan by kecamatan, in files of their own.
    """

    id: str
    sheet: str
    title: str
    row_is: str
    columns: tuple[Column, ...]
    due_months: tuple[int, ...]
    valid_from: str
    key: str | None = None
    carries: bool = False
    comes_in_parts: bool = False
    counts_whole: bool = False  # one cell that breaks a rule returns it
    checks: tuple[RowCheck, ...] = ()
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # total → its parts: what a doubtful number is proved with
    counted: tuple[
        tuple[Rule, str, pl.Expr], ...
    ] = ()  # (rule, column, which rows): what is normal is one line a file, with the count

    def column(self, column_id: str) -> Column:
        """The column with that id; KeyError when there is none."""
        return self._by_id()[column_id]

    def _by_id(self) -> dict[str, Column]:
        return {column.id: column for column in self.columns}

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which the form is returned."""
        return tuple(column for column in self.columns if column.required)

    @property
    def ids(self) -> tuple[str, ...]:
        """The column ids, in the order of the sheet."""
        return tuple(column.id for column in self.columns)

    @property
    def refs(self) -> tuple[str, ...]:
        """The derived columns of the form's accepted rows."""
        kinds = {column.kind for column in self.columns}
        return tuple(ref for ref, kind in _REFS if kind in kinds)

    def dtypes(self) -> dict[str, pl.DataType]:
        """Name → Polars type of an accepted row: provenance, the form's own columns, and those derived from them."""
        return PROVENANCE | {column.id: column.dtype for column in self.columns} | dict.fromkeys(self.refs, pl.String())

    def due(self, period: str) -> bool:
        """True when this form is due for the period (`YYYY-MM`)."""
        return period >= self.valid_from and int(period[5:]) in self.due_months

    def schema(self) -> pa.DataFrameSchema:
        """The Pandera schema of typed rows: types, and every check of a value or a row."""
        return _schema(self, frozenset({Tier.VALUE, Tier.ROW}))

    def value_schema(self) -> pa.DataFrameSchema:
        """The checks that a value has to pass by itself, of the columns that have any; a value that fails does not count."""
        return _schema(self, frozenset({Tier.VALUE}))

    def row_schema(self) -> pa.DataFrameSchema:
        """The checks between cells of one row; they run on rows from which the values that broke a rule of their own are gone."""
        return _schema(self, frozenset({Tier.ROW}))


@cache
def _schema(form: Form, tiers: frozenset[Tier]) -> pa.DataFrameSchema:
    """The checks of these tiers; of a single tier the columns without a check are left out, since Pandera looks at each it is given."""
    checks: dict[str, list[pa.Check]] = {column.id: [] for column in form.columns}
    if Tier.VALUE in tiers:
        checks = {column.id: value_checks(column) for column in form.columns}
    for check in form.checks:
        if check.rule.tier in tiers:
            checks[check.column].append(pa.Check(_row_check(check.holds), error=check.rule.code))
    checked = [column for column in form.columns if checks[column.id] or len(tiers) > 1]
    columns = {column.id: pa.Column(column.dtype, checks[column.id], nullable=True) for column in checked}
    return pa.DataFrameSchema(columns, strict=False, coerce=False, name=form.id)


#: The day before which no cooperative of the republic can have been registered.
INDEPENDENCE = pl.date(1945, 8, 17)


def value_checks(column: Column) -> list[pa.Check]:
    """The checks that a column's own definition asks for, each bearing the code of its rule."""
    checks: list[pa.Check] = []
    if column.values:
        checks.append(pa.Check.isin(list(column.values), error=NOT_ON_THE_LIST.code))
    if column.minimum is not None or column.maximum is not None:
        checks.append(pa.Check(_within(column.minimum, column.maximum), error=OUT_OF_RANGE.code))
    if column.digits:
        checks.append(pa.Check.str_matches(rf"^\d{{{column.digits}}}$", error=WRONG_NUMBER_OF_DIGITS.code))
    if column.kind is Kind.VILLAGE_CODE:
        checks.append(pa.Check.str_matches(r"^\d\d\.\d\d\.\d\d\.\d{4}$", error=NOT_A_VILLAGE_CODE.code))
    if column.kind in (Kind.DATE, Kind.STAGE_DATE):
        checks.append(pa.Check(_row_check(pl.col(column.id) >= INDEPENDENCE), error=BEFORE_INDEPENDENCE.code))
    return checks


def _within(minimum: int | None, maximum: int | None) -> Callable[[pa.PolarsData], pl.LazyFrame]:
    def within(data: pa.PolarsData) -> pl.LazyFrame:
        value = pl.col(data.key)
        low = value >= minimum if minimum is not None else pl.lit(True)
        high = value <= maximum if maximum is not None else pl.lit(True)
        return data.lazyframe.select((low & high).fill_null(True))

    return within


def _row_check(holds: pl.Expr) -> Callable[[pa.PolarsData], pl.LazyFrame]:
    def row_holds(data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(holds.fill_null(True))

    return row_holds
