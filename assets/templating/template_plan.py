"""Which forms a template has, and where on its sheet each column and row of a form stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from assets.templating.starting_rows import LAST_STATUS_ID, LastReports, Row, starting_rows
from schemas.areas import Areas
from schemas.columns import Column
from schemas.forms import FORMS, LAST_STATUS, Form

#: Formulas, drop-downs and checks of what is typed reach so many rows down; cells can be filled in below them as well.
ROWS = 5_000
#: Empty rows that have the formulas of a row already.
SPARE_ROWS = 100
#: What the province reports itself: cooperatives and coaching under its own authority.
OF_THE_PROVINCE = ("register", "recap", "coaching")


@dataclass(frozen=True)
class TemplateOrder:
    """What a template is made for: a regency or the province, and a period (`YYYY-MM`).

    `forms` get a sheet; `optional` only a line on the cover, because they are not due. `last` is what the sheets begin with.
    """

    area_code: str
    period: str
    areas: Areas
    forms: tuple[Form, ...]
    optional: tuple[Form, ...]
    last: LastReports = field(default_factory=LastReports)

    @cached_property
    def sheets(self) -> dict[str, "SheetPlan"]:
        """Form id → the plan of its sheet."""
        return {
            form.id: SheetPlan(form, self.period, starting_rows(form, self.period, self.area_code, self.last, self.areas), self._titles)
            for form in self.forms
        }  # fmt: skip

    @property
    def _titles(self) -> int:
        """The lines above the header: title, regency and period, legend, and before them the mark of sample data."""
        return 4 if self.last.sample else 3


def template_order(area_code: str, period: str, areas: Areas, *, with_optional: bool = False) -> TemplateOrder:
    """The order for a regency or the province, without starting rows; no forms where nothing is valid in the period yet.

    Where nothing is due, or when asked, the optional forms get a sheet as well.
    """
    reported = [form for form in FORMS.values() if area_code != areas.province or form.id in OF_THE_PROVINCE]
    due = tuple(form for form in reported if form.due(period))
    optional = tuple(form for form in reported if form.carries and form.valid_from <= period and not form.due(period))
    if with_optional or not due:
        chosen = tuple(form for form in reported if form in due or form in optional)
        return TemplateOrder(area_code, period, areas, chosen, ())
    return TemplateOrder(area_code, period, areas, due, optional)


@dataclass(frozen=True)
class SheetPlan:
    """Where everything stands on a form's sheet: so many title lines, the header in one row, then the starting rows."""

    form: Form
    period: str
    rows: list[Row]
    titles: int

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The form's columns that exist in the period; the last status before the one to confirm, where there is any."""
        columns = [column for column in self.form.columns if column.valid_from <= self.period]
        if any(LAST_STATUS_ID in row for row in self.rows):
            place = next(index for index, column in enumerate(columns) if column.id == "status")
            columns.insert(place, Column(LAST_STATUS_ID, LAST_STATUS))
        return tuple(columns)

    @property
    def header_row(self) -> int:
        """The header's row, from 1."""
        return self.titles + 1

    @property
    def first_row(self) -> int:
        """The first row of data, from 1."""
        return self.titles + 2

    @property
    def last_row(self) -> int:
        """The last row that drop-downs and formulas reach."""
        return self.titles + 1 + max(ROWS, 2 * len(self.rows))

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """Column id → the letters of its column."""
        return {column.id: xl_col_to_name(index) for index, column in enumerate(self.columns)}

    def cell(self, column_id: str, row: int) -> str:
        """A cell as a formula or a condition of its own row names it, `$D6`: its column stands, its row moves along."""
        return f"${self.letters[column_id]}{row}"

    def range(self, column_id: str, *, sheet: bool = True) -> str:
        """A whole column of data: `'Daftar Koperasi'!$D$6:$D$5005`, without its sheet `$D$6:$D$5005`."""
        letter = self.letters[column_id]
        cells = f"${letter}${self.first_row}:${letter}${self.last_row}"
        return f"'{self.form.sheet}'!{cells}" if sheet else cells
