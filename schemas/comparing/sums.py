"""The recap against the register: what a kecamatan's row says, and what the cooperatives listed add up to.

A row of the register whose own cells are in doubt may count or not, so the register gives a lowest and a highest number;
only a recap outside of both is noted, and one wrong cell of the register does not make a second finding on the recap.
"""

import polars as pl

from schemas.comparing.batch import Batch, failures, no_failures, with_report
from schemas.comparing.place_keys import with_district
from schemas.forms.register import ACTIVE, INACTIVE
from schemas.rules.between_forms import DISTRICT_MISSING_FROM_RECAP, RECAP_DIFFERS_FROM_REGISTER
from schemas.written_numbers import thousands

MEASURES = ("cooperatives", "active", "inactive", "rat_held")
WHOLE = "*"
_RECAP = ("submission", "report", "sheet", "row", "area_code", "period", "district", "district_ref", *MEASURES)
_STATUS_CELLS = ("status", "nik", "name", "legal_form")


def recap_against_register(batch: Batch) -> pl.DataFrame:
    """RECAP_DIFFERS_FROM_REGISTER at each recap cell that the register of the same period contradicts, and
    DISTRICT_MISSING_FROM_RECAP for kecamatan that the recap leaves out."""
    recap = with_report(batch.of("recap"), batch.wholes_of("recap")).select(_RECAP)
    if recap.is_empty():
        return no_failures()
    recap = _with_district_key(recap, batch)
    counts = _counts(_registers(recap, batch), batch)
    per_district = counts.filter(pl.col("district_key") != WHOLE)
    sure = batch.without_doubt(recap, "recap", "district", "cooperatives")
    pairs = sure.join(counts.select("for").unique(), left_on="submission", right_on="for", how="semi")
    pairs = pairs.join(counts, left_on=["submission", "district_key"], right_on=["for", "district_key"], how="left")
    bounds = pl.col("^(low|high)_.*$").fill_null(0)
    return pl.concat([_contradicted(pairs.with_columns(bounds), batch), _left_out(recap, per_district, batch)])


