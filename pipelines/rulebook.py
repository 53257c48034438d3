"""The page of the rules, made from the register of rules: python -m pipelines.rulebook docs/rules.md"""

import sys
from pathlib import Path

from schemas.forms import EVERY_FORM
from schemas.rules import RULES, SEVERITY_WORDS, Rule, Tier

DENOMINATORS = {
    Tier.FILE: "berkas yang diterima", Tier.VALUE: "sel terisi pada kolomnya", Tier.ROW: "baris yang sel-selnya lolos aturan nilai",
    Tier.TABLE: "formulir yang diterima", Tier.BETWEEN_FORMS: "pasangan formulir dalam satu periode",
    Tier.BETWEEN_PERIODS: "formulir yang mempunyai laporan sebelumnya",
}  # fmt: skip
HEADING = "# Aturan pemeriksaan\n\nDibuat dari `schemas/rules/` dengan `make rulebook`.\n"


def section(rule: Rule) -> str:
    """What the page says of one rule, in Markdown, under an anchor of its code."""
    columns = [
        f"{form.title}: {form.column(check.column).title}"
        for form in EVERY_FORM.values()
        for check in form.checks
        if check.rule == rule
    ]
    checked = f"Kolom: {'; '.join(dict.fromkeys(columns))}\n\n" if columns else ""
    return (
        f'## <a id="{rule.code}"></a>{rule.code} · {rule.title}\n\n'
        f"**{SEVERITY_WORDS[rule.severity]}** · tingkat {rule.tier.value} · sejak aturan versi {rule.since} · penanggung jawab: {rule.owner}\n\n"
        f"> {rule.wording}\n\n"
        f"Alasan: {rule.why}\n\n"
        f"{checked}"
        f"Pembagi: {DENOMINATORS[rule.tier]}.\n"
    )


def page() -> str:
    """The whole page: an index with a link to each rule, then every rule in the order of the codes."""
    rules = [RULES[code] for code in sorted(RULES)]
    index = [f"| [{r.code}](#{r.code}) | {SEVERITY_WORDS[r.severity]} | {r.tier.value} | {r.title} |" for r in rules]
    table = "\n".join(["| kode | tingkat kepentingan | tingkat | aturan |", "|---|---|---|---|", *index, ""])
    return "\n".join([HEADING, table, *map(section, rules)])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
