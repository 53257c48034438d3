"""What came for a period after it was closed: it is kept and judged, and counts only when the period is opened again."""

from dataclasses import dataclass

import polars as pl

from assets.publishing.edition import Edition
from assets.publishing.sentences import form_title
from schemas import periods
from schemas.formatting import day, listing
from schemas.forms import FORM_ORDER
from schemas.states import LATE


@dataclass(frozen=True)
class LateFile:
    """One file that came after its period was closed, with the forms in it that no later one replaces."""

    area: str
    area_name: str
    period: str
    forms: str
    received: str
    passed: bool


def late_files(edition: Edition) -> list[LateFile]:
    """Every such file, the newest period first, then by area and name."""
    names = dict(edition.figures.areas.select("code", "name").iter_rows())
    forms = _late(edition).filter(pl.col("superseded_by").is_null()).sort(FORM_ORDER, maintain_order=True)
    files = (
        forms.group_by("area_code", "period", "file", maintain_order=True)
        .agg("form", received=pl.col("received_at").max(), fatal=pl.col("findings_fatal").sum())
        .sort("period", "area_code", "file", descending=[True, False, False])
    )
    return [
        LateFile(
            area=row["area_code"],
            area_name=names.get(row["area_code"], row["area_code"]),
            period=periods.title(row["period"]),
            forms=listing([form_title(form) for form in row["form"]]),
            received=day(row["received"]),
            passed=not row["fatal"],
        )
        for row in files.iter_rows(named=True)
    ]


def replacements(edition: Edition) -> pl.DataFrame:
    """Which returned forms have a replacement that came after closing: area_code, period, form, replaced_at (Date)."""
    passed = _late(edition).filter(pl.col("findings_fatal").fill_null(0) == 0)
    return passed.group_by("area_code", "period", "form").agg(replaced_at=pl.col("received_at").max())


def _late(edition: Edition) -> pl.DataFrame:
    """The versions (`Figures.submissions`) that came after their period was closed."""
    return edition.figures.submissions.filter(pl.col("state") == LATE)
