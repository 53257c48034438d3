"""The regencies, districts and villages of the reference files, as the simulated world needs them."""

from dataclasses import dataclass

import polars as pl

from schemas.areas import reference_table


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan: Kemendagri code, name, its kecamatan, and whether it is a kelurahan."""

    code: str
    name: str
    district: str
    urban: bool

    @property
    def cooperative(self) -> str:
        """The name that its Koperasi Merah Putih bears."""
        return f"Koperasi {'Kelurahan' if self.urban else 'Desa'} Merah Putih {self.name}"


@dataclass(frozen=True, slots=True)
class Regency:
    """A regency with its kecamatan and villages; `ordinal` is its place among the regencies of the country."""

    code: str
    name: str
    nik_prefix: str
    population: int
    ordinal: int
    capital: str
    districts: tuple[str, ...]
    villages: tuple[Village, ...]


def read_regencies(scope: str) -> list[Regency]:
    """The regencies of a province (`62`), or of the country (`all`), in the order of their codes.

    ValueError when there is no such province.
    """
    table = _regency_table()
    if scope != "all":
        table = table.filter(pl.col("code").str.starts_with(f"{scope}."))
    if table.is_empty() or (scope != "all" and len(scope) != 2):
        raise ValueError(
            f'Wilayah "{scope}" tidak dikenal. Isilah kode provinsi, misalnya 62, atau "all" untuk seluruh Indonesia.'
        )
    districts = _districts(scope)
    villages = _villages_by_regency(scope)
    return [
        Regency(
            row["code"], row["full_name"], row["nik_prefix"], int(row["population_2024s2"]), row["ordinal"],
            row["capital"],
            districts[row["code"]], villages[row["code"]],
        )
        for row in table.iter_rows(named=True)
    ]  # fmt: skip


def _regency_table() -> pl.DataFrame:
    """Every regency of the country; the home province by the office's own names and NIK prefixes."""
    office = reference_table("province_62.csv").select("code", "nik_prefix", office_name="name")
    table = reference_table("regencies.csv").rename({"kemendagri_code": "code"}).sort("code").with_row_index("ordinal")
    kind = pl.when(pl.col("type") == "kota").then(pl.lit("Kota ")).otherwise(pl.lit("Kabupaten "))
    return table.join(office, on="code", how="left", maintain_order="left").with_columns(
        full_name=pl.coalesce(kind + pl.col("office_name"), "full_name"),
        nik_prefix=pl.coalesce("nik_prefix", "bps_code"),
    )


def _districts(scope: str) -> dict[str, tuple[str, ...]]:
    """Regency code → the names of its kecamatan."""
    table = _in_scope(reference_table("districts.csv"), scope).group_by("regency_code", maintain_order=True).agg("name")
    return {code: tuple(names) for code, names in table.iter_rows()}


def _villages_by_regency(scope: str) -> dict[str, tuple[Village, ...]]:
    """Regency code → its villages, in the order of their codes."""
    names = reference_table("districts.csv").select("code", district="name")
    table = _in_scope(reference_table("villages.csv.gz"), scope).join(
        names, left_on="district_code", right_on="code", maintain_order="left"
    )
    by_regency: dict[str, list[Village]] = {}
    for code, name, district, kind in table.select("code", "name", "district", "type").iter_rows():
        by_regency.setdefault(code[:5], []).append(Village(code, name, district, kind == "kelurahan"))
    return {code: tuple(villages) for code, villages in by_regency.items()}


def _in_scope(table: pl.DataFrame, scope: str) -> pl.DataFrame:
    """The rows whose `code` lies in a province, or all."""
    return table if scope == "all" else table.filter(pl.col("code").str.starts_with(f"{scope}."))
