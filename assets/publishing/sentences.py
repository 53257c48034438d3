"""The first screen in sentences, word for word as the contract gives them. Page and workbook show the same ones."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from assets.publishing.edition import Cell, Edition
from assets.publishing.marked import figure as marked_figure
from assets.publishing.marked import fill
from schemas import periods
from schemas.areas import COUNTRY
from schemas.formatting import MISSING, as_of, day, listing, moment, number, percent, share
from schemas.forms import EVERY_FORM
from schemas.forms.kdmp import KDMP, STAGES
from schemas.indicators import OUTSIDE_KDMP, WHOLE
from schemas.indicators.scoring import TOWARD_TARGET

NATIONAL_TARGET = "Target nasional 80.000 KDMP/KKMP (Inpres 9/2025)."
#: What only the home province has published of its villages, as the known total below.
HOME_TARGET = "Sasaran Kalimantan Tengah: 1.571 desa/kelurahan; desa berpenduduk kecil dapat bergabung."
NOT_LOADED = "belum dimuat"
#: The known total of the home province and where it was printed.
KNOWN_BASE = "3.782 koperasi, 2.897 aktif (76,60%), 885 tidak aktif"
KNOWN_BASE_SOURCE = "siaran pers, 29 April 2025"
KNOWN_INACTIVE = 885
REACHED = tuple(f"KDMP-{number:02d}" for number in range(1, 8))
LIST_PARTS = tuple(f"KOP-18.{number}" for number in range(1, 7))


@dataclass(frozen=True)
class Statement:
    """One sentence of the first screen, with the one figure that it turns on and what that figure is; figures are marked."""

    key: str
    figure: str
    label: str
    sentence: str
    remark: str = ""


def headline(edition: Edition) -> list[str]:
    """The parts of the first line; joined by ` · ` they are the line."""
    title = f"Rapor Koperasi {edition.place}"
    released = f"{'rancangan' if edition.figures.draft else 'dirilis'} {moment(edition.figures.made_at)}"
    if edition.period is None:
        return [title, "Belum ada laporan yang diterima", released]
    finality = "Angka sementara" if edition.provisional else "Angka final"
    return [title, f"Keadaan per {as_of(edition.period)}", released, finality, reporter_coverage(edition)]


def reporter_coverage(edition: Edition) -> str:
    """`Cakupan pelapor: 13 dari 14 kabupaten/kota (belum: Murung Raya)`.

    A regency reports when at least one form that is due has a standing report; where some are missing it is named as `sebagian`.
    """
    reports = edition.reports.filter(pl.col("area_code").is_in(edition.figures.areas["code"].implode()))
    if reports["due"].any():
        reports = reports.filter("due")
    standing = reports.group_by("area_code").agg(
        some=pl.col("source_period").is_not_null().any(), all=pl.col("source_period").is_not_null().all()
    )
    areas = edition.figures.areas.join(standing, left_on="code", right_on="area_code", how="left", maintain_order="left")
    areas = areas.with_columns(pl.col("some", "all").fill_null(value=False))
    present = areas.filter("some").height
    groups = [("belum", areas.filter(~pl.col("some"))), ("sebagian", areas.filter(pl.col("some") & ~pl.col("all")))]
    named = [f"{word}: {', '.join(group['name'])}" for word, group in groups if 0 < group.height <= 20]
    named += [f"{word}: {number(group.height)}" for word, group in groups if group.height > 20]
    text = f"Cakupan pelapor: {number(present)} dari {number(areas.height)} kabupaten/kota"
    return f"{text} ({'; '.join(named)})" if named else text


def statements(edition: Edition) -> list[Statement]:
    """The sentences under the first line, in their order."""
    return [cooperatives(edition), baseline(edition), reactivation(edition), villages(edition), key_indicators(edition)]


def cooperatives(edition: Edition) -> Statement:
    """How many cooperatives there are and how many are active, with and without the new village ones."""
    figure, label = edition.figure("KOP-02", segment=OUTSIDE_KDMP), "koperasi aktif di luar KDMP/KKMP"
    if edition.value("KOP-01") is None:
        return Statement("koperasi", figure, label, "Koperasi: belum ada daftar koperasi yang diterima.")
    everything, without = fill("Koperasi {} unit: {}.", edition.figure("KOP-01"), _activity(edition, WHOLE)), "belum ada data"
    if edition.value("KOP-01", segment=OUTSIDE_KDMP) is not None:
        without = fill("{} unit, {}", edition.figure("KOP-01", segment=OUTSIDE_KDMP), _activity(edition, OUTSIDE_KDMP))
    coverage = edition.coverage(edition.cell("KOP-01"))
    remarks = [carried_register(edition), f"Cakupan daftar koperasi: {coverage}." if coverage else ""]
    sentence = fill("{} Di luar KDMP/KKMP: {}.", everything, without)
    return Statement("koperasi", figure, label, sentence, " ".join(filter(None, remarks)))


def carried_register(edition: Edition) -> str:
    """Of which day the registers speak when it is not the period's last: `Daftar koperasi: keadaan per 31 Maret 2025.`"""
    days = [register_day for area in edition.figures.areas["code"] if (register_day := edition.cell("KOP-01", area).as_of)]
    by_day = sorted(Counter(days).items())
    if not by_day or edition.period is None or [each for each, _ in by_day] == [periods.end(edition.period)]:
        return ""
    if len(by_day) == 1:
        return f"Daftar koperasi: keadaan per {day(by_day[0][0])}."
    parts = [f"per {day(each)} dari {number(count)} kabupaten/kota" for each, count in by_day]
    return f"Daftar koperasi: keadaan {listing(parts)}."


