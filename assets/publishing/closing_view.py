"""When each period was closed or reopened, as a reader may know it."""

from datetime import datetime

from assets.publishing.edition import Edition
from schemas import periods
from schemas.formatting import moment
from schemas.states import REASONS


def closing_lines(edition: Edition) -> list[dict[str, str]]:
    """When each period was closed or reopened, the newest first: month, event, day, why (in words of ours, never in free text)."""
    words = {"closed": "ditutup", "reopened": "dibuka kembali"}
    return [
        {"month": periods.title(row["period"]), "event": words[row["event"]], "day": moment(datetime.fromisoformat(row["at"])),
         "why": REASONS[row["why"]]}
        for row in edition.figures.history.reverse().iter_rows(named=True)
    ]  # fmt: skip
