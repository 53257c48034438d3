"""What reading a file gives: who and when it is, its tables as text, and what could not be read.

Nothing here is changed once it is made: each step of the reading returns a table of its own.
"""

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Problem:
    """A finding of the file tier, made while reading. `rule` is a code of `schemas.rules`.

    `title`, `value` and `detail` fill the rule's wording; `allowed` and `example` override what the rule would say.
    `form` is empty when the whole file is meant, `sheet` and `cell` (one A1 address) when there is none. All texts are shown to people:
    personal numbers in them are hidden.
    """

    rule: str
    form: str = ""
    sheet: str = ""
    cell: str = ""
    title: str = ""
    value: str = ""
    detail: str = ""
    allowed: str = ""
    example: str = ""


UNTITLED = "(tanpa judul)"


@dataclass(frozen=True)
class UnknownColumn:
    """A column that no form knows: its title, the address of the title, and how many cells are filled. Never a value.

    `like` are the ids of the form's missing columns that its cells would fit.
    """

    title: str
    cell: str
    filled: int
    like: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormTable:
    """One table of one form, as text.

    `rows`: `row` (Int32, the sheet's own 1-based row number), then one String column for each recognised column id
    (null = an empty cell; otherwise the cell's text untouched except that personal patterns are hidden). `letters` maps the
    column id to the letter of its column in the sheet. `header_cell` is the A1 address of the header row's first cell.
    `unknown` are the sheet's columns that no form knows. `profile` names the header profile that was used (empty = none), `constants`
    are column values that it sets and that are not in the file.
    """

    form: str
    sheet: str
    header_row: int
    header_cell: str
    letters: dict[str, str]
    rows: pl.DataFrame
    unknown: list[UnknownColumn] = field(default_factory=list)
    profile: str = ""
    constants: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SeenHeader:
    """A header as it stands in a file, for a person who makes a profile of it. `form` is empty where no table was found.

    `top` is the number of its first row. `titles` and `cells` (addresses) by letter; `columns` are those recognised, column id → letter;
    `rows` the header rows' cells from column A on.
    """

    form: str
    sheet: str
    top: int
    titles: dict[str, str]
    cells: dict[str, str]
    columns: dict[str, str]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Reading:
    """Everything that one file says.

    `area_code` (`62.02`) and `period` (`YYYY-MM`) are None when they could not be told. `sample` for our own sample data, `attachment`
    for a PDF, picture or letter that is kept unread. `conditions` maps a form's id to its Keadaan Formulir, for the forms that the
    cover names.
    `explanations`: schemas.notes_sheet.EXPLANATION, or no column at all.
    `kind` is the type by content, a value of `assets.reading.files.kinds.FileKind`. `headers` is
    filled for the jobs that ask for it.
    """

    kind: str
    area_code: str | None = None
    period: str | None = None
    sample: bool = False
    attachment: bool = False
    conditions: dict[str, str] = field(default_factory=dict)
    tables: list[FormTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    explanations: pl.DataFrame = field(default_factory=pl.DataFrame)
    headers: list[SeenHeader] = field(default_factory=list)

    @property
    def forms(self) -> list[str]:
        """The forms that the file reports on, by a table or by their Keadaan Formulir, in the order of the sheets."""
        return list(dict.fromkeys([*(table.form for table in self.tables), *self.conditions]))
