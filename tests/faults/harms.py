"""What a person, a disk or a program does to what rests."""

import json
import os
import shutil
from pathlib import Path

from assets.storage.archive import Archive, sha256
from assets.storage.home import Home
from assets.storage.released import ANALYSTS

FIGURES = Path("releases/latest/publik/data/indicators.csv")


def journal(home: Home) -> Path:
    return home.archive / "journal.jsonl"


def lose(home: Home) -> None:
    journal(home).unlink()


def edit(home: Home) -> None:
    journal(home).write_text(journal(home).read_text().replace('.xlsx"', '.xls"', 1))


def cut_off(home: Home) -> None:
    journal(home).write_text("".join(journal(home).read_text().splitlines(keepends=True)[:2]))


def garble(home: Home) -> None:
    lines = journal(home).read_bytes().splitlines(keepends=True)
    journal(home).write_bytes(b"".join([lines[0], b"\xff\xfe??\n", *lines[2:]]))


def original(home: Home, file: str) -> Path:
    archive = Archive(home.archive)
    return next(archive.path(line["sha256"]) for line in archive.lines() if line.get("file") == file)


def bad_bytes(path: Path) -> None:
    with path.open("r+b") as stream:
        for place in range(12_288, path.stat().st_size, 4096):
            stream.seek(place)
            stream.write(b"\xa5" * 512)


def cut_end(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def empty_manifest(home: Home) -> None:
    (home.releases / "latest/manifest.json").write_bytes(b"")


def torn_manifest(home: Home) -> None:
    os.truncate(home.releases / "latest/manifest.json", 100)


def altered_figure(home: Home) -> None:
    path = home.folder / FIGURES
    path.write_bytes(path.read_bytes().replace(b",1,", b",2,"))


def altered_with_its_manifest(home: Home) -> None:
    altered_figure(home)
    path = home.releases / "latest/manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"]["publik/data/indicators.csv"] = sha256(home.folder / FIGURES)
    path.write_text(json.dumps(manifest))


def missing_file(home: Home) -> None:
    (home.releases / "latest" / ANALYSTS).unlink()


def latest_is_a_folder(home: Home) -> None:
    link = home.releases / "latest"
    target = link.resolve()
    link.unlink()
    shutil.copytree(target, link)
