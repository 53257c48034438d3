"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", max_examples=20, deadline=None)
settings.register_profile("deep", max_examples=400, deadline=None)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real registers, beside the checkout or where RAPOR_SHARED says; a clone may be without it."""
    folder = Path(os.environ.get("RAPOR_SHARED") or ROOT.parent / "shared")
    if not (folder / "real" / "expected.csv").exists():
        pytest.skip("folder shared/ dengan daftar nyata tidak ada di samping checkout ini")
    return folder


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty inbox in a folder of the test's own."""
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"
