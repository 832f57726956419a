"""How text answers are judged: one file per criterion, on the same ground, and one table of weights."""
