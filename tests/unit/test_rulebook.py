"""The page of the rules, and what a rule says of itself."""

import re

import pytest

from pipelines.rulebook import page
from schemas.rules import (
    EXPLAIN,
    FATAL,
    RULES,
    SEVERITIES,
    Rule,
    Tier,
    between_forms,
    between_periods,
    of_files,
    of_rows,
    of_tables,
    of_values,
)
from tests.conftest import ROOT

#: Name → rule of each constant that stands for one; two modules may not share a name.
NAMED = [
    (name, rule)
    for module in (of_files, of_values, of_rows, of_tables, between_forms, between_periods)
    for name, rule in vars(module).items()
    if isinstance(rule, Rule)
]


def test_the_page_of_the_rules_is_that_of_the_register() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == page(), "make rulebook"


def test_every_rule_has_an_anchor_and_a_link_to_it_on_the_page() -> None:
    text = page()
    assert [code for code in RULES if f'<a id="{code}">' not in text or f"(#{code})" not in text] == []


def test_a_code_and_a_name_stand_for_one_rule_each() -> None:
    assert len({name for name, _ in NAMED}) == len({rule.code for _, rule in NAMED}) == len(NAMED) == len(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_has_a_code_of_its_tier_a_severity_a_reason_and_fields_that_exist(rule: Rule) -> None:
    assert re.fullmatch(rf"V{[*Tier].index(rule.tier) + 1}\d\d", rule.code)
    assert rule.severity in SEVERITIES
    assert rule.why.endswith(".")
    assert set(re.findall(r"\{(\w+)\}", rule.wording)) <= {"title", "value", "allowed", "example", "detail"}


def test_only_a_value_that_has_to_be_explained_is_emptied() -> None:
    emptying = [rule for rule in RULES.values() if rule.empties]
    assert {rule.severity for rule in emptying} == {EXPLAIN}
    asked = {rule.code for rule in RULES.values() if rule.tier is Tier.VALUE and rule.severity == EXPLAIN}
    assert asked <= {rule.code for rule in emptying}


def test_a_sentence_answers_neither_what_must_be_mended_nor_what_does_not_count() -> None:
    answerable = {rule.code for rule in RULES.values() if rule.takes_explanation}
    assert not answerable & {"V111", "V201", "V204", "V134", "V140", "V611"}
    assert {"V302", "V144", "V208", "V608"} <= answerable


def test_nothing_that_an_officer_reads_blames_her() -> None:
    for rule in RULES.values():
        assert not re.search(r"temuan|data salah|kesalahan Anda", rule.wording + rule.title, re.IGNORECASE)


def test_what_has_to_be_mended_says_how() -> None:
    for rule in RULES.values():
        if rule.severity in (FATAL, EXPLAIN):
            assert re.search(r"mohon|diperbolehkan|wajib diisi", rule.wording, re.IGNORECASE), rule.code
