"""What a filled form is before it is written: a form, the columns that it shows, and its rows."""

from dataclasses import dataclass
from datetime import date

from xlsxwriter.utility import xl_col_to_name

from schemas.forms import Form

Cell = str | int | float | date | None
Row = dict[str, Cell]

#: The sample mark, the form's title, the regency and the period stand above the header.
HEADER_ROW = 5


@dataclass(slots=True)
class FilledForm:
    """A form as one regency fills it for one period. `rows` are by column id; a missing key is an empty cell."""

    form: Form
    period: str
    rows: list[Row]

    @property
    def columns(self) -> tuple[str, ...]:
        """The ids of the columns that exist in the period, in the order of the sheet."""
        return tuple(column.id for column in self.form.columns if column.valid_from <= self.period)

    def address(self, row: int, column: str) -> str:
        """The A1 address of a cell on the form's sheet, by column id; the first row of data has number 0."""
        return f"{xl_col_to_name(self.columns.index(column))}{HEADER_ROW + 1 + row}"


def yes_no(fact: bool) -> str:
    """`Ya` or `Tidak`."""
    return "Ya" if fact else "Tidak"
