"""The kit's own dictionary: words of inspection work, each with its group, what it is like and how it can mislead.

The tables lie in ``kit/data/lexicon`` as TSV, one header comment each; everything here reads them once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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


@dataclass(frozen=True)
class Finder:
    """Finds the words of a table: one expression for each first character, so that long texts stay cheap."""

    heads: re.Pattern[str]
    tails: dict[str, re.Pattern[str]]
    entries: dict[str, dict[str, Entry]]

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Matches from left to right without overlaps, the longest of the words that begin at a place."""
        place = 0
        while head := self.heads.search(text, place):
            match = self.tails[head.group()].match(text, head.start())
            if match is not None and match.end() > match.start():
                yield match
                place = match.end()
            else:
                place = head.end()

    def entry(self, match: re.Match[str]) -> Entry:
        """The row whose word gave a match."""
        return self.entries[match.group()[0]][match.lastgroup or ""]


@cache
def finder(name: str, *groups: str) -> Finder:
    """What finds the words of a table (of some groups only); words are regular expressions without named groups."""
    chosen = [entry for entry in table(name) if not groups or entry.group in groups]
    by_head: dict[str, list[Entry]] = {}
    for entry in sorted(chosen, key=lambda entry: (-len(entry.word), entry.word)):
        for head in heads_of(entry.word):
            by_head.setdefault(head, []).append(entry)
    tails, entries = {}, {}
    for head, rows in by_head.items():
        entries[head] = {f"w{place}": entry for place, entry in enumerate(rows)}
        tails[head] = re.compile("|".join(f"(?P<{label}>{entry.word})" for label, entry in entries[head].items()))
    return Finder(re.compile(f"[{re.escape(''.join(sorted(by_head)))}]"), tails, entries)


def heads_of(word: str) -> set[str]:
    """The characters with which a word of a table may begin.

    >>> sorted(heads_of("[二三]个")), heads_of("(?<!分)之一"), sorted(heads_of("(?:已|均)已"))
    (['三', '二'], {'之'}, ['均', '已'])
    """
    while word.startswith(("(?<!", "(?<=", "(?=", "(?!")):
        word = word[word.index(")") + 1 :]
    if word.startswith("(?:"):
        inner = word[3 : word.index(")")]
        return {head for part in inner.split("|") for head in heads_of(part)}
    return set(word[1 : word.index("]")]) if word.startswith("[") else {word[0]}
