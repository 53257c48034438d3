"""Pictures of figures, made when a release is made: pure functions from a few rows to a SVG without a script.

A picture never stands alone: it knows the sentence that says what it shows, and the table behind it. `picture.py` says what all have in
common, `drawing.py` turns a chart into SVG; a module a kind of picture.
"""
