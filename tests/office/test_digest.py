"""What a night tells whom it concerns: what came, what is missing, what changed, where to look; counts, and nobody's rows."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import dagster as dg
import pytest
from rich.console import Console

from assets.receiving.inbox import RECEIVED
from assets.release import publish
from assets.storage import made_by
from assets.storage.home import Home, WrongSettingError
from assets.store import Store
from pipelines import telling
from pipelines.commands.night_summary import print_night
from pipelines.definitions import defs
from pipelines.digest import FAILED, SHORT_AT_MOST, Digest
from pipelines.mailing import NotSentError, Post
from pipelines.nights import Night
from pipelines.schedules import NIGHTLY
from pipelines.sensors import OF_SCHEDULE, news
from pipelines.telling import Settings, Told, tell_night
from schemas.privacy import hide
from tests.integration.conftest import own_instance
from tests.worlds import count, office, submit

FIRST_DAY = datetime(2026, 5, 9, 20, tzinfo=UTC)
POST = Post("surat.example", 465, True, "rapor@example.org", ("kepala@example.org", "data@example.org"), "rapor", "s4ndi")
OFFICER = "Budi Santoso 081234567890.xlsx"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which Kotawaringin Timur reported two villages in one file, Kapuas a form that was returned, and there was a release."""
    with office(tmp_path_factory.mktemp("office")) as store:
        came(store, submit(store, "kdmp", [{}], name="a" * 64))
        came(store, submit(store, "kdmp", [{"stage": None}], area="62.03", name="b" * 64))
        count(store, "2025-03")
        publish(store)
        return store.home


def came(store: Store, submission: str) -> None:
    store.archive.append(RECEIVED, sha256=submission, file=OFFICER)


