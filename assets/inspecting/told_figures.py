"""Whether the figures that a page or a sheet shows are those of the edition that it was drawn from."""

import polars as pl

from assets.publishing.tabular import plain_numbers
from schemas.formatting import amount, by_digits, number

#: What parts indicator, area, period and segment in a figure's key.
PARTS = "|"
#: Two numbers are the same within this, absolute or of the larger one: a workbook's readers keep nine decimals.
_NEAR, _NEARLY = 1e-6, 1e-9


def sources(values: pl.DataFrame) -> pl.DataFrame:
    """key, source (Float64), plain (as in indicators.csv, empty where there is none), unit: of the columns of indicators.csv."""
    key = pl.concat_str("indicator", "area_code", "period", pl.col("segment").fill_null(""), separator=PARTS)
    return values.select(key=key, source="value", plain=plain_numbers(pl.col("value")).fill_null(""), unit="unit")


def page_faults(marks: pl.DataFrame, values: pl.DataFrame) -> list[str]:
    """What marked figures (page, key, told, text) say that the source does not, in Indonesian, a sentence a figure.

    The attribute has to be the number of indicators.csv, the text one of the ways in which a figure is written.
    """
    held = marks.unique(maintain_order=True).join(sources(values), on="key", how="left", maintain_order="left")
    unknown = held.filter(pl.col("plain").is_null())
    other = held.filter(pl.col("plain") != pl.col("told"))
    same = held.filter(pl.col("plain") == pl.col("told"), pl.col("source").is_not_null())
    misread = same.join(_misread(same), on=["text", "source", "unit"], how="semi", maintain_order="left")
    return [
        *(f"{page} menunjukkan {key}, yang tidak ada pada sumbernya" for page, key in unknown.select("page", "key").iter_rows()),
        *(
            f"{page} menyebut {key} {told or 'kosong'}, sumbernya {plain or 'kosong'}"
            for page, key, told, plain in other.select("page", "key", "told", "plain").iter_rows()
        ),
        *(
            f"{page} menulis {key} “{text}”, padahal {plain}"
            for page, key, text, plain in misread.select("page", "key", "text", "plain").iter_rows()
        ),
    ]


def _misread(held: pl.DataFrame) -> pl.DataFrame:
    """text, source, unit: of each different figure, those whose text is no way of writing the source."""
    different = held.select("text", "source", "unit").unique(maintain_order=True)
    wrong = [text not in ways_of_writing(value, unit) for text, value, unit in different.iter_rows()]
    return different.filter(pl.Series(wrong, dtype=pl.Boolean))


def ways_of_writing(value: float, unit: str) -> set[str]:
    """How schemas.formatting writes a figure: with its unit, and without where the heading names it."""
    of_money = {amount(value, "Rp"), by_digits(value, "Rp")} if unit.startswith("Rp") else set()
    return {amount(value, unit), by_digits(value, unit), number(value), number(value, 2)} | of_money


def number_faults(where: str, told: pl.DataFrame, values: pl.DataFrame) -> list[str]:
    """What numbers (key, told as Float64) say that the source does not, in Indonesian; `where` they stand."""
    held = told.join(sources(values), on="key", how="left", maintain_order="left")
    near = pl.max_horizontal(pl.lit(_NEAR), _NEARLY * pl.col("source").abs())
    both_missing = pl.col("told").is_null() & pl.col("source").is_null()
    is_same = both_missing | ((pl.col("told") - pl.col("source")).abs() <= near).fill_null(value=False)
    wrong = held.filter(~is_same).select(
        "key", plain_numbers(pl.col("told")).fill_null("kosong"), pl.col("plain").replace("", "kosong").fill_null("tidak ada")
    )
    return [f"{where} menyebut {key} {told}, sumbernya {plain}" for key, told, plain in wrong.iter_rows()]
