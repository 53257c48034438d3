"""`rapor accept`: who may be accepted, what is refused, and that the night then counts it."""

from pathlib import Path

import pytest

from assets.storage.home import Home
from assets.store import open_store
from pipelines.commands.accepting import NotAcceptedError, accept_form
from tests.worlds import count, office, submit, value_of

MARCH = "2025-03"
LONG = [{"nik": f"62160100{n:05d}", "name": f"Koperasi {n}"} for n in range(30)]


@pytest.fixture
def home(tmp_path: Path) -> tuple[Home, str]:
    """A home in which a list of 30 stands and one of 5 was held back, and the SHA-256 of the latter."""
    with office(tmp_path) as store:
        submit(store, "register", LONG)
        short = submit(store, "register", LONG[:5], name=f"{'ab' * 30}1234")
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["value"] == 30
    return Home(tmp_path), short


def test_a_form_that_is_accepted_counts_from_the_next_computing_on(home: tuple[Home, str]) -> None:
    place, short = home
    line = accept_form(place, short[:12], "register", "Rina", "memang hanya lima")
    assert (line["event"], line["sha256"], line["period"], line["by"]) == ("accepted", short, MARCH, "Rina")
    with open_store(place) as store:
        assert MARCH in store.waiting_periods()
        assert value_of(count(store, MARCH), "KOP-01", area="62.02")["value"] == 5


def test_a_form_that_nothing_holds_back_or_that_must_be_mended_is_not_accepted(tmp_path: Path) -> None:
    with office(tmp_path) as store:
        right = submit(store, "register", LONG)
        wrong = submit(store, "register", [{**row, "status": None} for row in LONG], area="62.01")
        count(store, MARCH)
    for sha256, why in ((right, "Tidak ada yang menahan formulir itu"), (wrong, "dikembalikan untuk diperbaiki: .*V111")):
        with pytest.raises(NotAcceptedError, match=why):
            accept_form(Home(tmp_path), sha256, "register", "Rina", "tidak apa")


@pytest.mark.parametrize(
    ("differs", "why"),
    [
        ({"form": "daftar"}, "Formulir “daftar” tidak dikenal. Pilihan: register"),
        ({"by": " "}, "siapa yang memutuskan"),
        ({"reason": ""}, "alasannya"),
        ({"sha256": "abab"}, "sedikitnya 8 huruf"),
        ({"sha256": "ffffffff"}, "Ada 0 berkas dengan SHA-256"),
        ({"form": "kdmp"}, "tidak memuat formulir Progres KDMP"),
    ],
)
def test_what_cannot_be_accepted_is_refused_with_the_reason(home: tuple[Home, str], differs: dict[str, str], why: str) -> None:
    place, short = home
    said = {"sha256": short, "form": "register", "by": "Rina", "reason": "memang hanya lima"} | differs
    with pytest.raises(NotAcceptedError, match=why):
        accept_form(place, **said)
