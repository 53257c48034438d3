"""What the public page's and the workbook's tables say, row by row, as text: the page only lays it out."""

from dataclasses import dataclass
from datetime import datetime

from assets.publishing.edition import Cell, Edition, Score
from assets.publishing.resting import DISSOLVED, as_listed, rests_on, speaks_of
from assets.publishing.sentences import (
    LIST_PARTS,
    NOT_LOADED,
    REACHED,
    form_title,
    iku_word,
    unreported_villages,
    villages_by_stage,
)
from schemas import periods
from schemas.formatting import MISSING, WITHHELD, amount, by_digits, day, moment, number, percent, share
from schemas.forms.kdmp import STAGES
from schemas.indicators import IKU_NOTE, OUTSIDE_KDMP, WHOLE, Indicator
from schemas.indicators.scoring import NO_VALUE
from schemas.states import REASONS

LEVELS = ("IKU", "IKK", "Program", "Pendukung", "Mutu data")
LEVEL_TITLES = {"IKU": "Indikator Kinerja Utama (IKU)", "IKK": "Indikator Kinerja Kunci (IKK)"}
_LABELS = {WHOLE: "Semua", OUTSIDE_KDMP: "Di luar KDMP/KKMP"}
_SAID_BESIDE = ("", NO_VALUE)
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
    """One line of the indicator table."""

    code: str
    name: str
    note: str
    as_of: str
    shown_values: list[ShownValue]
    coverage: str
    target: str
    target_kind: str
    achievement: str
    rating: str
    iku: str
    remark: str
    sample: bool


@dataclass(frozen=True)
class Level:
    """The lines of one level, with its title and what must be said about it."""

    title: str
    note: str
    rows: list[IndicatorRow]


@dataclass(frozen=True)
class BarRow:
    """One line of a table with bars: its name, count, share of the whole (0 to 100), and a further count beside it."""

    name: str
    count: str
    share: str
    width: float
    beside: str = ""
    code: str = ""


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
    """The values of an indicator as shown: the whole and, where it is split by KDMP, without them."""
    segments = (WHOLE, OUTSIDE_KDMP) if indicator.split == "kdmp" else (WHOLE,)
    cells = [edition.cell(indicator.code, area, segment) for segment in segments]
    if all(cell.value is None for cell in cells) and len({edition.why_missing(indicator, cell) for cell in cells}) == 1:
        segments, cells = segments[:1], cells[:1]
    labels = [_LABELS[segment] if len(segments) > 1 else "" for segment in segments]
    return [_shown_value(edition, indicator, label, cell) for label, cell in zip(labels, cells, strict=True)]


def funnel(edition: Edition) -> list[BarRow]:
    """The stages of KDMP: how many villages reached each, and how many stand there now."""
    every = edition.value("KDMP-01")
    counts = dict(zip(STAGES, villages_by_stage(edition), strict=True))
    silent = unreported_villages(edition)
    not_told = f" · {number(silent)} belum dilaporkan" if silent else ""
    bar_rows = []
    for code, stage in zip(REACHED, STAGES, strict=True):
        name = "Desa/kelurahan seluruhnya" if code == "KDMP-01" else stage
        beside = f"{number(counts[stage])} belum mulai{not_told}" if code == "KDMP-01" else number(counts[stage])
        bar_rows.append(_bar_row(name, edition.value(code), every, beside, code))
    return bar_rows


def reactivated(edition: Edition) -> tuple[list[BarRow], str, str]:
    """What became of the baseline's inactive cooperatives: the parts, their sum, and the number on the list.

    No parts when they cannot be worked out. Sum and list are the same text when the parts add up.
    """
    listed = edition.cell("KOP-18").base
    parts = [edition.value(code) for code in LIST_PARTS]
    if not listed or all(part is None for part in parts):
        return [], MISSING, MISSING
    indicators = edition.reference.indicators
    names = [indicators[code].name if code in indicators else code for code in LIST_PARTS]
    bar_rows = [_bar_row(name, part, listed, code=code) for name, part, code in zip(names, parts, LIST_PARTS, strict=True)]
    return bar_rows, number(sum(part or 0 for part in parts)), number(listed)


def regencies(edition: Edition) -> tuple[list[list[str]], list[str]]:
    """The table by regency, each row a name, the day of its register and nine figures; the total's row apart."""
    rows = [_regency(edition, code, name) for code, name in edition.figures.areas.select("code", "name").iter_rows()]
    return rows, _regency(edition, edition.total, edition.place)


