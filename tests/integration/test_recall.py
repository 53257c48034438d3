"""The planted mistakes of sample submissions are found, in their very cells, by the right kind of rule; clean ones are left alone."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.sample import make_sample
from pipelines.sample.mistake_kinds import KINDS
from pipelines.sample.whole_sheets import WHOLE_KINDS
from schemas.rules import RULES
from tests.recall import RIGHT_RULES, Score, score, verdict_on, worst_of_clean

COPIES = {"copy_of_last_month", "copy_of_another_regency"}


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder = tmp_path_factory.mktemp("spoilt")
    make_sample(folder, first="2025-10", last="2025-12", mistakes=0.2)
    found = score(folder, verdict_on(folder).findings)
    print(found.table())
    return found


def test_99_of_100_planted_mistakes_are_found_where_they_stand(scored: Score) -> None:
    assert scored.kinds.height >= 45 and scored.kinds["planted"].sum() > 700
    assert scored.recall >= 0.99, scored.missed.group_by("kind").len().sort("len", descending=True).rows()


def test_no_kind_is_missed_more_than_now_and_then(scored: Score) -> None:
    assert scored.kinds.filter((pl.col("recall") < 0.9) & (pl.col("planted") - pl.col("found") > 1)).rows() == []


def test_odd_spellings_are_understood_and_not_noted(scored: Score) -> None:
    assert scored.harmless.rows() == []


def test_a_clean_submission_has_nothing_to_explain(sample_inbox: Path) -> None:
    findings = verdict_on(sample_inbox)
    assert worst_of_clean(findings).rows() == []
    assert findings.findings.filter(pl.col("severity") == "warning").rows() == []


def test_every_kind_of_mistake_has_its_rules() -> None:
    assert {kind.name for kind in (*KINDS, *WHOLE_KINDS)} | COPIES == set(RIGHT_RULES)
    assert {rule for rules in RIGHT_RULES.values() for rule in rules} <= set(RULES)
