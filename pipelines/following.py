"""What follows receiving: the periods that it names are computed, and then there is a release. Pure: states of runs in, runs to start out.

It looks at what has happened and not at single events, so that a run that was killed is started again, and no release is made
before everything that waits is in its figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assets.computing.freshness import Range
from pipelines.jobs import COMPUTE, PUBLISH, RECEIVE, range_tags

#: How a run ended.
WELL, FAILED, CANCELLED = "SUCCESS", "FAILURE", "CANCELED"
#: A run that failed so many times is left to a person, or to the next night.
ATTEMPTS_AT_MOST = 3


@dataclass(frozen=True)
class Step:
    """A run to start. The same attempt has the same `key` for ever."""

    job: str
    key: str
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RunsSoFar:
    """How the runs ended, each list the newest first.

    `received`: of receiving, and `receiving` the id of the newest; `wanted`: the ranges of periods that this one asks for;
    `computed`: of each range since then; `published`: of the release since the newest figures, which `figures` (a run) made; of every
    release where no run made any.

    `refused`: how many releases one after the other, the newest among them, were refused since periods waited, whatever the
    figures. `by_hand`: the periods of the newest figures, when nothing was asked for after the run that made them.
    """

    receiving: str = ""
    received: Sequence[str] = ()
    wanted: Sequence[Range] = ()
    computed: Mapping[Range, Sequence[str]] = field(default_factory=dict)
    figures: str = ""
    published: Sequence[str] = ()
    refused: int = 0
    by_hand: Range | None = None


def next_steps(past: RunsSoFar) -> tuple[list[Step], str]:
    """The runs to start now, and, when there is none, why."""
    if not past.received:
        return [], "belum pernah menerima berkas"
    if past.received[0] != WELL:
        return _again(past.received, RECEIVE, Step(RECEIVE, f"{RECEIVE}:{past.receiving}"))
    still_open = [each for each in past.wanted if _ends(past, each)[:1] != [WELL]]
    if still_open:
        return _from(past, still_open[0])
    if past.published and past.refused:
        return _ask_again(past)
    # No run and yet nothing waits: Dagster's records were lost, or nobody has reported. A release then looks at what stands, as a night does.
    rests_on = past.figures or ("" if past.wanted else f"{PUBLISH}:{past.receiving}")
    if not rests_on or WELL in past.published:
        return [], "tidak ada angka baru"
    if past.published:
        return _again(past.published, PUBLISH, Step(PUBLISH, f"{rests_on}:{len(past.published)}"))
    return [Step(PUBLISH, rests_on)], ""


def _ends(past: RunsSoFar, periods: Range) -> list[str]:
    """How the runs of a range ended since the last receiving, the newest first."""
    return list(past.computed.get(periods, ()))


def _from(past: RunsSoFar, first_open: Range) -> tuple[list[Step], str]:
    """Start a range and every later one, even if it was computed: a period looks back at those before it."""
    if not _may_start(_ends(past, first_open)):
        if past.by_hand and past.by_hand[0] <= first_open[0] and first_open[1] <= past.by_hand[1]:
            return [_receive_after(past)], ""
        return [], f"rilis menunggu angka periode {first_open[0]}: {COMPUTE} gagal atau dibatalkan; lihat run-nya"
    later = [each for each in past.wanted if each >= first_open and _may_start(_ends(past, each))]
    return [Step(COMPUTE, f"{past.receiving}:{each[0]}:{len(_ends(past, each))}", range_tags(*each)) for each in later], ""


def _ask_again(past: RunsSoFar) -> tuple[list[Step], str]:
    """What waits has changed without a file, as by a closing: receiving names it anew, but not for ever when that does not help."""
    if past.refused < ATTEMPTS_AT_MOST:
        return [_receive_after(past)], ""
    return [], f"{PUBLISH} menunggu periode lain {past.refused} kali berturut-turut; lihat run-nya"


def _receive_after(past: RunsSoFar) -> Step:
    """Receiving after these figures, once: it says what waits now."""
    return Step(RECEIVE, f"{RECEIVE}:{past.figures}")


def _may_start(ends: Sequence[str]) -> bool:
    """True unless a person has cancelled it, or it failed ATTEMPTS_AT_MOST times."""
    return CANCELLED not in ends and ends.count(FAILED) < ATTEMPTS_AT_MOST


def _again(ends: Sequence[str], job: str, step: Step) -> tuple[list[Step], str]:
    """Once more after a failure, but not for ever, and not what a person has cancelled."""
    running = next((n for n, end in enumerate(ends) if end != FAILED), len(ends))
    if 0 < running < ATTEMPTS_AT_MOST:
        return [step], ""
    return [], f"{job} gagal {running} kali berturut-turut; lihat run-nya" if running else f"{job} dibatalkan"
