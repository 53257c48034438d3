"""`rapor template`: the workbook of one regency and period, or of the province's own sheets, with what the latest release says of it."""

from dataclasses import replace
from pathlib import Path

from assets.guiding.guide import write_guide
from assets.storage.home import Home
from assets.storage.provisions import in_force
from assets.storage.released import open_latest
from assets.templating.last_reports import last_reports
from assets.templating.province_workbook import ProvinceOrder, write_province_workbook
from assets.templating.template_plan import TemplateOrder, template_order
from assets.templating.template_workbook import write_template
from pipelines.commands.faults import WrongUsageError
from schemas import periods
from schemas.areas import COUNTRY, areas
from schemas.forms import PROVINCE_FORMS

SUFFIX = ".xlsx"


def make_template(home: Home, area_code: str, period: str, target: Path, *, with_optional: bool = False) -> TemplateOrder:
    """Write the template to `target`, and the guide beside it, over what is there; what it holds. Raises WrongUsageError."""
    scope = areas(home.scope)
    if area_code not in (*scope.codes, scope.province):
        raise WrongUsageError(
            f"Kabupaten/kota {area_code} tidak ada di {scope.province_name}. Contoh: --regency {scope.codes[0]}."
        )
    if not periods.is_period(period) or period < home.first_period:
        raise WrongUsageError(f"Periode ditulis tahun-bulan mulai {home.first_period}. Contoh: --period 2025-04.")
    _require_target(target, area_code)
    wanted = template_order(area_code, period, scope, with_optional=with_optional)
    if not wanted.forms:
        raise WrongUsageError(f"Tidak ada formulir yang berlaku untuk {area_code} pada {periods.title(period)}.")
    with open_latest(home) as release:
        if release.connection:
            forms = [form.id for form in wanted.forms]
            wanted = replace(wanted, last=last_reports(release.connection, area_code, period, forms))
    write_template(wanted, target)
    write_guide(target.parent, scope)
    return wanted


def _require_target(target: Path, name: str) -> None:
    """WrongUsageError where a workbook cannot be written to `target`; `name` is one that would do."""
    if target.suffix.lower() != SUFFIX:
        raise WrongUsageError(f"Nama berkas templat berakhiran {SUFFIX}. Contoh: -o {target.stem or name}{SUFFIX}.")
    if not target.parent.is_dir():
        raise WrongUsageError(f"Folder {target.parent} tidak ada.")


def make_province_template(home: Home, target: Path) -> None:
    """Write the province's own workbook to `target`, over what is there, with what is in force; samples are left out, since they would
    come back as real. Raises WrongUsageError."""
    scope = areas(home.scope)
    if home.scope == COUNTRY:
        raise WrongUsageError("Ketentuan ditetapkan per provinsi; isi RAPOR_AREA dengan kode satu provinsi.")
    _require_target(target, "ketentuan")
    with open_latest(home) as release:
        every = {form: in_force(release.table, form) for form in PROVINCE_FORMS}
    rows = {form: frame for form, frame in every.items() if not frame["sample"].any()}
    write_province_workbook(ProvinceOrder(scope, rows), target)


def describe(made: TemplateOrder) -> list[str]:
    """What the template holds, a line a form."""
    lines = []
    for form_id, plan in made.sheets.items():
        origin = f", dari laporan {periods.title(made.last.source[form_id])}" if form_id in made.last.source else ""
        lines.append(f"{plan.form.sheet}: {len(plan.rows)} baris awal{origin}")
    return lines
