"""Header profiles: how a table that is not laid out as our own form is read, as data files and the one module that reads them.

A profile is chosen by the set of columns that were recognised and by nothing else: neither their order nor their wording counts.
What it lays down (`constants`) is told to the officer with every file that is read by it. Those that come with the code lie
here; those that a person accepted at run time are given to the reader with each file (`profiles_in_force`).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from schemas.columns import Kind, normalise
from schemas.forms import FORMS

CODE_SYSTEMS = ("kemendagri", "bps", "nik")


@dataclass(frozen=True)
class Profile:
    """One accepted layout of a form.

    `present` are column ids that must be recognised, `absent` those that must not. `headings` are further headings,
    normalised → column id, that count when this profile does. `constants` are the values of columns that the file does not
    have. `code_system` is that of the codes in the file (kemendagri, bps, nik). `valid_from` and `valid_to` bound the
    periods, both included, empty = open. `example_header` are the header rows of the file that it was accepted with, from
    column A, and `example_columns` what they have to be recognised as: column id → letter.
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
    example_header: tuple[tuple[str, ...], ...] = ()
    example_columns: Mapping[str, str] = field(default_factory=dict)

    def holds(self, recognised: Iterable[str], period: str | None) -> bool:
        """True when these columns of a table for this period (None: not known) are what the profile describes."""
        columns = set(recognised)
        in_time = period is None or (self.valid_from <= period and (not self.valid_to or period <= self.valid_to))
        return in_time and self.present <= columns and not self.absent & columns


def parse(text: str) -> Profile:
    """The profile that a YAML document describes. Raises ValueError when it names a form, column or value that does not exist."""
    data = yaml.safe_load(text)
    form = FORMS.get(data["form"])
    if form is None:
        raise ValueError(f"profile {data['name']}: no form {data['form']!r}")
    headings = {normalise(heading): column for heading, column in (data.get("headings") or {}).items()}
    constants = {column: str(value) for column, value in (data.get("constants") or {}).items()}
    example = data.get("example") or {"header": [], "columns": {}}
    named = {*data["present"], *data["absent"], *headings.values(), *constants, *example["columns"]}
    if unknown := named - set(form.ids):
        raise ValueError(f"profile {data['name']}: no such columns: {', '.join(sorted(unknown))}")
    _check_constants(data["name"], form.id, constants)
    plain = {key: str(data.get(key) or "") for key in ("valid_from", "valid_to", "accepted_by", "accepted_on", "note")}
    return Profile(
        name=data["name"],
        form=data["form"],
        present=frozenset(data["present"]),
        absent=frozenset(data["absent"]),
        headings=headings,
        constants=constants,
        code_system=str(data.get("code_system") or CODE_SYSTEMS[0]),
        example_header=tuple(tuple(str(cell or "") for cell in row) for row in example["header"]),
        example_columns=example["columns"],
        **plain,
    )


def _check_constants(name: str, form: str, constants: Mapping[str, str]) -> None:
    """A constant of a column with a list must be on the list: it would otherwise be a finding on every row."""
    for column_id, value in constants.items():
        column = FORMS[form].column(column_id)
        allowed = column.values or (("Ya", "Tidak") if column.kind is Kind.YES_NO else ())
        if allowed and value not in allowed:
            raise ValueError(f"profile {name}: {column_id} = {value!r} is none of {', '.join(allowed)}")


def as_text(profile: Profile) -> str:
    """The YAML document of a profile, which `parse` gives back. Who accepted it stands in the journal, not here."""
    data: dict[str, Any] = asdict(profile)
    header = [list(row) for row in data.pop("example_header")]
    data["example"] = {"header": header, "columns": dict(data.pop("example_columns"))}
    data |= {"present": sorted(profile.present), "absent": sorted(profile.absent)}
    kept = {key: value for key, value in data.items() if key not in ("accepted_by", "accepted_on")}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=120)


@cache
def shipped() -> tuple[Profile, ...]:
    """The profiles that come with the code."""
    folder = files("schemas.forms.profiles")
    parsed = [parse(item.read_text(encoding="utf-8")) for item in folder.iterdir() if item.name.endswith(".yaml")]
    return _most_asking_first(parsed)


def _most_asking_first(every: Iterable[Profile]) -> tuple[Profile, ...]:
    return tuple(sorted(every, key=lambda profile: (-len(profile.present), profile.name)))


_ACCEPTED: ContextVar[tuple[Profile, ...]] = ContextVar("profiles accepted at run time", default=())


@contextmanager
def profiles_in_force(accepted: Iterable[Profile]) -> Iterator[None]:
    """Read with these profiles as well as with those that come with the code; one of a shipped one's name takes its place."""
    token = _ACCEPTED.set(tuple(accepted))
    try:
        yield
    finally:
        _ACCEPTED.reset(token)


def profiles() -> tuple[Profile, ...]:
    """The profiles in force; of two that hold, the one that asks for more columns comes first."""
    accepted = _ACCEPTED.get()
    replaced = {profile.name for profile in accepted}
    return (
        _most_asking_first([*accepted, *(profile for profile in shipped() if profile.name not in replaced)])
        if accepted
        else shipped()
    )


def profile_headings() -> frozenset[str]:
    """Every heading, normalised, that a profile in force knows."""
    return frozenset(heading for profile in profiles() for heading in profile.headings)
