"""From the bytes of a submission to text tables with the address of every cell. Pure functions; no Dagster, no DuckDB."""
