"""A workbook's package: its parts, how they refer to each other, and the copy in which only changed parts differ.

A package is a zip file of parts (`xl/worksheets/sheet1.xml`). Which part refers to which stands in relationship parts beside
them (`xl/worksheets/_rels/sheet1.xml.rels`), and which type a part has in `[Content_Types].xml`.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from assets.returning.xlsx.markup import UnpatchableError, attributes, part_text, xml_text

#: Bytes of a part that are in memory at a time: a sheet may be hundreds of mebibytes when it is inflated.
PIECE = 1 << 20
#: zlib's fastest: the officer's next save packs the file again.
COMPRESSION_LEVEL = 1
TYPES = "[Content_Types].xml"
#: The namespace of references between parts, and what the type of a reference begins with.
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMPTY_RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
#: A part that is made gets this time, so that equal returns are equal bytes.
_TIME = (1980, 1, 1, 0, 0, 0)

Content = bytes | Iterable[bytes] | Callable[[], bytes]


@dataclass(frozen=True)
class Relationship:
    """One reference from a part: `target` is a part's full name, or an address outside the package."""

    id: str
    type: str
    target: str


class PatchedPackage:
    """The parts of a workbook. What is put here is written by `save`; everything else is copied as it is.

    UnpatchableError when `source` is no zip file. Names of parts are spelled without a leading slash; some programs write
    one, or backslashes, into the zip file, which `save` keeps.
    """

    def __init__(self, source: bytes | Path) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
        except zipfile.BadZipFile as error:
            raise UnpatchableError("berkas bukan buku kerja .xlsx") from error
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in self._zip.infolist()}
        self._put: dict[str, Content] = {}
        self._gone: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._put or (name in self._entries and name not in self._gone)

    def entries(self) -> list[zipfile.ZipInfo]:
        """The directory of the original."""
        return list(self._entries.values())

    def read(self, name: str) -> bytes:
        """A whole part as it is by now. UnpatchableError when it is not there."""
        content = self._put.get(name)
        if isinstance(content, bytes):
            return content
        if name not in self:
            raise UnpatchableError(f"bagian {posixpath.basename(name)} tidak ada")
        return self._zip.read(self._entries[name])

    def xml(self, name: str) -> str:
        """`read` as text."""
        return part_text(self.read(name))

    def original(self, name: str) -> bytes:
        """A whole part as it was sent."""
        return self._zip.read(self._entries[name])

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part as it was sent, a mebibyte at a time."""
        with self._zip.open(self._entries[name]) as part:
            while piece := part.read(PIECE):
                yield piece

    def names(self, extension: str) -> list[str]:
        """The parts whose names end so (`.vml`)."""
        return [name for name in {**self._entries, **self._put} if name.lower().endswith(extension) and name not in self._gone]

    def put(self, name: str, content: Content | str) -> None:
        """Set a part: its bytes, its pieces, or a function that is called when all other parts are written.

        The last is for parts that others add to while they are written: styles and shared texts.
        """
        self._gone.discard(name)
        self._put[name] = content.encode() if isinstance(content, str) else content

    def remove(self, name: str) -> None:
        """Leave a part out, with what says of which type it is."""
        self._gone.add(name)
        self._put.pop(name, None)
        pattern = rf"""<(?:\w+:)?Override\b[^>]*PartName=["']/{re.escape(name)}["'][^>]*/>"""
        self.put(TYPES, re.sub(pattern, "", self.xml(TYPES)))

    def free(self, *patterns: str) -> str:
        """The first name of the patterns, such as `xl/comments{}.xml`, that no part has. Excel tells no `A` from `a` in names."""
        taken = {name.lower() for name in (*self._entries, *self._put)}
        names = (pattern.format(number) for number in range(1, 100_000) for pattern in patterns)
        return next(name for name in names if name.lower() not in taken)

    def relationships(self, part: str) -> list[Relationship]:
        """What a part refers to; of the package itself when `part` is empty."""
        name = _relationships_of(part)
        if name not in self:
            return []
        references = [attributes(tag) for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", self.xml(name))]
        return [Relationship(each["Id"], each["Type"], _target_of(part, each)) for each in references]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; the new reference's id. `kind` is the last word of its type (`worksheet`)."""
        name = _relationships_of(part)
        xml = self.xml(name) if name in self else _EMPTY_RELATIONSHIPS
        taken = {relationship.id for relationship in self.relationships(part)}
        new = next(id_ for n in range(1, 100_000) if (id_ := f"rIdRapor{n}") not in taken)
        root = re.search(r"<((?:\w+:)?)Relationships\b", xml)
        prefix = root[1] if root else ""
        element = f'<{prefix}Relationship Id="{new}" Type="{OFFICE}/{kind}" Target="/{xml_text(target)}"/>'
        self.put(name, _with_last_child(xml, f"{prefix}Relationships", element))
        return new

    def unrelate(self, part: str, relationship: str) -> None:
        """Take a reference away, by its id."""
        name = _relationships_of(part)
        pattern = rf"""<(?:\w+:)?Relationship\b[^>]*\sId=["']{re.escape(relationship)}["'][^>]*>"""
        self.put(name, re.sub(pattern, "", self.xml(name)))

    def declare(self, part: str, content_type: str) -> None:
        """Say of which type a new part is."""
        xml = self.xml(TYPES)
        prefix = _types_prefix(xml)
        element = f'<{prefix}Override PartName="/{xml_text(part)}" ContentType="{content_type}"/>'
        self.put(TYPES, _with_last_child(xml, f"{prefix}Types", element))

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say of which type the parts with a file extension (`vml`) are, where nothing says so."""
        xml = self.xml(TYPES)
        if re.search(rf"""Extension=["']{extension}["']""", xml, re.IGNORECASE):
            return
        prefix = _types_prefix(xml)
        element = f'<{prefix}Default Extension="{extension}" ContentType="{content_type}"/>'
        self.put(TYPES, re.sub(rf"(<{prefix}Types\b[^>]*>)", lambda root: root[1] + element, xml, count=1))

    def save(self, target: Path) -> None:
        """Write the package to a file, the original's order kept; parts made by a function come last."""
        names = [name for name in self._entries if name not in self._gone]
        names += [name for name in self._put if name not in self._entries]
        late = [name for name in names if callable(self._put.get(name))]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL) as out:
            for name in [name for name in names if name not in late] + late:
                self._write(out, name)

    def _write(self, out: zipfile.ZipFile, name: str) -> None:
        content = self._put.get(name)
        entry = _copied_entry(self._entries.get(name), name, is_changed=name in self._put)
        if callable(content):
            content = content()
        with out.open(entry, "w") as part:
            for piece in [content] if isinstance(content, bytes) else content or self.pieces(name):
                part.write(piece)


def _copied_entry(original: zipfile.ZipInfo | None, name: str, *, is_changed: bool) -> zipfile.ZipInfo:
    """The directory entry under which a part is written: name, time and attributes of the original's where there is one.

    A part that was stored without compression, as pictures are, is stored again when it is only copied.
    """
    entry = zipfile.ZipInfo(original.filename if original else name, original.date_time if original else _TIME)
    is_stored = original is not None and original.compress_type == zipfile.ZIP_STORED and not is_changed
    entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    entry.external_attr = original.external_attr if original else 0
    _compress_fast(entry)
    return entry


def _compress_fast(entry: zipfile.ZipInfo) -> None:
    """Let a part be compressed at our level.

    `ZipFile.open` applies the archive's own level to a name alone, not to an entry, and has no argument for it; `writestr` has
    one but wants the whole part in memory. From Python 3.13 on the attribute is public, as `compress_level`. A test compares
    the bytes with zlib's own, so it fails when this stops working.
    """
    entry._compresslevel = COMPRESSION_LEVEL  # type: ignore[attr-defined]  # noqa: SLF001


def _relationships_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _target_of(part: str, relationship: dict[str, str]) -> str:
    """The full name of the part that a reference names, which it gives from the referring part's folder or, with a `/`, from the root."""
    target = relationship.get("Target", "").replace("\\", "/")
    if relationship.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _types_prefix(xml: str) -> str:
    root = re.search(r"<((?:\w+:)?)Types\b", xml)
    return root[1] if root else ""


def _with_last_child(xml: str, root: str, element: str) -> str:
    """The part with an element as its root's last child."""
    if f"</{root}>" not in xml:
        xml = re.sub(rf"<{root}\b([^>]*)/>", rf"<{root}\1></{root}>", xml, count=1)
    start, _, end = xml.rpartition(f"</{root}>")
    return f"{start}{element}</{root}>{end}"
