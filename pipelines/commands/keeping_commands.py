"""What keeps an installation and its releases: `verify`, `doctor`, `backup`, `rebuild`, `release`, `publish`, `serve`."""

from pathlib import Path
from typing import Annotated

import typer

from assets.storage.home import Home
from pipelines.commands.faults import NOT_WELL, Commands, HomeOption, console, errors, refuse, write_lines

app = typer.Typer(cls=Commands)


release_app = typer.Typer(no_args_is_help=True, help="Rilis yang diterbitkan.")
app.add_typer(release_app, name="release")


@release_app.callback()
def release() -> None:
    """Rilis yang diterbitkan."""


@release_app.command()
def path(home: HomeOption = None) -> None:
    """Folder rilis terakhir, untuk skrip; tetap sama walaupun malam berikutnya menerbitkan yang baru."""
    from assets.storage.publications import latest

    place = Home.from_environment(home)
    if (folder := latest(place.releases)) is None:
        raise refuse(f"Belum ada rilis di {place.releases}. Jalankan rapor nightly.")
    write_lines(f"{folder}\n")


DraftOption = Annotated[bool, typer.Option("--draft", help="Rancangan, bukan rilis.")]


@app.command()
def publish(draft: DraftOption = False, home: HomeOption = None) -> None:
    """Buat rancangan rilis dari keadaan sekarang, bertanda dan tidak tercatat; rilisnya sendiri terbit setiap malam."""
    if not draft:
        raise refuse("Rilis diterbitkan oleh rapor nightly. Untuk melihatnya lebih dahulu: rapor publish --draft.")
    from pipelines.commands.drafting_command import draft_and_print

    if not draft_and_print(console, Home.from_environment(home)):
        raise typer.Exit(NOT_WELL)


@app.command()
def serve(
    draft: DraftOption = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 berarti yang bebas.")] = 0,
    home: HomeOption = None,
) -> None:
    """Sajikan rilis terakhir atau rancangannya di peramban komputer ini, sampai Ctrl-C."""
    from assets.storage.publications import latest
    from pipelines.commands.serving import serve as serve_folder

    place = Home.from_environment(home)
    folder = place.draft if draft else latest(place.releases)
    if folder is None or not folder.is_dir():
        how = "rancangan. Jalankan rapor publish --draft" if draft else "rilis. Jalankan rapor nightly"
        raise refuse(f"Di {place.folder} belum ada {how}.")
    serve_folder(console, folder, "Rancangan" if draft else f"Rilis {folder.name}", port)


@app.command()
def verify(home: HomeOption = None) -> None:
    """Periksa arsip, jurnal, dan rilis terakhir: berkas yang berubah, baris yang hilang, tanda terima yang dimundurkan."""
    from pipelines.commands.verifying import all_faults

    place = Home.from_environment(home)
    if not place.folder.is_dir():
        raise refuse(f"Folder {place.folder} tidak ada; periksa RAPOR_HOME atau --home.")
    if place.is_empty:
        console.print(f"Belum ada apa pun di {place.folder}.", soft_wrap=True, highlight=False)
        return
    faults, notes = all_faults(place)
    for note in notes:
        console.print(note, markup=False, soft_wrap=True)
    for fault in faults:
        errors.print(fault, style="red", markup=False, soft_wrap=True)
    if faults:
        raise typer.Exit(NOT_WELL)
    console.print("Arsip dan jurnal utuh, begitu pula rilis terakhir.")


@app.command()
def doctor(home: HomeOption = None) -> None:
    """Berapa yang dipakai instalasi ini, dan apa yang perlu diperbaiki; tidak ada yang diubah."""
    from pipelines.commands.doctor import examine

    place = Home.from_environment(home)
    if not place.folder.is_dir():
        raise refuse(f"Folder {place.folder} tidak ada; periksa RAPOR_HOME atau --home.")
    if place.is_empty:
        console.print(
            f"Belum ada apa pun di {place.folder}; periksa RAPOR_HOME bila seharusnya ada.", soft_wrap=True, highlight=False
        )
        return
    if not examine(console, place):
        raise typer.Exit(NOT_WELL)


@app.command()
def backup(
    dest: Annotated[Path, typer.Argument(metavar="DEST", help="Folder cadangan, sebaiknya di disk lain.", show_default=False)],
    home: HomeOption = None,
) -> None:
    """Salin yang baru dari arsip, jurnal, dan rilis ke folder cadangan; boleh selagi malam berjalan."""
    from pipelines.commands.backing_up import back_up_and_print

    if not back_up_and_print(console, Home.from_environment(home), dest):
        raise typer.Exit(NOT_WELL)


@app.command()
def rebuild(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder yang dibuat; belum ada, atau kosong.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Waktunya, misalnya 2025-04-30T23:59+07:00; bila tidak diisi, rilis terakhir.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Buat kembali rilis yang berlaku pada suatu waktu dari arsip dan jurnal saja, lalu bandingkan dengan yang diterbitkan."""
    from pipelines.commands.rebuild_command import print_rebuilt, rebuild_release

    with console.status("Membuat kembali rilis dari arsip dan jurnal"):
        rebuilt = rebuild_release(Home.from_environment(home), as_of, output)
    print_rebuilt(console, rebuilt, output)
    if rebuilt.is_fault:
        raise typer.Exit(NOT_WELL)
