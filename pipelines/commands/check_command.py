"""`rapor check` as a command: what may be asked for, and how the answer is printed; its exit code is given by cli.py from what comes back."""

from pathlib import Path

from rich.progress import Progress

from assets.storage.home import Home
from pipelines.commands import checked_table, checking
from pipelines.commands.faults import WrongUsageError, console, errors, write_lines


def check_and_print(home: Home, files: list[Path], annotated: Path | None, *, as_json: bool) -> bool:
    """Check the files, write the annotated copy when one is asked for, and print; True when nothing would come back.

    Raises WrongUsageError.
    """
    _can_be_checked(files)
    if annotated:
        _can_be_annotated(files, annotated)
    with Progress(console=errors, transient=True) as bar:
        task = bar.add_task("Memeriksa", total=len(files))
        checked = checking.check_files(files, home, lambda done, _: bar.update(task, completed=done))
    if annotated:
        checking.annotate(checked[0], home, annotated)
    if as_json:
        write_lines(checking.as_json(checked))
    else:
        checked_table.print_checked(console, checked)
    return all(file.is_well for file in checked)


def _can_be_checked(files: list[Path]) -> None:
    """Raise WrongUsageError for a folder, or a path where no file is."""
    for path in files:
        if path.is_dir():
            raise WrongUsageError(f"{path} adalah folder; sebutkan berkasnya.")
        if not path.is_file():
            raise WrongUsageError(f"Berkas {path} tidak ada.")


def _can_be_annotated(files: list[Path], annotated: Path) -> None:
    """Raise WrongUsageError when there are several files, or the copy cannot be written where it is asked for."""
    if len(files) > 1 or annotated.resolve() == files[0].resolve():
        raise WrongUsageError("--annotate menulis salinan untuk satu berkas, ke berkas lain.")
    if annotated.is_dir():
        raise WrongUsageError(
            f"{annotated} adalah folder; sebutkan nama berkasnya. Contoh: --annotate {annotated / 'catatan.xlsx'}."
        )
    if not annotated.parent.is_dir():
        raise WrongUsageError(f"Folder {annotated.parent} tidak ada; salinan dengan catatan tidak dapat ditulis di sana.")
