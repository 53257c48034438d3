"""Moments that a wrong clock gave, as a later line of the journal restates them.

Nothing is rewritten: the lines keep what was written and hashed, and everyone who asks when something was received gets what the last
word on it says. The lines up to a restatement, as a rebuild as of a moment takes them, say what was believed before it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

#: The office says that the computer's clock is right now; with `since`, `until` and `moment` also when those lines were written.
CLOCK_ACCEPTED = "clock accepted"


def restated(lines: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The lines in order, `at` as it was restated: the first line of a wrong clock at its true `moment`, the others as far from it as before.

    None is later than the line that was written first with the right clock, so that the order in time stays. Of two restatements of a
    line the later counts. One of lines that do not stand before it is passed over.
    """
    known = list(lines)
    for place, line in enumerate(lines):
        if not is_restatement(line) or not 1 <= line["since"] <= line["until"] <= place:
            continue
        ahead = _moment(known[line["since"] - 1]["at"]) - _moment(line["moment"])
        for wrong in range(line["since"] - 1, line["until"]):
            at = min(_moment(known[wrong]["at"]) - ahead, _moment(known[line["until"]]["at"]))
            known[wrong] = known[wrong] | {"at": at.isoformat(timespec="microseconds")}
    return known


def is_restatement(line: dict[str, Any]) -> bool:
    """True for a line that restates moments, and does not accept the clock alone."""
    return line["event"] == CLOCK_ACCEPTED and "since" in line


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
