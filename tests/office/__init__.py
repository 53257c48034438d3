"""Tests with a warehouse, a whole form or a whole workbook in them: seconds, not milliseconds."""
