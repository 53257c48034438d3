"""Which district and village of the reference a row means: by code, else by name within the regency that reports it.

What the names beside a cell decide is decided: ten digits without dots, of which the Kemendagri's and the BPS's codes overlap, or a
village's name that several districts bear. What nothing decides is a failure with the nearest names, and stays undecided.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

import polars as pl

from schemas.areas import Areas
from schemas.columns import Column, Kind
from schemas.forms import Form
from schemas.forms.base import DISTRICT_REF, VILLAGE_REF
from schemas.gazetteer import DISTRICT, VILLAGE, Gazetteer, gazetteer
from schemas.place_names import PlaceText, parse_place
from schemas.rules import Rule
from schemas.rules.of_rows import CODE_AND_NAME_DIFFER, PLACES_OF_ANOTHER_REGENCY
from schemas.rules.of_tables import VILLAGE_CODES_READ_BY_NAME
from schemas.rules.of_values import DISTRICT_UNKNOWN, VILLAGE_CODE_OUTSIDE_REGENCY, VILLAGE_IN_SEVERAL_DISTRICTS, VILLAGE_UNKNOWN
from schemas.typed import CELL_FAILURE, COLUMN_FAILURE
from schemas.written_numbers import thousands

#: In a table where everything is unknown, the names beyond these get no suggestion.
SUGGESTED_AT_MOST = 1_000
#: More than this share of rows that are another regency's returns the form.
FOREIGN_AT_MOST = 0.10
_KINDS = (Kind.DISTRICT, Kind.VILLAGE_CODE, Kind.VILLAGE)
_DOTTED = re.compile(r"^\d\d\.\d\d\.\d\d\.\d{4}$")


@dataclass(frozen=True)
class PlacedRows:
    """`rows` with village codes as Kemendagri writes them, `failures` (CELL_FAILURE), and `column_failures` (COLUMN_FAILURE)."""

    rows: pl.DataFrame
    failures: pl.DataFrame
    column_failures: pl.DataFrame


@dataclass(frozen=True)
class _Failure:
    """A failure of a cell before its detail is complete: `near` is a name for which near ones of `kind` are suggested, where there are any.

    `example` is empty where the row does not say the right value; `schemas.place_examples` then finds one.
    """

    column: str
    rule: Rule
    detail: str
    example: str = ""
    kind: str = ""
    near: str = ""


@dataclass
class _Place:
    """What the cells of a row mean: `district` and `village` as codes, empty where that is not certain.

    `area` is the regency that reports, `name` what the village's cell says, `code` what the code's cell says, `codes` (column →
    Kemendagri code) what the names beside ten digits decided, and `failures` what is wrong with these cells.
    """

    area: str
    name: PlaceText
    district: str = ""
    district_column: str = ""
    code: str = ""
    code_column: str = ""
    village: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    failures: list[_Failure] = field(default_factory=list)


def match_places(form: Form, rows: pl.DataFrame, areas: Areas) -> PlacedRows:
    """Match the districts and villages of typed rows (`position`, `submission`, `area_code`, the form's columns).

    The rows get the form's `refs`. The province's own submissions are about any regency: nothing is matched in them. Each combination of
    cells is looked at once (`place` is its number): the cooperatives of one village repeat it.
    """
    columns = sorted((column for column in form.columns if column.kind in _KINDS), key=lambda column: _KINDS.index(column.kind))
    names = [column.id for column in columns]
    regional = rows.select("position", "submission", "area_code", *names).filter(pl.col("area_code").is_in(areas.codes))
    each = regional.select("area_code", *names).unique(maintain_order=True).with_row_index("place")
    index = gazetteer(areas)
    places = [_place_of(index, columns, cells) for cells in each.iter_rows(named=True)]
    numbered = regional.join(each, on=["area_code", *names], how="left", nulls_equal=True, maintain_order="left")
    failures = numbered.select("position", "place").join(_as_lines(index, places), on="place", how="inner").select(*CELL_FAILURE)
    decided = _decided_codes(numbered, columns, places)
    codes = {column.id for column in columns if column.kind is Kind.VILLAGE_CODE}
    with_refs = _with_refs(_with_codes(rows, decided, codes), form, numbered, places)
    return PlacedRows(with_refs, failures, _failures_of_code_columns(decided))


def _place_of(index: Gazetteer, columns: list[Column], cells: dict[str, str | None]) -> _Place:
    """What one combination of cells means: the district first, then codes with the names beside them, then the village's name."""
    name = next((cells[column.id] for column in columns if column.kind is Kind.VILLAGE), None)
    place = _Place(str(cells["area_code"]), parse_place(name or ""))
    for column in columns:
        text = cells[column.id]
        if text is None:
            continue
        if column.kind is Kind.DISTRICT:
            _read_district(index, place, column.id, parse_place(text))
        elif column.kind is Kind.VILLAGE_CODE:
            _read_code(index, place, column, text)
        else:
            _read_village(index, place, column.id)
    place.village = place.code or place.village
    _blame_another_regency(index, place, columns, cells)
    return place


def _blame_another_regency(index: Gazetteer, place: _Place, columns: list[Column], cells: dict[str, str | None]) -> None:
    """Put PLACES_OF_ANOTHER_REGENCY on the district where that is unknown here and, with the village, says whose row it is.

    It takes the place of the failures of the two unknown names: `Kecamatan Sukamara` with `Natai Sedawak` in a list of Kotawaringin Barat
    is a row of Sukamara, not two misspelt names. So is one with another regency's own name as its kecamatan. The name of a district alone
    decides nothing, since several regencies bear the same.
    """
    column = next((column.id for column in columns if column.kind is Kind.DISTRICT), "")
    district = parse_place(cells.get(column) or "")
    if not any(failure.column == column and failure.rule == DISTRICT_UNKNOWN for failure in place.failures) or not district.key:
        return
    bearers = index.bearers.get((DISTRICT, district.key), [])
    regencies = [code for code in bearers if code != place.area and _bears_both(index, code, district, place.name)]
    if regencies:
        where = (
            f"Kecamatan {cells[column]} dengan desa/kelurahan {place.name.words.title()}"
            if place.name.key
            else f"“{cells[column]}”"
        )
        names = " atau ".join(index.regencies[code] for code in regencies)
        detail = f"{where} ada di {names}, bukan di {index.regencies[place.area]}"
        others = [failure for failure in place.failures if failure.rule not in (DISTRICT_UNKNOWN, VILLAGE_UNKNOWN)]
        place.failures = [*others, _Failure(column, PLACES_OF_ANOTHER_REGENCY, detail)]


def _bears_both(index: Gazetteer, regency: str, district: PlaceText, village: PlaceText) -> bool:
    """True when a regency bears the name that stands for the district, or has a district and in it a village of these names."""
    districts = index.by_name(DISTRICT, regency, district.key)
    inside = tuple(f"{code}." for code in districts if code != regency)
    return regency in districts or (
        bool(inside) and any(code.startswith(inside) for code in index.by_name(VILLAGE, regency, village.key))
    )


def _read_district(index: Gazetteer, place: _Place, column: str, said: PlaceText) -> None:
    codes = index.by_name(DISTRICT, place.area, said.key)
    place.district_column = column
    if codes:
        place.district = codes[0] if codes[0] != place.area else ""
    else:
        place.failures.append(_unknown(index, place, column, DISTRICT, said))


def _read_code(index: Gazetteer, place: _Place, column: Column, text: str) -> None:
    """A dotted code is Kemendagri's. Ten bare digits are what the village's name beside them says, or not decided at all."""
    if _DOTTED.match(text):
        if text not in index.official or not text.startswith(place.area):
            place.failures.append(_Failure(column.id, VILLAGE_CODE_OUTSIDE_REGENCY, index.regencies[place.area]))
        elif column.required:
            place.code, place.code_column = text, column.id
            _compare_district(index, place)
    elif column.required and (digits := parse_place(text).code):
        possible = index.by_digits(place.area, digits)
        named = [code for code in possible if code in index.by_name(VILLAGE, place.area, place.name.key)]
        if len(named) == 1:
            place.code = place.codes[column.id] = named[0]


def _compare_district(index: Gazetteer, place: _Place) -> None:
    """A failure where the village of a code lies in another district than the one written beside it."""
    by_code = place.code[: len("62.02.05")]
    if place.district and place.district != by_code:
        detail = f"kode {place.code} adalah {index.official[place.code]} di Kecamatan {index.official[by_code]}"
        place.failures.append(_Failure(place.district_column, CODE_AND_NAME_DIFFER, detail, index.official[by_code]))


def _read_village(index: Gazetteer, place: _Place, column: str) -> None:
    district = place.district or next(iter(index.by_name(DISTRICT, place.area, place.name.district)), "")
    if place.name.code:
        _read_digits(index, place, column, district)
        return
    codes = index.by_name(VILLAGE, place.area, place.name.key)
    inside = [code for code in codes if code.startswith(f"{district}.")] if len(codes) > 1 else codes
    if not codes:
        place.failures.append(_unknown(index, place, column, VILLAGE, place.name))
    elif place.code and place.code not in codes:
        _compare_village(index, place, column, codes)
    elif len(inside) == 1:
        place.village = inside[0]
    elif not place.code:
        place.failures.append(
            _Failure(
                column, VILLAGE_IN_SEVERAL_DISTRICTS, ", ".join(sorted(f"Kecamatan {index.official[code[:8]]}" for code in codes))
            )
        )


def _compare_village(index: Gazetteer, place: _Place, column: str, codes: list[str]) -> None:
    """One failure where code and name are of two villages: on the code, when district and village beside it belong together."""
    official = index.official[place.code]
    beside = [code for code in codes if code.startswith(f"{place.district}.")]
    on_district = [failure for failure in place.failures if failure.rule == CODE_AND_NAME_DIFFER]
    if on_district and len(beside) == 1:
        place.failures = [failure for failure in place.failures if failure not in on_district]
        detail = f"{on_district[0].detail.removeprefix(f'kode {place.code} ')}, sedangkan nama di sampingnya {index.official[beside[0]]}"
        place.failures.append(_Failure(place.code_column, CODE_AND_NAME_DIFFER, f"kode itu {detail}", beside[0]))
    else:
        place.failures.append(_Failure(column, CODE_AND_NAME_DIFFER, f"kode {place.code} adalah {official}", official))


def _read_digits(index: Gazetteer, place: _Place, column: str, district: str) -> None:
    """Ten digits where a name should stand: what lies in the district beside them, if that is one village."""
    possible = index.by_digits(place.area, place.name.code)
    inside = [code for code in possible if district and code.startswith(f"{district}.")]
    if len(inside) == 1:
        place.village = place.codes[column] = inside[0]
    else:
        detail = f"{index.regencies[place.area]}; kode sepuluh angka tanpa nama desa tidak dapat dipastikan"
        place.failures.append(_Failure(column, VILLAGE_UNKNOWN, detail))


def _unknown(index: Gazetteer, place: _Place, column: str, kind: str, said: PlaceText) -> _Failure:
    """The failure of a name that the regency does not have, or of a cell that holds no name at all."""
    rule = DISTRICT_UNKNOWN if kind == DISTRICT else VILLAGE_UNKNOWN
    detail = index.regencies[place.area] + ("" if said.key else "; selnya tidak memuat nama")
    if kind == VILLAGE and place.code:
        official = index.official[place.code]
        return _Failure(column, rule, f"{detail}; menurut kodenya {official}", official)
    return _Failure(column, rule, detail, kind=kind, near=said.words)


def _as_lines(index: Gazetteer, places: list[_Place]) -> pl.DataFrame:
    """Every failure as a line (place, column, rule, detail, example), with the nearest names where there are any."""
    wanted: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for place in places:
        for failure in place.failures:
            if failure.near and sum(map(len, wanted.values())) < SUGGESTED_AT_MOST:
                wanted[failure.kind, place.area][failure.near] = None
    near = {key: index.nearest_names(*key, words) for key, words in wanted.items()}
    lines = [
        (number, failure.column, failure.rule.code, *_with_suggestions(failure, near.get((failure.kind, place.area), {}).get(failure.near, [])))
        for number, place in enumerate(places) for failure in place.failures
    ]  # fmt: skip
    schema = {"place": pl.UInt32, "column": pl.String, "rule": pl.String, "detail": pl.String, "example": pl.String}
    return pl.DataFrame(lines, schema=schema, orient="row")


def _with_suggestions(failure: _Failure, near: list[tuple[str, int]]) -> tuple[str, str]:
    if not near:
        return failure.detail, failure.example
    names = ", ".join(name for name, _ in near)
    return f"{failure.detail}; nama yang mirip: {names}", near[0][0]


def _decided_codes(numbered: pl.DataFrame, columns: list[Column], places: list[_Place]) -> pl.DataFrame:
    """The cells whose code was decided by the names beside them: position, submission, column, text, code."""
    lines = [(number, column, code) for number, place in enumerate(places) for column, code in place.codes.items()]
    decided = pl.DataFrame(lines, schema={"place": pl.UInt32, "column": pl.String, "code": pl.String}, orient="row")
    texts = numbered.join(decided, on="place", how="inner", maintain_order="left")
    text = pl.coalesce([pl.lit(None, pl.String), *(pl.when(pl.col("column") == column.id).then(column.id) for column in columns)])
    return texts.select("position", "submission", "column", "code", text=text)


def _with_codes(rows: pl.DataFrame, decided: pl.DataFrame, codes: set[str]) -> pl.DataFrame:
    """Rows whose columns of codes are dotted where they were decided; a code in the place of a name stays as reported."""
    for (column,), cells in decided.filter(pl.col("column").is_in(codes)).group_by("column"):
        rows = rows.with_columns(rows[str(column)].scatter(cells["position"], cells["code"]))
    return rows


def _with_refs(rows: pl.DataFrame, form: Form, numbered: pl.DataFrame, places: list[_Place]) -> pl.DataFrame:
    """Rows with the codes of the district and the village that each means, null where that is not certain."""
    schema = {"place": pl.UInt32, DISTRICT_REF: pl.String, VILLAGE_REF: pl.String}
    codes = [(number, place.district or None, place.village or None) for number, place in enumerate(places)]
    refs = numbered.select("position", "place").join(pl.DataFrame(codes, schema=schema, orient="row"), on="place", how="left")
    return rows.join(
        refs.select("position", *(ref for ref in form.refs if ref in schema)), on="position", how="left", maintain_order="left"
    )


def _failures_of_code_columns(decided: pl.DataFrame) -> pl.DataFrame:
    """One failure a column of a submission in which codes were read by the names beside them."""
    counted = decided.group_by("submission", "column", maintain_order=True).agg(
        detail=pl.format("{} sel, misalnya {} dibaca {}", thousands(pl.len()), pl.col("text").first(), pl.col("code").first())
    )
    return (
        counted.with_columns(rule=pl.lit(VILLAGE_CODES_READ_BY_NAME.code)).select(*COLUMN_FAILURE).cast(pl.Schema(COLUMN_FAILURE))
    )
