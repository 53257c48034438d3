"""`rapor nightly`, and what a person decides: `close`, `reopen`, `accept`."""

import logging
from contextlib import suppress
from typing import Annotated

import typer

from assets.storage.home import Home
from assets.storage.refusal import RefusedError
from pipelines.commands.faults import Commands, HomeOption, ToldError, console, refuse
from schemas.states import REASONS

app = typer.Typer(cls=Commands)


@app.command()
def nightly(home: HomeOption = None) -> None:
    """Terima berkas baru, hitung yang berubah, terbitkan rilis."""
    from pipelines.commands.night_summary import print_night
    from pipelines.nights import run_night
    from pipelines.telling import Settings, tell_night

    logging.getLogger("dagster").setLevel(logging.ERROR)
    place = Home.from_environment(home)
    Settings.from_environment(place)  # a wrong one is told before anything is done
    try:
        with console.status("Menyiapkan") as status:
            night = run_night(place, lambda step: status.update(step))
    except (ToldError, RefusedError):
        with suppress(OSError):  # what stopped the night is told, whatever stops its digest
            tell_night(place, failed=True)
        raise
    print_night(console, place, night, tell_night(place))


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
