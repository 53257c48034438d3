"""Rules between forms and between periods: the recap and the register, stages and counts that fall, villages and their partners."""

import polars as pl

from schemas.comparing import Earlier, periods_before
from schemas.comparing.batch import WHOLE
from tests.builders import make_submitted, together
from tests.unit.comparing_fixture import Rows, added, cells, one_file, standing

#: In Baamang 3 active, of which 1 with a RAT in 2025, and 1 not active.
REGISTER: Rows = [
    {"nik": "6216010040001", "name": "Koperasi Satu"},
    {"nik": "6216010040002", "name": "Koperasi Lestari", "last_rat_date": "15/01/2024"},
    {"nik": "6216010040003", "name": "Koperasi Bahari", "last_rat_date": None},
    {"nik": "6216010040004", "name": "Koperasi Mentaya", "status": "Tidak Aktif", "last_rat_date": None},
]
RIGHT = {"cooperatives": "4", "active": "3", "inactive": "1", "rat_held": "1"}


def recap_of(*rows: dict[str, str | None], register: Rows = REGISTER) -> list[tuple[str, str, str]]:
    return added(one_file({"register": register, "recap": list(rows)}))


# the recap and the register


def test_a_recap_that_says_what_the_register_adds_up_to_has_no_note() -> None:
    assert recap_of(RIGHT) == []
    assert recap_of(RIGHT | {"district": "Kec. BAAMANG"}) == []
    assert recap_of(RIGHT | {"district": "Kabupaten Kotawaringin Timur"}) == []
    dressed = [{**row, "district": "Kec. Baamang"} for row in REGISTER]
    assert recap_of(RIGHT, register=dressed) == []


def test_each_cell_of_the_recap_that_the_register_contradicts_is_noted_with_the_register_s_number() -> None:
    found = recap_of(RIGHT | {"active": "2", "inactive": "2", "rat_held": "2"})
    assert cells(found) == [("V501", "C6"), ("V501", "D6"), ("V501", "E6")]
    assert "“Aktif” berisi 2, sedangkan pada Daftar Koperasi tercatat 3 koperasi (Kecamatan Baamang)" in found[0][2]


def test_a_kecamatan_is_named_once_however_the_recap_writes_it() -> None:
    found = recap_of(RIGHT | {"district": "Kec. Baamang", "active": "2", "inactive": "2"})
    assert "(Kecamatan Baamang)" in found[0][2]


def test_a_recap_of_one_row_is_compared_with_the_whole_register() -> None:
    found = recap_of({"district": "Kotawaringin Timur", "cooperatives": "5", "active": "4", "inactive": "1", "rat_held": "1"})
    assert cells(found) == [("V501", "B6"), ("V501", "C6")]
    assert "4 koperasi (seluruh daftar)" in found[0][2]


def test_a_cell_of_the_register_in_doubt_may_count_either_way() -> None:
    register = [*REGISTER, {"nik": "6216010040005", "name": "Koperasi Huma", "status": "Mati Suri"}]
    assert recap_of({**RIGHT, "cooperatives": "5", "active": "4"}, register=register) == []
    assert recap_of({**RIGHT, "cooperatives": "5", "inactive": "2"}, register=register) == []
    too_many = recap_of({**RIGHT, "cooperatives": "6", "active": "5"}, register=register)
    assert cells(too_many) == [("V501", "B6"), ("V501", "C6")]
    assert "4 sampai 5 koperasi" in too_many[0][2]


def test_a_cooperative_of_the_province_or_of_no_known_kecamatan_may_count_by_its_status_alone() -> None:
    register = [
        *REGISTER,
        {"nik": "6216010040005", "name": "Koperasi Huma", "legal_form": "Primer Provinsi"},
        {"nik": "6216010040006", "name": "Koperasi Bina", "district": "Entah"},
    ]
    assert recap_of({**RIGHT, "cooperatives": "6", "active": "5", "rat_held": "3"}, register=register) == []
    found = recap_of({**RIGHT, "cooperatives": "6", "active": "4", "inactive": "2"}, register=register)
    assert cells(found) == [("V501", "D6")]
    assert "tercatat 1 koperasi (Kecamatan Baamang)" in found[0][2]


