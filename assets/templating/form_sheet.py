"""One form's sheet: titles, the header with its notes, the starting rows, and what helps while filling in."""

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from assets.templating.cell_formats import A3, A4, AMBER, DEEP, MIST, RED, SKY, CellFormats, width
from assets.templating.cell_writing import open_columns_from, write_cell
from assets.templating.entry_checks import ChoiceLists, check_of
from assets.templating.formulas import Formula, RowFormula, row_formulas
from assets.templating.starting_rows import LAST_STATUS_ID, Value
from assets.templating.template_plan import SPARE_ROWS, SheetPlan, TemplateOrder
from schemas import periods
from schemas.columns import Column, Kind
from schemas.examples import regional_example
from schemas.forms import LAST_STATUS, SAMPLE_MARK

HEADER_HEIGHT, TITLE_HEIGHT, LINE_HEIGHT = 54, 24, 15.5
#: A sheet wider than this many characters is printed on A3 and over several pages.
WIDE = 260
#: Columns that stay in sight to the left.
FROZEN = {"register": 2, "recap": 1, "kdmp": 2, "obstacles": 1, "umkm": 1, "coaching": 2}
#: What an officer may do on a protected sheet; the headings alone are closed.
MAY = (
    "sort", "autofilter", "insert_rows", "delete_rows", "format_cells", "format_columns", "format_rows", "select_locked_cells",
    "select_unlocked_cells",
)  # fmt: skip


def write_form(page: Worksheet, order: TemplateOrder, plan: SheetPlan, formats: CellFormats, lists: ChoiceLists) -> None:
    """Fill the sheet of a form as its plan says where everything stands.

    A column that calculates itself, and the one with the last status, have no check of what is typed.
    """
    formulas = row_formulas(order, plan)
    _write_titles(page, order, plan, formats)
    for index, column in enumerate(plan.columns):
        page.set_column(index, index, width(column), formats.data(column))
        _write_header(page, order, plan, index, column, formats)
        _write_column(page, plan, index, column, formulas.get(column.id), formats)
        if column.id != LAST_STATUS_ID and column.id not in formulas and (check := check_of(column, order, plan, lists)):
            page.data_validation(plan.range(column.id, sheet=False).replace("$", ""), check)
    # Excel deletes a row of a protected sheet only when each of its cells is open, those without a column included.
    open_columns_from(page, len(plan.columns), formats("open"))
    _give_height(page, plan)
    _mark_rows(page, plan, formulas, formats)
    _set_up(page, order, plan)


def _write_titles(page: Worksheet, order: TemplateOrder, plan: SheetPlan, formats: CellFormats) -> None:
    """The lines above the header, which say whose form this is and for when, also when the sheet is sent alone."""
    place = f"{order.areas.name(order.area_code)} ({order.area_code}) · Periode {periods.title(order.period)}"
    lines = [(plan.form.title, "title"), (f"{place} · satu baris untuk {plan.form.row_is}", "subtitle")]
    if order.last.sample:
        lines.insert(0, (SAMPLE_MARK, "mark"))
    for row in range(plan.titles):
        for index in range(len(plan.columns)):
            page.write_blank(row, index, None, formats("quiet"))
    for row, (text, style) in enumerate(lines):
        page.write_string(row, 0, text, formats(style))
    page.set_row(len(lines) - 2, TITLE_HEIGHT)
    page.write_rich_string(plan.titles - 1, 0, *_legend(plan, formats), formats("quiet"))


def colour_signs(plan: SheetPlan) -> list[tuple[str, str]]:
    """What the colours of a sheet mean: colour, words."""
    signs = [(DEEP, "judul kolom wajib diisi"), (MIST, "judul kolom boleh kosong"), (AMBER, "isian wajib yang masih kosong")]
    if LAST_STATUS_ID in plan.letters:
        signs.append((SKY, "status berubah dari laporan terakhir"))
    if plan.form.key:
        signs.append((RED, f"{plan.form.column(plan.form.key).title} tertulis dua kali"))
    return signs


def _legend(plan: SheetPlan, formats: CellFormats) -> list[object]:
    """What the colours mean, as pieces of a rich text: a format, then the text that it holds for."""
    return [
        part for colour, text in colour_signs(plan) for part in (formats.sign(colour), "■ ", formats("quiet"), f"{text}     ")
    ]


