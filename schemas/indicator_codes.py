"""The codes of the catalogue, as its files are called. Nothing of what they hold is read: reading and judging ask only which there are."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

#: In this order they are published; the family of a later one comes behind these.
FAMILIES = ("KOP", "KDMP", "MSL", "UMK", "LAP")
ENDING = ".yaml"


def catalogue_files() -> Traversable:
    """The folder of the catalogue: a file an indicator, called by its code."""
    return files("schemas").joinpath("indicators", "catalogue")


@cache
def codes() -> tuple[str, ...]:
    """The code of every indicator, in the order of the catalogue: by family, then by number."""
    names = [each.name.removesuffix(ENDING) for each in catalogue_files().iterdir() if each.name.endswith(ENDING)]
    return tuple(sorted(names, key=_place))


def codes_in_words() -> str:
    """`KOP-01 sampai KOP-27, KDMP-01 sampai KDMP-14, …`: sixty codes are too many for a note."""
    by_family: dict[str, list[str]] = {}
    for code in codes():
        by_family.setdefault(code.partition("-")[0], []).append(code)
    return ", ".join(each[0] if len(each) == 1 else f"{each[0]} sampai {each[-1]}" for each in by_family.values())


def _place(code: str) -> tuple[int, str, list[int]]:
    """`KOP-18.1` behind KOP-18 and before KOP-19."""
    family, _, number = code.partition("-")
    known = FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)
    return known, family, [int(part) if part.isdigit() else 0 for part in number.split(".")]
