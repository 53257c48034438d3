"""The totals of a template as formulas, each with the value that it has at the start, so that a reader needs no Excel for it.

The recap says nothing until a status is filled in on the register: a recap of zeros would look like a report.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assets.templating.starting_rows import Value
from assets.templating.template_plan import SheetPlan, TemplateOrder
from schemas import periods
from schemas.columns import Kind

#: The columns of the recap that are sums of the register's column of the same id.
SUMMED = ("members_male", "members_female", "own_capital", "external_capital", "assets", "business_volume", "surplus")


@dataclass(frozen=True)
class Formula:
    """A formula with its leading `=`, and its result before anybody types: a file is read without Excel having calculated it."""

    text: str
    value: str | int = ""


#: From the number of a row (from 1) to the formula that a column has in it.
RowFormula = Callable[[int], Formula]


def row_formulas(order: TemplateOrder, plan: SheetPlan) -> dict[str, RowFormula]:
    """The columns of a sheet that calculate themselves, by id; empty for most forms.

    In the register the members' total; in the recap everything that the register of the same workbook holds.
    """
    if plan.form.id == "register":
        return {"members_total": lambda row: _sum_of(plan, row, "members_male", "members_female")}
    if plan.form.id == "recap" and "register" in order.sheets:
        return _Recap(order, plan, order.sheets["register"]).formulas()
    return {}


def _sum_of(plan: SheetPlan, row: int, first: str, second: str) -> Formula:
    """The sum of two columns of a row, nothing unless both hold a number: one of them unknown is not zero."""
    one, two = plan.cell(first, row), plan.cell(second, row)
    return Formula(f'=IF(COUNT({one},{two})=2,{one}+{two},"")')


@dataclass(frozen=True)
class _Recap:
    """The recap's formulas: a row a kecamatan, counted on the register; for the province one row in all. Rows count from 1."""

    order: TemplateOrder
    plan: SheetPlan
    register: SheetPlan

    def formulas(self) -> dict[str, RowFormula]:
        """By column id. A RAT counts when it lies in the period's year and not after its end."""
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
        """The condition on the kecamatan, as the first arguments of COUNTIFS; empty for the province's one row."""
        whole = self.order.area_code == self.order.areas.province
        return "" if whole else f"{self.register.range('district')},{self.plan.cell('district', row)},"

    def _counted(self, row: int, word: str, more: str = "") -> Formula:
        """How many of the row's cooperatives have a status; `more` are further conditions of COUNTIFS."""
        return self._begun(f'COUNTIFS({self._within(row)}{self.register.range("status")},"{word}"{more})')

    def _summed(self, column: str, row: int) -> Formula:
        """The sum over the row's cooperatives but the dissolved; nothing where none of them has an entry, so no zero is made up.

        Amounts are summed of the book year before the period's alone: those of different years do not add up.
        """
        same = f'{self._within(row)}{self.register.range("status")},"<>Dibubarkan"'
        if self.register.form.column(column).kind is Kind.RUPIAH:
            same += f",{self.register.range('book_year')},{periods.parts(self.order.period)[0] - 1}"
        cells = self.register.range(column)
        return self._begun(f'IF(COUNTIFS({same},{cells},"<>")=0,"",SUMIFS({cells},{same}))')

    def _begun(self, count: str) -> Formula:
        """A count that shows nothing until a status is filled in on the register."""
        return Formula(f'=IF(COUNTA({self.register.range("status")})=0,"",{count})')


def filled_rows(plan: SheetPlan) -> Formula:
    """How many rows of a sheet are begun: the most cells that any required column has. COUNTA would count empty results too."""
    counts = ",".join(_filled(plan.range(column.id)) for column in plan.form.required)
    return Formula(f"=MAX({counts})", max(_starting_counts(plan), default=0))


def missing_cells(plan: SheetPlan, rows_cell: str) -> Formula:
    """How many required cells of the rows begun are still empty; `rows_cell` (A1) holds what `filled_rows` gives."""
    counts = "+".join(_filled(plan.range(column.id)) for column in plan.form.required)
    starting = _starting_counts(plan)
    number = len(plan.form.required)
    return Formula(f"={number}*{rows_cell}-({counts})", number * max(starting, default=0) - sum(starting))


def _filled(cells: str) -> str:
    """The count of numbers and of texts that are not empty in a range: a formula that gives nothing is no entry."""
    return f'(COUNT({cells})+COUNTIF({cells},"?*"))'


def _starting_counts(plan: SheetPlan) -> list[int]:
    """For each required column how many starting rows have something in it."""
    return [sum(_is_filled(row.get(column.id)) for row in plan.rows) for column in plan.form.required]


def _is_filled(value: Value) -> bool:
    return value is not None and value != ""
