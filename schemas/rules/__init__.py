"""The register of rules: code, severity and Indonesian wording of every catatan verifikasi.

A code is `V`, the tier's digit (1 file, 2 value, 3 row, 4 table, 5 between forms, 6 between periods) and two digits. It is
never reused. Wordings may name {title} (the column), {value} (what stands there), {allowed}, {example} and {detail} (what it
was compared with, or what was found). What a rule checks is bound to its columns in the form's module; what belongs here is
how it is named and told.
"""

from schemas.rules.between_forms import FORM_RULES
from schemas.rules.between_periods import PERIOD_RULES
from schemas.rules.of_files import FILE_RULES
from schemas.rules.of_rows import ROW_RULES
from schemas.rules.of_tables import TABLE_RULES
from schemas.rules.of_values import VALUE_RULES
from schemas.rules.rule import EXPLAIN, FATAL, INFO, SEVERITIES, SEVERITY_WORDS, TIERS, WARNING, Rule

__all__ = [
    "DISPUTED", "EXPLAIN", "FATAL", "INFO", "KEPT", "RULES", "RULES_VERSION", "SEVERITIES", "SEVERITY_WORDS", "SHORTENED", "TIERS", "WARNING", "Rule",
]  # fmt: skip

#: Goes into every verdict of the journal; raise it when a rule is added or changes what it finds.
RULES_VERSION = "2025.1.6"
#: The rule of a file whose sources put in doubt whose it is or for which period, and the one that then keeps what was accepted before.
DISPUTED, KEPT = "V146", "V152"
#: The rule of a version that is much shorter than the one before it.
SHORTENED = "V608"

RULES: dict[str, Rule] = {
    rule.code: rule for rule in (*FILE_RULES, *VALUE_RULES, *ROW_RULES, *TABLE_RULES, *FORM_RULES, *PERIOD_RULES)
}
