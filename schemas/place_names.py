"""How the name of a district or a village is compared, and what else a cell says besides the name.

Only what is certain is levelled: blanks and hyphens, `Desa`/`Kel.` before a name, `Kec. …`, `Kab. …` and `RT …` behind it, the
abbreviations and numerals listed here. A letter more or less is another name; near ones are suggested (`schemas.places`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

#: Words that say what kind of area follows.
KINDS = frozenset({"desa", "ds", "kelurahan", "klurahan", "kel", "kecamatan", "kec"})
#: Abbreviations, and spellings of one word, that official lists of Kalimantan Tengah themselves use side by side.
SAME_WORDS = {
    "sei": "sungai", "tbg": "tumbang", "gn": "gunung", "gng": "gunung", "tg": "tanjung", "tj": "tanjung", "tjg": "tanjung",
    "ma": "muara", "tlk": "teluk", "twg": "tewang", "kp": "kampung", "mulya": "mulia",
}  # fmt: skip
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
NUMERALS = {roman: str(number) for number, roman in enumerate(_ROMAN, start=1)} | {
    "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5",
}  # fmt: skip
_PART_OF_A_VILLAGE = frozenset({"dusun", "dukuh", "rt", "rw"})
_TAIL = frozenset({"kec", "kecamatan", "kab", "kabupaten", "prov", "provinsi", "rt", "rw"})
_CODE = re.compile(r"^\d\d[.\s-]?\d\d[.\s-]?\d\d[.\s-]?\d{4}$")


@dataclass(frozen=True)
class PlaceText:
    """What a cell says: a name as it is compared (`key`) and as words, the district behind it, or ten digits of a code."""

    key: str = ""
    words: str = ""
    district: str = ""
    code: str = ""


@lru_cache(maxsize=200_000)
def parse_place(text: str) -> PlaceText:
    """What the cell of a place says; everything empty when it says no more than `Kelurahan`."""
    if _CODE.match(text.strip()):
        return PlaceText(code=re.sub(r"\D", "", text))
    words = re.findall(r"[0-9a-z]+", text.lower())
    while len(words) > 1 and words[0] in KINDS:
        words = words[1:]
    if words and words[0] in KINDS:
        return PlaceText()
    words, tail = _cut(words)
    if words and words[0] in _PART_OF_A_VILLAGE and (inner := [i for i, word in enumerate(words) if word in KINDS]):
        words = words[inner[-1] + 1 :]
    levelled = _levelled(words)
    return PlaceText("".join(levelled), " ".join(levelled), "".join(_levelled(tail)))


def _cut(words: list[str]) -> tuple[list[str], list[str]]:
    """The words before `Kec.`, `Kab.`, `RT` and the like, and the district named there."""
    end = next((i for i, word in enumerate(words) if i and word in _TAIL), len(words))
    rest = words[end:]
    start = next((i for i, word in enumerate(rest) if word in ("kec", "kecamatan")), None)
    if start is None:
        return words[:end], []
    following = rest[start + 1 :]
    stop = next((i for i, word in enumerate(following) if word in _TAIL), len(following))
    return words[:end], following[:stop]


def _levelled(words: list[str]) -> list[str]:
    """Abbreviations spelled out and numerals as digits; `Sei/Sungai` says one word twice."""
    levelled: list[str] = []
    for place, word in enumerate(words):
        same = NUMERALS.get(word, word) if place else word
        same = SAME_WORDS.get(same, same)
        if not (levelled and levelled[-1] == same and words[place - 1] != word):
            levelled.append(same)
    return levelled
