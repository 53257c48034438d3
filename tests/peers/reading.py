"""A folder's data files as pandas reads them, and whether frictionless finds its package valid.

`reading.py PUBLIK TARGET [package]`, run by the Python of the peers' environment: leaves a parquet file for each way of reading in
TARGET (none when only the package is asked for), and `package.json`: whether the package is valid, what is wrong with it, and
file → field → (type, description).
"""

import json
import sys
from pathlib import Path

import pandas as pd
from frictionless import Package

publik, target = (Path(argument) for argument in sys.argv[1:3])
DATA = publik / "data"
READ = {
    "indicators.csv": lambda: pd.read_csv(DATA / "indicators.csv"),
    "indicators-excel.csv": lambda: pd.read_csv(DATA / "indicators-excel.csv", sep=";", decimal=","),
    "indicators.parquet": lambda: pd.read_parquet(DATA / "indicators.parquet"),
    "scores.csv": lambda: pd.read_csv(DATA / "scores.csv"),
    "laporan.xlsx": lambda: pd.read_excel(publik / "laporan.xlsx", sheet_name="Data", header=1, dtype={"Kode Wilayah": str}),
}

package = Package(str(publik / "datapackage.json"))
report = package.validate()
told = {
    "valid": report.valid,
    "wrong": report.flatten(["type", "message"])[:5],
    "fields": {
        each.path: {field.name: (field.type, field.description) for field in each.schema.fields} for each in package.resources
    },
}
(target / "package.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
for name, read in READ.items() if sys.argv[3:] != ["package"] else ():
    read().to_parquet(target / f"{name}.parquet")
