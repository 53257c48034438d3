"""The register of rules: code, severity and Indonesian wording of every catatan verifikasi.

Code names a rule by its constant (`of_values.NOT_A_NUMBER`), people by its code (`V202`), which is what stands in frames and files:
`V`, the tier's digit (1 file, 2 value, 3 row, 4 table, 5 between forms, 6 between periods) and two digits, never reused. What a
rule does follows from its fields and never from a piece of its code. Wordings may name {title} (the column), {value} (what stands
there), {allowed}, {example} and {detail} (what it was compared with, or what was found). An {example} only where a value can be right by
itself, which it cannot for a rule that compares. What a rule checks is bound to its columns in the form's module; what belongs here is how it
is named and told.
"""

from schemas.rules import between_forms, between_periods, of_files, of_rows, of_tables, of_values
from schemas.rules.rule import EXPLAIN, FATAL, INFO, SEVERITIES, SEVERITY_RANK, SEVERITY_WORDS, WARNING, Blames, Rule, Tier

__all__ = [
    "EXPLAIN", "FATAL", "INFO", "OF_OFFICE", "RULES", "RULES_VERSION", "SEVERITIES", "SEVERITY_RANK", "SEVERITY_WORDS", "WARNING", "Blames", "Rule",
    "Tier", "codes_of",
]  # fmt: skip

#: Goes into every verdict of the journal; raise it when a rule is added or changes what it finds.
RULES_VERSION = "2025.1.8"

#: Code → rule: every rule that is a constant of one of the tiers' modules.
RULES: dict[str, Rule] = {
    rule.code: rule
    for module in (of_files, of_values, of_rows, of_tables, between_forms, between_periods)
    for rule in vars(module).values()
    if isinstance(rule, Rule)
}


#: The codes of what concerns the office alone.
OF_OFFICE = [code for code, rule in RULES.items() if rule.of_office]


def codes_of(*tiers: Tier) -> list[str]:
    """The codes of the rules of these tiers, as they stand in a column `rule`."""
    return [code for code, rule in RULES.items() if rule.tier in tiers]
