"""The pages of a built release, as text, and what is found in them without a browser: marked figures, links, anchors.

A column of pages at a time: Polars finds what a parser of HTML in Python takes ten times as long for. The pages are our own, so that
attributes stand in double quotes and what is text is escaped.
"""

from pathlib import Path

import polars as pl

PAGE = pl.Schema({"page": pl.String(), "html": pl.String()})
#: What a reader does not see of a page.
_UNSEEN = r"(?s)<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>"
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&#34;": '"', "&quot;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}


def pages(folder: Path) -> pl.DataFrame:
    """PAGE: every page below a folder, by its path there, without scripts, styles and comments."""
    found = sorted(folder.rglob("*.html"))
    rows = {"page": [path.relative_to(folder).as_posix() for path in found], "html": [path.read_text("utf-8") for path in found]}
    return pl.DataFrame(rows, schema=PAGE).with_columns(pl.col("html").str.replace_all(_UNSEEN, ""))


def marked_figures(shown: pl.DataFrame) -> pl.DataFrame:
    """Of PAGE each `<data value="76.600211" data-key="KOP-04|62.01|2025-04|di luar KDMP/KKMP">76,60%</data>`: page, key, told, text.

    `told` is the value's attribute, empty where it has none; `text` what a reader sees.
    """
    marks = _each(shown, r"(?s)<data\s[^>]*>.*?</data>")
    return marks.select(
        "page",
        key=_plain(pl.col("found").str.extract(r'\sdata-key="([^"]*)"')),
        told=pl.col("found").str.extract(r'\svalue="([^"]*)"').fill_null(""),
        text=_plain(pl.col("found").str.replace_all(r"<[^>]*>", "")).str.replace_all(r"\s+", " ").str.strip_chars(),
    ).drop_nulls("key")


def links(shown: pl.DataFrame) -> pl.DataFrame:
    """Of PAGE every target of a link or picture: page, target."""
    found = _each(shown, r'\s(?:xlink:href|href|src)="[^"]*"')
    return found.select("page", target=_plain(pl.col("found").str.extract('"([^"]*)"'))).unique(maintain_order=True)


def anchors(shown: pl.DataFrame) -> pl.DataFrame:
    """Of PAGE every name that a link can lead to: page, anchor."""
    return _each(shown, r'\sid="[^"]*"').select("page", anchor=_plain(pl.col("found").str.extract('"([^"]*)"')))


def _each(shown: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """page, found: each place of a page that a pattern fits."""
    return shown.select("page", found=pl.col("html").str.extract_all(pattern)).explode("found").drop_nulls("found")


def _plain(text: pl.Expr) -> pl.Expr:
    """Text of a page as it is read."""
    for entity, sign in _ENTITIES.items():
        text = text.str.replace_all(entity, sign, literal=True)
    return text
