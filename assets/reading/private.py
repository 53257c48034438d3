"""The one way out of the reader: a reading without personal data. The cells of its rows were hidden by their columns' kinds before.

What quotes a file (a note's words, the names of its sheets, titles, an officer's explanations) passes here and need not think of it.
"""

from dataclasses import fields, replace

import polars as pl

from assets.reading.model import FormTable, Problem, Reading, SeenHeader
from schemas.columns import Kind
from schemas.forms import EVERY_FORM
from schemas.privacy import hide, without_personal

#: An address, a code and a form's id say nothing of anybody.
_SAID = tuple(each.name for each in fields(Problem) if each.name not in ("rule", "form", "cell"))


def without_persons(reading: Reading) -> Reading:
    """The reading as it may leave the process that read the file."""
    return replace(
        reading,
        tables=[_table(table) for table in reading.tables],
        problems=[_problem(problem) for problem in reading.problems],
        explanations=_explanations(reading.explanations),
        headers=[_header(header) for header in reading.headers],
    )


def _explanations(told: pl.DataFrame) -> pl.DataFrame:
    """Most files bring none, and Polars takes as long for no row as for a few."""
    if told.is_empty():
        return told
    return told.with_columns(without_personal(told[name]) for name in told.columns if name not in ("cell", "rule"))


def _table(table: FormTable) -> FormTable:
    return replace(table, sheet=hide(table.sheet), unknown=[replace(each, title=hide(each.title)) for each in table.unknown])


def _problem(problem: Problem) -> Problem:
    said = {name: hide(getattr(problem, name)) for name in _SAID}
    kind = _kind(problem)
    if kind and problem.value:
        said["value"] = str(without_personal(pl.Series([problem.value]), kind).item())
    return replace(problem, **said)


def _kind(problem: Problem) -> Kind | None:
    """The kind of the column that a note is about: what a bare number in it can be depends on that."""
    columns = EVERY_FORM[problem.form].columns if problem.form in EVERY_FORM else ()
    return next((column.kind for column in columns if column.title == problem.title), None)


def _header(header: SeenHeader) -> SeenHeader:
    titles = {letter: hide(title) for letter, title in header.titles.items()}
    return replace(header, sheet=hide(header.sheet), titles=titles, rows=tuple(tuple(map(hide, row)) for row in header.rows))
