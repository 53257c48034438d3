"""Properties of texts that Polars looks at: a column of many costs what one text costs, so they are tried by the column."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

#: A quarter of the examples that the profile asks for, each of which is a column of at least eight.
BY_THE_COLUMN = settings(max_examples=settings().max_examples // 4)


def column_of(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Columns of eight to sixteen."""
    return st.lists(values, min_size=8, max_size=16)
