"""Districts and villages: matched by code, else by name within the regency; near names are suggested, never applied."""

import polars as pl
import pytest

from schemas.areas import areas
from schemas.forms import FORMS
from schemas.gazetteer import gazetteer, place_kind
from schemas.place_names import parse_place
from schemas.places import match_places
from tests.builders import judged

BAAMANG_HILIR = "62.02.05.1001"


def meant(village: str | None, district: str = "Baamang", area: str = "62.02") -> tuple[str | None, str | None, list[str]]:
    """The village and district that a row means by its codes, and the notes on its village."""
    cells = {"submission": "s1", "area_code": area, "village": village, "district": district}
    rows = pl.DataFrame([cells], schema=dict.fromkeys(cells, pl.String)).with_row_index("position")
    placed = match_places(FORMS["register"], rows, areas())
    notes = placed.failures.filter(pl.col("column") == "village")["rule"]
    return placed.rows["village_ref"].item(), placed.rows["district_ref"].item(), notes.to_list()


@pytest.mark.parametrize(
    "text",
    ["Baamang Hilir", "BAAMANG HILIR", "Desa Baamang Hilir", "Kel. Baamang-Hilir", "Ds.Baamang Hilir", "Baamanghilir",
     "Kelurahan Baamang Hilir Kecamatan Baamang Kab. Kotawaringin Timur", "Baamang Hilir RT. 04", "Dusun Baru Desa Baamang Hilir"],
)  # fmt: skip
def test_a_village_is_found_by_its_name_however_it_is_dressed(text: str) -> None:
    assert meant(text) == (BAAMANG_HILIR, "62.02.05", [])


@pytest.mark.parametrize(
    ("text", "district", "area", "code"),
    [
        ("Tbg. Miri", "Kahayan Hulu Utara", "62.10", "Tumbang Miri"),
        ("Sungai Ijum Raya", "Mentaya Hilir Selatan", "62.02", "Sei Ijum Raya"),
        ("Sei/Sungai Bakau", "Sebangau Kuala", "62.11", "Sei Bakau"),
        ("Kuala Pembuang 2", "Seruyan Hilir", "62.07", "Kuala Pembuang II"),
        ("Ampah Dua", "Dusun Tengah", "62.13", "Ampah II"),
        ("MB. Hulu", "Mentawa Baru Ketapang", "62.02", "Mentawa Baru Hulu"),
        ("Patas I", "Gunung Bintang Awai", "62.04", "Patas I"),
        ("Taniran", "Benua Lima", "62.13", "Pasar Panas/Taniran"),
    ],
)
def test_abbreviations_numerals_and_reviewed_aliases_are_levelled(text: str, district: str, area: str, code: str) -> None:
    village, found, rules = meant(text, district, area)
    assert (gazetteer(areas()).official[village or ""], found is not None, rules) == (code, True, [])


@pytest.mark.parametrize("text", ["Kuala Pembuang", "Kelurahan", "Baaamang Hilir", "Desa", "Jl. Pelita Timur"])
def test_what_could_be_several_or_is_no_name_is_a_note_and_nothing_is_applied(text: str) -> None:
    village, _, rules = meant(text, "Seruyan Hilir", "62.07")
    assert (village, rules) == (None, ["V209"])


def test_a_blank_village_says_nothing() -> None:
    assert meant(None) == (None, "62.02.05", [])


def test_near_names_are_suggested_and_the_nearest_is_the_example() -> None:
    verdict = judged("register", {"village": "Baaamang Hilir", "district": "Bamaang"})
    told_of = dict(verdict.findings.filter(pl.col("rule").is_in(["V208", "V209"])).select("column", "message").iter_rows())
    assert "nama yang mirip: Baamang Hilir." in told_of["village"]
    assert told_of["village"].endswith("Contoh: Baamang Hilir.")
    assert told_of["district"].endswith("Contoh: Baamang.")


def test_the_example_of_a_place_is_one_of_the_regency_that_reports() -> None:
    verdict = judged("register", {"district": None}, {"nik": None, "district": "Kumai"}, area="62.01")
    (message,) = verdict.findings.filter(pl.col("rule") == "V201")["message"]
    example = message.rpartition("Contoh: ")[2].rstrip(".")
    assert gazetteer(areas()).by_name("district", "62.01", parse_place(example).key)


def test_a_name_in_two_districts_is_decided_by_the_district_beside_it_or_not_at_all() -> None:
    assert meant("Tumbang Lapan", "Rungan Hulu", "62.10")[0] == "62.10.10.2002"
    assert meant("Tumbang Lapan", "Miri Manasa", "62.10")[0] == "62.10.09.2008"
    assert meant("Tumbang Lapan", "Kurun", "62.10") == (None, "62.10.02", ["V217"])
    assert meant("Tumbang Lapan Kec. Miri Manasa", "Entah", "62.10")[0] == "62.10.09.2008"


