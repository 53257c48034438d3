"""Every official figure of the contract."""

from collections.abc import Iterable

from tests.recomputed import activities, cooperatives, earlier_registers, reporting, villages
from tests.recomputed.counting import Counted, Figures, Loaded, Scope
from tests.recomputed.standing import PROVINCE, REGENCIES, World

#: The first period of the forms that came later.
UMKM_SINCE, VILLAGES_SINCE = "2021-06", "2025-03"


def recomputed(world: World, periods: Iterable[str], loaded: Loaded) -> Figures:
    """The figures of the periods, for the province and each regency."""
    return {
        (period, area, code, segment): line
        for period in periods
        for area in (PROVINCE, *REGENCIES)
        for code, segment, line in _every(Scope(world, loaded, period, area))
    }


def _every(scope: Scope) -> Counted:
    yield from cooperatives.figures(scope)
    yield from earlier_registers.growth(scope)
    yield from earlier_registers.baseline(scope)
    yield from earlier_registers.dissolved(scope)
    yield from reporting.decreed(scope)
    yield from reporting.reports(scope)
    if scope.period >= UMKM_SINCE:
        yield from activities.businesses(scope)
    if scope.period >= VILLAGES_SINCE:
        yield from villages.figures(scope)
        yield from activities.obstacles(scope)
        yield from activities.coaching(scope)
