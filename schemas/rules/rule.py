"""One rule, its severity and its tier."""

from dataclasses import dataclass

FATAL, EXPLAIN, WARNING, INFO = "fatal", "explain", "warning", "info"
SEVERITIES = (FATAL, EXPLAIN, WARNING, INFO)
#: 0 is the gravest.
SEVERITY_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
SEVERITY_WORDS = {FATAL: "Wajib diperbaiki", EXPLAIN: "Perlu penjelasan", WARNING: "Mohon dicek", INFO: "Informasi"}
TIERS = {
    1: "berkas", 2: "nilai", 3: "baris", 4: "tabel", 5: "antarformulir", 6: "antarperiode",
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One rule: its code, severity, title, the wording of its finding, and why it exists."""

    code: str
    severity: str
    title: str
    wording: str
    why: str
    since: str = "2025.1"
    owner: str = "Bidang Koperasi, Dinas Koperasi dan UKM Provinsi"

    @property
    def tier(self) -> int:
        """1 file, 2 value, 3 row, 4 table, 5 between forms, 6 between periods."""
        return int(self.code[1])
