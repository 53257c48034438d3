"""What counts and what is noted: pure functions from what was read and what came before to a judgement."""
