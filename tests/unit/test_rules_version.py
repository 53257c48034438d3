"""The rules and their version go together: a verdict of the journal names the version that it was made by."""

import hashlib

from schemas.rules import RULES, RULES_VERSION
from tests.conftest import ROOT

#: A line a version: the version, and the hash of what its rules are and say.
VERSIONS = ROOT / "tests" / "golden" / "rules_versions.txt"


def hash_of_rules() -> str:
    told = [
        f"{rule.code}|{rule.severity}|{rule.wording}|{rule.since}" for rule in sorted(RULES.values(), key=lambda rule: rule.code)
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def test_rules_that_changed_have_a_version_of_their_own() -> None:
    known = dict(line.split() for line in VERSIONS.read_text(encoding="utf-8").splitlines())
    assert known.get(RULES_VERSION) == hash_of_rules(), (
        f"raise RULES_VERSION and add to {VERSIONS.name} (or mend the line of a version that is in no release yet): {RULES_VERSION} {hash_of_rules()}"
    )


def test_the_newest_version_is_the_one_in_force() -> None:
    numbers = [tuple(map(int, line.split()[0].split("."))) for line in VERSIONS.read_text(encoding="utf-8").splitlines()]
    assert numbers == sorted(numbers) and numbers[-1] == tuple(map(int, RULES_VERSION.split(".")))


def test_every_rule_is_named_by_a_test() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [code for code in RULES if f'"{code}"' not in texts] == []
