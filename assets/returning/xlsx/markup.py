"""XML as text: a part of a workbook is changed where it must be, and every other byte stays as it was sent.

Nothing is parsed to a tree and written anew, because that loses prefixes that other attributes name.
"""

import re
from html import unescape
from xml.sax.saxutils import escape

import polars as pl

_ATTRIBUTE = re.compile(r"""\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
#: What no XML may hold, and Excel's own spelling of such a character, which has to be told from the same letters as text.
_FORBIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
_FORBIDDEN_IN_PYTHON = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPELLED = r"_(x[0-9A-Fa-f]{4}_)"
#: Excel refuses a longer cell.
LONGEST = 32_000


class UnpatchableError(Exception):
    """The workbook is built in a way that is not safe to change as text; the message says what, in Indonesian."""


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag, unescaped."""
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def with_attributes(tag: str, **values: object) -> str:
    """The start tag with these attributes set, in place or at its end."""
    for name, value in values.items():
        end = -2 if tag.endswith("/>") else -1
        tag = f'{without_attributes(tag, name)[:end].rstrip()} {name}="{text(str(value))}"{tag[end:]}'
    return tag


def without_attributes(tag: str, *names: str) -> str:
    """The start tag without these attributes."""
    for name in names:
        tag = re.sub(rf"""\s{re.escape(name)}\s*=\s*(?:"[^"]*"|'[^']*')""", "", tag)
    return tag


def text(value: str) -> str:
    """Text as it may stand in an element or an attribute of a workbook."""
    clean = _FORBIDDEN_IN_PYTHON.sub("", value[:LONGEST])
    return escape(re.sub(_SPELLED, r"_x005F_\1", clean), {'"': "&quot;"})


def escaped(value: pl.Expr) -> pl.Expr:
    """The vectorised twin of `text`; null becomes empty."""
    clean = value.fill_null("").str.slice(0, LONGEST).str.replace_all(_FORBIDDEN, "").str.replace_all(_SPELLED, "_x005F_${1}")
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        clean = clean.str.replace_all(character, entity, literal=True)
    return clean


def decoded(part: bytes) -> str:
    """A small part as text; UnpatchableError when it is not UTF-8 or hides markup in CDATA or comments."""
    try:
        xml = part.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnpatchableError("penyandian isi berkas tidak biasa") from error
    if "<![CDATA[" in xml:
        raise UnpatchableError("penulisan isi berkas tidak biasa")
    return xml


def prefix_of(xml: str, root: str) -> str:
    """What stands before every element's name of a part (`x:` or nothing), told from its root element."""
    found = re.search(rf"<((?:[\w.-]+:)?){root}\b[^>]*>", xml)
    if not found:
        raise UnpatchableError(f"bagian {root} tidak ditemukan")
    if "purl.oclc.org" in found[0]:
        raise UnpatchableError("berkas disimpan sebagai Strict Open XML")
    return found[1]
