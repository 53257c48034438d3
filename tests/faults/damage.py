"""What rests is harmed between two nights: the next one mends it, or says in a sentence why it refuses."""

from collections.abc import Callable
from pathlib import Path

from assets.storage.home import Home
from tests.faults import harms
from tests.faults.office import Offices, all_is_well, figures, news, quiet, readers_find_a_whole_release, well
from tests.faults.processes import rapor

Harm = Callable[[Home], None]


def torn_end(home: Home) -> None:
    with harms.journal(home).open("ab") as stream:
        stream.write(b'{"seq":99,"at":"20')


def orphan(home: Home) -> None:
    (home.releases / "29990101T000000000000Z/publik").mkdir(parents=True)


def warehouse(harm: Callable[[Path], None]) -> Harm:
    return lambda home: harm(home.warehouse)


def dagster(harm: Callable[[Path], None], name: str) -> Harm:
    return lambda home: harm(home.dagster / name)


#: What the next night makes good, and says so.
MENDED: dict[str, Harm] = {
    "warehouse cut": warehouse(harms.cut_end), "warehouse with bad bytes": warehouse(harms.bad_bytes),
    "warehouse a folder": warehouse(harms.a_folder),
    "runs.db cut": dagster(harms.cut_end, "history/runs.db"), "index.db with bad bytes": dagster(harms.bad_bytes, "history/runs/index.db"),
    "manifest empty": harms.empty_manifest, "manifest torn": harms.torn_manifest, "a figure altered": harms.altered_figure,
    "a figure altered with its manifest": harms.altered_with_its_manifest, "a released file missing": harms.missing_file,
    "latest a folder": harms.latest_is_a_folder, "an orphan release": orphan,
}  # fmt: skip
#: Over what nothing is published until it is brought back.
REFUSED: dict[str, Harm] = {
    "journal lost": harms.lose, "journal edited": harms.edit, "journal cut off": harms.cut_off, "journal garbled": harms.garble,
}  # fmt: skip
#: What needs no word.
HARMLESS: dict[str, Harm] = {"journal torn at its end": torn_end, "warehouse lost": lambda home: home.warehouse.unlink()}


def is_mended(offices: Offices, name: str, harm: Harm, told: bool = True) -> int:
    """The night after the harm says what it found and publishes what an undisturbed one would."""
    home = offices.copy(name)
    harm(Home(home))
    received = news(home)
    ended = rapor(home, "nightly")
    well(ended)
    assert ("Perlu diperhatikan" in ended.told) == told, ended.told
    all_is_well(home, received, offices.after)
    return 1


def is_refused(offices: Offices, name: str, harm: Harm) -> int:
    """The night refuses in a sentence, receives and publishes nothing; when the journal is back, everything follows."""
    home = offices.copy(name)
    journal = harms.journal(Home(home))
    whole = journal.read_bytes()
    harm(Home(home))
    received = news(home)
    refusal(home, "Kembalikan")
    assert rapor(home, "verify").code == 1
    assert figures(home) == offices.before
    journal.write_bytes(whole)
    well(rapor(home, "nightly"))
    all_is_well(home, received, offices.after)
    return 1


def original_is_missed(offices: Offices, name: str, altered: bool) -> int:
    """An original that is gone or altered costs nobody else anything, verify names it, and its copy makes everything whole."""
    home = offices.copy(name)
    path = harms.original(Home(home), "34.01-1.xlsx")
    whole = path.read_bytes()
    path.unlink()
    if altered:
        path.write_bytes(whole + b"x")
    received = news(home)
    well(rapor(home, "nightly"))
    checked = rapor(home, "verify")
    quiet(checked)
    assert (checked.code, path.name[:12] in checked.told) == (1, True), checked
    path.unlink(missing_ok=True)
    path.write_bytes(whole)
    all_is_well(home, received, offices.after)
    return 1


def refusal(home: Path, word: str, **conditions: object) -> None:
    """A night that refuses in one sentence, which has this word; readers find what they found before."""
    ended = rapor(home, "nightly", **conditions)
    quiet(ended)
    sentences = [line for line in ended.told.splitlines() if not line.startswith("Menunggu: ")]
    assert (ended.code, len(sentences)) == (2, 1) and word in sentences[0], ended
    readers_find_a_whole_release(home)
