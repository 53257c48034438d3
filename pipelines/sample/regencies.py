"""The regencies, districts and villages of the reference files, as the simulated world needs them."""

from dataclasses import dataclass

import polars as pl

from schemas.areas import COUNTRY, areas, reference_table, scopes


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
    if scope not in scopes():
        raise ValueError(
            f'Wilayah "{scope}" tidak dikenal. Isilah kode provinsi, misalnya 62, atau "all" untuk seluruh Indonesia.'
        )
    table = _in_scope(_regency_table(), scope)
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
    """Every regency of the country, by the names and NIK prefixes that reading and templates know it by."""
    known = areas(COUNTRY).regencies.select("code", "full_name", "nik_prefix")
    counted = reference_table("regencies.csv").select("population_2024s2", "capital", code="kemendagri_code")
    return known.join(counted, on="code", maintain_order="left").with_row_index("ordinal")


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
    return table if scope == COUNTRY else table.filter(pl.col("code").str.starts_with(f"{scope}."))
