"""The kit's own dictionary: words of inspection work, each with its group, what it is like and how it can mislead.

The tables lie in ``kit/data/lexicon`` as TSV, one header comment each; everything here reads them once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Entry:
    """One row of a table: ``word`` (in some tables a regular expression), its group, what it is like, and a note."""

    word: str
    group: str
    like: str = ""
    note: str = ""


@cache
def table(name: str) -> tuple[Entry, ...]:
    """The rows of ``kit/data/lexicon/<name>.tsv`` in order. Raises ValueError where a row has not four fields."""
    source = files("kit").joinpath("data", "lexicon", f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in source.splitlines() if line and not line.startswith("#")][1:]
    wrong = [row for row in rows if len(row) != 4 or not row[0] or not row[1]]
    if wrong:
        raise ValueError(f"{name}.tsv: {wrong[0]}")
    return tuple(Entry(*(field.strip() for field in row)) for row in rows)


@cache
def pattern(name: str, *groups: str) -> re.Pattern[str]:
    """One regular expression for the words of a table (of some groups), the longest first."""
    words = [entry.word for entry in table(name) if not groups or entry.group in groups]
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))
