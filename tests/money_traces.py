"""Which exact amounts of money the texts of files hold, in whatever spelling: those of single cooperatives, and sums before they were rounded."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import polars as pl

from schemas.indicators import catalogue
from tests.integration.dumps import texts
from tests.money_worlds import MONEY

#: Smaller ones, and those that end in thousands, could stand in a file for another reason.
AT_LEAST = 100_000_000
#: 1234567890, 1.23456789e9, 1.234.567.890.
_NUMBER = r"\d{9,}|\d+\.\d+[eE]\+?\d{1,2}|\d{1,3}(?:\.\d{3}){2,}"


def exact_amounts(analysts: duckdb.DuckDBPyConnection) -> set[int]:
    """Every amount of a cooperative, and every exact figure that is one or a sum of them."""
    money = [code for code, indicator in catalogue().items() if indicator.is_money]
    of_cooperatives = " UNION ".join(f"SELECT {column}::DOUBLE AS amount FROM accepted.register" for column in MONEY)
    of_figures = " UNION ".join(
        f"SELECT {side} AS amount FROM official_values WHERE indicator IN (SELECT unnest($money))"
        for side in ("numerator", "denominator", "value")
    )
    found = analysts.execute(f"{of_cooperatives} UNION {of_figures}", {"money": money}).fetchall()
    amounts = {round(abs(amount)) for (amount,) in found if amount is not None}
    return {amount for amount in amounts if amount >= AT_LEAST and amount % 1000}


def amounts_in(texts: Iterable[str], wanted: set[int]) -> set[int]:
    """Those of the amounts that the texts hold."""
    numbers = pl.Series(list(texts), dtype=pl.String).str.extract_all(_NUMBER).explode().drop_nulls().unique()
    return {_whole(number) for number in numbers} & wanted


def _whole(number: str) -> int:
    return int(number.replace(".", "")) if number.count(".") > 1 else round(float(number)) if "." in number else int(number[:30])


def files_with_amounts(folder: Path, wanted: set[int]) -> dict[str, set[int]]:
    """File below the folder → the exact amounts that it holds, of those that hold any."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): amounts_in(texts(path), wanted) for path in files}
    return {name: amounts for name, amounts in found.items() if amounts}
