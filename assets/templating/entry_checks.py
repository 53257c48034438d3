"""What may be typed into a column, as Excel checks it: drop-downs, ranges, and the words for what does not fit.

A closed list and a wrong number are refused; a name that the official list does not have is asked about and let through, as the
rules do.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from assets.templating.starting_rows import district_names, village_codes, village_names
from assets.templating.template_plan import SheetPlan, TemplateOrder
from schemas import periods
from schemas.columns import Column, Kind
from schemas.examples import regional_example
from schemas.forms import LIST_SHEET
from schemas.indicators.agencies import names
from schemas.rules.of_values import DATE_AFTER_PERIOD

#: The options of a data validation, as `Worksheet.data_validation` takes them.
Validation = dict[str, object]
#: What Excel does with an entry that does not fit: refuses it, asks whether to keep it, only says so.
STOP, ASK, TELL = "stop", "warning", "information"
#: The day of independence, before which the rules take no date either, and a day that no plan reaches.
FIRST_DAY, LAST_DAY = date(1945, 8, 17), date(2100, 12, 31)
LARGEST = {Kind.COUNT: 10**9, Kind.RUPIAH: 10**15}
#: Excel shows no longer message, and XlsxWriter leaves a validation out that has one.
MESSAGE_AT_MOST = 255
OFFERED = "Isian ini tidak ada pada daftar yang disarankan. Tetap pakai?"


class ChoiceLists:
    """The lists behind the drop-downs: each in a column of a hidden sheet, the same list once.

    A list that is written into the validation itself may have 255 characters; the villages of a regency take more.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], str] = {}

    def source(self, values: Sequence[str]) -> str:
        """The reference of a list for a drop-down, given a place when it is new: `='Daftar Pilihan'!$C$1:$C$14`."""
        key = tuple(values)
        if key not in self._places:
            letter = xl_col_to_name(len(self._places))
            self._places[key] = f"='{LIST_SHEET}'!${letter}$1:${letter}${len(key)}"
        return self._places[key]

    def write(self, page: Worksheet) -> None:
        """Put every list on the sheet, once all forms have asked for theirs."""
        for index, values in enumerate(self._places):
            for row, value in enumerate(values):
                page.write_string(row, index, value)


def check_of(column: Column, order: TemplateOrder, plan: SheetPlan, lists: ChoiceLists) -> Validation | None:
    """The data validation of a column; None where any text will do.

    A formula in it is that of the column's first row of data; Excel moves it along for the rows below.
    """
    cell = f"{plan.letters[column.id]}{plan.first_row}"
    match column.kind:
        case Kind.CHOICE | Kind.YES_NO:
            return drop_down(lists.source(column.values or ("Ya", "Tidak")), STOP, "Pilih salah satu isi daftar.")
        case Kind.DISTRICT:
            return _places(district_names(order.area_code, order.areas), "kecamatan", lists)
        case Kind.VILLAGE:
            return _places(village_names(order.area_code, order.areas), "desa/kelurahan", lists)
        case Kind.VILLAGE_CODE:
            return _places(village_codes(order.area_code, order.areas), "kode desa/kelurahan", lists)
        case Kind.AGENCY:
            return drop_down(lists.source(tuple(names())), TELL, OFFERED)
        case Kind.COUNT | Kind.RUPIAH | Kind.YEAR | Kind.PERCENT:
            return _number_check(column, order)
        case Kind.DATE:
            return day_between(FIRST_DAY, _last_day(column, order, plan))
        case Kind.STAGE_DATE:
            return _day_or_word(cell, _last_day(column, order, plan))
        case Kind.DIGITS:
            example = regional_example(plan.form, column, order.areas, order.area_code)
            return refuse(
                {"validate": "custom", "value": f"=AND(LEN({cell})={column.digits},ISNUMBER({cell}*1))"},
                f"{column.title} terdiri atas {column.digits} angka. Contoh: {example}. Kosongkan bila belum ada.",
            )
        case _:
            return drop_down(lists.source(column.suggested), TELL, OFFERED) if column.suggested else None


def drop_down(source: str, strictness: str, message: str) -> Validation:
    """A list to choose from. `source`: as `ChoiceLists.source` gives it; `strictness`: STOP, ASK or TELL."""
    return refuse({"validate": "list", "source": source}, message, strictness)


def day_between(first: date, last: date) -> Validation:
    """A date from first to last, both included; anything else is refused."""
    check: Validation = {"validate": "date", "criteria": "between", "minimum": _midnight(first), "maximum": _midnight(last)}
    return refuse(check, f"Isi tanggal {_written_day(first)} sampai {_written_day(last)}, ditulis hh/bb/tttt.")


def _places(names: list[str], word: str, lists: ChoiceLists) -> Validation | None:
    """The official names of places, another one asked about and let through; None where there are none (for the province)."""
    if not names:
        return None
    message = f"Isian ini tidak ada pada daftar resmi {word} di kabupaten/kota ini. Tetap pakai?"
    return drop_down(lists.source(names), ASK, message)


def _number_check(column: Column, order: TemplateOrder) -> Validation:
    """A number within the column's bounds; a year no later than the period's."""
    year, _ = periods.parts(order.period)
    largest = year if column.kind is Kind.YEAR else column.maximum or LARGEST.get(column.kind, 0)
    smallest = column.minimum if column.minimum is not None else -largest
    kind = "decimal" if column.kind is Kind.PERCENT else "integer"
    words = {
        Kind.YEAR: f"Isi tahun empat angka, paling akhir {year}.",
        Kind.PERCENT: "Isi angka 0 sampai 100, tanpa tanda %.",
        Kind.COUNT: f"Isi bilangan bulat mulai dari {smallest}. Kosongkan bila tidak diketahui; 0 berarti memang nol.",
        Kind.RUPIAH: "Isi rupiah penuh tanpa desimal, bukan ribuan atau jutaan. Kosongkan bila tidak diketahui.",
    }
    return refuse({"validate": kind, "criteria": "between", "minimum": smallest, "maximum": largest}, words[column.kind])


def _day_or_word(cell: str, last: date) -> Validation:
    """A date up to `last`, or Sudah or Belum where only the fact is known."""
    days = [f"DATE({day.year},{day.month},{day.day})" for day in (FIRST_DAY, last)]
    formula = f'=OR(AND(ISNUMBER({cell}),{cell}>={days[0]},{cell}<={days[1]}),{cell}="Sudah",{cell}="Belum")'
    message = f"Isi tanggal sampai {_written_day(last)} (hh/bb/tttt), atau Sudah, atau Belum."
    return refuse({"validate": "custom", "value": formula}, message)


def _last_day(column: Column, order: TemplateOrder, plan: SheetPlan) -> date:
    """The period's end for what has happened, which the form's check against the future says; later days for a plan or a validity."""
    happened = any(check.rule == DATE_AFTER_PERIOD and check.column == column.id for check in plan.form.checks)
    return periods.end(order.period) if happened else LAST_DAY


def refuse(check: Validation, message: str, strictness: str = STOP) -> Validation:
    """The validation with what is said about an entry that does not fit."""
    words = {"error_title": "Mohon periksa isian", "error_message": message[:MESSAGE_AT_MOST]}
    return {"ignore_blank": True, **check, "error_type": strictness, **words}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _written_day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
