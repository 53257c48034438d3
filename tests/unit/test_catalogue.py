"""The catalogue's files: what each says, and that a wrong one is refused with its file, its key and what is allowed."""

import re
from importlib.resources import files

import pytest

from schemas.indicator_codes import catalogue_files, codes
from schemas.indicators import CatalogueError, catalogue, read_indicator, read_scale, scale
from schemas.indicators.checking import SOURCES

FILE = "schemas/indicators/catalogue/KOP-04.yaml"
RIGHT = catalogue_files().joinpath("KOP-04.yaml").read_text(encoding="utf-8")
SCALE = files("schemas.indicators").joinpath("scale.yaml").read_text(encoding="utf-8")


def told(before: str, after: str) -> str:
    """What is said of KOP-04's file with one thing changed in it."""
    assert before in RIGHT
    with pytest.raises(CatalogueError) as refusal:
        read_indicator("KOP-04", RIGHT.replace(before, after, 1))
    return str(refusal.value)


def test_every_indicator_has_the_fields_of_the_national_metadata() -> None:
    for each in catalogue().values():
        words = (
            each.concept,
            each.official.text,
            each.interpretation,
            each.measure,
            each.unit,
            each.population,
            each.estimation,
            each.access,
            each.owner,
        )
        assert all(words), each.code
        assert each.disaggregations[0] == "kabupaten/kota"


def test_the_catalogue_is_in_the_order_of_its_families_and_numbers() -> None:
    assert codes()[17:20] == ("KOP-18", "KOP-18.1", "KOP-18.2")
    assert [code for code in codes() if code.endswith("-01")] == ["KOP-01", "KDMP-01", "MSL-01", "UMK-01", "LAP-01"]


def test_the_variables_of_an_indicator_are_the_columns_that_it_is_counted_from() -> None:
    assert catalogue()["KOP-05"].variables == ("Status", "Tanggal RAT Terakhir")


def test_the_relations_that_a_definition_may_name_are_those_that_there_are() -> None:
    sql = files("assets.computing").joinpath("sources.sql").read_text(encoding="utf-8")
    assert set(SOURCES) == set(re.findall(r"VIEW source_(\w+)", sql))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("concept:", "konsep:", "kunci konsep: tidak dikenal; yang diperbolehkan (mungkin maksudnya concept): code, name, level, "),
        ("interpretation:", "note:", "kunci interpretation: belum ada; yang diperbolehkan: teks"),
        ("polarity: higher", "polarity: naik", "kunci polarity: berisi “naik”; yang diperbolehkan: higher, lower, (kosong)"),
        ("level: IKU", "level: Utama", "kunci level: berisi “Utama”; yang diperbolehkan: IKU, IKK, Program, Pendukung, Mutu data"),
        ("source: register", "source: registers", "kunci source: berisi “registers”; yang diperbolehkan: register, "),
        ("code: KOP-04", "code: KOP-40", "kunci code: berisi “KOP-40”; yang diperbolehkan: KOP-04, seperti nama berkasnya"),
        ("scale: 100", "scale: seratus", "kunci scale: berisi “seratus”; yang diperbolehkan: 1, 100, atau 1000"),
        ("status = 'Aktif'", "stauts = 'Aktif'", "kunci definitions 1.numerator.rows: berisi “stauts”; yang diperbolehkan: kolom register "
         "(mungkin maksudnya status): "),
        ("status = 'Aktif'", "status = 'Aktip'", "kunci definitions 1.numerator.rows: berisi “status = Aktip”; yang diperbolehkan: Aktif, "
         "Tidak Aktif, Dibubarkan"),
        ("numerator: {rows:", "numerator: {where:", "kunci definitions 1.numerator.where: tidak dikenal; yang diperbolehkan"),
        ("  numerator:", "  pembilang:", "kunci definitions 1.pembilang: tidak dikenal"),
        ("version: v1", "version: satu", "kunci definitions 1.version: berisi “satu”; yang diperbolehkan: v1, v2, …"),
    ],
)  # fmt: skip
def test_a_definition_with_a_typo_is_refused_with_its_file_its_key_and_what_is_allowed(
    before: str, after: str, sentence: str
) -> None:
    message = told(before, after)
    assert message.startswith(f"{FILE}, {sentence}")
    assert "\n" not in message


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    assert told("name: ", "name: [").startswith(f"{FILE} baris ")


def test_a_second_definition_counts_from_its_own_period_on() -> None:
    later = "\n- version: v2\n  valid_from: 2026-01\n  text: Kelak.\n  numerator: {rows: \"status = 'Aktif'\"}\n"
    first, *rest = RIGHT.partition("definitions:")
    indicator = read_indicator("KOP-04", first + "definitions:" + later + rest[1].lstrip("\n"))
    assert [each.version for each in indicator.definitions_in("2026-01")] == ["v2", "v1"]
    assert [each.version for each in indicator.definitions_in("2025-12")] == ["v1"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("{at_least: 0, label: Sangat Rendah}", "{at_least: 10, label: Sangat Rendah}",
         "kunci criteria 5.at_least: berisi “10”; yang diperbolehkan: 0; capaian di bawah 10 tidak mempunyai sebutan"),
        ("at_least: 76, label: Tinggi", "at_least: 91, label: Tinggi",
         "kunci criteria 2.at_least: berisi “91”; yang diperbolehkan: batas yang lebih kecil dari 91, yang ada di atasnya"),
        ("at_least: 66", "at_least: enam", "kunci criteria 3.at_least: berisi “enam”; yang diperbolehkan: angka mulai dari 0"),
        ("label: mendekati", "lable: mendekati", "kunci iku 2.lable: tidak dikenal; yang diperbolehkan (mungkin maksudnya label): at_least, label"),
        ("iku:", "ikus:", "kunci iku: belum ada; yang diperbolehkan: daftar at_least dan label, yang tertinggi lebih dahulu"),
    ],
)  # fmt: skip
def test_a_scale_with_a_hole_is_refused_at_load(before: str, after: str, sentence: str) -> None:
    assert before in SCALE
    with pytest.raises(CatalogueError) as refusal:
        read_scale(SCALE.replace(before, after, 1))
    assert str(refusal.value) == f"schemas/indicators/scale.yaml, {sentence}"


def test_the_scale_that_comes_with_the_code_is_that_of_the_regulation() -> None:
    assert [(band.at_least, band.label) for band in scale()["criteria"]] == [
        (91, "Sangat Tinggi"), (76, "Tinggi"), (66, "Sedang"), (51, "Rendah"), (0, "Sangat Rendah"),
    ]  # fmt: skip
