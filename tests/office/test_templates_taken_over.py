"""A release takes over the templates of the one before that would be the same, and makes those anew whose reports are others."""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from assets.release import publish
from assets.storage.sharing import linked
from assets.templating import next_templates
from assets.templating.next_templates import mark_of
from assets.templating.starting_rows import LastReports
from assets.templating.template_plan import TemplateOrder, template_order
from schemas.areas import areas
from tests.worlds import count, office, submit

APRIL = "internal/templat/{}-2025-04.xlsx"


def test_only_the_templates_of_regencies_that_reported_anew_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def noting(order: TemplateOrder, path: Path) -> None:
        written.append(order.area_code)
        write(order, path)

    write = next_templates.write_template
    monkeypatch.setattr(next_templates, "write_template", noting)
    with office(tmp_path) as store:
        submit(store, "kdmp", [{}])
        count(store, "2025-03")
        first, _ = publish(store)
        assert len(written) == 14
        written.clear()
        submit(store, "kdmp", [{"cooperative": "KDMP Maju Bersama"}])
        count(store, "2025-03")
        second, _ = publish(store)
    assert written == ["62.02"]
    assert (first / APRIL.format("62.03")).samefile(second / APRIL.format("62.03"))
    assert (first / APRIL.format("62.02")).read_bytes() != (second / APRIL.format("62.02")).read_bytes()
    marks = json.loads((second / "manifest.json").read_text())["templates"]
    assert len(marks) == len(set(marks.values())) == 14


def test_other_code_another_period_and_another_last_report_make_another_template() -> None:
    order = template_order("62.02", "2025-04", areas("62"))
    last = LastReports({"kdmp": pl.DataFrame({"village": ["Bagendang"]})}, {"kdmp": "2025-03"})
    others = ({"period": "2025-05"}, {"area_code": "62.03"}, {"last": last}, {"last": replace(last, sample=True)})
    orders = [(order, "1"), (order, "2"), *((replace(order, **other), "1") for other in others)]
    marks = [mark_of(each, {"code": code}) for each, code in orders]
    assert len(set(marks)) == len(orders) and marks[0] == mark_of(order, {"code": "1"})


def test_a_template_that_somebody_took_away_is_not_taken_over(tmp_path: Path) -> None:
    assert not linked(tmp_path / "gone.xlsx", tmp_path / "new.xlsx")
    assert list(tmp_path.iterdir()) == []
