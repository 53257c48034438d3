"""What the page of one indicator says: its definition, its months, the regencies in their order, and how to follow a figure."""

from dataclasses import dataclass

import polars as pl

from assets.publishing.edition import Edition, Score
from assets.publishing.pictures.ranked import Bar, RankedBars
from assets.publishing.pictures.trend import Trend
from assets.publishing.public_view import rollup_words
from assets.publishing.resting import DISSOLVED, as_listed, rests_on, speaks_of
from assets.publishing.sentences import form_title, iku_word
from assets.publishing.series import Series
from assets.publishing.shown import ShownFigure
from assets.publishing.verdict import target_text
from schemas import periods
from schemas.formatting import MISSING, by_digits, day, number, percent
from schemas.formatting import amount as amount_of
from schemas.indicators import IKU_NOTE, SEGMENTS, WHOLE, Indicator, thin
from schemas.indicators.rolling_up import rolled_up

POLARITIES = {"higher": "makin tinggi makin baik", "lower": "makin rendah makin baik", "": "tidak ada arah yang lebih baik"}
SEGMENT_NAMES = dict(zip(SEGMENTS, ("Semua", "Di luar KDMP/KKMP", "KDMP/KKMP"), strict=True))
MONEY = (
    "Uang koperasi dibulatkan supaya uang satu koperasi tidak dapat dibaca atau dihitung; angka kabupaten/kota di luar KDMP/KKMP hanya "
    "untuk bulan Desember yang sudah ditutup, selebihnya dirahasiakan."
)


@dataclass(frozen=True)
class SegmentRow:
    """The province's figure in one segment."""

    name: str
    figure: ShownFigure
    as_of: str
    rests_on: str
    coverage: str
    bounds: str


@dataclass(frozen=True)
class SpanRow:
    """A quarter or a year."""

    name: str
    value: str
    through: str
    is_complete: bool


@dataclass(frozen=True)
class Goal:
    """The target that the last figure goes toward, and how far it is."""

    text: str
    as_of: str
    achievement: str
    rating: str
    word: str
    note: str
    is_sample: bool


@dataclass(frozen=True)
class IndicatorView:
    """Everything that the page of an indicator says, alike for both audiences but for money."""

    code: str
    name: str
    level: str
    headline: list[str]
    summary: str
    segments: list[SegmentRow]
    goal: Goal | None
    card: list[tuple[str, str]]
    trend: Trend
    spans: list[SpanRow]
    ranked: RankedBars
    caveats: list[str]
    trace: str


def goal(edition: Edition, indicator: Indicator, score: Score | None) -> Goal | None:
    """The target in words; None where none is in force."""
    if score is None or score.target_low is None:
        return None
    word = iku_word(edition, score.achievement) if indicator.is_iku and score.rated and score.achievement is not None else ""
    return Goal(
        text=target_text(score, indicator.unit),
        as_of=day(score.target_as_of),
        achievement=percent(score.achievement),
        rating=score.rating or MISSING,
        word=word,
        note=score.note,
        is_sample=score.sample,
    )


def indicator_view(series: Series, indicator: Indicator, headline: list[str], trend: Trend) -> IndicatorView:
    """The page of an indicator. An edition of before the first report has none."""
    edition, segment = series.edition, indicator.scored_segment
    segments = [_segment_row(series, indicator, each) for each in (SEGMENTS if indicator.split == "kdmp" else (WHOLE,))]
    lead = next(row for row in segments if row.name == SEGMENT_NAMES[segment])
    aim = goal(edition, indicator, edition.score(indicator.code, segment))
    ranked = ranked_bars(series, indicator)
    scored = f" {segment}" if segment else ""
    summary = f"{edition.place}{scored}: {lead.figure.text}{f' {lead.as_of}' if lead.as_of else ''}. {ranked.sentence}"
    return IndicatorView(
        code=indicator.code,
        name=indicator.name,
        level=indicator.level,
        headline=headline,
        summary=summary,
        segments=segments,
        goal=aim,
        card=card(indicator),
        trend=trend,
        spans=spans(edition, indicator),
        ranked=ranked,
        caveats=caveats(edition, indicator),
        trace=trace(edition, indicator),
    )


def _segment_row(series: Series, indicator: Indicator, segment: str) -> SegmentRow:
    edition = series.edition
    cell = edition.cell(indicator.code, segment=segment)
    return SegmentRow(
        name=SEGMENT_NAMES[segment],
        figure=series.figure(indicator, edition.total, segment, edition.period or ""),
        as_of=speaks_of(indicator, cell),
        rests_on=rests_on(indicator, cell),
        coverage=edition.coverage(cell) if cell.coverage else "",
        bounds=_bounds(edition, indicator, segment),
    )


def _bounds(edition: Edition, indicator: Indicator, segment: str) -> str:
    """`antara 76,10% dan 78,90% bila semua melapor`; empty where nobody is missing or the bounds are not known."""
    row = edition.bounds(indicator.code, segment)
    if row is None or row[0] is None or row[1] is None or row[0] == row[1]:
        return ""
    worded = by_digits if indicator.is_money and edition.is_public else amount_of
    return f"antara {worded(row[0], indicator.unit)} dan {worded(row[1], indicator.unit)} bila semua melapor"


