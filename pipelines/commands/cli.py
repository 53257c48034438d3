"""The command `rapor`: its sub-commands stand in modules by what they are for."""

import typer

from pipelines.commands import asking_commands, deciding_commands, keeping_commands
from pipelines.commands.faults import Commands
from pipelines.commands.help_words import set_indonesian_headings
from pipelines.commands.profile_command import profile_app

set_indonesian_headings()
app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    help="Rapor Koperasi: dari laporan kabupaten/kota menjadi rapor provinsi.",
)
for commands in (deciding_commands, asking_commands, keeping_commands):
    app.add_typer(commands.app)
app.add_typer(profile_app, name="profile")


@app.callback()
def rapor() -> None:
    """Keep `nightly` and its siblings as sub-commands."""


if __name__ == "__main__":
    app()
