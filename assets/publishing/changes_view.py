"""What perubahan.html says: how many figures are others than in the release before, and, cause by cause, which.

A figure that was empty and is told now, or the other way round, is counted and not listed: the first report of a month fills hundreds.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from assets.publishing.edition import Edition
from assets.publishing.revisions import ACHIEVEMENT, KEY, TITLES, TOGETHER, VALUE, Changes
from schemas.formatting import MINUS, MISSING, amount, by_digits, listing, moment, number, percent, span
from schemas.indicators import Indicator

#: So many figures of a cause are listed; the others are in the analysts' database, and the public's in the two indicators.csv.
SHOWN_AT_MOST = 150
MEANINGS = {
    "code": "Cara menghitung diperbaiki; laporannya sama.",
    "definition": "Definisi indikatornya lain; laporannya sama.",
    "areas": "Daftar wilayah yang dipakai lain; laporannya sama.",
    "province": "Target, PDRB, atau daftar penetapan dari provinsi lain; laporannya sama.",
    "correction": "Nilai pada laporan diganti oleh dinas, dengan surat.",
    "decision": "Dinas menutup atau membuka kembali periode, atau menerima laporan yang ditahan.",
    "resubmission": "Kabupaten/kota mengirim lagi laporan yang sudah pernah disampaikan.",
    "later_report": "Laporan masuk sesudah rilis sebelumnya.",
}


@dataclass(frozen=True)
class ChangedFigure:
    """One line: where, what, and how it reads before and after; `difference` is empty where that says nothing."""

    area: str
    month: str
    code: str
    name: str
    segment: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True)
class Section:
    """What one cause changed: the figures listed, how many more there are, and sentences on those that were filled or emptied."""

    id: str
    title: str
    meaning: str
    count: str
    figures: list[ChangedFigure]
    more: str
    filled: list[str]


def before(changes: Changes) -> str:
    """When the release was made that is compared with; empty for the first."""
    return moment(changes.made_at) if changes.made_at else ""


def summary(rows: pl.DataFrame) -> str:
    """`812 angka berubah: Kiriman ulang 12, Laporan yang datang kemudian 800.`; achievements that follow their value are not counted."""
    told = _told(rows)
    if told.is_empty():
        return "Tidak ada angka yang berubah."
    counts = [f"{_title(cause)} {number(len(part))}" for cause, part in _by_cause(told)]
    return f"{number(told.height)} angka berubah: {'; '.join(counts)}."


def counts(rows: pl.DataFrame) -> tuple[int, int]:
    """How many figures are others than before, and how many were filled or emptied."""
    told = _told(rows)
    return told.filter(_is_other()).height, told.filter(~_is_other()).height


def _is_other() -> pl.Expr:
    return pl.col("before").is_not_null() & pl.col("after").is_not_null()


def sections(edition: Edition, rows: pl.DataFrame) -> list[Section]:
    """A section a cause, in the order of causes. `rows`: REVISION as the audience sees it."""
    return [_section(edition, cause, part) for cause, part in _by_cause(_told(rows))]


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that say something by themselves: an achievement that moved with its own value does not."""
    with_value = rows.filter(pl.col("measure") == VALUE).select(*KEY, "cause")
    follows = rows.filter(pl.col("measure") == ACHIEVEMENT).join(with_value, on=[*KEY, "cause"], how="semi")
    return rows.join(follows, on=[*KEY, "measure", "cause"], how="anti", maintain_order="left")


