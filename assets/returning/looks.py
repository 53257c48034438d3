"""How what we write looks: the colours of the severities in the officer's cells, and every style of our own two sheets.

A severity is told by its fill and, for grey prints and eyes that see no red, by its frame: a heavy, a thin, a dashed one.
"""

from assets.returning.xlsx.style_elements import Look, Tone
from schemas.rules import EXPLAIN, FATAL, INFO, WARNING

INK, MUTED, ACCENT, LINE = "FF17252A", "FF4A5A5E", "FF0B5D4E", "FFC3CFCA"
TINT = "FFF2F6F4"

#: Severity → how its cells are marked. Information marks no cell.
TONES: dict[str, Tone] = {
    FATAL: Tone("FFF3B8A8", "medium", "FFA2301C"),
    EXPLAIN: Tone("FFFFE2A0", "thin", "FF8A5A00"),
    WARNING: Tone("FFE3EEFA", "dashed", "FF1F4E79"),
}
#: The severities that mark a cell, gravest first.
MARKED = tuple(TONES)

TITLE = Look(ACCENT, 18, bold=True, wrap=False)
QUIET = Look(MUTED)
SAMPLE = Look("FF7A4A00", bold=True, fill="FFFFEFC7", wrap=False)
STAMP = Look("FF9AA8A4", 7, wrap=False, right=True)
LETTER = Look(INK, 12)
BEGIN_HERE = Look(ACCENT, 11, bold=True)
HEADING = Look(ACCENT, 13, bold=True, wrap=False)
COLUMN_HEAD = Look(INK, bold=True, fill=TINT, below_colour=ACCENT, middle=True)
CELL = Look(INK, rule_colour=LINE)
#: A cell for the officer's explanation, the only kind that she can write in.
INPUT = Look(INK, fill="FFE9F4EF", rule_colour=LINE, locked=False)
WAITING = Look(MUTED, rule_colour=LINE)

#: By severity: the band above its things, an address, and an address that leads to its cell.
BAND: dict[str, Look] = {
    INFO: Look(MUTED, 11, bold=True, fill=TINT, middle=True, wrap=False),
    **{severity: Look(INK, 11, bold=True, tone=tone, middle=True, wrap=False) for severity, tone in TONES.items()},
}
ADDRESS: dict[str, Look] = {INFO: CELL, **{severity: Look(INK, bold=True, tone=tone) for severity, tone in TONES.items()}}
LINK: dict[str, Look] = {
    INFO: Look(INK, rule_colour=LINE, underline=True),
    **{severity: Look(INK, bold=True, tone=tone, underline=True) for severity, tone in TONES.items()},
}
