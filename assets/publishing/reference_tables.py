"""What analysts join the figures with: areas, places, forms, indicators, rules and the periods of a release, each a table of its own."""

from collections.abc import Iterable

import polars as pl

from schemas import periods as calendar
from schemas.areas import COUNTRY, Areas
from schemas.forms import FORMS
from schemas.indicators import catalogue
from schemas.rules import RULES, SEVERITY_WORDS

_KEY = pl.concat_str(pl.lit("K"), "area_code")


def reference_tables(areas: Areas, months: Iterable[str], last: str | None, closed: Iterable[str]) -> dict[str, pl.DataFrame]:
    """Name → table. `months`: the periods of the release, of which `last` is the one on the first screen and `closed` are final."""
    return {
        "areas": _areas(areas),
        "districts": areas.districts.select(
            _KEY_OF_REGENCY, district_code="code", district_name="name", area_code="regency_code"
        ).select("district_code", "district_name", "area_key", "area_code"),
        "villages": areas.villages.select(
            _KEY_OF_REGENCY, "bps_code", "type", "district_code", village_code="code", village_name="name", area_code="regency_code"
        ).select("village_code", "village_name", "type", "bps_code", "district_code", "area_key", "area_code"),
        "forms": pl.DataFrame(
            [(each.id, each.title, each.sheet, ", ".join(f"{month:02d}" for month in each.due_months), each.valid_from) for each in FORMS.values()],
            schema=["form", "form_title", "sheet", "due_months", "valid_from"], orient="row",
        ),
        "indicators": _indicators(),
        "rules": _rules(),
        "periods": _periods(sorted(months), last, frozenset(closed)),
    }  # fmt: skip


_KEY_OF_REGENCY = pl.concat_str(pl.lit("K"), "regency_code").alias("area_key")


def _areas(areas: Areas) -> pl.DataFrame:
    """The regencies, and the total before them."""
    columns = ("code", "bps_code", "nik_prefix", "name", "full_name", "short", "type")
    total = "negara" if areas.scope == COUNTRY else "provinsi"
    name = areas.province_name.removeprefix("Provinsi ")
    bps = None if areas.scope == COUNTRY else areas.province
    row = (areas.province, bps, None, name, areas.province_name, name, total)
    first = pl.DataFrame([row], schema=dict.fromkeys(columns, pl.String), orient="row")
    every = pl.concat([first, areas.regencies.select(columns)]).rename({"code": "area_code"})
    counts = [
        pl.concat([table.group_by(area_code="regency_code").len(name), pl.DataFrame({"area_code": [areas.province], name: [table.height]})
                   .with_columns(pl.col(name).cast(pl.get_index_type()))])
        for name, table in (("districts", areas.districts), ("villages", areas.villages))
    ]  # fmt: skip
    for count in counts:
        every = every.join(count, on="area_code", how="left", maintain_order="left")
    return every.select(_KEY.alias("area_key"), *every.columns).with_columns(pl.col("districts", "villages").cast(pl.Int64))


def _indicators() -> pl.DataFrame:
    """The catalogue, with the official definition of each indicator."""
    rows = [
        {
            "code": each.code, "name": each.name, "level": each.level, "unit": each.unit, "measure": each.measure, "concept": each.concept,
            "definition": each.official.text, "definition_version": each.official.version, "interpretation": each.interpretation,
            "population": each.population, "form": each.form, "polarity": each.polarity, "rollup": each.rollup,
            "scored_segment": each.scored_segment, "is_money": each.is_money, "is_ratio": each.is_ratio, "valid_from": each.valid_from,
            "legal_basis": each.legal_basis, "owner": each.owner, "note": each.note,
        }
        for each in catalogue().values()
    ]  # fmt: skip
    return pl.DataFrame(rows)


def _rules() -> pl.DataFrame:
    """The register of rules."""
    rows = [
        {
            "code": each.code, "title": each.title, "tier": each.tier.value, "severity": each.severity,
            "severity_title": SEVERITY_WORDS[each.severity], "wording": each.wording, "why": each.why, "empties": each.empties,
            "since": each.since, "owner": each.owner,
        }
        for each in RULES.values()
    ]  # fmt: skip
    return pl.DataFrame(rows).sort("code")


def _periods(months: list[str], last: str | None, closed: frozenset[str]) -> pl.DataFrame:
    """The periods, each with its days and whether it is final."""
    schema = {
        "period": pl.String, "title": pl.String, "year": pl.Int32, "quarter": pl.Int32, "first_day": pl.Date, "last_day": pl.Date,
        "due_date": pl.Date, "is_final": pl.Boolean, "is_headline": pl.Boolean,
    }  # fmt: skip
    rows = [
        (period, calendar.title(period), calendar.parts(period)[0], calendar.quarter(period), calendar.start(period), calendar.end(period),
         calendar.due_date(period), period in closed, period == last)
        for period in months
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")