@pytest.fixture
def day(home: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Moves the clock to a day; nothing was told before the first."""
    for name in (telling.STATE, telling.TEXT):
        (home.folder / name).unlink(missing_ok=True)
    monkeypatch.delenv("RAPOR_DIGEST_TO", raising=False)
    monkeypatch.delenv("RAPOR_DIGEST_URL", raising=False)

    def move(number: int) -> None:
        monkeypatch.setattr(telling, "now", lambda: FIRST_DAY + timedelta(days=number - 1))

    move(1)
    return move


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Mail is asked for; what would leave is kept here: subject and text."""
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(Post, "from_environment", lambda: POST)
    monkeypatch.setattr(Post, "send", lambda _, subject, text: sent.append((subject, text)))
    return sent


def told(home: Home, *, failed: bool = False) -> Told:
    night = tell_night(home, failed=failed)
    assert night
    return night


def test_it_says_what_came_what_is_missing_what_went_back_and_what_changed(home: Home, day: Callable[[int], None]) -> None:
    first, second, third, fourth = told(home).digest.sentences
    assert first == "Masuk sejak ringkasan sebelumnya: 2 berkas, dari Kotawaringin Timur (1) dan Kapuas (1)."
    assert second.startswith("Belum disampaikan sampai Maret 2025: ")
    assert third == "Dikembalikan dan belum diperbaiki: 1 berkas, dari Kapuas (1)."
    assert fourth.startswith("Rilis baru ") and fourth.endswith(" WIB. Tidak ada angka yang berubah.")


def test_what_is_missing_are_the_forms_that_were_due_and_did_not_come(home: Home, day: Callable[[int], None]) -> None:
    """In March five forms are due from each of fourteen; of those two came, one of them returned."""
    sentence = told(home).digest.sentences[1]
    assert "68 formulir, dari Kotawaringin Barat (5)" in sentence and "Kapuas (4)" in sentence


def test_the_short_text_has_room_in_whatsapp_and_lies_where_it_can_be_copied(home: Home, day: Callable[[int], None]) -> None:
    night = told(home)
    assert night.text.read_text("utf-8") == night.digest.short + "\n"
    assert len(night.digest.short) <= SHORT_AT_MOST
    assert f"{(home.releases / 'latest').as_uri()}/internal/index.html" in night.digest.short


def test_where_there_is_no_room_regencies_are_counted_and_links_left_out() -> None:
    def short(*versions: str, link: str = "Rapor: x") -> str:
        return Digest("Rapor", [[version] for version in versions], [link, "Lain: y"]).short

    assert short("n" * 900, "3 kabupaten/kota") == "*Rapor*\n- 3 kabupaten/kota\nRapor: x\nLain: y"
    assert short("n" * 900, "n" * 875) == "*Rapor*\n- " + "n" * 875 + "\nRapor: x"
    assert short("n" * 900, "n" * 885) == "*Rapor*\n- " + "n" * 885
    assert len(short("n" * 2000)) == SHORT_AT_MOST


def test_it_holds_no_file_name_and_nothing_that_looks_personal(home: Home, day: Callable[[int], None]) -> None:
    (home.inbox).mkdir(exist_ok=True)
    (home.inbox / OFFICER).write_text("x")
    night = told(home)
    (home.inbox / OFFICER).unlink()
    assert "Masih di kotak masuk: 1 berkas; rapor nightly menyebut sebabnya." in night.digest.sentences
    for text in (night.digest.text, night.digest.short):
        assert hide(text) == text
        assert "Budi" not in text and ".xlsx" not in text and "a" * 12 not in text


def test_its_links_go_where_the_office_says_that_they_go(
    home: Home, day: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPOR_DIGEST_URL", "https://berkas.example/rapor/")
    assert told(home).digest.links[1] == "Rapor: https://berkas.example/rapor/publik/index.html"
    monkeypatch.setenv("RAPOR_DIGEST_URL", "berkas rapor")
    with pytest.raises(WrongSettingError, match="RAPOR_DIGEST_URL berisi “berkas rapor”"):
        Settings.from_environment(home)


def test_screen_mail_and_whatsapp_say_the_same_sentences(
    home: Home, day: Callable[[int], None], posted: list[tuple[str, str]]
) -> None:
    night, screen = told(home), StringIO()
    print_night(Console(file=screen, width=300), home, Night(2, [], (home.releases / "latest").resolve()), night)
    ((_, mail),) = posted
    for sentence in night.digest.sentences:
        assert sentence in screen.getvalue() and sentence in mail
    assert "Ringkasan malam dikirim ke 2 alamat." in screen.getvalue()


def test_a_night_is_mailed_once_whoever_ends_it(home: Home, day: Callable[[int], None], posted: list[tuple[str, str]]) -> None:
    assert told(home).mail == "Ringkasan malam dikirim ke 2 alamat."
    assert told(home).mail == "Ringkasan malam ini sudah dikirim."
    day(2)
    told(home)
    assert len(posted) == 2
    assert "2 berkas, dari" in posted[0][1] and "Tidak ada berkas baru" in posted[1][1] and "Tidak ada rilis baru" in posted[1][1]


def test_a_server_that_is_down_fails_nobody_and_what_was_not_mailed_is_told_again(
    home: Home, day: Callable[[int], None], posted: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise NotSentError("server surat surat.example:465 tidak dapat dihubungi")

    with monkeypatch.context() as patch:
        patch.setattr(Post, "send", down)
        assert told(home).mail == (
            "Ringkasan malam tidak terkirim: server surat surat.example:465 tidak dapat dihubungi. Malam berikutnya mengirimnya."
        )
    day(2)
    told(home)
    assert "2 berkas, dari" in posted[0][1]


def test_without_mail_a_day_begins_where_the_one_before_ended(home: Home, day: Callable[[int], None]) -> None:
    assert told(home).mail == ""
    assert "2 berkas" in told(home).digest.sentences[0]
    day(2)
    assert told(home).digest.sentences[0] == "Tidak ada berkas baru sejak ringkasan sebelumnya."


def test_asking_for_mail_later_the_same_day_sends_it(
    home: Home, day: Callable[[int], None], posted: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Post, "from_environment", lambda: None)
        told(home)
    assert told(home).mail == "Ringkasan malam dikirim ke 2 alamat."


def test_a_night_that_failed_is_told_without_its_reason_and_the_one_that_mends_it_too(
    home: Home, day: Callable[[int], None], posted: list[tuple[str, str]]
) -> None:
    for failed in (True, True, False):
        told(home, failed=failed)
    assert [subject.split(" · ")[0] for subject, _ in posted] == ["GAGAL", "Rapor Koperasi Kalimantan Tengah"]
    assert FAILED in posted[0][1] and "2 berkas, dari" in posted[1][1]


def test_a_state_that_cannot_be_read_tells_everything_again(home: Home, day: Callable[[int], None]) -> None:
    told(home)
    (home.folder / telling.STATE).write_text("{")
    day(2)
    assert "2 berkas" in told(home).digest.sentences[0]
    assert set(json.loads((home.folder / telling.STATE).read_text())) == {"day", "since", "until", "told"}


def test_before_the_first_release_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert tell_night(Home(tmp_path)) is None


def test_several_releases_since_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office(tmp_path) as store:
        publish(store)
        monkeypatch.setattr(made_by, "_code", lambda: "upgraded")
        publish(store)
    assert told(store.home).digest.sentences[-1].startswith("2 rilis baru, yang terakhir ")


def test_dagster_tells_a_night_of_its_schedule_once_and_when_nothing_follows_any_more(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPOR_HOME", str(home.folder))
    receive, compute = (defs.resolve_job_def(job) for job in ("terima", "hitung"))

    def look(instance: dg.DagsterInstance) -> object:
        return news(dg.build_sensor_context(instance=instance))

    with own_instance(home.folder) as instance:
        assert isinstance(look(instance), dg.SkipReason)
        instance.create_run_for_job(receive, status=dg.DagsterRunStatus.SUCCESS)
        assert look(instance) == dg.SkipReason("belum ada malam")
        of_night = instance.create_run_for_job(receive, status=dg.DagsterRunStatus.SUCCESS, tags={OF_SCHEDULE: NIGHTLY})
        monkeypatch.setattr("pipelines.sensors.next_steps", lambda _: (["hitung"], ""))
        assert look(instance) == dg.SkipReason("malam belum selesai")
        monkeypatch.setattr("pipelines.sensors.next_steps", lambda _: ([], "tidak ada angka baru"))
        asked = look(instance)
        assert isinstance(asked, dg.RunRequest) and asked.run_key == f"kabarkan:{of_night.run_id}"
        instance.create_run_for_job(compute, status=dg.DagsterRunStatus.STARTED)
        assert look(instance) == dg.SkipReason("masih ada run yang berjalan")


def test_dagsters_job_tells_what_the_command_tells(
    home: Home, day: Callable[[int], None], posted: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPOR_HOME", str(home.folder))
    with dg.DagsterInstance.ephemeral() as instance:
        job = defs.resolve_job_def("kabarkan")
        assert job.execute_in_process(instance=instance).success
        assert told(home).mail == "Ringkasan malam ini sudah dikirim."
        instance.create_run_for_job(defs.resolve_job_def("terbitkan"), status=dg.DagsterRunStatus.FAILURE)
        day(2)
        assert job.execute_in_process(instance=instance).success
    assert [FAILED in text for _, text in posted] == [False, True]
