"""What stands around a submission whose sheets are spoilt: the reports that a careless office would copy from."""

from dataclasses import dataclass, field

from pipelines.sample.chance import chance, next_month, pick, previous_month
from pipelines.sample.filled_forms import Row
from pipelines.sample.habits import due_forms
from pipelines.sample.regencies import Regency
from pipelines.sample.world import World
from schemas.forms import FORMS

#: Of the files with mistakes, at most so many hold a form copied from the month before, or from another regency.
COPIED_SHARE, TAKEN_SHARE = 0.12, 0.1
MONTHLY = ("kdmp", "obstacles")
TAKEN = ("recap", "umkm", "coaching", "obstacles")
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A submission to be spoilt: its file, its regency, a neighbour to mistake it for, and rows by form.

    `before` are the regency's own in its report before, unless those were copied themselves. `copied` and `taken` are to be sent as
    its own: of the month before, and of the neighbour. `kept` are forms that somebody copies, so that they stay as they are.
    """

    file: str
    regency: Regency
    neighbour: Regency
    before: Rows = field(default_factory=dict)
    copied: Rows = field(default_factory=dict)
    taken: Rows = field(default_factory=dict)
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reports:
    """A regency's world and the periods that it sends of a range that begins with `first`."""

    world: World
    sent: tuple[str, ...]
    first: str

    def rows(self, form: str, period: str) -> list[Row]:
        """The rows of a form as sent; none where it was not sent or its condition is another than Ada Data."""
        sends = period in self.sent and FORMS[form].due(period) and self.world.has_data(form, period, self.first)
        return self.world.rows(form, period) if sends else []

    def before(self, form: str, period: str) -> tuple[str, list[Row]]:
        """The period of the last report before, of UMKM in the same year, and its rows; nothing where there is none."""
        for earlier in reversed(self.sent):
            same_year = form != "umkm" or earlier[:4] == period[:4]
            if earlier < period and same_year and (rows := self.rows(form, earlier)):
                return earlier, rows
        return "", []


def scene(
    rate: float, period: str, reports: Reports, neighbour_reports: Reports | None, neighbour: Regency, follower: str
) -> Scene:
    """The scene of a submission for a period, of the regency of `reports`, at a rate of mistakes (0 to 1).

    `neighbour_reports` are those that it may copy from (None when that neighbour sends nothing), `follower` is the regency that
    may copy from it.
    """
    seed, code = reports.world.seed, reports.world.regency.code
    before = {}
    for form in due_forms(period):
        earlier, rows = reports.before(form, period)
        if rows and form not in (_copied(seed, rate, code, earlier), _taken(seed, rate, code, earlier)):
            before[form] = rows
    copied = _copied(seed, rate, code, period)
    last_month = reports.rows(copied, previous_month(period)) if copied and not _new_columns(copied, period) else []
    wanted = _taken(seed, rate, code, period)
    taken = neighbour_reports.rows(wanted, period) if neighbour_reports and wanted else []
    kept = {_copied(seed, rate, code, next_month(period)), _taken(seed, rate, follower, period)}
    return Scene(
        f"{period}/{code}.xlsx", reports.world.regency, neighbour, before, {copied: last_month} if last_month else {},
        {wanted: taken} if taken else {}, frozenset(kept - {""}),
    )  # fmt: skip


def _new_columns(form: str, period: str) -> bool:
    """A column begins in the period: its sheet cannot be last month's."""
    return any(column.valid_from == period for column in FORMS[form].columns)


def _copied(seed: int, rate: float, area: str, period: str) -> str:
    """The form that a regency copies from the month before, empty for none.

    Never two months running, so that what is copied was the regency's own report.
    """
    if not _drawn(seed, rate, area, period) or _drawn(seed, rate, area, previous_month(period)):
        return ""
    return pick(MONTHLY, seed, area, period, "copied form")


def _drawn(seed: int, rate: float, area: str, period: str) -> bool:
    return chance(seed, area, period, "copied") < min(rate, COPIED_SHARE)


def _taken(seed: int, rate: float, area: str, period: str) -> str:
    """The form that a regency takes from the one before it, empty for none."""
    due = [form for form in TAKEN if form in due_forms(period)]
    if not due or chance(seed, area, period, "taken") >= min(rate, TAKEN_SHARE):
        return ""
    return pick(due, seed, area, period, "taken form")
