"""The command `rapor`, a module a command."""
