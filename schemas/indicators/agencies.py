"""Which texts of an agency name an institution, so that no person's name is published."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl
import yaml


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files("schemas.indicators").joinpath("agencies.yaml").read_text(encoding="utf-8"))
    return found


def others() -> str:
    """Under which name the public sees what may be no institution: `Instansi lain`."""
    return str(_words()["others"])


def is_institution(text: pl.Expr) -> pl.Expr:
    """True where a text holds a word of an institution and none that goes before a person's name."""
    return text.str.contains(_any("institution")) & ~text.str.contains(_any("person"))


def _any(kind: str) -> str:
    """A pattern for any of the words of a list."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in _words()[kind])
    return rf"(?i)\b(?:{words})\b"
