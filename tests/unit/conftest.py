"""Quick tests of what pages say need no picture drawn: that is seen to where pages are opened in a browser."""

from collections.abc import Iterator

import pytest

from assets.publishing.environment import templates


@pytest.fixture(autouse=True, scope="session")
def undrawn() -> Iterator[None]:
    """Pages bear nothing where a picture stands."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(templates().filters, "svg", lambda picture: "")
        yield