def baseline(edition: Edition) -> Statement:
    """The baseline of December 2024: from the registers, otherwise the known total with its source."""
    total, active = (edition.base(code).value for code in ("KOP-01", "KOP-02"))
    lead, label = f"Dasar {periods.title(periods.BASELINE)}", f"koperasi aktif, {periods.title(periods.BASELINE)}"
    press = f"{KNOWN_BASE} ({KNOWN_BASE_SOURCE})" if edition.is_home_province else ""
    if total is None:
        sentence = f"{lead}: {press}." if press else f"{lead}: {NOT_LOADED}."
        return Statement("dasar", "76,60%" if press else MISSING, label, sentence)
    rate = _rate(edition.base("KOP-04"), share(active, total), "KOP-04", edition.total, periods.BASELINE)
    told = [edition.base_figure(code) for code in ("KOP-01", "KOP-02", "KOP-03")]
    sentence = fill("{}: {} koperasi, {} aktif ({}), {} tidak aktif.", lead, told[0], told[1], rate, told[2])
    coverage = edition.coverage(edition.base("KOP-01"))
    remark = f"Cakupan daftar koperasi: {coverage}." + (f" Angka yang diumumkan: {press}." if press else "") if coverage else ""
    return Statement("dasar", rate, label, sentence, remark)


def reactivation(edition: Edition) -> Statement:
    """How many of the inactive cooperatives of the baseline are active again."""
    label = "dari daftar tidak aktif telah aktif kembali"
    again, listed = edition.value("KOP-18"), edition.cell("KOP-19").denominator
    if again is None or not listed:
        of_published = f" dari {KNOWN_INACTIVE}" if edition.is_home_province else ""
        sentence = f"Reaktivasi: jumlah{of_published} yang telah aktif kembali belum dapat dihitung."
        return Statement("reaktivasi", MISSING, label, sentence, f"Memerlukan daftar koperasi {periods.title(periods.BASELINE)}.")
    rate = _rate(edition.cell("KOP-19"), share(again, listed), "KOP-19", edition.total, edition.period)
    sentence = fill("Reaktivasi: {} dari {} telah aktif kembali ({})", edition.figure("KOP-18"), number(listed), rate)
    through_villages = edition.value("KOP-18.2")
    if through_villages:
        word = "di antaranya" if again == through_villages + (edition.value("KOP-18.1") or 0) else "ditambah"
        sentence = fill("{}, {} {} melalui revitalisasi KDMP/KKMP", sentence, word, edition.figure("KOP-18.2"))
    silent = edition.figure(LIST_PARTS[-1]) if edition.value(LIST_PARTS[-1]) else ""
    remark = fill("Belum termasuk {} koperasi dari kabupaten/kota yang belum melapor.", silent) if silent else ""
    return Statement("reaktivasi", rate, label, fill("{}.", sentence), remark)


def villages(edition: Edition) -> Statement:
    """How many villages have a legalised cooperative, and where most of the others stand."""
    label = "desa/kelurahan memiliki KDMP/KKMP berbadan hukum"
    remark = village_target(edition)
    legal, every = edition.value("KDMP-07"), edition.value("KDMP-01")
    if edition.period is not None and edition.period < KDMP.valid_from:
        sentence = f"KDMP/KKMP: belum berlaku pada periode ini (laporan mulai {periods.title(KDMP.valid_from)})."
        return Statement("kdmp", MISSING, label, sentence, remark)
    if legal is None or not every:
        return Statement("kdmp", MISSING, label, f"KDMP/KKMP: belum ada laporan {KDMP.title} yang diterima.", remark)
    sentence, figure = _legal_villages(edition, legal, every)
    return Statement("kdmp", figure, label, fill("KDMP/KKMP: {}. {}", sentence, _held_up(edition)), remark)


