"""The command `rapor`."""

import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assets.home import Home

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Rapor Koperasi: dari laporan kabupaten/kota menjadi rapor provinsi."
)
console = Console()
errors = Console(stderr=True)
OUR_FAULT = 2

HomeOption = Annotated[Path | None, typer.Option("--home", help="Folder kerja; bila tidak diisi, RAPOR_HOME atau data/.")]


@app.callback()
def main() -> None:
    """Keep `nightly` and its siblings as sub-commands."""


@app.command()
def nightly(home: HomeOption = None) -> None:
    """Terima berkas baru, hitung yang berubah, terbitkan rilis."""
    from pipelines.nights import NightFailedError, run_night
    from pipelines.summary import print_night

    logging.getLogger("dagster").setLevel(logging.ERROR)
    place = Home.from_environment(home)
    with console.status("Menyiapkan") as status:
        try:
            night = run_night(place, lambda step: status.update(step))
        except NightFailedError as failure:
            errors.print(f"[red]{failure}[/red]")
            raise typer.Exit(OUR_FAULT) from failure
    print_night(console, place, night)


@app.command()
def sample(
    folder: Annotated[Path, typer.Argument(help="Folder tujuan, misalnya data/inbox.")],
    periods: Annotated[str, typer.Option(help="Periode pertama..terakhir.")] = "2024-12..2025-05",
    areas: Annotated[str, typer.Option(help="62, atau all untuk seluruh Indonesia.")] = "62",
    seed: Annotated[int, typer.Option(help="Benih acak; benih yang sama memberi berkas yang sama.")] = 62,
    mistakes: Annotated[float, typer.Option(min=0, max=1, help="Tingkat kesalahan yang ditanam.")] = 0.0,
    home: HomeOption = None,
) -> None:
    """Buat laporan contoh (bukan data resmi)."""
    from rich.progress import Progress

    from pipelines.sample import make_sample
    from schemas.periods import is_period

    first, _, last = periods.partition("..")
    last = last or first
    if not (is_period(first) and is_period(last) and first <= last) or areas not in ("62", "all"):
        errors.print("Periode ditulis 2024-12..2025-05; wilayah ditulis 62 atau all.")
        raise typer.Exit(OUR_FAULT)
    target = folder if home is None or folder.is_absolute() else home / folder
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Membuat data contoh", total=None)
        try:
            made = make_sample(target, first=first, last=last, areas=areas, seed=seed, mistakes=mistakes,
                               progress=lambda done, total: bar.update(task, completed=done, total=total))  # fmt: skip
        except ValueError as refusal:
            errors.print(str(refusal))
            raise typer.Exit(OUR_FAULT) from refusal
    console.print(f"{made.files} berkas contoh dibuat di {target}")


if __name__ == "__main__":
    app()
