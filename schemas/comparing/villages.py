"""One village, one Koperasi Merah Putih: villages with two of them, and cooperatives of several villages that did not merge."""

import polars as pl

from schemas.comparing.batch import Batch, failures, no_failures
from schemas.comparing.place_keys import with_district, with_village
from schemas.rules.of_tables import DECREE_NUMBER_SHARED, SEVERAL_KDMP_IN_A_VILLAGE, WRONG_PARTNER_VILLAGE

_PLACE = ("submission", "sheet", "row", "area_code")


def shared_decrees(batch: Batch) -> pl.DataFrame:
    """DECREE_NUMBER_SHARED at the Nomor SK AHU of villages that bear the same one without being merged."""
    rows = batch.without_doubt(batch.of("kdmp"), "kdmp", "village_code", "legal_number")
    number = pl.col("legal_number").str.to_uppercase().str.replace_all(r"[^0-9A-Z]", "")
    rows = rows.select(*_PLACE, "village", "village_code", "merged_with", number=number).filter(pl.col("number") != "")
    partner = pl.coalesce("merged_with", "village_code")
    rows = rows.with_columns(different=partner.n_unique().over("submission", "number"))
    shared = rows.filter((pl.col("different") > 1) & pl.col("merged_with").is_null())
    others = shared.select("submission", "number", other="village", other_row="row").sort("other_row")
    pairs = shared.join(others, on=["submission", "number"]).filter(pl.col("row") != pl.col("other_row"))
    named = pairs.group_by(_PLACE, maintain_order=True).agg(
        pl.col("other").drop_nulls().unique(maintain_order=True).str.join(", ")
    )
    return failures(named, "legal_number", DECREE_NUMBER_SHARED, pl.col("other"))


def crowded_villages(batch: Batch) -> pl.DataFrame:
    """SEVERAL_KDMP_IN_A_VILLAGE at the village of each Koperasi Merah Putih of the register that is not the only one there."""
    rows = batch.without_doubt(batch.of("register"), "register", "name", "village", "district", "kdmp", "status")
    named = pl.col("name").str.to_lowercase().str.contains("merah putih")
    rows = rows.filter(pl.coalesce("kdmp", named).fill_null(False) & (pl.col("status") != "Dibubarkan").fill_null(True))
    rows = with_village(with_district(rows, batch.areas)).drop_nulls(["village_key", "district_key"])
    crowded = rows.with_columns(n=pl.len().over("submission", "district_key", "village_key")).filter(pl.col("n") > 1)
    return failures(crowded, "village", SEVERAL_KDMP_IN_A_VILLAGE, pl.format("{} KDMP/KKMP", "n"))


def wrong_partners(batch: Batch) -> pl.DataFrame:
    """WRONG_PARTNER_VILLAGE at the code of one that cannot be joined: the village itself, one that has joined another, one not listed."""
    rows = batch.without_doubt(batch.of("kdmp"), "kdmp", "merged_with", "village_code").select(
        *_PLACE, "village_code", "merged_with"
    )
    joined = rows.drop_nulls("merged_with")
    if joined.is_empty():
        return no_failures()
    listed = batch.of("kdmp").select("submission", merged_with="village_code", then="merged_with", listed=True)
    listed = listed.unique(["submission", "merged_with"], keep="first", maintain_order=True)
    codes_in_doubt = batch.doubted_cells.filter((pl.col("form") == "kdmp") & (pl.col("column") == "village_code"))
    doubtful = pl.col("submission").is_in(codes_in_doubt["submission"].unique().implode())
    why = (
        pl.when(pl.col("merged_with") == pl.col("village_code")).then(pl.lit("desa/kelurahan itu sendiri"))
        .when(pl.col("listed").is_null() & ~doubtful).then(pl.lit("desa/kelurahan yang tidak ada pada formulir ini"))
        .when(pl.col("then").is_not_null()).then(pl.format("desa/kelurahan yang sendirinya bergabung dengan {}", "then"))
    )  # fmt: skip
    wrong = joined.join(listed, on=["submission", "merged_with"], how="left").with_columns(why=why).drop_nulls("why")
    return failures(wrong, "merged_with", WRONG_PARTNER_VILLAGE, pl.col("why"))
