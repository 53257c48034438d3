"""A sheet's part as it passes: what is marked, what is put in, and that nothing else changes."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.returning.xlsx.marked_cells import SheetPatch, head_of, unselected, with_marks
from assets.returning.xlsx.markup import UnpatchableError

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = {"explain": 100, "fatal": 200}
Marks = dict[int, list[tuple[int, str]]]


def in_pieces(xml: str, size: int = 1 << 20) -> Iterator[bytes]:
    data = xml.encode()
    return iter([data[start : start + size] for start in range(0, len(data), size)])


def patch(
    rows: str,
    marks: Marks,
    *,
    before: str = "",
    after: str = "",
    piece: int = 1 << 20,
    restored: dict[int, int] | None = None,
    drawing: str = "",
) -> str:
    xml = f"<worksheet {NAMESPACE}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    change = SheetPatch(sorted(marks.items()), lambda style, tone: STYLES[tone] + style, restored or {}, (0, 0), drawing)
    done = b"".join(with_marks(in_pieces(xml, piece), head_of(in_pieces(xml)), change)).decode()
    return done if before or after else re.sub(r".*<sheetData>|</sheetData>.*", "", done)


def test_a_marked_cell_gets_a_style_made_of_its_own_and_keeps_its_value() -> None:
    rows = '<row r="9"><c r="D9" s="3" t="s"><v>12</v></c><c r="E9"><f>A1+1</f><v>7</v></c></row>'
    done = patch(rows, {9: [(4, "explain"), (5, "fatal")]})
    assert done == '<row r="9"><c r="D9" s="103" t="s"><v>12</v></c><c r="E9" s="200"><f>A1+1</f><v>7</v></c></row>'


def test_a_cell_that_is_not_there_is_put_in_at_its_place() -> None:
    rows = '<row r="9" spans="2:4"><c r="B9" s="1"/><c r="D9"/></row>'
    done = patch(rows, {9: [(1, "explain"), (3, "explain"), (28, "fatal")]})
    assert done == '<row r="9"><c r="A9" s="100"/><c r="B9" s="1"/><c r="C9" s="100"/><c r="D9"/><c r="AB9" s="200"/></row>'


def test_rows_that_are_not_there_are_put_in_before_between_and_behind() -> None:
    rows = '<row r="3"><c r="A3"/></row><row r="7"/>'
    done = patch(rows, {1: [(1, "fatal")], 5: [(2, "fatal")], 7: [(1, "fatal")], 9: [(1, "fatal")]})
    assert re.findall(r'<row r="(\d+)"', done) == ["1", "3", "5", "7", "9"]
    assert done.endswith('<row r="7"><c r="A7" s="200"/></row><row r="9"><c r="A9" s="200"/></row>')


def test_an_empty_cell_takes_the_look_of_its_row_or_else_of_its_column() -> None:
    columns = '<cols><col min="2" max="3" width="9" style="7"/></cols>'
    rows = '<row r="1"/><row r="2" s="5" customFormat="1"/>'
    done = patch(rows, {1: [(2, "explain")], 2: [(2, "explain")], 3: [(9, "explain")]}, before=columns)
    assert re.findall(r'<c r="(\w+)" s="(\d+)"', done) == [("B1", "107"), ("B2", "105"), ("I3", "100")]


def test_rows_and_cells_without_an_address_are_counted() -> None:
    rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c><c s='4'><v>3</v></c></row>"
    done = patch(rows, {2: [(2, "explain")]})
    assert "<c s='104'><v>3</v></c>" in done
    assert done.count("<row>") == 2


def test_a_style_of_an_earlier_return_goes_back_where_nothing_is_wrong_any_more() -> None:
    rows = '<row r="1"><c r="A1" s="50"/><c r="B1" s="50"/><c r="C1" s="2"/></row>'
    assert (
        patch(rows, {1: [(2, "explain")]}, restored={50: 3})
        == '<row r="1"><c r="A1" s="3"/><c r="B1" s="150"/><c r="C1" s="2"/></row>'
    )


def test_an_empty_sheet_takes_marks_too() -> None:
    xml = f"<worksheet {NAMESPACE}><sheetData/></worksheet>"
    change = SheetPatch([(1, [(1, "fatal")])], lambda style, tone: 200, {})
    done = b"".join(with_marks(in_pieces(xml), head_of(in_pieces(xml)), change)).decode()
    assert done == f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" s="200"/></row></sheetData></worksheet>'


def test_the_prefix_of_the_parts_elements_is_kept() -> None:
    xml = '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>'
    change = SheetPatch([(1, [(1, "fatal"), (2, "fatal")])], lambda style, tone: 9, {}, (0, 0), "r9")
    done = b"".join(with_marks(in_pieces(xml), head_of(in_pieces(xml)), change)).decode()
    assert '<x:row r="1"><x:c r="A1" s="9"/><x:c r="B1" s="9"/></x:row>' in done
    assert "<x:legacyDrawing " in done


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("<pageMargins/>", r"<pageMargins/><legacyDrawing[^>]*/></worksheet>"),
        ("<drawing/><tableParts><tablePart/></tableParts>", r"<drawing/><legacyDrawing[^>]*/><tableParts>"),
        (
            "<conditionalFormatting><cfRule><extLst/></cfRule></conditionalFormatting><extLst/>",
            r"</conditionalFormatting><legacyDrawing[^>]*/><extLst/>",
        ),
    ],
)
def test_the_reference_to_the_notes_stands_where_the_format_wants_it(after: str, expected: str) -> None:
    assert re.search(expected, patch("", {}, after=after, drawing="rId1"))


def test_only_the_first_sheet_stays_selected() -> None:
    head = '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
    assert unselected(head) == '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'


def test_a_sheet_that_breaks_off_is_not_with_marks() -> None:
    xml = f'<worksheet {NAMESPACE}><sheetData><row r="1">'
    with pytest.raises(UnpatchableError):
        list(with_marks(in_pieces(xml), head_of(in_pieces(xml)), SheetPatch([], lambda style, tone: 0, {})))


@given(
    st.dictionaries(st.integers(1, 12), st.sets(st.integers(1, 6), min_size=1), max_size=8),
    st.sets(st.tuples(st.integers(1, 12), st.integers(1, 6)), max_size=30),
    st.integers(20, 300),
)
def test_exactly_the_marked_cells_change_however_the_part_is_cut(
    there: dict[int, set[int]], marked: set[tuple[int, int]], piece: int
) -> None:
    letters = "ABCDEF"
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letters[c - 1]}{row}" s="1"><v>{row * c}</v></c>' for c in sorted(columns))
        + "</row>"
        for row, columns in sorted(there.items())
    )
    marks: Marks = {}
    for row, column in sorted(marked):
        marks.setdefault(row, []).append((column, "explain"))
    done = patch(rows, marks, piece=piece)
    cells = re.findall(r'<c r="([A-F])(\d+)" s="(\d+)"(?:/>|><v>(\d+)</v>)', done)
    found = {(int(row), letters.index(letter) + 1): (style, value) for letter, row, style, value in cells}
    assert {place for place, (style, _) in found.items() if int(style) >= 100} == marked
    assert {place: value for place, (_, value) in found.items() if value} == {
        (r, c): str(r * c) for r, cs in there.items() for c in cs
    }
    places = [(int(row), letter) for letter, row, _, _ in cells]
    assert places == sorted(places)
