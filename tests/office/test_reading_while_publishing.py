"""Readers that resolve `latest` once a round never find nothing, nor files of two releases, however often something is published."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assets.publishing.manifest import write_manifest
from assets.storage.archive import Archive
from assets.storage.publications import fresh_building, put_in_place

FILES = ("publik/index.html", "publik/data/indicators.csv", "internal/index.html", "internal/data/findings.csv")
#: Reads all files of a release and holds them against each other and its manifest, round after round; prints how many releases it saw.
READER = """
import hashlib, json, os, sys
releases, rounds, files = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
seen, done = set(), 0
while done < rounds or not os.path.exists(releases + "/.over"):
    folder = os.path.realpath(releases + "/latest")
    read = {}
    for name in ("manifest.json", *files):
        with open(folder + "/" + name, "rb") as file:
            read[name] = file.read()
    manifest = json.loads(read.pop("manifest.json"))
    assert set(read.values()) == {manifest["fingerprint"].encode()}, (folder, read)
    assert {name: hashlib.sha256(content).hexdigest() for name, content in read.items()} == manifest["files"], folder
    seen.add(folder)
    done += 1
    if done == 1:
        print("begun", flush=True)
print(done, len(seen))
"""


def publish(releases: Path, archive: Archive, number: int) -> None:
    """A release of which every file says the same, and another than every other release."""
    made_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    building = fresh_building(releases)
    for name in FILES:
        (building / name).parent.mkdir(parents=True, exist_ok=True)
        (building / name).write_text(f"rilis {number}")
    write_manifest(building, made_at, {}, f"rilis {number}", archive.head())
    put_in_place(building, archive, made_at)


@pytest.mark.parametrize(
    ("publishes", "readers", "rounds"), [(10, 2, 1_000), pytest.param(100, 8, 12_500, marks=pytest.mark.slow)]
)
def test_readers_find_one_whole_release_in_every_round(tmp_path: Path, publishes: int, readers: int, rounds: int) -> None:
    releases, archive = tmp_path / "releases", Archive(tmp_path / "archive")
    publish(releases, archive, 0)
    command = [sys.executable, "-I", "-c", READER, str(releases), str(rounds), *FILES]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(readers)]
    assert [reader.stdout and reader.stdout.readline() for reader in started] == ["begun\n"] * readers
    for number in range(1, publishes):
        publish(releases, archive, number)
    (releases / ".over").touch()
    ended = [reader.communicate(timeout=600) for reader in started]
    assert [told for _, told in ended] == [""] * readers
    counts = [tuple(map(int, told.split())) for told, _ in ended]
    assert sum(done for done, _ in counts) >= readers * rounds
    assert min(seen for _, seen in counts) > 1
    assert len(list(releases.glob("[0-9]*Z"))) == publishes
    print(f"{sum(done for done, _ in counts)} rounds, releases seen: {[seen for _, seen in counts]}")
