"""What a number format of a spreadsheet does to the number that is shown: only what changes its size matters here."""

import re
from functools import lru_cache

from assets.reading.files.marks import Shown

#: Formats that every Excel knows by number alone, so that no format code of theirs stands in the file: 0% and 0.00%.
BUILT_IN = {9: Shown.PERCENT, 10: Shown.PERCENT}
#: What a code shows as it is written: quoted, escaped, padded or repeated signs, colours and conditions.
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?')
#: A comma behind the last digit divides what is shown by a thousand; one between digits only groups them.
_SCALE = re.compile(r"[0#?],+(?![0#?,])")


@lru_cache(maxsize=10_000)
def shown_as(code: str) -> Shown:
    """How a format code shows a number; `0.0%` and `#,##0,` do not show it as it is, `0" %"` does."""
    signs = _LITERAL.sub("", code)
    if "%" in signs:
        return Shown.PERCENT
    return Shown.SCALED if _SCALE.search(signs) else Shown.PLAIN