def _legal_villages(edition: Edition, legal: float, every: float) -> tuple[str, str]:
    """How many villages have one, of those of the regencies that reported; and the share."""
    rate, told = edition.cell("KDMP-08"), [edition.figure("KDMP-07"), edition.figure("KDMP-01")]
    if not rate.denominator or rate.coverage is None or rate.coverage >= 1:
        figure = _rate(rate, share(legal, every), "KDMP-08", edition.total, edition.period)
        return fill("{} dari {} desa/kelurahan telah berbadan hukum ({})", *told, figure), figure
    figure = _rate(rate, share(legal, rate.denominator), "KDMP-08", edition.total, edition.period)
    reported = f"{number(rate.denominator)} desa/kelurahan di {number(reporting(edition, rate))} kabupaten/kota yang melapor"
    return fill("{} telah berbadan hukum ({}) dari {}; seluruhnya {}", told[0], figure, reported, told[1]), figure


def reporting(edition: Edition, cell: Cell) -> int:
    """Of how many regencies a figure of the total is."""
    return round((cell.coverage or 0) * edition.figures.areas.height)


def village_target(edition: Edition) -> str:
    """The national target and a province's own, which is known of the home province alone; nothing for the country."""
    if edition.total == COUNTRY:
        return ""
    own = HOME_TARGET if edition.is_home_province else f"Sasaran {edition.place}: {NOT_LOADED}."
    return f"{NATIONAL_TARGET} {own}"


def villages_by_stage(edition: Edition, area: str | None = None) -> list[float | None]:
    """How many villages stand at each of `STAGES` now: a stage's count is of those that reached it and not yet the next.

    Those of a regency that did not report have not begun as far as anyone knows, and are not among them.
    """
    reached = [edition.value(code, area) for code in REACHED]
    if reached[0] is not None and area is None:
        reached[0] -= unreported_villages(edition)
    following = [*reached[1:], 0]
    return [None if here is None or later is None else here - later for here, later in zip(reached, following, strict=True)]


def unreported_villages(edition: Edition) -> float:
    """How many villages lie in regencies whose report on villages does not stand; 0 when nobody's does."""
    if edition.value(REACHED[1]) is None:
        return 0
    silent = [area for area in edition.figures.areas["code"] if edition.value(REACHED[1], area) is None]
    return sum(edition.value(REACHED[0], area) or 0 for area in silent)


def key_indicators(edition: Edition) -> Statement:
    """How many IKU are reached, near, need attention, are on their way to a day that is still to come, or cannot be worked out."""
    ikus = [each for each in edition.reference.indicators.values() if each.is_iku]
    scores = [score for each in ikus if (score := edition.score(each.code, each.scored_segment))]
    scored = [score for score in scores if score.achievement is not None]
    counts = dict.fromkeys((band.label for band in edition.reference.iku), 0)
    for score in scored:
        if score.rated and score.achievement is not None:
            counts[iku_word(edition, score.achievement)] += 1
    counts[TOWARD_TARGET] = sum(score.toward for score in scored)
    counts["belum dapat dihitung"] = len(ikus) - sum(counts.values())
    words = [f"{number(count)} {label}" for label, count in counts.items()]
    sample = any(score.sample for score in scored)
    best = edition.reference.iku[0].label
    figure = f"{number(counts[best])} dari {number(len(ikus))}" if scored else MISSING
    return Statement(
        "iku", figure, f"IKU {best}{' (contoh)' if sample else ''}",
        f"IKU: {', '.join(words)}.", "Target yang dipakai: contoh, bukan target yang ditetapkan." if sample else "",
    )  # fmt: skip


def iku_word(edition: Edition, achievement: float) -> str:
    """`tercapai`, `mendekati` or `perlu perhatian`; the lowest word for whatever lies below all bands."""
    bands = edition.reference.iku
    return next((band.label for band in bands if achievement >= band.at_least), bands[-1].label)


def form_title(form: str | None) -> str:
    """The Indonesian title of a form; `Berkas` where a file could not be told to be any."""
    return EVERY_FORM[form].title if form in EVERY_FORM else "Berkas"


def _rate(cell: Cell, text: str, code: str, area: str, period: str | None) -> str:
    """A share worked out from what stands beside it, marked where it is the figure itself."""
    return marked_figure(text, cell.value, code, area, period) if text == percent(cell.value) else text


def _activity(edition: Edition, segment: str) -> str:
    """`2.897 aktif (76,60%), 885 tidak aktif`, of a segment of the total."""
    active, inactive = (edition.figure(code, segment=segment) for code in ("KOP-02", "KOP-03"))
    return fill("{} aktif ({}), {} tidak aktif", active, edition.figure("KOP-04", segment=segment, worded=percent), inactive)


def _held_up(edition: Edition) -> str:
    """The stage, neither the first nor the last, at which most villages stand."""
    counts = villages_by_stage(edition)
    begun = {stage: count for stage, count in zip(STAGES[1:-1], counts[1:-1], strict=True) if count}
    if begun:
        stage = max(begun, key=lambda name: begun[name])
        return f"Terbanyak tertahan di tahap {stage} ({number(begun[stage])} desa/kelurahan)."
    if counts[0]:
        return f"Terbanyak tertahan di tahap {STAGES[0]} ({number(counts[0])} desa/kelurahan)."
    return "Tidak ada yang tertahan."
