"""Why a figure is there or not: one word a figure, the first that holds, and how it is said to a reader."""

from enum import StrEnum


class Status(StrEnum):
    """The status of a figure, in the order in which they are looked for."""

    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NOT_LOADED = "not_loaded"
    NOT_READ = "not_read"
    IN_QUESTION = "in_question"
    NO_YEAR_BEFORE = "no_year_before"
    NONE_FILLED = "none_filled"
    NO_DENOMINATOR = "no_denominator"
    FILLED = "filled"
    #: Only in what the public sees.
    SECRET = "secret"


REASONS: dict[str, str] = {
    Status.NOT_DUE: "formulir tidak jatuh tempo pada periode ini",
    Status.NOT_REPORTED: "belum ada laporan yang diterima",
    Status.NOT_LOADED: "data provinsi belum dimuat",
    Status.NOT_READ: "kolomnya tidak ada atau tidak terbaca",
    Status.IN_QUESTION: "satuan uangnya sedang ditanyakan",
    Status.NO_YEAR_BEFORE: "data setahun sebelumnya belum ada",
    Status.NONE_FILLED: "belum ada yang mengisi",
    Status.NO_DENOMINATOR: "pembaginya nol",
}
