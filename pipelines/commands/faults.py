"""How a command ends, and its exit code.

0 well; 1 (NOT_WELL) when `rapor check` would return something or `rapor verify` finds something not whole; 2 (OUR_FAULT) for our own faults and
wrong usage, so that they never look like a verdict on somebody's file.
"""

import os
import sys
import traceback
from types import TracebackType
from typing import IO, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from assets.storage.home import WrongSettingError
from assets.storage.journal import BrokenJournalError
from schemas.indicators.checking import CatalogueError

NOT_WELL = 1
OUR_FAULT = 2


class ToldError(Exception):
    """What ends a command and is told in one Indonesian sentence, without a traceback."""


class WrongUsageError(ToldError):
    """What was asked for cannot be done; the message says why."""


class Screen(Console):
    """Output for people. A reader that goes away, as `| head` does, changes nothing of what a command does and how it ends."""

    def on_broken_pipe(self) -> None:
        """Write no more."""
        self.quiet = True
        nobody_reads(self.file)


def nobody_reads(stream: IO[str]) -> None:
    """Let what is still written to a closed pipe go nowhere, at the process's end too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_lines(text: str) -> None:
    """Lines for a machine, as they are, to standard output."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        nobody_reads(sys.stdout)


console = Screen()
errors = Screen(stderr=True)


def refuse(sentence: str) -> typer.Exit:
    """Tell why something is not done; the exit to raise."""
    errors.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(OUR_FAULT)


class OurFaults:
    """A context manager: what nobody foresaw is printed with its traceback, what we tell by itself is; both end with code 2."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """An intended exit, and typer's own words on wrong usage (which know their exit code), are left alone.

        A pipe can still break at typer's own output, which is help.
        """
        if isinstance(error, ToldError | WrongSettingError | BrokenJournalError | CatalogueError):
            raise refuse(str(error)) from error
        if isinstance(error, BrokenPipeError):
            nobody_reads(sys.stdout)
            raise typer.Exit from error
        if isinstance(error, Exception) and not isinstance(error, typer.Abort) and not hasattr(error, "exit_code"):
            traceback.print_exception(error)
            raise typer.Exit(OUR_FAULT) from error


class Commands(TyperGroup):
    """A group of commands of which every one ends as the contract says."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with OurFaults():
            return super().invoke(ctx)
