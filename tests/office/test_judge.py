"""What is accepted, what is noted, and what sends a form back."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from assets.reading.files.sheets import UNCALCULATED
from schemas.areas import areas
from schemas.forms import EVERY_FORM, FORMS, NIL
from schemas.judge import Verdict, judge
from schemas.rules import EXPLAIN, FATAL, RULES, Tier, codes_of
from tests.bench.wrong import COLUMNS, all_wrong
from tests.builders import judged, letter_of, make_submitted, notes, together


def cell(form: str, column: str, row: int = 6) -> str:
    return f"{letter_of(EVERY_FORM[form].ids.index(column))}{row}"


@pytest.mark.parametrize("form", EVERY_FORM)
def test_a_right_row_has_no_note(form: str) -> None:
    verdict = judged(form)
    assert notes(verdict) == []
    assert verdict.accepted[form].height == 1


def test_of_the_rows_that_the_bench_times_every_cell_is_wrong() -> None:
    assert judge(all_wrong(3), areas()).findings.height >= 3 * len(COLUMNS)


#: form, what differs, the rule, and the column that it blames: one wrong cell gives one finding.
WRONG = [
    ("register", {"name": None}, "V111", "name"),
    ("register", {"members_total": "dua puluh"}, "V202", "members_total"),
    ("register", {"last_rat_date": "31/04/2021"}, "V203", "last_rat_date"),
    ("register", {"last_rat_date": "2024"}, "V218", "last_rat_date"),
    ("register", {"type": "Serba Usaha"}, "V204", "type"),
    ("register", {"kdmp": "mungkin"}, "V204", "kdmp"),
    ("register", {"members_male": "-3"}, "V205", "members_male"),
    ("register", {"book_year": "1900"}, "V205", "book_year"),
    ("register", {"nik": "621601004"}, "V206", "nik"),
    ("register", {"scheme": "Ya"}, "V221", "scheme"),
    ("register", {"district": "Baamang Hilir"}, "V222", "district"),
    ("register", {"nik": "[disembunyikan]"}, "V223", "nik"),
    ("register", {"nik": "0803250012345"}, "V224", "nik"),
    ("register", {"legal_date": "01/01/1940"}, "V210", "legal_date"),
    ("register", {"last_rat_date": "01/04/2025"}, "V211", "last_rat_date"),
    ("register", {"assets": "#REF!"}, "V212", "assets"),
    ("register", {"members_total": "20,5"}, "V215", "members_total"),
    ("register", {"assets": "1250000.5"}, "V215", "assets"),
    ("register", {"legal_date": "01/02/10"}, "V216", "legal_date"),
    ("register", {"nik": "6201010040001"}, "V312", "nik"),
    ("register", {"district": "Entah"}, "V208", "district"),
    ("register", {"village": "Entah"}, "V209", "village"),
    ("register", {"village": "Sumber Makmur"}, "V217", "village"),
    ("register", {"members_total": "21"}, "V302", "members_total"),
    ("register", {"last_rat_date": "01/01/2009"}, "V303", "last_rat_date"),
    ("targets", {"of_area": "62.99"}, "V227", "of_area"),
    ("corrections", {"of_period": "bulan lalu"}, "V228", "of_period"),
    ("targets", {"high": "90"}, "V316", "high"),
    ("recap", {"cooperatives": "16"}, "V301", "cooperatives"),
    ("recap", {"rat_held": "16"}, "V307", "rat_held"),
    ("kdmp", {"village_code": "6202051001", "village": "Baamang Hulu"}, "V207", "village_code"),
    ("kdmp", {"village_code": "62 Baamang"}, "V207", "village_code"),
    ("kdmp", {"village": "Baamang Hulu"}, "V313", "village"),
    ("kdmp", {"district": "Cempaga"}, "V313", "district"),
    ("kdmp", {"village_code": "62.02.01.1009"}, "V313", "village_code"),
    ("kdmp", {"operating": "x"}, "V214", "operating"),
    ("kdmp", {"physical_progress": "0.766"}, "V214", "physical_progress"),
    ("kdmp", {"village_code": "62.01.01.2001"}, "V213", "village_code"),
    ("kdmp", {"stage": "Berbadan Hukum"}, "V305", "legal_number"),
    ("kdmp", {"musdesus_date": "01/03/2025"}, "V304", "musdesus_date"),
    ("kdmp", {"nib": "12345"}, "V206", "nib"),
    ("kdmp", {"physical_progress": "120"}, "V205", "physical_progress"),
    ("register", {"nik": "6.21601E+12"}, "V226", "nik"),
    ("kdmp", {"nib": "204250012345"}, "V226", "nib"),
    ("register", {"members_total": "1900-03-05"}, "V226", "members_total"),
    ("register", {"grade": "TRUE"}, "V226", "grade"),
    ("obstacles", {"status": "Selesai"}, "V308", "resolved_date"),
    ("obstacles", {"status": "Dalam Proses", "resolved_date": "20/03/2025"}, "V315", "resolved_date"),
    ("obstacles", {"status": "Selesai", "resolved_date": "01/03/2025"}, "V306", "resolved_date"),
    ("coaching", {"agency": "Dinas Koperasi a.n. Budi"}, "V225", "agency"),
    ("obstacles", {"agency": "Kantor Notaris Siti"}, "V225", "agency"),
    ("umkm", {"with_nib": "200"}, "V310", "with_nib"),
    ("umkm", {"financed": "30"}, "V311", "financed"),
    ("coaching", {"date": "10/04/2025"}, "V211", "date"),
]  # fmt: skip


@pytest.fixture(scope="module")
def verdicts() -> Verdict:
    """Each wrong row as a submission of its own, judged together as the submissions of a period are."""
    each = [make_submitted(form, [differs], submission=f"s{i}") for i, (form, differs, _, _) in enumerate(WRONG)]
    return judge(together(*each), areas())


def of(verdict: Verdict, i: int) -> Verdict:
    form = WRONG[i][0]
    own = pl.col("submission") == f"s{i}"
    return Verdict(
        {form: verdict.accepted[form].filter(own)},
        verdict.findings.filter(own),
        verdict.returned.filter(own),
        verdict.districts.filter(own),
    )


EACH = pytest.mark.parametrize("i", range(len(WRONG)), ids=[f"{rule}-{column}" for _, _, rule, column in WRONG])


@EACH
def test_one_wrong_cell_gives_one_finding(verdicts: Verdict, i: int) -> None:
    form, _, rule, column = WRONG[i]
    assert notes(of(verdicts, i)) == [(rule, cell(form, column, 5 if rule == "V111" else 6))]


def test_every_rule_of_values_and_rows_is_tested_here() -> None:
    tested = {rule for _, _, rule, _ in WRONG} - {"V111"} | {"V201", "V314"}
    assert set(codes_of(Tier.VALUE, Tier.ROW)) == tested


def test_a_kecamatan_and_desa_of_another_regency_are_one_note_that_names_it() -> None:
    strange = {"district": "Selat", "village": "Selat Hilir"}
    verdict = judged("register", strange, *({"nik": f"62160100400{n:02d}"} for n in range(10, 20)))
    assert notes(verdict) == [("V314", cell("register", "district"))]
    assert (
        "Kabupaten Kapuas, bukan di Kabupaten Kotawaringin Timur"
        in verdict.findings.filter(pl.col("rule") == "V314")["message"].item()
    )
    assert verdict.accepted["register"].height == 11


def test_a_table_of_which_more_than_a_tenth_is_another_regencys_is_returned() -> None:
    strange = {"district": "Selat", "village": "Selat Hilir"}
    rows = [{"nik": f"62160100400{n:02d}"} for n in range(10, 18)]
    verdict = judged("register", strange, strange | {"nik": None}, *rows)
    assert verdict.findings.filter(pl.col("severity") == FATAL)["rule"].to_list() == ["V404"]
    assert "2 dari 10 baris" in verdict.findings.filter(pl.col("rule") == "V404")["message"].item()
    assert verdict.accepted["register"].is_empty()


def test_a_table_of_which_just_a_tenth_is_another_regencys_counts() -> None:
    strange = {"district": "Selat", "village": "Selat Hilir"}
    rows = [{"nik": f"62160100400{n:02d}"} for n in range(10, 28)]
    assert judged("register", strange, strange | {"nik": None}, *rows).accepted["register"].height == 20


def test_one_row_of_another_regency_in_a_short_table_is_a_slip_and_in_a_table_of_one_row_is_not() -> None:
    strange = {"district": "Selat", "village": "Selat Hilir"}
    assert notes(judged("obstacles", strange, {"obstacle_id": "2"})) == [("V314", cell("obstacles", "district"))]
    assert judged("obstacles", strange).returned["form"].to_list() == ["obstacles"]


def test_the_name_of_another_regency_in_the_recap_is_no_misspelt_kecamatan() -> None:
    assert ("V314", "A6") in notes(judged("recap", {"district": "Kab. Kapuas"}))
    assert notes(judged("recap", {"district": "Kab. Kotawaringin Timur"})) == []


def test_a_required_column_of_formulas_without_a_result_returns_the_form_with_one_note() -> None:
    formula = {"active": UNCALCULATED}
    verdict = judged("recap", formula, formula | {"district": "Cempaga"})
    assert notes(verdict) == [("V149", cell("recap", "active", 5))]
    assert "buka berkas di Excel" in verdict.findings.filter(pl.col("rule") == "V149")["message"].item()
    assert verdict.accepted["recap"].is_empty()


def test_an_empty_cell_among_formulas_without_a_result_is_told_too() -> None:
    verdict = judged("recap", {"active": UNCALCULATED}, {"district": "Cempaga", "active": None})
    assert notes(verdict) == [("V149", cell("recap", "active", 5)), ("V201", cell("recap", "active", 7))]


def test_a_number_out_of_range_is_told_the_range() -> None:
    told = judged("register", {"book_year": "1900", "assets": "-5", "members_total": "-2"}).findings.filter(
        pl.col("rule") == "V205"
    )
    assert [message.partition("Yang diperbolehkan: ")[2].partition(". Contoh")[0] for message in told.sort("cell")["message"]] == [
        "rupiah penuh tanpa desimal, mulai dari 0", "bilangan bulat mulai dari 0", "tahun empat angka, 1945 sampai 2100",
    ]  # fmt: skip


def test_examples_are_the_reporting_regencys_own() -> None:
    short = judged("register", {"nik": "62"}, area="62.03").findings.filter(pl.col("rule") == "V206")["message"].item()
    assert f"Contoh: {areas().regencies.filter(pl.col('code') == '62.03')['nik_prefix'].item()}010040003." in short
    coded = judged("kdmp", {"village_code": "x"}, area="62.03").findings.filter(pl.col("rule") == "V207")["message"].item()
    assert "Contoh: 62.03." in coded


def test_a_total_left_empty_beside_its_parts_is_told_and_not_computed() -> None:
    verdict = judged("register", {"members_total": None}, {"nik": "6216010040002", "members_total": None, "members_male": None})
    told = verdict.findings.filter(pl.col("rule") == "V431")
    assert "1 dari 2 baris tanpa “Total Anggota”" in told["message"].item()
    assert verdict.accepted["register"]["members_total"].to_list() == [None, None]


def test_one_formula_without_a_result_among_values_is_a_note_on_its_cell() -> None:
    verdict = judged("recap", {"active": UNCALCULATED}, {"district": "Cempaga"})
    assert notes(verdict) == [("V212", cell("recap", "active"))]
    assert verdict.accepted["recap"]["active"].to_list() == [None, 10]


@EACH
def test_a_value_that_broke_its_own_rule_is_null_and_one_that_disagrees_stands(verdicts: Verdict, i: int) -> None:
    form, differs, rule, column = WRONG[i]
    accepted = of(verdicts, i).accepted[form]
    if RULES[rule].severity == FATAL or EVERY_FORM[form].counts_whole:
        assert accepted.is_empty()
    elif RULES[rule].tier is Tier.VALUE and RULES[rule].severity == EXPLAIN:
        assert accepted[column].item() is None
    elif differs.get(column):
        assert accepted[column].item() is not None


def test_a_message_says_what_stands_there_what_is_allowed_and_an_example() -> None:
    note = judged("register", {"type": "Serba Usaha"}).findings.filter(pl.col("rule") == "V204").row(0, named=True)
    assert note["message"].startswith("“Jenis Koperasi” berisi “Serba Usaha”. Yang diperbolehkan: Konsumen, Produsen, Jasa")
    assert "Serba Usaha adalah kelompok, bukan jenis" in note["message"]
    assert note["message"].endswith("Contoh: Konsumen.")
    assert (note["sheet"], note["cell"], note["value"]) == ("Daftar Koperasi", "I6", "Serba Usaha")


def test_a_required_cell_left_empty_is_a_note_and_the_row_counts() -> None:
    verdict = judged("register", {}, {"name": " ", "nik": "6216010040002"})
    assert notes(verdict) == [("V201", "B7")]
    assert verdict.accepted["register"].height == 2


def test_a_wholly_empty_required_column_returns_the_form() -> None:
    verdict = judged("register", {"status": None}, {"status": "-", "nik": "6216010040002"})
    assert verdict.accepted["register"].is_empty()
    assert verdict.returned.rows() == [("s1", "register")]


def test_a_form_without_rows_is_returned_unless_it_says_nihil() -> None:
    assert judge(make_submitted("obstacles", []), areas()).returned.height == 1
    assert judge(make_submitted("obstacles", [], condition=NIL), areas()).returned.is_empty()


def test_nihil_of_one_form_excuses_no_other() -> None:
    kdmp, obstacles = make_submitted("kdmp", [], condition=NIL), make_submitted("obstacles", [])
    assert judge(together(kdmp, obstacles), areas()).returned.rows() == [("s1", "obstacles")]


def test_a_key_on_two_rows_of_many_is_noted_on_both() -> None:
    rows = [{"nik": f"62160100{i:05d}"} for i in range(30)] + [{"nik": "6216010000007"}]
    verdict = judged("register", *rows)
    assert notes(verdict) == [("V401", "A13"), ("V401", "A36")]
    assert verdict.accepted["register"].height == 31


def test_a_key_repeated_in_more_than_a_tenth_of_the_rows_returns_the_form() -> None:
    verdict = judged("register", *[{"nik": f"62160100{i % 9:05d}"} for i in range(10)])
    assert {rule for rule, _ in notes(verdict)} == {"V401", "V402"}
    assert verdict.accepted["register"].is_empty()


def test_a_key_on_just_a_tenth_of_the_rows_is_noted_and_the_form_counts() -> None:
    verdict = judged("register", *[{"nik": f"62160100{max(i, 1):05d}"} for i in range(20)])
    assert notes(verdict) == [("V401", "A6"), ("V401", "A7")]
    assert verdict.accepted["register"].height == 20


def test_rows_without_a_key_share_none_and_are_rows_all_the_same() -> None:
    verdict = judged("register", {}, {}, *[{"nik": None}] * 18)
    assert notes(verdict) == [("V401", "A6"), ("V401", "A7")]


def test_a_key_in_other_letters_is_the_same_key() -> None:
    rows = [{"obstacle_id": f"62.02-{i:04d}"} for i in range(18)]
    verdict = judged("obstacles", {"obstacle_id": "62.02-a1"}, {"obstacle_id": "62.02-A1"}, *rows)
    assert notes(verdict) == [("V401", "A6"), ("V401", "A7")]


def test_a_returned_form_does_not_stop_another_submission() -> None:
    wrong, right = make_submitted("register", [{"status": None}]), make_submitted("register", submission="s2", area="62.02")
    assert judge(together(wrong, right), areas()).accepted["register"]["submission"].to_list() == ["s2"]


def test_what_real_registers_lack_is_one_line_with_the_count_and_not_asked() -> None:
    none = {"last_rat_date": None, "members_total": "0", "members_male": "0", "members_female": "0"}
    rows = [{"nik": f"62160100{i:05d}", **none, "status": "Aktif" if i < 9 else "Tidak Aktif"} for i in range(12)]
    info = judged("register", *rows).findings.filter(pl.col("severity") == "info").sort("rule")
    assert info.select("rule", "cell").rows() == [("V405", ""), ("V406", ""), ("V428", ""), ("V429", "")]
    told = info["message"].to_list()
    assert [text.partition(" baris")[0] for text in told] == ["3 dari 12", "3 dari 12", "9 dari 12", "9 dari 12"]
    assert not any("ohon" in text for text in told)


def test_a_cooperative_with_a_recent_rat_or_a_young_one_is_not_dormant() -> None:
    rows: list[dict[str, str | None]] = [
        {"nik": "6216010040001"},
        {"nik": "6216010040002", "last_rat_date": "30/03/2022"},
        {"nik": "6216010040003", "last_rat_date": None},
        {"nik": "6216010040004", "last_rat_date": None, "legal_date": "01/02/2023"},
    ]
    info = judged("register", *rows).findings.filter(pl.col("severity") == "info").sort("rule")
    assert [(rule, text.partition(" baris")[0]) for rule, text in info.select("rule", "message").iter_rows()] == [
        ("V405", "1 dari 4"), ("V428", "2 dari 4"),
    ]  # fmt: skip


def test_a_date_after_the_day_received_is_noted_even_inside_the_period() -> None:
    verdict = judged("register", {"last_rat_date": "20/03/2025"}, received=date(2025, 3, 15))
    assert notes(verdict) == [("V211", cell("register", "last_rat_date"))]


def test_a_village_joined_to_another_needs_no_legal_number() -> None:
    assert notes(judged("kdmp", {"stage": "Berbadan Hukum", "merged_with": "62.02.05.1002"})) == []


def test_an_older_health_scale_is_kept_in_raw_and_means_none() -> None:
    verdict = judged("register", {"health": "Kurang Sehat"})
    assert notes(verdict) == []
    assert verdict.accepted["register"]["health"].item() is None


def test_the_full_schema_of_a_form_accepts_what_judging_accepts() -> None:
    for form in FORMS.values():
        typed = judged(form.id).accepted[form.id].with_columns(
            latest_day=date(2025, 3, 31), nik_prefix=pl.lit("6216"), legal_number_filled=True, resolved_date_filled=True
        )  # fmt: skip
        assert form.schema().validate(typed, lazy=True).height == 1


@pytest.mark.parametrize(
    "text", ["0", "00000", "9999999999999", "1111111111111", "1234567890123", "9876543210987", "-", "belum ada", "xxx"]
)
def test_what_stands_for_nothing_is_no_key(text: str) -> None:
    verdict = judged("register", *({"nik": text, "name": f"Koperasi {n}"} for n in range(4)))
    assert verdict.accepted["register"]["nik"].to_list() == [None] * 4
    assert notes(verdict) == []


def test_numbers_that_only_fill_the_cell_are_no_key_and_one_note() -> None:
    rows = [{"nik": "0000000000000", "name": f"Koperasi {n}"} for n in range(6)] + [{"nik": "9999999999999", "name": "Lain"}, {}]
    verdict = judged("register", *rows)
    assert verdict.accepted["register"]["nik"].to_list() == [None] * 7 + ["6216010040001"]
    told = verdict.findings.filter(pl.col("rule") == "V432")["message"].to_list()
    assert len(told) == 1 and "berisi 0000000000000 dan sejenisnya pada 7 baris" in told[0]


def test_a_column_of_decimals_is_never_advised_to_be_rounded() -> None:
    amounts = ("481,25", "77,5", "1250,75")
    each = judged("register", *({"nik": f"62160100400{n:02d}", "assets": text} for n, text in enumerate(amounts, 10)))
    one = judged(
        "register", *({"nik": f"62160100400{n:02d}", "assets": text} for n, text in enumerate(("481,25", "77", "12"), 10))
    )
    assert all("dalam ribuan atau jutaan" in text and "ROUND" not in text for text in messages(each, "V215"))
    assert all("ROUND" in text for text in messages(one, "V215"))


def messages(verdict: Verdict, rule: str) -> list[str]:
    return verdict.findings.filter(pl.col("rule") == rule)["message"].to_list()


def test_a_table_without_rows_is_one_note() -> None:
    submitted = make_submitted("obstacles", [{}])
    empty = replace(submitted, rows={"obstacles": submitted.rows["obstacles"].clear()})
    assert judge(empty, areas()).findings["rule"].to_list() == ["V433"]
