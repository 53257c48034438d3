"""One form's sheet: titles, the header with its notes, the starting rows, and what helps while filling in."""

from collections.abc import Iterable
from datetime import date

from xlsxwriter.worksheet import Worksheet

from assets.templating.entry import Lists, check_of
from assets.templating.formulas import Formula, RowFormula, row_formulas
from assets.templating.plan import SPARE_ROWS, Order, SheetPlan
from assets.templating.starting import LAST_STATUS_ID, Value
from assets.templating.styles import AMBER, DEEP, MIST, RED, SKY, Styles, width
from schemas import periods
from schemas.columns import Column, Kind
from schemas.forms import LAST_STATUS, SAMPLE_MARK

HEADER_HEIGHT, TITLE_HEIGHT, LINE_HEIGHT = 54, 24, 15.5
LAST_COLUMN = 16_383
A3, A4 = 8, 9
#: A sheet wider than this many characters is printed on A3 and over several pages.
WIDE = 260
#: Columns that stay in sight to the left.
FROZEN = {"register": 2, "recap": 1, "kdmp": 2, "obstacles": 1, "umkm": 1, "coaching": 2}
MAY = (
    "sort", "autofilter", "insert_rows", "delete_rows", "format_cells", "format_columns", "format_rows", "select_locked_cells",
    "select_unlocked_cells",
)  # fmt: skip