def agencies(edition: Edition) -> list[tuple[str, str]]:
    """Participants in coaching by agency, the largest first."""
    participants = [(segment, edition.value("UMK-05", segment=segment)) for segment in edition.segments("UMK-05")]
    counted = sorted(((name, value) for name, value in participants if value is not None), key=lambda pair: (-pair[1], pair[0]))
    return [(name, number(value)) for name, value in counted]


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


def target_text(score: Score | None, unit: str) -> str:
    """`79,00%`, or `4,11 sampai 4,66%` for a range; the dash without a target."""
    if score is None or score.target_low is None:
        return MISSING
    if score.target_high is None:
        return amount(score.target_low, unit)
    low = number(score.target_low, 2) if unit == "%" else amount(score.target_low, unit)
    return f"{low} sampai {amount(score.target_high, unit)}"


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
        rating=score.rating if score and score.rating else MISSING,
        iku=iku_word(edition, achieved) if indicator.is_iku and score and score.rated and achieved is not None else "",
        remark=_remark(score),
        sample=bool(score and score.sample),
    )


def _remark(score: Score | None) -> str:
    """A score's note, without what the mark and the value beside it say already."""
    parts = [part.strip() for part in (score.note if score else "").split(";")]
    return "; ".join(part for part in parts if part not in _SAID_BESIDE)


def _shown_value(edition: Edition, indicator: Indicator, label: str, cell: Cell) -> ShownValue:
    """A figure as text: `dirahasiakan` where it is withheld, the dash with the reason where it is missing."""
    if cell.withheld:
        return ShownValue(label, WITHHELD, rests_on=rests_on(indicator, cell))
    reason = edition.why_missing(indicator, cell) if cell.value is None else ""
    worded = by_digits if indicator.is_money else amount
    return ShownValue(label, worded(cell.value, indicator.unit), reason, rests_on(indicator, cell))


def _coverage(edition: Edition, indicator: Indicator) -> str:
    """`13 dari 14 kabupaten/kota`; empty where all of them count, or none does."""
    cell = edition.cell(indicator.code)
    return edition.coverage(cell) if cell.coverage else ""


def _bar_row(name: str, count: float | None, every: float | None, beside: str = "", code: str = "") -> BarRow:
    """`count` of `every` as a line with a bar; no bar where either is missing."""
    width = round(100 * count / every, 2) if count is not None and every else 0.0
    return BarRow(name, number(count), share(count, every), width, beside, code)


def _regency(edition: Edition, area: str, name: str) -> list[str]:
    """The cells of one line of the table by regency, in the order of its columns; `received` is of the forms due in the period."""
    reports = edition.cell("LAP-01", area)
    received = MISSING
    if reports.numerator is not None and reports.denominator:
        received = f"{number(reports.numerator)} dari {number(reports.denominator)}"
    return [
        name,
        day(edition.cell("KOP-01", area).as_of),
        number(edition.value("KOP-01", area)),
        number(edition.value("KOP-02", area)),
        percent(edition.value("KOP-04", area)),
        percent(edition.value("KOP-04", area, OUTSIDE_KDMP)),
        percent(edition.value("KOP-05", area)),
        number(edition.value("KDMP-01", area)),
        number(edition.value("KDMP-07", area)),
        percent(edition.value("KDMP-08", area)),
        received,
    ]


def rollup_words(indicator: Indicator) -> str:
    """How an indicator goes over months, in words; numerator and denominator apart where they differ."""
    sides = [_ROLLUP[letter] for letter in indicator.rollup]
    if not indicator.official.denominator or sides[0] == sides[1]:
        return sides[0]
    return f"pembilang {sides[0]}, penyebut {sides[1]}"


def closing_lines(edition: Edition) -> list[dict[str, str]]:
    """When each period was closed or reopened, the newest first: month, event, day, why (in words of ours, never in free text)."""
    words = {"closed": "ditutup", "reopened": "dibuka kembali"}
    return [
        {"month": periods.title(row["period"]), "event": words[row["event"]], "day": moment(datetime.fromisoformat(row["at"])),
         "why": REASONS[row["why"]]}
        for row in edition.figures.history.reverse().iter_rows(named=True)
    ]  # fmt: skip
