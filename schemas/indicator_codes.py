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


def _place(code: str) -> tuple[int, str, list[int]]:
    """`KOP-18.1` behind KOP-18 and before KOP-19."""
    family, _, number = code.partition("-")
    known = FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)
    return known, family, [int(part) if part.isdigit() else 0 for part in number.split(".")]
