"""The three pictures of the guide: a sheet being filled in, the same sheet as it comes back, and its first sheet."""

import polars as pl

from assets.guiding.drawing import PAPER, DrawnCell, DrawnRow, picture, rgb
from assets.guiding.example import RECEIVED, ExampleReport
from assets.judging.addresses import located
from assets.returning import looks, wording
from assets.returning.findings_table import findings_table
from assets.returning.first_steps import first_steps
from assets.returning.front_sheet import LIST_WORD, THINGS_HEADS, FrontContent
from assets.returning.letter import Letter, deadline, opening
from assets.templating.cell_formats import AMBER, DEEP, MIST, PARTS, QUIET_INK, RED, ROSE, SKY
from assets.templating.starting_rows import LAST_STATUS_ID
from schemas.columns import Column
from schemas.forms.register import REGISTER
from schemas.notes_sheet import NOTHING_TO_NAME
from schemas.rules import RULES, SEVERITIES, SEVERITY_WORDS

#: Which columns are shown, and their shares of the width.
SHOWN = {
    "nik": 13, "name": 22, "district": 11, "type": 12, LAST_STATUS_ID: 12, "status": 11, "members_male": 8, "members_female": 8, "members_total": 8,
}  # fmt: skip
#: What the officer has chosen so far, a row a cooperative: one not yet, one other than before.
CHOSEN = ("Aktif", "Aktif", "", "Aktif", "Aktif")
#: The cell whose note is shown.
NOTED = "members_total"
WRITE_HERE = "(tulis penjelasan di sini)"


def filling_in(report: ExampleReport) -> str:
    """A piece of the template while it is filled in; the last cooperative was put in twice."""
    rows = [DrawnRow([_heading(column) for column in _columns(report)], report.plan.header_row)]
    again = len(CHOSEN) - 1
    for at, place in enumerate([*range(len(CHOSEN)), again]):
        cells = [_entered(report, column.id, place, repeated=place == again) for column in _columns(report)]
        rows.append(DrawnRow(cells, report.plan.first_row + at))
    return picture("Lembar templat saat diisi", list(SHOWN.values()), rows, _letters(report))


def marked_sheet(report: ExampleReport) -> str:
    """The same sheet as it comes back, with the note of one cell."""
    plan, table = report.plan, _table(report)
    marks = dict(table.sort("line").select("cell", "severity").iter_rows())
    rows = [DrawnRow([_marked(column.title, marks.get(f"{plan.letters[column.id]}{plan.header_row}"), _heading(column))
                      for column in _columns(report)], plan.header_row)]  # fmt: skip
    for at, typed in enumerate(report.typed):
        number = plan.first_row + at
        cells = [
            _marked(
                _shown(report, column.id, at, typed.get(column.id)),
                marks.get(f"{plan.letters[column.id]}{number}"),
                _plain(column),
            )
            for column in _columns(report)
        ]
        rows.append(DrawnRow(cells, number))
    notes = dict(wording.cell_notes(table).select("cell", "note").iter_rows())
    at = next(i for i in range(len(report.typed)) if f"{plan.letters[NOTED]}{plan.first_row + i}" in notes)
    note = (notes[f"{plan.letters[NOTED]}{plan.first_row + at}"], at + 1, list(SHOWN).index(NOTED))
    return picture("Lembar yang dikembalikan, dengan sel bertanda", list(SHOWN.values()), rows, _letters(report), note)


def first_sheet(report: ExampleReport) -> str:
    """The list of the first sheet: letter, bands, things, and where the officer explains."""
    front = _front(report)
    text = opening(front.letter, front.counts())
    rows = [DrawnRow([DrawnCell(f"{text} {front.steps.sentence()}".strip(), span=5)])]
    heads = [head for head in THINGS_HEADS if head][:5]
    rows.append(DrawnRow([DrawnCell(head, rgb(looks.TINT), bold=True) for head in heads]))
    for severity in SEVERITIES:
        things = front.groups.filter(pl.col("severity") == severity, "asked").sort("number")
        if things.is_empty():
            continue
        band = f"{SEVERITY_WORDS[severity]}: {front.counts()[severity].phrase('hal')}"
        rows.append(DrawnRow([DrawnCell(band, _fill(severity), bold=True, frame=_frame(severity), span=5)]))
        rows += [DrawnRow(_thing(thing)) for thing in things.iter_rows(named=True)]
    return picture("Lembar pertama berkas yang dikembalikan", (15, 8, 42, 27, 8), rows)


