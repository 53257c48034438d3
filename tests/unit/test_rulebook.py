"""The rules' pages and the wording of the rules."""

import re

import pytest

from pipelines.rulebook import pages
from schemas.rules import EXPLAIN, FATAL, RULES, SEVERITIES
from tests.conftest import ROOT


def test_the_rules_pages_are_those_of_the_register() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == pages(), "make rulebook"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_has_a_code_of_its_tier_a_severity_a_reason_and_fields_that_exist(rule: object) -> None:
    assert re.fullmatch(r"V[1-6]\d\d", rule.code)  # type: ignore[attr-defined]
    assert rule.severity in SEVERITIES  # type: ignore[attr-defined]
    assert rule.why.endswith(".")  # type: ignore[attr-defined]
    assert set(re.findall(r"\{(\w+)\}", rule.wording)) <= {"title", "value", "allowed", "example", "detail"}  # type: ignore[attr-defined]


def test_nothing_that_an_officer_reads_blames_her() -> None:
    for rule in RULES.values():
        assert not re.search(r"temuan|data salah|kesalahan Anda", rule.wording + rule.title, re.IGNORECASE)


def test_what_has_to_be_mended_says_how() -> None:
    for rule in RULES.values():
        if rule.severity in (FATAL, EXPLAIN):
            assert re.search(r"mohon|diperbolehkan|wajib diisi", rule.wording, re.IGNORECASE), rule.code
