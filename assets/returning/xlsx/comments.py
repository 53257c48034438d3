"""A sheet's comments part: our notes are put in, those of an earlier return taken out, and everybody else's kept."""

import re
from html import unescape

from assets.returning.xlsx.markup import UnpatchableError, attributes, prefix_of, text

#: A note of ours begins so; an earlier one is known by it, whoever saved the file since.
HEADING = "Catatan verifikasi · "
AUTHOR = "Rapor Koperasi"
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>'
)
_FONT = '<{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/>'


class Comments:
    """The comments of a sheet by their address, as elements. What an earlier return added is gone from the start.

    `dropped` holds the addresses of the notes that were ours alone, whose shapes have to go as well.
    """

    def __init__(self, xml: str = EMPTY) -> None:
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
        self.changed = any(HEADING in _said(element) for element in elements)

    def add(self, address: str, note: str) -> bool:
        """Add a note, behind the text of somebody else's on the same cell; True when it needs a shape of its own.

        A conversation in threads is left as it is: Excel makes its comment anew.
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
        """The part."""
        xml = self._xml
        for name, children in (("authors", self._authors), ("commentList", list(self._elements.values()))):
            name = self._prefix + name
            new = f"<{name}>{''.join(children)}</{name}>"
            found = re.search(rf"<{name}\b[^>]*?(?:/>|>.*?</{name}>)", xml, re.DOTALL)
            if not found:
                raise UnpatchableError("catatan sel tidak lengkap")
            xml = xml[: found.start()] + new + xml[found.end() :]
        return xml

    def _author(self) -> int:
        own = f"<{self._prefix}author>{AUTHOR}</{self._prefix}author>"
        if own not in self._authors:
            self._authors.append(own)
        return self._authors.index(own)

    def _runs(self, note: str, before: str = "") -> str:
        """The note with its first line in bold."""
        first, _, rest = note.partition("\n")
        font, p = _FONT.format(p=self._prefix), self._prefix
        bold = f'<{p}r><{p}rPr><{p}b/>{font}</{p}rPr><{p}t xml:space="preserve">{before}{text(first)}\n</{p}t></{p}r>'
        return f'{bold}<{p}r><{p}rPr>{font}</{p}rPr><{p}t xml:space="preserve">{text(rest)}</{p}t></{p}r>'

    def _joined(self, element: str, note: str) -> str:
        p = self._prefix
        if f"<{p}r>" not in element:
            element = re.sub(rf"(<{p}t\b.*</{p}t>)", rf"<{p}r>\1</{p}r>", element, count=1, flags=re.DOTALL)
        return element.replace(f"</{p}text>", self._runs(note, "\n\n") + f"</{p}text>", 1)

    def _without_ours(self, element: str) -> str:
        """A comment without what we said; empty when nothing else is said there."""
        said = _said(element)
        if HEADING not in said:
            return element
        if said.lstrip().startswith(HEADING):
            return ""
        ours = False

        def cut(found: re.Match[str]) -> str:
            nonlocal ours
            before, heading, _ = unescape(found[2]).partition(HEADING)
            kept = "" if ours else before.rstrip("\n") if heading else unescape(found[2])
            ours = ours or bool(heading)
            return f"{found[1]}{text(kept)}{found[3]}"

        return re.sub(rf"(<{self._prefix}t(?:\s[^>]*)?>)([^<]*)(</{self._prefix}t>)", cut, element)


def _said(element: str) -> str:
    """A comment's text."""
    return unescape("".join(re.findall(r"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)</", element)))
