"""Files nobody would send on purpose, by the thousand: `python -m tests.fuzz`. Each ends in rows or in findings."""
