"""The workbook that a regency fills in for one period, with what does not change already in it.

Begin with template_workbook.py, then template_plan.py and starting_rows.py. Only last_reports and next_templates know a database.
"""
