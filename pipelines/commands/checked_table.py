"""What `rapor check` prints for people: a table a file, then what would become of its forms."""

import re
from collections.abc import Iterable

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from pipelines.commands.checking import Checked
from schemas import periods
from schemas.areas import areas
from schemas.forms import EVERY_FORM, FORM_ORDER, NO_PERIOD
from schemas.rules import EXPLAIN, FATAL, INFO, SEVERITIES, SEVERITY_RANK, SEVERITY_WORDS, WARNING

COLOURS = {FATAL: "bold red", EXPLAIN: "yellow", WARNING: "cyan", INFO: "dim"}
FIRST_CELLS = 3
#: Nothing is received by checking: it is no Tanda terima yet.
SLIP_HEADING = "\n[bold]Isi berkas seperti yang terbaca[/bold]"
ROOM_FOR_A_TABLE, INDENT = 120, (0, 0, 0, 2)
EXAMPLE = re.compile(r" Contoh: ((?:(?! Contoh: ).)+?)\.(?= Bila memang |$)")


def print_checked(console: Console, checked: Iterable[Checked]) -> None:
    """Each file with its notes, gravest first, those of one rule and column together; then the lines of the slip that it would get."""
    for file in checked:
        console.print()
        console.print(f"[bold]{escape(file.shown)}[/bold] · {_whose(file)}", soft_wrap=True)
        groups = grouped(file.findings)
        if groups.height:
            print_groups(console, groups)
        for sentence in sentences(file, groups):
            console.print(sentence, soft_wrap=True)
        if file.slip:
            console.print(SLIP_HEADING)
        for line in file.slip:
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def grouped(findings: pl.DataFrame) -> pl.DataFrame:
    """One row for the notes of one rule on one column: form, sheet, severity, cells, count, message, example."""
    cell = pl.col("cell").filter(pl.col("cell") != "")
    whole_files_first = pl.col("form") != ""
    ordered = findings.sort(SEVERITY_RANK, whole_files_first, FORM_ORDER, maintain_order=True)
    groups = ordered.group_by("form", "sheet", "rule", "column", maintain_order=True)
    return groups.agg(pl.col("severity", "message").first(), count=pl.len(), cells=cell.head(FIRST_CELLS), located=cell.len())


def sentences(file: Checked, groups: pl.DataFrame) -> list[str]:
    """What would become of the file, in words."""
    notes = {severity: groups.filter(pl.col("severity") == severity)["count"] for severity in SEVERITIES}
    lines = []
    if file.reading.attachment:
        lines.append("[yellow]Berkas ini hanya diterima sebagai lampiran; mohon kirim juga berkas Excel.[/yellow]")
    elif file.is_refused:
        lines.append("[red]Berkas ini belum dapat diterima; mohon perbaiki yang wajib diperbaiki.[/red]")
    elif file.returned:
        words = _titles(file.returned)
        lines.append(
            f"[red]Akan dikembalikan untuk perbaikan: {words}. {_number_of_things(notes[FATAL])} wajib diperbaiki.[/red]"
        )
    if file.late:
        lines.append("[yellow]Periode ini sudah ditutup; berkas akan dicatat sebagai terlambat dan angkanya tetap.[/yellow]")
    if file.accepted:
        more = f" {_number_of_things(notes[EXPLAIN])} perlu penjelasan." if notes[EXPLAIN].len() else ""
        lines.append(f"[green]Dapat diterima: {_titles(file.accepted)}.[/green]{more}")
    elif not (file.returned or file.is_refused):
        lines.append("Tidak ada formulir yang dilaporkan.")
    return lines


def print_groups(console: Console, groups: pl.DataFrame) -> None:
    """As a table where there is room for one, else note under note: a narrow column cuts the words of a note."""
    if console.width >= ROOM_FOR_A_TABLE:
        console.print(_groups_table(groups))
        return
    for row in groups.iter_rows(named=True):
        place = " · ".join(filter(None, (_form(row), _first_cells(row))))
        console.print(f"\n{_severity(row)} · {escape(place)} [dim]({row['rule']})[/dim]")
        message, example = apart(row["message"])
        console.print(Padding(escape(message), INDENT, expand=False))
        if example:
            console.print(Padding(f"Contoh: {escape(example)}", INDENT, expand=False))
    console.print()


def _severity(row: dict[str, object]) -> str:
    """The words for a severity, in its colour."""
    severity = str(row["severity"])
    return f"[{COLOURS[severity]}]{SEVERITY_WORDS[severity]}[/{COLOURS[severity]}]"


def _form(row: dict[str, object]) -> str:
    """The title of a row's form; of a whole file the name of its sheet."""
    return EVERY_FORM[str(row["form"])].title if row["form"] else str(row["sheet"])


def _groups_table(groups: pl.DataFrame) -> Table:
    """The groups as a table, a row each."""
    table = Table(show_lines=False, expand=False)
    table.add_column("Tingkat", no_wrap=True)
    table.add_column("Formulir")
    table.add_column("Sel")
    table.add_column("Catatan", ratio=3)
    table.add_column("Contoh", ratio=1)
    for row in groups.iter_rows(named=True):
        message, example = apart(row["message"])
        note = f"{escape(message)} [dim]({row['rule']})[/dim]"
        table.add_row(_severity(row), escape(_form(row)), _first_cells(row), note, escape(example))
    return table


def apart(message: str) -> tuple[str, str]:
    """What a note says, and the example in it; empty when it gives none."""
    example = EXAMPLE.search(message)
    if not example:
        return message, ""
    return (message[: example.start()] + message[example.end() :]).strip(), example[1]


def _first_cells(row: dict[str, object]) -> str:
    """`D6, D9, D12 … (40 sel)`, of a row of `grouped`."""
    first, located = row["cells"], row["located"]
    assert isinstance(first, list) and isinstance(located, int)
    more = f" … ({located} sel)" if located > FIRST_CELLS else ""
    return ", ".join(first) + more


def _whose(file: Checked) -> str:
    """`Kabupaten Kapuas · April 2025`, or that it is not known."""
    area, period = file.reading.area_code, file.reading.period
    name = areas("all").name(area) if area else "kabupaten/kota belum dikenal"
    if period == NO_PERIOD:
        return f"{name} · ketentuan"
    return f"{name} · {periods.title(period) if period else 'periode belum dikenal'}"


def _titles(forms: Iterable[str]) -> str:
    """The titles of forms, one after the other."""
    return ", ".join(EVERY_FORM[form].title for form in forms)


def _number_of_things(counts: pl.Series) -> str:
    """`3 hal (12 sel)`."""
    cells = int(counts.sum())
    return f"{counts.len()} hal" + (f" ({cells} sel)" if cells > counts.len() else "")
