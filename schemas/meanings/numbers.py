"""Numbers as people write them: `Rp 1.250.000,-`, `(1.500)`, `3,955`, `76,60%`.

In one plan 2540 cooperatives had become 2.6: a point before three digits is thousands in a count, but may be decimals in a percentage.
"""

import polars as pl

from schemas.columns import Column, Kind
from schemas.meanings import MEANING
from schemas.rules.of_values import NOT_A_NUMBER, NOT_A_WHOLE_NUMBER

#: Kinds whose numbers may have decimals.
WITH_DECIMALS = frozenset({Kind.PERCENT, Kind.NUMBER})
#: The shapes of a number that tell how its column is written: Indonesian, English, a point as the decimal sign of a machine.
LOCAL, ENGLISH, POINT_DECIMAL = "local", "english", "point decimal"
#: What offices write behind a number of persons or things.
UNIT = r"\s*\b(orang|org|jiwa|unit|koperasi|kop|usaha|desa|kelurahan|anggota|buah)\.?$"
#: One group of three behind one sign: thousands or decimals.
POINT_THREE, COMMA_THREE = "point three", "comma three"


def meanings_of_numbers(column: Column, texts: pl.Series) -> pl.DataFrame:
    """`Rp 1.250.000,-` → 1250000, `(1.500)` → -1500, `76,5` → 76.5.

    Of a whole number `value` takes a single group of three for thousands. Of a number that may have decimals `value` takes it for
    decimals and `other` for thousands. A number with decimals in a whole column is NOT_A_WHOLE_NUMBER.
    """
    frame = pl.DataFrame({"text": texts, "plain": _without_ornaments(texts, percent=column.kind in WITH_DECIMALS)})
    frame = frame.with_columns(shape=_shape(pl.col("plain")))
    if column.kind in WITH_DECIMALS:
        return _fractions(frame, column)
    whole = _in_machine_form(pl.col("plain"), pl.col("shape")).str.replace(r"\.0*$", "")
    value = whole.cast(column.dtype, strict=False)
    broken = (
        pl.when(whole.str.contains(".", literal=True))
        .then(pl.lit(NOT_A_WHOLE_NUMBER.code))
        .when(value.is_null())
        .then(pl.lit(NOT_A_NUMBER.code))
    )
    return frame.with_columns(value=value, other=pl.lit(None, column.dtype), rule=broken).select(MEANING)


def whole_part(texts: pl.Series) -> pl.Series:
    """Numbers as they are written (`Rp 1.883,7`) without their decimals, Int64; null where a text is none."""
    frame = pl.DataFrame({"plain": _without_ornaments(texts, percent=False)}).with_columns(shape=_shape(pl.col("plain")))
    return frame.select(
        _in_machine_form(pl.col("plain"), pl.col("shape")).cast(pl.Float64, strict=False).cast(pl.Int64)
    ).to_series()


def _without_ornaments(texts: pl.Series, *, percent: bool) -> pl.Series:
    """The texts without currency, brackets (which make a number negative), `,-` and, of a percentage, its sign; else as they stand."""
    currency = r"^(-?)\s*(?:rp|idr)\.?\s*"
    plain = texts.str.to_lowercase().str.replace("−", "-", literal=True).str.replace(r"^['’`+]", "").str.replace(currency, "$1")
    plain = plain.str.replace(r"^\(\s*([^-].*?)\s*\)$", "-$1").str.replace(currency, "$1").str.replace(r"\s*[,.]\s*-+$", "")
    plain = plain.str.replace(r"\s*%$", "") if percent else plain.str.replace(UNIT, "")
    spaced = plain.str.contains(r"^-?\d{1,3}(\s\d{3})+([.,]\d+)?$")
    return pl.select(pl.when(spaced).then(plain.str.replace_all(r"\s", "")).otherwise(plain)).to_series()


def _shape(plain: pl.Expr) -> pl.Expr:
    """How a number without its ornaments is written; null when it is none."""
    return (
        pl.when(plain.str.contains(r"^-?\d+$")).then(pl.lit("plain"))
        .when(plain.str.contains(r"^-?[1-9]\d{0,2}\.\d{3}$")).then(pl.lit(POINT_THREE))
        .when(plain.str.contains(r"^-?[1-9]\d{0,2},\d{3}$")).then(pl.lit(COMMA_THREE))
        .when(plain.str.contains(r"^-?\d+\.\d+$")).then(pl.lit(POINT_DECIMAL))
        .when(plain.str.contains(r"^-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$|^-?\d+,\d+$")).then(pl.lit(LOCAL))
        .when(plain.str.contains(r"^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$")).then(pl.lit(ENGLISH))
    )  # fmt: skip


def _in_machine_form(plain: pl.Expr, shape: pl.Expr) -> pl.Expr:
    """Digits with a point for decimals; a single group of three is taken for thousands."""
    local = plain.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    english = plain.str.replace_all(",", "", literal=True)
    return (
        pl.when(shape.is_in([LOCAL, POINT_THREE])).then(local)
        .when(shape.is_in([ENGLISH, COMMA_THREE])).then(english)
        .when(shape.is_not_null()).then(plain)
    )  # fmt: skip


def _fractions(frame: pl.DataFrame, column: Column) -> pl.DataFrame:
    """Numbers with decimals: a single group of three is decimals first (76.605), thousands second; a sign leaves no doubt about the unit."""
    one_group = pl.col("shape").is_in([POINT_THREE, COMMA_THREE])
    machine = _in_machine_form(pl.col("plain"), pl.col("shape")).cast(column.dtype, strict=False)
    decimal = pl.col("plain").str.replace(",", ".", literal=True).cast(column.dtype, strict=False)
    value = pl.when(one_group).then(decimal).otherwise(machine)
    marked = pl.col("text").str.ends_with("%")
    return frame.with_columns(
        value=value, other=pl.when(one_group).then(machine), rule=pl.when(value.is_null()).then(pl.lit(NOT_A_NUMBER.code)),
        shape=pl.when(marked & ~one_group).then(pl.lit(None, pl.String)).otherwise("shape"),
    ).select(MEANING)  # fmt: skip
