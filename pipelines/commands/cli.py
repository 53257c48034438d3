"""The command `rapor`."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from assets.storage.home import Home
from pipelines.commands.faults import NOT_WELL, Commands, console, errors, refuse, write_lines
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
    by: ByOption,
    reason: Annotated[str, typer.Option("--reason", help="Alasannya; tercatat pada jurnal dan catatan berkasnya.")],
    sha256: Annotated[str, typer.Argument(help="SHA-256 berkasnya, atau awalnya; lihat submissions.csv.")] = "",
    form: Annotated[str, typer.Option("--form", help="Formulirnya, misalnya register.")] = "",
    clock: Annotated[bool, typer.Option("--clock", help="Bukan formulir: jam komputer ini benar.")] = False,
    at: Annotated[
        str, typer.Option("--at", metavar="SAAT", help="Dengan --clock: kapan baris jurnal yang keliru sebenarnya ditulis.")
    ] = "",
    home: HomeOption = None,
) -> None:
    """Terima satu formulir yang ditahan: versi yang jauh lebih pendek, atau uang yang satuannya diragukan. Atau jam komputer ini."""
    if clock or at:
        if sha256 or form or not clock:
            raise refuse("--at hanya bersama --clock, dan --clock tanpa SHA-256 dan --form.")
        _accept_clock(Home.from_environment(home), by, reason, at)
        return
    from pipelines.commands.accepting import accept_form

    written = accept_form(Home.from_environment(home), sha256, form, by, reason)
    console.print(
        f"Formulir {form} periode {written['period']} diterima (baris {written['seq']} jurnal). Terhitung pada malam berikutnya."
    )


def _accept_clock(home: Home, by: str, reason: str, at: str) -> None:
    from pipelines.commands.accepting_clock import accept_this_clock

    written = accept_this_clock(home, by, reason, at)
    restated = f", dan baris {written['since']}–{written['until']} dinyatakan ulang" if "since" in written else ""
    console.print(f"Jam komputer ini diterima (baris {written['seq']} jurnal){restated}. Berlaku pada malam berikutnya.")


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


if __name__ == "__main__":
    app()
