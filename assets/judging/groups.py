"""Causes, not floods: findings of one cause become one group, the groups stand most consequential first.

A cause is, in this order: rows whose values slid by one column; one value that a rule refuses again and again; a rule broken in
one column, or on the very same rows of several.
"""

import re
from dataclasses import dataclass
from functools import cache

import polars as pl

from assets.judging import titles
from assets.judging.addresses import cell_ranges, letters, located
from assets.judging.shifts import Raw, slid_rows
from schemas.forms import FORMS
from schemas.frames import GROUP
from schemas.indicators import catalogue
from schemas.rules import EXPLAIN, INFO, OF_OFFICE, SEVERITY_RANK, Tier, codes_of
from schemas.rules.between_periods import SCALE_DOUBTED
from schemas.rules.of_tables import KEY_REPEATED
from schemas.rules.of_values import NOT_A_DATE

#: More of these in one workbook wait until the first ones are answered.
EXPLAIN_AT_MOST = 15
#: A value is a cause of its own when it is refused so often in a column; so many values of a column at most.
REPEATED, VALUES_APART = 5, 3
FIRST_RANGES = 4
#: The rules that a value breaks by itself, and those that cells of a row break together: what a row that slid breaks.
_OF_VALUES, _OF_ROWS = codes_of(Tier.VALUE), codes_of(Tier.ROW)
#: A day is asked for and a tick was given, by one of these signs.
TICKED, _TICKED = "tanda centang", ("v", "✓", "✔", "√", "☑", "x", "1")
_TABLE = ["submission", "form", "sheet"]
#: What a group takes from its first finding.
_OF_FIRST = [*_TABLE, "period", "rule", "severity", "answered", "message", "column", "label", "slid", "value", "total", "end"]
_NEEDED = [*_TABLE, "period", "cell", "rule", "column", "severity", "value", "message", "explanation"]


@dataclass(frozen=True)
class Grouping:
    """`findings`: FINDING, `group` set to the id of each one's group. `groups`: GROUP, by submission in the order to tell."""

    findings: pl.DataFrame
    groups: pl.DataFrame

    def of(self, submission: str) -> "Grouping":
        """The findings and groups of one submission."""
        of_submission = pl.col("submission") == submission
        return Grouping(self.findings.filter(of_submission), self.groups.filter(of_submission))


def group_findings(findings: pl.DataFrame, raw: Raw | None = None) -> pl.DataFrame:
    """The groups (GROUP) of findings (FINDING) of any number of submissions; see `grouping`."""
    return grouping(findings, raw).groups


def grouping(findings: pl.DataFrame, raw: Raw | None = None) -> Grouping:
    """Findings with their groups. With what was submitted, slid rows are seen as well.

    `number` counts the groups of a submission from 1, fatal before explain before warning before info, then by cells, then
    those first whose column feeds an IKU; what concerns the office alone comes last. `answered` are those of which all was explained, apart
    from the rest of their cause; `asked` is False for them, and for the groups of severity explain beyond the fifteenth.
    """
    if findings.is_empty():
        return Grouping(findings, pl.DataFrame(schema=GROUP))
    lines = located(findings.select(_NEEDED).with_columns(answered=pl.col("explanation").is_not_null()))
    lines = lines.drop("cell", "explanation").with_row_index("index")
    lines = _by_shift(lines, raw)
    lines = _by_value(lines)
    lines = lines.with_columns(cause=pl.struct(*_TABLE, "answered", "rule_key", "column_key", "label").rank("dense"))
    lines = _merged(lines).join(_tables(raw), on=_TABLE, how="left", maintain_order="left")
    groups = _as_groups(lines)
    named = lines.select("index", "cause").join(groups.select("cause", "id"), on="cause", how="left").sort("index")
    return Grouping(
        findings.with_columns(named["id"].alias("group")),
        groups.with_columns(group=pl.col("id")).select(*GROUP).cast(pl.Schema(GROUP)),
    )


def numbered(groups: pl.DataFrame, replaced: pl.DataFrame) -> pl.DataFrame:
    """The groups (GROUP), numbered without those of forms (submission, form) whose place a newer file has taken: nobody is asked these.

    What is said of a whole file is not asked any more when all its forms are replaced: then it is the other file's to answer.
    """
    left = groups.join(replaced, on=["submission", "form"], how="anti", maintain_order="left")
    gone = groups.join(replaced, on=["submission", "form"], how="semi", maintain_order="left")
    nobody = gone.with_columns(number=pl.lit(None, pl.Int32), asked=pl.lit(False))
    return pl.concat([_numbered(left).select(*GROUP).cast(pl.Schema(GROUP)), nobody])


def _numbered(groups: pl.DataFrame) -> pl.DataFrame:
    """With `number` and `asked`, by the order in which the groups of each submission stand."""
    nth = pl.int_range(1, pl.len() + 1)
    among_the_first = (pl.col("severity") != EXPLAIN) | (nth.over("submission", "severity") <= EXPLAIN_AT_MOST)
    return groups.with_columns(number=nth.over("submission").cast(pl.Int32), asked=~pl.col("answered") & among_the_first)


