"""Whether a file of the catalogue, or the scale, can be used: refused at load with file, key and what is allowed, in one sentence."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from schemas.forms import EVERY_FORM, FORMS

LEVELS = ("IKU", "IKK", "Program", "Pendukung", "Mutu data")
MEASURES = ("Jumlah", "Persentase", "Rasio", "Pertumbuhan", "Median", "Rata-rata")
POLARITIES = ("higher", "lower", "")
SIDES = ("numerator", "less", "denominator", "contributors", "base")
PARTS_OF_SIDE = ("rows", "sum", "distinct", "median", "loaded")
#: The relations of assets/computing/sources.sql, and the columns of each that are not its form's.
SOURCES: dict[str, tuple[str, ...]] = {
    "register": ("health_told",), "register_with_year_before": ("year_before", "in_both_years"), "baseline": ("outcome",), "dissolved": (),
    "decrees": ("list",), "villages": ("village_code",),
    "kdmp": ("is_village", "stage_reached", "decree", "cooperative_key"), "kdmp_units": ("unit", "runs", "stage_reached", "cooperative_key"),
    "obstacles": ("is_open", "is_resolved", "resolved_this_year"), "umkm": ("enterprises",), "coaching": ("agency_ref", "participants"),
    "due_reports": ("received", "on_time", "filled", "verified"),
}  # fmt: skip
#: What every relation knows of the day of its report, and the words of SQL that a condition may use.
OF_EVERY_SOURCE = ("as_of", "year", "year_start", "book", "submission", "area_code")
SQL = frozenset({
    "and", "or", "not", "is", "null", "in", "between", "like", "interval", "year", "month", "day", "true", "false", "case", "when", "then",
    "else", "end", "coalesce", "lower", "upper", "nullif", "date_diff",
})  # fmt: skip
_WORD, _TEXT = re.compile(r"[a-z_]+", re.IGNORECASE), re.compile(r"'[^']*'")
#: `status = 'Aktif'` and `status IN ('Aktif', 'Tidak Aktif')`: a column and the texts that it is compared with.
_COMPARED = re.compile(r"\b([a-z_]+)\s*(?:=|<>|IN)\s*(\([^)]*\)|'[^']*')", re.IGNORECASE)


class CatalogueError(ValueError):
    """A file of the catalogue, or the scale, cannot be used; the message says which, at which key, and what is allowed."""


#: A key → what is allowed in Indonesian, and whether a value is.
Rule = tuple[str, Callable[[Any], bool]]


def _one_of(values: Iterable[str]) -> Rule:
    known = tuple(values)
    return ", ".join(value or "(kosong)" for value in known), lambda value: value in known


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _period(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", value) is not None


TEXT: Rule = ("teks", _text)
FREE: Rule = ("teks, boleh kosong", lambda value: isinstance(value, str))
PERIOD: Rule = ("periode tttt-bb, misalnya 2025-04", _period)
REQUIRED: dict[str, Rule] = {
    "code": TEXT, "name": TEXT, "level": _one_of(LEVELS), "concept": TEXT, "interpretation": TEXT, "measure": _one_of(MEASURES), "unit": TEXT,
    "polarity": _one_of(POLARITIES), "source": _one_of(SOURCES), "form": _one_of((*FORMS, "")), "population": TEXT, "legal_basis": FREE,
    "definitions": ("daftar versi, yang resmi lebih dahulu", lambda value: isinstance(value, list) and bool(value)),
}  # fmt: skip
OPTIONAL: dict[str, Rule] = {
    "rollup": _one_of(("LL", "SS", "SL", "LS")), "split": _one_of(("kdmp", "agency", "")), "valid_from": PERIOD,
    "kind": _one_of(("ratio", "median")), "thin": _one_of(("share", "number", "")), "note": FREE, "goal": FREE, "estimation": TEXT,
    "access": _one_of(("umum", "terbatas")), "owner": TEXT,
    "scale": ("1, 100, atau 1000", lambda value: value in (1, 100, 1000) and not isinstance(value, bool)),
}  # fmt: skip
OF_DEFINITION: dict[str, Rule] = {
    "version": ("v1, v2, …", lambda value: isinstance(value, str) and re.fullmatch(r"v\d+", value) is not None), "text": TEXT,
}  # fmt: skip
ANY: Rule = ("", lambda value: True)


def check_indicator(file: str, code: str, entry: Any) -> None:
    """CatalogueError, at the first key that is wrong, where what a file says is no indicator. `code` is what the file is called."""
    _check_keys(file, "", entry, REQUIRED, OPTIONAL)
    if entry["code"] != code:
        raise _refused(file, "code", entry["code"], f"{code}, seperti nama berkasnya")
    versions: list[str] = []
    for number, definition in enumerate(entry["definitions"], 1):
        at = f"definitions {number}"
        _check_keys(file, at, definition, OF_DEFINITION, {"valid_from": PERIOD} | dict.fromkeys(SIDES, ANY))
        if "numerator" not in definition:
            raise CatalogueError(f"{file}, kunci {at}.numerator: belum ada; wajib diisi")
        if definition["version"] in versions:
            raise _refused(file, f"{at}.version", definition["version"], "versi yang belum dipakai di atasnya")
        versions.append(definition["version"])
        for side in SIDES:
            if side in definition:
                _check_side(file, f"{at}.{side}", entry, definition[side])


def _check_keys(file: str, at: str, entry: Any, required: Mapping[str, Rule], optional: Mapping[str, Rule]) -> None:
    """CatalogueError for a key that is unknown or lacking, or whose value is not allowed."""
    prefix = f"{at}." if at else ""
    if not isinstance(entry, dict):
        raise CatalogueError(f"{file}{', kunci ' + at if at else ''}: harus berisi kunci dan nilai, misalnya code: KOP-04")
    rules = {**required, **optional}
    for key in entry:
        if key not in rules:
            raise CatalogueError(
                f"{file}, kunci {prefix}{key}: tidak dikenal; yang diperbolehkan{_near(str(key), rules)}: {', '.join(rules)}"
            )
    for key in required:
        if key not in entry:
            raise CatalogueError(f"{file}, kunci {prefix}{key}: belum ada; yang diperbolehkan: {required[key][0]}")
    for key, value in entry.items():
        allowed, holds = rules[key]
        if not holds(value):
            raise _refused(file, f"{prefix}{key}", value, allowed)


def _check_side(file: str, at: str, entry: Mapping[str, Any], side: Any) -> None:
    """CatalogueError where a side names a column that its relation does not have, or a word that the column's list does not."""
    _check_keys(file, at, side, {}, dict.fromkeys(PARTS_OF_SIDE, FREE))
    if "loaded" in side:
        if side["loaded"] != "grdp":
            raise _refused(file, f"{at}.loaded", side["loaded"], "grdp")
        return
    form = FORMS.get(entry["form"])
    columns = {*(form.ids if form else ()), *SOURCES[entry["source"]], *OF_EVERY_SOURCE}
    for part, sql in side.items():
        for word in _WORD.findall(_TEXT.sub("", sql)):
            if word.lower() not in SQL and word not in columns:
                known = ", ".join(sorted(columns))
                raise _refused(file, f"{at}.{part}", word, f"kolom {entry['source']}{_near(word, columns)}: {known}")
        _check_texts(file, f"{at}.{part}", entry, sql)


