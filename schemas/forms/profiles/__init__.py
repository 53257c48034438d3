"""Header profiles: how a table that is not laid out as our own form is read, as data files and the one module that reads them.

A profile is chosen by the set of columns that were recognised and by nothing else: neither their order nor their wording counts.
What it lays down (`constants`) is told to the officer with every file that is read by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from schemas.columns import normalise
from schemas.forms import FORMS


@dataclass(frozen=True)
class Profile:
    """One accepted layout of a form.

    `present` are column ids that must be recognised, `absent` those that must not. `headings` are further headings,
    normalised → column id, that count when this profile does. `constants` are the values of columns that the file does not
    have. `code_system` is that of the codes in the file (kemendagri, bps, nik). `valid_from` and `valid_to` bound the
    periods, both included, empty = open.
    """

    name: str
    form: str
    present: frozenset[str]
    absent: frozenset[str]
    headings: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    code_system: str = "kemendagri"
    valid_from: str = ""
    valid_to: str = ""
    accepted_by: str = ""
    accepted_on: str = ""
    note: str = ""

    def holds(self, recognised: Iterable[str], period: str | None) -> bool:
        """True when these columns of a table for this period (None: not known) are what the profile describes."""
        found = set(recognised)
        in_time = period is None or (self.valid_from <= period and (not self.valid_to or period <= self.valid_to))
        return in_time and self.present <= found and not self.absent & found


def parse(text: str) -> Profile:
    """The profile that a YAML document describes. Raises ValueError when it names a form or a column that does not exist."""
    data = yaml.safe_load(text)
    form = FORMS.get(data["form"])
    if form is None:
        raise ValueError(f"profile {data['name']}: no form {data['form']!r}")
    headings = {normalise(heading): column for heading, column in (data.get("headings") or {}).items()}
    constants = {column: str(value) for column, value in (data.get("constants") or {}).items()}
    named = {*data["present"], *data["absent"], *headings.values(), *constants}
    if unknown := named - set(form.ids):
        raise ValueError(f"profile {data['name']}: no such columns: {', '.join(sorted(unknown))}")
    plain = {key: str(data.get(key) or "") for key in ("valid_from", "valid_to", "accepted_by", "accepted_on", "note")}
    return Profile(
        name=data["name"],
        form=data["form"],
        present=frozenset(data["present"]),
        absent=frozenset(data["absent"]),
        headings=headings,
        constants=constants,
        code_system=str(data.get("code_system") or "kemendagri"),
        **plain,
    )


@cache
def profiles() -> tuple[Profile, ...]:
    """The profiles that come with the code; of two that hold, the one that asks for more columns comes first."""
    folder = files("schemas.forms.profiles")
    found = [parse(item.read_text(encoding="utf-8")) for item in folder.iterdir() if item.name.endswith(".yaml")]
    return tuple(sorted(found, key=lambda profile: (-len(profile.present), profile.name)))
