"""What the public page's and the workbook's tables say, row by row, as text: the page only lays it out."""

from dataclasses import dataclass

from assets.publishing.edition import Cell, Edition, Score
from assets.publishing.marked import figure
from assets.publishing.resting import DISSOLVED, as_listed, rests_on, speaks_of
from assets.publishing.sentences import NOT_LOADED, form_title
from assets.publishing.verdict import distance, target_text, word
from schemas import periods
from schemas.formatting import MISSING, WITHHELD, amount, by_digits, day, number, percent
from schemas.indicators import IKU_NOTE, OUTSIDE_KDMP, WHOLE, Indicator
from schemas.indicators.scoring import NO_VALUE, TOWARD_TARGET

LEVELS = ("IKU", "IKK", "Program", "Pendukung", "Mutu data")
LEVEL_TITLES = {"IKU": "Indikator Kinerja Utama (IKU)", "IKK": "Indikator Kinerja Kunci (IKK)"}
_LABELS = {WHOLE: "Semua", OUTSIDE_KDMP: "Di luar KDMP/KKMP"}
_SAID_BESIDE = ("", NO_VALUE, TOWARD_TARGET)
_TARGET_KINDS = {"cumulative": "kumulatif"}
_ROLLUP = {"L": "keadaan bulan terakhir", "S": "jumlah semua bulan"}


@dataclass(frozen=True)
class ShownValue:
    """One value in a cell: its segment in words, the text, why it is missing if it is, and what it rests on."""

    label: str
    text: str
    reason: str = ""
    rests_on: str = ""


@dataclass(frozen=True)
class IndicatorRow:
    """One line of the indicator table, with one verdict; `has_page` is true where a page of its own says more, once there are figures."""

    code: str
    name: str
    note: str
    as_of: str
    shown_values: list[ShownValue]
    coverage: str
    target: str
    target_kind: str
    achievement: str
    distance: str
    rating: str
    verdict: str
    remark: str
    sample: bool
    has_page: bool


@dataclass(frozen=True)
class Level:
    """The lines of one level, with its title and what must be said about it."""

    title: str
    note: str
    rows: list[IndicatorRow]


def levels(edition: Edition) -> list[Level]:
    """The indicator table by level; a level without indicators is left out."""
    shown = []
    for level in LEVELS:
        rows = [_indicator_row(edition, each) for each in edition.reference.indicators.values() if each.level == level]
        if rows:
            shown.append(Level(LEVEL_TITLES.get(level, level), _level_note(edition, level), rows))
    return shown


def _level_note(edition: Edition, level: str) -> str:
    """Whose word it is that these are the IKU: the home province's office named them, no other has."""
    if level != "IKU":
        return ""
    return IKU_NOTE if edition.is_home_province else f"pilihan indikator utama {edition.place} {NOT_LOADED}"


def shown_values(edition: Edition, indicator: Indicator, area: str | None = None) -> list[ShownValue]:
    """The values of an indicator as shown, marked: the whole and, where it is split by KDMP, without them."""
    segments = (WHOLE, OUTSIDE_KDMP) if indicator.split == "kdmp" else (WHOLE,)
    cells = [edition.cell(indicator.code, area, segment) for segment in segments]
    if all(cell.value is None for cell in cells) and len({edition.why_missing(indicator, cell) for cell in cells}) == 1:
        segments, cells = segments[:1], cells[:1]
    labels = [_LABELS[segment] if len(segments) > 1 else "" for segment in segments]
    of = zip(labels, cells, segments, strict=True)
    return [_shown_value(edition, indicator, label, cell, area or edition.total, segment) for label, cell, segment in of]


def regencies(edition: Edition) -> tuple[list[list[str]], list[str]]:
    """The table by regency, each row a name, the day of its register and nine figures; the total's row apart."""
    rows = [_regency(edition, code, name) for code, name in edition.figures.areas.select("code", "name").iter_rows()]
    return rows, _regency(edition, edition.total, edition.place)


def has_page(edition: Edition, indicator: Indicator) -> bool:
    """True for IKU and IKK, and for whatever has a target in any month; the others stand in the table of the overview alone."""
    return indicator.level in LEVEL_TITLES or indicator.code in edition.aimed_at


def foremost(every: list[Level]) -> list[Level]:
    """Of the lines of `levels` those that have a page of their own: they are shown first."""
    return _of_levels(every, has_page=True)


def others(every: list[Level]) -> list[Level]:
    """The lines that `foremost` leaves."""
    return _of_levels(every, has_page=False)