def _check_texts(file: str, at: str, entry: Mapping[str, Any], sql: str) -> None:
    """CatalogueError for a text that the list of the column does not have."""
    form = EVERY_FORM["decrees"] if entry["source"] == "decrees" else FORMS.get(entry["form"])
    for name, texts in _COMPARED.findall(sql):
        column = form.column(name) if form and name in form.ids else None
        for text in (each.strip("'") for each in _TEXT.findall(texts)) if column and column.values else ():
            if text not in column.values:  # type: ignore[union-attr]
                raise _refused(file, at, f"{name} = {text}", ", ".join(column.values))  # type: ignore[union-attr]


def check_bands(file: str, key: str, bands: Any) -> None:
    """CatalogueError where steps of a scale leave a hole: they go from the highest bound down to 0, each with a label of its own."""
    if not isinstance(bands, list) or not bands:
        raise CatalogueError(
            f"{file}, kunci {key}: belum ada; yang diperbolehkan: daftar at_least dan label, yang tertinggi lebih dahulu"
        )
    number: Rule = (
        "angka mulai dari 0",
        lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value >= 0,
    )
    for place, band in enumerate(bands, 1):
        _check_keys(file, f"{key} {place}", band, {"at_least": number, "label": TEXT}, {})
    bounds = [band["at_least"] for band in bands]
    for place, (above, bound) in enumerate(zip(bounds, bounds[1:], strict=False), 2):
        if bound >= above:
            raise _refused(file, f"{key} {place}.at_least", bound, f"batas yang lebih kecil dari {above}, yang ada di atasnya")
    if bounds[-1] != 0:
        raise _refused(
            file, f"{key} {len(bounds)}.at_least", bounds[-1], f"0; capaian di bawah {bounds[-1]} tidak mempunyai sebutan"
        )


def _refused(file: str, key: str, value: Any, allowed: str) -> CatalogueError:
    return CatalogueError(f"{file}, kunci {key}: berisi “{value}”; yang diperbolehkan: {allowed}")


def _near(word: str, known: Iterable[str]) -> str:
    """` (mungkin maksudnya status)`; empty where nothing is near."""
    near = get_close_matches(word, list(known), n=1)
    return f" (mungkin maksudnya {near[0]})" if near else ""
