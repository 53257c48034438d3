"""Numbers as an officer writes them, for whole columns at once: `3.782`, `-64.100.000`, `2.661,47`.

Messages are made by the hundred thousand, so these are Polars expressions; single figures are written by `schemas.formatting`. It imports
nothing of ours: the forms' own modules use it.
"""

import polars as pl


def thousands(number: pl.Expr) -> pl.Expr:
    """Numbers as whole ones: 3782.4 → `3.782`; null stays null."""
    return number_as_written(number.round().cast(pl.Int64).cast(pl.String))


def number_as_written(text: pl.Expr) -> pl.Expr:
    """Texts, those of them that are numbers as a program keeps them in our spelling: `-64100000` → `-64.100.000`, `2661.47` → `2.661,47`.

    Any other text stands as it is, and so does `3.782`, which an office may have typed for thousands.
    """
    is_plain = text.str.contains(r"^-?\d+(\.\d+)?$") & ~text.str.contains(r"^-?\d{1,3}\.\d{3}$")
    whole = text.str.extract(r"^-?(\d+)").str.reverse().str.replace_all(r"(\d{3})", "${1}.").str.reverse().str.strip_prefix(".")
    decimals = text.str.extract(r"\.(\d*[1-9])0*$")
    sign = pl.when(text.str.starts_with("-")).then(pl.lit("-")).otherwise(pl.lit(""))
    fraction = pl.when(decimals.is_not_null()).then(pl.format(",{}", decimals)).otherwise(pl.lit(""))
    return pl.when(is_plain).then(pl.concat_str(sign, whole, fraction)).otherwise(text)