def _by_shift(lines: pl.DataFrame, raw: Raw | None) -> pl.DataFrame:
    """With `slid`, `left`, `right` on the findings of slid rows within the columns that slid, null elsewhere."""
    null = lines.with_columns(pl.lit(None, pl.Int32).alias(name) for name in ("slid", "left", "right"))
    if raw is None:
        return null
    wrong = lines.filter(pl.col("rule").is_in(_OF_VALUES) & (pl.col("severity") != INFO) & pl.col("line").is_not_null())
    slid = slid_rows(wrong.select(*_TABLE, "line", "col", "column"), raw)
    if slid.is_empty():
        return null
    joined = lines.join(slid, on=[*_TABLE, "line"], how="left", maintain_order="left")
    inside = pl.col("col").is_between("left", "right") & pl.col("rule").is_in([*_OF_VALUES, *_OF_ROWS])
    return joined.with_columns(pl.when(inside).then(name).alias(name) for name in ("slid", "left", "right"))


def _tables(raw: Raw | None) -> pl.DataFrame:
    """How many rows each table has, and its last one: `_TABLE`, total, end."""
    frames = [
        rows.group_by("submission", "sheet").agg(form=pl.lit(form), total=pl.len().cast(pl.Int64), end=pl.col("row").max())
        for form, rows in (raw.rows if raw else {}).items()
    ]
    columns = {**dict.fromkeys(_TABLE, pl.String), "total": pl.Int64, "end": pl.Int32}
    return pl.concat([frame.select(columns.keys()) for frame in frames]) if frames else pl.DataFrame(schema=columns)


def _by_value(lines: pl.DataFrame) -> pl.DataFrame:
    """With the keys of a cause: `rule_key`, `column_key`, and `label`, the value that is refused again and again."""
    base = [*_TABLE, "rule", "column"]
    may_repeat = pl.col("slid").is_null() & pl.col("rule").is_in(_OF_VALUES) & (pl.col("value").fill_null("") != "")
    counts = lines.filter(may_repeat).group_by(*base, "value").len("times").filter(pl.col("times") >= REPEATED)
    counts = counts.sort(*base, "times", "value", descending=[*[False] * 5, True, False])
    often = counts.group_by(base, maintain_order=True).head(VALUES_APART).with_columns(label=pl.col("value"))
    labelled = lines.join(often.select(*base, "value", "label"), on=[*base, "value"], how="left", maintain_order="left")
    slid = pl.col("slid").is_not_null()
    # Whoever ticks off stages does so in all their columns, with whatever sign the keyboard has.
    ticked = ~slid & (pl.col("rule") == NOT_A_DATE.code) & pl.col("value").str.strip_chars().str.to_lowercase().is_in(_TICKED)
    return labelled.with_columns(
        label=pl.when(ticked).then(pl.lit(TICKED)).when(~slid & may_repeat).then("label"),
        rule_key=pl.when(slid).then(pl.format("geser {}", "slid")).otherwise("rule"),
        # Nor does anybody write one column of a table in millions alone.
        column_key=pl.when(slid | ticked | (pl.col("rule") == SCALE_DOUBTED.code)).then(pl.lit("")).otherwise("column"),
    )


def _merged(lines: pl.DataFrame) -> pl.DataFrame:
    """One cause where the same rule is broken, with the same value, on the very same rows of several columns."""
    of_cells = lines.filter(pl.col("line").is_not_null())
    same = of_cells.group_by("cause").agg(
        pl.col(*_TABLE, "answered", "rule_key", "label").first(), rows=pl.col("line").unique().sort().hash().sum(), n=pl.len()
    )
    first = same.with_columns(joint=pl.col("cause").min().over(*_TABLE, "answered", "rule_key", "label", "rows", "n"))
    joined = lines.join(first.select("cause", "joint"), on="cause", how="left", maintain_order="left")
    return joined.with_columns(cause=pl.coalesce("joint", "cause")).drop("joint")