class _EmptyText(str):
    """An empty text as a formula's result, equal to no text: of a plain one XlsxWriter makes a formula without a result."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


NOTHING = _EmptyText()


def write_form(page: Worksheet, order: Order, plan: SheetPlan, styles: Styles, lists: Lists) -> None:
    """Fill the sheet of a form."""
    formulas = row_formulas(order, plan)
    _write_titles(page, order, plan, styles)
    for index, column in enumerate(plan.columns):
        page.set_column(index, index, width(column), styles.data(column))
        _write_header(page, plan, index, column, styles)
        _write_column(page, plan, index, column, formulas.get(column.id), styles)
        if column.id != LAST_STATUS_ID and column.id not in formulas and (check := check_of(column, order, plan, lists)):
            page.data_validation(plan.range(column.id, sheet=False).replace("$", ""), check)
    _open_the_rest(page, plan, styles)
    _give_height(page, plan)
    _mark_rows(page, plan, formulas, styles)
    _set_up(page, order, plan)


def _open_the_rest(page: Worksheet, plan: SheetPlan, styles: Styles) -> None:
    """Excel deletes a row of a protected sheet only when each of its cells is open, those without a column included."""
    extent, first = page.dim_colmax, len(plan.columns)
    page.set_column(first, first, None, styles("open"))
    # XlsxWriter would make what it knows of a column 16,384 times, which was a third of a night.
    page.col_info.update(dict.fromkeys(range(first, LAST_COLUMN + 1), page.col_info[first]))
    # XlsxWriter would take the sheet for 16,384 columns wide, and write and tell it so.
    page.dim_colmax = extent


def _write_titles(page: Worksheet, order: Order, plan: SheetPlan, styles: Styles) -> None:
    place = f"{order.areas.name(order.area_code)} ({order.area_code}) · Periode {periods.title(order.period)}"
    lines = [(plan.form.title, "title"), (f"{place} · satu baris untuk {plan.form.row_is}", "subtitle")]
    if order.last.sample:
        lines.insert(0, (SAMPLE_MARK, "mark"))
    for row in range(plan.titles):
        for index in range(len(plan.columns)):
            page.write_blank(row, index, None, styles("quiet"))
    for row, (text, style) in enumerate(lines):
        page.write_string(row, 0, text, styles(style))
    page.set_row(len(lines) - 2, TITLE_HEIGHT)
    page.write_rich_string(plan.titles - 1, 0, *_legend(plan, styles), styles("quiet"))


def _legend(plan: SheetPlan, styles: Styles) -> list[object]:
    signs = [(DEEP, "judul kolom wajib diisi"), (MIST, "judul kolom boleh kosong"), (AMBER, "isian wajib yang masih kosong")]
    if LAST_STATUS_ID in plan.letters:
        signs.append((SKY, "status berubah dari laporan terakhir"))
    if plan.form.key:
        signs.append((RED, f"{plan.form.column(plan.form.key).title} tertulis dua kali"))
    return [part for colour, text in signs for part in (styles.sign(colour), "■ ", styles("quiet"), f"{text}     ")]


def _write_header(page: Worksheet, plan: SheetPlan, index: int, column: Column, styles: Styles) -> None:
    kind = "shown" if column.id == LAST_STATUS_ID else "required" if column.required else "optional"
    page.write_string(plan.header_row - 1, index, column.title, styles("header", kind))
    note = note_on(column, plan)
    size = {"width": 300, "height": 34 + 19 * sum(1 + len(line) // 44 for line in note.split("\n"))}
    page.write_comment(plan.header_row - 1, index, note, {**size, "font_size": 10, "font_name": "Calibri", "color": "#FFFDF2"})


def note_on(column: Column, plan: SheetPlan) -> str:
    """What stands in the note on a header: whether it must be filled in, with what, an example, and what to mind."""
    if column.id == LAST_STATUS_ID:
        return "Status pada laporan terakhir yang diterima. Tidak dihitung; pastikan keadaannya, lalu isi kolom Status."
    allowed = column.allowed if len(column.allowed) < 160 else "salah satu isi daftar"
    lines = ["Wajib diisi." if column.required else "Boleh kosong.", f"Isi: {allowed}."]
    if column.suggested or column.kind is Kind.AGENCY:
        lines[-1] = "Isi: pilih dari daftar, atau tulis sendiri bila tidak ada."
    if column.unit and column.unit not in ("Rp", "%"):
        lines.append(f"Satuan: {column.unit}.")
    day = periods.end(plan.period).strftime("%d/%m/%Y")
    lines.append(f"Contoh: {day if str(column.dtype) == 'Date' else column.sample_value}")
    if column.note:
        lines.append(f"{column.note[0].upper()}{column.note[1:].removesuffix('.')}.")
    if column.id == "status" and LAST_STATUS_ID in plan.letters:
        lines.append(f"Pastikan setiap baris; {LAST_STATUS} di sebelahnya hanya pengingat.")
    return "\n".join(lines)


def _write_column(
    page: Worksheet, plan: SheetPlan, index: int, column: Column, formula: RowFormula | None, styles: Styles
) -> None:
    style = styles.data(column, "edged")
    for number, row in enumerate(plan.rows):
        value: Value | Formula = row.get(column.id)
        at = plan.first_row + number
        write_cell(page, at - 1, index, formula(at) if formula and value is None else value, style)
    if formula and plan.form.id == "register":
        start = plan.first_row + len(plan.rows)
        for at in range(start, start + SPARE_ROWS):
            write_cell(page, at - 1, index, formula(at), styles.data(column))


def _give_height(page: Worksheet, plan: SheetPlan) -> None:
    """Room for texts of several lines; a row that is typed later grows by itself."""
    prose = [column for column in plan.columns if column.kind is Kind.FREE_TEXT]
    for at, row in enumerate(plan.rows, plan.first_row - 1):
        lines = max((-(-len(str(row.get(column.id) or "")) // (width(column) - 6)) for column in prose), default=1)
        if lines > 1:
            page.set_row(at, LINE_HEIGHT * lines)


def write_cell(page: Worksheet, row: int, column: int, value: Value | Formula, style: object) -> None:
    """A text as text whatever it begins with, a date as a date, a formula with its value."""
    if value is None:
        page.write_blank(row, column, None, style)
    elif isinstance(value, Formula):
        page.write_formula(row, column, value.text, style, value.value if value.value != "" else NOTHING)
    elif isinstance(value, str):
        page.write_string(row, column, value, style)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, style)
    else:
        page.write_number(row, column, value, style)


def _mark_rows(page: Worksheet, plan: SheetPlan, formulas: Iterable[str], styles: Styles) -> None:
    """Colours that come and go while the sheet is filled in."""
    first = plan.first_row
    typed = [column.id for column in plan.form.required if column.id not in formulas]
    begun = ",".join(f'{plan.cell(name, first)}<>""' for name in typed)
    for name in typed:
        rule = {
            "type": "formula",
            "criteria": f'=AND({plan.cell(name, first)}="",OR({begun}))',
            "format": styles.condition("missing"),
        }
        page.conditional_format(plan.range(name, sheet=False), rule)
    if plan.form.key:
        rule = {"type": "duplicate", "format": styles.condition("repeated")}
        page.conditional_format(plan.range(plan.form.key, sheet=False), rule)
    if LAST_STATUS_ID in plan.letters:
        now, last = plan.cell("status", first), plan.cell(LAST_STATUS_ID, first)
        rule = {"type": "formula", "criteria": f'=AND({now}<>"",{last}<>"",{now}<>{last})', "format": styles.condition("changed")}
        page.conditional_format(plan.range("status", sheet=False), rule)


def _set_up(page: Worksheet, order: Order, plan: SheetPlan) -> None:
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
