"""What the data must be: forms, rules, indicators, areas and periods.

Nothing here knows Dagster or DuckDB, and no file is read but the data files in this package.
"""