def test_a_recap_row_that_does_not_add_up_by_itself_has_that_note_and_no_other() -> None:
    assert recap_of(RIGHT | {"cooperatives": "9"}) == []


def test_a_kecamatan_of_the_register_that_the_recap_leaves_out_is_named() -> None:
    register = [*REGISTER, {"nik": "6216010040005", "name": "Koperasi Huma", "district": "Cempaga"}]
    found = recap_of(RIGHT, register=register)
    assert cells(found) == [("V502", "")]
    assert "Cempaga (1 koperasi)" in found[0][2]


def test_a_recap_in_a_file_of_its_own_is_compared_with_the_register_that_stands() -> None:
    recap = make_submitted("recap", [RIGHT | {"cooperatives": "3", "active": "2"}])
    register = standing("register", REGISTER, submission="s9")
    assert cells(added(recap, Earlier({"register": register}))) == [("V501", "B6"), ("V501", "C6")]
    assert added(recap, Earlier({"register": register.with_columns(period=pl.lit("2024-12"))})) == []


def test_a_name_in_doubt_on_the_same_row_of_the_register_is_no_doubt_about_the_recap() -> None:
    register = [{**REGISTER[0], "district": "Entah"}, *REGISTER[1:]]
    assert ("V501", "B6") in cells(recap_of({**RIGHT, "cooperatives": "9", "inactive": "6"}, register=register))


def parts_of(form: str, *submissions: str) -> pl.DataFrame:
    """These submissions as the parts of one report, called by the last."""
    return pl.DataFrame([(form, submission, submissions[-1]) for submission in submissions], schema=WHOLE, orient="row")


