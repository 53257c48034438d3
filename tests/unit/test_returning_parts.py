"""Styles, notes and their shapes, and the package: what is added, what stays, and how an earlier return is taken out again."""

import re
import zipfile
import zlib
from pathlib import Path

from assets.returning.looks import TITLE, TONES
from assets.returning.wording import NOTE_SIGN
from assets.returning.xlsx.comments_part import CommentsPart
from assets.returning.xlsx.marked_cells import SheetHead
from assets.returning.xlsx.note_shapes import EMPTY, clusters, with_shapes
from assets.returning.xlsx.patched_package import PatchedPackage
from assets.returning.xlsx.styles_part import BARE, PARENT_NAME, StylesPart

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
NOTE = f"{NOTE_SIGN.heading}Perlu penjelasan\nIsi saat ini: <a & b>\nKode: V204"
SHEET = f"""<styleSheet {NAMESPACE}><fonts count="2"><font><sz val="11"/></font><font><b/><color rgb="FFFFFFFF"/></font></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border><left/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="14" fontId="1" fillId="0" borderId="0" xfId="0"><alignment horizontal="center"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/></styleSheet>"""


def styles_of(xml: str) -> list[str]:
    found = re.search(r"<cellXfs.*?</cellXfs>", xml, re.DOTALL)
    return re.findall(r"<xf\b(?:[^>]*/>|.*?</xf>)", found[0] if found else "", re.DOTALL)


def test_a_marked_style_keeps_number_format_and_alignment_and_its_text_is_readable_on_the_new_paper() -> None:
    styles = StylesPart(SHEET, TONES)
    number = styles.marked(1, "explain")
    made = styles_of(styles.to_xml())[number]
    assert 'numFmtId="14"' in made
    assert '<alignment horizontal="center"/>' in made
    assert 'fontId="2"' in made  # the white font without its colour
    assert "<font><b/></font>" in styles.to_xml()
    assert TONES["explain"].fill in styles.to_xml()


def test_a_style_is_made_once_for_each_severity() -> None:
    styles = StylesPart(SHEET, TONES)
    assert styles.marked(1, "explain") == styles.marked(1, "explain") != styles.marked(1, "fatal")


def test_the_counts_of_the_lists_are_right_and_what_was_there_stays() -> None:
    styles = StylesPart(SHEET, TONES)
    styles.marked(0, "fatal")
    styles.look(TITLE)
    xml = styles.to_xml()
    for section, child in (
        ("fonts", "font"),
        ("fills", "fill"),
        ("borders", "border"),
        ("cellXfs", "xf"),
        ("cellStyles", "cellStyle"),
    ):
        found = re.search(rf'<{section} count="(\d+)">(.*?)</{section}>', xml, re.DOTALL)
        assert found
        assert len(re.findall(rf"<{child}\b", found[2])) == int(found[1])
    assert styles_of(xml)[:2] == styles_of(SHEET)


def test_a_workbook_without_any_style_gets_what_the_format_wants() -> None:
    styles = StylesPart(BARE, TONES)
    styles.marked(0, "warning")
    names = re.findall(r"<(fonts|fills|borders|cellStyleXfs|cellXfs|cellStyles)\b", styles.to_xml())
    assert names == ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"]


def test_a_marked_style_finds_its_way_back_whatever_numbers_it_got_since() -> None:
    first = StylesPart(SHEET, TONES)
    marked = first.marked(1, "explain")
    again = StylesPart(first.to_xml(), TONES)
    own = styles_of(again.to_xml())[again.restored[marked]]
    assert all(f'{name}="{number}"' in own for name, number in (("fontId", 1), ("fillId", 0), ("borderId", 0), ("numFmtId", 14)))
    assert again.marked(marked, "explain") == again.marked(again.restored[marked], "explain")


def test_returning_again_and_again_adds_no_more_named_styles() -> None:
    xml, counts = SHEET, []
    for _ in range(3):
        styles = StylesPart(xml, TONES)
        number = styles.marked(1, "explain")
        xml = styles.to_xml()
        counts.append((xml.count(PARENT_NAME), number))
    assert len(set(counts)) == 1


