"""How what we write looks: the colours of the severities, and every style of the first sheet, as styles of SpreadsheetML.

A severity is told by its fill and, for grey prints and eyes that see no red, by its frame: a heavy, a thin, a dashed one.
"""

from dataclasses import dataclass

from schemas.rules import EXPLAIN, FATAL, WARNING

INK, MUTED, ACCENT, RULE = "FF17252A", "FF4A5A5E", "FF0B5D4E", "FFC3CFCA"
TINT, INPUT, MARK_PAPER, MARK = "FFF2F6F4", "FFE9F4EF", "FFFFEFC7", "FF7A4A00"
FONT = "Calibri"


@dataclass(frozen=True)
class Tone:
    """The fill and the frame of a severity, ARGB, and the frame's line."""

    fill: str
    line: str
    colour: str


TONES: dict[str, Tone] = {
    FATAL: Tone("FFF3B8A8", "medium", "FFA2301C"),
    EXPLAIN: Tone("FFFFE2A0", "thin", "FF8A5A00"),
    WARNING: Tone("FFE3EEFA", "dashed", "FF1F4E79"),
}  # fmt: skip
#: The severities that colour a cell, gravest first.
MARKED = tuple(TONES)


@dataclass(frozen=True)
class Look:
    """A style of the first sheet. `fill` is ARGB or empty; `tone` is a severity whose fill and frame it takes."""

    size: float = 10
    bold: bool = False
    colour: str = INK
    fill: str = ""
    tone: str = ""
    rule: str = ""  # a line around the cell: `hair`, or `bottom` for one below
    wrap: bool = True
    middle: bool = False
    underline: bool = False
    right: bool = False
    locked: bool = True


LOOKS: dict[str, Look] = {
    "title": Look(18, bold=True, colour=ACCENT, wrap=False),
    "quiet": Look(colour=MUTED),
    "mark": Look(10, bold=True, colour=MARK, fill=MARK_PAPER, wrap=False),
    "stamp": Look(7, colour="FF9AA8A4", wrap=False, right=True),
    "letter": Look(12),
    "first": Look(11, bold=True, colour=ACCENT),
    "heading": Look(13, bold=True, colour=ACCENT, wrap=False),
    "head": Look(bold=True, fill=TINT, rule="bottom", middle=True),
    "cell": Look(rule="hair"),
    "input": Look(rule="hair", fill=INPUT, locked=False),
    "wait": Look(colour=MUTED, rule="hair"),
    "band info": Look(11, bold=True, colour=MUTED, fill=TINT, middle=True, wrap=False),
    "sel info": Look(rule="hair"),
    "link info": Look(rule="hair", underline=True),
}
for _severity in MARKED:
    LOOKS[f"band {_severity}"] = Look(11, bold=True, tone=_severity, middle=True, wrap=False)
    LOOKS[f"sel {_severity}"] = Look(bold=True, tone=_severity)
    LOOKS[f"link {_severity}"] = Look(bold=True, tone=_severity, underline=True)


def font(look: Look) -> str:
    """The font element."""
    bold, line = "<b/>" if look.bold else "", "<u/>" if look.underline else ""
    return f'<font>{bold}{line}<sz val="{look.size:g}"/><color rgb="{look.colour}"/><name val="{FONT}"/><family val="2"/></font>'


def fill(colour: str) -> str:
    """A solid fill."""
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'


def frame(line: str, colour: str, sides: tuple[str, ...] = ("left", "right", "top", "bottom")) -> str:
    """A border on some sides."""
    lines = [
        f'<{side} style="{line}"><color rgb="{colour}"/></{side}>' if side in sides else f"<{side}/>"
        for side in ("left", "right", "top", "bottom")
    ]
    return f"<border>{''.join(lines)}<diagonal/></border>"


def tone_frame(severity: str) -> str:
    """The frame of a severity."""
    return frame(TONES[severity].line, TONES[severity].colour)


def alignment(look: Look) -> str:
    """The children of a style: alignment, and whether the cell may be written in."""
    inside = (' horizontal="right"' if look.right else ' horizontal="left"') + (' wrapText="1"' if look.wrap else "")
    vertical = "center" if look.middle else "top"
    return f'<alignment vertical="{vertical}"{inside}/><protection locked="{int(look.locked)}"/>'
