"""Codes and names of areas; a number that means two regencies decides nothing."""

import pytest

from schemas.areas import REGENCIES, areas, regency_by_code, regency_by_name


def test_the_province_has_fourteen_regencies_and_1571_villages() -> None:
    home = areas("62")
    assert home.codes == REGENCIES
    assert (home.districts.height, home.villages.height) == (136, 1571)
    assert dict(home.villages.group_by("type").len().iter_rows()) == {"desa": 1432, "kelurahan": 139}
    assert home.villages["regency_code"].is_in(home.codes).all()


def test_the_country_has_514_regencies() -> None:
    assert len(areas("all").codes) == 514


def test_a_kota_and_a_kabupaten_of_one_name_are_told_apart() -> None:
    names = dict(areas("33").regencies.select("code", "distinct_name").iter_rows())
    assert (names["33.08"], names["33.71"], names["33.19"]) == ("Magelang", "Kota Magelang", "Kudus")
    assert regency_by_name("Magelang") == ("33.08", "33.71")
    assert areas("62").regencies["distinct_name"].to_list() == areas("62").regencies["name"].to_list()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kab. Kotawaringin Timur", "62.02"), ("KAB. BARITO SELATAN", "62.04"), ("Kabupaten Katingan", "62.06"), ("Palangkaraya", "62.71"),
        ("Kota Palangka Raya", "62.71"), ("Kota Waringin Barat", "62.01"), ("Kobar", "62.01"), ("Pulang Pisau", "62.11"), ("Bartim", "62.13"),
    ],
)  # fmt: skip
def test_a_regency_is_known_by_the_names_in_use(text: str, code: str) -> None:
    assert regency_by_name(text) == (code,)


def test_a_bare_number_can_be_two_regencies() -> None:
    assert regency_by_code("6206") == ("62.06", "62.08")
    assert regency_by_code("62.06") == ("62.06",)


def test_a_code_that_excel_took_for_a_number_is_the_one_it_can_be() -> None:
    assert regency_by_code("62.1") == ("62.10",)
    assert regency_by_code("33.1") == ("33.10",)


def test_the_nik_of_a_cooperative_begins_with_a_prefix_of_its_own_in_four_regencies() -> None:
    prefixes = dict(areas("62").regencies.select("code", "nik_prefix").iter_rows())
    assert [prefixes[code] for code in ("62.01", "62.02", "62.03", "62.04", "62.06")] == ["6215", "6216", "6217", "6214", "6209"]
