"""The places of a scope by their names and codes, and the names that are nearest to one that is not among them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from schemas.areas import Areas
from schemas.place_names import parse_place

DISTRICT, VILLAGE = "district", "village"
#: How many near names are suggested, from which score of 100, and how far behind the nearest.
SUGGESTIONS, SCORE_FROM, SCORE_BEHIND = 3, 75, 12


@dataclass(frozen=True)
class Gazetteer:
    """`names`: (kind, regency, key) → codes. `codes`: ten digits → the villages that they can mean, by Kemendagri and by BPS.

    `bearers`: (kind, key) → the regencies in which a place bears that name. `official`: code → name.
    `listed`: (kind, regency) → codes, in their order. `regencies`: code → full name.
    """

    names: dict[tuple[str, str, str], list[str]]
    codes: dict[str, list[str]]
    official: dict[str, str]
    listed: dict[tuple[str, str], list[str]]
    regencies: dict[str, str]
    bearers: dict[tuple[str, str], list[str]]

    def by_name(self, kind: str, regency: str, key: str) -> list[str]:
        """The codes of the districts or villages of the regency that bear the name.

        The regency's own code for its own name as a district, which a recap's one row for all of it bears.
        """
        return self.names.get((kind, regency, key), [])

    def by_digits(self, regency: str, digits: str) -> list[str]:
        """The villages of the regency that ten digits can mean, whichever office's code they are."""
        return [code for code in self.codes.get(digits, []) if code.startswith(regency + ".")]

    def nearest_names(self, kind: str, regency: str, words: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        """Words → up to three official names of the regency with their scores of 100, the nearest first."""
        choices = {code: parse_place(self.official[code]).words for code in self.listed.get((kind, regency), [])}
        suggestions = {}
        for each in words:
            near = process.extract(each, choices, scorer=fuzz.WRatio, limit=SUGGESTIONS, score_cutoff=SCORE_FROM)
            suggestions[each] = [
                (self.official[code], round(score)) for _, score, code in near if score >= near[0][1] - SCORE_BEHIND
            ]
        return suggestions

    def example(self, kind: str, area: str) -> str:
        """A place of a regency, or of a district, to show how one is written; empty when there is none."""
        return next((self.official[code] for code in self.listed.get((kind, area[:5]), []) if code.startswith(area)), "")


@cache
def gazetteer(areas: Areas) -> Gazetteer:
    """The index of a scope, built once: official names, official variants, and the aliases that a person reviewed."""
    names: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    codes: dict[str, list[str]] = defaultdict(list)
    listed: dict[tuple[str, str], list[str]] = defaultdict(list)
    spelled = [*areas.place_names.select("code", "name").iter_rows(), *areas.place_aliases.select("code", "name").iter_rows()]
    for code, name in spelled:
        _add(names[place_kind(code), code[:5], parse_place(name).key], code)
    for code, name, full_name in areas.regencies.select("code", "name", "full_name").iter_rows():
        for spelling in (name, full_name, f"Kab {name}"):
            names.setdefault((DISTRICT, code, parse_place(spelling).key), [code])
    for code, bps_code in areas.villages.select("code", "bps_code").iter_rows():
        _add(codes[code.replace(".", "")], code)
        _add(codes[bps_code], code)
    official = dict(areas.districts.select("code", "name").iter_rows()) | dict(areas.villages.select("code", "name").iter_rows())
    for code in official:
        listed[place_kind(code), code[:5]].append(code)
    bearers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, regency, key in names:
        bearers[kind, key].append(regency)
    full_names = dict(areas.regencies.select("code", "full_name").iter_rows())
    return Gazetteer(
        dict(names),
        dict(codes),
        official,
        dict(listed),
        full_names,
        {key: sorted(regencies) for key, regencies in bearers.items()},
    )


def place_kind(code: str) -> str:
    """Whether a Kemendagri code is a district's (62.02.05) or a village's (62.02.05.1001)."""
    return DISTRICT if len(code) == len("62.02.05") else VILLAGE


def _add(codes: list[str], code: str) -> None:
    if code not in codes:
        codes.append(code)