def test_a_marked_style_whose_named_style_was_lost_becomes_plain() -> None:
    first = StylesPart(SHEET, TONES)
    marked = first.marked(1, "explain")
    lost = re.sub(rf'<cellStyle name="{PARENT_NAME}[^>]*>', "", first.to_xml())
    again = StylesPart(lost, TONES)
    assert 'fillId="0"' in styles_of(again.to_xml())[again.restored[marked]]


def comments(*elements: str, authors: str = "<author>Rina</author>") -> CommentsPart:
    return CommentsPart(
        NOTE_SIGN, f"<comments {NAMESPACE}><authors>{authors}</authors><commentList>{''.join(elements)}</commentList></comments>"
    )


THEIRS = '<comment ref="I7" authorId="0"><text><t>Bu Rina: menurut akta</t></text></comment>'


def test_a_note_is_put_beside_those_of_others() -> None:
    part = comments(THEIRS)
    assert part.add("D9", NOTE)
    xml = part.to_xml()
    assert THEIRS in xml
    assert 'ref="D9" authorId="1"' in xml
    assert "&lt;a &amp; b&gt;" in xml


def test_on_a_cell_that_has_a_note_ours_comes_behind_it_and_needs_no_shape() -> None:
    part = comments(THEIRS)
    assert not part.add("I7", NOTE)
    said = re.sub("<[^>]*>", "", part.to_xml())
    assert said.startswith(f"RinaBu Rina: menurut akta\n\n{NOTE_SIGN.heading}")
    assert part.to_xml().count("<comment ") == 1


def test_notes_of_an_earlier_return_are_taken_out_and_only_ours() -> None:
    first = comments(THEIRS)
    first.add("D9", NOTE)
    first.add("I7", NOTE)
    again = CommentsPart(NOTE_SIGN, first.to_xml())
    assert again.dropped == {"D9"}
    assert again.changed
    said = re.sub("<[^>]*>", "", again.to_xml())
    assert "Bu Rina: menurut akta" in said
    assert NOTE_SIGN.heading not in said


def test_a_conversation_in_threads_is_left_alone() -> None:
    part = comments(THEIRS, authors="<author>tc={A-1}</author>")
    assert not part.add("I7", NOTE)
    assert THEIRS in part.to_xml()


def test_a_part_without_our_notes_is_unchanged() -> None:
    assert not comments(THEIRS).changed


def test_shapes_of_others_stay_and_those_of_dropped_notes_go() -> None:
    head = SheetHead("", "", {}, {})
    first = with_shapes(EMPTY, [("D9", NOTE), ("E9", NOTE)], set(), head, 1)
    place = "<x:Row>8</x:Row><x:Column>3</x:Column>"
    button = first.replace("</xml>", f'<v:shape id="b"><x:ClientData ObjectType="Button">{place}</x:ClientData></v:shape></xml>')
    again = with_shapes(button, [("F9", NOTE)], {"D9"}, head, 7)
    assert re.findall(r"<x:Column>(\d+)<", again) == ["4", "3", "5"]
    assert 'id="b"' in again
    assert clusters(again) == [1, 7]
    assert again.count("<v:shapetype") == 1


def test_many_shapes_reserve_as_many_clusters_as_they_fill() -> None:
    head = SheetHead("", "", {}, {})
    drawn = with_shapes(EMPTY, [(f"A{row}", "x") for row in range(1, 2_501)], set(), head, 3)
    assert clusters(drawn) == [3, 4, 5]
    assert len(set(re.findall(r'<v:shape id="(\w+)"', drawn))) == 2_500


def test_a_changed_part_is_compressed_at_the_fastest_level_and_a_stored_one_stays_stored(tmp_path: Path) -> None:
    picture, sheet = bytes(range(256)) * 40, b"<row><c><v>1</v></c></row>" * 4_000
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("xl/media/image1.png"), picture)
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>")
    package = PatchedPackage(tmp_path / "a.xlsx")
    package.put("xl/worksheets/sheet1.xml", sheet)
    package.save(tmp_path / "b.xlsx")
    fastest = zlib.compressobj(1, zlib.DEFLATED, -15)
    expected = len(fastest.compress(sheet) + fastest.flush())
    assert expected > len(zlib.compress(sheet, 6))  # a level that is not obeyed shows
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        assert {entry.filename: entry.compress_size for entry in archive.infolist()} == {
            "xl/media/image1.png": len(picture),
            "xl/worksheets/sheet1.xml": expected,
        }
