"""What is said about a cell: what is wrong, what stands there, what is expected, an example, and the code.

The finding's own message is the source; what it does not say comes from the column's definition.
"""

import polars as pl

from assets.returning.xlsx.comments_part import NoteSign
from schemas.forms import EVERY_FORM
from schemas.notes_sheet import EMPTY_CELL, NOTHING_TO_NAME, QUOTED
from schemas.rules import RULES, SEVERITY_WORDS, Blames, Tier

#: A note on a cell begins so, then comes the severity in words; by this it is known to be ours when the workbook comes back.
NOTE_SIGN = NoteSign("Catatan verifikasi · ", "Rapor Koperasi")
#: Rules whose message says what the value was compared with, which the expected content alone does not.
_COMPARING = [code for code, rule in RULES.items() if "{detail}" in rule.wording and "Yang diperbolehkan:" in rule.wording]
_OF_CELLS = [code for code, rule in RULES.items() if rule.blames is Blames.CELL]
#: Rules between cells whose message is all that there is to say.
_ONLY_PROBLEM = [
    code for code, rule in RULES.items() if rule.tier not in (Tier.FILE, Tier.VALUE) and "Yang diperbolehkan:" not in rule.wording
]


def with_words(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings with four more columns of text, none null: `problem`, `expected`, `example` and `shown` (what stands in the cell).

    Reads form, column, cell, value and message. A message "“Status” berisi “x”. Yang diperbolehkan: Aktif, Tidak Aktif.
    Contoh: Aktif." has the problem "“Status” berisi “x”.", the expected content "Aktif, Tidak Aktif" and the example "Aktif". Without an
    example in the message there is none: a rule that compares values names none, since no value by itself would be right.
    """
    worded = findings.join(_column_words(), on=["form", "column"], how="left", maintain_order="left")
    message = pl.col("message")
    allowed = message.str.extract(r"(?s)^.*Yang diperbolehkan: (.+?)(?:\. Contoh: |\. Mohon |\.$)")
    example = message.str.extract(r"(?s)^.*Contoh: (.+?)(?:\. Bila memang |\.?$)")
    problem = message.str.replace(r"(?s)\s*(?:Yang diperbolehkan|Contoh): .*$", "")
    value = pl.col("value").fill_null("").str.strip_chars()
    # An address of a heading or a table points at a cell that is not empty.
    has_cell = (pl.col("cell").fill_null("") != "") & pl.col("rule").is_in(_OF_CELLS)
    return worded.with_columns(
        problem=problem,
        expected=pl.coalesce(allowed, "column_allowed", pl.lit("")),
        example=example.fill_null(""),
        shown=pl.when(value != "")
        .then(_quoted(value))
        .when(has_cell)
        .then(pl.lit(EMPTY_CELL))
        .otherwise(pl.lit(NOTHING_TO_NAME)),
    ).drop("column_allowed")


def expectation() -> pl.Expr:
    """What the table shows as expected, over the columns of `with_words`.

    The problem itself where nothing else is expected, and with it what the value was compared with where the rule compares.
    """
    # What she answered comes first (assets.judging.explained), and the list of what is allowed must not hide it.
    heard = pl.col("problem").str.extract(r"^(Jawaban Bapak/Ibu .*?(?:”|[A-Z]\d+)\.) ")
    expected = pl.col("expected").str.strip_suffix(".")
    return (
        pl.when(heard.is_not_null() & (pl.col("expected") != "")).then(pl.format("{} Diharapkan: {}.", heard, expected))
        .when((pl.col("expected") == "") | pl.col("rule").is_in(_ONLY_PROBLEM)).then("problem")
        .when(pl.col("rule").is_in(_COMPARING)).then(pl.format("{} Diharapkan: {}.", "problem", expected))
        .otherwise("expected")
    )  # fmt: skip


def cell_notes(worded: pl.DataFrame) -> pl.DataFrame:
    """One note a cell (sheet, cell, `note`), from findings as `with_words` gives them, the gravest of a cell first.

    The cells in the order of the frame. A cell has one note, so its findings share it, below one heading.
    """
    severity = pl.col("severity").replace_strict(SEVERITY_WORDS, return_dtype=pl.String)
    parts = [
        pl.col("problem"), pl.format("Isi saat ini: {}", "shown"),
        pl.when(pl.col("expected") != "").then(pl.format("Yang diharapkan: {}", "expected")),
        pl.when(pl.col("example") != "").then(pl.format("Contoh: {}", "example")),
        pl.format("Kode: {}", "rule"),
    ]  # fmt: skip
    body = worded.with_columns(
        heading=pl.format("{}{}", pl.lit(NOTE_SIGN.heading), severity),
        body=pl.concat_str(parts, separator="\n", ignore_nulls=True),
    )
    return body.group_by("sheet", "cell", maintain_order=True).agg(
        note=pl.concat_str(pl.col("heading").first(), pl.col("body").str.join("\n\n"), separator="\n")
    )


def _quoted(value: pl.Expr) -> pl.Expr:
    return pl.when(value.str.len_chars() > QUOTED).then(pl.format("{}…", value.str.slice(0, QUOTED))).otherwise(value)


def _column_words() -> pl.DataFrame:
    """What each column of each form allows: form, column, column_allowed."""
    words = [(form.id, column.id, column.allowed_in_words) for form in EVERY_FORM.values() for column in form.columns]
    return pl.DataFrame(words, schema=["form", "column", "column_allowed"], orient="row")
