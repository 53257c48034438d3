"""Good files made bad: bits turned, ends cut off, bytes put in, parts exchanged, tags and numbers in their XML changed."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from hypothesis import strategies as st

from tests.builders import RIGHT
from tests.builders import make_workbook as template
from tests.hostile import opendocument, package, zipped
from tests.unit.old_workbooks import OLD_WORKBOOKS
from tests.unit.reading_fixture import REGISTER

Mutation = Callable[[bytes, st.DrawFn], bytes]
#: What is put in the place of something in XML.
PIECES = (
    b"", b"<", b">", b"&", b'"', b"\x00", b"\xff", b"999999999", b"-1", b"1e400", b"XFD1048576", b"A0", b't="s"', b"<!DOCTYPE x>",
    b"<row", b"</row>", b"<c/>", b"<v/>", b"<f>", b"]]>", b"<!--", b's="99999"', b'hidden="1"', b'r="AAAA1"', b'r=""', b't="e"',
    b't="zz"', b"#REF!", b"&#x0;",
)  # fmt: skip


def corpus(folder: Path) -> list[bytes]:
    """Good files of every kind."""
    workbook = template(folder / "template.xlsx", {form: [RIGHT[form], {}] for form in RIGHT}).read_bytes()
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in REGISTER[0]
    )
    text = "\r\n".join(";".join(str(cell) for cell in row) for row in REGISTER).encode()
    document = opendocument(f"<table:table-row>{cells}</table:table-row>" * 2)
    return [workbook, package(folder), document, *OLD_WORKBOOKS.values(), text, zipped({"a.xlsx": workbook, "b.csv": text})]


@st.composite
def mutated(draw: st.DrawFn, files: list[bytes]) -> bytes:
    """One of the files with one to three mutations."""
    data = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(1, 3))):
        data = draw(st.sampled_from(MUTATIONS))(data, draw)
    return data


def _turned(data: bytes, draw: st.DrawFn) -> bytes:
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 8)) if data else 0):
        changed[draw(st.integers(0, len(data) - 1))] ^= 1 << draw(st.integers(0, 7))
    return bytes(changed)


def _cut(data: bytes, draw: st.DrawFn) -> bytes:
    return data[: draw(st.integers(0, len(data)))]


def _inserted(data: bytes, draw: st.DrawFn) -> bytes:
    at = draw(st.integers(0, len(data)))
    return data[:at] + draw(st.binary(max_size=20)) + data[at:]


def _doubled(data: bytes, draw: st.DrawFn) -> bytes:
    begin = draw(st.integers(0, len(data)))
    end = draw(st.integers(begin, min(len(data), begin + 2000)))
    return data[:end] + data[begin:end] + data[end:]


def _with_parts(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001  an earlier mutation broke it, in one of zipfile's many ways
        return data
    if parts:
        change(parts)
    return zipped(dict(parts))


def _exchanged(data: bytes, draw: st.DrawFn) -> bytes:
    """Two parts in each other's place, or one of them gone."""

    def change(parts: dict[str, bytes]) -> None:
        one, other = draw(st.sampled_from(sorted(parts))), draw(st.sampled_from(sorted(parts)))
        if draw(st.booleans()):
            parts[one], parts[other] = parts[other], parts[one]
        else:
            del parts[one]

    return _with_parts(data, change)


def _rewritten(data: bytes, draw: st.DrawFn) -> bytes:
    """A tag, an attribute's value or a text in the XML of a part, in another's place."""

    def change(parts: dict[str, bytes]) -> None:
        name = draw(st.sampled_from(sorted(parts)))
        found = list(re.finditer(rb"<[^>]*>|\"[^\"]*\"|[^<>]+", parts[name]))[:4000]
        if found:
            match = draw(st.sampled_from(found))
            piece = draw(st.sampled_from(PIECES) | st.sampled_from([other[0] for other in found[:200]]))
            parts[name] = parts[name][: match.start()] + piece + parts[name][match.end() :]

    return _with_parts(data, change)


MUTATIONS: list[Mutation] = [_turned, _cut, _inserted, _doubled, _exchanged, _rewritten, _rewritten]
