"""XML as text: a part of a workbook is changed where it must be, and every other byte stays as it was sent.

Nothing is parsed to a tree and written anew, because that loses prefixes that other attributes name (`mc:Ignorable="x14ac"`).
"""

import re
from html import unescape
from xml.sax.saxutils import escape

import polars as pl

_ATTRIBUTE = re.compile(r"""\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
#: Characters that no XML may hold. The two patterns are one: polars' regexes spell a code point otherwise and have no surrogates.
_FORBIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
_FORBIDDEN_IN_PYTHON = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Excel writes such a character as `_x0007_` and reads that back, so the same letters typed by a person need a `_x005F_` before.
_SPELLED = r"_(x[0-9A-Fa-f]{4}_)"
#: Characters; Excel refuses a cell of more than 32,767.
LONGEST = 32_000


class UnpatchableError(Exception):
    """The workbook is built in a way that is not safe to change as text; the message says what, in Indonesian."""


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag, unescaped: `<c r="A1" s='3'>` gives `{"r": "A1", "s": "3"}`."""
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def with_attributes(tag: str, **values: object) -> str:
    """The start tag with these attributes set to the values as text, each at its end, whether it had them or not."""
    for name, value in values.items():
        end = -2 if tag.endswith("/>") else -1
        tag = f'{without_attributes(tag, name)[:end].rstrip()} {name}="{xml_text(str(value))}"{tag[end:]}'
    return tag


def without_attributes(tag: str, *names: str) -> str:
    """The start tag without these attributes."""
    for name in names:
        tag = re.sub(rf"""\s{re.escape(name)}\s*=\s*(?:"[^"]*"|'[^']*')""", "", tag)
    return tag


def xml_text(value: str) -> str:
    """Any text as it may stand in an element or an attribute of a workbook: escaped, at most LONGEST characters of it."""
    clean = _FORBIDDEN_IN_PYTHON.sub("", value[:LONGEST])
    return escape(re.sub(_SPELLED, r"_x005F_\1", clean), {'"': "&quot;"})


def xml_text_of(value: pl.Expr) -> pl.Expr:
    """`xml_text` for a column of texts; null becomes empty."""
    clean = value.fill_null("").str.slice(0, LONGEST).str.replace_all(_FORBIDDEN, "").str.replace_all(_SPELLED, "_x005F_${1}")
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        clean = clean.str.replace_all(character, entity, literal=True)
    return clean


def part_text(part: bytes) -> str:
    """A small part as text; UnpatchableError when it is not UTF-8 or hides markup in CDATA, which the patterns here would see."""
    try:
        xml = part.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnpatchableError("penyandian isi berkas tidak biasa") from error
    if "<![CDATA[" in xml:
        raise UnpatchableError("penulisan isi berkas tidak biasa")
    return xml


def prefix_of(xml: str, root: str) -> str:
    """What stands before every element's name of a part (`x:` or nothing), told from its root element.

    UnpatchableError without that root, and for Strict Open XML, whose parts refer to each other by other names.
    """
    element = re.search(rf"<((?:[\w.-]+:)?){root}\b[^>]*>", xml)
    if not element:
        raise UnpatchableError(f"bagian {root} tidak ditemukan")
    if "purl.oclc.org" in element[0]:
        raise UnpatchableError("berkas disimpan sebagai Strict Open XML")
    return element[1]