def test_ten_digits_in_the_place_of_a_name_are_what_lies_in_the_district_beside_them() -> None:
    kumai_hulu = ("6201060014", "6201011012")  # by BPS and by Kemendagri
    for digits in kumai_hulu:
        assert meant(digits, "Kumai", "62.01") == ("62.01.01.1012", "62.01.01", [])
    assert meant("6201060014", "Arut Selatan", "62.01") == (None, "62.01.02", ["V209"])


def kdmp(**cells: str | None) -> tuple[str | None, set[str]]:
    verdict = judged("kdmp", cells)
    rules = verdict.findings.filter(pl.col("column").is_in(["village_code", "village"]))["rule"]
    return verdict.accepted["kdmp"]["village_code"].item(), set(rules)


def test_a_bare_code_is_what_the_name_beside_it_says_or_not_decided_at_all() -> None:
    bps = areas().villages.filter(pl.col("code") == BAAMANG_HILIR)["bps_code"].item()
    assert kdmp(village_code="6202051001") == (BAAMANG_HILIR, {"V410"})
    assert kdmp(village_code=bps) == (BAAMANG_HILIR, {"V410"})
    assert kdmp(village_code="62-02-05-1001") == (BAAMANG_HILIR, {"V410"})
    assert kdmp(village_code="6202051001", village="Baamang Hulu") == (None, {"V207"})
    assert kdmp(village_code=bps, village="Entah") == (None, {"V207", "V209"})


def test_a_code_and_a_name_of_two_villages_are_told() -> None:
    assert kdmp(village="Baamang Hulu") == (BAAMANG_HILIR, {"V313"})
    message = judged("kdmp", {"village": "Bamang Ilir"}).findings["message"].item()
    assert "menurut kodenya Baamang Hilir" in message


def test_every_row_of_a_form_with_places_bears_what_they_mean() -> None:
    accepted = judged("kdmp").accepted["kdmp"]
    assert accepted.select("district_ref", "village_ref").row(0) == ("62.02.05", BAAMANG_HILIR)
    assert {form.id: form.refs for form in FORMS.values()}["recap"] == ("district_ref",)


def test_the_provinces_own_rows_are_about_any_regency() -> None:
    assert meant("Entah", "Entah", "62") == (None, None, [])


def test_a_recap_row_may_be_about_the_whole_regency() -> None:
    verdict = judged("recap", {"district": "Kabupaten Kotawaringin Timur"})
    assert verdict.findings.is_empty()
    assert verdict.accepted["recap"]["district_ref"].item() is None


def test_each_reviewed_alias_has_a_reason_and_is_no_name_of_another_place() -> None:
    index = gazetteer(areas())
    spelled = {
        (place_kind(code), code[:5], parse_place(name).key)
        for code, name in areas().place_names.select("code", "name").iter_rows()
    }
    for code, name, reason in areas().place_aliases.iter_rows():
        assert code in index.official and reason
        assert (place_kind(code), code[:5], parse_place(name).key) not in spelled
        assert index.by_name(place_kind(code), code[:5], parse_place(name).key) == [code]


def example(rule: str, **cells: str | None) -> str:
    """The example that the note of a rule gives on a row of the KDMP/KKMP form."""
    other = {"village_code": "62.02.05.1002", "village": "Baamang Tengah"}
    (message,) = judged("kdmp", cells, other).findings.filter(pl.col("rule") == rule)["message"]
    return str(message.rpartition("Contoh: ")[2].rstrip("."))


def test_the_example_of_a_villages_code_is_the_code_of_the_village_named_beside_it() -> None:
    assert example("V207", village_code="62.02.05") == BAAMANG_HILIR
    assert example("V213", village_code="62.10.02.2002") == BAAMANG_HILIR
    assert example("V201", village_code=None) == BAAMANG_HILIR


def test_the_example_of_a_code_that_nothing_tells_is_a_code_of_the_kecamatan_beside_it() -> None:
    assert example("V213", village_code="62.10.02.2002", village="Entah").startswith("62.02.05.")
    assert example("V213", village_code="62.10.02.2002", village="Entah", district="Entah").startswith("62.02.")


def test_the_example_of_a_partner_is_another_village_of_the_kecamatan() -> None:
    partner = example("V207", merged_with="62.02.05")
    assert partner.startswith("62.02.05.") and partner != BAAMANG_HILIR


def test_the_example_of_a_kecamatan_is_the_one_of_the_village_beside_or_in_the_cell() -> None:
    assert example("V201", district=None) == "Baamang"
    register = judged("register", {"district": "Basirih Hilir", "village": None}).findings
    (message,) = register.filter(pl.col("rule") == "V222")["message"]
    assert message.endswith("Contoh: Mentaya Hilir Selatan.")
