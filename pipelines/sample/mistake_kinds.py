"""The kinds of mistakes that real submissions have, as data: where one can stand, and what it changes.

A kind stands in the cell where a reader looks for it: of a sum the total, of an order of dates the later one. The kinds
in HARMLESS are spellings that must be understood, not found fault with.
"""

from dataclasses import dataclass

from pipelines.sample import spoiling as by
from pipelines.sample.filled_forms import Row
from schemas.columns import Kind
from schemas.forms import FORMS
from schemas.forms.kdmp import STAGE_DATES

Places = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MistakeKind:
    """One kind of mistake: its name in truth.json, its (form, column) places, what becomes of the cell, and the rows that it fits.

    `moved` names, for a column, the one whose value is moved into it and is empty afterwards; a `twin` kind takes the
    value of another row. `balance` is a column that gives what the spoilt one takes, so that the row still adds up.
    """

    name: str
    places: Places
    spoil: by.Spoil = by.emptied
    fits: by.Fits = by.filled
    moved: tuple[tuple[str, str], ...] = ()
    twin: bool = False
    balance: str = ""

    def suits(self, row: Row, situation: by.Situation) -> bool:
        """True when the row has what the mistake needs."""
        return row.get(dict(self.moved)[situation.column]) is not None if self.moved else self.fits(row, situation)

    def change(self, row: Row, situation: by.Situation) -> Row:
        """The cells of the row that become different, by column id with their new values; the row itself stays."""
        if self.moved:
            source = dict(self.moved)[situation.column]
            return {situation.column: row[source], source: None}
        changed: Row = {situation.column: self.spoil(row, situation)}
        if self.balance:
            given = by.whole_number(changed, situation.column) - by.whole_number(row, situation.column)
            changed[self.balance] = by.whole_number(row, self.balance) - given
        return changed


def cells(form: str, *columns: str) -> Places:
    """Some columns of a form, as places."""
    return tuple((form, column) for column in columns)


def of_kinds(*kinds: Kind, forms: tuple[str, ...] = tuple(FORMS)) -> Places:
    """Every place in the forms (ids) whose column is of one of the kinds."""
    return tuple((form, column.id) for form in forms for column in FORMS[form].columns if column.kind in kinds)


COUNTS, YES_NO = of_kinds(Kind.COUNT), of_kinds(Kind.YES_NO)
DATES = of_kinds(Kind.DATE, Kind.STAGE_DATE)
MONEY = of_kinds(Kind.RUPIAH, forms=("register", "kdmp", "coaching"))
DISTRICTS = of_kinds(Kind.DISTRICT, forms=("register", "recap", "kdmp", "umkm", "obstacles"))
VILLAGES = of_kinds(Kind.VILLAGE, forms=("register", "obstacles"))
REQUIRED = tuple(
    place for form in FORMS.values() for column in form.required if column.kind is not Kind.VILLAGE_CODE
    for place in cells(form.id, column.id)
)  # fmt: skip
NIK, VILLAGE_CODE = cells("register", "nik"), cells("kdmp", "village_code")
RESOLVED = cells("obstacles", "resolved_date")

