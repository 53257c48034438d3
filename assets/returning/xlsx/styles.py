"""The styles part: styles added for marked cells and for the first sheet, and the way back from a marked style.

A marked style keeps the number format, alignment and protection of the cell's own and takes a severity's fill and frame. Its
parent is a named style that holds the cell's own look: Excel and LibreOffice carry named styles through every save, so a
workbook that comes back mended gets its own looks again.
"""

import re
from dataclasses import dataclass, field

from assets.returning.xlsx import looks
from assets.returning.xlsx.markup import UnpatchableError, attributes, prefix_of, with_attributes, without_attributes

#: The name of a parent style begins so, and with nothing else.
OWN = "Rapor asal "
_LOOK = ("numFmtId", "fontId", "fillId", "borderId")
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
BARE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></styleSheet>'
)
TEXT_FORMAT = "49"


@dataclass
class _Section:
    """The children of one list of the part, those that were added last."""

    children: list[str]
    known: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.known = {child: number for number, child in reversed(list(enumerate(self.children)))}

    def add(self, child: str) -> int:
        if child not in self.known:
            self.known[child] = len(self.children)
            self.children.append(child)
        return self.known[child]


class Styles:
    """The styles part of a workbook, with what is added to it."""

    def __init__(self, xml: str) -> None:
        self._prefix = prefix_of(xml, "styleSheet")
        self._xml = self._with_every_section(xml)
        self._sections = {name: _Section(self._children(name)) for name in _CHILD}
        self._marked: dict[tuple[int, str], int] = {}
        self._parents: dict[tuple[tuple[tuple[str, str], ...], str], int] = {}
        self._made: dict[str, int] = {}
        self.restored = self._restore()

    def _with_every_section(self, xml: str) -> str:
        for place, name in enumerate(_ORDER):
            if name in _CHILD and not re.search(rf"<{self._prefix}{name}\b", xml):
                default = _DEFAULTS[name].replace("</", "\0").replace("<", f"<{self._prefix}").replace("\0", f"</{self._prefix}")
                section = f"<{self._prefix}{name}>{default}</{self._prefix}{name}>"
                later = "|".join(_ORDER[place + 1 :])
                place_of = re.search(rf"<{self._prefix}(?:{later})\b|</{self._prefix}styleSheet>", xml)
                if not place_of:
                    raise UnpatchableError("bagian gaya tidak lengkap")
                xml = xml[: place_of.start()] + section + xml[place_of.start() :]
        return xml

    def _pattern(self, section: str) -> str:
        name = self._prefix + section
        return rf"<{name}\b[^>]*?(?:/>|>.*?</{name}>)"

    def _children(self, section: str) -> list[str]:
        found = re.search(self._pattern(section), self._xml, re.DOTALL)
        name = self._prefix + _CHILD[section]
        body = found[0].partition(">")[2] if found else ""
        return re.findall(rf"<{name}\b(?:[^>]*/>|.*?</{name}>)", body, re.DOTALL)

    def marked(self, style: int, severity: str) -> int:
        """The style of a marked cell whose own style is `style`, made when first asked for."""
        style = self.restored.get(style, style)
        key = (style, severity)
        if key not in self._marked:
            own = self._style(style)
            tag, rest = _split(own)
            tag = with_attributes(
                tag, fontId=self._readable_font(tag), fillId=self._add("fills", looks.fill(looks.TONES[severity].fill)),
                borderId=self._add("borders", looks.tone_frame(severity)), xfId=self._parent(style),
                applyFont=1, applyFill=1, applyBorder=1, applyNumberFormat=1, applyAlignment=1, applyProtection=1,
            )  # fmt: skip
            self._marked[key] = self._sections["cellXfs"].add(tag + rest)
        return self._marked[key]

    def look(self, name: str) -> int:
        """A style of the first sheet."""
        if name not in self._made:
            look = looks.LOOKS[name]
            paper = looks.TONES[look.tone].fill if look.tone else look.fill
            attributes_ = {
                "numFmtId": TEXT_FORMAT, "fontId": self._add("fonts", looks.font(look)),
                "fillId": self._add("fills", looks.fill(paper)) if paper else 0, "borderId": self._frame(look), "xfId": 0,
                "quotePrefix": 1, "applyNumberFormat": 1, "applyFont": 1, "applyFill": 1, "applyBorder": 1, "applyAlignment": 1,
                "applyProtection": 1,
            }  # fmt: skip
            tag = with_attributes("<xf>", **attributes_)
            self._made[name] = self._add("cellXfs", f"{tag}{looks.alignment(look)}</xf>")
        return self._made[name]

    def _frame(self, look: looks.Look) -> int:
        if look.tone:
            return self._add("borders", looks.tone_frame(look.tone))
        if look.rule == "bottom":
            return self._add("borders", looks.frame("medium", looks.ACCENT, ("bottom",)))
        return self._add("borders", looks.frame("thin", looks.RULE)) if look.rule else 0

    def to_xml(self) -> str:
        """The part, each list with what was added and its count."""
        xml = self._xml
        for name, section in self._sections.items():
            found = re.search(self._pattern(name), xml, re.DOTALL)
            assert found is not None  # every list was put there at the start
            opening = with_attributes(found[0][: found[0].index(">") + 1].replace("/>", ">"), count=len(section.children))
            new = f"{opening}{''.join(section.children)}</{self._prefix}{name}>"
            xml = xml[: found.start()] + new + xml[found.end() :]
        return xml

    def _add(self, section: str, child: str) -> int:
        """Add an element written without a prefix; its number in the list."""
        prefixed = re.sub(r"<(/?)", rf"<\1{self._prefix}", child)
        return self._sections[section].add(prefixed)

    def _style(self, style: int) -> str:
        styles = self._sections["cellXfs"].children
        return styles[style] if style < len(styles) else styles[0]

    def _readable_font(self, tag: str) -> int:
        """The cell's own font without its colour, which was chosen for another paper."""
        number = int(attributes(tag).get("fontId", 0))
        fonts = self._sections["fonts"].children
        if number >= len(fonts):
            return 0
        plain = re.sub(rf"<{self._prefix}color\b[^>]*?(?:/>|>.*?</{self._prefix}color>)", "", fonts[number], flags=re.DOTALL)
        return number if plain == fonts[number] else self._sections["fonts"].add(plain)

    def _parent(self, style: int) -> int:
        """The named style that holds a style's own look; one of an earlier return serves again."""
        own = self._style(style)
        key = _look_of(own)
        if key not in self._parents:
            tag, rest = _split(own)
            number = len(self._sections["cellStyleXfs"].children)
            self._sections["cellStyleXfs"].children.append(
                with_attributes(without_attributes(tag, "xfId"), **dict(key[0])) + rest
            )
            self._add("cellStyles", f'<cellStyle name="{OWN}{number}" xfId="{number}"/>')
            self._parents[key] = number
        return self._parents[key]

    def _restore(self) -> dict[int, int]:
        """For a workbook that comes back: marked style → a style with the cell's own look again.

        A program that lost the named style leaves the cell plain.
        """
        named = [attributes(name) for name in self._sections["cellStyles"].children]
        ours = {int(name["xfId"]) for name in named if name.get("name", "").startswith(OWN) and "xfId" in name}
        looks_of = dict(enumerate(self._sections["cellStyleXfs"].children))
        parents = {str(number): _look_of(looks_of[number]) for number in sorted(ours & set(looks_of))}
        self._parents |= {look: int(number) for number, look in parents.items()}
        tones = self._tones("fills", [tone.fill for tone in looks.TONES.values()])
        frames = self._tones("borders", [tone.colour for tone in looks.TONES.values()])
        restored = {}
        for number, style in enumerate(list(self._sections["cellXfs"].children)):
            tag, rest = _split(style)
            own = attributes(tag)
            if look := parents.get(own.get("xfId", "0")):
                new = dict(look[0]) | {"numFmtId": own.get("numFmtId", "0"), "xfId": "0"}
            elif own.get("fillId") in tones and own.get("borderId") in frames:
                new = {"fillId": "0", "borderId": "0", "xfId": "0"}
            else:
                continue
            restored[number] = self._sections["cellXfs"].add(with_attributes(tag, **new) + rest)
        return restored

    def _tones(self, section: str, colours: list[str]) -> set[str]:
        """The numbers of the fills or borders that have a colour of ours."""
        children = enumerate(self._sections[section].children)
        return {str(number) for number, child in children if any(f'rgb="{colour}"' in child for colour in colours)}


def _look_of(style: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """What a style looks like: its number format, font, fill and border, and its children."""
    tag, rest = _split(style)
    own = attributes(tag)
    return tuple((name, own.get(name, "0")) for name in _LOOK), rest


def _split(element: str) -> tuple[str, str]:
    """The start tag, open when it had an end tag or not, and the rest."""
    tag, _, rest = element.partition(">")
    return f"{tag}>", rest
