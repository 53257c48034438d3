"""What a release says of itself: who publishes, how to cite it, how old its data are, when the next one comes and which came before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from assets.publishing.edition import Edition
from assets.publishing.sentences import headline
from assets.publishing.verdict import LEADING
from schemas import periods
from schemas.formatting import as_of, day, moment, number, span
from schemas.indicators import OUTSIDE_KDMP

#: So many earlier releases are named, the newest first.
EARLIER_NAMED = 12
NOT_LAID_DOWN = "belum dinyatakan (lembar Penerbit pada ketentuan provinsi)"


@dataclass(frozen=True)
class Imprint:
    """Who publishes, and how the release is cited; `earlier` are name and moment, `unnamed` how many more there are."""

    facts: list[tuple[str, str]]
    citation: str
    quotation: str
    earlier: list[tuple[str, str]]
    unnamed: str


def imprint(edition: Edition, leading: str) -> Imprint:
    """`leading`: the figure that is quoted, as text."""
    publishing = publisher(edition)
    every = edition.figures.earlier[::-1]
    facts = [
        ("Penerbit", (publishing["name"] or NOT_LAID_DOWN) + (" (contoh)" if publishing["sample"] else "")),
        ("Kontak", publishing["contact"] or NOT_LAID_DOWN),
        ("Lisensi", publishing["licence"] or NOT_LAID_DOWN),
        ("Dirilis", moment(edition.figures.made_at)),
        ("Status angka", finality(edition)),
        ("Data terbaru", age(edition)),
        ("Rilis berikutnya", next_release(edition, publishing["next_release"])),
    ]
    return Imprint(
        facts=facts,
        citation=citation(edition),
        quotation=_quotation(edition, leading),
        earlier=[(each.name, moment(each.made_at)) for each in every[:EARLIER_NAMED]],
        unnamed=number(len(every) - EARLIER_NAMED) if len(every) > EARLIER_NAMED else "",
    )


def publisher(edition: Edition) -> dict[str, Any]:
    """The row of the publisher, with nothing in it where none is laid down."""
    row = next(edition.figures.laid_down.publisher.iter_rows(named=True), None)
    return row or dict.fromkeys(("name", "contact", "licence", "next_release", "sample"))


def finality(edition: Edition) -> str:
    """Whether the figures of the last period can still change."""
    if edition.period is None:
        return "belum ada angka"
    month = periods.title(edition.period)
    return f"sementara: dapat berubah sampai {month} ditutup" if edition.provisional else f"final: {month} sudah ditutup"


def silent_months(edition: Edition) -> list[str]:
    """The months after the newest data whose reports were due by the day of release, and of which nobody sent any."""
    due = periods.last_due_on(edition.released_on)
    return periods.between(periods.shift(edition.period, 1), due) if edition.period else []


def age(edition: Edition) -> str:
    """`April 2025`, or since when nobody reports."""
    if edition.period is None:
        return "belum ada"
    months = silent_months(edition)
    return f"{periods.title(edition.period)}" + (f"; {number(len(months))} bulan sesudahnya belum dilaporkan" if months else "")


def stale(edition: Edition) -> str:
    """The mark of old data: which months were due by the day of release and nobody reported; empty where none was."""
    months = silent_months(edition)
    if not months:
        return ""
    many = (
        f"{number(len(months))} bulan sesudahnya ({span(months)}) sudah jatuh tempo"
        if len(months) > 1
        else f"{span(months)} sudah jatuh tempo"
    )
    return f"Data terbaru adalah {periods.title(edition.period or '')}. {many} dan belum ada laporannya dari kabupaten/kota mana pun."


def next_release(edition: Edition, laid_down: date | None) -> str:
    """The day that the province named, if it is still to come; else the day after which the next reports are due."""
    if laid_down and laid_down >= edition.released_on:
        return day(laid_down)
    following = periods.shift(periods.last_due_on(edition.released_on), 1)
    return f"sesudah tenggat laporan {periods.title(following)}, {day(periods.due_date(following))}; lebih awal bila ada laporan yang masuk"


def citation(edition: Edition) -> str:
    """How the release is cited: by whom, of which day, how final, when released."""
    title, *rest = headline(edition)
    name = publisher(edition)["name"]
    by = f"{name}. " if name else ""
    if edition.period is None:
        return f"{by}{title}. {rest[-1][0].upper()}{rest[-1][1:]}."
    word = "angka sementara" if edition.provisional else "angka final"
    mark = f" {edition.mark}." if edition.mark else ""
    return f"{by}{title}, keadaan per {as_of(edition.period)} ({word}). Dirilis {moment(edition.figures.made_at)}.{mark}"


def _quotation(edition: Edition, leading: str) -> str:
    """The leading figure with all that has to be said with it."""
    cell = edition.cell(LEADING, segment=OUTSIDE_KDMP)
    if edition.period is None or cell.as_of is None:
        return ""
    coverage = edition.coverage(cell)
    word = ("angka sementara" if edition.provisional else "angka final") + (f"; cakupan {coverage}" if coverage else "")
    mark = f"; {edition.mark}" if edition.mark else ""
    title = headline(edition)[0]
    return f"{leading} koperasi di luar KDMP/KKMP aktif, keadaan per {day(cell.as_of)} ({word}; {title}, dirilis {day(edition.released_on)}{mark})."