def _with_district_key(recap: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """The recap's rows with `district_key`, which is WHOLE for the one row of a whole regency."""
    keyed = with_district(recap, batch.areas)
    whole = pl.col("names_regency") & (
        (pl.len().over("report") == 1) | ~pl.col("district_key").is_in(batch.areas.districts["code"].implode())
    )
    return keyed.with_columns(district_key=pl.when(whole).then(pl.lit(WHOLE)).otherwise("district_key"))


def _registers(recap: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """Rows of the register that each recap is compared with (`for`): its own file's with the other parts of the same register, else the
    standing one of its period."""
    wanted = recap.select("area_code", "period", **{"for": "submission"}).unique()
    register = with_report(batch.of("register"), batch.wholes_of("register"))
    own = register.select("report", **{"for": "submission"}).unique().join(wanted.select("for"), on="for")
    of_same_file = register.join(own, on="report")
    without = wanted.join(own, on="for", how="anti")
    standing = batch.earlier.of("register").join(without, on=["area_code", "period"], how="inner")
    columns = [*_STATUS_CELLS, "district", "district_ref", "last_rat_date", "submission", "area_code", "period", "row", "for"]
    return pl.concat([of_same_file.select(columns), standing.select(columns)])


def _counts(register: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """For each recap (`for`) and kecamatan, and for WHOLE: `low_…` and `high_…` of each measure."""
    rows = with_district(register, batch.areas)
    rows = batch.with_doubt(rows, "register", "doubt", *_STATUS_CELLS)
    rows = batch.with_doubt(rows, "register", "rat_doubt", "last_rat_date")
    rows = batch.with_doubt(rows, "register", "place_doubt", "district")
    beyond = pl.col("legal_form").str.contains("Provinsi|Nasional").fill_null(False)
    rows = rows.with_columns(
        doubt=pl.col("doubt") | pl.col("status").is_null(),
        beyond=beyond,
        place_doubt=pl.col("place_doubt") | pl.col("district_key").is_null(),
        counts=(pl.col("status") != "Dibubarkan").fill_null(True),
        held=(pl.col("last_rat_date").dt.year() == pl.col("period").str.slice(0, 4).cast(pl.Int32)).fill_null(False),
        dated=pl.col("last_rat_date").is_not_null().any().over("for"),
    ).filter("counts")
    stray = rows.filter("place_doubt").group_by("for").agg(_bounds())
    placed = rows.filter(~pl.col("place_doubt")).group_by("for", "district_key").agg(_bounds())
    placed = placed.join(stray, on="for", how="left", suffix="_stray", maintain_order="left")
    highest = [pl.col(f"high_{m}") + pl.col(f"high_{m}_stray").fill_null(0) for m in MEASURES]
    whole = rows.group_by("for").agg(_bounds()).with_columns(district_key=pl.lit(WHOLE))
    return pl.concat([placed.with_columns(highest).select(whole.columns), whole])


def _bounds() -> list[pl.Expr]:
    """The lowest and the highest number of each measure among the rows of a group.

    Whether a cooperative of the province or the nation is on the recap is open, its status is not.
    """
    doubt, beyond = pl.col("doubt"), pl.col("beyond")
    active, inactive = pl.col("status") == ACTIVE, pl.col("status") == INACTIVE
    rat_doubt = doubt | pl.col("rat_doubt")
    every = pl.col("counts")
    sure = {"cooperatives": every, "active": active, "inactive": inactive, "rat_held": active & pl.col("held")}
    low = [((~(rat_doubt if m == "rat_held" else doubt)) & ~beyond & fact).sum().alias(f"low_{m}") for m, fact in sure.items()]
    # Some offices count the RAT of an inactive cooperative too; where no RAT is dated the register says nothing of them.
    held = pl.col("held") | rat_doubt | ~pl.col("dated")
    possible = {"cooperatives": every, "active": active | doubt, "inactive": inactive | doubt, "rat_held": held}
    return low + [fact.sum().alias(f"high_{m}") for m, fact in possible.items()]


def _contradicted(pairs: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """A failure at each recap cell whose number lies outside `low_…` and `high_…` of its measure."""
    parts = [no_failures()]
    bare = pl.col("district").str.replace(r"(?i)^\s*kec(amatan)?\b[.:]?\s*", "")
    place = pl.when(pl.col("district_key") == WHOLE).then(pl.lit("seluruh daftar")).otherwise(pl.format("Kecamatan {}", bare))
    for measure in MEASURES:
        low, high = pl.col(f"low_{measure}"), pl.col(f"high_{measure}")
        outside = batch.without_doubt(pairs, "recap", measure).filter(~pl.col(measure).is_between(low, high))
        number = pl.when(low == high).then(thousands(low)).otherwise(pl.format("{} sampai {}", thousands(low), thousands(high)))
        parts.append(failures(outside, measure, RECAP_DIFFERS_FROM_REGISTER, pl.format("{} koperasi ({})", number, place)))
    return pl.concat(parts)


def _left_out(recap: pl.DataFrame, counts: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """One failure a recap that names the kecamatan of the register without a row; only where every name of the recap is understood."""
    doubtful = batch.doubted_cells.filter((pl.col("form") == "recap") & (pl.col("column") == "district"))
    of_doubtful = recap.join(doubtful, on="submission", how="semi").select("report")
    whole = recap.filter((pl.col("district_key") == WHOLE) | pl.col("district_key").is_null()).select("report")
    complete = recap.join(pl.concat([of_doubtful, whole]), on="report", how="anti")
    tables = complete.filter(pl.col("submission") == pl.col("report")).group_by("submission").agg(pl.col("sheet").first())
    listed = counts.filter(pl.col("low_cooperatives") > 0).join(tables, left_on="for", right_on="submission", how="inner")
    missing = listed.join(complete, left_on=["for", "district_key"], right_on=["report", "district_key"], how="anti")
    missing = missing.rename({"for": "submission"})
    names = batch.areas.districts.select(district_key="code", district="name")
    named = missing.join(names, on="district_key", how="inner").sort("submission", "district")
    lines = named.group_by("submission", "sheet", maintain_order=True).agg(
        detail=pl.format("{} ({} koperasi)", "district", thousands(pl.col("low_cooperatives"))).str.join(", ")
    )
    return failures(lines, "district", DISTRICT_MISSING_FROM_RECAP, pl.col("detail"))
