"""A sheet's comments part: our notes are put in, those of an earlier return taken out, and everybody else's kept."""

import re
from dataclasses import dataclass
from html import unescape

from assets.returning.xlsx.markup import UnpatchableError, attributes, prefix_of, xml_text

EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>'
)
#: As Excel writes a note that a person types: colour 81 is that of tool tips.
_FONT = '<{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/>'


@dataclass(frozen=True)
class NoteSign:
    """How a note of ours is known when the workbook comes back: `heading` begins its text, `author` is its author's name.

    The heading decides, because programs that save a workbook change or drop the author.
    """

    heading: str
    author: str


class CommentsPart:
    """The comments of a sheet, from which notes with our sign are gone from the start.

    `dropped` holds the addresses of comments in which nothing but our note stood, whose shapes have to go as well; `changed`
    is True when the part is to be written. UnpatchableError when `xml` is no comments part.
    """

    def __init__(self, sign: NoteSign, xml: str = EMPTY) -> None:
        self._sign = sign
        self._xml, self._prefix = xml, prefix_of(xml, "comments")
        p = self._prefix
        self._authors = re.findall(rf"<{p}author\b[^>]*?(?:/>|>[^<]*</{p}author>)", xml)
        elements = re.findall(rf"<{p}comment\b.*?</{p}comment>", xml, re.DOTALL)
        self._elements: dict[str, str] = {}
        self.dropped: set[str] = set()
        for element in elements:
            address, theirs = attributes(element[: element.index(">") + 1])["ref"], self._without_ours(element)
            if theirs:
                self._elements[address] = theirs
            else:
                self.dropped.add(address)
        self.changed = any(sign.heading in _said(element) for element in elements)

    def add(self, address: str, note: str) -> bool:
        """Add a note (its first line begins with the sign's heading); True when it needs a shape of its own.

        A cell has one comment, so on a cell with somebody else's the note goes behind their text, and their shape shows both.
        Where the comment stands for a conversation in threads nothing is added: Excel makes that comment anew from the
        conversation whenever it saves.
        """
        self.changed = True
        theirs = self._elements.get(address)
        if theirs is None:
            body = f"<{self._prefix}text>{self._runs(note)}</{self._prefix}text>"
            self._elements[address] = (
                f'<{self._prefix}comment ref="{address}" authorId="{self._author()}">{body}</{self._prefix}comment>'
            )
            return True
        author = int(attributes(theirs[: theirs.index(">") + 1]).get("authorId", 0))
        if author >= len(self._authors) or ">tc=" not in self._authors[author]:
            self._elements[address] = self._joined(theirs, note)
        return False

    def to_xml(self) -> str:
        """The part; UnpatchableError when it lacks one of its two lists."""
        xml = self._xml
        for name, children in (("authors", self._authors), ("commentList", list(self._elements.values()))):
            name = self._prefix + name
            new = f"<{name}>{''.join(children)}</{name}>"
            element = re.search(rf"<{name}\b[^>]*?(?:/>|>.*?</{name}>)", xml, re.DOTALL)
            if not element:
                raise UnpatchableError("catatan sel tidak lengkap")
            xml = xml[: element.start()] + new + xml[element.end() :]
        return xml

    def _author(self) -> int:
        """The number of our author, added when it is new."""
        ours = f"<{self._prefix}author>{self._sign.author}</{self._prefix}author>"
        if ours not in self._authors:
            self._authors.append(ours)
        return self._authors.index(ours)

    def _runs(self, note: str, before: str = "") -> str:
        """The note as two runs of text, its first line in bold; `before` stands ahead of it."""
        first, _, rest = note.partition("\n")
        font, p = _FONT.format(p=self._prefix), self._prefix
        bold = f'<{p}r><{p}rPr><{p}b/>{font}</{p}rPr><{p}t xml:space="preserve">{before}{xml_text(first)}\n</{p}t></{p}r>'
        return f'{bold}<{p}r><{p}rPr>{font}</{p}rPr><{p}t xml:space="preserve">{xml_text(rest)}</{p}t></{p}r>'

    def _joined(self, element: str, note: str) -> str:
        """Somebody else's comment with our note behind it. A text may be one plain `t` or runs, never both: it becomes a run."""
        p = self._prefix
        if f"<{p}r>" not in element:
            element = re.sub(rf"(<{p}t\b.*</{p}t>)", rf"<{p}r>\1</{p}r>", element, count=1, flags=re.DOTALL)
        return element.replace(f"</{p}text>", self._runs(note, "\n\n") + f"</{p}text>", 1)

    def _without_ours(self, element: str) -> str:
        """A comment without our note; empty when nothing else stands in it.

        Ours is last, so from the heading on everything goes, in whichever of its texts the heading stands since.
        """
        heading = self._sign.heading
        said = _said(element)
        if heading not in said:
            return element
        if said.lstrip().startswith(heading):
            return ""
        cut_off = False

        def kept(match: re.Match[str]) -> str:
            nonlocal cut_off
            before, begins, _ = unescape(match[2]).partition(heading)
            theirs = "" if cut_off else before.rstrip("\n") if begins else unescape(match[2])
            cut_off = cut_off or bool(begins)
            return f"{match[1]}{xml_text(theirs)}{match[3]}"

        return re.sub(rf"(<{self._prefix}t(?:\s[^>]*)?>)([^<]*)(</{self._prefix}t>)", kept, element)


def _said(element: str) -> str:
    """A comment's text."""
    return unescape("".join(re.findall(r"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)</", element)))
