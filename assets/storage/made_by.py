"""By what a release was made, as its manifest names it: a rebuild by something else says in which of these it differs."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from assets.storage.home import Home
from schemas.forms import FORM_SET
from schemas.rules import RULES_VERSION

#: Everything that figures and pages depend on, and what of it is pinned by a name of its own.
SOURCES = (".py", ".sql", ".html", ".css", ".js", ".yaml", ".csv", ".geojson", ".gz")
DEFINITIONS, AREAS = ("schemas/indicators", (".yaml",)), ("schemas/reference", (".csv", ".gz"))
LIBRARIES = ("altair", "duckdb", "jinja2", "polars", "vl-convert-python", "xlsxwriter")

CODE, RULES, FORMS, DEFINED, PLACES, LIBRARY = "code", "rules", "form_set", "definitions", "areas", "libraries"
AREA, START = "area", "start"


def versions() -> dict[str, str]:
    """By what figures are made now, by name. What the province has laid down is told by the journal."""
    return {
        CODE: _code(),
        RULES: RULES_VERSION,
        FORMS: FORM_SET,
        DEFINED: _data(DEFINITIONS),
        PLACES: _data(AREAS),
        LIBRARY: ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }


def settings(home: Home) -> dict[str, str]:
    """Whose reports are expected, and since when."""
    return {AREA: home.scope, START: home.first_period}


@cache
def _code() -> str:
    """A hash of every source that is not pinned by another name."""
    pinned = {path for folder in (DEFINITIONS, AREAS) for path in _below(*folder)}
    return _digest(path for package in ("assets", "schemas") for path in _below(package, SOURCES) if path not in pinned)


@cache
def _data(folder: tuple[str, tuple[str, ...]]) -> str:
    return _digest(_below(*folder))


def _below(place: str, endings: tuple[str, ...]) -> list[Path]:
    """The files of these endings at or below a place of the code, in order."""
    package, _, rest = place.partition("/")
    root = Path(str(files(package))) / rest
    return [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.suffix in endings)


def _digest(paths: Iterable[Path]) -> str:
    above = Path(str(files("schemas"))).parent
    parts = [path.relative_to(above).as_posix().encode() + b"\n" + path.read_bytes() for path in paths]
    return _short(b"\n".join(parts))


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
