"""What rests is harmed and nights are killed, by the hundred: `python -m tests.faults`. The last release stays whole and nothing is lost."""
