"""How a command ends, and its exit code.

0 well; 1 (NOT_WELL) when `rapor check` would return something, `rapor verify` finds something not whole, `rapor doctor` something to
mend, or `rapor backup` something that cannot be copied since it is not what it was; 2 (OUR_FAULT) for our own faults and
wrong usage, so that they never look like a verdict on somebody's file.
"""

import os
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO, Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from assets.storage.home import Home, WrongSettingError
from assets.storage.refusal import RefusedError

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
        if isinstance(error, BrokenPipeError):
            nobody_reads(sys.stdout)
            raise typer.Exit from error
        if isinstance(error, Exception) and not isinstance(error, typer.Abort) and not hasattr(error, "exit_code"):
            if sentence := told_of(error):
                raise refuse(sentence) from error
            traceback.print_exception(error)
            raise typer.Exit(OUR_FAULT) from error


def told_of(error: Exception) -> str:
    """What is told of an error in one sentence: a refusal, or what is wrong with the machine; empty for what nobody foresaw."""
    if isinstance(error, ToldError | WrongSettingError | RefusedError):
        return str(error)
    from assets.storage.machine import machine_fault  # it knows the databases, which most commands do not open

    try:
        return machine_fault(error, Home.from_environment().folder)
    except WrongSettingError:
        return ""


def _pass_over(fault: "sys.UnraisableHookArgs") -> None:
    """What a file that was thrown away could not write any more was told before; anything else is printed as ever."""
    if not isinstance(fault.exc_value, OSError):
        sys.__unraisablehook__(fault)


class Commands(TyperGroup):
    """A group of commands of which every one ends as the contract says."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        sys.unraisablehook = _pass_over
        with OurFaults():
            return super().invoke(ctx)


#: The option that every command has.
HomeOption = Annotated[Path | None, typer.Option("--home", help="Folder kerja; bila tidak diisi, RAPOR_HOME atau data/.")]
