"""A folder `returned/<area>/<period>/`: what stands in it is what is asked for now, and nobody's own writing is lost.

Workbooks and slips lie there, and beside them a record of what each was made of and how it was written. A file that is still right is
not written again; one that is no longer asked for goes. One in which somebody wrote meanwhile is put into `lama/` instead.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from assets.receiving.arrivals import fitted
from assets.storage.archive import sha256
from assets.storage.aside import remove

RECORD = ".dibuat.json"
#: Where a file is written before it takes its place.
UNFINISHED = ".dibuat"
#: Where a file goes in which somebody wrote, and that is no longer what is asked for.
OLD = "lama"
PRIVATE = 0o700
SLIP_SUFFIX = ".tanda-terima.txt"
#: How a file is called here: the officer's name of her file, the beginning of its SHA-256, and the kind.
_OUR_NAME = re.compile(rf"\.[0-9a-f]{{8}}(\.xls[xm]|{re.escape(SLIP_SUFFIX)})$")


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written: its name, a hash of what it was made of, and the SHA-256 of what was written."""

    name: str
    mark: str
    sha256: str


@dataclass(frozen=True)
class FileToReturn:
    """A workbook or slip that is to be there: a hash of what it is made of, and how to write it into a folder, giving its name.

    Without `write` it cannot be made now: the one that is there stays as it is.
    """

    mark: str
    write: Callable[[Path], str] | None


@dataclass(frozen=True)
class ReturnedFolder:
    """The folder of a regency and period; it needs not be there yet."""

    path: Path

    def hold(self, asked: Mapping[str, FileToReturn]) -> tuple[list[Path], int]:
        """Let the folder hold these files, each under a key of its own in the record, and no other of ours.

        The paths of all that are there then, in the order given, and how many had to be written. Without any asked for the folder itself
        goes, unless something else lies in it. OSError when the folder cannot be written.
        """
        record = self._record()
        if asked:
            self._make()  # others may not read it, whatever mode it was copied with
        right = {key: written for key, written in record.items() if self._is_right(written, asked.get(key))}
        for path in self._our_files():
            if path.name not in {written.name for written in right.values()}:
                self._clear(path, record)
        if not asked:
            self._leave_empty()
            return [], 0
        self._write_record(right)
        now = dict(right)
        for key, file in asked.items():
            if key not in right and file.write:
                now[key] = self._write(file.mark, file.write)
                self._write_record(now)  # before it lies here: what a cut-off night wrote must not look like somebody's work
                (self.path / UNFINISHED / now[key].name).replace(self.path / now[key].name)
        remove(self.path / UNFINISHED)
        return [self.path / now[key].name for key in asked if key in now], len(now) - len(right)

    def _record(self) -> dict[str, WrittenFile]:
        """What was written here, by key; nothing when there is no record, or none that can be read."""
        try:
            entries = json.loads((self.path / RECORD).read_text(encoding="utf-8"))
            return {key: WrittenFile(**entry) for key, entry in entries.items()}
        except (FileNotFoundError, ValueError, TypeError, AttributeError):
            return {}

    def _make(self) -> None:
        for folder in (self.path.parent.parent, self.path.parent, self.path):
            folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            folder.chmod(PRIVATE)

    def _is_right(self, written: WrittenFile, asked: FileToReturn | None) -> bool:
        may_stay = asked is not None and (asked.write is None or written.mark == asked.mark)
        return may_stay and (self.path / written.name).is_file()

    def _our_files(self) -> list[Path]:
        """The files here that bear a name of ours; anything else is not ours to touch."""
        return sorted(path for path in self.path.glob("*") if path.is_file() and _OUR_NAME.search(path.name))

    def _clear(self, path: Path, record: Mapping[str, WrittenFile]) -> None:
        """Take a file away; one that is not as it was written is somebody's work and goes to `lama/`.

        Without a record nothing is known of any of them, and they are taken away: they can be made again.
        """
        content = sha256(path)
        if not record or content in {written.sha256 for written in record.values()}:
            path.unlink()
            return
        (self.path / OLD).mkdir(mode=PRIVATE, exist_ok=True)
        path.replace(self.path / OLD / fitted(path.stem, f".{content[:8]}{path.suffix}"))

    def _write(self, mark: str, write: Callable[[Path], str]) -> WrittenFile:
        unfinished = self.path / UNFINISHED
        unfinished.mkdir(mode=PRIVATE, exist_ok=True)
        name = write(unfinished)
        return WrittenFile(name, mark, sha256(unfinished / name))

    def _write_record(self, written: Mapping[str, WrittenFile]) -> None:
        """Lay the record in place, whole or not at all."""
        part = self.path / f"{RECORD}.part"
        part.write_text(json.dumps({key: asdict(each) for key, each in written.items()}), encoding="utf-8")
        part.replace(self.path / RECORD)

    def _leave_empty(self) -> None:
        """Take away the record and what a cut-off night began, and the folder when nothing else lies in it."""
        remove(self.path / UNFINISHED)
        (self.path / RECORD).unlink(missing_ok=True)
        if self.path.is_dir() and not any(self.path.iterdir()):
            self.path.rmdir()
