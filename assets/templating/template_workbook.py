"""The template as a workbook: cover, guide, a sheet for each form, and the hidden lists behind the drop-downs."""

from datetime import datetime, time
from pathlib import Path

import xlsxwriter

from assets.templating.cell_formats import CellFormats
from assets.templating.cover_sheet import write_cover
from assets.templating.entry_checks import ChoiceLists
from assets.templating.form_sheet import write_form
from assets.templating.guide_sheet import write_guide
from assets.templating.template_plan import TemplateOrder
from schemas import periods
from schemas.forms import COVER_SHEET, GUIDE_SHEET, LIST_SHEET, SAMPLE_MARK


def write_template(order: TemplateOrder, path: Path) -> None:
    """Write the workbook of an order to `path`, over what is there; it bears its name only when it is complete.

    The same order gives the same bytes: the time in it is the period's first day. OSError when it cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.tmp")
    book = xlsxwriter.Workbook(str(unfinished))
    try:
        title = f"Laporan {order.areas.name(order.area_code)} {periods.title(order.period)}"
        made = datetime.combine(periods.start(order.period), time.min)
        book.set_properties({"title": SAMPLE_MARK if order.last.sample else title, "created": made})
        formats, lists = CellFormats(book), ChoiceLists()
        cover, guide = book.add_worksheet(COVER_SHEET), book.add_worksheet(GUIDE_SHEET)
        write_cover(cover, order, formats, lists)
        for plan in order.sheets.values():
            write_form(book.add_worksheet(plan.form.sheet), order, plan, formats, lists)
        write_guide(guide, order, formats)
        hidden = book.add_worksheet(LIST_SHEET)
        lists.write(hidden)
        hidden.protect("")
        hidden.hide()
        cover.activate()
    finally:
        book.close()
    unfinished.replace(path)
