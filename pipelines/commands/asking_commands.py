"""What is asked of a release or a file, and what is made for a regency: `status`, `trace`, `diff`, `rules`, `check`, `template`, `sample`."""

from pathlib import Path
from typing import Annotated

import typer

from assets.storage.home import Home
from pipelines.commands.faults import NOT_WELL, Commands, HomeOption, console, refuse

app = typer.Typer(cls=Commands)


@app.command()
def status(
    period: Annotated[str | None, typer.Argument(help="Misalnya 2025-04; bila tidak diisi, yang terakhir.")] = None,
    home: HomeOption = None,
) -> None:
    """Siapa mengirim apa, statusnya, dan riwayatnya."""
    from pipelines.commands.status_command import print_status
    from schemas.periods import is_period

    if period is not None and not is_period(period):
        raise refuse(f"Periode “{period}” tidak dikenal. Contoh: 2025-04.")
    print_status(console, Home.from_environment(home), period)


@app.command()
def trace(
    what: Annotated[
        str, typer.Argument(metavar="INDICATOR|FILE", help="Kode indikator, atau berkas (nama, SHA-256, atau letaknya).")
    ],
    cell: Annotated[str | None, typer.Argument(metavar="[CELL]", help="Sel berkas itu, misalnya 'Daftar Koperasi!K12'.")] = None,
    period: Annotated[str | None, typer.Option(help="Periode angkanya, misalnya 2025-04.")] = None,
    area: Annotated[str | None, typer.Option(help="Kode wilayah, misalnya 62.02; bila tidak diisi, provinsi.")] = None,
    segment: Annotated[str, typer.Option(help="Misalnya 'di luar KDMP/KKMP'; bila tidak diisi, semua.")] = "",
    release: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder rilis; bila tidak diisi, yang terakhir.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Baris-barisnya sebagai CSV, dengan semua kolomnya.")] = False,
    home: HomeOption = None,
) -> None:
    """Dari angka ke sel: baris mana saja yang membentuk satu angka. Atau dari sel ke angka: angka mana yang memuat satu sel."""
    from pipelines.commands.trace_command import figure_asked, print_cell, print_figure
    from schemas.areas import areas

    place = Home.from_environment(home)
    if cell is not None:
        print_cell(console, place, what, cell, release)
    else:
        asked = figure_asked(what, period, area or areas(place.scope).province, segment)
        print_figure(console, place, asked, release, as_csv=as_csv)


rules_app = typer.Typer(no_args_is_help=True, help="Aturan pemeriksaan.")
app.add_typer(rules_app, name="rules")


@rules_app.callback()
def rules() -> None:
    """Aturan pemeriksaan."""


@rules_app.command()
def backtest(code: Annotated[str, typer.Argument(help="Kode aturan, misalnya V302.")], home: HomeOption = None) -> None:
    """Apa yang akan ditemukan satu aturan pada seluruh riwayat, dan siapa yang akan terkena."""
    from pipelines.commands.backtest import backtest_rule, print_backtest
    from schemas.rules import RULES

    if code not in RULES:
        raise refuse(f"Aturan “{code}” tidak dikenal. Contoh: V302.")
    place = Home.from_environment(home)
    tested = backtest_rule(place, code)
    if tested is None:
        console.print("Belum ada rilis.")
        return
    print_backtest(console, place, code, tested)


@app.command()
def diff(
    one: Annotated[str, typer.Argument(metavar="RILIS", help="Nama rilis, latest, atau foldernya.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="RILIS", help="Rilis yang dibandingkan.", show_default=False)],
    home: HomeOption = None,
) -> None:
    """Angka mana yang berbeda antara dua rilis, berapa, dan karena apa."""
    from pipelines.commands.diff_command import diff_releases, print_difference

    place = Home.from_environment(home)
    with console.status("Membandingkan kedua rilis"):
        earlier, later, found = diff_releases(place, one, other)
    print_difference(console, place, earlier, later, found)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Berkas yang akan dikirim.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON sebaris, untuk mesin.")] = False,
    annotate: Annotated[
        Path | None, typer.Option(metavar="OUT.xlsx", help="Tulis salinan berkas dengan catatan pada selnya (satu berkas saja).")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Periksa berkas sebelum dikirim; tidak ada yang disimpan."""
    from pipelines.commands.check_command import check_and_print

    if not check_and_print(Home.from_environment(home), files, annotate, as_json=as_json):
        raise typer.Exit(NOT_WELL)


@app.command()
def template(
    output: Annotated[Path, typer.Option("--output", "-o", help="Berkas .xlsx yang dibuat.")],
    regency: Annotated[str, typer.Option(help="Kode kabupaten/kota, misalnya 62.02.")] = "",
    period: Annotated[str, typer.Option(help="Periode, misalnya 2025-04.")] = "",
    province: Annotated[
        bool, typer.Option("--province", help="Buku kerja ketentuan provinsi: target, anggaran, PDRB, daftar, koreksi, skala.")
    ] = False,
    with_optional: Annotated[
        bool, typer.Option("--with-optional", help="Sertakan lembar formulir yang tidak wajib pada periode ini.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Buat buku kerja untuk satu kabupaten/kota dan periode, atau untuk ketentuan provinsi, terisi dengan yang tidak berubah."""
    from assets.publishing.release_figures import GUIDE
    from pipelines.commands.template import describe, make_province_template, make_template

    if province == bool(regency or period):
        raise refuse("Sebutkan --regency dan --period, atau --province saja. Contoh: --regency 62.02 --period 2025-04.")
    if province:
        make_province_template(Home.from_environment(home), output)
        console.print(f"Templat ketentuan provinsi disimpan di {output}", markup=False, soft_wrap=True)
        return
    made = make_template(Home.from_environment(home), regency, period, output, with_optional=with_optional)
    console.print(f"Templat disimpan di {output}, panduannya di {output.with_name(GUIDE)}", markup=False, soft_wrap=True)
    for line in describe(made):
        console.print(line, soft_wrap=True)


@app.command()
def sample(
    folder: Annotated[Path, typer.Argument(help="Folder tujuan, misalnya data/inbox.")],
    periods: Annotated[str, typer.Option(help="Periode pertama..terakhir.")] = "2024-12..2025-05",
    areas: Annotated[
        str, typer.Option(help="Kode provinsi, atau all untuk seluruh Indonesia; bila tidak diisi, RAPOR_AREA.")
    ] = "",
    seed: Annotated[int, typer.Option(help="Benih acak; benih yang sama memberi berkas yang sama.")] = 62,
    mistakes: Annotated[float, typer.Option(min=0, max=1, help="Tingkat kesalahan yang ditanam.")] = 0.0,
    home: HomeOption = None,
) -> None:
    """Buat laporan contoh (bukan data resmi)."""
    from rich.progress import Progress

    from pipelines.sample import make_sample
    from schemas.periods import is_period

    place = Home.from_environment(home)
    first, _, last = periods.partition("..")
    last = last or first
    if not (is_period(first) and is_period(last) and first <= last):
        raise refuse("Periode ditulis 2024-12..2025-05.")
    target = folder if home is None or folder.is_absolute() else place.folder / folder
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Membuat data contoh", total=None)
        try:
            made = make_sample(target, first=first, last=last, areas=areas or place.scope, seed=seed, mistakes=mistakes,
                               progress=lambda done, total: bar.update(task, completed=done, total=total))  # fmt: skip
        except ValueError as refusal:
            raise refuse(str(refusal)) from refusal
    console.print(f"{made.files} berkas contoh dibuat di {target}")
