"""Whether the links of pages lead somewhere: to a file of the release, and an anchor that is there."""

import re
from collections.abc import Collection
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import polars as pl

from assets.inspecting.pages import anchors, links

#: What leads out of the release is nobody's here to look at; a release asks no network.
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def link_faults(shown: pl.DataFrame, files: Collection[str], alone: str) -> list[str]:
    """Dead links of PAGE, in Indonesian, a sentence each. `files`: every path of the release.

    `alone` is the folder that is handed out without the rest: a link out of it is dead where its readers are.
    """
    known = set(files)
    named = set(anchors(shown).select(pl.concat_str("page", "anchor", separator="#")).to_series())
    faults = []
    for page, target in links(shown).iter_rows():
        if _ELSEWHERE.match(target):
            continue
        path, _, anchor = target.partition("#")
        path = path.partition("?")[0]
        file = normpath(join(dirname(page), unquote(path))) if path else page
        if file not in known:
            faults.append(f"{page} menunjuk {target}, yang tidak ada")
        elif page.startswith(f"{alone}/") and not file.startswith(f"{alone}/"):
            faults.append(f"{page} menunjuk {target}, di luar {alone}/")
        elif anchor and file.endswith(".html") and f"{file}#{unquote(anchor)}" not in named:
            faults.append(f"{page} menunjuk {target}, tetapi bagian itu tidak ada di {file}")
    return faults
