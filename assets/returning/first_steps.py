"""Where to begin: the few groups, and so the smallest set of cells, whose mending clears most of what is asked."""

from dataclasses import dataclass

import polars as pl

from schemas.formatting import listing, number
from schemas.rules import EXPLAIN, FATAL
from schemas.rules.of_tables import KEY_REPEATED, TOO_MANY_REPEATED

#: Enough when this share of the findings is cleared, and a longer list of groups than this is no beginning.
ENOUGH, MOST_STEPS = 0.8, 3
#: Steps that clear less than this are no advice; without them only what returns a form is named.
WORTH_SAYING = 0.5


@dataclass(frozen=True)
class FirstSteps:
    """`numbers` of the groups to begin with, how many cells they have, and how many of all findings go with them."""

    numbers: list[int]
    cells: int
    cleared: int
    every: int

    def sentence(self) -> str:
        """The sentence for the first sheet; empty when there is nothing to choose from, or when it would name all that is asked."""
        if not self.numbers or self.cleared == self.every:
            return ""
        which = f"hal {listing([str(each) for each in self.numbers])}"
        cells = f" ({number(self.cells)} sel)" if self.cells else ""
        if self.cleared < WORTH_SAYING * self.every:
            return f"Mulai dari {which}{cells}: tanpa itu formulirnya belum dapat diterima."
        return f"Mulai dari {which}{cells}: sesudah itu {number(self.cleared)} dari {number(self.every)} catatan selesai."


def first_steps(findings: pl.DataFrame, groups: pl.DataFrame) -> FirstSteps:
    """Choose among the groups (GROUP) that one submission is asked about: the fatal ones, then greedily.

    `findings`: FINDING with `group` set. Mending a cell clears every finding on it, whatever its group; of rows that bear one
    key, all but one are mended (`to_mend`). Fewer than two groups leave nothing to choose.
    """
    asked = groups.filter(pl.col("severity").is_in([FATAL, EXPLAIN]) & pl.col("asked"))
    wanted = (
        _with_repeated_tables(findings)
        .select("group", "sheet", "cell")
        .join(asked.select("group", "number", "to_mend"), on="group", how="inner")
    )
    if asked.height < 2:
        return FirstSteps([], 0, 0, wanted.height)
    fatal = asked.filter(pl.col("severity") == FATAL).sort("number")["number"].head(MOST_STEPS).to_list()
    left, chosen = wanted, list[int]()
    while len(chosen) < MOST_STEPS and (len(chosen) < len(fatal) or left.height > (1 - ENOUGH) * wanted.height):
        chosen.append(fatal[len(chosen)] if len(chosen) < len(fatal) else _most_clearing(wanted, left))
        left = _without_cleared(wanted, left, chosen[-1])
    if wanted.height - left.height < WORTH_SAYING * wanted.height:
        chosen = fatal
    # As the letter and the list count them, so that the same cells are one number on the whole sheet.
    cells = asked.filter(pl.col("number").is_in(chosen))["cells"].sum()
    return FirstSteps(sorted(chosen), int(cells), wanted.height - left.height, wanted.height)


def _most_clearing(wanted: pl.DataFrame, left: pl.DataFrame) -> int:
    """The number of the group on whose cells most of the findings left lie; of equals the one with fewer cells to mend.

    Both frames: number, to_mend, sheet, cell of each finding; `left` are those of `wanted` that no chosen group clears.
    """
    of_group = left.group_by("number").len("gain")
    places = wanted.filter(pl.col("cell") != "").select("number", "to_mend", "sheet", "cell").unique()
    others = left.filter(pl.col("cell") != "").select("sheet", "cell", of="number").join(places, on=["sheet", "cell"])
    also = others.filter(pl.col("of") != pl.col("number")).group_by("number").len("also")
    gains = of_group.join(also, on="number", how="left").with_columns(gain=pl.col("gain") + pl.col("also").fill_null(0))
    ordered = gains.join(wanted.select("number", "to_mend").unique(), on="number").sort(
        "gain", "to_mend", "number", descending=[True, False, False]
    )
    return int(ordered["number"][0])


def _without_cleared(wanted: pl.DataFrame, left: pl.DataFrame, chosen: int) -> pl.DataFrame:
    """What is left of the findings when the cells of the group of number `chosen` are mended."""
    places = wanted.filter((pl.col("number") == chosen) & (pl.col("cell") != "")).select("sheet", "cell").unique()
    return left.filter(pl.col("number") != chosen).join(places, on=["sheet", "cell"], how="anti", maintain_order="left")


def _with_repeated_tables(findings: pl.DataFrame) -> pl.DataFrame:
    """The finding on a table full of repeated rows goes with those rows: it belongs to their group."""
    findings = findings.select("submission", "form", "sheet", "cell", "column", "rule", "group")
    keys = ["submission", "form", "column"]
    rows = findings.filter(pl.col("rule") == KEY_REPEATED.code).group_by(keys).agg(rows_group=pl.col("group").first())
    joined = findings.join(rows, on=keys, how="left", maintain_order="left")
    repeated = (pl.col("rule") == TOO_MANY_REPEATED.code) & pl.col("rows_group").is_not_null()
    return joined.with_columns(group=pl.when(repeated).then("rows_group").otherwise("group")).drop("rows_group")
