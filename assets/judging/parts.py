"""Which versions of a form are parts of one whole, and which take another's place: decided in the order in which they came.

An office may send its list kecamatan by kecamatan, eight files of one evening or of eight; each joins those before it as long as no
kecamatan is in two of them. One that names exactly the kecamatan of a part takes that part's place. Anything else is a version of the
whole, which has the place of everything before it unless it is much shorter: then only the mended rows were sent.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from schemas.forms import HAS_DATA

#: A newer version with so many rows fewer is asked about, when they are more than half.
SHORTER_BY = 10
#: What is one after the other in the order in which it came.
SERIES = ["area_code", "period", "form"]
#: What is decided of a version. `version` counts from 1, the same for the parts of one whole; `replaced_by` is the submission that took a
#: part's place; `rows_before` is the number of rows that it is much shorter than, null where it is not; `accepted`: and may be.
PLACE: dict[str, pl.DataType] = {
    "submission": pl.String(), "form": pl.String(), "version": pl.Int64(), "replaced_by": pl.String(), "rows_before": pl.Int64(),
    "accepted": pl.Boolean(),
}  # fmt: skip
Row = Mapping[str, object]


@dataclass(frozen=True)
class Sent:
    """One version as it came: its rows, the kecamatan that all of them name (none: not known), and what is known of it."""

    submission: str
    form: str
    districts: frozenset[str]
    rows: int
    passes: bool
    has_data: bool
    may_be_shorter: bool


@dataclass
class _Place:
    version: int
    replaced_by: str | None = None
    rows_before: int | None = None


@dataclass
class _Series:
    """What stands of one form of one regency and period while its versions come in."""

    places: dict[str, _Place] = field(default_factory=dict)
    parts: list[Sent] = field(default_factory=list)
    version: int = 0
    largest: int = 0

    def add(self, sent: Sent, number: int) -> int:
        """Give the version its place; `number` is the last one given. Returns the last one given then."""
        if self._joins(sent):
            self.parts.append(sent)
            self.places[sent.submission] = _Place(self.version)
            self.largest = max(self.largest, sum(part.rows for part in self.parts))
            return number
        if sent.passes and (same := self._same_part(sent)):
            before = _much_shorter(sent.rows, same.rows if same.passes else 0)
            if before is not None and not sent.may_be_shorter:
                self.places[sent.submission] = _Place(number + 1, rows_before=before)
                return number + 1
            self.places[sent.submission] = _Place(self.version, rows_before=before)
            self.places[same.submission].replaced_by = sent.submission
            self.parts[self.parts.index(same)] = sent
            return number
        self._takes_all(sent, number + 1)
        return number + 1

    def _joins(self, sent: Sent) -> bool:
        every = [part.districts for part in self.parts]
        return bool(sent.districts and every) and all(every) and all(sent.districts.isdisjoint(other) for other in every)

    def _same_part(self, sent: Sent) -> Sent | None:
        if len(self.parts) < 2 or not sent.districts:
            return None
        return next((part for part in self.parts if part.districts == sent.districts), None)

    def _takes_all(self, sent: Sent, number: int) -> None:
        before = _much_shorter(sent.rows, self.largest) if sent.passes and sent.has_data else None
        self.places[sent.submission] = _Place(number, rows_before=before)
        counts = sent.passes and (before is None or sent.may_be_shorter)
        if counts or not self.parts:
            self.parts, self.version = [sent], number
        if counts and sent.has_data:
            self.largest = sent.rows if before is not None else max(self.largest, sent.rows)


def _much_shorter(rows: int, before: int) -> int | None:
    """The number of rows before, where so many are much fewer; None elsewhere."""
    return before if rows * 2 < before and before - rows >= SHORTER_BY else None


def places(sent: pl.DataFrame, may_be_shorter: Collection[tuple[str, str, str]]) -> pl.DataFrame:
    """What is decided (PLACE) of versions: the columns of `versions_sent`, with `districts` (a list, empty where not all rows name one).

    `may_be_shorter`: (submission, form, number of rows, or empty for whatever it is) of which the officer or the office has said why.
    """
    series = sent.sort("seq").group_by(SERIES, maintain_order=True)
    wanted = ("submission", "districts", "rows_accepted", "passes", "condition", "sample")
    alone = series.agg(pl.col("submission"), n=pl.len()).filter(pl.col("n") == 1)
    once = alone.select(pl.col("submission").list.first(), "form", version=pl.lit(1, pl.Int64))
    lines: list[tuple[str, str, int, str | None, int | None, bool]] = []
    # Most forms come once: only the few that came again are gone through one by one.
    for row in series.agg(wanted).filter(pl.col("submission").list.len() > 1).iter_rows(named=True):
        lines += _decided(row, may_be_shorter)
    again = pl.DataFrame(lines, schema=PLACE, orient="row")
    return pl.concat([again, once.with_columns(accepted=pl.lit(False))], how="diagonal").select(PLACE.keys())


def _decided(
    row: Row, may_be_shorter: Collection[tuple[str, str, str]]
) -> Iterable[tuple[str, str, int, str | None, int | None, bool]]:
    """The decisions on one form's versions; samples are counted with the others and have a place among themselves."""
    form, number = str(row["form"]), 0
    series: dict[object, _Series] = {}
    accepted: dict[str, bool] = {}
    columns = (row[name] for name in ("submission", "districts", "rows_accepted", "passes", "condition", "sample"))
    for submission, districts, rows, passes, condition, sample in zip(*columns, strict=True):
        said = not {(submission, form, str(rows)), (submission, form, "")}.isdisjoint(may_be_shorter)
        has_data = (condition or HAS_DATA) == HAS_DATA
        one = Sent(submission, form, frozenset(districts or ()) if has_data else frozenset(), rows, passes, has_data, said)
        accepted[submission] = said
        number = series.setdefault(sample, _Series()).add(one, number)
    for of_kind in series.values():
        for submission, place in of_kind.places.items():
            yield submission, form, place.version, place.replaced_by, place.rows_before, accepted[submission]