def ranked_bars(series: Series, indicator: Indicator) -> RankedBars:
    """The regencies in the order of their figures as the audience sees them, the province among them, those without one last."""
    edition, segment, period = series.edition, indicator.scored_segment, series.edition.period or ""
    ranks = series.ranks(indicator, segment)
    sign = 1 if indicator.polarity == "lower" else -1
    bars = [_bar(series, indicator, area, ranks.get(area, 0)) for area in (*edition.figures.areas["code"], edition.total)]
    bars.sort(key=lambda bar: (bar.figure.value is None, sign * (bar.figure.value or 0), bar.is_total, bar.code))
    score = edition.score(indicator.code, segment)
    aim = score.target_low if score and indicator.is_ratio and not indicator.is_money else None
    scored = f" {segment}" if segment else ""
    return RankedBars(
        title=f"{indicator.name}{scored} menurut kabupaten/kota, {periods.title(period)}",
        bars=tuple(bars),
        heads_beside=("Sejak laporan sebelumnya", f"Sejak {periods.title(periods.BASELINE)}", "Keadaan", "Dasar"),
        target=aim,
        is_sum=not indicator.is_ratio,
        target_text=f"Target{' (contoh)' if score and score.sample else ''} {target_text(score, indicator.unit)}"
        if aim is not None
        else "",
        ends=("Terendah", "tertinggi") if indicator.polarity == "lower" else ("Tertinggi", "terendah"),
    )


def _bar(series: Series, indicator: Indicator, area: str, rank: int) -> Bar:
    edition, segment = series.edition, indicator.scored_segment
    cell = edition.cell(indicator.code, area, segment)
    moves = (series.before(indicator, area, segment), series.since_baseline(indicator, area, segment))
    beside = (
        *(move.signed if move else "" for move in moves),
        speaks_of(indicator, cell).removeprefix("per "),
        rests_on(indicator, cell),
    )
    is_total = area == edition.total
    return Bar(
        rank=rank,
        name=series.names[area],
        figure=series.figure(indicator, area, segment, edition.period or ""),
        beside=tuple(text or MISSING for text in beside),
        is_total=is_total,
        code=area,
        link="" if is_total else f"../kabupaten/{area}.html",
    )


def card(indicator: Indicator) -> list[tuple[str, str]]:
    """The definition, as MS-Ind asks of it: heading and words, what is empty left out."""
    official = indicator.official
    others = "; ".join(f"{each.version}: {each.text}" for each in indicator.definitions[1:])
    lines = [
        ("Konsep", indicator.concept),
        ("Rumus", official.text),
        ("Cara membaca", indicator.interpretation),
        ("Ukuran dan satuan", f"{indicator.measure}, {indicator.unit}".strip(", ")),
        ("Arah", POLARITIES[indicator.polarity]),
        ("Yang dibicarakan", indicator.population),
        ("Sumber", f"Formulir {form_title(indicator.form)}" if indicator.form else "Data provinsi"),
        ("Kolom yang dipakai", ", ".join(indicator.variables)),
        ("Antarbulan", rollup_words(indicator)),
        ("Dirinci menurut", ", ".join(indicator.disaggregations)),
        ("Tingkat penyajian", indicator.estimation),
        ("Versi definisi", f"{official.version}, berlaku sejak {periods.title(official.valid_from or indicator.valid_from)}"),
        ("Definisi lain, dihitung di sampingnya", others),
        ("Sasaran", indicator.goal),
        ("Dasar hukum", indicator.legal_basis),
        ("Penanggung jawab", indicator.owner),
    ]
    return [(head, words) for head, words in lines if words]


def spans(edition: Edition, indicator: Indicator) -> list[SpanRow]:
    """The province's quarters and years, the newest first; those without any figure are left out."""
    own = edition.values.filter(
        pl.col("indicator") == indicator.code, pl.col("area_code") == edition.total, pl.col("period") <= (edition.period or ""),
        pl.col("segment").fill_null(WHOLE) == indicator.scored_segment,
    )  # fmt: skip
    worded = by_digits if indicator.is_money and edition.is_public else amount_of
    rows = (
        rolled_up(own)
        .filter(pl.col("value").is_not_null())
        .sort("through", pl.col("span").str.len_chars(), descending=[True, False])
    )
    return [
        SpanRow(_span_title(row["span"]), worded(row["value"], indicator.unit), periods.title(row["through"]), row["is_complete"])
        for row in rows.iter_rows(named=True)
    ]


def _span_title(span: str) -> str:
    """`Triwulan I 2025`, `Tahun 2025`."""
    year, _, quarter = span.partition("-TW")
    return f"Triwulan {('I', 'II', 'III', 'IV')[int(quarter) - 1]} {year}" if quarter else f"Tahun {year}"


def caveats(edition: Edition, indicator: Indicator) -> list[str]:
    """What has to be known with the figure."""
    few = f"Angka yang dipikul kurang dari {number(thin().fewest)} baris"
    half = f", atau kurang dari {percent(100 * thin().least_share, 0)} dasarnya," if indicator.thin == "share" else ""
    cell = edition.cell(indicator.code, segment=indicator.scored_segment)
    coverage = edition.coverage(cell) if cell.coverage else ""
    listed = as_listed(edition) if indicator.code == DISSOLVED else ""
    lines = [
        indicator.note,
        f"{IKU_NOTE[0].upper()}{IKU_NOTE[1:]}." if indicator.is_iku and edition.is_home_province else "",
        f"Cakupan: {coverage}." if coverage else "",
        f"{listed[0].upper()}{listed[1:]}." if listed else "",
        f"{few}{half} tidak diberi kriteria." if indicator.thin else "",
        MONEY if indicator.is_money and edition.is_public else "",
        "Target, capaian, dan kriteria diukur di luar KDMP/KKMP, supaya koperasi desa yang baru tidak menutupi keadaan koperasi yang sudah ada."
        if indicator.split == "kdmp" else "",
    ]  # fmt: skip
    return [line for line in lines if line]


def trace(edition: Edition, indicator: Indicator) -> str:
    """The command that lists the rows of the figure, one by one."""
    segment = f' --segment "{indicator.scored_segment}"' if indicator.scored_segment else ""
    return f"rapor trace {indicator.code} --period {edition.period}{segment}"
