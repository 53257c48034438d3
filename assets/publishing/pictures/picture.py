"""What every picture has: a title, a sentence that says what it shows, the table behind it, and a chart."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from assets.publishing.shown import ShownFigure

#: A cell of the table behind a picture: a figure of the catalogue, or words.
TableCell = ShownFigure | str


@dataclass(frozen=True)
class Picture(ABC):
    """One picture, as the rows that it is drawn from: equal rows give equal bytes, and are drawn once."""

    title: str

    @property
    @abstractmethod
    def sentence(self) -> str:
        """What is to be seen, in Indonesian; it stands above the picture, and in place of it where nobody sees it."""

    @property
    @abstractmethod
    def heads(self) -> tuple[str, ...]:
        """The headings of the table behind it; the first is of the names of the rows."""

    @property
    @abstractmethod
    def table(self) -> tuple[tuple[TableCell, ...], ...]:
        """The rows of the table behind it, in the order of the picture."""

    @property
    def note(self) -> str:
        """How to read the picture, where that is not plain; empty else."""
        return ""

    @property
    def links(self) -> tuple[str, ...]:
        """Where the name of each row of the table leads; empty where none leads anywhere."""
        return ()

    @property
    def total_rows(self) -> tuple[int, ...]:
        """Which rows of the table are the total's."""
        return ()

    @property
    @abstractmethod
    def is_drawn(self) -> bool:
        """False where there is nothing to see: the sentence says so, and no picture is made."""

    @abstractmethod
    def chart(self) -> dict[str, Any]:
        """The Vega-Lite specification."""
