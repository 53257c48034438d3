"""An office with sample submissions, made once and copied."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from pipelines.sample import make_sample
from tests import commands
from tests.commands import RAPOR as RAPOR
from tests.conftest import ROOT


def environment(home: Path) -> dict[str, str]:
    """The environment of a command that works in this home and no other."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("RAPOR_", "DAGSTER_"))}
    return kept | {"RAPOR_HOME": str(home), "COLUMNS": "200"}


def rapor(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command as its user does; `settings` are further variables of the environment."""
    return commands.run(arguments, environment(home) | settings)


def rapor_in_june(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The same on 12 June 2025, when the report of May has just been due: a night of today would compute every silent month since."""
    return commands.run(arguments, environment(home) | settings, days_ago=(date.today() - date(2025, 6, 12)).days)


@pytest.fixture(scope="session")
def sample_inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default sample: six periods, fourteen regencies."""
    folder = tmp_path_factory.mktemp("sample") / "inbox"
    make_sample(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty office."""
    (tmp_path / "home" / "inbox").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def with_sample(home: Path, sample_inbox: Path) -> Callable[..., Path]:
    """Copy the sample of some periods and areas into the office's inbox."""

    def copy(*periods: str, areas: tuple[str, ...] = ()) -> Path:
        for period in periods:
            for source in sorted((sample_inbox / period).glob("*.xlsx")):
                if not areas or source.stem in areas:
                    target = home / "inbox" / period / source.name
                    target.parent.mkdir(exist_ok=True)
                    shutil.copy2(source, target)
        return home

    return copy


@contextmanager
def own_instance(home: Path) -> Iterator[dg.DagsterInstance]:
    """The home's own Dagster instance, in which alone its runs may be."""
    (home / "dagster").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "dagster.yaml", home / "dagster" / "dagster.yaml")
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        yield instance
