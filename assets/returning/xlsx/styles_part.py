"""The styles part: styles added for marked cells and for our own sheets, and the way back from a marked style.

A marked style keeps the number format, alignment and protection of the cell's own and takes a tone's fill and frame. Its parent
is a named style that holds the cell's own look: a program that saves the workbook numbers its styles anew, but Excel and
LibreOffice carry named ones through, so a workbook that comes back mended gets its own looks again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assets.returning.xlsx import style_elements
from assets.returning.xlsx.markup import UnpatchableError, attributes, prefix_of, with_attributes, without_attributes
from assets.returning.xlsx.style_elements import Look, Tone

#: The name of a parent style begins so, and with nothing else.
PARENT_NAME = "Rapor asal "
_LOOK_ATTRIBUTES = ("numFmtId", "fontId", "fillId", "borderId")
#: The lists of the part in the order that the format wants.
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_CHILD = {"fonts": "font", "fills": "fill", "borders": "border", "cellStyleXfs": "xf", "cellXfs": "xf", "cellStyles": "cellStyle"}
_DEFAULTS = {
    "fonts": "<font><sz val=\"11\"/><name val=\"Calibri\"/></font>",
    "fills": "<fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>",
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>",
    "cellXfs": "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "cellStyles": "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>",
}  # fmt: skip
#: A styles part without any style, for a workbook that has none.
BARE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></styleSheet>'
)
#: Excel's number of the format "text": what was submitted is shown as it was typed, whatever it looks like.
TEXT_FORMAT = "49"

#: What an `xf` element looks like: its number format, font, fill and border as attributes, and its children.
_XfLook = tuple[tuple[tuple[str, str], ...], str]


@dataclass
class _Section:
    """The children of one list of the part, those that were added last. A child is referred to by its place, from 0."""

    children: list[str]
    places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {child: place for place, child in reversed(list(enumerate(self.children)))}

    def add(self, child: str) -> int:
        """The place of a child, appended when there is none like it."""
        if child not in self.places:
            self.places[child] = len(self.children)
            self.children.append(child)
        return self.places[child]


class StylesPart:
    """The styles part of a workbook, with what is added to it.

    `tones` are the ways in which a cell can be marked, by name. `restored` maps each style by which an earlier return marked a
    cell to a style with the cell's own look. UnpatchableError when `xml` is no styles part.
    """

    def __init__(self, xml: str, tones: Mapping[str, Tone]) -> None:
        self._tones = tones
        self._prefix = prefix_of(xml, "styleSheet")
        self._xml = self._with_every_section(xml)
        self._sections = {name: _Section(self._children(name)) for name in _CHILD}
        self._marked: dict[tuple[int, str], int] = {}
        self._parents: dict[_XfLook, int] = {}
        self._looks: dict[Look, int] = {}
        self.restored = self._restore()

    def _with_every_section(self, xml: str) -> str:
        """The part with each list that styles are added to, a missing one with the one entry that the format wants in it."""
        for place, name in enumerate(_ORDER):
            if name in _CHILD and not re.search(rf"<{self._prefix}{name}\b", xml):
                default = _DEFAULTS[name].replace("</", "\0").replace("<", f"<{self._prefix}").replace("\0", f"</{self._prefix}")
                section = f"<{self._prefix}{name}>{default}</{self._prefix}{name}>"
                later = "|".join(_ORDER[place + 1 :])
                following = re.search(rf"<{self._prefix}(?:{later})\b|</{self._prefix}styleSheet>", xml)
                if not following:
                    raise UnpatchableError("bagian gaya tidak lengkap")
                xml = xml[: following.start()] + section + xml[following.start() :]
        return xml

    def _pattern(self, section: str) -> str:
        name = self._prefix + section
        return rf"<{name}\b[^>]*?(?:/>|>.*?</{name}>)"

    def _children(self, section: str) -> list[str]:
        element = re.search(self._pattern(section), self._xml, re.DOTALL)
        name = self._prefix + _CHILD[section]
        body = element[0].partition(">")[2] if element else ""
        return re.findall(rf"<{name}\b(?:[^>]*/>|.*?</{name}>)", body, re.DOTALL)

    def marked(self, style: int, tone: str) -> int:
        """The number of the style for a cell of style `style` that is marked with a tone, made when first asked for.

        The style of a cell that an earlier return marked is taken for the cell's own before that, so marks do not stack.
        """
        style = self.restored.get(style, style)
        key = (style, tone)
        if key not in self._marked:
            tag, children = _split(self._xf(style))
            tag = with_attributes(
                tag, fontId=self._readable_font(tag), fillId=self._add("fills", style_elements.fill_element(self._tones[tone].fill)),
                borderId=self._add("borders", style_elements.tone_border(self._tones[tone])), xfId=self._parent(style),
                applyFont=1, applyFill=1, applyBorder=1, applyNumberFormat=1, applyAlignment=1, applyProtection=1,
            )  # fmt: skip
            self._marked[key] = self._sections["cellXfs"].add(tag + children)
        return self._marked[key]

    def look(self, look: Look) -> int:
        """The number of a style for a sheet that we write, made when first asked for.

        With `quotePrefix` Excel keeps a text that begins with `=` a text also when somebody edits the cell.
        """
        if look not in self._looks:
            fill, border = style_elements.look_fill(look), style_elements.look_border(look)
            tag = with_attributes(
                "<xf>", numFmtId=TEXT_FORMAT, fontId=self._add("fonts", style_elements.font_element(look)),
                fillId=self._add("fills", fill) if fill else 0, borderId=self._add("borders", border) if border else 0, xfId=0,
                quotePrefix=1, applyNumberFormat=1, applyFont=1, applyFill=1, applyBorder=1, applyAlignment=1, applyProtection=1,
            )  # fmt: skip
            self._looks[look] = self._add("cellXfs", f"{tag}{style_elements.alignment_elements(look)}</xf>")
        return self._looks[look]

    def to_xml(self) -> str:
        """The part, each list with what was added and its count."""
        xml = self._xml
        for name, section in self._sections.items():
            element = re.search(self._pattern(name), xml, re.DOTALL)
            assert element is not None  # every list was put there at the start
            opening = with_attributes(element[0][: element[0].index(">") + 1].replace("/>", ">"), count=len(section.children))
            new = f"{opening}{''.join(section.children)}</{self._prefix}{name}>"
            xml = xml[: element.start()] + new + xml[element.end() :]
        return xml

    def _add(self, section: str, child: str) -> int:
        """Add an element written without a prefix; its place in the list."""
        prefixed = re.sub(r"<(/?)", rf"<\1{self._prefix}", child)
        return self._sections[section].add(prefixed)

    def _xf(self, style: int) -> str:
        """The element of a style; the first one's for a number that the list does not reach."""
        styles = self._sections["cellXfs"].children
        return styles[style] if style < len(styles) else styles[0]

    def _readable_font(self, tag: str) -> int:
        """The cell's own font without its colour, which was chosen for another paper: white on green is white on pink."""
        number = int(attributes(tag).get("fontId", 0))
        fonts = self._sections["fonts"].children
        if number >= len(fonts):
            return 0
        plain = re.sub(rf"<{self._prefix}color\b[^>]*?(?:/>|>.*?</{self._prefix}color>)", "", fonts[number], flags=re.DOTALL)
        return number if plain == fonts[number] else self._sections["fonts"].add(plain)

    def _parent(self, style: int) -> int:
        """The number of the named style that holds a style's own look; one of an earlier return serves again."""
        xf = self._xf(style)
        look = _look_of(xf)
        if look not in self._parents:
            tag, children = _split(xf)
            number = len(self._sections["cellStyleXfs"].children)
            self._sections["cellStyleXfs"].children.append(
                with_attributes(without_attributes(tag, "xfId"), **dict(look[0])) + children
            )
            self._add("cellStyles", f'<cellStyle name="{PARENT_NAME}{number}" xfId="{number}"/>')
            self._parents[look] = number
        return self._parents[look]

    def _restore(self) -> dict[int, int]:
        """For a workbook that comes back: the number of each marked style → of a style with the cell's own look again.

        Where a program lost the named style, a style with fill and frame in the colours of our tones is still known to be ours;
        its cell becomes plain.
        """
        names = [attributes(name) for name in self._sections["cellStyles"].children]
        ours = {int(name["xfId"]) for name in names if name.get("name", "").startswith(PARENT_NAME) and "xfId" in name}
        parent_xfs = dict(enumerate(self._sections["cellStyleXfs"].children))
        parents = {str(number): _look_of(parent_xfs[number]) for number in sorted(ours & set(parent_xfs))}
        self._parents |= {look: int(number) for number, look in parents.items()}
        fills = self._with_colour("fills", [tone.fill for tone in self._tones.values()])
        frames = self._with_colour("borders", [tone.colour for tone in self._tones.values()])
        restored = {}
        for number, xf in enumerate(list(self._sections["cellXfs"].children)):
            tag, children = _split(xf)
            now = attributes(tag)
            if look := parents.get(now.get("xfId", "0")):
                before = dict(look[0]) | {"numFmtId": now.get("numFmtId", "0"), "xfId": "0"}
            elif now.get("fillId") in fills and now.get("borderId") in frames:
                before = {"fillId": "0", "borderId": "0", "xfId": "0"}
            else:
                continue
            restored[number] = self._sections["cellXfs"].add(with_attributes(tag, **before) + children)
        return restored

    def _with_colour(self, section: str, colours: list[str]) -> set[str]:
        """The numbers of the fills or borders that have one of the colours."""
        children = enumerate(self._sections[section].children)
        return {str(number) for number, child in children if any(f'rgb="{colour}"' in child for colour in colours)}


def _look_of(xf: str) -> _XfLook:
    tag, children = _split(xf)
    values = attributes(tag)
    return tuple((name, values.get(name, "0")) for name in _LOOK_ATTRIBUTES), children


def _split(element: str) -> tuple[str, str]:
    """The start tag and the rest: `<xf fontId="1"><a/></xf>` is `<xf fontId="1">` and `<a/></xf>`, `<xf/>` is `<xf/>` and nothing."""
    tag, _, rest = element.partition(">")
    return f"{tag}>", rest
