"""The sentence that names a group: what is wrong, in which columns, on how many cells."""

from collections.abc import Mapping
from typing import Any

from assets.judging.shifts import FEWEST_ROWS, RUNNING
from schemas.formatting import listing, number
from schemas.forms import EVERY_FORM
from schemas.rules import RULES, Blames, Rule
from schemas.rules.of_tables import KEY_REPEATED
from schemas.rules.of_values import NOT_A_DATE, NOT_A_NUMBER, NOT_A_VILLAGE_CODE, WRONG_NUMBER_OF_DIGITS

#: A column is wrong as a whole when this share of the table's rows is, and there are some.
WHOLE, SOME = 0.95, 5
#: Rules of values that are written in a way of their own, which is then the cause.
WRITTEN = tuple(rule.code for rule in (NOT_A_NUMBER, NOT_A_DATE, WRONG_NUMBER_OF_DIGITS, NOT_A_VILLAGE_CODE))
#: No more of a value, and no more names, in a title.
LONGEST, MOST_NAMES = 60, 4

SLID = (
    "Isi sel-sel ini cocok untuk kolom di sebelahnya. Mohon geser kembali isi baris itu satu kolom; sekali menggeser memperbaiki "
    "semuanya, juga sel yang tidak ditandai di antaranya."
)


def group_title(group: Mapping[str, Any]) -> str:
    """The title of a group: a row of `groups._counted`, with `total` and `end` of its table where they are known."""
    if group["slid"] is not None:
        return _slid(group)
    rule, names = RULES[group["rule"]], _names(group)
    cells = f"{number(group['cells'])} sel"
    if group["label"] is not None:
        return f"{names} berisi {_in_quotes(group['label'])} pada {cells}"
    if not names or _is_of_no_column(rule):
        return rule.title
    parts = [f"{names} tertulis lebih dari sekali" if rule == KEY_REPEATED else f"{rule.title}: {names}{_like(group)}"]
    of_headings = rule.blames is Blames.COLUMN
    if group["rows"] == 1 and len(group["columns"]) > 1:
        parts.append(f"{number(len(group['columns']))} kolom" if of_headings else f"baris {group['top']}")
    if group["cells"] and not of_headings:
        parts.append(cells)
    return ", ".join(parts)


def _is_of_no_column(rule: Rule) -> bool:
    """True for what is told of a whole table without naming a column: the one that it is kept under says nothing to the officer."""
    return rule.blames is Blames.TABLE and "{title}" not in rule.wording


def _slid(group: Mapping[str, Any]) -> str:
    """`Kolom D sampai H bergeser satu kolom ke kanan mulai baris 9, 412 sel`."""
    left, right = group["left_letter"], group["right_letter"]
    columns = f"Kolom {left}" if left == right else f"Kolom {left} sampai {right}"
    side = "kanan" if group["slid"] > 0 else "kiri"
    top, bottom, rows = group["top"], group["bottom"], group["rows"]
    running = rows >= FEWEST_ROWS and rows >= RUNNING * (bottom - top + 1)
    if running and bottom >= (group["end"] or bottom):
        where = f"mulai baris {top}"
    elif running:
        where = f"pada baris {top} sampai {bottom}"
    else:
        where = f"pada baris {top}" if rows == 1 else f"pada {number(rows)} baris"
    return f"{columns} bergeser satu kolom ke {side} {where}, {number(group['cells'])} sel"


def _names(group: Mapping[str, Any]) -> str:
    """The titles of the columns, or the names that the messages quote where no column is known."""
    form = EVERY_FORM.get(group["form"])
    names = [form.column(column).title for column in group["columns"] if column in form.ids] if form else []
    more = len(names) - MOST_NAMES if names else group["names"] - MOST_NAMES
    names = names or list(group["quoted"])
    shown = [_in_quotes(name) for name in names[:MOST_NAMES]] + ([f"{number(more)} lainnya"] if more > 0 else [])
    total = group["total"]
    whole = total is not None and total >= SOME and group["rows"] >= WHOLE * total and group["columns"] and group["cells"]
    return f"seluruh kolom {listing(shown)}" if whole and group["label"] is None else listing(shown)


def _like(group: Mapping[str, Any]) -> str:
    """An example where every value is written in the same shape."""
    value = group["value"]
    if (
        group["rule"] not in WRITTEN
        or not group["alike"]
        or group["cells"] < FEWEST_ROWS
        or not value
        or not any(sign.isdigit() for sign in value)
    ):
        return ""
    return f" seperti {_in_quotes(value)}"


def _in_quotes(text: str) -> str:
    """`“text”`, cut at LONGEST."""
    return f"“{text[:LONGEST]}…”" if len(text) > LONGEST else f"“{text}”"
