"""What judging takes, from tables: those of the warehouse in a night, those of a release for whoever asks without one."""

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from assets.judging.beside import own_reports
from assets.judging.judging import Past
from assets.storage.provisions import corrections
from assets.storage.tables import CLOSINGS, DECISIONS, EXPLANATIONS, LAYOUTS, PROBLEMS, REPORTED, REPORTS, TOTALS, accepted, raw
from schemas import periods as calendar
from schemas.comparing import CONTENT, Earlier, periods_before
from schemas.comparing.jumps import MONTHS_BACK
from schemas.forms import FORMS, NO_PERIOD
from schemas.judge import Submitted

#: How a table is read: `Warehouse.table`, or the like of a release. With keys only the rows whose columns are among them.
ReadTable = Callable[..., pl.DataFrame]


def submitted_of(read: ReadTable, files: pl.DataFrame, forms: Iterable[str] = FORMS) -> Submitted:
    """Everything that was read from these files (FILE) of these forms (ids)."""
    submissions = files["submission"].to_list()
    return Submitted(
        files=files,
        forms=read(REPORTED, submission=submissions),
        rows={form: read(raw(form), submission=submissions) for form in forms},
        layouts=read(LAYOUTS, submission=submissions),
        problems=read(PROBLEMS, submission=submissions),
        explanations=read(EXPLANATIONS, submission=submissions),
    )


def closings_of(read: ReadTable) -> dict[str, int]:
    """Period → the journal's line of its closing, of the periods that were closed when the tables were written."""
    return dict(read(CLOSINGS).iter_rows())


def past_of(read: ReadTable, judged: Iterable[str], closed: Mapping[str, int], *, real: bool) -> Past:
    """What tables tell of other periods than those that are judged: their reports, and the rows that are of use beside them."""
    months = sorted(set(judged) - {NO_PERIOD})
    reports = read(REPORTS).filter(~pl.col("period").is_in(months))
    return Past(
        reports,
        _earlier(read, months, reports),
        closed,
        corrections(read, months, closed),
        read(DECISIONS),
        real,
    )


def _earlier(read: ReadTable, months: list[str], reports: pl.DataFrame) -> Earlier:
    """Rows as far back as rows are compared, and totals and contents of three years."""
    if not months:
        return Earlier()
    years = [m for m in calendar.between(calendar.shift(months[0], -MONTHS_BACK), months[-1]) if m not in set(months)]
    return Earlier(
        {form: read(accepted(form), period=wanted) for form in FORMS if (wanted := periods_before(form, months))},
        read(TOTALS, period=years),
        own_reports(reports).filter(pl.col("period").is_in(years)).select(CONTENT.keys()),
    )
