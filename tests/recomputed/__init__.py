"""The official figures once more, in plain Python over the workbooks: nothing here knows how the product counts.

What is counted is written from the contract's words alone. `workbooks` reads what was sent, `standing` says what stands of it; `figures` puts
together what `cooperatives`, `earlier_registers`, `villages`, `activities` and `reporting` count; `published` is what the public may see of it.
`office` and `changes` make an office in which all of it happens, and are the only ones that use the product: to run it.
"""
