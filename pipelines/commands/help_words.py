"""The headings of `rapor … --help` in Indonesian. Importing this sets them; what typer writes inside a sentence has no such place."""

from typer import rich_utils

rich_utils.ARGUMENTS_PANEL_TITLE = "Argumen"
rich_utils.OPTIONS_PANEL_TITLE = "Pilihan"
rich_utils.COMMANDS_PANEL_TITLE = "Perintah"
rich_utils.ERRORS_PANEL_TITLE = "Kesalahan"
rich_utils.REQUIRED_LONG_STRING = "[wajib]"
rich_utils.DEFAULT_STRING = "[bila tidak diisi: {}]"
rich_utils.ABORTED_TEXT = "Dibatalkan."
rich_utils.RICH_HELP = "Penjelasan: [blue]'{command_path} {help_option}'[/]"
