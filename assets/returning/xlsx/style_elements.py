"""What a style is made of, and its elements in SpreadsheetML: font, fill, border, alignment.

Colours are ARGB in hex, as the format wants them: `FF0B5D4E`. Which looks there are is said in `assets/returning/looks.py`.
"""

from dataclasses import dataclass

FONT = "Calibri"
SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True)
class Tone:
    """How a marked cell is seen: the colour of its fill, and line (`thin`, `medium`, `dashed`) and colour of its frame."""

    fill: str
    line: str
    colour: str


@dataclass(frozen=True)
class Look:
    """A style of a sheet that we write.

    `colour` of the text, `size` in points. `fill` is a colour, empty for none; `rule_colour` draws a thin line around the cell,
    `below_colour` a heavier one under it. A `tone` gives fill and frame in place of these three. A `locked` cell cannot be
    written in while the sheet is protected.
    """

    colour: str
    size: float = 10
    bold: bool = False
    underline: bool = False
    fill: str = ""
    tone: Tone | None = None
    rule_colour: str = ""
    below_colour: str = ""
    wrap: bool = True
    middle: bool = False
    right: bool = False
    locked: bool = True


def font_element(look: Look) -> str:
    """The font of a look."""
    bold, line = "<b/>" if look.bold else "", "<u/>" if look.underline else ""
    return f'<font>{bold}{line}<sz val="{look.size:g}"/><color rgb="{look.colour}"/><name val="{FONT}"/><family val="2"/></font>'


def fill_element(colour: str) -> str:
    """A solid fill. `indexed="64"`, the system's own colour, is what Excel writes behind a solid pattern."""
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'


def border_element(line: str, colour: str, sides: tuple[str, ...] = SIDES) -> str:
    """A border on some sides; the format wants the others named too, empty."""
    lines = [f'<{side} style="{line}"><color rgb="{colour}"/></{side}>' if side in sides else f"<{side}/>" for side in SIDES]
    return f"<border>{''.join(lines)}<diagonal/></border>"


def tone_border(tone: Tone) -> str:
    """The frame of a tone."""
    return border_element(tone.line, tone.colour)


def look_border(look: Look) -> str:
    """The border of a look; empty when it has none."""
    if look.tone:
        return tone_border(look.tone)
    if look.below_colour:
        return border_element("medium", look.below_colour, ("bottom",))
    return border_element("thin", look.rule_colour) if look.rule_colour else ""


def look_fill(look: Look) -> str:
    """The fill of a look; empty when it has none."""
    colour = look.tone.fill if look.tone else look.fill
    return fill_element(colour) if colour else ""


def alignment_elements(look: Look) -> str:
    """The children of a style: alignment, and whether the cell may be written in."""
    inside = (' horizontal="right"' if look.right else ' horizontal="left"') + (' wrapText="1"' if look.wrap else "")
    vertical = "center" if look.middle else "top"
    return f'<alignment vertical="{vertical}"{inside}/><protection locked="{int(look.locked)}"/>'
