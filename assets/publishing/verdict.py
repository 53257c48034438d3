"""The verdict at the top of the first screen: how we stand, what moved since when, how far the targets are, where it is worst.

Nothing here is a figure of its own: all is worked out from published ones, as the audience sees them.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from assets.publishing import changes_view
from assets.publishing.edition import Edition, Score
from assets.publishing.marked import fill, joined, link
from assets.publishing.revisions import VALUE, Changes
from assets.publishing.sentences import iku_word, reporting, villages_by_stage
from schemas import periods
from schemas.formatting import MINUS, MISSING, amount, by_digits, day, listing, moment, number, percent
from schemas.forms.kdmp import STAGES
from schemas.indicators import OUTSIDE_KDMP, Indicator
from schemas.indicators.scoring import TOWARD_TARGET

#: The figure that the office is measured by first, outside KDMP/KKMP; with how many are active, and how many there are.
LEADING, ACTIVE, EVERY = "KOP-04", "KOP-02", "KOP-01"
#: So many are named where the worst are told.
NAMED, MOST_SILENT = 3, 8
UNCOUNTED = "belum dapat dihitung"


@dataclass(frozen=True)
class Point:
    """One line of the verdict: what it is about, what is said of it, and where more stands (an address in the release, and its words)."""

    lead: str
    sentence: str
    link: str = ""
    link_words: str = ""


@dataclass(frozen=True)
class Verdict:
    """The leading figure with what moved since the baseline, how far its target is, and the other points.

    `direction` is `up`, `down` or `level`; empty where nothing can be compared. `sample` is true when the target is an example.
    """

    figure: str
    label: str
    as_of: str
    direction: str
    change: str
    target: str
    sample: bool
    points: list[Point]


def verdict(edition: Edition, changes: Changes, changes_page: str) -> Verdict:
    """The verdict of the last period; `changes`: what is another than in the release before, told at `changes_page`."""
    moved = since_baseline(edition)
    score, as_of = edition.score(LEADING, OUTSIDE_KDMP), edition.cell(LEADING, segment=OUTSIDE_KDMP).as_of
    told = (
        lowest(edition),
        attention(edition),
        held_villages(edition),
        silent(edition),
        since_release(edition, changes, changes_page),
    )
    return Verdict(
        figure=edition.figure(LEADING, segment=OUTSIDE_KDMP, worded=percent),
        label="koperasi aktif di luar KDMP/KKMP",
        as_of=f"keadaan per {day(as_of)}" if as_of else "",
        direction=moved[0],
        change=moved[1],
        target=_target(edition, score),
        sample=bool(score and score.sample and score.target_low is not None),
        points=[point for point in told if point],
    )


def since_baseline(edition: Edition) -> tuple[str, str]:
    """`up` and `naik 0,83 poin sejak Desember 2024; +32 koperasi aktif di luar KDMP/KKMP`, over regencies that told of both."""
    now, then, of = _both(edition)
    month = periods.title(periods.BASELINE)
    if not (now and then):
        return "", f"perubahan sejak {month} belum dapat dihitung"
    points = 100 * (now[0] / now[1] - then[0] / then[1])
    more = f"{signed(now[0] - then[0])} koperasi aktif di luar KDMP/KKMP"
    text = f"{moved_by(points)} sejak {month}; {more}"
    direction = "level" if abs(points) < 0.005 else "up" if points > 0 else "down"
    return direction, f"{text} (di {number(of)} kabupaten/kota yang melapor pada keduanya)" if of else text


def _both(edition: Edition) -> tuple[tuple[float, float] | None, tuple[float, float] | None, int]:
    """Active and all cooperatives outside KDMP/KKMP now and at the baseline; and of how many regencies, 0 when of all."""
    cells = [(edition.cell(code, segment=OUTSIDE_KDMP), edition.base(code, segment=OUTSIDE_KDMP)) for code in (ACTIVE, EVERY)]
    if all(cell.value and cell.coverage == 1 for pair in cells for cell in pair):
        (active, active_then), (every, every_then) = cells
        return (active.value or 0, every.value or 0), (active_then.value or 0, every_then.value or 0), 0
    rows = [
        (edition.value(ACTIVE, area, OUTSIDE_KDMP), edition.value(EVERY, area, OUTSIDE_KDMP),
         edition.base(ACTIVE, area, OUTSIDE_KDMP).value, edition.base(EVERY, area, OUTSIDE_KDMP).value)
        for area in edition.figures.areas["code"]
    ]  # fmt: skip
    told = [[value for value in row if value is not None] for row in rows]
    sums = [sum(column) for column in zip(*(row for row in told if len(row) == 4), strict=True)]
    if not sums or not (sums[1] and sums[3]):
        return None, None, 0
    return (sums[0], sums[1]), (sums[2], sums[3]), sum(len(row) == 4 for row in told)


def _target(edition: Edition, score: Score | None) -> str:
    """`kurang 1,57 poin dari target 79,00% pada 31 Desember 2025`; says so where there is none."""
    indicator = edition.reference.indicators.get(LEADING)
    if indicator is None or score is None or score.target_low is None:
        return "target belum dimuat"
    aim = f"target {target_text(score, indicator.unit)}" + (f" pada {day(score.target_as_of)}" if score.target_as_of else "")
    away = distance(score, indicator)
    return f"{away} dari {aim}" if away else aim


def distance(score: Score | None, indicator: Indicator) -> str:
    """How far a value is from its target, in its own unit: `kurang 1,57 poin`, `10 hari di bawah batas`; empty where it cannot be told."""
    if score is None or score.margin is None:
        return ""
    if score.margin == 0:
        return "tepat" if score.target_high is None else "di dalam rentang"
    away = abs(score.margin)
    worded = (
        f"{number(away, 2)} poin"
        if indicator.unit == "%"
        else (by_digits if indicator.is_money else amount)(away, indicator.unit)
    )
    if score.target_high is not None:
        return f"{worded} di luar rentang"
    if indicator.polarity == "lower":
        return f"{worded} {'di bawah' if score.margin > 0 else 'di atas'} batas"
    return f"{'lebih' if score.margin > 0 else 'kurang'} {worded}"


def lowest(edition: Edition) -> Point | None:
    """The regencies in which the smallest share of cooperatives is active."""
    areas = edition.figures.areas.select("code", "name").iter_rows()
    told = [(value, code, name) for code, name in areas if (value := edition.value(LEADING, code, OUTSIDE_KDMP)) is not None]
    if not told:
        return None
    named = [
        fill("{} {}", link(name, f"kabupaten/{code}.html"), edition.figure(LEADING, code, OUTSIDE_KDMP, percent))
        for _, code, name in sorted(told)[:NAMED]
    ]
    return Point(
        "Terendah", fill("{} koperasi aktif di luar KDMP/KKMP.", joined(", ", named)), "#kabupaten-kota", "semua kabupaten/kota"
    )


def word(edition: Edition, score: Score | None) -> str:
    """The one verdict on an indicator: `tercapai`, …, `menuju target`, `belum dapat dihitung`; empty without a target."""
    if score is None or score.target_low is None:
        return ""
    if score.toward and score.achievement is not None:
        return TOWARD_TARGET
    return iku_word(edition, score.achievement) if score.rated and score.achievement is not None else UNCOUNTED


def attention(edition: Edition) -> Point | None:
    """How every indicator with a target stands, and which are to be looked at: those that need attention, else the farthest off."""
    aimed = [(each, score) for each in edition.reference.indicators.values() if (score := _aimed(edition, each))]
    if not aimed:
        return None
    words = [word(edition, score) for _, score in aimed]
    labels = [*(band.label for band in edition.reference.iku), TOWARD_TARGET, UNCOUNTED]
    counts = ", ".join(f"{number(words.count(label))} {label}" for label in labels if label in words)
    worst = edition.reference.iku[-1].label
    needing = [pair for pair, said in zip(aimed, words, strict=True) if said == worst]
    toward = [pair for pair, said in zip(aimed, words, strict=True) if said == TOWARD_TARGET and (pair[1].achievement or 0) < 100]
    if needing:
        told = fill("{}. Dari {} indikator bertarget: {}.", _named(needing, "dan {} lainnya"), number(len(aimed)), counts)
        return Point(f"{worst[0].upper()}{worst[1:]}", told, "#indikator", "semua indikator")
    farthest = fill(" Terjauh dari target: {}.", _named(toward)) if toward else ""
    return Point(f"Indikator bertarget ({number(len(aimed))})", fill("{}.{}", counts, farthest), "#indikator", "semua indikator")


def _aimed(edition: Edition, indicator: Indicator) -> Score | None:
    score = edition.score(indicator.code, indicator.scored_segment)
    return score if score and score.target_low is not None else None


def _named(pairs: list[tuple[Indicator, Score]], rest: str = "") -> str:
    """The farthest from their target first, each with its achievement; `rest` says how many more there are."""
    ordered = sorted(pairs, key=lambda pair: (pair[1].achievement or 0, pair[0].code))
    names = [
        fill("{} ({})", link(indicator.name, f"indikator/{indicator.code}.html"), percent(score.achievement))
        for indicator, score in ordered[:NAMED]
    ]
    more = len(ordered) - NAMED
    return joined(", ", [*names, rest.format(number(more))] if rest and more > 0 else names)


def held_villages(edition: Edition) -> Point | None:
    """The largest group of villages that have no legal cooperative yet, by the stage at which they stand."""
    counts = {stage: count for stage, count in zip(STAGES[:-1], villages_by_stage(edition)[:-1], strict=True) if count}
    if not counts or edition.value("KDMP-07") is None:
        return None
    stage = max(counts, key=lambda name: counts[name])
    where = "belum mulai" if stage == STAGES[0] else f"tertahan di tahap {stage}"
    rate = edition.cell("KDMP-08")
    of = number(rate.denominator or edition.value("KDMP-01"))
    told = (
        ""
        if rate.coverage is None or rate.coverage >= 1
        else f" di {number(reporting(edition, rate))} kabupaten/kota yang melapor"
    )
    sentence = f"{number(counts[stage])} {where}, kelompok terbesar dari {of} desa/kelurahan{told}."
    return Point("KDMP/KKMP", sentence, "#kdmp", "menurut tahap")


def silent(edition: Edition) -> Point | None:
    """The regencies that owe a report of the last period and sent none, and how late it was on the day of release."""
    owed = edition.reports.filter("due", pl.col("source_period").is_null(), pl.col("received_at").is_null())
    late = dict(owed.group_by("area_code").agg(pl.col("due_date").min()).iter_rows())
    areas = edition.figures.areas.select("code", "name").iter_rows()
    named = [f"{name} (terlambat {number((edition.released_on - late[code]).days)} hari)" for code, name in areas if code in late]
    if not named:
        return None
    most = named if len(named) <= MOST_SILENT else [*named[:MOST_SILENT], f"{number(len(named) - MOST_SILENT)} lainnya"]
    return Point("Belum menyampaikan", f"{listing(most)} pada hari rilis.")


def since_release(edition: Edition, changes: Changes, page: str) -> Point:
    """What moved since the release before: the leading figure, and how many figures were revised."""
    lead, words = "Sejak rilis sebelumnya", "apa yang berubah dan mengapa"
    if changes.made_at is None:
        return Point(lead, "Belum ada rilis sebelumnya yang dapat dibandingkan.", page, words)
    before = f"Dirilis {moment(changes.made_at)}"
    if changes.retold:
        return Point(lead, f"{before}, dengan kode atau definisi yang lain.", page, words)
    rows = changes.public if edition.is_public else changes.exact
    revised, filled = changes_view.counts(rows)
    counted = f"{number(revised)} angka direvisi" + (f", {number(filled)} baru terisi atau kosong" if filled else "")
    return Point(lead, f"{before}: {_leading_since(edition, changes, rows)}; {counted}.", page, words)


def _leading_since(edition: Edition, changes: Changes, rows: pl.DataFrame) -> str:
    """How the leading figure moved; of a month that the release before did not state, against the month before it."""
    row = _revised(edition, rows)
    period = edition.period or ""
    if row["is_told"] and row["before"] is not None and row["after"] is not None:
        return f"persentase koperasi aktif {moved_by(row['after'] - row['before'])} (semula {percent(row['before'])})"
    if not row["is_told"] and period <= changes.until:
        return "persentase koperasi aktif tidak berubah"
    earlier = periods.shift(period, -1) if period else ""
    now, then = edition.value(LEADING, segment=OUTSIDE_KDMP), edition.of_month(LEADING, earlier, OUTSIDE_KDMP).value
    if now is None or then is None:
        return (
            "persentase koperasi aktif baru dapat dihitung"
            if now is not None
            else "persentase koperasi aktif belum dapat dihitung"
        )
    return f"{periods.title(period)} baru pada rilis ini; dari {periods.title(earlier)} persentase koperasi aktif {moved_by(now - then)}"


def _revised(edition: Edition, rows: pl.DataFrame) -> dict[str, Any]:
    """The leading figure before the first cause and after the last; `is_told` is false where it is no other."""
    own = rows.filter(
        pl.col("measure") == VALUE, pl.col("indicator") == LEADING, pl.col("segment") == OUTSIDE_KDMP,
        pl.col("area_code") == edition.total, pl.col("period") == (edition.period or ""),
    )  # fmt: skip
    if own.is_empty():
        return {"is_told": False, "before": None, "after": None}
    return {"is_told": True, "before": own["before"][0], "after": own["after"][-1]}


def moved_by(points: float) -> str:
    """`naik 0,83 poin`, `turun 0,40 poin`, `tetap`; of percentages."""
    text = number(abs(points), 2)
    return "tetap" if text == number(0, 2) else f"{'naik' if points > 0 else 'turun'} {text} poin"


def signed(difference: float) -> str:
    """`+32`, `−5`, `0`."""
    return f"{'+' if difference > 0 else MINUS if difference < 0 else ''}{number(abs(difference))}"


def target_text(score: Score | None, unit: str) -> str:
    """`79,00%`, or `4,11 sampai 4,66%` for a range; the dash without a target."""
    if score is None or score.target_low is None:
        return MISSING
    if score.target_high is None:
        return amount(score.target_low, unit)
    low = number(score.target_low, 2) if unit == "%" else amount(score.target_low, unit)
    return f"{low} sampai {amount(score.target_high, unit)}"
