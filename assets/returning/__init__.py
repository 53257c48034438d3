"""The way back: a slip that says what was read, and a regency's own workbook with what is to be mended marked and explained.

Frames and bytes in, a file out. Begin with returned_workbook.py. What is said stands in letter, front_sheet, findings_table, list_sheet
and wording, how it looks in looks; how a package is changed, in xlsx/. A slip begins in slip.py; its counts, its words and what was left
out are slip_counts, slip_words and left_out. folder lets `returned/` hold what is asked for now.
"""