def _of_levels(every: list[Level], *, has_page: bool) -> list[Level]:
    chosen = [Level(level.title, level.note, [row for row in level.rows if row.has_page is has_page]) for level in every]
    return [level for level in chosen if level.rows]


def agencies(edition: Edition) -> list[tuple[str, str]]:
    """Participants in coaching by agency, the largest first; the numbers are marked."""
    participants = [(segment, edition.value("UMK-05", segment=segment)) for segment in edition.segments("UMK-05")]
    counted = sorted(((name, value) for name, value in participants if value is not None), key=lambda pair: (-pair[1], pair[0]))
    return [(name, edition.figure("UMK-05", segment=name)) for name, _ in counted]


def definitions(edition: Edition) -> list[dict[str, str]]:
    """Every indicator's official definition: code, name, level, unit, text, version, form, rollup, valid_from, note."""
    return [
        {
            "code": each.code,
            "name": each.name,
            "level": each.level,
            "unit": each.unit,
            "text": each.official.text,
            "version": each.official.version,
            "form": form_title(each.form) if each.form else "Data provinsi",
            "rollup": rollup_words(each),
            "valid_from": periods.title(each.valid_from),
            "note": each.note,
        }
        for each in edition.reference.indicators.values()
    ]


def _indicator_row(edition: Edition, indicator: Indicator) -> IndicatorRow:
    """The line of one indicator, of the total: score and target are those of the segment that its target is measured in."""
    score = edition.score(indicator.code, indicator.scored_segment)
    achieved = score.achievement if score else None
    cells = [edition.cell(indicator.code), edition.cell(indicator.code, segment=indicator.scored_segment)]
    return IndicatorRow(
        code=indicator.code,
        name=indicator.name,
        note=as_listed(edition) if indicator.code == DISSOLVED else indicator.note,
        as_of=speaks_of(indicator, *cells),
        shown_values=shown_values(edition, indicator),
        coverage=_coverage(edition, indicator),
        target=target_text(score, indicator.unit),
        target_kind=_TARGET_KINDS.get(score.target_kind or "", "") if score else "",
        achievement=percent(achieved),
        distance=distance(score, indicator),
        rating=score.rating if score and score.rating else MISSING,
        verdict=word(edition, score),
        remark=_remark(score),
        sample=bool(score and score.sample),
        has_page=has_page(edition, indicator),
    )


def _remark(score: Score | None) -> str:
    """A score's note, without what the mark and the value beside it say already."""
    parts = [part.strip() for part in (score.note if score else "").split(";")]
    return "; ".join(part for part in parts if part not in _SAID_BESIDE)


def _shown_value(edition: Edition, indicator: Indicator, label: str, cell: Cell, place: str, segment: str) -> ShownValue:
    """A figure as text: `dirahasiakan` where it is withheld, the dash with the reason where it is missing."""
    if cell.withheld:
        return ShownValue(label, WITHHELD, rests_on=rests_on(indicator, cell))
    reason = edition.why_missing(indicator, cell) if cell.value is None else ""
    worded = by_digits if indicator.is_money else amount
    text = figure(worded(cell.value, indicator.unit), cell.value, indicator.code, place, edition.period, segment)
    return ShownValue(label, text, reason, rests_on(indicator, cell))


def _coverage(edition: Edition, indicator: Indicator) -> str:
    """`13 dari 14 kabupaten/kota`; empty where all of them count, or none does."""
    cell = edition.cell(indicator.code)
    return edition.coverage(cell) if cell.coverage else ""


def _regency(edition: Edition, area: str, name: str) -> list[str]:
    """The cells of one line of the table by regency, in the order of its columns, marked; `received` is of the forms due in the period."""
    reports = edition.cell("LAP-01", area)
    received = MISSING
    if reports.numerator is not None and reports.denominator:
        received = f"{number(reports.numerator)} dari {number(reports.denominator)}"
    return [
        name,
        day(edition.cell("KOP-01", area).as_of),
        edition.figure("KOP-01", area),
        edition.figure("KOP-02", area),
        edition.figure("KOP-04", area, worded=percent),
        edition.figure("KOP-04", area, OUTSIDE_KDMP, percent),
        edition.figure("KOP-05", area, worded=percent),
        edition.figure("KDMP-01", area),
        edition.figure("KDMP-07", area),
        edition.figure("KDMP-08", area, worded=percent),
        received,
    ]


def rollup_words(indicator: Indicator) -> str:
    """How an indicator goes over months, in words; numerator and denominator apart where they differ."""
    sides = [_ROLLUP[letter] for letter in indicator.rollup]
    if not indicator.official.denominator or sides[0] == sides[1]:
        return sides[0]
    return f"pembilang {sides[0]}, penyebut {sides[1]}"
