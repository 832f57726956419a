"""Frozen records without I/O: what a case, an exercise, an answer, a score and an attempt are."""
