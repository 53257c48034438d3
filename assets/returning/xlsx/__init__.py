"""Patches an Excel package and knows no rule: parts, styles, comments, cells; every other byte stays as it was.

What is written and how it looks comes from `assets/returning` as data. Begin with patched_package.py, then marked_cells.py.
"""
