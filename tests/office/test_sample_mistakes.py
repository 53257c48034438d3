"""Mistakes in the sample: planted where the truth says, of many kinds, and never in what somebody copies."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from pipelines.sample import SampleSummary, make_sample
from pipelines.sample.chance import months
from pipelines.sample.filled_forms import FilledForm
from pipelines.sample.mistake_kinds import HARMLESS, KINDS
from pipelines.sample.mistakes import FOLLOWS, plant
from pipelines.sample.regencies import Regency
from pipelines.sample.scenes import Reports, Scene, scene
from pipelines.sample.whole_sheets import WHOLE_KINDS, WholeSheetMistake
from pipelines.sample.world import World
from schemas.forms import FORMS
from tests.unit.sample_fixture import BASELINE, Worlds, at, cells


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    return Worlds()


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SampleSummary]:
    directory = tmp_path_factory.mktemp("spoilt")
    return directory, make_sample(directory, first="2025-05", last="2025-05", mistakes=0.1)


def around(one: World, period: str, neighbour: Regency) -> Scene:
    return scene(1.0, period, Reports(one, tuple(months(BASELINE, period)), BASELINE), None, neighbour, "")


def test_every_planted_mistake_sits_where_the_truth_says(spoilt: tuple[Path, SampleSummary]) -> None:
    directory, summary = spoilt
    truth = json.loads((directory / "truth.json").read_text(encoding="utf-8"))
    follows = [mistake for mistake in truth if mistake["kind"].startswith(FOLLOWS)]
    assert len(truth) == summary.mistakes + summary.harmless + len(follows)
    assert {mistake["file"] for mistake in truth} == {f"{p.parent.name}/{p.name}" for p in directory.glob("*/*.xlsx")}
    tables: dict[tuple[str, str], list[list[str | None]]] = {}
    for mistake in (mistake for mistake in truth if mistake["cell"]):
        key = mistake["file"], mistake["sheet"]
        table = tables.setdefault(key, cells(directory / key[0], key[1]))
        after = None if mistake["after"] is None else str(mistake["after"])
        found = at(table, mistake["cell"])
        assert (found and found.removesuffix(" 00:00:00")) == after, mistake
        assert mistake["before"] != mistake["after"]
    spoilt_cells = [(m["file"], m["sheet"], m["cell"]) for m in truth]
    assert len(spoilt_cells) == len(set(spoilt_cells))


def test_the_kinds_of_mistakes_are_many_and_all_are_planted(worlds: Worlds) -> None:
    planted: Counter[str] = Counter()
    for one in worlds.each[1:3]:
        for period in ("2025-10", "2025-12"):
            sheets = one.submission(period, BASELINE)[1]
            planted.update(mistake["kind"] for mistake in plant(62, 0.8, around(one, period, worlds.each[9].regency), sheets))
    assert len({kind.name for kind in KINDS}) >= 25
    assert {kind.name for kind in KINDS + HARMLESS} <= set(planted)


@pytest.mark.parametrize("kind", WHOLE_KINDS, ids=lambda kind: kind.name)
def test_a_mistake_in_a_whole_sheet_remembers_every_cell_that_it_changes(worlds: Worlds, kind: WholeSheetMistake) -> None:
    one = worlds.each[1]
    for form in kind.forms:
        sheet = FilledForm(FORMS[form], "2025-12", [dict(row) for row in one.rows(form, "2025-12")])
        before = [dict(row) for row in sheet.rows]
        spoilt_cells = kind.spoil(sheet, random.Random(5), one.regency)
        before += [{}] * (len(sheet.rows) - len(before))
        changed = {
            (n, c)
            for n, (was, row) in enumerate(zip(before, sheet.rows, strict=True))
            for c in {*was, *row}
            if was.get(c) != row.get(c)
        }
        assert changed and {(cell.row, cell.column) for cell in spoilt_cells} == changed
        assert all(before[cell.row].get(cell.column) == cell.before for cell in spoilt_cells)


def test_a_form_copied_from_the_month_before_is_what_was_sent_then(worlds: Worlds) -> None:
    one = worlds.each[1]
    march, april = one.submission("2025-03", BASELINE)[1], one.submission("2025-04", BASELINE)[1]
    copied = next(sheet for sheet in march if sheet.form.id == "kdmp").rows
    planted = plant(62, 0.1, Scene("2025-04/62.02.xlsx", one.regency, worlds.each[0].regency, copied={"kdmp": copied}), april)
    assert next(sheet for sheet in april if sheet.form.id == "kdmp").rows == copied
    whole = [mistake for mistake in planted if mistake["sheet"] == "Progres KDMP"]
    assert [(mistake["cell"], mistake["kind"]) for mistake in whole] == [("", "copy_of_last_month")]


def test_what_is_copied_is_left_as_it_was(worlds: Worlds) -> None:
    one = worlds.each[1]
    sheets = one.submission("2025-04", BASELINE)[1]
    clean = [dict(row) for sheet in sheets if sheet.form.id == "kdmp" for row in sheet.rows]
    plant(62, 1.0, Scene("2025-04/62.02.xlsx", one.regency, worlds.each[0].regency, kept=frozenset({"kdmp"})), sheets)
    assert next(sheet for sheet in sheets if sheet.form.id == "kdmp").rows == clean


def test_keys_are_doubled_in_few_rows_only(worlds: Worlds) -> None:
    sheets = worlds.each[1].submission("2025-12", BASELINE)[1]
    plant(62, 1.0, around(worlds.each[1], "2025-12", worlds.each[0].regency), sheets)
    for sheet in sheets:
        if sheet.form.key:
            keys = Counter(row.get(sheet.form.key) for row in sheet.rows)
            doubled = sum(count for key, count in keys.items() if count > 1 and key is not None)
            assert doubled < 0.1 * len(sheet.rows) or len(sheet.rows) < 40
