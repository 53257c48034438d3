"""The small report that the pictures show: five cooperatives of the sample, what an officer typed, and what is said of it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import polars as pl

from assets.judging.groups import Grouping, grouping
from assets.templating.starting_rows import LastReports
from assets.templating.template_plan import SheetPlan, TemplateOrder, template_order
from schemas.areas import Areas
from schemas.examples import regional_example
from schemas.findings import PROBLEM
from schemas.forms import HAS_DATA
from schemas.forms.register import REGISTER
from schemas.frames import FILE, LAYOUT, REPORTED_FORM
from schemas.judge import Submitted, judge

PERIOD, BEFORE, RECEIVED = "2025-03", "2024-12", date(2025, 4, 9)
#: What a NIK of the regency holds behind its prefix, name, Jenis, status in the last report, Pria, Wanita: of the sample's
#: Kotawaringin Timur, whose first kecamatan they lie in.
COOPERATIVES = (
    ("010030140", "KUD Eka Baru", "Produsen", "Aktif", 143, 110),
    ("010040329", "Koperasi Karyawan Bahari Permai", "Konsumen", "Aktif", 415, 193),
    ("010080181", "KSP Mitra Persada", "Simpan Pinjam", "Aktif", 34, 10),
    ("010080396", "Koperasi Produsen Wira Gemilang", "Produsen", "Tidak Aktif", 13, 9),
    ("010170006", "Koperasi Serba Usaha Penyang Murni", "Konsumen", "Aktif", 228, 104),
)
_SUBMISSION = "contoh"


@dataclass(frozen=True)
class ExampleReport:
    """`typed`: column id → text, a row a cooperative, as it was sent; `right` what it should have been; `grouped`: what is said of it."""

    order: TemplateOrder
    typed: list[dict[str, str | None]]
    right: list[dict[str, str | None]]
    grouped: Grouping

    @property
    def plan(self) -> SheetPlan:
        """Where its cells stand."""
        return self.order.sheets[REGISTER.id]


@cache
def example_report(areas: Areas) -> ExampleReport:
    """The report of the second regency in scope (of the first where there is but one), with an error of each kind."""
    area = areas.codes[min(1, len(areas.codes) - 1)]
    rows = _cooperatives(areas, area)
    last = pl.DataFrame(rows, schema=REGISTER.dtypes())
    order = template_order(area, PERIOD, areas)
    order = replace(order, last=LastReports({REGISTER.id: last}, {REGISTER.id: BEFORE}, sample=True))
    right = [dict.fromkeys(REGISTER.ids) | {name: str(value) for name, value in row.items() if name != "status"} for row in rows]
    typed = _with_errors(right)
    findings = judge(_submitted(order, typed), areas).findings
    return ExampleReport(order, typed, right, grouping(findings))


def _cooperatives(areas: Areas, area: str) -> list[dict[str, object]]:
    """The five as they were accepted before."""
    prefix = regional_example(REGISTER, REGISTER.column("nik"), areas, area)[:4]
    district = areas.districts.filter(pl.col("regency_code") == area).sort("code")["name"][0]
    return [
        {"nik": prefix + number, "name": name, "district": district, "type": kind, "status": status, "legal_date": date(2001, 10, 2),
         "members_male": men, "members_female": women, "members_total": men + women}
        for number, name, kind, status, men, women in COOPERATIVES
    ]  # fmt: skip


def _with_errors(right: list[dict[str, str | None]]) -> list[dict[str, str | None]]:
    """The five as the officer sent them, Status left out: a total with turned digits, a kecamatan misspelt, a Jenis that is none."""
    typed = [dict(row) for row in right]
    typed[1]["members_total"] = "680"
    typed[3]["district"] = f"{typed[3]['district']}h"
    typed[4]["type"] = "Serba Usaha"
    return typed


def _submitted(order: TemplateOrder, typed: list[dict[str, str | None]]) -> Submitted:
    """The report as it would have been read."""
    plan = order.sheets[REGISTER.id]
    whose = {"submission": _SUBMISSION, "area_code": order.area_code, "period": order.period}
    rows = pl.DataFrame(typed, schema=dict.fromkeys(REGISTER.ids, pl.String)).with_columns(
        **{name: pl.lit(value) for name, value in whose.items()}, sheet=pl.lit(REGISTER.sheet),
        row=pl.int_range(plan.first_row, plan.first_row + len(typed), dtype=pl.Int32),
    )  # fmt: skip
    file = whose | {"sha256": _SUBMISSION, "file": f"{order.area_code}.xlsx", "kind": "xlsx", "sample": True, "attachment": False,
                    "seq": 1, "found_at": RECEIVED.isoformat(), "received": RECEIVED, "reader": ""}  # fmt: skip
    layout = [
        whose | {"form": REGISTER.id, "sheet": REGISTER.sheet, "header_row": plan.header_row, "column": column, "letter": letter}
        for column, letter in plan.letters.items() if column in REGISTER.ids
    ]  # fmt: skip
    form = {
        "submission": _SUBMISSION,
        "form": REGISTER.id,
        "condition": HAS_DATA,
        "rows_read": len(typed),
        "content": _SUBMISSION,
    }
    return Submitted(
        pl.DataFrame([file], schema=FILE), pl.DataFrame([form], schema=REPORTED_FORM), {REGISTER.id: rows},
        pl.DataFrame(layout, schema=LAYOUT), pl.DataFrame(schema=PROBLEM),
    )  # fmt: skip
