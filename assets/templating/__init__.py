"""The workbook that a regency fills in for one period, with what does not change already in it. No Dagster, no DuckDB."""
