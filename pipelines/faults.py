"""Our own faults end with their own exit code, so that they never look like a verdict on somebody's file."""

import traceback
from types import TracebackType

import typer

OUR_FAULT = 2


class OurFaults:
    """A context manager: an exception that nobody foresaw is printed, and the command ends with code 2."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """A reader that went away (a closed pipe) and an intended exit are no faults."""
        if isinstance(error, Exception) and not isinstance(error, typer.Exit | typer.Abort | BrokenPipeError):
            traceback.print_exception(error)
            raise typer.Exit(OUR_FAULT) from error
