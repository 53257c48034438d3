"""A short run of what `python -m tests.fuzz` does at length."""

from tests.fuzz.runs import run_cells, run_mutations


def test_generated_cells_end_in_accepted_rows_or_findings() -> None:
    cells, counts = run_cells(3_000, at_once=40)
    assert cells >= 3_000 and counts["accepted in part or whole"] + counts["returned"] == counts["files"]


def test_mutated_files_end_in_accepted_rows_or_findings() -> None:
    assert run_mutations(200)["files"] >= 200
