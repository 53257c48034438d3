"""Which district and village of the reference a row means: by code, else by name within the regency that reports it.

What the names beside a cell decide is decided. What nothing decides is a note with the nearest names, and stays undecided.
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
from schemas.place_names import Told, told
from schemas.typed import CELL_FAILURE, COLUMN_NOTE

#: In a table where everything is unknown, the names beyond these get no suggestion.
SUGGESTED_AT_MOST = 1_000
#: More than this share of rows that are another regency's returns the form.
FOREIGN_AT_MOST = 0.10
FOREIGN, FOREIGN_TABLE, OTHER_THAN_CODE = "V314", "V404", "V313"
_KINDS = (Kind.DISTRICT, Kind.VILLAGE_CODE, Kind.VILLAGE)
_DOTTED = re.compile(r"^\d\d\.\d\d\.\d\d\.\d{4}$")


@dataclass(frozen=True)
class Placed:
    """`rows` with village codes as Kemendagri writes them, `failures` (CELL_FAILURE) of cells, and `notes` (COLUMN_NOTE)."""

    rows: pl.DataFrame
    failures: pl.DataFrame
    notes: pl.DataFrame


@dataclass(frozen=True)
class _Note:
    """A finding on a cell; `near` are the words of a name for which near ones are looked for among places of `kind`."""

    column: str
    rule: str
    detail: str
    example: str = ""
    kind: str = ""
    near: str = ""


@dataclass
class _Place:
    """What the cells of a row mean: `district` and `village` as codes, empty where that is not certain.

    `name` is what the village's cell says, `code` what the code's cell says, and `codes` (column → Kemendagri code) what the
    names beside ten digits decided.
    """

    area: str
    name: Told
    district: str = ""
    district_column: str = ""
    code: str = ""
    code_column: str = ""
    village: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    notes: list[_Note] = field(default_factory=list)


def place(form: Form, rows: pl.DataFrame, areas: Areas) -> Placed:
    """Match the districts and villages of typed rows (`position`, `submission`, `area_code`, the form's columns).

    The rows get the form's `refs`. The province's own submissions are about any regency: nothing is matched in them.
    """
    columns = sorted((column for column in form.columns if column.kind in _KINDS), key=lambda column: _KINDS.index(column.kind))
    names = [column.id for column in columns]
    regional = rows.select("position", "submission", "area_code", *names).filter(pl.col("area_code").is_in(areas.codes))
    each = regional.select("area_code", *names).unique(maintain_order=True).with_row_index("place")
    index = gazetteer(areas)
    places = [_placed(index, columns, cells) for cells in each.iter_rows(named=True)]
    held = regional.join(each, on=["area_code", *names], how="left", nulls_equal=True, maintain_order="left")
    failures = held.select("position", "place").join(_worded(index, places), on="place", how="inner").select(*CELL_FAILURE)
    decided = _decided(held, columns, places)
    codes = {column.id for column in columns if column.kind is Kind.VILLAGE_CODE}
    return Placed(_with_refs(_with_codes(rows, decided, codes), form, held, places), failures, _told_codes(decided))


def _placed(index: Gazetteer, columns: list[Column], cells: dict[str, str | None]) -> _Place:
    """What one combination of cells means: the district first, then codes with the names beside them, then the village's name."""
    name = next((cells[column.id] for column in columns if column.kind is Kind.VILLAGE), None)
    found = _Place(str(cells["area_code"]), told(name or ""))
    for column in columns:
        text = cells[column.id]
        if text is None:
            continue
        if column.kind is Kind.DISTRICT:
            _read_district(index, found, column.id, told(text))
        elif column.kind is Kind.VILLAGE_CODE:
            _read_code(index, found, column, text)
        else:
            _read_village(index, found, column.id)
    found.village = found.code or found.village
    return _as_foreign(index, found, columns, cells)


def _as_foreign(index: Gazetteer, found: _Place, columns: list[Column], cells: dict[str, str | None]) -> _Place:
    """The place with one note in the stead of those on names that it does not know, where these belong together to another regency."""
    column = next((column.id for column in columns if column.kind is Kind.DISTRICT), "")
    said = told(cells.get(column) or "")
    if not any(note.column == column and note.rule == "V208" for note in found.notes) or not said.key:
        return found
    bearers = index.bearers.get((DISTRICT, said.key), [])
    regencies = [code for code in bearers if code != found.area and _holds(index, code, said, found.name)]
    if regencies:
        where = (
            f"Kecamatan {cells[column]} dengan desa/kelurahan {found.name.words.title()}"
            if found.name.key
            else f"“{cells[column]}”"
        )
        names = " atau ".join(index.regencies[code] for code in regencies)
        detail = f"{where} ada di {names}, bukan di {index.regencies[found.area]}"
        others = [note for note in found.notes if note.rule not in ("V208", "V209")]
        found.notes = [*others, _Note(column, FOREIGN, detail, _example(index, DISTRICT, found))]
    return found


def _holds(index: Gazetteer, regency: str, district: Told, village: Told) -> bool:
    """True when a regency bears the name that stands for the district, or has a district and in it a village of these names."""
    districts = index.by_name(DISTRICT, regency, district.key)
    inside = tuple(f"{code}." for code in districts if code != regency)
    return regency in districts or (
        bool(inside) and any(code.startswith(inside) for code in index.by_name(VILLAGE, regency, village.key))
    )


def _read_district(index: Gazetteer, found: _Place, column: str, said: Told) -> None:
    codes = index.by_name(DISTRICT, found.area, said.key)
    found.district_column = column
    if codes:
        found.district = codes[0] if codes[0] != found.area else ""
    else:
        found.notes.append(_unknown(index, found, column, DISTRICT, said))


def _read_code(index: Gazetteer, found: _Place, column: Column, text: str) -> None:
    """A dotted code is Kemendagri's. Ten bare digits are what the village's name beside them says, or not decided at all."""
    if _DOTTED.match(text):
        if text not in index.official or not text.startswith(found.area):
            found.notes.append(_Note(column.id, "V213", index.regencies[found.area], _example(index, VILLAGE, found)))
        elif column.required:
            found.code, found.code_column = text, column.id
            _compare_district(index, found)
    elif column.required and (digits := told(text).code):
        possible = index.by_digits(found.area, digits)
        named = [code for code in possible if code in index.by_name(VILLAGE, found.area, found.name.key)]
        if len(named) == 1:
            found.code = found.codes[column.id] = named[0]


def _compare_district(index: Gazetteer, found: _Place) -> None:
    """A note where the village of a code lies in another district than the one written beside it."""
    own = found.code[: len("62.02.05")]
    if found.district and found.district != own:
        detail = f"kode {found.code} adalah {index.official[found.code]} di Kecamatan {index.official[own]}"
        found.notes.append(_Note(found.district_column, OTHER_THAN_CODE, detail, index.official[own]))


def _read_village(index: Gazetteer, found: _Place, column: str) -> None:
    district = found.district or next(iter(index.by_name(DISTRICT, found.area, found.name.district)), "")
    if found.name.code:
        _read_digits(index, found, column, district)
        return
    codes = index.by_name(VILLAGE, found.area, found.name.key)
    inside = [code for code in codes if code.startswith(f"{district}.")] if len(codes) > 1 else codes
    if not codes:
        found.notes.append(_unknown(index, found, column, VILLAGE, found.name))
    elif found.code and found.code not in codes:
        _note_other_village(index, found, column, codes)
    elif len(inside) == 1:
        found.village = inside[0]
    elif not found.code:
        found.notes.append(_Note(column, "V217", ", ".join(sorted(f"Kecamatan {index.official[code[:8]]}" for code in codes))))


def _note_other_village(index: Gazetteer, found: _Place, column: str, codes: list[str]) -> None:
    """One note where code and name are of two villages: on the code, when district and village beside it belong together."""
    official = index.official[found.code]
    beside = [code for code in codes if code.startswith(f"{found.district}.")]
    apart = [note for note in found.notes if note.rule == OTHER_THAN_CODE]
    if apart and len(beside) == 1:
        found.notes = [note for note in found.notes if note not in apart]
        detail = (
            f"{apart[0].detail.removeprefix(f'kode {found.code} ')}, sedangkan nama di sampingnya {index.official[beside[0]]}"
        )
        found.notes.append(_Note(found.code_column, OTHER_THAN_CODE, f"kode itu {detail}", beside[0]))
    else:
        found.notes.append(_Note(column, OTHER_THAN_CODE, f"kode {found.code} adalah {official}", official))


def _read_digits(index: Gazetteer, found: _Place, column: str, district: str) -> None:
    """Ten digits where a name should stand: what lies in the district beside them, if that is one village."""
    possible = index.by_digits(found.area, found.name.code)
    inside = [code for code in possible if district and code.startswith(f"{district}.")]
    if len(inside) == 1:
        found.village = found.codes[column] = inside[0]
    else:
        detail = f"{index.regencies[found.area]}; kode sepuluh angka tanpa nama desa tidak dapat dipastikan"
        found.notes.append(_Note(column, "V209", detail, _example(index, VILLAGE, found)))


def _unknown(index: Gazetteer, found: _Place, column: str, kind: str, said: Told) -> _Note:
    """The note on a name that the regency does not have, or on a cell that holds no name at all."""
    rule = "V208" if kind == DISTRICT else "V209"
    detail = index.regencies[found.area] + ("" if said.key else "; selnya tidak memuat nama")
    if kind == VILLAGE and found.code:
        official = index.official[found.code]
        return _Note(column, rule, f"{detail}; menurut kodenya {official}", official)
    return _Note(column, rule, detail, _example(index, kind, found), kind, said.words)


def _example(index: Gazetteer, kind: str, found: _Place) -> str:
    return index.example(kind, (kind == VILLAGE and found.district) or found.area)


def _worded(index: Gazetteer, places: list[_Place]) -> pl.DataFrame:
    """Every note as a line (place, column, rule, detail, example), with the nearest names where there are any."""
    wanted: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for found in places:
        for note in found.notes:
            if note.near and sum(map(len, wanted.values())) < SUGGESTED_AT_MOST:
                wanted[note.kind, found.area][note.near] = None
    near = {key: index.nearest(*key, words) for key, words in wanted.items()}
    lines = [
        (number, note.column, note.rule, *_with_suggestions(note, near.get((note.kind, found.area), {}).get(note.near, [])))
        for number, found in enumerate(places) for note in found.notes
    ]  # fmt: skip
    schema = {"place": pl.UInt32, "column": pl.String, "rule": pl.String, "detail": pl.String, "example": pl.String}
    return pl.DataFrame(lines, schema=schema, orient="row")


def _with_suggestions(note: _Note, near: list[tuple[str, int]]) -> tuple[str, str]:
    if not near:
        return note.detail, note.example
    names = ", ".join(f"{name} (kemiripan {score}%)" for name, score in near)
    return f"{note.detail}; nama yang mirip: {names}", near[0][0]


def _decided(held: pl.DataFrame, columns: list[Column], places: list[_Place]) -> pl.DataFrame:
    """The cells whose code was decided by the names beside them: position, submission, column, text, code."""
    lines = [(number, column, code) for number, found in enumerate(places) for column, code in found.codes.items()]
    decided = pl.DataFrame(lines, schema={"place": pl.UInt32, "column": pl.String, "code": pl.String}, orient="row")
    texts = held.join(decided, on="place", how="inner", maintain_order="left")
    text = pl.coalesce([pl.lit(None, pl.String), *(pl.when(pl.col("column") == column.id).then(column.id) for column in columns)])
    return texts.select("position", "submission", "column", "code", text=text)


def _with_codes(rows: pl.DataFrame, decided: pl.DataFrame, codes: set[str]) -> pl.DataFrame:
    """Rows whose columns of codes are dotted where they were decided; a code in the place of a name stays as reported."""
    for (column,), cells in decided.filter(pl.col("column").is_in(codes)).group_by("column"):
        rows = rows.with_columns(rows[str(column)].scatter(cells["position"], cells["code"]))
    return rows


def _with_refs(rows: pl.DataFrame, form: Form, held: pl.DataFrame, places: list[_Place]) -> pl.DataFrame:
    """Rows with the codes of the district and the village that each means."""
    schema = {"place": pl.UInt32, DISTRICT_REF: pl.String, VILLAGE_REF: pl.String}
    meant = [(number, found.district or None, found.village or None) for number, found in enumerate(places)]
    refs = held.select("position", "place").join(pl.DataFrame(meant, schema=schema, orient="row"), on="place", how="left")
    own = [ref for ref in form.refs if ref in schema]
    return rows.join(refs.select("position", *own), on="position", how="left", maintain_order="left")


def _told_codes(decided: pl.DataFrame) -> pl.DataFrame:
    """One note a column of a submission in which codes were read by the names beside them."""
    counted = decided.group_by("submission", "column", maintain_order=True).agg(
        detail=pl.format("{} sel, misalnya {} dibaca {}", pl.len(), pl.col("text").first(), pl.col("code").first())
    )
    return counted.with_columns(rule=pl.lit("V410")).select(*COLUMN_NOTE).cast(pl.Schema(COLUMN_NOTE))
