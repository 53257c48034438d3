"""Areas by their Kemendagri code: names, spellings, and the other code systems that files come with.

Kemendagri codes are the project's own. A bare BPS number can be another regency's Kemendagri code, so an area is known from
a number only together with a name, or where all code systems agree.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO

import polars as pl

from schemas.columns import normalise

PROVINCE = "62"
#: The scope by which every regency may report.
COUNTRY = "all"
#: The regencies of the home province. A constant, so that partitions are known without opening a file.
REGENCIES = tuple(f"62.{n:02d}" for n in range(1, 14)) + ("62.71",)
#: Words before a name that say what kind of area it is.
PREFIXES = re.compile(r"^(kabupaten|kab|kota administrasi|kota|kodya|pemkab|pemko|pemerintah)\s+")


def reference_table(name: str) -> pl.DataFrame:
    """A file of schemas/reference, every column as text: a code is no number."""
    data = files("schemas.reference").joinpath(name).read_bytes()
    return pl.read_csv(BytesIO(data), infer_schema=False)


@dataclass(frozen=True)
class Areas:
    """The areas in scope: one province, or the country (`all`).

    `regencies`: code, bps_code, nik_prefix, name, full_name, type, short, distinct_name. `districts`: code, name, regency_code.
    `villages`: code, bps_code, name, type, district_code, regency_code.
    """

    scope: str

    @cached_property
    def regencies(self) -> pl.DataFrame:
        """One row a regency in scope, in the order of the code."""
        named = reference_table("province_62.csv")
        table = (
            reference_table("regencies.csv")
            .rename({"kemendagri_code": "code"})
            .join(named, on="code", how="left", suffix="_office")
        )
        table = table.with_columns(
            name=pl.coalesce("name_office", "name").str.strip_chars(),
            nik_prefix=pl.coalesce("nik_prefix", "bps_code"),
            short=pl.coalesce("short", "name"),
        ).with_columns(
            full_name=pl.format(
                "{} {}", pl.when(pl.col("type") == "kota").then(pl.lit("Kota")).otherwise(pl.lit("Kabupaten")), "name"
            )
        )
        # A kabupaten and a kota of one name (Magelang, Tegal, Bogor) stood as two equal lines on the page.
        twin = pl.col("name").is_duplicated() & (pl.col("type") == "kota")
        table = table.with_columns(distinct_name=pl.when(twin).then("full_name").otherwise("name"))
        table = self._in_scope(table, "code")
        columns = ("code", "bps_code", "nik_prefix", "name", "full_name", "type", "short", "distinct_name")
        return table.select(columns).sort("code")

    @cached_property
    def districts(self) -> pl.DataFrame:
        """One row a kecamatan in scope."""
        return self._in_scope(reference_table("districts.csv"), "code").select("code", "name", "regency_code")

    @cached_property
    def villages(self) -> pl.DataFrame:
        """One row a desa or kelurahan in scope."""
        table = self._in_scope(reference_table("villages.csv.gz"), "code")
        return table.select("code", "bps_code", "name", "type", "district_code", regency_code=pl.col("code").str.slice(0, 5))

    @cached_property
    def place_names(self) -> pl.DataFrame:
        """Every spelling of a district or village in the official lists: code, name, kind, regency_code, spelling (`place_key`)."""
        named = [
            self.districts.select("code", "name", kind=pl.lit("district")),
            self.villages.select("code", "name", kind=pl.lit("village")),
        ]
        official = pl.concat(named)
        variants = reference_table("name_variants_62.csv").select(code="kemendagri_code", variant="variant_name")
        spelled = official.join(variants, on="code", how="inner", maintain_order="left").select(
            "code", name="variant", kind="kind"
        )
        every = pl.concat([official, spelled]).unique(maintain_order=True)
        return every.with_columns(regency_code=pl.col("code").str.slice(0, 5), spelling=place_key(pl.col("name")))

    @cached_property
    def place_aliases(self) -> pl.DataFrame:
        """Spellings that a person reviewed one by one: code, name, reason."""
        return self._in_scope(reference_table("place_aliases_62.csv"), "code").select("code", "name", "reason")

    def name(self, code: str) -> str:
        """`Kabupaten Kotawaringin Timur`; for the province its own name; the code itself when it is not in scope."""
        return self._names.get(code, code)

    @cached_property
    def _names(self) -> dict[str, str]:
        provinces = {row["code"]: f"Provinsi {row['name']}" for row in reference_table("provinces.csv").iter_rows(named=True)}
        return provinces | dict(self.regencies.select("code", "full_name").iter_rows())

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the regencies in scope: those whose reports are expected."""
        return tuple(self.regencies["code"])

    @property
    def province(self) -> str:
        """The code under which the total of the scope is published."""
        return self.scope

    @property
    def province_name(self) -> str:
        """The name of the total: the province, or the country."""
        return "Indonesia" if self.scope == COUNTRY else self.name(self.scope)

    def _in_scope(self, table: pl.DataFrame, column: str) -> pl.DataFrame:
        return table if self.scope == COUNTRY else table.filter(pl.col(column).str.starts_with(self.scope + "."))