def _write_header(
    page: Worksheet, order: TemplateOrder, plan: SheetPlan, index: int, column: Column, formats: CellFormats
) -> None:
    """A heading with its note; `index` is its column, from 0."""
    kind = "shown" if column.id == LAST_STATUS_ID else "required" if column.required else "optional"
    page.write_string(plan.header_row - 1, index, column.title, formats("header", kind))
    note = note_on(column, order, plan)
    size = {"width": 300, "height": 34 + 19 * sum(1 + len(line) // 44 for line in note.split("\n"))}
    page.write_comment(plan.header_row - 1, index, note, {**size, "font_size": 10, "font_name": "Calibri", "color": "#FFFDF2"})


def note_on(column: Column, order: TemplateOrder, plan: SheetPlan) -> str:
    """The text of the note on a heading: whether it must be filled in, with what, an example, and what to mind."""
    if column.id == LAST_STATUS_ID:
        return "Status pada laporan terakhir yang diterima. Tidak dihitung; pastikan keadaannya, lalu isi kolom Status."
    allowed = column.allowed if len(column.allowed) < 160 else "salah satu isi daftar"
    lines = ["Wajib diisi." if column.required else "Boleh kosong.", f"Isi: {allowed}."]
    if column.suggested or column.kind is Kind.AGENCY:
        lines[-1] = "Isi: pilih dari daftar, atau tulis sendiri bila tidak ada."
    if column.unit and column.unit not in ("Rp", "%"):
        lines.append(f"Satuan: {column.unit}.")
    day = periods.end(plan.period).strftime("%d/%m/%Y")
    example = regional_example(plan.form, column, order.areas, order.area_code)
    lines.append(f"Contoh: {day if str(column.dtype) == 'Date' else example}")
    if column.note:
        lines.append(f"{column.note[0].upper()}{column.note[1:].removesuffix('.')}.")
    if column.id == "status" and LAST_STATUS_ID in plan.letters:
        lines.append(f"Pastikan setiap baris; {LAST_STATUS} di sebelahnya hanya pengingat.")
    return "\n".join(lines)


def _write_column(
    page: Worksheet, plan: SheetPlan, index: int, column: Column, formula: RowFormula | None, formats: CellFormats
) -> None:
    """The starting rows of a column; a formula where a row has no value, in the register also in the empty rows below."""
    style = formats.data(column, "edged")
    for number, row in enumerate(plan.rows):
        value: Value | Formula = row.get(column.id)
        at = plan.first_row + number
        write_cell(page, at - 1, index, formula(at) if formula and value is None else value, style)
    if formula and plan.form.id == "register":
        start = plan.first_row + len(plan.rows)
        for at in range(start, start + SPARE_ROWS):
            write_cell(page, at - 1, index, formula(at), formats.data(column))


def _give_height(page: Worksheet, plan: SheetPlan) -> None:
    """Give rows room for long texts of several lines; a row that is typed later grows by itself."""
    prose = [column for column in plan.columns if column.kind is Kind.FREE_TEXT]
    for at, row in enumerate(plan.rows, plan.first_row - 1):
        lines = max((-(-len(str(row.get(column.id) or "")) // (width(column) - 6)) for column in prose), default=1)
        if lines > 1:
            page.set_row(at, LINE_HEIGHT * lines)


def _mark_rows(page: Worksheet, plan: SheetPlan, formulas: Iterable[str], formats: CellFormats) -> None:
    """Colours that come and go while the sheet is filled in: an empty required cell of a row that is begun, a key that stands twice,
    a status other than the last one."""
    first = plan.first_row
    typed = [column.id for column in plan.form.required if column.id not in formulas]
    begun = ",".join(f'{plan.cell(name, first)}<>""' for name in typed)
    for name in typed:
        rule = {
            "type": "formula",
            "criteria": f'=AND({plan.cell(name, first)}="",OR({begun}))',
            "format": formats.condition("missing"),
        }
        page.conditional_format(plan.range(name, sheet=False), rule)
    if plan.form.key:
        rule = {"type": "duplicate", "format": formats.condition("repeated")}
        page.conditional_format(plan.range(plan.form.key, sheet=False), rule)
    if LAST_STATUS_ID in plan.letters:
        now, last = plan.cell("status", first), plan.cell(LAST_STATUS_ID, first)
        rule = {
            "type": "formula",
            "criteria": f'=AND({now}<>"",{last}<>"",{now}<>{last})',
            "format": formats.condition("changed"),
        }
        page.conditional_format(plan.range("status", sheet=False), rule)


def _set_up(page: Worksheet, order: TemplateOrder, plan: SheetPlan) -> None:
    """Protection of the headings, what stays in sight, and how it prints."""
    header, last = plan.header_row - 1, len(plan.columns) - 1
    page.set_row(header, HEADER_HEIGHT)
    page.protect("", dict.fromkeys(MAY, True))
    page.freeze_panes(plan.header_row, FROZEN[plan.form.id])
    page.autofilter(header, 0, header + max(len(plan.rows), 1), last)
    everywhere = f"A{plan.first_row}:{plan.letters[plan.columns[-1].id]}{plan.last_row}"
    page.ignore_errors({"number_stored_as_text": everywhere, "formula_unlocked": everywhere})
    wide = sum(width(column) for column in plan.columns) > WIDE
    page.set_landscape()
    page.set_paper(A3 if wide else A4)
    page.set_margins(0.4, 0.4, 0.5, 0.6)
    page.fit_to_pages(2 if wide else 1, 0)
    page.repeat_rows(header)
    if wide:
        page.repeat_columns(0, FROZEN[plan.form.id] - 1)
    mark = f"&C&B{SAMPLE_MARK}" if order.last.sample else ""
    page.set_footer(f"&L{plan.form.title} · {order.area_code} · {periods.title(order.period)}{mark}&R&P / &N")
    page.set_tab_color(DEEP)
