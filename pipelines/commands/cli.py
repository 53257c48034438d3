"""The command `rapor`."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from assets.storage.home import Home
from pipelines.commands.faults import NOT_WELL, Commands, console, errors, refuse
from pipelines.commands.help_words import set_indonesian_headings
from pipelines.commands.profile_command import profile_app
from schemas.states import REASONS

set_indonesian_headings()
app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    help="Rapor Koperasi: dari laporan kabupaten/kota menjadi rapor provinsi.",
)
app.add_typer(profile_app, name="profile")
HomeOption = Annotated[Path | None, typer.Option("--home", help="Folder kerja; bila tidak diisi, RAPOR_HOME atau data/.")]


@app.callback()
def rapor() -> None:
    """Keep `nightly` and its siblings as sub-commands."""


@app.command()
def nightly(home: HomeOption = None) -> None:
    """Terima berkas baru, hitung yang berubah, terbitkan rilis."""
    from pipelines.commands.night_summary import print_night
    from pipelines.nights import run_night

    logging.getLogger("dagster").setLevel(logging.ERROR)
    place = Home.from_environment(home)
    with console.status("Menyiapkan") as status:
        night = run_night(place, lambda step: status.update(step))
    print_night(console, place, night)


ByOption = Annotated[str, typer.Option("--by", help="Siapa yang memutuskan; tidak dipublikasikan.")]
WhyOption = Annotated[str, typer.Option("--why", metavar="|".join(REASONS), help="Alasannya; tampil pada riwayat rilis.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Keterangan; tidak dipublikasikan.")]


@app.command()
def close(period: str, by: ByOption, why: WhyOption, reason: ReasonOption = "", home: HomeOption = None) -> None:
    """Tutup satu periode: angkanya menjadi final."""
    from assets.storage.closings import Decision
    from pipelines.commands.closing import close_period

    line = close_period(Home.from_environment(home), period, Decision(by, why, reason))
    console.print(f"Periode {period} ditutup (baris {line['seq']} jurnal). Rilis berikutnya menampilkan angka final.")


@app.command()
def reopen(period: str, by: ByOption, why: WhyOption, reason: ReasonOption = "", home: HomeOption = None) -> None:
    """Buka kembali periode yang telah ditutup."""
    from assets.storage.closings import Decision
    from pipelines.commands.closing import reopen_period

    line = reopen_period(Home.from_environment(home), period, Decision(by, why, reason))
    console.print(f"Periode {period} dibuka kembali (baris {line['seq']} jurnal). Angkanya dihitung ulang pada malam berikutnya.")


@app.command()
def accept(
    sha256: Annotated[str, typer.Argument(help="SHA-256 berkasnya, atau awalnya; lihat submissions.csv.")],
    form: Annotated[str, typer.Option("--form", help="Formulirnya, misalnya register.")],
    by: ByOption,
    reason: Annotated[str, typer.Option("--reason", help="Alasannya; tercatat pada jurnal dan catatan berkasnya.")],
    home: HomeOption = None,
) -> None:
    """Terima satu formulir yang ditahan: versi yang jauh lebih pendek, atau uang yang satuannya diragukan."""
    from pipelines.commands.accepting import accept_form

    line = accept_form(Home.from_environment(home), sha256, form, by, reason)
    console.print(
        f"Formulir {form} periode {line['period']} diterima (baris {line['seq']} jurnal). Terhitung pada malam berikutnya."
    )


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


if __name__ == "__main__":
    app()
