"""The pictures of the overview: how the leading figure went, where it is high and low, and how far the villages of each regency are."""

from dataclasses import dataclass, replace

from assets.publishing.edition import Edition
from assets.publishing.indicator_view import ranked_bars
from assets.publishing.pictures.picture import Picture
from assets.publishing.pictures.region_map import Region, RegionMap
from assets.publishing.pictures.stages import Staged, StagesByArea
from assets.publishing.sentences import REACHED, villages_by_stage
from assets.publishing.series import Series
from assets.publishing.trends import trend
from assets.publishing.verdict import LEADING
from schemas import periods
from schemas.indicators import Indicator

LEGAL = REACHED[-1]
#: Of more regencies than these, as of the whole country, no picture can be read.
MOST_REGENCIES = 40


@dataclass(frozen=True)
class OverviewPictures:
    """Pictures of the first page; those of a figure that the catalogue lacks, or of regencies without borders, are not there."""

    trend: Picture | None = None
    ranked: Picture | None = None
    map: Picture | None = None
    stages: Picture | None = None


def overview_pictures(edition: Edition) -> OverviewPictures:
    """None before the first report."""
    indicators = edition.reference.indicators
    if edition.period is None or LEADING not in indicators:
        return OverviewPictures()
    series, leading = Series(edition), indicators[LEADING]
    if edition.figures.areas.height > MOST_REGENCIES:
        return OverviewPictures(trend=trend(series, leading, edition.total))
    return OverviewPictures(
        trend=replace(
            trend(series, leading, edition.total), moved=""
        ),  # the verdict beside it says so, over those that told of both
        ranked=ranked_bars(series, leading),
        map=_map(series, leading),
        stages=_stages(series) if indicators.keys() >= {REACHED[0], LEGAL} else None,
    )


def _map(series: Series, indicator: Indicator) -> Picture:
    edition, segment = series.edition, indicator.scored_segment
    regions = [
        Region(code, name, series.figure(indicator, code, segment, edition.period or ""))
        for code, name in edition.figures.areas.select("code", "name").iter_rows()
    ]
    return RegionMap(f"{indicator.name} {segment}, {periods.title(edition.period or '')}", tuple(regions))


def _stages(series: Series) -> Picture:
    edition, period = series.edition, series.edition.period or ""
    every, legal = (edition.reference.indicators[code] for code in (REACHED[0], LEGAL))
    told = []
    for code, name in edition.figures.areas.select("code", "name").iter_rows():
        counts = villages_by_stage(edition, code)
        told.append(
            Staged(
                name=name,
                counts=tuple(int(count) for count in counts if count is not None) if None not in counts else (),
                villages=series.figure(every, code, "", period),
                legal=series.figure(legal, code, "", period),
                code=code,
            )
        )
    return StagesByArea(f"Tahap KDMP/KKMP menurut kabupaten/kota, {periods.title(period)}", tuple(told))
