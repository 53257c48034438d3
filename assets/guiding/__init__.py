"""The two-page guide for the officer of a regency: one page of HTML that explains itself, drawn from what it is about.

Its pictures are cells of a small report that is laid out by the template, judged by the rules and worded by what writes the
returned workbook, so that the guide shows what an officer will see.
"""
