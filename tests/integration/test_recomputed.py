"""Every cell of official_values is what plain Python counts in the workbooks, and the public reads that table with the money rule applied."""

import csv
from datetime import date
from typing import Any

import duckdb
import pytest

from tests.recomputed.changes import UNLISTED
from tests.recomputed.counting import COLUMNS, Decree, Figures, Loaded
from tests.recomputed.office import CLOSED, LAST, Outcome, two_nights
from tests.recomputed.published import Goal, Key, Record, digits_shown, key, public_table, significant, text
from tests.recomputed.standing import REGENCIES

#: The PDRB of a year for the province and one regency, and a list of the other year.
LOADED = Loaded(
    grdp={("62", 2023): 205_000_000_000_000, ("62", 2024): 220_000_000_000_000, ("62.08", 2024): 9_000_000_000_000,
          ("62.09", 2023): 6_500_000_000_000},
    decrees=(
        Decree("modern", 2025, "62.08", "6206010020009", "Koperasi Kahayan Bersama"),
        Decree("modern", 2025, "62.09", "", "Koperasi Desa Merah Putih Tamban"),
        Decree("berprestasi", 2025, "62", "", "Koperasi Provinsi"),
    ),
)  # fmt: skip
#: Some periods of three regencies, and seeds of the whole province over more than a year.
SMALL = (62, [("2023-12", "2023-12"), ("2024-03", "2024-03"), ("2024-12", "2025-04")], ("62.07", "62.08", "62.09"))
WHOLE = [(seed, [("2023-12", "2023-12"), ("2024-03", LAST)], REGENCIES) for seed in (1, 7, 62)]


@pytest.fixture(
    scope="module", params=[SMALL, *(pytest.param(each, marks=pytest.mark.slow) for each in WHOLE)], ids=lambda p: f"seed {p[0]}"
)
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The second night's release of a province with a PDRB and lists."""
    seed, ranges, areas = request.param
    return two_nights(tmp_path_factory.mktemp("office"), seed, ranges, areas, LOADED)


@pytest.fixture(scope="module")
def table(outcome: Outcome) -> list[Record]:
    """The rows of official_values."""
    with duckdb.connect(str(outcome.release / "internal/kalteng.duckdb"), read_only=True) as database:
        official = database.table("official_values")
        return [dict(zip(official.columns, row, strict=True)) for row in official.fetchall()]


def nine_digits(cell: Any) -> Any:
    """Numbers as they are compared: to nine digits, since sums of floats may differ in the last ones."""
    return float(f"{cell:.9g}") if isinstance(cell, int | float) else cell


def differing(official: Figures, counted: Figures) -> list[str]:
    lines = [f"only in one: {each}" for each in sorted(official.keys() ^ counted.keys())]
    for each in sorted(official.keys() & counted.keys()):
        one, other = official[each], counted[each]
        lines += [
            f"{each} {name}: {one[name]} is {other[name]}"
            for name in COLUMNS
            if nine_digits(one[name]) != nine_digits(other[name])
        ]
    return lines


def test_every_official_figure_is_what_plain_python_counts_in_the_workbooks(outcome: Outcome, table: list[Record]) -> None:
    assert {record["period"] for record in table if record["is_final"]} == {CLOSED}
    assert differing({key(record): record for record in table}, outcome.counted) == []
    assert len(table) > 20_000


