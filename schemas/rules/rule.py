"""What a rule is: its code, how grave a finding of it is, what it looks at and blames, and the words in which it is told."""

from dataclasses import dataclass
from enum import Enum

import polars as pl

FATAL, EXPLAIN, WARNING, INFO = "fatal", "explain", "warning", "info"
#: The gravest first.
SEVERITIES = (FATAL, EXPLAIN, WARNING, INFO)
SEVERITY_WORDS = {FATAL: "Wajib diperbaiki", EXPLAIN: "Perlu penjelasan", WARNING: "Mohon dicek", INFO: "Informasi"}
#: The column `severity` as a number to sort by (Int32): 0 is the gravest, what is no severity comes last.
SEVERITY_RANK = pl.col("severity").replace_strict(
    {severity: rank for rank, severity in enumerate(SEVERITIES)}, default=len(SEVERITIES), return_dtype=pl.Int32
)


class Tier(Enum):
    """What a rule looks at; the value is the word that people read. Their order is that of the digit in a rule's code, from 1."""

    FILE = "berkas"
    VALUE = "nilai"
    ROW = "baris"
    TABLE = "tabel"
    BETWEEN_FORMS = "antarformulir"
    BETWEEN_PERIODS = "antarperiode"


class Blames(Enum):
    """What a finding of a rule is about, which decides its address: a cell has its own, a column that of its heading, a table none.

    What reading finds in a file it points at itself, sheet and cell, where there is one.
    """

    CELL = "cell"
    COLUMN = "column"
    TABLE = "table"
    FILE = "file"


@dataclass(frozen=True)
class Rule:
    """One rule. `title`, `wording` and `why` are Indonesian: its name, what a finding says, and the reason for it.

    `empties`: what it blames does not count; a cell's value is null among the accepted rows. `may_be_explained`: the officer
    is offered a cell for her explanation, as she is for everything that asks for one. `of_office`: it is about what the office itself wrote
    down of a file, and is told to nobody else.
    """

    code: str
    severity: str
    title: str
    wording: str
    why: str
    tier: Tier
    blames: Blames
    empties: bool = False
    may_be_explained: bool = False
    of_office: bool = False
    since: str = "2025.1"
    owner: str = "Bidang Koperasi, Dinas Koperasi dan UKM Provinsi"

    @property
    def takes_explanation(self) -> bool:
        """True when a sentence of the officer can answer a finding: not where something must be mended or its value does not count."""
        return self.may_be_explained or (self.severity in (EXPLAIN, WARNING) and not self.empties)
