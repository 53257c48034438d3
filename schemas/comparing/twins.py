"""The same cooperative listed twice: under near spellings in one village, or under one name with a misspelt legal number or with
nothing that tells the two rows apart (twenty cooperatives pasted twice without NIK, village and legal number counted double).

Pairs are looked for inside small blocks only: of one village, or of one name. A different ordinal (Mekar Sari I, Mekar Sari
II) or another abbreviation of its kind (KUD Mekar, KPRI Mekar) makes another cooperative.
"""

import re
from collections.abc import Iterator
from itertools import combinations

import polars as pl
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from schemas.comparing.batch import Batch, failures, no_failures
from schemas.comparing.place_keys import with_district, with_village
from schemas.forms import FORMS
from schemas.rules.of_tables import SIMILAR_COOPERATIVES

NEAR_NAMES = 92
#: `IV/2017` and `VI/2017`, `012269` and `0122269`: one slip of the hand apart.
NEAR_NUMBERS, SHORTEST_NUMBER = 1, 4
#: A block of more names is cut by the first letters of the name; more rows of one name are a filler, not twins.
LARGE, LETTERS, TWINS_AT_MOST = 400, 3, 20
_KINDS = frozenset({
    "kud", "ksu", "ksp", "kspps", "kpri", "kpn", "kopkar", "kopwan", "kopontren", "koppas", "primkop", "primkopad", "primkoppol",
    "puskud", "puskopad", "ktm", "kpk", "kpd",
})  # fmt: skip
#: Kinds as they are written out.
_WRITTEN_OUT = (
    ("serba usaha", "ksu"), ("simpan pinjam", "ksp"), ("unit desa", "kud"), ("pegawai republik indonesia", "kpri"),
    ("pegawai negeri", "kpri"),
)  # fmt: skip
_FILLERS = frozenset({
    "koperasi", "kop", "konsumen", "produsen", "jasa", "pemasaran", "simpan", "pinjam", "serba", "usaha", "unit", "desa", "kelurahan",
    "primer",
})  # fmt: skip
#: Name and district make the block, and the village is compared by its key.
_TELL_APART = [column.id for column in FORMS["register"].columns if column.id not in ("name", "district", "village")]
_ORDINAL = re.compile(r"[ivx]+|\d+|[a-z]")


def twins(batch: Batch) -> pl.DataFrame:
    """SIMILAR_COOPERATIVES at the name of every row that is like another one; the detail names the other."""
    rows = batch.without_doubt(batch.of("register"), "register", "name", "nik")
    rows = rows.filter((pl.col("status") != "Dibubarkan").fill_null(True)).drop_nulls("name")
    if rows.is_empty():
        return no_failures()
    rows = with_village(with_district(rows, batch.areas)).with_row_index("n")
    names = rows["name"].to_list()
    words = [_core_words(name) for name in names]
    rows = rows.with_columns(core=pl.Series([" ".join(sorted(core)) for core, _ in words], dtype=pl.String))
    candidates = _in_one_village(rows) | _of_one_name(rows) | _told_apart_by_nothing(rows)
    niks, kinds = rows["nik"].to_list(), [kind for _, kind in words]
    pairs = [(a, b) for a, b in sorted(candidates) if _may_be_one(niks, kinds, a, b)]
    both = pl.DataFrame([*pairs, *((b, a) for a, b in pairs)], schema={"n": pl.UInt32, "other": pl.UInt32}, orient="row")
    others = rows.select(other="n", other_name="name", other_row="row")
    first_twin = both.join(others, on="other").sort("n", "other_row").unique("n", keep="first", maintain_order=True)
    return failures(
        rows.join(first_twin, on="n"), "name", SIMILAR_COOPERATIVES, pl.format("“{}” pada baris {}", "other_name", "other_row")
    )


def _core_words(name: str) -> tuple[list[str], frozenset[str]]:
    """The words that tell the cooperative from others, and the abbreviations of its kind."""
    text = re.sub(r"[^0-9a-z]+", " ", name.lower().replace("'", ""))
    for phrase, kind in _WRITTEN_OUT:
        text = text.replace(phrase, kind)
    every = text.split()
    core = [word for word in every if word not in _KINDS and word not in _FILLERS]
    return core or every, frozenset(every) & _KINDS


def _may_be_one(niks: list[str | None], kinds: list[frozenset[str]], a: int, b: int) -> bool:
    """False where both rows bear one NIK, which KEY_REPEATED tells already, or two different kinds: KUD Mekar is not KPRI Mekar."""
    return (niks[a] is None or niks[a] != niks[b]) and not (kinds[a] and kinds[b] and kinds[a] != kinds[b])


