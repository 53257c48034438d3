"""What the page of one regency says: its figures with change, rank and the province beside, its villages, its reports."""

from dataclasses import dataclass, replace

import polars as pl

from assets.publishing.edition import Edition
from assets.publishing.pictures.stages import Staged, StagesByArea
from assets.publishing.pictures.trend import Trend
from assets.publishing.public_view import has_page
from assets.publishing.resting import rests_on, speaks_of
from assets.publishing.sentences import form_title
from assets.publishing.series import Move, Series
from assets.publishing.shown import ShownFigure
from assets.publishing.trends import trend
from schemas import periods
from schemas.formatting import as_of, day, listing, number, share
from schemas.forms import FORM_ORDER, FORMS
from schemas.forms.kdmp import STAGES
from schemas.indicators import SEGMENTS, WHOLE, Indicator

#: The figure that the page opens with; and those beside the indicators with a page that a regency asks for first.
LEADING, VILLAGES, LEGAL = "KOP-04", "KDMP-01", "KDMP-07"
ASKED_FOR = ("KOP-01", "KOP-02", "KOP-03", "KOP-06", "KOP-18", "KDMP-01", "KDMP-07", "MSL-01", "UMK-01", "LAP-01", "LAP-02")
NO_DISTRICT, EVERY_DISTRICT = "Kode desa tidak dikenal", "Seluruhnya"


@dataclass(frozen=True)
class FigureRow:
    """One indicator of a regency: its figure and what it rests on, how far it moved, its rank, and the province's."""

    code: str
    name: str
    segment: str
    link: str
    figure: ShownFigure
    as_of: str
    rests_on: str
    before: str
    baseline: str
    rank: str
    total: ShownFigure


@dataclass(frozen=True)
class ReportCount:
    """How often one form was due up to the last period: came on time, came late, did not come."""

    form: str
    due: int
    on_time: int
    late: int
    missing: int


@dataclass(frozen=True)
class RegencyView:
    """Everything that the page of a regency says to both audiences."""

    code: str
    full_name: str
    name: str
    headline: list[str]
    summary: str
    leading: list[tuple[str, ShownFigure, str]]
    figures: list[FigureRow]
    others: list[FigureRow]
    trend: Trend
    villages: StagesByArea
    reports: list[ReportCount]
    next_report: str


def regency_view(series: Series, code: str, full_name: str) -> RegencyView:
    """The page of a regency. An edition of before the first report has none."""
    edition, name = series.edition, series.names[code]
    figures, others = _rows(series, code)
    leading = _leading(series, code, figures)
    parts = [f"{words} {figure.text}{f' ({beside})' if beside else ''}" for words, figure, beside in leading]
    return RegencyView(
        code=code,
        full_name=full_name,
        name=name,
        headline=headline(series, full_name, edition.figures.reports.filter(pl.col("area_code") == code)),
        summary=f"{'; '.join(parts)}.",
        leading=leading,
        figures=figures,
        others=others,
        trend=trend(series, edition.reference.indicators[LEADING], code),
        villages=villages(edition, code),
        reports=report_counts(edition, code),
        next_report=next_report(edition),
    )


def headline(series: Series, title: str, reports: pl.DataFrame) -> list[str]:
    """The title of a page, of which day it is, whether final, and up to which day's reports (of those given) it goes.

    Without the moment of the release: a page changes when its figures do, and not because there is another release.
    """
    edition = series.edition
    received = series.received_until(reports)
    until = f"Berdasarkan laporan yang diterima sampai {day(received[0])}" if len(received) else "Belum ada laporan yang diterima"
    finality = "Angka sementara" if edition.provisional else "Angka final"
    return [title, f"Keadaan per {as_of(edition.period or '')}", finality, until]


def _leading(series: Series, code: str, figures: list[FigureRow]) -> list[tuple[str, ShownFigure, str]]:
    """The figures in large type: words, figure, and what stands with it."""
    lead = next((row for row in figures if row.code == LEADING), None)
    legal, every = (series.edition.cell(each, code) for each in (LEGAL, VILLAGES))
    due = series.edition.cell("LAP-01", code)
    indicators, period = series.edition.reference.indicators, series.edition.period or ""
    told: list[tuple[str, ShownFigure, str]] = []
    if lead:
        told.append(("Koperasi aktif di luar KDMP/KKMP", lead.figure, " · ".join(filter(None, (lead.baseline, lead.rank)))))
    if LEGAL in indicators:
        beside = (
            f"{share(legal.value, every.value)} dari {number(every.value)}" if legal.value is not None and every.value else ""
        )
        counted = replace(series.figure(indicators[LEGAL], code, WHOLE, period), text=series.edition.figure(LEGAL, code))
        told.append(("Desa/kelurahan dengan KDMP/KKMP berbadan hukum", counted, beside))
    if "LAP-01" in indicators:
        beside = f"{number(due.numerator)} dari {number(due.denominator)} formulir" if due.denominator else ""
        told.append((f"Laporan masuk {periods.title(period)}", series.figure(indicators["LAP-01"], code, WHOLE, period), beside))
    return told