def of_sums(found: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """(rule, cell) of what is found between recap and register."""
    return [(rule, cell) for rule, cell in cells(found) if rule[-4:] in ("V501", "V502")]


def test_a_recap_in_two_parts_leaves_no_kecamatan_out() -> None:
    cempaga = {"nik": "6216010040005", "name": "Koperasi Huma", "district": "Cempaga"}
    first = one_file({"register": [*REGISTER, cempaga], "recap": [RIGHT]}, submission="s1")
    second = make_submitted(
        "recap", [{"district": "Cempaga", "cooperatives": "1", "active": "1", "inactive": "0", "rat_held": "1"}], submission="s2"
    )
    assert of_sums(added(together(first, second), wholes=parts_of("recap", "s1", "s2"))) == []


def test_a_whole_recap_beside_the_first_part_of_a_register_is_compared_with_all_its_parts() -> None:
    cempaga: Rows = [{"nik": "6216010040005", "name": "Koperasi Huma", "district": "Cempaga"}]
    recap: Rows = [RIGHT, {"district": "Cempaga", "cooperatives": "1", "active": "1", "inactive": "0", "rat_held": "1"}]
    first = one_file({"register": REGISTER, "recap": recap}, submission="s1")
    second = make_submitted("register", cempaga, submission="s2")
    wholes = parts_of("register", "s1", "s2")
    assert of_sums(added(together(first, second), wholes=wholes)) == []
    more = make_submitted(
        "register", [*cempaga, {"nik": "6216010040006", "name": "Koperasi Bina", "district": "Cempaga"}], submission="s2"
    )
    assert of_sums(added(together(first, more), wholes=wholes)) == [("s1:V501", "B7"), ("s1:V501", "C7"), ("s1:V501", "E7")]


def test_a_row_of_the_recap_that_is_told_to_be_the_sum_of_the_others_has_no_second_note() -> None:
    places = {"Baamang": 4, "Cempaga": 5, "Parenggean": 6}
    register: Rows = [
        {"nik": f"62160100{i:05d}", "name": f"Koperasi {'abcdefghijklmno'[i] * 9}", "district": district}
        for i, district in enumerate(district for district, count in places.items() for _ in range(count))
    ]
    rows: Rows = [
        {"district": district, "cooperatives": str(n), "active": str(n), "inactive": "0", "rat_held": str(n)}
        for district, n in {**places, "Kota Besi": 15}.items()
    ]
    assert cells(recap_of(*rows, register=register)) == [("V421", "B9")]


# stages and counts that fall

AKTA: Rows = [{"stage": "Akta Terbit"}]


def test_a_village_that_goes_back_a_stage_is_noted_with_the_stage_before() -> None:
    earlier = Earlier({"kdmp": standing("kdmp", AKTA, period="2025-04", received=None)})
    found = added(make_submitted("kdmp", [{"stage": "Proses Notaris"}], period="2025-05"), earlier)
    assert cells(found) == [("V603", "D6")]
    assert "“Tahap Saat Ini” berisi “Proses Notaris”, sedangkan sebelumnya “Akta Terbit” pada laporan April 2025" in found[0][2]


def test_a_village_that_stays_or_goes_on_is_right() -> None:
    earlier = Earlier({"kdmp": standing("kdmp", AKTA, period="2025-04", received=None)})
    for stage in ("Akta Terbit", "Proses AHU"):
        assert added(make_submitted("kdmp", [{"stage": stage}], period="2025-05"), earlier) == []


def test_the_last_stage_that_is_known_counts_and_no_later_one() -> None:
    unknown = standing("kdmp", [{"stage": "Sudah Rapat"}], period="2025-05", received=None)
    earlier = Earlier({"kdmp": pl.concat([standing("kdmp", AKTA, period="2025-04", received=None), unknown])})
    assert cells(added(make_submitted("kdmp", [{}], period="2025-06"), earlier)) == [("V603", "D6")]
    assert added(make_submitted("kdmp", [{}], period="2025-04"), earlier) == []


def test_a_village_listed_twice_is_compared_with_the_lower_of_its_stages() -> None:
    both = [standing("kdmp", rows, period="2025-04", received=None) for rows in (AKTA, [{}])]
    for order in (both, both[::-1]):
        assert (
            added(make_submitted("kdmp", [{"stage": "Sosialisasi"}], period="2025-05"), Earlier({"kdmp": pl.concat(order)})) == []
        )


def test_a_village_whose_code_its_names_contradict_is_not_said_to_have_gone_back() -> None:
    code = {"village_code": "62.02.01.1009"}
    before = standing("kdmp", AKTA, period="2025-04", received=None).with_columns(village_code=pl.lit(code["village_code"]))
    assert added(make_submitted("kdmp", [code], period="2025-05"), Earlier({"kdmp": before})) == []


def test_a_count_since_january_does_not_fall_within_the_year() -> None:
    june = {"umkm": standing("umkm", [{"coached": "20", "financed": "5"}], period="2025-06", received=None)}
    found = added(make_submitted("umkm", [{"coached": "15", "financed": "5"}], period="2025-12"), Earlier(june))
    assert cells(found) == [("V604", "H6")]
    assert "“Dibina” berisi 15, kurang dari 20 pada laporan Juni 2025" in found[0][2]
    assert added(make_submitted("umkm", [{"coached": "15"}], period="2026-06"), Earlier(june)) == []


def test_a_count_that_its_own_row_contradicts_is_not_said_to_have_fallen_too() -> None:
    june = {"umkm": standing("umkm", [{"coached": "20", "financed": "19"}], period="2025-06", received=None)}
    found = added(make_submitted("umkm", [{"coached": "15", "financed": "16"}], period="2025-12"), Earlier(june))
    assert cells(found) == [("V604", "H6")]


def test_a_kecamatan_that_nobody_knows_is_not_compared_with_itself() -> None:
    june = {"umkm": standing("umkm", [{"district": "Entah"}], period="2025-06", received=None)}
    assert added(make_submitted("umkm", [{"district": "Entah", "coached": "15"}], period="2025-12"), Earlier(june)) == []


def test_the_rows_of_three_months_are_asked_for_and_not_the_history() -> None:
    assert periods_before("kdmp", ["2025-04", "2025-05"]) == ["2025-01", "2025-02", "2025-03"]
    assert periods_before("umkm", ["2025-12"]) == [f"2025-{month:02d}" for month in range(1, 12)]
    assert periods_before("register", ["2025-03"]) == []


# villages and their cooperatives

HULU, HILIR, BARAT, ELSEWHERE = "62.02.05.1003", "62.02.05.1001", "62.02.05.1008", "62.02.06.1001"


def test_one_decree_of_two_villages_is_noted_on_both() -> None:
    rows: Rows = [
        {"village_code": HILIR, "village": "Baamang Hilir", "legal_number": "AHU-0001.TAHUN 2025"},
        {"village_code": HULU, "village": "Baamang Hulu", "legal_number": "ahu 0001 tahun 2025"},
        {"village_code": BARAT, "village": "Baamang Barat", "legal_number": "AHU-0002.TAHUN 2025"},
    ]
    found = [line for line in added(make_submitted("kdmp", rows)) if line[0] == "V425"]
    assert cells(found) == [("V425", "N6"), ("V425", "N7")]
    assert "tercantum juga pada Baamang Hulu" in found[0][2]


def test_villages_that_have_merged_share_their_decree() -> None:
    rows: Rows = [
        {"village_code": HILIR, "legal_number": "AHU-0001"},
        {"village_code": HULU, "village": "Baamang Hulu", "legal_number": "AHU-0001", "merged_with": HILIR},
    ]
    assert added(make_submitted("kdmp", rows)) == []
    stranger = {"village_code": BARAT, "village": "Baamang Barat", "legal_number": "AHU-0001"}
    assert cells(added(make_submitted("kdmp", [*rows, stranger]))) == [("V425", "N6"), ("V425", "N8")]


def test_signs_without_a_letter_or_a_digit_are_no_decree_that_villages_share() -> None:
    rows: Rows = [{"legal_number": "…"}, {"village_code": HULU, "village": "Baamang Hulu", "legal_number": "…"}]
    assert added(make_submitted("kdmp", rows)) == []


def test_a_partner_has_to_be_another_village_of_the_form_that_has_not_joined_one_itself() -> None:
    rows: Rows = [
        {"village_code": HILIR, "merged_with": HILIR},
        {"village_code": HULU, "village": "Baamang Hulu", "merged_with": HILIR},
        {"village_code": BARAT, "village": "Baamang Barat", "merged_with": ELSEWHERE},
    ]
    found = added(make_submitted("kdmp", rows))
    assert cells(found) == [("V427", "F6"), ("V427", "F7"), ("V427", "F8")]
    reasons = ("itu sendiri", f"bergabung dengan {HILIR}", "tidak ada pada formulir")
    assert all(reason in message for reason, (_, _, message) in zip(reasons, found, strict=True))


def test_a_partner_may_be_the_village_whose_own_code_cannot_be_read() -> None:
    rows: Rows = [{"village_code": "62 Baamang"}, {"village_code": BARAT, "village": "Baamang Barat", "merged_with": HILIR}]
    assert added(make_submitted("kdmp", rows)) == []


def test_two_merah_putih_cooperatives_of_one_village_are_noted_but_not_one_that_is_dissolved() -> None:
    rows: Rows = [
        {"nik": None, "name": "Koperasi Kelurahan Merah Putih Baamang Hulu", "village": "Baamang Hulu"},
        {"nik": None, "name": "Koperasi Tani Itah", "village": "Kel. Baamang Hulu", "kdmp": "Ya"},
    ]
    assert cells(added(make_submitted("register", rows))) == [("V426", "F6"), ("V426", "F7")]
    assert added(make_submitted("register", [rows[0], rows[1] | {"status": "Dibubarkan"}])) == []
    assert added(make_submitted("register", [rows[0] | {"kdmp": "Tidak"}, rows[1]])) == []


def test_two_spellings_of_a_village_are_one_village() -> None:
    rows: Rows = [
        {"nik": None, "name": f"Koperasi Kelurahan Merah Putih {name}", "village": village, "district": "Mentawa Baru Ketapang"}
        for name, village in (("Anggrek", "MB Hilir"), ("Kenanga", "Mentawa Baru Hilir"))
    ]
    assert cells(added(make_submitted("register", rows))) == [("V426", "F6"), ("V426", "F7")]


def test_rules_that_compare_take_the_submissions_of_several_regencies_at_once() -> None:
    kotim = make_submitted("kdmp", [{"stage": "Sosialisasi"}], period="2025-05")
    other = make_submitted(
        "kdmp", [{"village_code": "62.01.01.1001", "stage": "Sosialisasi"}], period="2025-05", area="62.01", submission="s2"
    )
    earlier = Earlier({"kdmp": standing("kdmp", AKTA, period="2025-04", received=None)})
    assert [line for line in cells(added(together(kotim, other), earlier)) if "V603" in line[0]] == [("s1:V603", "D6")]
