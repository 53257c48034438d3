"""Submissions of several forms in one file, and what the rules between rows, forms and periods add to the judge's findings."""

from dataclasses import replace
from typing import Any

import polars as pl

from schemas.areas import areas
from schemas.comparing import TOTAL, Earlier, compare
from schemas.comparing.batch import ALLOWED, WHOLE
from schemas.frames import none_of
from schemas.judge import Submitted, judge
from schemas.periods import shift
from tests.builders import judged, make_submitted, together

Rows = list[dict[str, str | None]]


def one_file(forms: dict[str, Rows], **what_differs: Any) -> Submitted:
    """One submission that holds several forms."""
    made = together(*(make_submitted(form, rows, **what_differs) for form, rows in forms.items()))
    return replace(made, files=made.files.unique("submission", maintain_order=True))


def saying(submitted: Submitted, content: dict[str, str]) -> Submitted:
    """The same, where `content` maps a submission to the hash of what its form says."""
    said = pl.col("submission").replace_strict(content, default=pl.col("submission"), return_dtype=pl.String)
    return replace(submitted, forms=submitted.forms.with_columns(content=said))


def added(
    submitted: Submitted,
    earlier: Earlier | None = None,
    content: dict[str, str] | None = None,
    wholes: pl.DataFrame | None = None,
    allowed: pl.DataFrame | None = None,
) -> list[tuple[str, str, str]]:
    """(rule, cell, message) of every finding that comparing adds, information left out; of several submissions before the rule `s2:`."""
    parts = none_of(WHOLE) if wholes is None else wholes
    let_count = none_of(ALLOWED) if allowed is None else allowed
    verdict = judge(submitted, areas())
    every = compare(saying(submitted, content or {}), verdict, earlier or Earlier(), areas(), parts, let_count).findings
    new = every.filter(pl.col("severity") != "info").join(verdict.findings, on=["submission", "form", "cell", "rule"], how="anti")
    several = submitted.files["submission"].n_unique() > 1
    named = new.with_columns(rule=pl.format("{}:{}", "submission", "rule") if several else pl.col("rule"))
    return sorted(named.select("rule", "cell", "message").iter_rows())


def cells(found: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """(rule, cell) only."""
    return [(rule, cell) for rule, cell, _ in found]


def standing(form: str, rows: Rows, **what_differs: Any) -> pl.DataFrame:
    """Accepted rows of a report that stands."""
    return judged(form, *rows, **what_differs).accepted[form]


def history(form: str, total: str, values: list[float], first: str = "2023-03") -> Earlier:
    """Totals of the reports of so many quarters running."""
    lines = [("62.02", shift(first, 3 * i), form, total, float(value)) for i, value in enumerate(values)]
    return Earlier(totals=pl.DataFrame(lines, schema=TOTAL, orient="row"))
