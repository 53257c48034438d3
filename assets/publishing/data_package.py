"""`publik/datapackage.json` (Frictionless): every data file with its columns, types, units and meaning; and `publik/SHA256SUMS`.

What a column means is told by `schemas.column_words`, which the analysts' file takes its comments from too.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from assets.publishing import imprint, sentences, tabular
from assets.publishing.edition import Edition
from schemas import periods
from schemas.column_words import described
from schemas.indicators.status import Status

PACKAGE, SUMS = "datapackage.json", "SHA256SUMS"
#: By what a row of each table is told from all others.
KEYS = {
    "official_values": ("area_key", "period", "segment", "indicator"),
    "scores": ("area_key", "period", "segment", "indicator"),
}
#: Columns that no row is without.
REQUIRED = ("area_key", "area_code", "period", "indicator", "unit")
UNITS = {"coverage": "bagian (0 sampai 1)", "contributors": "baris", "base": "baris", "achievement": "%"}
BY_COLUMN = "menurut kolom {}"
IN_ITS_UNIT = ("numerator", "denominator", "value", "low", "high", "target_low", "target_high", "margin")
_TYPES: dict[type[pl.DataType], str] = {pl.Boolean: "boolean", pl.Date: "date", pl.String: "string"}


@dataclass(frozen=True)
class DataFile:
    """One file of `publik/data/`: its name, which table it holds, and what it is for. `excel`: in the spelling of an Indonesian Excel."""

    file: str
    table: str
    title: str
    excel: bool = False


FILES = (
    DataFile("indicators.csv", "official_values", "Semua indikator, periode, dan wilayah: UTF-8, koma, titik desimal"),
    DataFile(
        "indicators-excel.csv",
        "official_values",
        "Isi yang sama untuk Excel berbahasa Indonesia: titik koma, koma desimal",
        excel=True,
    ),
    DataFile(
        "indicators.parquet", "official_values", "Isi yang sama untuk pengolahan data; jenis kolomnya tersimpan di dalamnya"
    ),
    DataFile("scores.csv", "scores", "Target, capaian, dan kriteria: UTF-8, koma, titik desimal"),
)


def write_package(edition: Edition, public: Path) -> None:
    """Write `datapackage.json` of the data files that lie below `public` already."""
    laid_down = imprint.publisher(edition)
    name = laid_down["name"] or f"Dinas Koperasi dan UKM Provinsi {edition.place}"
    line = " · ".join(sentences.headline(edition))
    mark = f"{edition.mark}. " if edition.mark else ""
    tables = {
        "official_values": edition.values.select(tabular.INDICATORS).schema,
        "scores": tabular.with_key(edition.scores).select(tabular.SCORES).schema,
    }
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": f"rapor-koperasi-{edition.total}",
        "title": f"Rapor Koperasi {edition.place}",
        "description": f"{mark}{line}. Nilai yang kosong tidak pernah berarti nol: kolom status menyebut sebabnya.",
        "created": edition.figures.made_at.isoformat(),
        "contributors": [{"title": name, "role": "publisher"}],
        "sources": [{"title": f"Laporan kabupaten/kota yang diterima {name}"}],
    }
    if edition.period:
        package["version"] = edition.period
        package["temporal"] = {"until": periods.end(edition.period).isoformat()}
    if licence := laid_down["licence"]:
        package["licenses"] = [
            {"name": licence.replace(" ", "-"), "title": licence + (" (contoh)" if laid_down["sample"] else "")}
        ]
    package["resources"] = [_resource(each, tables[each.table], public) for each in FILES]
    (public / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_sums(public: Path) -> None:
    """Write `SHA256SUMS` of every other file below `public`; `sha256sum -c SHA256SUMS` checks them."""
    files = sorted(path for path in public.rglob("*") if path.is_file() and path != public / SUMS)
    lines = [f"{_sha256(path)}  {path.relative_to(public).as_posix()}\n" for path in files]
    (public / SUMS).write_text("".join(lines), encoding="utf-8")


def _resource(data: DataFile, schema: pl.Schema, public: Path) -> dict[str, Any]:
    """What the package says of one file."""
    path = public / "data" / data.file
    is_csv = path.suffix == ".csv"
    resource: dict[str, Any] = {
        "name": path.name.replace(".", "-"), "title": data.title, "path": f"data/{data.file}", "format": path.suffix[1:],
        "bytes": path.stat().st_size,
    }  # fmt: skip
    names = {name: tabular.TITLES[name] if data.excel else name for name in schema}
    columns = [*schema.items(), *([("note", pl.String())] if data.excel else [])]
    if is_csv:
        resource |= {"type": "table", "encoding": "utf-8-sig" if data.excel else "utf-8",
                     "dialect": {"delimiter": ";" if data.excel else ","}}  # fmt: skip
    else:
        # Frictionless reads Parquet through pandas, which has no missing whole number: it would call each an error.
        resource["type"] = "file"
    resource["schema"] = {
        "fields": [_field(data, name, dtype) for name, dtype in columns],
        "primaryKey": [names[name] for name in KEYS[data.table]],
        "missingValues": [""],
    }
    return resource


def _field(data: DataFile, name: str, dtype: pl.DataType) -> dict[str, Any]:
    """What the package says of one column: of what type it is, in which unit, and what it means."""
    kind = _TYPES.get(type(dtype), "integer" if dtype.is_integer() else "number")
    field: dict[str, Any] = {"name": tabular.TITLES[name] if data.excel else name, "type": kind}
    if name in tabular.TITLES and not data.excel:
        field["title"] = tabular.TITLES[name]
    field["description"] = described(data.table, name)
    if unit := UNITS.get(name) or (BY_COLUMN.format("Satuan" if data.excel else "unit") if name in IN_ITS_UNIT else ""):
        field["unit"] = unit
    if data.excel and kind == "number":
        field["decimalChar"] = ","
    if kind == "boolean":
        field |= {"trueValues": ["Ya" if data.excel else "true"], "falseValues": ["Tidak" if data.excel else "false"]}
    if name in REQUIRED:
        field["constraints"] = {"required": True}
    if name == "status":
        field["constraints"] = {"required": True, "enum": [status.value for status in Status]}
    return field


def _sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
