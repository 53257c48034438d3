"""One regency through time: whatever form is asked for, as it stood at the end of whatever period."""

from dataclasses import dataclass

from pipelines.sample.activities import Obstacle, coaching_rows, obstacle_rows, obstacles, umkm_rows
from pipelines.sample.cooperatives import Cooperative, simulated_cooperatives
from pipelines.sample.filled_forms import FilledForm, Row
from pipelines.sample.habits import condition, due_forms
from pipelines.sample.regencies import Regency, Village
from pipelines.sample.register_rows import recap_rows, register_rows
from pipelines.sample.village_progress import VillageProgress, kdmp_rows, village_progress
from schemas.forms import FORMS, HAS_DATA, NIL, NO_CHANGE


@dataclass(frozen=True, slots=True)
class World:
    """The simulated cooperatives, villages (`ways` to a KDMP) and problems of one regency, from its first day to its last."""

    seed: int
    regency: Regency
    cooperatives: list[Cooperative]
    ways: list[VillageProgress]
    obstacles: list[Obstacle]

    def rows(self, form: str, period: str) -> list[Row]:
        """The rows of a form (id) as they stand at the end of a period; KeyError for what is no form."""
        match form:
            case "register":
                return register_rows(self.seed, self.cooperatives, self.ways, period)
            case "recap":
                return recap_rows(self.seed, self.regency, self.rows("register", period), int(period[:4]))
            case "kdmp":
                return kdmp_rows(self.seed, self.regency.code, self.ways, period)
            case "obstacles":
                return obstacle_rows(self.obstacles, period)
            case "umkm":
                return umkm_rows(self.seed, self.regency, period)
            case "coaching":
                return coaching_rows(self.seed, self.regency, period)
            case _:
                raise KeyError(form)

    def submission(self, period: str, first: str) -> tuple[dict[str, str], list[FilledForm]]:
        """The condition of every form that is due, by its id, and the sheets of those that have one.

        In the `first` period there is nothing yet that could be unchanged.
        """
        conditions: dict[str, str] = {}
        sheets: list[FilledForm] = []
        for form in due_forms(period):
            conditions[form] = self._condition(form, period, first)
            if conditions[form] == HAS_DATA:
                sheet = FilledForm(FORMS[form], period, self.rows(form, period))
                conditions[form] = HAS_DATA if sheet.rows else NIL
                sheets.append(sheet)
        return conditions, sheets

    def has_data(self, form: str, period: str, first: str) -> bool:
        """True where the cover says Ada Data, or Nihil for want of rows."""
        return self._condition(form, period, first) == HAS_DATA

    def _condition(self, form: str, period: str, first: str) -> str:
        said = condition(self.seed, self.regency.code, period, form)
        return HAS_DATA if said == NO_CHANGE and period == first else said


def world(seed: int, regency: Regency, places: dict[str, float], partners: dict[str, Village], last: str) -> World:
    """Simulate a regency up to the end of a period; `places` and `partners` are the province's queue (villages.py)."""
    ways = village_progress(seed, regency, places, partners)
    return World(seed, regency, simulated_cooperatives(seed, regency, ways), ways, obstacles(seed, regency, last))
