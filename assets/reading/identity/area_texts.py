"""The regency that a text names: a title line, a folder, a file's name, the two cells of a cover.

A name in free text counts when it can be nothing else: a regency in scope, or another one called Kab., Kabupaten or Kota. A bare number of
four digits is told by neither code system alone: 6206 is Katingan's number at Kemendagri and Sukamara's at BPS, and then names nobody.
"""

import re
from functools import cache

from rapidfuzz import fuzz

from schemas.areas import PREFIXES, areas, regency_by_code, regency_by_name
from schemas.columns import normalise

_LONGEST_NAME = 5
_CALLED = frozenset({"kab", "kabupaten", "kota", "kodya", "pemkab", "pemko"})
#: Behind one of these words a regency's name is that of a smaller place: Kecamatan Kapuas Barat, Jl. Palangka Raya.
_SMALLER = frozenset({"kecamatan", "kec", "desa", "kelurahan", "kel", "ds", "jalan", "jl", "sungai"})
#: A regency's dotted code, and not the first two parts of a village's (62.02.01.2003) or of a date.
_DOTTED = re.compile(r"(?<![\d.,])\d\d\.\d\d(?!\.?\d)")
#: Four digits that are no part of an amount, a date, a phone number or a legal number.
_BARE = re.compile(r"(?<![\d.,/-])\d{4}(?![\d/]|[.-]\d)")
#: A misspelt name beside a code that says the same.
_ALIKE = 80
_SUGGESTED = 2


def regencies_in(text: str, scope: str) -> list[str]:
    """The codes of the regencies that a free text names, by codes and then by names, each once.

    Those of the scope alone where there are any: `Rekap Kapuas, tembusan Kota Malang` speaks of Kapuas.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # a file's name: RekapKotimApril2025
    codes = [code for match in _DOTTED.findall(text) for code in regency_by_code(match)]
    for match in _BARE.findall(text):
        readings = regency_by_code(match)
        codes += readings if len(readings) == 1 and in_scope(readings[0], scope) else ()
    codes += _named_regencies(normalise(spaced).split(), scope)
    in_the_scope = [code for code in codes if in_scope(code, scope)]
    return list(dict.fromkeys(in_the_scope or codes))


def province_in(text: str) -> str | None:
    """The two-digit code of the province that a free text names as `Provinsi …`; None where it names none."""
    words = f" {normalise(text)} "
    return next(
        (code for name, code in _provinces().items() if f" provinsi {name} " in words or f" prov {name} " in words),
        None,
    )


def in_scope(code: str, scope: str) -> bool:
    """True for a regency that reports, and for the province itself."""
    return code == scope or code in areas(scope).codes


def area_name(code: str) -> str:
    """`Kabupaten Katingan`, `Provinsi Kalimantan Tengah`, wherever in the country."""
    return areas("all").name(code)


def readings_of_code(text: str) -> tuple[str, ...]:
    """What a code on a cover can mean: a province's two digits, or the regencies that `regency_by_code` gives."""
    plain = text.strip().removesuffix(".0")
    if re.fullmatch(r"\d\d", plain):
        return (plain,) if plain in _provinces().values() else ()
    return regency_by_code(plain)


def readings_of_name(text: str) -> tuple[str, ...]:
    """What a name on a cover can mean: a province, or the regencies of that name."""
    key = normalise(text)
    province = _provinces().get(re.sub(r"^(provinsi|prov|pemerintah provinsi|pemprov) ", "", key))
    return (province,) if province else regency_by_name(text)


def is_alike(name: str, code: str) -> bool:
    """True when a name that nobody bears is close to that of the area with this code: `Kotawaringin Timor` beside 62.02."""
    return _likeness(name, code) >= _ALIKE


def near_names(name: str, scope: str) -> list[str]:
    """The areas whose names are near to one that nobody bears, nearest first: to be suggested, never taken."""
    scored = [(_likeness(name, code), area_name(code)) for code in areas(scope).codes]
    return [candidate for score, candidate in sorted(scored, reverse=True)[:_SUGGESTED] if score >= _ALIKE]


def _likeness(name: str, code: str) -> float:
    """How much alike a name and that of the area with this code are, of 100; Kabupaten and Kota before them left out."""
    return fuzz.ratio(PREFIXES.sub("", normalise(name)), PREFIXES.sub("", normalise(area_name(code))))


def _named_regencies(words: list[str], scope: str) -> list[str]:
    """The codes of the regencies that normalised words name, in their order; the longest names first, so that Kapuas Hulu is not Kapuas."""
    taken: set[int] = set()
    by_place: list[tuple[int, str]] = []
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            places = set(range(start, start + length))
            text = " ".join(words[start : start + length])
            codes = () if places & taken else regency_by_name(_spaced_names(scope).get(text, text))
            if not codes:
                continue
            taken |= places
            if start and words[start - 1] in _SMALLER:
                continue
            in_the_scope = [code for code in codes if in_scope(code, scope)]
            fitting = in_the_scope or [code for code in codes if words[start] in _CALLED]
            if len(fitting) == 1:
                by_place.append((start, fitting[0]))
    return [code for _, code in sorted(by_place)]


@cache
def _spaced_names(scope: str) -> dict[str, str]:
    """`gunungmas` → `gunung mas`: the names of several words in scope, as they are written without a blank."""
    names = [normalise(name) for name in areas(scope).regencies["name"]]
    return {name.replace(" ", ""): name for name in names if " " in name}


@cache
def _provinces() -> dict[str, str]:
    """Normalised name → code of every province."""
    country = areas("all")
    codes = sorted({code[:2] for code in country.codes})
    return {normalise(country.name(code).removeprefix("Provinsi ")): code for code in codes}
