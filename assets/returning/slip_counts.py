"""What a slip counts in accepted rows, form by form, all reports at once; missing is null, never zero.

Counted as the figures are, but for villages that have joined another: their stage is told as it was written, and that figures take it from
the partner.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from schemas.forms.base import PROVENANCE
from schemas.forms.kdmp import STAGES
from schemas.forms.obstacles import NEITHER, OPEN, RESOLVED, STATES
from schemas.forms.register import ACTIVE, DISSOLVED, INACTIVE, STATUSES

#: By which key a row counts once, and by what the better row of one key is told, as in the figures: the better attested status, then the
#: newer RAT; the further stage.
_ONCE: dict[str, tuple[str, tuple[pl.Expr, ...]]] = {
    "register": (
        "nik",
        (
            pl.col("status").replace_strict(STATUSES, list(range(len(STATUSES))), default=len(STATUSES), return_dtype=pl.Int8),
            -pl.col("last_rat_date").to_physical(),
        ),
    ),
    "kdmp": (
        "village_code",
        (-pl.col("stage").replace_strict(STAGES, list(range(len(STAGES))), default=None, return_dtype=pl.Int8),),
    ),
}
_LISTED = pl.col("once") & pl.col("status").is_in([ACTIVE, INACTIVE])
#: Money speaks of the book year before the report's own.
_OF_THE_YEAR = _LISTED & (pl.col("book_year") == pl.col("period").str.slice(0, 4).cast(pl.Int32) - 1)


def total(column: str, where: pl.Expr | None = None) -> pl.Expr:
    """The sum of a column; null where no cell has a value."""
    cells = pl.col(column) if where is None else pl.col(column).filter(where)
    return pl.when(cells.count() > 0).then(cells.sum())


def filled(column: str, where: pl.Expr) -> pl.Expr:
    """How many of the rows have a value."""
    return pl.col(column).filter(where).count()


def _of_status(status: str) -> pl.Expr:
    return (pl.col("once") & (pl.col("status") == status)).sum()


@dataclass(frozen=True)
class _Counted:
    """What is counted in a form's rows: the columns that it is taken from, and the counts by their names."""

    columns: tuple[str, ...]
    counts: Mapping[str, pl.Expr]


_REGISTER = _Counted(
    ("nik", "status", "last_rat_date", "members_total", "book_year", "assets"),
    {
        "cooperatives": _LISTED.sum(),
        "active": _of_status(ACTIVE),
        "inactive": _of_status(INACTIVE),
        "dissolved": _of_status(DISSOLVED),
        "repeated": (~pl.col("once")).sum(),
        "without_status": (pl.col("once") & pl.col("status").is_null()).sum(),
        "members": total("members_total", _LISTED),
        "with_members": filled("members_total", _LISTED),
        "assets": total("assets", _OF_THE_YEAR),
        "with_assets": filled("assets", _OF_THE_YEAR),
        "other_assets": filled("assets", _LISTED & ~_OF_THE_YEAR.fill_null(False)),
    },
)
_RECAP = _Counted(
    ("cooperatives", "active", "inactive", "rat_held"),
    {name: total(name) for name in ("cooperatives", "active", "inactive", "rat_held")},
)
_VILLAGE = pl.col("once") & pl.col("village_code").is_not_null()
_KDMP = _Counted(
    ("village_code", "stage", "merged_with"),
    {
        "villages": _VILLAGE.sum(),
        "repeated": (~pl.col("once")).sum(),
        "without_code": pl.col("village_code").null_count(),
        "merged": (_VILLAGE & pl.col("merged_with").is_not_null()).sum(),
        "without_stage": (_VILLAGE & pl.col("stage").is_null()).sum(),
        **{stage: (_VILLAGE & (pl.col("stage") == stage)).sum() for stage in STAGES},
    },
)
_OBSTACLES = _Counted(
    ("status",),
    {
        state: pl.col("status").is_in([status for status, its_state in STATES.items() if its_state == state]).sum()
        for state in (OPEN, RESOLVED, NEITHER)
    },
)
_UMKM = _Counted(("micro", "small", "medium"), {name: total(name) for name in ("micro", "small", "medium")})
_COACHING = _Counted(
    ("participants_male", "participants_female"),
    {name: total(name) for name in ("participants_male", "participants_female")},
)
_BY_FORM = {
    "register": _REGISTER, "recap": _RECAP, "kdmp": _KDMP, "obstacles": _OBSTACLES, "umkm": _UMKM, "coaching": _COACHING,
}  # fmt: skip


def columns_counted(form: str) -> list[str]:
    """The columns of a form's accepted rows that `counts` looks at, those of their provenance included."""
    return [*PROVENANCE, *_BY_FORM[form].columns]


def counts(form: str, rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """One row for each group of accepted rows: the columns `by`, `rows`, and the counts of the form.

    Where submissions are not what it groups by, `submissions` lists them. `rows` has the columns of `columns_counted`.
    """
    if form in _ONCE:
        key, better_first = _ONCE[form]
        rows = _with_once(rows.sort(*better_first, "sheet", "row", nulls_last=True), key, by)
    submissions = [] if "submission" in by else [pl.col("submission").unique().alias("submissions")]
    return rows.group_by(by, maintain_order=True).agg(*submissions, rows=pl.len(), **_BY_FORM[form].counts)


def _with_once(better_first: pl.DataFrame, key: str, by: Sequence[str]) -> pl.DataFrame:
    """The rows with `once`: False on those whose key a better row of the group bears as well; a row without a key stands for itself."""
    return better_first.with_columns(once=pl.col(key).is_null() | pl.struct(*by, key).is_first_distinct())
