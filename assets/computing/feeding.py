"""Which figures a cell of a file feeds, and why its row or value does not count; from the tables of a release alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from assets.computing.evaluate import Relations, lay_relations
from assets.computing.measures import row_sides
from assets.storage.database import Database, quoted
from assets.storage.tables import FILES, FINDINGS, LAYOUTS, REPORTS, VERSIONS, accepted, raw
from schemas.areas import Areas
from schemas.forms import FORMS
from schemas.indicators import KDMP_ONLY, OUTSIDE_KDMP, WHOLE, Indicator, catalogue
from schemas.rules import FATAL, RULES
from schemas.states import SUPERSEDED, VERIFIED

#: One figure that a cell feeds, and the sides of it that the row carries, apart with a comma.
FED: dict[str, pl.DataType] = dict.fromkeys(("indicator", "period", "area_code", "segment", "sides"), pl.String())
_CELL = re.compile(r"(?:(?P<sheet>.*)!)?\$?(?P<letter>[A-Za-z]{1,3})\$?(?P<row>[0-9]{1,7})")
#: A relation in which a row stands for itself, and one in which a row of the baseline has become another.
_HERE = "{0}submission = $submission AND {0}sheet = $sheet AND {0}row = $row"


class NoSuchCellError(Exception):
    """The cell cannot be found; the message says why, in Indonesian."""


@dataclass(frozen=True)
class Place:
    """A cell of a submission. `form` and `column` are empty where no table, or no column of the form, was read there."""

    submission: str
    file: str
    area: str
    period: str
    sheet: str
    letter: str
    row: int
    form: str = ""
    column: str = ""


def find_cell(database: Database, file: str, cell: str) -> Place:
    """The cell (`Daftar Koperasi!K12`, or `K12` where one sheet was read) of a file by its SHA-256, the beginning of it, or its name.

    Of several files of that name the newest that has the sheet is meant. Raises NoSuchCellError.
    """
    matched = _CELL.fullmatch(cell.strip())
    if matched is None:
        raise NoSuchCellError(f"Alamat sel “{cell}” tidak dikenal. Contoh: 'Daftar Koperasi!K12' atau K12.")
    files = database.table(FILES).sort("seq", descending=True)
    by_name = (pl.col("file") == file) | pl.col("file").str.ends_with(f"/{file}")
    named = files.filter(by_name | pl.col("sha256").str.starts_with(file.lower()))
    if named.is_empty():
        raise NoSuchCellError(
            f"Berkas “{file}” tidak ada pada rilis ini. Sebutkan nama atau SHA-256 seperti pada submissions.csv."
        )
    layouts = database.table(LAYOUTS, submission=named["submission"])
    wanted = (matched["sheet"] or "").strip("'")
    for of in named.iter_rows(named=True):
        of_file = layouts.filter(pl.col("submission") == of["submission"])
        sheets = of_file["sheet"].unique()
        if wanted in sheets or (not wanted and sheets.len() == 1):
            spot = (wanted or str(sheets[0]), matched["letter"].upper(), int(matched["row"]))
            return _in_table(Place(of["submission"], of["file"], of["area_code"], of["period"], *spot), of_file)
    read = ", ".join(layouts["sheet"].unique().sort()) or "tidak ada"
    why = f"Lembar “{wanted}” tidak dibaca" if wanted else "Sebutkan lembarnya"
    raise NoSuchCellError(f"{why} pada {named['file'][0]}. Lembar yang dibaca: {read}. Contoh: 'Daftar Koperasi!K12'.")


def _in_table(place: Place, layouts: pl.DataFrame) -> Place:
    """The place with the form and column of the table that it stands in: that of the last header above it."""
    above = layouts.filter((pl.col("sheet") == place.sheet) & (pl.col("header_row") < place.row))
    table = above.filter(pl.col("header_row") == pl.col("header_row").max())
    if table.is_empty():
        return place
    column = table.filter(pl.col("letter") == place.letter)["column"]
    known = {name: getattr(place, name) for name in ("submission", "file", "area", "period", "sheet", "letter", "row")}
    return Place(**known, form=str(table["form"][0]), column=str(column[0]) if column.len() else "")


def follow_cell(database: Database, place: Place, areas: Areas) -> tuple[pl.DataFrame, list[str]]:
    """The figures (FED) of the release that a cell feeds by their official definitions, and why its row or value does not count, in Indonesian.

    Leaves temporary tables in the connection.
    """
    reports = database.table(REPORTS).filter(pl.col("submission").is_not_null() & (pl.col("period") >= place.period))
    laid = lay_relations(database, sorted({place.period, *reports["period"]}), areas)
    return _fed_by(database, place, laid), list(_why_not(database, place))


def _fed_by(database: Database, place: Place, laid: Relations) -> pl.DataFrame:
    """The figures (FED) that the cell feeds; of a cell in no column of the form there are none."""
    fed = [i for i in catalogue().values() if place.column and i.form == place.form and place.column in i.official.needs(i.form)]
    parts = [
        _fed_of(database, place, source, [i for i in fed if i.source == source], laid)
        for source in dict.fromkeys(i.source for i in fed)
    ]
    every = pl.concat([pl.DataFrame(schema=FED), *parts])
    order = {code: number for number, code in enumerate(catalogue())}
    by_catalogue = pl.col("indicator").replace_strict(order, return_dtype=pl.Int32)
    return every.unique().sort(by_catalogue, "period", "area_code", "segment")


def _fed_of(database: Database, place: Place, source: str, indicators: list[Indicator], laid: Relations) -> pl.DataFrame:
    """The figures (FED) over one relation."""
    columns = database.connection.table(f"source_{source}").columns
    sides = {(i.code, name): sql for i in indicators for name, sql in row_sides(i, i.official, laid.rests).items()}
    names = {key: f"s{number}" for number, key in enumerate(sides)}
    segment = "segment::VARCHAR" if "segment" in columns else "NULL::VARCHAR"
    here = [_HERE.format(prefix) for prefix in ("", "now_") if f"{prefix}submission" in columns]
    selected = ["scope", "period", f"{segment} AS segment", *(f"{sql} AS {names[key]}" for key, sql in sides.items())]
    query = " ".join(
        ["SELECT", ", ".join(selected), "FROM", quoted(f"source_{source}"), "WHERE", " OR ".join(f"({each})" for each in here)]
    )
    rows = database.connection.sql(query, params={"submission": place.submission, "sheet": place.sheet, "row": place.row}).pl()
    parts = []
    for indicator in indicators:
        of_it = [name for code, name in sides if code == indicator.code]
        carried = pl.concat_str(
            [pl.when(pl.col(names[indicator.code, name]).is_not_null()).then(pl.lit(name)) for name in of_it],
            separator=",",
            ignore_nulls=True,
        )
        named = pl.col("segment").replace({"true": KDMP_ONLY, "false": OUTSIDE_KDMP})
        of_segment = rows.select("period", indicator=pl.lit(indicator.code), area_code="scope", segment=named, sides=carried)
        whole = of_segment.with_columns(segment=pl.lit(WHOLE))
        kept = [whole, of_segment.drop_nulls("segment")] if indicator.split else [whole]
        parts += [part.filter(pl.col("sides") != "").select(FED.keys()) for part in kept]
    return pl.concat(parts)


def _why_not(database: Database, place: Place) -> Iterator[str]:
    """Why the row or the value does not count, in Indonesian; nothing where it does."""
    if not place.form:
        yield "Sel ini tidak berada di bawah judul kolom sebuah formulir."
        return
    if not place.column:
        yield f"Kolom {place.letter} bukan kolom formulir {FORMS[place.form].title}; isinya hanya ada pada berkas asli."
    notes = database.table(FINDINGS, submission=[place.submission])
    yield from _of_version(database, place, notes)
    here = (pl.col("sheet") == place.sheet) & (pl.col("row") == place.row)
    if database.table(raw(place.form), submission=[place.submission]).filter(here).is_empty():
        yield "Baris ini tidak dibaca sebagai isian: judul, jumlah, keterangan, atau baris kosong."
    counted = database.table(accepted(place.form), submission=[place.submission]).filter(here)
    of_cell = notes.filter(here & (pl.col("form") == place.form) & (pl.col("column") == place.column))
    if place.column and counted.height and counted[place.column][0] is None:
        told = "; ".join(of_cell.select(pl.format("{} {}", "rule", "message"))["rule"]) if of_cell.height else "sel itu kosong"
        yield f"Isi sel ini tidak dihitung: {told}"
    if place.form == "register" and counted.height and counted["nik"][0] is not None:
        yield from _of_twins(database, place, str(counted["nik"][0]))


def _of_version(database: Database, place: Place, notes: pl.DataFrame) -> Iterator[str]:
    """What keeps the version that the row is in from counting."""
    versions = database.table(VERSIONS, submission=[place.submission]).filter(pl.col("form") == place.form)
    for version in versions.filter(pl.col("state") != VERIFIED).iter_rows(named=True):
        fatal = notes.filter((pl.col("form").is_in([place.form, ""])) & (pl.col("severity") == FATAL))["rule"].unique().sort()
        why = ", ".join(f"{RULES[code].title} ({code})" for code in fatal)
        if version["state"] == SUPERSEDED:
            newer = database.table(FILES).filter(pl.col("sha256") == version["superseded_by"])["file"]
            why = f"berkas {newer[0]} ({version['superseded_by'][:12]})" if newer.len() else ""
        yield f"Formulir ini {version['state']}{f': {why}' if why else ''}."


def _of_twins(database: Database, place: Place, nik: str) -> Iterator[str]:
    """Which other row of the same NIK counts, where this one does not."""
    where = "period = $period AND nik = $nik"
    rows = database.connection.sql(
        f"SELECT submission, sheet, row, area_code, once_in_area, once_in_total FROM register_standing WHERE {where}",  # noqa: S608
        params={"period": place.period, "nik": nik},
    ).pl()
    mine = rows.filter(
        (pl.col("submission") == place.submission) & (pl.col("sheet") == place.sheet) & (pl.col("row") == place.row)
    )
    for scope, words in (("once_in_area", "kabupaten/kota"), ("once_in_total", "provinsi")):
        if mine.height and not mine[scope][0]:
            other = rows.filter(
                pl.col(scope) & ((pl.col("area_code") == place.area) if scope == "once_in_area" else pl.lit(value=True))
            )
            one = other.row(0, named=True) if other.height else None
            at = f": lembar {one['sheet']} baris {one['row']}, {one['area_code']}" if one else ""
            yield f"NIK {nik} dihitung satu kali di {words}, menurut baris lain{at}."
