"""How commands end: 2 with a sentence for wrong usage, 2 with a traceback for our own faults, and no noise at a closed pipe."""

import errno
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.commands.cli import app
from tests.builders import make_workbook
from tests.integration.conftest import RAPOR, environment


def ended(home: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and what was told on standard error."""
    done = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    return done.exit_code, done.stderr


@pytest.mark.parametrize(
    "command", ["verify", "close 2025-03 --by a --why koreksi", "reopen 2025-03 --by a --why koreksi", "nightly"]
)
def test_a_fault_of_our_own_ends_with_two(command: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")
    (home / "archive" / "journal.jsonl").mkdir(parents=True)
    assert ended(home, *command.split())[0] == 2


def test_a_sample_that_cannot_be_written_ends_with_two(home: Path) -> None:
    (home / "berkas").write_text("bukan folder")
    assert ended(home, "sample", str(home / "berkas"), "--periods", "2025-03")[0] == 2


def test_notes_can_be_written_only_into_a_folder_that_is_there(home: Path) -> None:
    path = make_workbook(home / "a.xlsx", {"kdmp": [{}]})
    code, told = ended(home, "check", str(path), "--annotate", str(home / "tidak-ada" / "b.xlsx"))
    assert (code, "tidak ada; salinan" in told, "Traceback" in told) == (2, True, False)
    code, told = ended(home, "check", str(path), "--annotate", str(home))
    assert (code, "adalah folder" in told) == (2, True)


@pytest.mark.parametrize(("options", "stage", "code"), [("", "Sosialisasi", 0), ("", None, 1), ("--json", None, 1)])
def test_a_reader_that_goes_away_changes_nothing_of_how_a_check_ends(
    home: Path, options: str, stage: str | None, code: int
) -> None:
    path = make_workbook(home / "a.xlsx", {"kdmp": [{"stage": stage}]})
    command = f"{shlex.quote(str(RAPOR))} check {options} {shlex.quote(str(path))} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], env=environment(home), capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.split(), done.stderr.strip()) == ([str(code)], "")


def test_an_office_in_which_nothing_is_does_not_look_healthy(home: Path) -> None:
    empty = CliRunner().invoke(app, ["verify", "--home", str(home)])
    assert (empty.exit_code, "Belum ada apa pun di" in empty.stdout) == (0, True)
    assert "Belum ada apa pun di" in CliRunner().invoke(app, ["status", "--home", str(home)]).stdout
    code, told = ended(home / "salah-tulis", "verify")
    assert (code, "tidak ada; periksa RAPOR_HOME" in told) == (2, True)


def test_help_has_indonesian_headings_and_a_missing_argument_ends_with_two(home: Path) -> None:
    told = CliRunner().invoke(app, ["template", "--help"]).stdout
    assert "Pilihan" in told and "[wajib]" in told and "Options" not in told
    assert ended(home, "close")[0] == 2


def test_help_into_a_closed_pipe_leaves_no_traceback(home: Path) -> None:
    command = f"{shlex.quote(str(RAPOR))} profile accept --help | true"
    done = subprocess.run(["bash", "-c", command], env=environment(home), capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr


def test_the_path_of_a_release_is_its_own_folder_and_not_the_link(home: Path) -> None:
    code, told = ended(home, "release", "path")
    assert (code, "Belum ada rilis" in told) == (2, True)
    release = home / "releases" / "20250401T000000000000Z"
    release.mkdir(parents=True)
    (release / "manifest.json").write_text("{}")
    (home / "releases" / "latest").symlink_to(release.name)
    done = CliRunner().invoke(app, ["release", "path", "--home", str(home)])
    assert (done.exit_code, done.stdout) == (0, f"{release}\n")


def test_a_clock_and_a_form_are_not_accepted_together(home: Path) -> None:
    for arguments in (("accept", "abc", "--clock"), ("accept", "abc", "--form", "kdmp", "--at", "2026-05-09")):
        code, told = ended(home, *arguments, "--by", "Rina", "--reason", "uji")
        assert (code, "hanya bersama --clock" in told) == (2, True)


def test_a_full_disk_is_one_sentence_that_names_the_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/h/inbox/a.xlsx")

    monkeypatch.setattr("pipelines.sample.make_sample", full)
    code, told = ended(home, "sample", str(home / "inbox"))
    assert (code, told.count("\n")) == (2, 1) and told.startswith("Disk tempat /h/inbox/a.xlsx penuh")
