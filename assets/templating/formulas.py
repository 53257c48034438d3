"""The totals of a template as formulas, each with the value that it has at the start, so that a reader needs no Excel for it.

The recap says nothing until a status is filled in on the register: a recap of zeros would look like a report.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assets.templating.plan import Order, SheetPlan
from assets.templating.starting import Value
from schemas import periods
from schemas.columns import Kind

SUMMED = ("members_male", "members_female", "own_capital", "external_capital", "assets", "business_volume", "surplus")


@dataclass(frozen=True)
class Formula:
    """A formula with its leading `=`, and its value at the start."""

    text: str
    value: str | int = ""


RowFormula = Callable[[int], Formula]


def row_formulas(order: Order, plan: SheetPlan) -> dict[str, RowFormula]:
    """Column id → the formula of that column in a row (from 1)."""
    if plan.form.id == "register":
        return {"members_total": lambda row: _sum_of(plan, row, "members_male", "members_female")}
    if plan.form.id == "recap" and "register" in order.sheets:
        return _Recap(order, plan, order.sheets["register"]).formulas()
    return {}


def _sum_of(plan: SheetPlan, row: int, first: str, second: str) -> Formula:
    one, two = plan.cell(first, row), plan.cell(second, row)
    return Formula(f'=IF(COUNT({one},{two})=2,{one}+{two},"")')


@dataclass(frozen=True)
class _Recap:
    """One row a kecamatan, counted on the register; for the province one row in all. Rows are counted from 1."""

    order: Order
    plan: SheetPlan
    register: SheetPlan

    def formulas(self) -> dict[str, RowFormula]:
        year, month = periods.parts(self.order.period)
        last_rat = self.register.range("last_rat_date")
        until = f"DATE({year},{month},{periods.end(self.order.period).day})"
        held = f',{last_rat},">="&DATE({year},1,1),{last_rat},"<="&{until}'
        return {
            "cooperatives": lambda row: _sum_of(self.plan, row, "active", "inactive"),
            "active": lambda row: self._counted(row, "Aktif"),
            "inactive": lambda row: self._counted(row, "Tidak Aktif"),
            "rat_held": lambda row: self._counted(row, "Aktif", held),
            **{column: partial(self._summed, column) for column in SUMMED},
        }

    def _within(self, row: int) -> str:
        """The condition on the kecamatan."""
        whole = self.order.area_code == self.order.areas.province
        return "" if whole else f"{self.register.range('district')},{self.plan.cell('district', row)},"

    def _counted(self, row: int, word: str, more: str = "") -> Formula:
        return self._begun(f'COUNTIFS({self._within(row)}{self.register.range("status")},"{word}"{more})')

    def _summed(self, column: str, row: int) -> Formula:
        """Nothing where nobody reports anything; amounts of one book year only."""
        same = f'{self._within(row)}{self.register.range("status")},"<>Dibubarkan"'
        if self.register.form.column(column).kind is Kind.RUPIAH:
            same += f",{self.register.range('book_year')},{periods.parts(self.order.period)[0] - 1}"
        cells = self.register.range(column)
        return self._begun(f'IF(COUNTIFS({same},{cells},"<>")=0,"",SUMIFS({cells},{same}))')

    def _begun(self, count: str) -> Formula:
        return Formula(f'=IF(COUNTA({self.register.range("status")})=0,"",{count})')


def filled_rows(plan: SheetPlan) -> Formula:
    """How many rows of a sheet are begun: the most cells that any required column has."""
    counts = ",".join(_filled(plan.range(column.id)) for column in plan.form.required)
    return Formula(f"=MAX({counts})", max(_starting_counts(plan), default=0))


def missing_cells(plan: SheetPlan, rows_cell: str) -> Formula:
    """How many required cells of the rows begun are still empty; `rows_cell` holds the number of rows."""
    counts = "+".join(_filled(plan.range(column.id)) for column in plan.form.required)
    starting = _starting_counts(plan)
    number = len(plan.form.required)
    return Formula(f"={number}*{rows_cell}-({counts})", number * max(starting, default=0) - sum(starting))


def _filled(cells: str) -> str:
    """Numbers and texts that are not empty: a formula that gives nothing is no entry."""
    return f'(COUNT({cells})+COUNTIF({cells},"?*"))'


def _starting_counts(plan: SheetPlan) -> list[int]:
    return [sum(_says(row.get(column.id)) for row in plan.rows) for column in plan.form.required]


def _says(value: Value) -> bool:
    return value is not None and value != ""