def _row(series: Series, indicator: Indicator, area: str, segment: str) -> FigureRow:
    edition, period = series.edition, series.edition.period or ""
    cell = edition.cell(indicator.code, area, segment)
    ranks = series.ranks(indicator, segment) if indicator.is_ratio else {}
    return FigureRow(
        code=indicator.code,
        name=indicator.name,
        segment=segment,
        link=f"../indikator/{indicator.code}.html" if has_page(edition, indicator) else "",
        figure=series.figure(indicator, area, segment, period),
        as_of=speaks_of(indicator, cell),
        rests_on=rests_on(indicator, cell),
        before=_since(series.before(indicator, area, segment)),
        baseline=_since(series.since_baseline(indicator, area, segment)),
        rank=f"peringkat {number(ranks[area])} dari {number(len(ranks))}" if area in ranks else "",
        total=series.figure(indicator, edition.total, segment, period),
    )


def _since(move: Move | None) -> str:
    return f"{move.signed} sejak {move.since}" if move else ""


def _rows(series: Series, code: str) -> tuple[list[FigureRow], list[FigureRow]]:
    """What a regency asks for first and has a figure of, secret or not; and all else, segment by segment, with why there is none."""
    figures: list[FigureRow] = []
    others: list[FigureRow] = []
    for each in series.edition.reference.indicators.values():
        is_first = has_page(series.edition, each) or each.code in ASKED_FOR
        for segment in SEGMENTS if each.split == "kdmp" else (WHOLE,):
            row = _row(series, each, code, segment)
            is_told = row.figure.value is not None or not row.figure.why
            if "kabupaten" in each.estimation:
                (figures if is_first and is_told and segment == each.scored_segment else others).append(row)
    return figures, others


def villages(edition: Edition, code: str) -> StagesByArea:
    """The kecamatan of a regency by how far their villages have come, and the regency itself as the last."""
    rows = edition.figures.districts.filter(pl.col("area_code") == code)
    counts: dict[str, list[int]] = {}
    for district, stage, count in rows.select("district", "stage", "villages").iter_rows():
        counts.setdefault(district or NO_DISTRICT, [0] * len(STAGES))[stage] += count
    told = [Staged(district, tuple(each), _count(sum(each)), _count(each[-1])) for district, each in sorted(counts.items())]
    if told:
        sums = tuple(sum(area.counts[stage] for area in told) for stage in range(len(STAGES)))
        told.append(Staged(EVERY_DISTRICT, sums, _count(sum(sums)), _count(sums[-1]), is_total=True))
    title = "KDMP/KKMP menurut kecamatan dan tahap"
    return StagesByArea(title, tuple(told), head="Kecamatan")


def _count(villages: int) -> ShownFigure:
    """A count that no indicator gives."""
    return ShownFigure(number(villages), villages)


def report_counts(edition: Edition, code: str) -> list[ReportCount]:
    """How the regency reported, form by form, of everything that was due up to the last period."""
    due = edition.figures.reports.filter("due", pl.col("area_code") == code, pl.col("period") <= (edition.period or ""))
    came = pl.col("received_at").is_not_null()
    late = came & (pl.col("on_time") == pl.lit(value=False)).fill_null(value=False)
    rows = due.sort(FORM_ORDER, maintain_order=True).group_by("form", maintain_order=True)
    counted = rows.agg(pl.len(), on_time=(came & ~late).sum(), late=late.sum(), missing=(~came).sum())
    return [ReportCount(form_title(form), *counts) for form, *counts in counted.iter_rows()]


def next_report(edition: Edition) -> str:
    """`Laporan berikutnya: periode Juni 2025, paling lambat 10 Juli 2025 (Daftar Koperasi, …).`"""
    period = periods.shift(edition.period or "", 1)
    forms = [form.title for form in FORMS.values() if form.due(period)]
    return (
        f"Laporan berikutnya: periode {periods.title(period)}, paling lambat {day(periods.due_date(period))} ({listing(forms)})."
    )
