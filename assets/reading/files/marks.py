"""What a workbook says about a sheet beside the texts of its cells: what is hidden, merged, uncalculated, and how numbers are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple


class Shown(IntEnum):
    """How a number is shown: as it is, as a percentage (0.766 as 76,6%), or in thousands or millions (`#,##0,`)."""

    PLAIN = 0
    PERCENT = 1
    SCALED = 2


class NumberCell(NamedTuple):
    """A cell that holds a number and not a text: its column's letter, its row (from 1), the number as stored, and how it is shown.

    `text` is the stored number as the file writes it, `0.76600000000000001`, not what the sheet shows.
    """

    letter: str
    row: int
    text: str
    shown: Shown


class Merge(NamedTuple):
    """Merged cells, by 1-based rows and 0-based columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def no_numbers(_: set[str]) -> Iterable[NumberCell]:
    """For a sheet whose cells are all text, as in a CSV, or whose formats are not known."""
    return ()


@dataclass(frozen=True)
class Marks:
    """The marks of one sheet, beside the texts of its cells.

    `hidden` for a sheet that is put out of sight. `hidden_rows` are numbers from 1, `hidden_columns` ranges of 0-based indexes, both
    ends included. `uncalculated` are formulas that no result was saved for, letter → rows. `numbers(letters)` gives the number
    cells of those columns, at least every one that is not shown plainly or that looks like thousands (`3.782`); it reads the sheet
    again, so it is asked only for a reason. `percents` and `scaled` say whether any format of the workbook shows numbers so, which
    is that reason. `epoch_1904` when bare serial dates count from 1904.
    """

    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    uncalculated: dict[str, list[int]] = field(default_factory=dict)
    numbers: Callable[[set[str]], Iterable[NumberCell]] = no_numbers
    percents: bool = False
    scaled: bool = False
    epoch_1904: bool = False

    @cached_property
    def merges_by_row(self) -> dict[int, list[Merge]]:
        """The merges by the row (from 1) in which they begin."""
        by_top: dict[int, list[Merge]] = {}
        for merge in self.merges:
            by_top.setdefault(merge.top, []).append(merge)
        return by_top

    def spans_columns(self, row: int) -> bool:
        """True when cells of a row (from 1) are merged with others beside them, as a title or a group's name is over its table."""
        return any(merge.right > merge.left for merge in self.merges_by_row.get(row, ()))
