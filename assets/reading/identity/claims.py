"""What each source of a file says of who and when: the titles of its sheets, its folder and its name.

A claim is a source and what it says. Here claims are collected and weighed against each other; what follows from it for the file is decided in
`identify`, for its single tables in `other_sheets`. The order of sources is docs/decisions/012's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from assets.reading.identity.area_texts import province_in, regencies_in
from assets.reading.identity.period_texts import periods_in
from schemas.columns import normalise
from schemas.periods import MONTHS

COVER, FOLDER, FILE_NAME, REGISTER = "Sampul", "folder", "nama berkas", "penerimaan.csv"
_EXTENSION = re.compile(r"\.(xls[xmb]?|ods|csv|pdf|docx?|rtf|jpe?g|png|heic|gif|webp|tiff?|bmp|zip|txt|html?)$", re.IGNORECASE)
#: A title line that says when the file was made and not what it is about.
_MADE_ON = re.compile(r"cetak|unduh|ekspor|export|print|download|generated", re.IGNORECASE)
#: What stands behind one of these in a title is the day of sending, of a source or of something compared; a book year's end is no period.
_ASIDE = re.compile(
    r"\b(di)?(kirim|terima|perbarui|mutakhirkan|banding(kan)?)\b.*|\b(update|sumber)\b.*|\btahun buku\W*(per\W*)?(\d{1,2}\W+)?(\w+\W+)?\d{4}",
    re.IGNORECASE,
)
#: Palangka Raya without Kota before it is where letters are written and agencies sit.
_CALLED_CITY = re.compile(r"(?i)\b(kota|kodya|pemko)\b")
#: The day of a law or a letter that a title names is no period of the table's.
_BY_LAW = re.compile(
    r"\b(inpres|instruksi|peraturan|permen\w*|perda|perpres|undang|keputusan|kepmen\w*|surat|sk|nomor|no)\b", re.IGNORECASE
)
#: What stands behind one of these in a file's name is the day of sending it.
_SENT = re.compile(r"(?i)(?<![a-z])(di)?(kirim|terima)(an)?(?![a-z]).*|(?<![a-z])(revisi|rev|upload)(?![a-z]).*")
#: Words of a title line that says which period its table is about.
_ABOUT = re.compile(r"\b(posisi|periode|keadaan|per|bulan|triwulan|tw|data|laporan|kondisi)\b", re.IGNORECASE)
#: Between two periods: `Januari s.d. Maret 2025`, `Januari 2025 - Maret 2025`.
_SPAN = re.compile(r"\b(s\W{0,2}d|sampai|hingga)\b|\s[-–]\s", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """What one source says: an area's code or a period (`value`).

    `source` is in the officer's words: COVER, FOLDER, FILE_NAME, `judul lembar …`. `weak` when it only counts if nobody says anything
    else. `sheet` is the table whose title it is (a sheet's name, or `sheet mulai B40` for a further table on it); empty for the others.
    """

    source: str
    value: str
    weak: bool = False
    sheet: str = ""


def area_claims(titles: Iterable[tuple[str, str]], name: str, scope: str) -> list[Claim]:
    """The areas that titles (sheet, line), folder and file name speak of, in this order. `name` is the path below the inbox."""
    folder, stem = _folder_and_stem(name)
    claims = []
    sources = [*((f"judul lembar {sheet}", sheet, line) for sheet, line in titles), (FOLDER, "", folder), (FILE_NAME, "", stem)]
    for source, sheet, text in sources:
        claims += [
            Claim(source, code, weak=bool(sheet) and _may_be_a_place(code, text), sheet=sheet)
            for code in regencies_in(text, scope)
        ]
        if province := province_in(text):
            claims.append(Claim(source, province, weak=True, sheet=sheet))
        elif text.strip() == scope:
            claims.append(Claim(source, scope, weak=source == FOLDER, sheet=sheet))
    return claims


def period_claims(titles: Iterable[tuple[str, str]], name: str) -> list[Claim]:
    """The periods that titles, folder and file name speak of; of the titles those that say what they are about first."""
    folder, stem = _folder_and_stem(name)
    lines = [(sheet, _ASIDE.sub("", line)) for sheet, line in titles if not _MADE_ON.search(line)]
    lines.sort(key=lambda line: not _ABOUT.search(line[1]))
    claims = [
        Claim(f"judul lembar {sheet}", period, sheet=sheet)
        for sheet, line in lines for period in stated_periods(line, any_day=bool(_ABOUT.search(line)) and not _BY_LAW.search(line))
    ]  # fmt: skip
    claims += [Claim(FOLDER, period) for period in periods_in(folder, any_day=False)]
    named = [Claim(FILE_NAME, period) for period in periods_in(_SENT.sub("", stem), any_day=False)]
    return claims + named


def month_in_name(name: str, year: str) -> list[Claim]:
    """The one month that a file's name speaks of without a year, as that of `year`, which its content speaks of.

    `Kotim September.xlsx` under a cover of June 2025 claims 2025-09; a name of two months claims nothing.
    """
    words = normalise(_SENT.sub("", _folder_and_stem(name)[1])).split()
    named = [number for number, month in enumerate(MONTHS, start=1) if month.lower() in words]
    return [Claim(FILE_NAME, f"{year}-{number:02d}") for number in named] if len(named) == 1 else []


def stated_periods(text: str, *, any_day: bool = True) -> list[str]:
    """The periods that a text speaks of; of a span (`Januari 2025 s.d. Maret 2025`) its end."""
    named = periods_in(text, any_day=any_day)
    return [max(named)] if len(named) > 1 and _SPAN.search(text) else named


def strongest(claims: list[Claim]) -> list[Claim]:
    """The claims that are not weak; all of them where there is no other."""
    return [claim for claim in claims if not claim.weak] or claims


def decide_between(claims: list[Claim]) -> str | None:
    """The area or period that stands after all claims: the cover's, else the titles', else the folder's, the file name's, else the office's.

    Of titles that differ from sheet to sheet what all of them say, or what folder or name say too; where neither is so, nobody can
    tell which sheet is right, and it is None. What the others say is told (`is_disputed`), never followed.
    """
    on_cover = [claim.value for claim in claims if claim.source == COVER]
    outside = [claim.value for claim in claims if claim.source in (FOLDER, FILE_NAME, REGISTER)]
    sheets = by_sheet(claims)
    in_order = on_cover or (_of_titles(sheets, outside) if sheets else outside)
    return in_order[0] if in_order else None


def is_disputed(value: str, claims: list[Claim]) -> bool:
    """True when the titles or the file's name contradict what stands, and the name does not confirm it.

    Titles contradict it when a sheet does not bear it, or bears another one as well and no cover decides. A folder alone says little: many
    sort by the month in which a file arrived.
    """
    names = [claim.value for claim in claims if claim.source == FILE_NAME]
    both = any(len(set(said)) > 1 for said in by_sheet(claims).values()) and not any(claim.source == COVER for claim in claims)
    return value not in names and (bool(names) or bool(contradicting_sheets(value, claims)) or both)


def _may_be_a_place(code: str, text: str) -> bool:
    """True for a city that is not called Kota: many letters and offices of the regencies name the province's capital."""
    return code[3:] >= "71" and not _CALLED_CITY.search(text)


def contradicting_sheets(value: str, claims: Iterable[Claim]) -> dict[str, list[str]]:
    """Table → the values that its titles claim, for the tables whose titles claim some but not `value`, which stands for the file.

    With 2025-03 standing, {"Maret": ["2025-03"], "Februari": ["2025-02"]} leaves {"Februari": ["2025-02"]}. A title that names both
    (`perbandingan Februari dan Maret 2025`) is no other sheet's.
    """
    return {sheet: said for sheet, said in by_sheet(claims).items() if value not in said}


def _of_titles(sheets: Mapping[str, list[str]], outside: list[str]) -> list[str]:
    """What the titles of all tables say, first what folder or name (`outside`) say too; or else what one table and they say."""
    said = list(dict.fromkeys(value for values in sheets.values() for value in values))
    common = [value for value in said if all(value in values for values in sheets.values())]
    return sorted(common, key=lambda value: value not in outside) or [value for value in outside if value in said]


def silent_sheets(titles: Iterable[tuple[str, str]], claims: Iterable[Claim]) -> set[str]:
    """The tables whose titles (table, line) say nothing of what the claims are about: a cover speaks for them."""
    return {sheet for sheet, _ in titles} - {claim.sheet for claim in claims}


def by_sheet(claims: Iterable[Claim]) -> dict[str, list[str]]:
    """Table → the values that its titles claim, for the tables whose titles claim any."""
    said: dict[str, list[str]] = {}
    for claim in claims:
        if claim.sheet:
            said.setdefault(claim.sheet, []).append(claim.value)
    return said


def _folder_and_stem(name: str) -> tuple[str, str]:
    """The folders of a path as one text, and the file's name without its extension: (`2025-04/kiriman`, `62.02 April`)."""
    path = PurePosixPath(name.replace("\\", "/"))
    folder = "/".join(path.parts[:-1])
    return folder, _EXTENSION.sub("", path.name)
