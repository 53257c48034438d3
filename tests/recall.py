"""How many planted mistakes are found, in their very cells and by the right kind of rule: the score of a folder of samples."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from assets.judging.judging import Judgement, Past, judge_all
from assets.reading.read import read_file
from assets.receiving import filed_rows
from schemas.areas import areas
from schemas.judge import Submitted
from schemas.rules import EXPLAIN, FATAL

LAST = "2026-12"
#: Kind of mistake → the rules that are right about it.
RIGHT_RULES: dict[str, set[str]] = {
    "impossible_date": {"V203"},
    "future_date": {"V211"},
    "future_outreach": {"V211"},
    "date_before_independence": {"V210"},
    "text_in_number": {"V202"},
    "text_in_money": {"V202"},
    "reference_error": {"V212"},
    "negative_count": {"V205"},
    "negative_money": {"V205"},
    "unknown_type": {"V204"},
    "unknown_status": {"V204"},
    "unknown_stage": {"V204"},
    "unknown_category": {"V204"},
    "unknown_choice": {"V204"},
    "unknown_yes_no": {"V204"},
    "nik_of_12_digits": {"V206"},
    "nik_of_16_digits": {"V223"},
    "nik_with_letters": {"V206"},
    "nik_of_another_regency": {"V312"},
    "nib_of_wrong_length": {"V206"},
    "nib_in_nik_column": {"V224"},
    "village_code_cut": {"V207"},
    "village_of_another_regency": {"V213"},
    "unknown_district": {"V208"},
    "unknown_village": {"V209"},
    "village_in_district_column": {"V222"},
    "duplicate_nik": {"V401"},
    "duplicate_village_code": {"V401", "V313"},  # where the name beside the code says whose it is, that is told alone
    "members_do_not_add_up": {"V302"},
    "recap_does_not_add_up": {"V301"},
    "more_rat_than_cooperatives": {"V307"},
    "rat_before_legal_date": {"V303"},
    "stage_dates_out_of_order": {"V304"},
    "legal_without_number": {"V305"},
    "resolved_before_raised": {"V306"},
    "resolved_without_date": {"V308"},
    "percent_over_100": {"V205"},
    "required_cell_emptied": {"V201"},
    "more_nib_than_businesses": {"V310"},
    "more_financed_than_coached": {"V311"},
    "book_year_1900": {"V205"},
    "impossible_year": {"V205"},
    "value_in_next_column": {"V221", "V202", "V203", "V204"},
    "shifted_columns": {"V221", "V201", "V202", "V204"},
    "joined_to_itself": {"V427"},
    "two_villages_one_decree": {"V425"},
    "rat_not_as_in_register": {"V501"},
    "active_not_as_in_register": {"V501"},
    "stage_went_back": {"V603"},
    "cumulative_count_fell": {"V604"},
    "copy_of_last_month": {"V606"},
    "copy_of_another_regency": {"V607", "V404"},  # where its villages tell whose rows they are, the form is returned at once
    "cooperative_listed_twice": {"V424"},
    "cooperative_listed_by_another_number": {"V424"},
    "total_without_word": {"V421"},
    "same_figure_everywhere": {"V422"},
    "rounded_amounts": {"V423"},
}
HARMLESS, FOLLOWS = "harmless_", "follows_"


@dataclass(frozen=True)
class Score:
    """`kinds`: kind, planted, found, recall. `missed`: the planted mistakes that no right rule found. `harmless`: oddities that were noted."""

    kinds: pl.DataFrame
    missed: pl.DataFrame
    harmless: pl.DataFrame

    @property
    def recall(self) -> float:
        """Found of planted, all kinds together."""
        return float(self.kinds["found"].sum() / self.kinds["planted"].sum())

    def table(self) -> str:
        """The score by kind, as it is printed."""
        lines = [f"{'kind':40} planted  found  recall"]
        lines += [f"{kind:40} {planted:7} {found:6} {recall:7.2%}" for kind, planted, found, recall in self.kinds.iter_rows()]
        planted, found = self.kinds["planted"].sum(), self.kinds["found"].sum()
        lines.append(f"{f'{self.kinds.height} kinds':40} {planted:7} {found:6} {self.recall:7.2%}")
        return "\n".join([*lines, f"harmless oddities that were noted: {self.harmless.height}"])


def read_files(folder: Path, names: Iterable[str]) -> Submitted:
    """Files of a folder as the judge takes them."""
    told = []
    days = _days_received(folder)
    for seq, name in enumerate(names, start=1):
        reading = read_file(folder / name, name, last_period=LAST)
        receipt = {"sha256": name, "file": name, "seq": seq, "at": f"{days.get(name, date(2027, 1, 1))}T00:00:00+00:00"}
        told.append((receipt, None, reading))
    return filed_rows.tables(told, "recall")


def _days_received(folder: Path) -> dict[str, date]:
    days = {}
    for listing in folder.rglob("penerimaan.csv"):
        for line in csv.DictReader(listing.open(encoding="utf-8")):
            name = (listing.parent / line["berkas"]).relative_to(folder).as_posix()
            days[name] = date.fromisoformat(line["tanggal_diterima"])
    return days


def verdict_on(folder: Path, names: Iterable[str] | None = None) -> Judgement:
    """Read and judge the workbooks of a folder together, as one night would that received all of them."""
    chosen = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx")) if names is None else list(names)
    submitted = read_files(folder, chosen)
    return judge_all(submitted, Past(), submitted.files["period"].drop_nulls().unique().sort().to_list(), areas())


def score(folder: Path, findings: pl.DataFrame) -> Score:
    """The findings against the folder's truth.json."""
    schema = dict.fromkeys(("file", "sheet", "cell", "kind"), pl.String)
    truth = pl.DataFrame(json.loads((folder / "truth.json").read_text(encoding="utf-8")), schema=schema, strict=False)
    truth = truth.filter(pl.col("file").is_in(findings["file"].unique().implode()))
    rules = pl.DataFrame([(k, r) for k, codes in RIGHT_RULES.items() for r in codes], schema=["kind", "rule"], orient="row")
    named = findings.select("file", "sheet", "cell", "rule").unique()
    right = truth.join(rules, on="kind").join(named, on=["file", "sheet", "cell", "rule"], how="semi").unique()
    mistakes = truth.filter(~pl.col("kind").str.starts_with(HARMLESS) & ~pl.col("kind").str.starts_with(FOLLOWS))
    marked = mistakes.join(
        right.select("file", "sheet", "cell", "kind", hit=True).unique(), on=["file", "sheet", "cell", "kind"], how="left"
    )
    marked = marked.with_columns(pl.col("hit").fill_null(False))
    kinds = marked.group_by("kind").agg(planted=pl.len(), found=pl.col("hit").sum()).sort("kind")
    harmless = truth.filter(pl.col("kind").str.starts_with(HARMLESS)).join(named, on=["file", "sheet", "cell"])
    return Score(kinds.with_columns(recall=pl.col("found") / pl.col("planted")), marked.filter(~pl.col("hit")), harmless)


def worst_of_clean(verdict: Judgement) -> pl.DataFrame:
    """file, count: findings of severity `explain` or worse of each file, the most first."""
    worse = verdict.findings.filter(pl.col("severity").is_in([EXPLAIN, FATAL]))
    return worse.group_by("file").len("count").sort("count", "file", descending=[True, False])
