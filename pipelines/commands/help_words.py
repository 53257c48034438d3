"""The headings of `rapor … --help`, and of what typer says about wrong usage, in Indonesian."""

from typer import rich_utils

#: Name of a text in typer.rich_utils → what it says here.
HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": "Argumen",
    "OPTIONS_PANEL_TITLE": "Pilihan",
    "COMMANDS_PANEL_TITLE": "Perintah",
    "ERRORS_PANEL_TITLE": "Kesalahan",
    "REQUIRED_LONG_STRING": "[wajib]",
    "DEFAULT_STRING": "[bila tidak diisi: {}]",
    "ABORTED_TEXT": "Dibatalkan.",
    "RICH_HELP": "Penjelasan: [blue]'{command_path} {help_option}'[/]",
}


def set_indonesian_headings() -> None:
    """Replace typer's English headings for this process.

    typer takes them from gettext's catalogues once, when it is imported, and the language from the environment of whoever
    calls; it has no argument for them. So its module's names are set here; a test looks at what `--help` shows and fails when
    typer calls them otherwise. What typer writes inside a sentence has no such name and stays English.
    """
    for name, words in HEADINGS.items():
        setattr(rich_utils, name, words)