def _as_groups(lines: pl.DataFrame) -> pl.DataFrame:
    """One row a cause with everything that GROUP wants, `cause`, and its `id`."""
    ranges = cell_ranges(lines.select("cause", "col", "line"), "cause")
    groups = _counted(lines).join(ranges, on="cause", how="left").join(_sharing_a_key(lines), on="cause", how="left")
    groups = groups.join(_feeding_iku(), on=["form", "column"], how="left").with_columns(pl.col("iku").fill_null(False))
    largest = ["cells", "findings", "iku"]
    order = [
        "submission",
        "answered",
        pl.col("rule").is_in(OF_OFFICE),
        SEVERITY_RANK,
        *largest,
        "form",
        "sheet",
        "top",
        "rule",
        "cause",
    ]
    falling = [isinstance(column, str) and column in largest for column in order]
    groups = groups.sort(order, descending=falling, nulls_last=True)
    key = pl.format("{}-{}-{}", "form", pl.when(pl.col("slid").is_null()).then("rule").otherwise(pl.lit("geser")), "column")
    groups = _numbered(groups.with_columns(base=key.str.strip_chars("-")))
    again = pl.int_range(1, pl.len() + 1).over("submission", "base")
    groups = groups.with_columns(id=pl.when(again == 1).then("base").otherwise(pl.format("{}-{}", "base", again)))
    group_titles = [titles.group_title(row) for row in groups.iter_rows(named=True)]
    first = pl.col("ranges").list.first().str.extract(r"^([A-Z]+\d+)")
    where = pl.coalesce("sharing", "ranges")
    sign = pl.when(pl.col("sharing").is_not_null()).then(pl.lit("; ")).otherwise(pl.lit(", "))
    more = pl.when(where.list.len() > FIRST_RANGES).then(sign + pl.lit("…")).otherwise(pl.lit(""))
    slid = pl.col("slid").is_not_null()
    return groups.with_columns(
        message=pl.when(slid).then(pl.lit(titles.SLID)).otherwise("message"), title=pl.Series(group_titles, dtype=pl.String),
        first=first.fill_null(""),
        ranges=where.list.head(FIRST_RANGES).list.join(sign).fill_null("") + more,
    )  # fmt: skip


def _sharing_a_key(lines: pl.DataFrame) -> pl.DataFrame:
    """cause, `sharing`: of rows that share their key the cells of each key together, as `A20 dan A40`; of other causes nothing.

    Two pairs that were listed as four cells read as one key that stood four times.
    """
    repeated = lines.filter((pl.col("rule") == KEY_REPEATED.code) & pl.col("line").is_not_null()).sort("line", "col")
    key = pl.col("value").str.strip_chars().str.to_lowercase()
    cells = repeated.select("cause", key=key, cell=pl.format("{}{}", letters("col"), "line"))
    of_key = cells.group_by("cause", "key", maintain_order=True).agg("cell")
    shown, rest = pl.col("cell").list.head(FIRST_RANGES), pl.col("cell").list.len() > FIRST_RANGES
    every = pl.when(rest).then(pl.concat_list(shown, pl.lit("…"))).otherwise(pl.col("cell"))
    return of_key.group_by("cause", maintain_order=True).agg(sharing=every.list.join(" dan "))


def _counted(lines: pl.DataFrame) -> pl.DataFrame:
    """One row a cause: its counts, its first finding, and what its title is made of."""
    ordered = lines.sort(SEVERITY_RANK, "line", "col", "index", nulls_last=True)
    cells = pl.struct("col", "line").filter(pl.col("line").is_not_null()).n_unique()
    quoted = pl.col("message").str.extract("“([^”]*)”").drop_nulls().unique(maintain_order=True)
    repeated = (pl.col("rule") == KEY_REPEATED.code).all()
    shape = pl.col("value").str.replace_all(r"\d", "9").str.replace_all(r"\pL+", "a")
    return ordered.group_by("cause", maintain_order=True).agg(
        pl.col(_OF_FIRST).first(),
        cells=cells.cast(pl.Int64), findings=pl.len().cast(pl.Int64), quoted=quoted.head(titles.MOST_NAMES), names=quoted.len(),
        to_mend=pl.when(repeated).then(cells.cast(pl.Int64) - pl.col("value").n_unique().cast(pl.Int64)).otherwise(cells.cast(pl.Int64)),
        columns=pl.col("column").filter(pl.col("column") != "").unique(maintain_order=True),
        left=pl.coalesce(pl.col("left").min(), pl.col("col").min()), right=pl.coalesce(pl.col("right").max(), pl.col("col").max()),
        top=pl.col("line").min(), bottom=pl.col("line").max(), rows=pl.col("line").n_unique(),
        alike=shape.mode().first().filter(shape.n_unique() == 1).first(),
    ).with_columns(left_letter=letters_or_null("left"), right_letter=letters_or_null("right"))  # fmt: skip


def letters_or_null(column: str) -> pl.Expr:
    """The letters of a column number; null where there is none."""
    return pl.when(pl.col(column).is_not_null()).then(letters(column))


@cache
def _feeding_iku() -> pl.DataFrame:
    """The columns that a key indicator is counted from: form, column, `iku` (True)."""
    feeding = set()
    for indicator in catalogue().values():
        if indicator.is_iku and indicator.form in FORMS:
            words = set(re.findall(r"\w+", f"{indicator.official.numerator} {indicator.official.denominator}"))
            feeding |= {(indicator.form, column) for column in FORMS[indicator.form].ids if column in words}
    return pl.DataFrame(sorted(feeding), schema=["form", "column"], orient="row").with_columns(iku=pl.lit(True))
