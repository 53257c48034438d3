"""From sheets to rows: where a form's table stands, which column is which, and which rows are data."""
