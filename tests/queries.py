"""docs/queries.md: questions with their SQL and what the sample answers. `python -m tests.queries KALTENG.DUCKDB` writes the answers anew."""

import re
import sys

import duckdb

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "queries.md"
#: A query, and the table of its answer behind it.
_ASKED = re.compile(r"(```sql\n(?P<sql>[^`]*)```\n)\n*(?P<answer>(?:\|[^\n]*\n)*)\n*")


def asked(page: str) -> list[tuple[str, str]]:
    """Every query of the page with its answer, a table in Markdown."""
    return [(found["sql"], found["answer"]) for found in _ASKED.finditer(page)]


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """What a query answers, as a table in Markdown."""
    told = connection.sql(sql)
    rows = [told.columns, ["---"] * len(told.columns), *([_cell(value) for value in row] for row in told.fetchall())]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.2f}"
    return "" if value is None else str(value)


if __name__ == "__main__":
    with duckdb.connect(sys.argv[1], read_only=True) as analysts:
        told = _ASKED.sub(lambda found: f"{found[1]}\n{answer(analysts, found['sql'])}\n", PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(told.rstrip() + "\n", encoding="utf-8")
