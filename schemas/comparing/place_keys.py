"""By what rows of different forms and months are known to be about the same place."""

import polars as pl

from schemas.areas import Areas
from schemas.forms.base import DISTRICT_REF, VILLAGE_REF
from schemas.gazetteer import DISTRICT, gazetteer
from schemas.place_names import parse_place

_PLACE: dict[str, pl.DataType] = {
    "area_code": pl.String(), "district": pl.String(), "district_key": pl.String(), "names_regency": pl.Boolean(),
}  # fmt: skip


def with_district(frame: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """The rows with `district_key`, the code of the kecamatan or its name as it is compared, and `names_regency`.

    A name may be a kecamatan's and its regency's: then it has the kecamatan's code and `names_regency` is True.
    """
    index = gazetteer(areas)
    lines = []
    for area, name in frame.select("area_code", "district").unique(maintain_order=True).drop_nulls().iter_rows():
        key = parse_place(name).key
        codes = index.by_name(DISTRICT, area, key)
        districts = [code for code in codes if code != area]
        lines.append((area, name, districts[0] if len(districts) == 1 else key or None, area in codes))
    keys = pl.DataFrame(lines, schema=_PLACE, orient="row")
    joined = frame.join(keys, on=["area_code", "district"], how="left", maintain_order="left")
    return joined.with_columns(
        pl.coalesce(DISTRICT_REF, "district_key").alias("district_key"), pl.col("names_regency").fill_null(False)
    )


def with_village(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with `village_key`: the code of the village, or its name as it is compared where it has no code."""
    names = frame["village"].unique().drop_nulls()
    keys = pl.Series([parse_place(name).key or None for name in names], dtype=pl.String)
    compared_name = pl.col("village").replace_strict(names, keys, default=None, return_dtype=pl.String)
    return frame.with_columns(village_key=pl.coalesce(VILLAGE_REF, compared_name))
