"""What the text of a cell can mean, by the kind of its column. Every function takes distinct texts and gives one line a text.

Nothing here knows what stands in other cells: where a text alone does not decide (`3.782`, `04/05/2021`, `x`) its `shape` says
so, and `schemas.evidence` looks at the rest of the column.
"""

#: What every function gives: the text as it stands; `value` and `other` (a second reading) in the column's type; `shape`, how it
#: is written; and `rule`, the code of the rule that it broke, when it has no value.
MEANING = ("text", "value", "other", "shape", "rule")