def test_the_public_reads_the_official_figures_with_the_money_rule_applied(outcome: Outcome, table: list[Record]) -> None:
    expected = public_table(table, outcome.counted, UNLISTED)
    with (outcome.release / "publik/data/indicators.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    public = {key(row): row for row in rows}
    assert len(public) == len(rows)
    assert public.keys() == expected.keys()
    assert [(each, name) for each, row in public.items() for name in row if row[name] != text(expected[each][name])] == []
    shown = [record for record in expected.values() if record["indicator"] == "KOP-11" and record["value"] is not None]
    assert {(record["area_code"], record["segment"]) for record in shown} > {
        ("62", ""),
        ("62", "KDMP/KKMP"),
        ("62.08", "di luar KDMP/KKMP"),
    }


def test_the_parquet_holds_the_rows_of_the_csv(outcome: Outcome) -> None:
    folder = outcome.release / "publik/data"
    rows = duckdb.read_parquet(str(folder / "indicators.parquet"))
    with (folder / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        header, *cells = csv.reader(lines)
    assert rows.columns == header
    pairs = [pair for row, texts in zip(rows.fetchall(), cells, strict=True) for pair in zip(row, texts, strict=True)]
    assert [(cell, said) for cell, said in pairs if text(cell) != said or (isinstance(cell, float) and cell != float(said))] == []


def test_what_the_public_reads_of_a_target_follows_from_the_rounded_value_and_the_rating_from_the_exact_one(
    outcome: Outcome, table: list[Record]
) -> None:
    exact = {key(record): record for record in table}
    public = public_table(table, outcome.counted, UNLISTED)
    with (outcome.release / "publik/data/scores.csv").open(encoding="utf-8", newline="") as lines:
        scores = list(csv.DictReader(lines))
    wrong = [
        (key(row), name, row[name], cell)
        for row in scores
        for name, cell in _judged(row, exact, public).items()
        if row[name] != cell
    ]
    assert wrong == []
    assert {row["indicator"] for row in scores if row["achievement"]} >= {"KOP-04", "KOP-11", "KOP-17", "KDMP-08", "LAP-02"}


def _judged(row: dict[str, str], exact: dict[Key, Record], public: dict[Key, Record]) -> dict[str, str]:
    """The cells of a line of scores.csv that follow from its value and target."""
    low, high = (float(row[name]) if row[name] else None for name in ("target_low", "target_high"))
    goal = Goal(row["indicator"], low, high, row["target_kind"], row["target_as_of"])
    record = public[key(row)]
    value = None if record["value"] is None else float(record["value"])
    is_secret = record["status"] == "secret"
    return {
        "value": text(record["value"]),
        "as_of": text(record["as_of"]),
        "achievement": text(goal.achievement(value)),
        "margin": text(goal.margin(value)),
        "rating": "" if is_secret else goal.rating(exact[key(row)]),
    }


def test_a_difference_is_seen() -> None:
    line = {"status": "filled", "as_of": date(2025, 3, 31), **dict.fromkeys(COLUMNS[:3] + COLUMNS[4:9], 1)}
    each = ("2025-03", "62", "KOP-01", "")
    assert differing({each: line}, {each: line}) == []
    assert differing({each: line}, {each: line | {"value": 2}}) == [f"{each} value: 1 is 2"]
    assert differing({each: line}, {}) == [f"only in one: {each}"]


def test_numbers_are_rounded_half_even_to_significant_digits() -> None:
    numbers = [(12345, 3), (12350, 3), (12450, 3), (-12450, 3), (0.006666, 2), (0, 3)]
    assert [text(significant(*each)) for each in numbers] == ["12300", "12400", "12400", "-12400", "0.0067", "0"]


def test_what_is_shown_of_money_is_what_the_contract_says() -> None:
    village, outside = "KDMP/KKMP", "di luar KDMP/KKMP"

    def shown(place: tuple[str, str, str], *amounts: float, is_final: bool = False) -> int | None:
        area, period, segment = place
        row = {"period": period, "area_code": area, "indicator": "KOP-11", "segment": segment, "is_final": is_final}
        return digits_shown(row, (amounts,))

    assert [shown(("62", "2025-04", segment), 1) for segment in ("", outside, village)] == [3, 3, None]
    assert [shown(("62", "2025-03", village), *[1] * n) for n in (50, 49)] == [2, None]
    assert shown(("62", "2025-04", village), *[1] * 50) is None
    december = ("62.08", "2024-12", outside)
    assert [shown(december, *[1] * 9, last, is_final=True) for last in (1, 0, 9, -10)] == [2, None, 2, None]
    assert shown(december, *[1] * 20) is None
    assert [shown((*december[:2], segment), *[1] * 20, is_final=True) for segment in ("", village)] == [None, None]
    assert shown(("62.08", "2025-03", outside), *[1] * 20, is_final=True) is None


def test_numbers_are_spelled_as_the_contract_says() -> None:
    cells = (None, 3.0, 0.1234565, 0.1234575, 2.5, True, 1234567890123.0, date(2025, 3, 31))
    assert [text(cell) for cell in cells] == ["", "3", "0.123456", "0.123458", "2.5", "true", "1234567890123", "2025-03-31"]
