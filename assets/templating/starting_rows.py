"""What the rows of a form hold before its officer begins.

Identity and dated facts carry over from the last accepted report, because they stay true: a village's code, a legal number, the
day of the last RAT, the amounts of a closed book year. A state without a date (the status, the members, the grade) has to be
stated anew each time, so a workbook that comes back untouched is no report. The last status stands beside the empty one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from schemas import periods
from schemas.areas import Areas
from schemas.columns import Kind
from schemas.forms import FORMS, Form
from schemas.forms.obstacles import SOLVED, STATUSES
from schemas.privacy import HIDDEN

Value = str | int | float | date | None
Row = dict[str, Value]
#: The key of the column that shows the last status; no form has a column of that id.
LAST_STATUS_ID = "last_status"
#: A problem with one of these is listed again in the next template.
UNSOLVED = tuple(status for status in STATUSES if status != SOLVED)
IDENTITY = (
    "nik", "name", "legal_number", "legal_date", "address", "village", "district", "legal_form", "type", "coop_group", "kdmp",
    "scheme", "sector", "savings_unit", "last_rat_date",
)  # fmt: skip
BOOK_YEAR = ("book_year", "own_capital", "external_capital", "assets", "business_volume", "surplus", "figures_source")
CERTIFICATE = ("certificate_status", "certificate_until")
HEALTH = ("health", "health_year")
#: What is measured anew each month in a village.
MONTHLY = ("members", "turnover", "physical_progress")
#: The columns of accepted rows in which judging left the code of the place that a name means, null where it is not certain.
REFERENCES = {Kind.DISTRICT: "district_ref", Kind.VILLAGE: "village_ref"}


@dataclass(frozen=True)
class LastReports:
    """The last accepted report of each form, by its id: typed rows, and the period that it was for. A form never accepted is missing.

    `rows`: the form's columns, as accepted, with `district_ref` and `village_ref` where judging left them.

    `rows["kdmp"]` may have a String column `<stage date>_word` with Sudah or Belum where only the fact is known. `sample` is
    true when any of them came in as sample data.
    """

    rows: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    sample: bool = False


def starting_rows(form: Form, period: str, area_code: str, last: LastReports, areas: Areas) -> list[Row]:
    """The rows with which a form's sheet begins, as values by column id; a missing key is an empty cell.

    Register: the cooperatives of the last report. KDMP: all villages. Problems: those still listed. Recap and UMKM: the kecamatan.
    Coaching: none, since its activities are of the quarter.
    """
    rows = _spelled(form, last.rows[form.id], areas) if form.id in last.rows else []
    match form.id:
        case "register":
            return [_cooperative(row, period) for row in rows]
        case "kdmp":
            return _villages(rows, area_code, areas)
        case "obstacles":
            return [_obstacle_to_confirm(row) for row in rows if _still_listed(row, period)]
        case "recap" | "umkm":
            return [{"district": name} for name in district_names(area_code, areas) or [areas.name(area_code)]]
        case _:
            return []


def district_names(area_code: str, areas: Areas) -> list[str]:
    """The kecamatan of a regency by code; none for the province."""
    return areas.districts.filter(pl.col("regency_code") == area_code).sort("code")["name"].to_list()


def village_names(area_code: str, areas: Areas) -> list[str]:
    """The names of a regency's desa and kelurahan in the order of the alphabet; one that several bear once."""
    return areas.villages.filter(pl.col("regency_code") == area_code)["name"].unique().sort().to_list()


def village_codes(area_code: str, areas: Areas) -> list[str]:
    """The codes of a regency's desa and kelurahan, in order."""
    return areas.villages.filter(pl.col("regency_code") == area_code)["code"].sort().to_list()


def _cooperative(row: Row, period: str) -> Row:
    """What of a cooperative's last row is still true in the period, and its last status.

    Amounts when they are of the book year that is due now, health when examined this year, a certificate that has not run out.
    """
    carried = list(IDENTITY)
    year, _ = periods.parts(period)
    until = row.get("certificate_until")
    if row.get("book_year") == year - 1:
        carried += BOOK_YEAR
    if row.get("health_year") == year:
        carried += HEALTH
    if isinstance(until, date) and until >= periods.end(period):
        carried += CERTIFICATE
    return {name: row.get(name) for name in carried} | {LAST_STATUS_ID: row.get("status")}


def _obstacle_to_confirm(row: Row) -> Row:
    """A problem as it was reported; of one not solved the status is emptied, to be confirmed, and stands as the last status."""
    if row.get("status") not in UNSOLVED:
        return row
    return {**row, "status": None, LAST_STATUS_ID: row["status"]}


def _still_listed(row: Row, period: str) -> bool:
    """True for a problem that the next report has to name: open, or solved since the year began.

    The share solved in the year (MSL-02) counts the solved ones as well, so they stay on the list until it ends.
    """
    solved = row.get("resolved_date")
    return row.get("status") != "Selesai" or not isinstance(solved, date) or solved >= date(periods.parts(period)[0], 1, 1)


def _villages(rows: Iterable[Row], area_code: str, areas: Areas) -> list[Row]:
    """Every village of the regency in the order of codes, with what the last report says of it; one that is not official is left out."""
    reported = {row["village_code"]: row for row in rows}
    districts = dict(areas.districts.select("code", "name").iter_rows())
    villages = areas.villages.filter(pl.col("regency_code") == area_code).sort("code")
    return [
        {**_village(reported.get(code, {})), "village_code": code, "village": name, "district": districts[district]}
        for code, name, district in villages.select("code", "name", "district_code").iter_rows()
    ]


def _village(row: Row) -> Row:
    """A village's last row without what is measured each month; Sudah or Belum where a stage has no date."""
    dates = [column.id for column in FORMS["kdmp"].columns if column.kind is Kind.STAGE_DATE]
    words = {name: row.get(f"{name}_word") for name in dates if row.get(name) is None}
    return {name: value for name, value in row.items() if name not in MONTHLY} | words


def _spelled(form: Form, rows: pl.DataFrame, areas: Areas) -> list[Row]:
    """Typed rows as cells hold them: places by their official name where judging found it, Ya or Tidak for a truth value.

    The mark that stands for a hidden number is taken out of texts: sent again, it would look like something the officer wrote.
    """
    names = dict(pl.concat([areas.districts.select("code", "name"), areas.villages.select("code", "name")]).iter_rows())
    for column in form.columns:
        if column.id not in rows.columns:
            rows = rows.with_columns(pl.lit(None, column.dtype).alias(column.id))
        if REFERENCES.get(column.kind) in rows.columns:
            official = pl.col(REFERENCES[column.kind]).replace_strict(names, default=None, return_dtype=pl.String)
            rows = rows.with_columns(pl.coalesce(official, column.id).alias(column.id))
        elif column.kind is Kind.YES_NO:
            word = pl.when(column.id).then(pl.lit("Ya")).when(~pl.col(column.id)).then(pl.lit("Tidak"))
            rows = rows.with_columns(word.alias(column.id))
        elif column.dtype == pl.String:
            rows = rows.with_columns(pl.col(column.id).str.replace_all(HIDDEN, "", literal=True).str.strip_chars())
    words = [name for name in rows.columns if name.endswith("_word")]
    return rows.select(*form.ids, *words).to_dicts()