def swatch(severity: str) -> str:
    """A small cell with the colour and frame of a severity; a plain one for what marks no cell."""
    cell = DrawnCell("", _fill(severity) if severity in looks.TONES else PAPER, frame=_frame(severity))
    return picture(SEVERITY_WORDS[severity], (1,), [DrawnRow([cell])], width=42)


def _columns(report: ExampleReport) -> list[Column]:
    return [column for column in report.plan.columns if column.id in SHOWN]


def _letters(report: ExampleReport) -> list[str]:
    return [report.plan.letters[column.id] for column in _columns(report)]


def _heading(column: Column) -> DrawnCell:
    part = PARTS["shown" if column.id == LAST_STATUS_ID else "required" if column.required else "optional"]
    return DrawnCell(column.title, str(part["bg_color"]), str(part["font_color"]), bold=True, italic=column.id == LAST_STATUS_ID)


def _plain(column: Column) -> DrawnCell:
    if column.id != LAST_STATUS_ID:
        return DrawnCell()
    return DrawnCell(fill=str(PARTS["shown"]["bg_color"]), ink=QUIET_INK, italic=True)


def _shown(report: ExampleReport, column: str, at: int, typed: str | None) -> str:
    """What stands in a cell of the sheet that was sent."""
    return str(report.plan.rows[at][LAST_STATUS_ID]) if column == LAST_STATUS_ID else typed or ""


def _entered(report: ExampleReport, column: str, at: int, *, repeated: bool) -> DrawnCell:
    """A cell of the template, with the colour that its content gives it."""
    before = str(report.plan.rows[at][LAST_STATUS_ID])
    plain = _plain(report.plan.form.column(column)) if column != LAST_STATUS_ID else _plain(Column(LAST_STATUS_ID, ""))
    if column == "status":
        colour = AMBER if not CHOSEN[at] else SKY if CHOSEN[at] != before else plain.fill
        return DrawnCell(CHOSEN[at], colour)
    if column == REGISTER.key and repeated:
        return DrawnCell(report.typed[at][column] or "", ROSE, RED)
    return DrawnCell(_shown(report, column, at, report.right[at].get(column)), plain.fill, plain.ink, italic=plain.italic)


def _marked(text: str, severity: str | None, plain: DrawnCell) -> DrawnCell:
    """A cell that was sent; with colour, frame and note where something is said of it."""
    if severity is None:
        return DrawnCell(text, plain.fill, plain.ink, plain.bold, plain.italic)
    ink = looks.INK if plain.fill in (DEEP, MIST) else plain.ink
    return DrawnCell(text, _fill(severity), rgb(ink), plain.bold, frame=_frame(severity), noted=True)


def _fill(severity: str) -> str:
    return rgb(looks.TONES[severity].fill) if severity in looks.TONES else rgb(looks.TINT)


def _frame(severity: str) -> tuple[str, str] | None:
    tone = looks.TONES.get(severity)
    return (tone.line, rgb(tone.colour)) if tone else None


def _table(report: ExampleReport) -> pl.DataFrame:
    """The lines of the returned workbook's table that mark a cell."""
    table = findings_table(located(report.grouped.findings), report.grouped.groups)
    return table.filter(pl.col("severity").is_in(looks.MARKED), pl.col("cell") != "")


def _front(report: ExampleReport) -> FrontContent:
    area = report.order.areas.name(report.order.area_code)
    letter = Letter(area, report.order.period, RECEIVED, deadline(RECEIVED), sample=True)
    findings, groups = report.grouped.findings, report.grouped.groups
    return FrontContent(letter, groups, _table(report), first_steps(findings, groups), frozenset({REGISTER.sheet}), {})


def _thing(thing: dict[str, object]) -> list[DrawnCell]:
    """A row of the list: sheet, cell, what was found, the cell for the explanation where one helps, and the code."""
    rule, where = RULES[str(thing["rule"])], str(thing["ranges"])
    # What a form only counts has its rows on the list sheet.
    is_listed = rule in {counted for counted, _, _ in REGISTER.counted}
    unmarked = DrawnCell(LIST_WORD if is_listed else NOTHING_TO_NAME)
    address = DrawnCell(where, _fill(rule.severity), bold=True, frame=_frame(rule.severity)) if where else unmarked
    explanation = (
        DrawnCell(WRITE_HERE, rgb(looks.INPUT.fill), rgb(looks.MUTED), italic=True) if rule.takes_explanation else DrawnCell()
    )
    return [DrawnCell(str(thing["sheet"])), address, DrawnCell(str(thing["title"])), explanation, DrawnCell(rule.code)]
