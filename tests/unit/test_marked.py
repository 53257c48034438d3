"""A sentence is plain text everywhere, and marked with its sources on a page."""

import pytest
from markupsafe import Markup, escape

from assets.publishing import marked


def test_a_sentence_with_a_figure_reads_as_plain_text_and_is_marked_on_a_page() -> None:
    share = marked.figure("76,60%", 76.600211532, "KOP-04", "62.01", "2025-04", "di luar KDMP/KKMP")
    sentence = marked.fill("{} dari {} & lainnya", share, "<b>")
    assert sentence == "76,60% dari <b> & lainnya"
    assert escape(sentence) == Markup(
        '<data value="76.600212" data-key="KOP-04|62.01|2025-04|di luar KDMP/KKMP">76,60%</data> dari &lt;b&gt; &amp; lainnya'
    )
    assert escape(marked.joined("; ", [sentence, "x"])) == escape(sentence) + "; x"


def test_a_missing_figure_is_not_marked() -> None:
    assert escape(marked.figure("–", None, "KOP-04", "62", "2025-04")) == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [(3782, "3782"), (-0.0, "0"), (1e-7, "0"), (-1.25, "-1.25"), (123456789012.5, "123456789012.5"), (100.0, "100")],
)
def test_a_value_is_written_as_in_the_data_files(value: float, text: str) -> None:
    assert marked.plain(value) == text
