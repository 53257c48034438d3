"""The commands `rapor profile …`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from assets.storage.home import Home
from pipelines.commands.faults import console

if TYPE_CHECKING:
    from assets.reading.model import SeenHeader
    from pipelines.commands.profiles import Wanted
    from schemas.forms import Form

profile_app = typer.Typer(no_args_is_help=True, help="Profil tata letak: apa arti judul kolom yang bukan judul templat.")


@profile_app.callback()
def profile_commands() -> None:
    """Keep `accept` as a sub-command."""


FileArgument = Annotated[
    Path, typer.Argument(help="Berkas yang judul kolomnya belum dikenali.", show_default=False, exists=True, dir_okay=False)
]
ColumnOption = Annotated[
    list[str] | None, typer.Option(help="“Judul pada berkas=kolom”, boleh berulang. Contoh: “Nama Kop.=name”.")
]
ConstantOption = Annotated[
    list[str] | None, typer.Option(help="“kolom=isi” untuk kolom yang tidak ada pada berkas. Contoh: status=Aktif.")
]


@profile_app.command()
def accept(
    file: FileArgument,
    column: ColumnOption = None,
    constant: ConstantOption = None,
    name: Annotated[str, typer.Option(help="Nama profil. Contoh: ekspor-dinas-kotim.")] = "",
    by: Annotated[str, typer.Option("--by", help="Siapa yang memutuskan; hanya tercatat dalam jurnal.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Alasannya.")] = "",
    sheet: Annotated[str | None, typer.Option(help="Lembar, bila ada beberapa.")] = None,
    form: Annotated[
        str | None, typer.Option(help="Formulir, bila tidak dikenali: register, recap, kdmp, obstacles, umkm, coaching.")
    ] = None,
    code_system: Annotated[str, typer.Option(help="Sistem kode wilayah pada berkas: kemendagri, bps, atau nik.")] = "kemendagri",
    valid_from: Annotated[str, typer.Option("--from", help="Periode pertama yang dibaca demikian. Contoh: 2025-01.")] = "",
    valid_to: Annotated[str, typer.Option("--until", help="Periode terakhir yang dibaca demikian.")] = "",
    home: Annotated[Path | None, typer.Option("--home", help="Folder kerja; bila tidak diisi, RAPOR_HOME atau data/.")] = None,
) -> None:
    """Tetapkan arti judul kolom suatu tata letak. Tanpa --column dan --constant: tampilkan saja kolom yang mirip."""
    from pipelines.commands import profiles

    place = Home.from_environment(home)
    header = profiles.find_header(place, file, sheet)
    chosen = profiles.form_of(header, form)
    if not column and not constant:
        _print_proposal(file, header, chosen)
        return
    wanted = profiles.Wanted(name, _pairs(column), _pairs(constant), by, reason, code_system, valid_from, valid_to)
    _accept(place, file, header, chosen, wanted)


def _pairs(options: list[str] | None) -> dict[str, str]:
    """`left=right` → left: right, split at the last `=`. Raises ProfileRefusedError."""
    from pipelines.commands.profiles import ProfileRefusedError

    pairs = {}
    for option in options or ():
        left, sign, right = option.rpartition("=")
        if not sign or not left.strip() or not right.strip():
            raise ProfileRefusedError(f"“{option}” ditulis dengan tanda sama dengan. Contoh: Nama Kop.=name.")
        pairs[left.strip()] = right.strip()
    return pairs


def _print_proposal(file: Path, header: "SeenHeader", form: "Form") -> None:
    """Show what the headings may mean and what is still missing; nothing is kept."""
    from pipelines.commands.profiles import missing, proposal

    table = Table(title=f"{form.title}: lembar “{header.sheet}”, judul pada baris {header.top}")
    for heading in ("Sel", "Judul pada berkas", "Kolom", "Kolom yang mirip (nilai dari 100)"):
        table.add_column(heading)
    for line in proposal(header, form):
        near = ", ".join(f"{column} – {form.column(column).title} ({score})" for column, score in line.near)
        table.add_row(line.cell, line.title, line.column or "belum dikenali", near)
    console.print(table)
    lacking = [f"{column} ({form.column(column).title})" for column in missing(header, form)]
    console.print(f"Kolom wajib yang belum ada: {', '.join(lacking) or 'tidak ada'}.", soft_wrap=True)
    console.print("Tidak ada yang diterapkan. Setelah diperiksa, tetapkan artinya, misalnya:", soft_wrap=True)
    words = f'rapor profile accept "{file}" --name NAMA --column "JUDUL=kolom" --constant kolom=isi --by SIAPA --reason "ALASAN"'
    console.print(words, markup=False, soft_wrap=True)


def _accept(home: Home, file: Path, header: "SeenHeader", form: "Form", wanted: "Wanted") -> None:
    """Keep the profile, and show what each heading now means."""
    from pipelines.commands.profiles import accept_layout

    profile, table = accept_layout(home, file, header, form, wanted)
    for column, letter in table.letters.items():
        console.print(f"{header.titles.get(letter, letter)} → {form.column(column).title}", markup=False)
    for column, value in profile.constants.items():
        console.print(f"(tetap) {form.column(column).title} = {value}", markup=False)
    console.print(
        f"Profil “{profile.name}” disimpan: {table.rows.height} baris terbaca. "
        "rapor nightly berikutnya membaca ulang berkas yang sudah diterima.", markup=False, soft_wrap=True,
    )  # fmt: skip
