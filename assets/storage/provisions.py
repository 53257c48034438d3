"""What the province has laid down and is in force: the accepted rows of its own sheets, by table, now or as of a line of the journal.

A sheet is in force from its receipt until another is accepted. A closed period keeps what was in force at its closing. A sample ends
when a real sheet of its kind is in; without any, nothing is laid down.
"""

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from assets.storage.tables import IN_FORCE, accepted
from schemas.corrections import lines_of, no_corrections
from schemas.forms.province import CUMULATIVE, RANGE, SINGLE
from schemas.frames import BUDGET, OUTSIDE_TOTAL, PUBLISHER, VILLAGE_BASE
from schemas.indicators import Band, scale
from schemas.privacy import hidden

#: How a table is read: `Warehouse.table`, or the like of a release.
ReadTable = Callable[..., pl.DataFrame]
#: The kinds of a target in the words of scores.csv.
KINDS = {SINGLE: "single", RANGE: "range", CUMULATIVE: "cumulative"}


def in_force(read: ReadTable, form: str, until: int | None = None) -> pl.DataFrame:
    """The accepted rows of the sheet that is in force, with `sample`; as of the journal's line `until`, now when it is None."""
    versions = read(IN_FORCE, form=[form])
    if until is not None:
        versions = versions.filter(pl.col("seq") <= until)
    last = versions.sort("sample", "seq", descending=[True, False]).tail(1)
    return (
        read(accepted(form), submission=last["submission"]).join(last.select("submission", "sample"), on="submission").sort("row")
    )


def pinned(read: ReadTable) -> dict[str, str]:
    """Form → the submission whose sheet is in force now."""
    last = read(IN_FORCE).sort("sample", "seq", descending=[True, False]).unique("form", keep="last", maintain_order=True)
    return dict(last.sort("form").select("form", "submission").iter_rows())


def targets(read: ReadTable) -> pl.DataFrame:
    """Targets, one row each: indicator, area_code, year, quarter (null = the year), kind (single, range, cumulative), low, high, sample."""
    rows = in_force(read, "targets")
    return rows.select(
        "indicator", "year", pl.col("quarter").cast(pl.Int32), "low", "high", "sample", area_code="of_area",
        kind=pl.col("kind").replace_strict(KINDS, return_dtype=pl.String),
    )  # fmt: skip


def grdp(read: ReadTable) -> pl.DataFrame:
    """PDRB ADHB in rupiah: area_code, year, value."""
    return in_force(read, "grdp").select("year", "value", area_code="of_area")


def decrees(read: ReadTable) -> pl.DataFrame:
    """Cooperatives on a decree list: list (modern, berprestasi), year, area_code, nik, name."""
    return in_force(read, "decrees").select("list", "year", "nik", "name", area_code="of_area")


def publisher(read: ReadTable) -> pl.DataFrame:
    """PUBLISHER: who publishes, one row at most; personal patterns of its contact are hidden once more, since anyone reads it."""
    return _as_published(in_force(read, "publisher").with_columns(hidden(pl.col("contact"))), PUBLISHER)


def budgets(read: ReadTable) -> pl.DataFrame:
    """BUDGET: programmes with what they may spend and have spent, in rupiah."""
    return _as_published(in_force(read, "budgets"), BUDGET)


def outside_totals(read: ReadTable) -> pl.DataFrame:
    """OUTSIDE_TOTAL: what others say of the same figure."""
    rows = in_force(read, "outside_totals").with_columns(area_code="of_area", period="of_period")
    return _as_published(rows, OUTSIDE_TOTAL)


def village_base(read: ReadTable) -> pl.DataFrame:
    """VILLAGE_BASE: how many villages and wards there are in each area, by some source."""
    return _as_published(in_force(read, "village_base").with_columns(area_code="of_area"), VILLAGE_BASE)


def _as_published(rows: pl.DataFrame, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return rows.select(columns.keys()).cast(pl.Schema(columns))


def criteria(read: ReadTable) -> tuple[Band, ...]:
    """The kriteria, highest band first: the province's own scale, else that of the regulation, which comes with the code."""
    rows = in_force(read, "scale").sort("at_least", descending=True)
    return tuple(Band(*row) for row in rows.select("at_least", "label").iter_rows()) or scale()["criteria"]


def corrections(read: ReadTable, periods: Iterable[str] | None = None, closed: Mapping[str, int] | None = None) -> pl.DataFrame:
    """The corrections (schemas.corrections.LINE) of these periods, or of all: of a closed one (period → the journal's line of its closing)
    those that were in force then."""
    if read(IN_FORCE, form=["corrections"]).is_empty():
        return no_corrections()
    closings = closed or {}
    now = _lines(read, None).filter(~pl.col("period").is_in(list(closings)))
    then = [_lines(read, seq).filter(pl.col("period") == period) for period, seq in closings.items()]
    lines = pl.concat([now, *then])
    return lines if periods is None else lines.filter(pl.col("period").is_in(list(periods)))


def _lines(read: ReadTable, until: int | None) -> pl.DataFrame:
    lines = lines_of(in_force(read, "corrections", until))
    return lines.with_columns(hidden(pl.col("reason")))
