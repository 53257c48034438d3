"""The guide as one page of HTML that needs nothing but itself: two printed pages, the text beside this module, drawn pictures.

Colours, words of severities and states, deadlines and names of sheets come from what writes and reads the workbooks.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assets.guiding import pictures
from assets.guiding.example import PERIOD, example_report
from assets.publishing.release_figures import GUIDE
from assets.returning import looks
from assets.returning.letter import ANSWER_DAYS
from assets.templating.form_sheet import colour_signs
from assets.templating.guide_sheet import COMPLETE
from schemas import forms, periods, states
from schemas.areas import Areas
from schemas.notes_sheet import NOTES_SHEET
from schemas.rules import EXPLAIN, FATAL, INFO, SEVERITIES, SEVERITY_WORDS, WARNING

#: Severity → what it means for the report, and what to do.
SEVERITY_MEANS = {
    FATAL: ("Formulirnya belum dapat diterima; laporan terakhir yang diterima tetap berlaku.", "Perbaiki, lalu kirim kembali."),
    EXPLAIN: (
        "Barisnya sudah dihitung; isi sel yang tidak dapat dipakai tidak ikut dihitung.",
        "Perbaiki, atau jelaskan pada kolom hijau bila memang sudah benar.",
    ),
    WARNING: ("Sudah dihitung apa adanya.", "Periksa; perbaiki sekarang atau pada laporan berikutnya."),
    INFO: ("Tidak menandai sel. Hanya pemberitahuan.", "Tidak perlu dijawab."),
}
#: Keadaan Formulir → when to choose it.
CONDITION_MEANS = {
    forms.HAS_DATA: "lembarnya diisi",
    forms.NO_CHANGE: "sama dengan laporan terakhir; paling banyak dua kali berturut-turut",
    forms.NIL: "memang tidak ada yang dilaporkan",
    forms.NOT_SUBMITTED: "belum dapat dilaporkan; tercatat belum menyampaikan",
}
#: State → what it says of the officer's report.
STATE_MEANS = {
    states.MISSING: "belum ada berkas untuk formulir yang jatuh tempo",
    states.RECEIVED: "sudah diterima; isinya belum diperiksa, atau tidak dapat dibaca (PDF, foto, Word)",
    states.RETURNED: f"ada yang bertanda {SEVERITY_WORDS[FATAL]}",
    states.VERIFIED: "diterima dan dihitung, juga bila masih ada yang perlu penjelasan",
    states.SUPERSEDED: "sudah ada kiriman yang lebih baru",
    states.LATE: "datang sesudah periodenya ditutup; tidak mengubah angka",
    states.CLOSED: "angka periode itu tidak berubah lagi",
}


@cache
def guide_page(areas: Areas) -> str:
    """The page for the regencies of a scope; the same scope gives the same page."""
    report = example_report(areas)
    content = {
        "place": areas.province_name,
        "example_name": report.order.areas.name(report.order.area_code),
        "example_period": periods.title(PERIOD),
        "sample_mark": forms.SAMPLE_MARK,
        "filling_in": Markup(pictures.filling_in(report)),
        "marked_sheet": Markup(pictures.marked_sheet(report)),
        "first_sheet": Markup(pictures.first_sheet(report)),
        "signs": colour_signs(report.plan),
        "conditions": CONDITION_MEANS,
        "severities": [(Markup(pictures.swatch(each)), SEVERITY_WORDS[each], *SEVERITY_MEANS[each]) for each in SEVERITIES],
        "states": STATE_MEANS,
        "explain": SEVERITY_WORDS[EXPLAIN],
        "cover": forms.COVER_SHEET, "guide_sheet": forms.GUIDE_SHEET, "notes_sheet": NOTES_SHEET,
        "conditions_heading": forms.CONDITIONS_HEADING, "last_status": forms.LAST_STATUS, "complete": COMPLETE,
        "due_day": periods.DUE_DAY, "answer_days": ANSWER_DAYS, "green": f"#{looks.INPUT.fill[-6:]}",
    }  # fmt: skip
    return _templates().get_template("panduan.html").render(content)


def write_guide(folder: Path, areas: Areas) -> None:
    """Lay the guide into a folder that is there, over an earlier one. OSError when it cannot be written."""
    (folder / GUIDE).write_text(guide_page(areas), encoding="utf-8")


@cache
def _templates() -> Environment:
    loader = PackageLoader("assets.guiding", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
