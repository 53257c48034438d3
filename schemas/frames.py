"""The frames that pass from stage to stage, and are kept as tables: their columns, and what one row is."""

import polars as pl

from schemas.notes_sheet import EXPLANATION

_TEXT, _WHOLE, _YES_NO, _DAY = pl.String(), pl.Int64(), pl.Boolean(), pl.Date()
Columns = dict[str, pl.DataType]

#: One content for one regency and period. `sha256` is its original, `seq` the journal's line of the last time that it came,
#: `found_at` the moment when it was found first (ISO), `received` the day that counts, `reader` the version of what read it.
FILE: Columns = {
    "submission": _TEXT, "sha256": _TEXT, "file": _TEXT, "area_code": _TEXT, "period": _TEXT, "kind": _TEXT, "sample": _YES_NO,
    "attachment": _YES_NO, "seq": _WHOLE, "found_at": _TEXT, "received": _DAY, "reader": _TEXT,
}  # fmt: skip

#: One form of one file: its Keadaan Formulir, the rows that were read, and the SHA-256 of what they say.
REPORTED_FORM: Columns = {"submission": _TEXT, "form": _TEXT, "condition": _TEXT, "rows_read": _WHOLE, "content": _TEXT}

#: One recognised column of one table of a file: its letter and a row are the address of a cell.
LAYOUT: Columns = {
    "submission": _TEXT, "area_code": _TEXT, "period": _TEXT, "form": _TEXT, "sheet": _TEXT, "header_row": pl.Int32(), "column": _TEXT,
    "letter": _TEXT,
}  # fmt: skip

#: One version of one form: its state in words, and how it was judged. `superseded_by` is a SHA-256.
VERSION: Columns = {
    "submission": _TEXT, "sha256": _TEXT, "file": _TEXT, "area_code": _TEXT, "period": _TEXT, "form": _TEXT, "version": _WHOLE, "state": _TEXT,
    "received_at": _DAY, "found_at": _TEXT, "on_time": _YES_NO, "rows_read": _WHOLE, "rows_accepted": _WHOLE, "findings_fatal": _WHOLE,
    "findings_explain": _WHOLE, "superseded_by": _TEXT,
}  # fmt: skip

#: What stands for a regency, form and period: whose rows (`submission`, of `source_period`) count; null when none do.
REPORT: Columns = {
    "period": _TEXT, "area_code": _TEXT, "form": _TEXT, "due": _YES_NO, "expected": _YES_NO, "due_date": _DAY, "state": _TEXT,
    "submission": _TEXT, "source_period": _TEXT, "unchanged": _WHOLE, "received": _YES_NO, "received_at": _DAY, "on_time": _YES_NO,
    "filled": _YES_NO, "verified": _YES_NO, "content": _TEXT,
}  # fmt: skip

#: What an officer wrote about one catatan verifikasi in a workbook that came back to her; personal patterns are hidden.
EXPLANATION_SENT: Columns = {"submission": _TEXT, **EXPLANATION}

#: The findings of one file with one cause, as they are told: `number` counts from 1 in the order to tell, null where a newer file
#: took the form's place; `asked` are those that the officer is asked about now; `cells` to look at, of which `to_mend` to change.
GROUP: Columns = {
    "submission": _TEXT, "period": _TEXT, "group": _TEXT, "number": pl.Int32(), "asked": _YES_NO, "form": _TEXT, "sheet": _TEXT,
    "rule": _TEXT, "severity": _TEXT, "title": _TEXT, "message": _TEXT, "answered": _YES_NO, "cells": _WHOLE, "to_mend": _WHOLE,
    "findings": _WHOLE, "ranges": _TEXT, "first": _TEXT,
}  # fmt: skip

#: One accepted version of one of the province's own sheets: in force from the journal's line `seq` (found at `found_at`) until the next
#: one of its form; a sample as long as there is nothing else.
IN_FORCE: Columns = {"form": _TEXT, "submission": _TEXT, "seq": _WHOLE, "found_at": _TEXT, "sample": _YES_NO}

#: One closing or reopening of a period: `closed` or `reopened`, when (ISO), why (a key of schemas.states.REASONS), and, for internal/
#: alone, what was said of it in free text and by whom.
HISTORY: Columns = dict.fromkeys(("period", "event", "at", "why", "reason", "by"), _TEXT)

#: What the province lays down and no figure holds, as it is published (docs/decisions/022).
_BEHIND: Columns = {"source": _TEXT, "source_date": _DAY, "sample": _YES_NO}
PUBLISHER: Columns = {"name": _TEXT, "contact": _TEXT, "licence": _TEXT, "next_release": _DAY, "sample": _YES_NO}
BUDGET: Columns = {
    **dict.fromkeys(("code", "programme", "performance_indicator", "unit"), _TEXT), "year": _WHOLE, "quarter": _WHOLE,
    "performance_target": pl.Float64(), "performance": pl.Float64(), "budget": _WHOLE, "spent": _WHOLE, **_BEHIND,
}  # fmt: skip
OUTSIDE_TOTAL: Columns = {
    **dict.fromkeys(("origin", "area_code", "period", "indicator"), _TEXT),
    "value": pl.Float64(),
    **_BEHIND,
}
VILLAGE_BASE: Columns = {"area_code": _TEXT, "villages": _WHOLE, "wards": _WHOLE, **_BEHIND}

#: What the office lets count though a rule holds it back: the original, the form, and why; personal patterns are hidden.
DECISION: Columns = dict.fromkeys(("sha256", "form", "reason"), _TEXT)

#: How many villages of a kecamatan stand at a stage of KDMP/KKMP (its place in STAGES), of one period.
DISTRICT_STAGE: Columns = {"area_code": _TEXT, "district": _TEXT, "stage": _WHOLE, "villages": _WHOLE}


def none_of(columns: Columns) -> pl.DataFrame:
    """A frame without rows."""
    return pl.DataFrame(schema=columns)
