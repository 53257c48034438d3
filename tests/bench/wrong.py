"""Rows in which every cell is wrong, each in its own words."""

from dataclasses import replace

import polars as pl

from schemas.forms import FORMS
from schemas.judge import Submitted
from tests.builders import KOTIM, PERIOD, make_submitted

#: Twenty columns that have a rule of their own.
COLUMNS = (
    "nik", "legal_date", "village", "district", "legal_form", "type", "status", "kdmp", "scheme", "savings_unit", "last_rat_date",
    "members_male", "members_female", "members_total", "managers", "employees", "book_year", "own_capital", "assets", "grade",
)  # fmt: skip


def all_wrong(rows: int) -> Submitted:
    """One register of so many rows."""
    made = make_submitted("register")
    own = {name: pl.lit(None, pl.String) for name in FORMS["register"].ids} | {"name": pl.lit("Koperasi")}
    wrong = {name: pl.format("salah {} {}", "row", pl.lit(name)) for name in COLUMNS}
    place = {"submission": "s1", "area_code": KOTIM, "period": PERIOD, "sheet": FORMS["register"].sheet}
    numbered = pl.DataFrame({"row": pl.int_range(6, 6 + rows, dtype=pl.Int32, eager=True)})
    frame = numbered.with_columns(**{name: pl.lit(value) for name, value in place.items()}, **(own | wrong))
    columns = made.rows["register"].columns
    return replace(made, rows={"register": frame.select(columns)})
