"""Making a sample: every regency's workbooks, written beside the folder that was asked for and moved there when all are done."""

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.sample.chance import months, pick
from pipelines.sample.habits import due_forms, received, sends
from pipelines.sample.mistakes import FOLLOWS, Planted, plant
from pipelines.sample.province import OF_PROVINCE, WORKBOOK, write_province_sample
from pipelines.sample.regencies import Regency, read_regencies
from pipelines.sample.scenes import Reports, Scene, scene
from pipelines.sample.village_progress import queue
from pipelines.sample.vocabulary import CHANNELS, RECEIVED_BY
from pipelines.sample.workbooks import filled_cover, write_submission
from pipelines.sample.world import world

RECEIPTS, TRUTH = "penerimaan.csv", "truth.json"
RECEIPT_COLUMNS = ("berkas", "tanggal_diterima", "cara", "nomor_surat", "diterima_oleh")
PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(slots=True)
class SampleSummary:
    """What was made: workbooks, rows, planted mistakes, harmless oddities; who sent nothing though it was due, as (period, area)."""

    directory: Path
    periods: tuple[str, ...]
    files: int = 0
    rows: int = 0
    mistakes: int = 0
    harmless: int = 0
    missing: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Work:
    """One run: its settings, where it writes for now, and what it has gathered. `receipts`: period → lines of penerimaan.csv."""

    seed: int
    rate: float
    root: Path
    summary: SampleSummary
    receipts: dict[str, list[tuple[str, ...]]]
    truth: list[Planted] = field(default_factory=list)


def make_sample(
    directory: Path,
    *,
    first: str = "2024-12",
    last: str = "2025-05",
    areas: str = "62",
    seed: int = 62,
    mistakes: float = 0.0,
    progress: Callable[[int, int], None] | None = None,
) -> SampleSummary:
    """Write synthetic submissions `directory/<period>/<area>.xlsx` with their `penerimaan.csv`, and of the home province its own workbook.

    `first` and `last` are periods (`YYYY-MM`), `areas` a province's code or `all`; `mistakes` times 100 is the expected
    number of planted mistakes a workbook, listed in `truth.json`. `progress` is called with workbooks done and in all.
    Where nothing is due in a period its folder holds a receipt list without lines. ValueError, in Indonesian, for wrong
    settings or when a period's folder exists.
    """
    periods = _periods_to_make(directory, first, last, mistakes)
    regencies = read_regencies(areas)
    directory.mkdir(parents=True, exist_ok=True)
    root = Path(tempfile.mkdtemp(prefix=".contoh-", dir=directory))
    try:
        work = _Work(seed, mistakes, root, SampleSummary(directory, tuple(periods)), {period: [] for period in periods})
        for period in periods:
            (root / period).mkdir()
        _write_all(work, regencies, progress)
        _write_lists(work)
        _write_province(work, areas)
        _move(root, directory)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return work.summary


def _periods_to_make(directory: Path, first: str, last: str, mistakes: float) -> list[str]:
    """The periods of the range; ValueError, in Indonesian, for what cannot be made."""
    for period in (first, last):
        if not PERIOD.fullmatch(period):
            raise ValueError(f'Periode "{period}" tidak sah. Tulislah tahun dan bulan, misalnya 2025-04.')
    periods = months(first, last)
    if not periods:
        raise ValueError(f"Periode awal {first} sesudah periode akhir {last}.")
    if not 0 <= mistakes <= 1:
        raise ValueError("Tingkat kesalahan harus antara 0 dan 1.")
    taken = [name for name in (*periods, *((TRUTH,) if mistakes else ())) if (directory / name).exists()]
    if taken:
        raise ValueError(
            f"Di {directory} sudah ada: {', '.join(taken)}. "
            "Pilihlah folder lain atau hapuslah lebih dahulu; tidak ada yang ditimpa."
        )
    return periods


def _write_all(work: _Work, regencies: list[Regency], progress: Callable[[int, int], None] | None) -> None:
    """Every workbook of every regency, one regency in memory at a time, and the one before it, from which it may copy."""
    periods = work.summary.periods
    places, partners = queue(work.seed, regencies)
    total = sum(sends(work.seed, regency.code, period) for regency in regencies for period in periods)
    neighbour_reports: Reports | None = None
    for index, regency in enumerate(regencies):
        sent = tuple(period for period in periods if sends(work.seed, regency.code, period))
        left = [period for period in periods if due_forms(period) and period not in sent]
        work.summary.missing += [(period, regency.code) for period in left]
        if not sent:
            neighbour_reports = None
            continue
        reports = Reports(world(work.seed, regency, places, partners, periods[-1]), sent, periods[0])
        follower = regencies[(index + 1) % len(regencies)].code
        for period in sent:
            around = scene(work.rate, period, reports, neighbour_reports, regencies[index - 1], follower) if work.rate else None
            _write_one(work, reports, period, around)
            if progress:
                progress(work.summary.files, total)
        neighbour_reports = reports
    work.summary.missing.sort()


def _write_one(work: _Work, reports: Reports, period: str, around: Scene | None) -> None:
    """One workbook, its mistakes, and its line in the receipt list."""
    regency, seed = reports.world.regency, work.seed
    conditions, sheets = reports.world.submission(period, reports.first)
    front = filled_cover(seed, regency, period, conditions)
    name = f"{regency.code}.xlsx"
    if around:
        work.truth += plant(seed, work.rate, around, sheets)
    write_submission(work.root / period / name, regency, period, front, sheets)
    came = received(seed, regency.code, period).isoformat()
    channel, clerk = (
        pick(CHANNELS, seed, regency.code, period, "channel"),
        pick(RECEIVED_BY, seed, regency.code, period, "clerk"),
    )
    work.receipts[period].append((name, came, channel, front.letter_number, clerk))
    work.summary.files += 1
    work.summary.rows += sum(len(sheet.rows) for sheet in sheets)


def _write_province(work: _Work, areas: str) -> None:
    """The home province's own workbook, unless one lies there: it is always the same."""
    if areas == OF_PROVINCE and not (work.summary.directory / WORKBOOK).exists():
        write_province_sample(work.root / WORKBOOK)


def _write_lists(work: _Work) -> None:
    """The receipt list of every period and, with mistakes, the truth."""
    for period, lines in work.receipts.items():
        with (work.root / period / RECEIPTS).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(RECEIPT_COLUMNS)
            writer.writerows(sorted(lines))
    if work.rate:
        truth = sorted(work.truth, key=lambda planted: (planted["file"], planted["sheet"], planted["cell"]))
        work.summary.harmless = sum(planted["kind"].startswith("harmless_") for planted in truth)
        follows = sum(planted["kind"].startswith(FOLLOWS) for planted in truth)
        work.summary.mistakes = len(truth) - work.summary.harmless - follows
        (work.root / TRUTH).write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _move(root: Path, directory: Path) -> None:
    """Move what lies in `root` into place, all or nothing: what is in place already goes again when that is interrupted."""
    names = sorted(path.name for path in root.iterdir())
    try:
        for name in names:
            (root / name).rename(directory / name)
    except BaseException:
        for path in (directory / name for name in names if not (root / name).exists()):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        raise
