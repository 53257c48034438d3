"""The template as a workbook: cover, guide, a sheet for each form, and the hidden lists behind the drop-downs."""

from datetime import datetime, time
from pathlib import Path

import xlsxwriter

from assets.templating.cover import write_cover
from assets.templating.entry import Lists
from assets.templating.guide import write_guide
from assets.templating.plan import Order
from assets.templating.sheet import write_form
from assets.templating.styles import Styles
from schemas import periods
from schemas.forms import COVER_SHEET, GUIDE_SHEET, LIST_SHEET, SAMPLE_MARK


def write_template(order: Order, path: Path) -> None:
    """Write the workbook; it bears its name only when it is complete, and the same order gives the same bytes."""
    unfinished = path.with_name(f".{path.name}.tmp")
    book = xlsxwriter.Workbook(str(unfinished))
    try:
        title = f"Laporan {order.areas.name(order.area_code)} {periods.title(order.period)}"
        made = datetime.combine(periods.start(order.period), time.min)
        book.set_properties({"title": SAMPLE_MARK if order.last.sample else title, "created": made})
        styles, lists = Styles(book), Lists()
        cover, guide = book.add_worksheet(COVER_SHEET), book.add_worksheet(GUIDE_SHEET)
        write_cover(cover, order, styles, lists)
        for plan in order.sheets.values():
            write_form(book.add_worksheet(plan.form.sheet), order, plan, styles, lists)
        write_guide(guide, order, styles)
        hidden = book.add_worksheet(LIST_SHEET)
        lists.write(hidden)
        hidden.protect("")
        hidden.hide()
        cover.activate()
    finally:
        book.close()
    unfinished.replace(path)