def _by_cause(rows: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """Each cause with its rows, in the order of causes; several together come last."""
    order = {cause: place for place, cause in enumerate(TITLES)}
    causes = sorted(rows["cause"].unique(), key=lambda cause: (TOGETHER in cause, order.get(cause, len(order)), cause))
    return [(cause, rows.filter(pl.col("cause") == cause)) for cause in causes]


def _title(cause: str) -> str:
    return listing([TITLES[each] if n == 0 else TITLES[each].lower() for n, each in enumerate(cause.split(TOGETHER))])


def _section(edition: Edition, cause: str, rows: pl.DataFrame) -> Section:
    lines = _drawn_together(edition, rows.filter(_is_other()))
    left = lines.height - SHOWN_AT_MOST
    return Section(
        id=cause.replace(TOGETHER, "-").replace("_", "-"),
        title=_title(cause),
        meaning=" ".join(MEANINGS[each] for each in cause.split(TOGETHER)),
        count=number(rows.height),
        figures=[_figure(edition, row) for row in lines.head(SHOWN_AT_MOST).iter_rows(named=True)],
        more=number(left) if left > 0 else "",
        filled=_filled(edition, rows.filter(~_is_other())),
    )


def _drawn_together(edition: Edition, rows: pl.DataFrame) -> pl.DataFrame:
    """A line for each figure that changed alike in some months, as a report that is carried does: `months`, sorted.

    The total comes first, then area by area, in the order of the catalogue and the newest month first.
    """
    in_order = {code: place for place, code in enumerate(edition.reference.indicators)}
    place = pl.col("indicator").replace_strict(in_order, default=len(in_order), return_dtype=pl.Int64)
    alike = rows.sort("period").group_by("area_code", "indicator", "segment", "measure", "before", "after", maintain_order=True)
    return alike.agg(months="period").sort(
        pl.col("area_code") != edition.total, "area_code", place, "segment", pl.col("months").list.last(),
        descending=[False, False, False, False, True], maintain_order=True,
    )  # fmt: skip


def _figure(edition: Edition, row: dict[str, Any]) -> ChangedFigure:
    indicator = edition.reference.indicators.get(row["indicator"])
    is_score = row["measure"] == ACHIEVEMENT
    name = indicator.name if indicator else row["indicator"]
    shown = [_worded(edition, indicator, row[side], is_score=is_score) for side in ("before", "after")]
    return ChangedFigure(
        area=_area(edition, row["area_code"]),
        month=span(row["months"]),
        code=row["indicator"],
        name=f"Capaian: {name}" if is_score else name,
        segment=row["segment"],
        before=shown[0],
        after=shown[1],
        difference=_difference(indicator, row, is_score=is_score),
    )


def _worded(edition: Edition, indicator: Indicator | None, value: float | None, *, is_score: bool) -> str:
    """A value as it is shown elsewhere; of money the public sees every digit that is told and no other."""
    if is_score or indicator is None:
        return percent(value) if is_score else number(value)
    return (by_digits if indicator.is_money and edition.is_public else amount)(value, indicator.unit)


def _difference(indicator: Indicator | None, row: dict[str, Any], *, is_score: bool) -> str:
    """`+12`, `−0,40 poin`; of money none: of two rounded values it would claim more than is known."""
    if indicator is None or indicator.is_money:
        return MISSING
    moved = row["after"] - row["before"]
    in_points = is_score or indicator.unit == "%"
    text = f"{number(abs(moved), 2)} poin" if in_points else number(abs(moved))
    return f"{'+' if moved >= 0 else MINUS}{text}"


def _filled(edition: Edition, rows: pl.DataFrame) -> list[str]:
    """`Kota Palangka Raya, Maret 2025: 45 angka yang semula kosong kini terisi.`, a sentence an area."""
    words = {True: "yang semula kosong kini terisi", False: "yang semula terisi kini kosong"}
    other = "kosong seperti semula, dengan alasan lain"
    sentences = []
    told = rows.with_columns(
        how=pl.when(pl.col("after").is_not_null()).then(0).when(pl.col("before").is_not_null()).then(1).otherwise(2)
    ).sort(pl.col("area_code") != edition.total, "area_code", "how", "period")
    for (area, how), part in told.group_by("area_code", "how", maintain_order=True):
        months = span(part["period"].unique(maintain_order=True).to_list())
        word = {0: words[True], 1: words[False]}.get(int(str(how)), other)
        sentences.append(f"{_area(edition, str(area))}, {months}: {number(part.height)} angka {word}.")
    return sentences


def _area(edition: Edition, code: str) -> str:
    names = dict(edition.figures.areas.select("code", "name").iter_rows())
    return edition.place if code == edition.total else names.get(code, code)
