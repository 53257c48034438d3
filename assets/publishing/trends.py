"""An indicator from month to month as a picture: of a regency with the province beside it, of the province with and without KDMP/KKMP."""

from assets.publishing.pictures.trend import Level, Month, Trend
from assets.publishing.series import Series, moved
from assets.publishing.verdict import target_text
from schemas import periods
from schemas.formatting import day
from schemas.indicators import WHOLE, Indicator


def trend(series: Series, indicator: Indicator, area: str) -> Trend:
    """The figure in the segment that its target is measured in. Beside it the province's; beside that one's own the whole."""
    edition, segment = series.edition, indicator.scored_segment
    is_total = area == edition.total
    other = (edition.total, WHOLE) if is_total else (edition.total, segment)
    has_other = other != (area, segment)
    months = series.months(indicator)
    return Trend(
        title=f"{indicator.name}{f' {segment}' if segment else ''}, {series.names[area]}",
        months=tuple(_month(series, indicator, (area, segment), other if has_other else None, period) for period in months),
        name=f"{segment[0].upper()}{segment[1:]}" if is_total and segment else series.names[area],
        total_name="" if not has_other else "Semua koperasi" if is_total else edition.place,
        unit=indicator.unit,
        baseline=_baseline(series, indicator, area, segment, months),
        target=_target(series, indicator, area, segment),
        moved=_moved(series, indicator, area, segment, months),
    )


def _month(series: Series, indicator: Indicator, own: tuple[str, str], other: tuple[str, str] | None, period: str) -> Month:
    cell = series.cell(indicator.code, *own, period)
    return Month(
        period=period,
        figure=series.figure(indicator, *own, period),
        total=series.figure(indicator, *other, period) if other else None,
        is_final=period in series.closed,
        as_of=day(cell.as_of) if cell.as_of else "",
    )


def _baseline(series: Series, indicator: Indicator, area: str, segment: str, months: list[str]) -> Level | None:
    """The figure of December 2024 as a line, where it is told and other months are to be held against it."""
    figure = series.figure(indicator, area, segment, periods.BASELINE)
    is_followed = any(period > periods.BASELINE for period in months)
    return Level(figure.value, f"Des 2024: {figure.text}") if figure.value is not None and is_followed else None


def _target(series: Series, indicator: Indicator, area: str, segment: str) -> Level | None:
    """The target that the last figure goes toward; of a range its lower bound."""
    score = series.edition.score(indicator.code, segment, area)
    if score is None or score.target_low is None:
        return None
    sample = " (contoh)" if score.sample else ""
    return Level(score.target_low, f"Target{sample} {target_text(score, indicator.unit)}")


def _moved(series: Series, indicator: Indicator, area: str, segment: str, months: list[str]) -> str:
    """How far the last figure is from the first that is drawn, in words."""
    cells = [series.cell(indicator.code, area, segment, period) for period in months]
    told = [cell for cell in cells if cell.value is not None]
    move = moved(indicator, told[0], told[-1]) if len(told) > 1 else None
    return move.words if move else ""
