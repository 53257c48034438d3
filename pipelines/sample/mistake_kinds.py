"""The kinds of mistakes that real submissions have (domain.md §4), as data: where one can stand, and what it changes.

A kind stands in the cell where a reader looks for it: of a sum the total, of an order of dates the later one. The kinds
in HARMLESS are spellings that must be understood, not found fault with.
"""

from dataclasses import dataclass

from pipelines.sample import spoiling as by
from pipelines.sample.sheets import Row
from schemas.columns import Kind as ColumnKind
from schemas.forms import FORMS
from schemas.forms.kdmp import STAGE_DATES

Places = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake: its (form, column) places, the new value of the cell, and the rows that it fits.

    `moved` names, for a column, the one whose value is moved into it and is empty afterwards; a `twin` kind takes the
    value of another row. `balance` is a column that gives what the spoilt one takes, so that the row still adds up.
    """

    name: str
    places: Places
    spoil: by.Spoil = by.nothing
    fits: by.Fits = by.filled
    moved: tuple[tuple[str, str], ...] = ()
    twin: bool = False
    balance: str = ""

    def suits(self, row: Row, now: by.Situation) -> bool:
        """The row has what the mistake needs."""
        return row.get(dict(self.moved)[now.column]) is not None if self.moved else self.fits(row, now)

    def change(self, row: Row, now: by.Situation) -> Row:
        """The cells of the row that become different."""
        if self.moved:
            source = dict(self.moved)[now.column]
            return {now.column: row[source], source: None}
        changed: Row = {now.column: self.spoil(row, now)}
        if self.balance:
            given = by.number(changed, now.column) - by.number(row, now.column)
            changed[self.balance] = by.number(row, self.balance) - given
        return changed


def cells(form: str, *columns: str) -> Places:
    """Some columns of a form."""
    return tuple((form, column) for column in columns)


def of_kinds(*kinds: ColumnKind, forms: tuple[str, ...] = tuple(FORMS)) -> Places:
    """Every place whose column is of one of the kinds."""
    return tuple((form, column.id) for form in forms for column in FORMS[form].columns if column.kind in kinds)


COUNTS, YES_NO = of_kinds(ColumnKind.COUNT), of_kinds(ColumnKind.YES_NO)
DATES = of_kinds(ColumnKind.DATE, ColumnKind.STAGE_DATE)
MONEY = of_kinds(ColumnKind.RUPIAH, forms=("register", "kdmp", "coaching"))
DISTRICTS = of_kinds(ColumnKind.DISTRICT, forms=("register", "recap", "kdmp", "umkm", "obstacles"))
VILLAGES = of_kinds(ColumnKind.VILLAGE, forms=("register", "obstacles"))
REQUIRED = tuple(
    place for form in FORMS.values() for column in form.required if column.kind is not ColumnKind.VILLAGE_CODE
    for place in cells(form.id, column.id)
)  # fmt: skip
NIK, VILLAGE_CODE = cells("register", "nik"), cells("kdmp", "village_code")
RESOLVED = cells("obstacles", "resolved_date")

KINDS: tuple[Kind, ...] = (
    Kind("impossible_date", DATES, by.always("31/04/2021", "30/02/2025", "15/13/2024")),
    Kind("future_date", cells("register", "last_rat_date") + cells("coaching", "date"), by.ten_years_late),
    Kind("future_outreach", cells("kdmp", "outreach_date"), by.ten_years_late, by.only_outreach),
    Kind("date_before_independence",
         cells("register", "legal_date") + cells("coaching", "date") + cells("obstacles", "raised_date"),
         by.colonial_day),
    Kind("text_in_number", COUNTS, by.always("dua puluh", "banyak", "belum didata")),
    Kind("text_in_money", MONEY, by.always("belum dihitung", "sekitar dua juta")),
    Kind("reference_error", COUNTS + MONEY + DATES, by.always("#REF!")),
    Kind("negative_count", COUNTS, by.negative(40)),
    Kind("negative_money", cells("register", "own_capital", "business_volume", "assets") + cells("coaching", "budget"),
         by.negative(900, 100_000)),
    Kind("unknown_type", cells("register", "type"), by.always("Serba Usaha", "Campuran")),
    Kind("unknown_status", cells("register", "status"), by.always("Mati Suri", "Dalam Pembinaan")),
    Kind("unknown_stage", cells("kdmp", "stage"), by.always("Menunggu Anggaran", "Sudah Rapat")),
    Kind("unknown_category", cells("obstacles", "category"), by.always("Anggaran dan Lain-lain", "Umum")),
    Kind("unknown_choice",
         cells("register", "grade", "certificate_status") + cells("kdmp", "model", "land_status")
         + cells("coaching", "target"),
         by.always("E5", "Tidak tahu")),
    Kind("unknown_yes_no", YES_NO, by.always("Mungkin", "Sebagian")),
    Kind("nik_of_12_digits", NIK, by.text(lambda nik: nik[:-1])),
    Kind("nik_of_16_digits", NIK, by.citizen_number),
    Kind("nik_with_letters", NIK, by.text(lambda nik: f"{nik[:6]}OI{nik[8:]}")),
    Kind("nik_of_another_regency", NIK, by.foreign_prefix),
    Kind("nib_of_wrong_length", cells("kdmp", "nib"), by.text(lambda nib: nib[:-2])),
    Kind("village_code_cut", VILLAGE_CODE, by.text(lambda code: code[:8])),
    Kind("village_of_another_regency", VILLAGE_CODE, by.foreign_village),
    Kind("unknown_district", DISTRICTS, by.always("Antah Berantah", "Rimba Entah")),
    Kind("unknown_village", VILLAGES, by.always("Entah Di Mana", "Kampung Antah")),
    Kind("duplicate_nik", NIK, twin=True),
    Kind("duplicate_village_code", VILLAGE_CODE, twin=True),
    Kind("members_do_not_add_up", cells("register", "members_total"), by.more(30), by.at_least(1)),
    Kind("recap_does_not_add_up", cells("recap", "cooperatives"), by.more(9)),
    Kind("more_rat_than_cooperatives", cells("recap", "rat_held"), by.above("cooperatives")),
    Kind("rat_before_legal_date", cells("register", "last_rat_date") + cells("kdmp", "rat_date"),
         by.days_before(lambda row, now: by.day(row, "legal_date")), by.has_legal_day),
    Kind("stage_dates_out_of_order", cells("kdmp", *STAGE_DATES[1:]), by.days_before(by.earlier_stage),
         by.follows_stage),
    Kind("legal_without_number", cells("kdmp", "legal_number")),
    Kind("resolved_before_raised", RESOLVED, by.days_before(lambda row, now: by.day(row, "raised_date"))),
    Kind("resolved_without_date", RESOLVED),
    Kind("percent_over_100", cells("kdmp", "physical_progress"), by.percent),
    Kind("required_cell_emptied", REQUIRED),
    Kind("more_nib_than_businesses", cells("umkm", "with_nib"), by.above("micro", "small", "medium")),
    Kind("more_financed_than_coached", cells("umkm", "financed"), by.above("coached")),
    Kind("book_year_1900", cells("register", "book_year"), by.always(1900)),
    Kind("impossible_year", cells("register", "health_year") + cells("umkm", "source_year"), by.always(20244, 205)),
    Kind("nib_in_nik_column", NIK, by.licence),
    Kind("village_in_district_column", cells("register", "district"), by.own_village, by.in_no_like_named_district),
    Kind("joined_to_itself", cells("kdmp", "merged_with"), by.own_code, by.named),
    Kind("two_villages_one_decree", cells("kdmp", "legal_number"), twin=True),
    Kind("rat_not_as_in_register", cells("recap", "rat_held"), by.many_more, by.leaves_room),
    Kind("active_not_as_in_register", cells("recap", "active"), by.many_more, by.leaves_room, balance="inactive"),
    Kind("stage_went_back", cells("kdmp", "stage"), by.back_a_stage, by.had_come_further),
    Kind("cumulative_count_fell", cells("umkm", "formalised", "small_entrepreneurs", "financed"), by.fewer_than_before, by.had_counted),
    Kind("value_in_next_column",
         cells("register", "grade", "certificate_until") + cells("coaching", "budget") + cells("umkm", "source_year")
         + cells("obstacles", "subject"),
         moved=(("grade", "figures_source"), ("certificate_until", "certificate_status"), ("budget", "funding"),
                ("source_year", "source"), ("subject", "scope"))),
)  # fmt: skip

HARMLESS: tuple[Kind, ...] = (
    Kind("harmless_money_text", MONEY, by.money_text, by.at_least(1)),
    Kind("harmless_thousands_point", COUNTS, by.spelled, by.at_least(1000)),
    Kind("harmless_number_as_text", COUNTS, by.text(str), by.at_least(1)),
    Kind("harmless_date_in_words", DATES, by.in_words, by.is_date),
    Kind("harmless_date_as_text", DATES, by.with_dashes, by.is_date),
    Kind("harmless_padding", cells("register", "status") + cells("kdmp", "stage") + cells("obstacles", "status"),
         by.text(lambda value: f"  {value} ")),
    Kind("harmless_capitals", cells("register", "type", "status") + cells("obstacles", "category"), by.text(str.upper)),
    Kind("harmless_other_word", cells("register", "status"), by.always("Pasif", "Non Aktif", "Beku"), by.is_inactive),
    Kind("harmless_district_prefix", DISTRICTS, by.text(lambda name: f"Kec. {name}")),
    Kind("harmless_village_prefix", VILLAGES, by.text(lambda name: f"Desa {name}")),
)  # fmt: skip
