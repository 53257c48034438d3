"""What the quick tests share."""

from pathlib import Path

import pytest


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty inbox in a folder of the test's own."""
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"
