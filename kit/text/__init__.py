"""Chinese text, pure functions: normalise, clauses, numbers, alignment, polarity, copying."""
