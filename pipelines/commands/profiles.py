"""`rapor profile accept`: a person says once what the headings of a layout mean, and every later reading goes by it.

Without an answer the headings are shown with the nearest columns and nothing is applied. An answer becomes a header profile only
when the file, read anew by it, is read as promised and no required column is missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assets.reading.model import FormTable, Reading, SeenHeader
from assets.reading.tables.headings import RUNNING_NUMBER
from assets.reading.tables.suggestions import near_columns
from assets.reading.workers import Readers, ReadJob
from assets.storage.accepted_profiles import accepted_profiles, keep_profile
from assets.storage.archive import Archive
from assets.storage.clock import require_clock
from assets.storage.home import Home, today
from assets.storage.journal import now
from assets.storage.lock import lock
from assets.storage.unbroken import require_unbroken
from pipelines.commands.faults import WrongUsageError
from schemas.columns import normalise
from schemas.forms import FORMS, Form
from schemas.forms.profiles import CODE_SYSTEMS, Profile, as_text, parse, shipped
from schemas.periods import is_period
from schemas.privacy import hide
from schemas.rules.of_files import REQUIRED_COLUMN_MISSING

_LACKING = "Kolom wajib belum ada: {}. Tambahkan --column, atau --constant bila isinya tetap."
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{1,39}$")


class ProfileRefusedError(WrongUsageError):
    """What was asked cannot be accepted; the message says why, in Indonesian."""


@dataclass(frozen=True)
class Wanted:
    """What a person says of a layout: `columns` heading → column id or title, `constants` column id or title → value."""

    name: str
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    by: str
    reason: str
    code_system: str = CODE_SYSTEMS[0]
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True)
class ProposedHeading:
    """One heading of a layout: its address, its text, the column that it is known as, and what it may mean otherwise."""

    cell: str
    title: str
    column: str
    near: tuple[tuple[str, int], ...]


def find_header(home: Home, path: Path, sheet: str | None) -> SeenHeader:
    """The header of the file that needs a profile; ProfileRefusedError when there is none, or several and no sheet is named."""
    headers = _reading_of(home, path).headers
    wanted = [header for header in headers if sheet is None or header.sheet == sheet]
    open_ones = [header for header in wanted if not header.form or missing(header, FORMS[header.form])]
    open_ones = open_ones or [header for header in wanted if len(header.columns) < len(_meant(header))]
    if not headers:
        raise ProfileRefusedError(
            f"Pada {path.name} tidak ditemukan tabel, atau berkasnya tidak dapat dibaca (lihat: rapor check)."
        )
    if not open_ones:
        raise ProfileRefusedError("Semua judul kolom sudah dikenali; tidak ada yang perlu diputuskan.")
    if len({header.sheet for header in open_ones}) > 1:
        names = ", ".join(f"“{header.sheet}”" for header in open_ones)
        raise ProfileRefusedError(f"Ada beberapa lembar yang judulnya belum dikenali: {names}. Pilih dengan --sheet.")
    return open_ones[0]


def _meant(header: SeenHeader) -> list[str]:
    """The headings but for the one of the running number."""
    return [title for title in header.titles.values() if normalise(title) not in RUNNING_NUMBER]


def form_of(header: SeenHeader, form: str | None) -> Form:
    """The form that the header is one of: as recognised, else as the person says, else the one that its headings are nearest to."""
    if form is not None and form not in FORMS:
        raise ProfileRefusedError(f"Formulir “{form}” tidak dikenal. Pilihan: {', '.join(FORMS)}.")
    if form or header.form:
        return FORMS[form or header.form]
    scores = {each.id: sum(s for title in _meant(header) for _, s in near_columns(title, each)[:1]) for each in FORMS.values()}
    return FORMS[max(scores, key=lambda each: scores[each])]


def proposal(header: SeenHeader, form: Form) -> list[ProposedHeading]:
    """Every heading with what it is known as, or the nearest columns that are still free, with their scores."""
    recognised = {letter: column for column, letter in header.columns.items()} if header.form == form.id else {}
    lines = []
    for letter, title in header.titles.items():
        column = recognised.get(letter, "")
        near = () if column else tuple(near_columns(title, form, recognised.values()))
        lines.append(ProposedHeading(header.cells[letter], title, column, near))
    return lines


def missing(header: SeenHeader, form: Form) -> list[str]:
    """The required columns that were not recognised."""
    recognised = header.columns if header.form == form.id else {}
    return [column.id for column in form.required if column.id not in recognised]


def accept_layout(home: Home, path: Path, header: SeenHeader, form: Form, wanted: Wanted) -> tuple[Profile, FormTable]:
    """Make the profile, read the file by it, and keep it; the profile and the table that it reads. ProfileRefusedError says what is wrong."""
    _require_complete(wanted)
    draft = _draft(header, form, wanted)
    table = _table_by(home, path, draft)
    profile = _final(draft, form, table, wanted)
    archive = Archive(home.archive)
    with lock(home.folder):
        require_unbroken(home, archive)
        require_clock(home, archive)
        keep_profile(archive, profile, wanted.by.strip(), wanted.reason.strip())
    return profile, table


def _require_complete(wanted: Wanted) -> None:
    """Raise ProfileRefusedError when something is not said that a profile needs, or is not as it must be."""
    if not _NAME.match(wanted.name):
        raise ProfileRefusedError(
            "Beri nama profil (--name) dengan huruf kecil, angka, dan tanda hubung. Contoh: ekspor-dinas-kotim."
        )
    if wanted.name in {profile.name for profile in shipped()}:
        raise ProfileRefusedError(f"Nama “{wanted.name}” dipakai profil bawaan. Pilih nama lain.")
    if not wanted.by.strip() or not wanted.reason.strip():
        raise ProfileRefusedError("Sebutkan siapa (--by) dan alasannya (--reason).")
    if wrong := [period for period in (wanted.valid_from, wanted.valid_to) if period and not is_period(period)]:
        raise ProfileRefusedError(f"Periode “{wrong[0]}” tidak dikenal. Contoh: 2025-03.")
    if wanted.code_system not in CODE_SYSTEMS:
        raise ProfileRefusedError(f"Sistem kode “{wanted.code_system}” tidak dikenal. Pilihan: {', '.join(CODE_SYSTEMS)}.")


def _draft(header: SeenHeader, form: Form, wanted: Wanted) -> Profile:
    """A profile by what is said, held by any file that has these columns, at any time."""
    titles = {normalise(title): title for title in header.titles.values()}
    headings = {}
    for title, column in wanted.columns.items():
        if normalise(title) not in titles:
            raise ProfileRefusedError(
                f"Judul “{title}” tidak ada pada lembar “{header.sheet}”. Yang ada: {', '.join(titles.values())}."
            )
        headings[normalise(title)] = _column(form, column)
    constants = {_column(form, column): value for column, value in wanted.constants.items()}
    present = {*headings.values(), *(header.columns if header.form == form.id else ())}
    draft = Profile(
        wanted.name, form.id, frozenset(present), frozenset(constants), headings, constants, wanted.code_system,
        note=hide(wanted.reason.strip()), example_header=header.rows,
    )  # fmt: skip
    try:
        return parse(as_text(draft))
    except ValueError as error:
        raise ProfileRefusedError(f"Profil itu tidak dapat dipakai ({error}).") from error


def _column(form: Form, text: str) -> str:
    """The id of the column that a person means by its id or title. Raises ProfileRefusedError."""
    columns_meant = [
        column.id for column in form.columns if text.strip() == column.id or normalise(text) == normalise(column.title)
    ]
    if not columns_meant:
        columns = ", ".join(f"{column.id} ({column.title})" for column in form.columns)
        raise ProfileRefusedError(f"Kolom “{text}” tidak ada pada formulir {form.title}. Pilihan: {columns}.")
    return columns_meant[0]


def _table_by(home: Home, path: Path, draft: Profile) -> FormTable:
    """The table that the file has when it is read by the profile; ProfileRefusedError when it is not read by it, or lacks a column."""
    reading = _reading_of(home, path, draft)
    table = next((table for table in reading.tables if table.profile == draft.name), None)
    lacking = [column.title for column in FORMS[draft.form].required if column.id not in {*draft.present, *draft.constants}]
    if table is None and not lacking:
        raise ProfileRefusedError("Dengan judul itu lembarnya tetap tidak dapat dibaca; periksa kembali kolom dan ketetapannya.")
    if table is None:
        raise ProfileRefusedError(_LACKING.format(", ".join(lacking)))
    wrong = [heading for heading, column in draft.headings.items() if column not in table.letters]
    if wrong:
        raise ProfileRefusedError(
            f"Kolom untuk judul “{wrong[0]}” sudah dikenali dari judul lain; judul itu tidak dapat ditetapkan."
        )
    lacking = [
        problem.title
        for problem in reading.problems
        if problem.rule == REQUIRED_COLUMN_MISSING.code and problem.sheet == table.sheet
    ]
    if lacking:
        raise ProfileRefusedError(_LACKING.format(", ".join(lacking)))
    return table


def _final(draft: Profile, form: Form, table: FormTable, wanted: Wanted) -> Profile:
    """The profile as it is kept: it holds for this set of columns and, where it lays something down, for no other."""
    rest = frozenset(form.ids) - frozenset(table.letters)
    return replace(
        draft, present=frozenset(table.letters), absent=rest if draft.constants else frozenset(), valid_from=wanted.valid_from,
        valid_to=wanted.valid_to, example_columns=dict(table.letters),
    )  # fmt: skip


def _reading_of(home: Home, path: Path, draft: Profile | None = None) -> Reading:
    """The file's reading in a process of its own, with its headers, by the profiles in force and the draft."""
    accepted = [profile for profile in accepted_profiles(Archive(home.archive)) if draft is None or profile.name != draft.name]
    profiles = (*accepted, *([draft] if draft else ()))
    job = ReadJob(path, path.name, home.scope, home.first_period, today(now()), profiles, with_headers=True)
    with Readers(workers=1) as readers:
        ((_, reading),) = readers.read([job])
    return reading