def _in_one_village(rows: pl.DataFrame) -> set[tuple[int, int]]:
    """Pairs of rows of one village with near names."""
    pairs: set[tuple[int, int]] = set()
    placed = rows.drop_nulls(["district_key", "village_key"])
    for block in _blocks(placed, ["submission", "district_key", "village_key"]):
        names = list(block)
        near = [(a, b) for a, b in _near(names) if not _differ_by_ordinal(names[a], names[b])]
        pairs |= {_pair(a, b) for one, two in near for a in block[names[one]] for b in block[names[two]]}
        pairs |= {pair for rows_of_one in block.values() for pair in combinations(rows_of_one, 2)}
    return pairs


def _blocks(rows: pl.DataFrame, group: list[str]) -> Iterator[dict[str, list[int]]]:
    """Name → its rows, for each group with at least two rows; a large one (LARGE) in parts, as pairs grow with its square."""
    several = rows.filter(pl.len().over(group) > 1)
    size = pl.col("core").n_unique().over(group)
    cut = several.with_columns(part=pl.when(size > LARGE).then(pl.col("core").str.slice(0, LETTERS)).otherwise(pl.lit("")))
    by_name = cut.group_by(*group, "part", "core", maintain_order=True).agg(pl.col("n").head(TWINS_AT_MOST))
    for _, block in by_name.group_by(*group, "part", maintain_order=True):
        yield dict(zip(block["core"].to_list(), block["n"].to_list(), strict=True))


def _near(names: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of names that are nearly the same, as their places in the list. Their words are in alphabetical order already."""
    for a, name in enumerate(names):
        for _, _, b in process.extract(name, names[a + 1 :], scorer=fuzz.ratio, score_cutoff=NEAR_NAMES, limit=None):
            yield a, a + 1 + b


def _differ_by_ordinal(one: str, two: str) -> bool:
    """Nothing but a number or a single letter tells them apart (Mekar I and Mekar II, SP6 and SP7)."""
    different = set(one.split()) ^ set(two.split())
    same_but_for_digits = re.sub(r"\d+", "", one) == re.sub(r"\d+", "", two)
    return bool(different) and (same_but_for_digits or all(_ORDINAL.fullmatch(word) for word in different))


def _of_one_name(rows: pl.DataFrame) -> set[tuple[int, int]]:
    """Pairs of rows of a regency with one name, whose legal numbers are one slip apart, or equal but for punctuation and zeros."""
    several = rows.drop_nulls("legal_number").filter(pl.len().over("submission", "core").is_between(2, TWINS_AT_MOST))
    several = several.with_columns(number=pl.Series([_bare_number(text) for text in several["legal_number"]], dtype=pl.String))
    several = several.filter(pl.col("number").str.len_chars() >= SHORTEST_NUMBER)
    pairs: set[tuple[int, int]] = set()
    for _, block in several.group_by("submission", "core", maintain_order=True):
        listed = zip(block["n"].to_list(), block["number"].to_list(), strict=True)
        for (a, one), (b, two) in combinations(listed, 2):
            if OSA.distance(one, two, score_cutoff=NEAR_NUMBERS) <= NEAR_NUMBERS:
                pairs.add(_pair(a, b))
    return pairs


def _told_apart_by_nothing(rows: pl.DataFrame) -> set[tuple[int, int]]:
    """Pairs of rows of one district with the very same name that differ in no cell that both have filled."""
    block = ["submission", "district_key", "spelling"]
    spelling = pl.col("name").str.to_lowercase().str.replace_all(r"[^\pL\pN]+", " ").str.strip_chars()
    placed = rows.select("submission", "district_key", "n", spelling=spelling).drop_nulls()
    several = placed.filter(pl.len().over(block).is_between(2, TWINS_AT_MOST))
    pairs = several.join(several.rename({"n": "other"}), on=block).filter(pl.col("n") < pl.col("other")).select("n", "other")
    for column in (*_TELL_APART, "village_key"):
        one, other = rows[column].gather(pairs["n"]), rows[column].gather(pairs["other"])
        pairs = pairs.filter((one == other).fill_null(True))
    return set(pairs.iter_rows())


def _bare_number(text: str) -> str:
    """A legal number without punctuation, leading zeros and parts said twice (VII/VII/2019)."""
    parts = [part.lstrip("0") or "0" for part in re.findall(r"[0-9A-Z]+", text.upper())]
    return " ".join(part for i, part in enumerate(parts) if i == 0 or part != parts[i - 1])


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
