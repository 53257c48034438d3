"""The six forms of form set 2025.1, the province's own sheets, and the cover that goes with them."""

import polars as pl

from schemas.forms.base import Form
from schemas.forms.coaching import COACHING
from schemas.forms.kdmp import KDMP
from schemas.forms.obstacles import OBSTACLES
from schemas.forms.province import NO_PERIOD, PROVINCE_FORMS
from schemas.forms.recap import RECAP
from schemas.forms.register import REGISTER
from schemas.forms.umkm import UMKM

FORM_SET = "2025.1"
FORMS: dict[str, Form] = {form.id: form for form in (REGISTER, RECAP, KDMP, OBSTACLES, UMKM, COACHING)}
#: Beside what regencies report, what the province lays down.
EVERY_FORM: dict[str, Form] = FORMS | PROVINCE_FORMS
#: The column `form` as a number to sort by (Int32), in the order of EVERY_FORM; what is none of them, a whole file, comes last.
FORM_ORDER = pl.col("form").replace_strict(
    {form: place for place, form in enumerate(EVERY_FORM)}, default=len(EVERY_FORM), return_dtype=pl.Int32
)

COVER_SHEET = "Sampul"
#: Label in column A of the cover → what its value in column B is. Names of persons are checked for presence only.
COVER_LABELS: dict[str, str] = {
    "Formulir": "form_set",
    "Kode Kabupaten/Kota": "area_code",
    "Nama Kabupaten/Kota": "area_name",
    "Perangkat Daerah": "agency",
    "Periode": "period",
    "Data per Tanggal": "as_of",
    "Nomor Surat Pengantar": "letter_number",
    "Tanggal Surat Pengantar": "letter_date",
    "Disusun Oleh": "prepared_by",
    "Disahkan Oleh": "approved_by",
    "Catatan Perubahan": "change_note",
}
CONDITIONS_HEADING = "Keadaan Formulir"
HAS_DATA, NO_CHANGE, NIL, NOT_SUBMITTED = "Ada Data", "Tidak Ada Perubahan", "Nihil", "Tidak Disampaikan"
CONDITIONS = (HAS_DATA, NO_CHANGE, NIL, NOT_SUBMITTED)
#: The conditions by which a form counts as a report of substance.
SUBSTANCE = (HAS_DATA, NO_CHANGE, NIL)

#: What our own template holds beside the forms: two sheets, and a column that shows what an officer is to confirm. No reader counts them.
GUIDE_SHEET, LIST_SHEET = "Petunjuk", "Daftar Pilihan"
TEMPLATE_SHEETS = (GUIDE_SHEET, LIST_SHEET)
LAST_STATUS = "Status Terakhir"

SAMPLE_MARK = "DATA CONTOH – BUKAN DATA RESMI"

__all__ = ["EVERY_FORM", "FORMS", "FORM_SET", "NO_PERIOD", "PROVINCE_FORMS", "Form"]
