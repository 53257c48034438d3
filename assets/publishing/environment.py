"""The templates of this room, and what they can do with a value."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from assets.publishing.pictures.drawing import draw
from schemas.formatting import number


@cache
def templates() -> Environment:
    """The templates; a name that a page does not give is an error."""
    loader = PackageLoader("assets.publishing", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["angka"] = number
    environment.filters["svg"] = draw
    return environment
