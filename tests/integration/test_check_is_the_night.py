"""`rapor check` says of the files of a night what that night then says of them: one judgement, two pasts.

A history of nights with planted mistakes, corrected files, reports of no change, much shorter files, copies, closings and files of no
known regency is received night by night; before each night all its files are checked together.
"""

import random
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
import pytest

from assets.accepted import judge_periods
from assets.judging.judging import unplaced
from assets.receiving.inbox import Receiving
from assets.storage import closings
from assets.storage.home import Home
from assets.storage.released import ANALYSTS
from assets.storage.tables import FILES, FINDINGS, PROBLEMS, SCORES, VALUES
from assets.storage.warehouse import Copied
from assets.store import Store, open_store
from assets.submissions import list_files
from pipelines.commands.checking import check_files
from pipelines.sample import make_sample
from schemas.forms import NO_CHANGE
from tests.builders import RIGHT, make_workbook

SAID = ("file", "area_code", "period", "form", "sheet", "cell", "rule", "severity", "value", "message", "group", "explanation")
PERIODS = ("2024-12", "2025-03", "2025-04", "2025-05", "2025-06", "2025-07")
REGENCIES = {"62.02": "Kabupaten Kotawaringin Timur", "62.10": "Kabupaten Gunung Mas", "62.71": "Kota Palangka Raya"}


def night(home: Home) -> pl.DataFrame:
    """Receive, judge what waits and publish the tables as a night does; what it says of the files that it received."""
    with open_store(home) as store:
        receiving = Receiving(home.inbox, store.archive)
        new = {receipt.sha256 for receipt in receiving.run()}
        list_files(store, receiving)
        waiting = store.waiting_periods()
        judge_periods(store, waiting)
        publish(store, home)
        files = store.warehouse.table(FILES)
        unknown = files.filter(pl.col("area_code").is_null() | pl.col("period").is_null())
        problems = store.warehouse.table(PROBLEMS, submission=unknown["submission"])
        notes = pl.concat([store.warehouse.table(FINDINGS), unplaced(problems, unknown, store.areas).findings])
        received = files.filter(pl.col("sha256").is_in(new))
        return said(notes.join(received, on="submission", how="semi"))


def publish(store: Store, home: Home) -> None:
    """The tables as a release holds them; nothing else of a release is needed."""
    folder = home.releases / "latest"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / ANALYSTS).parent.mkdir(parents=True)
    store.warehouse.copy_to(folder / ANALYSTS, Copied())


def checked(home: Home) -> pl.DataFrame:
    paths = [path for path in sorted(home.inbox.rglob("*")) if path.suffix == ".xlsx" and ".diterima" not in path.parts]
    random.Random(len(paths)).shuffle(paths)
    return said(pl.concat(file.findings for file in check_files(paths, home)))


def said(notes: pl.DataFrame) -> pl.DataFrame:
    return notes.select(SAID).sort(SAID)


def nights(folder: Path, seed: int) -> Iterator[list[tuple[str, Path]]]:
    """The files of each night, as the path below the inbox and what lies there."""
    made = {rate: folder / f"made-{rate}" for rate in (0.0, 0.6)}
    for rate, target in made.items():
        make_sample(target, first=PERIODS[0], last=PERIODS[-1], seed=seed, mistakes=rate)
    wrong = {f"{path.parent.name}/{path.name}": path for path in sorted(made[0.6].rglob("*.xlsx"))}
    right = {f"{path.parent.name}/{path.name}": path for path in sorted(made[0.0].rglob("*.xlsx"))}
    chance = random.Random(seed)
    yield [(name, path) for name, path in wrong.items() if name[:7] in PERIODS[:2]]
    some = chance.sample([name for name in right if name[:7] in PERIODS[:2]], 16)
    yield [(name, wrong[name]) for name in wrong if name[:7] in PERIODS[2:4]] + [
        (f"perbaikan/{name}", right[name]) for name in some
    ]
    others = chance.sample([name for name in right if name[:7] in PERIODS[1:4]], 20)
    yield [(name, wrong[name]) for name in wrong if name[:7] == PERIODS[4]] + [(f"lagi/{name}", right[name]) for name in others]
    yield [(f"susulan/{name}", path) for name, path in odd_files(folder / "odd").items()]
    again = [(f"kembali/{name}", wrong[name]) for name in chance.sample([name for name in wrong if name[:7] in PERIODS[:5]], 12)]
    yield [*((name, right[name]) for name in right if name[:7] == PERIODS[5]), *again]
    left = [name for name in right if name not in some]
    yield [(f"akhir/{name}", right[name]) for name in chance.sample(left, 60)]


def odd_files(folder: Path) -> dict[str, Path]:
    """Reports of no change in several months running, ten rows after many, another regency's rows, a file that tells nothing."""
    many = [{"nik": f"62160100400{n:02d}", "name": f"Koperasi {n}"} for n in range(40)]
    made: dict[str, Path] = {}

    def add(file: str, forms: dict[str, list[dict[str, str]]], **more: object) -> None:
        made[file] = make_workbook(folder / file, forms, **more)  # type: ignore[arg-type]

    for code, regency in REGENCIES.items():
        for period in ("2025-03", "2025-04", "2025-05", "2025-06"):
            add(f"{period} {code} tetap.xlsx", {"kdmp": [], "obstacles": []}, area=code, name=regency, period=period,
                conditions={"kdmp": NO_CHANGE, "obstacles": NO_CHANGE})  # fmt: skip
    add("2025-03 pasti.xlsx", {"kdmp": [RIGHT["kdmp"]]})
    add("satu.xlsx", {"register": many})
    add("dua.xlsx", {"register": many[:10]})
    add("tiga.xlsx", {"register": many[:9]}, area="62.10", name=REGENCIES["62.10"])
    add("empat.xlsx", {"umkm": [RIGHT["umkm"], RIGHT["umkm"] | {"district": "Cempaga"}]}, period="2024-12")
    add("laporan.xlsx", {"recap": [RIGHT["recap"]]}, cover=False)
    return made


def drop(home: Home, files: Iterable[tuple[str, Path]]) -> None:
    for name, source in files:
        target = home.inbox / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
        register = source.parent / "penerimaan.csv"
        if register.exists():
            shutil.copy2(register, target.parent / register.name)


def close(home: Home, period: str) -> None:
    with open_store(home) as store:
        values, scores = (store.warehouse.table(table, period=[period]) for table in (VALUES, SCORES))
        closings.write_closing(store.archive, period, values, scores, closings.Decision("tes", "batas-waktu"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 11, 29])
def test_a_check_of_all_files_of_a_night_says_what_the_night_says(tmp_path: Path, seed: int) -> None:
    home = Home(tmp_path / "home")
    received, rules = 0, set[str]()
    for number, files in enumerate(nights(tmp_path, seed)):
        drop(home, files)
        before = checked(home)
        after = night(home)
        differing = pl.concat(
            [before.join(after, on=SAID, how="anti", nulls_equal=True), after.join(before, on=SAID, how="anti", nulls_equal=True)]
        )
        assert differing.is_empty() and before.height == after.height, (
            number,
            differing.select("file", "form", "cell", "rule", "message").rows()[:6],
        )
        received += len(files)
        rules |= set(after["rule"])
        if number == 1:
            close(home, "2024-12")
    assert received >= 200
    assert {"V601", "V602", "V606", "V607", "V608", "V603", "V501"} <= rules
