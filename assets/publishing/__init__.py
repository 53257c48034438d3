"""From tables of figures to what people read: pages, workbook, CSV. Pure functions; no Dagster, no DuckDB."""
