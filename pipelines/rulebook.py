"""The rules' pages, made from the register of rules: python -m pipelines.rulebook docs/rules"""

import sys
from pathlib import Path

from schemas.forms import FORMS
from schemas.rules import RULES, SEVERITY_WORDS, TIERS, Rule

DENOMINATORS = {
    1: "berkas yang diterima", 2: "sel terisi pada kolomnya", 3: "baris yang sel-selnya lolos aturan nilai", 4: "formulir yang diterima",
    5: "pasangan formulir dalam satu periode", 6: "formulir yang mempunyai laporan sebelumnya",
}  # fmt: skip
HEADING = "# Aturan pemeriksaan\n\nDibuat dari `schemas/rules/`; satu halaman untuk setiap aturan.\n"


def page(rule: Rule) -> str:
    """The page of one rule, in Markdown."""
    columns = [
        f"{form.title}: {form.column(check.column).title}"
        for form in FORMS.values()
        for check in form.checks
        if check.rule == rule.code
    ]
    checked = f"Kolom: {'; '.join(dict.fromkeys(columns))}\n\n" if columns else ""
    return (
        f"# {rule.code} · {rule.title}\n\n"
        f"**{SEVERITY_WORDS[rule.severity]}** · tingkat {TIERS[rule.tier]} · sejak aturan versi {rule.since} · penanggung jawab: {rule.owner}\n\n"
        f"> {rule.wording}\n\n"
        f"Alasan: {rule.why}\n\n"
        f"{checked}"
        f"Pembagi: {DENOMINATORS[rule.tier]}.\n"
    )


def pages() -> dict[str, str]:
    """File name → text, the index included."""
    rows = [
        f"| [{r.code}]({r.code}.md) | {SEVERITY_WORDS[r.severity]} | {TIERS[r.tier]} | {r.title} |"
        for r in sorted(RULES.values(), key=_code)
    ]
    index = "\n".join([HEADING, "| kode | tingkat kepentingan | tingkat | aturan |", "|---|---|---|---|", *rows, ""])
    return {"README.md": index} | {f"{rule.code}.md": page(rule) for rule in RULES.values()}


def _code(rule: Rule) -> str:
    return rule.code


def write(folder: Path) -> None:
    """Write every page, and remove those of rules that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
