"""A text is an agency only where all of it is: the list with its spellings, and behind it nothing but an area."""

import polars as pl
import pytest
import yaml

from schemas.areas import areas
from schemas.indicators.agencies import agency, alike, is_listed, names, others
from tests.conftest import ROOT

KALTENG = areas("62")
OFFICE = "Dinas Koperasi dan UKM"


def named(text: str, area: str = "62.03") -> str | None:
    return agency(text, area, KALTENG)


@pytest.mark.parametrize(
    "text",
    [
        OFFICE, "dinas koperasi & ukm", "DISKOPUKM Kab. Kapuas", "Dinas Koperasi, Usaha Kecil dan Menengah Kabupaten Kapuas",
        "Dinas UKM dan Koperasi", "Dinas Koperasi dan UMKM  Kabupaten", "Dinkop UKM",
    ],
)  # fmt: skip
def test_spellings_of_an_office_are_one_and_its_own_area_says_nothing(text: str) -> None:
    assert named(text) == OFFICE


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Disdagperin", "Dinas Perindustrian dan Perdagangan"), ("bank kalteng", "Bank Kalteng"), ("UPTD PLUT-KUMKM", "PLUT-KUMKM"),
        ("PT. Jamkrida Kalteng", "Jamkrida Kalteng"), ("BRI Cabang Kapuas", "BRI"), ("Kanwil Kemenkum Kalteng", "Kanwil Kementerian Hukum"),
        ("Kecamatan Selat", "Kecamatan"), ("Kantor Notaris", "Notaris"), ("Kantor Pertanahan Kab. Kapuas", "Kantor Pertanahan"),
    ],
)  # fmt: skip
def test_an_agency_is_told_by_its_short_names_and_branches(text: str, meant: str) -> None:
    assert named(text) == meant


def test_another_areas_office_bears_its_name() -> None:
    assert named("Dinas Koperasi Kab. Katingan") == f"{OFFICE} Kabupaten Katingan"
    assert named("Dinas Koperasi Prov. Kalteng") == f"{OFFICE} Provinsi Kalimantan Tengah"
    assert named(OFFICE, "62") == f"{OFFICE} Provinsi Kalimantan Tengah"


def test_a_province_is_the_reporters_own() -> None:
    for text in ("Dinas Koperasi Provinsi", "Dinas Koperasi Prov. Jawa Tengah"):
        assert agency(text, "33.19", areas("33")) == f"{OFFICE} Provinsi Jawa Tengah"
    assert agency("Dinas Koperasi Prov. Kalteng", "33.19", areas("33")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Dinas Koperasi a.n. Budi", "Kantor Notaris Siti", "Bank Kalteng - Budi", "Dinas Koperasi, Jl. Tjilik Riwut Km 5", "Budi Santoso",
        "Bapak Budi, Dinas Koperasi", "Dinas Koperasi (0536) 3221158", "Dinas Koperasi dan DPMD Budi", "Kecamatan Budi", "BRI Unit Siti", "Banking",
        "Ptolemeus", "Dinas Kapuas", "Dinas", "PT", "",
    ],
)  # fmt: skip
def test_a_person_or_an_address_beside_an_agency_makes_it_none(text: str) -> None:
    assert named(text) is None


def test_a_misspelt_name_is_none_and_the_right_one_is_suggested() -> None:
    assert named("Dinas Koprasi dan UKM") is None
    assert alike("Dinas Koprasi dan UKM") == OFFICE
    assert alike("Budi Santoso") == ""


def test_each_name_of_the_list_means_itself_and_is_listed_with_and_without_an_area() -> None:
    assert [named(name) for name in names()] == list(names())
    written = [*names(), f"{OFFICE} Kabupaten Katingan", f"{OFFICE} Provinsi Kalimantan Tengah"]
    assert (
        pl.Series("text", [*written, others(), "Budi Santoso", f"{OFFICE} Budi"])
        .to_frame()
        .select(is_listed(pl.col("text")))
        .to_series()
        .to_list()
        == [True] * len(written) + [False] * 3
    )


def test_every_spelling_means_the_agency_under_which_it_is_listed() -> None:
    listed = yaml.safe_load((ROOT / "schemas/indicators/agencies.yaml").read_text(encoding="utf-8"))
    kinds = ("regional", "national", "district", "village")
    spelled = [(name, text) for kind in kinds for name, texts in listed[kind].items() for text in (name, *texts)]
    assert [(name, text) for name, text in spelled if named(text) != name] == []
