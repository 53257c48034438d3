"""A believable, synthetic sample of what the regencies send: workbooks by period and regency, with or without mistakes.

Nothing here is real but the areas. The sample knows the forms' columns and closed lists, and none of the rules that
judge them. Read world.py first, then make.py.
"""

from pipelines.sample.make import SampleSummary, make_sample

__all__ = ["SampleSummary", "make_sample"]