@cache
def scopes() -> frozenset[str]:
    """What can be in scope: each province by its code, and the country."""
    return frozenset(reference_table("provinces.csv")["code"]) | {COUNTRY}


@cache
def areas(scope: str = PROVINCE) -> Areas:
    """The areas of a scope (`62`, another province's code, or `all`), read once."""
    return Areas(scope)


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Normalised spelling of a regency's name → the codes of every regency of the country that bears it."""
    table = areas("all").regencies
    bearers: dict[str, set[str]] = {}
    for code, name, full, short, kind in table.select("code", "name", "full_name", "short", "type").iter_rows():
        for text in (name, short, full, *OTHER_SPELLINGS.get(code, ())):
            bearers.setdefault(normalise(text), set()).add(code)
        bearers.setdefault(normalise(f"{'kota' if kind == 'kota' else 'kab'} {name}"), set()).add(code)
    return {spelling: tuple(sorted(codes)) for spelling, codes in bearers.items()}


OTHER_SPELLINGS: dict[str, tuple[str, ...]] = {
    "62.01": ("Kota Waringin Barat", "Kab. Kota Waringin Barat"),
    "62.02": ("Kota Waringin Timur", "Kab. Kota Waringin Timur"),
    "62.71": ("Palangkaraya", "Kota Palangkaraya", "Palangka Raya", "P. Raya", "Kota P. Raya"),
}


def regency_by_name(text: str) -> tuple[str, ...]:
    """The codes of the regencies that a text names: by the whole text, and only where nobody bears that, without its prefix.

    Empty when none bears the name; several when it is ambiguous (a kota and a kabupaten of one name). The whole comes first since
    `Kota Waringin Barat` is a kabupaten's name.
    """
    key = normalise(text)
    spellings = _spellings()
    if key in spellings:
        return spellings[key]
    return spellings.get(PREFIXES.sub("", key), ())


def regency_by_code(text: str) -> tuple[str, ...]:
    """The regencies that a code can mean: one for a dotted Kemendagri code, every reading for a bare number.

    Excel shows the number 62.10 as `62.1`; no other regency is meant by it.
    """
    code = text.strip().replace(",", ".")
    if re.fullmatch(r"\d\d\.\d", code):
        code += "0"
    table = areas("all").regencies
    if re.fullmatch(r"\d\d\.\d\d", code):
        return tuple(table.filter(pl.col("code") == code)["code"])
    if re.fullmatch(r"\d{4}", code):
        same = (
            (pl.col("code").str.replace(".", "", literal=True) == code)
            | (pl.col("bps_code") == code)
            | (pl.col("nik_prefix") == code)
        )
        return tuple(table.filter(same)["code"])
    return ()


def place_key(expression: pl.Expr) -> pl.Expr:
    """How the name of a district or village is compared: lower case, without Desa/Kel./Kec., letters and digits only."""
    plain = expression.str.to_lowercase().str.replace_all(r"[^0-9a-z]+", " ").str.strip_chars()
    return plain.str.replace(r"^(desa|kelurahan|kel|ds|kecamatan|kec)\s+", "").str.replace_all(" ", "")