KINDS: tuple[MistakeKind, ...] = (
    MistakeKind("impossible_date", DATES, by.always("31/04/2021", "30/02/2025", "15/13/2024")),
    MistakeKind("future_date", cells("register", "last_rat_date") + cells("coaching", "date"), by.ten_years_late),
    MistakeKind("future_outreach", cells("kdmp", "outreach_date"), by.ten_years_late, by.only_outreach),
    MistakeKind("date_before_independence",
                cells("register", "legal_date") + cells("coaching", "date") + cells("obstacles", "raised_date"),
                by.colonial_day),
    MistakeKind("text_in_number", COUNTS, by.always("dua puluh", "banyak", "belum didata")),
    MistakeKind("text_in_money", MONEY, by.always("belum dihitung", "sekitar dua juta")),
    MistakeKind("reference_error", COUNTS + MONEY + DATES, by.always("#REF!")),
    MistakeKind("negative_count", COUNTS, by.negative(40)),
    MistakeKind("negative_money", cells("register", "own_capital", "business_volume", "assets") + cells("coaching", "budget"),
                by.negative(900, 100_000)),
    MistakeKind("unknown_type", cells("register", "type"), by.always("Serba Usaha", "Campuran")),
    MistakeKind("unknown_status", cells("register", "status"), by.always("Mati Suri", "Dalam Pembinaan")),
    MistakeKind("unknown_stage", cells("kdmp", "stage"), by.always("Menunggu Anggaran", "Sudah Rapat")),
    MistakeKind("unknown_category", cells("obstacles", "category"), by.always("Anggaran dan Lain-lain", "Umum")),
    MistakeKind("unknown_choice",
                cells("register", "grade", "certificate_status") + cells("kdmp", "model", "land_status")
                + cells("coaching", "target"),
                by.always("E5", "Tidak tahu")),
    MistakeKind("unknown_yes_no", YES_NO, by.always("Mungkin", "Sebagian")),
    MistakeKind("nik_of_12_digits", NIK, by.changed_text(lambda nik: nik[:-1])),
    MistakeKind("nik_of_16_digits", NIK, by.citizen_number),
    MistakeKind("nik_with_letters", NIK, by.changed_text(lambda nik: f"{nik[:6]}OI{nik[8:]}")),
    MistakeKind("nik_of_another_regency", NIK, by.foreign_prefix),
    MistakeKind("nib_of_wrong_length", cells("kdmp", "nib"), by.changed_text(lambda nib: nib[:-2])),
    MistakeKind("village_code_cut", VILLAGE_CODE, by.changed_text(lambda code: code[:8])),
    MistakeKind("village_of_another_regency", VILLAGE_CODE, by.foreign_village),
    MistakeKind("unknown_district", DISTRICTS, by.always("Antah Berantah", "Rimba Entah")),
    MistakeKind("unknown_village", VILLAGES, by.always("Entah Di Mana", "Kampung Antah")),
    MistakeKind("duplicate_nik", NIK, twin=True),
    MistakeKind("duplicate_village_code", VILLAGE_CODE, twin=True),
    MistakeKind("members_do_not_add_up", cells("register", "members_total"), by.more(30), by.at_least(1)),
    MistakeKind("recap_does_not_add_up", cells("recap", "cooperatives"), by.more(9)),
    MistakeKind("more_rat_than_cooperatives", cells("recap", "rat_held"), by.above("cooperatives")),
    MistakeKind("rat_before_legal_date", cells("register", "last_rat_date") + cells("kdmp", "rat_date"),
                by.days_before(lambda row, situation: by.date_in(row, "legal_date")), by.has_legal_day),
    MistakeKind("stage_dates_out_of_order", cells("kdmp", *STAGE_DATES[1:]), by.days_before(by.earlier_stage),
                by.follows_stage),
    MistakeKind("legal_without_number", cells("kdmp", "legal_number")),
    MistakeKind("resolved_before_raised", RESOLVED, by.days_before(lambda row, situation: by.date_in(row, "raised_date"))),
    MistakeKind("resolved_without_date", RESOLVED),
    MistakeKind("percent_over_100", cells("kdmp", "physical_progress"), by.impossible_percent),
    MistakeKind("required_cell_emptied", REQUIRED),
    MistakeKind("more_nib_than_businesses", cells("umkm", "with_nib"), by.above("micro", "small", "medium")),
    MistakeKind("more_financed_than_coached", cells("umkm", "financed"), by.above("coached")),
    MistakeKind("book_year_1900", cells("register", "book_year"), by.always(1900)),
    MistakeKind("impossible_year", cells("register", "health_year") + cells("umkm", "source_year"), by.always(20244, 205)),
    MistakeKind("nib_in_nik_column", NIK, by.licence),
    MistakeKind("village_in_district_column", cells("register", "district"), by.own_village, by.in_no_like_named_district),
    MistakeKind("joined_to_itself", cells("kdmp", "merged_with"), by.own_code, by.has_named_cooperative),
    MistakeKind("two_villages_one_decree", cells("kdmp", "legal_number"), twin=True),
    MistakeKind("rat_not_as_in_register", cells("recap", "rat_held"), by.many_more, by.leaves_room),
    MistakeKind("active_not_as_in_register", cells("recap", "active"), by.many_more, by.leaves_room, balance="inactive"),
    MistakeKind("stage_went_back", cells("kdmp", "stage"), by.back_a_stage, by.had_come_further),
    MistakeKind("cumulative_count_fell", cells("umkm", "formalised", "small_entrepreneurs", "financed"), by.fewer_than_before, by.had_counted),
    MistakeKind("value_in_next_column",
                cells("register", "grade", "certificate_until") + cells("coaching", "budget") + cells("umkm", "source_year")
                + cells("obstacles", "subject"),
                moved=(("grade", "figures_source"), ("certificate_until", "certificate_status"), ("budget", "funding"),
                       ("source_year", "source"), ("subject", "scope"))),
)  # fmt: skip

HARMLESS: tuple[MistakeKind, ...] = (
    MistakeKind("harmless_money_text", MONEY, by.money_text, by.at_least(1)),
    MistakeKind("harmless_thousands_point", COUNTS, by.spelled, by.at_least(1000)),
    MistakeKind("harmless_number_as_text", COUNTS, by.changed_text(str), by.at_least(1)),
    MistakeKind("harmless_date_in_words", DATES, by.in_words, by.is_date),
    MistakeKind("harmless_date_as_text", DATES, by.with_dashes, by.is_date),
    MistakeKind("harmless_padding", cells("register", "status") + cells("kdmp", "stage") + cells("obstacles", "status"),
                by.changed_text(lambda value: f"  {value} ")),
    MistakeKind("harmless_capitals", cells("register", "type", "status") + cells("obstacles", "category"), by.changed_text(str.upper)),
    MistakeKind("harmless_other_word", cells("register", "status"), by.always("Pasif", "Non Aktif", "Beku"), by.is_inactive),
    MistakeKind("harmless_district_prefix", DISTRICTS, by.changed_text(lambda name: f"Kec. {name}")),
    MistakeKind("harmless_village_prefix", VILLAGES, by.changed_text(lambda name: f"Desa {name}")),
)  # fmt: skip
