"""Patches an Excel package and knows no rule: parts, styles, comments, cells; every other byte stays as it was."""
