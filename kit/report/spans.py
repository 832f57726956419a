"""Text with numbered highlights: which words met which point, and which were held against it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

RANK = {"held": 2, "part": 1, "met": 0}
"""Where highlights overlap, the gravest one colours the words; every number is still set."""

ALIKE = 1
"""Highlights that differ by no more letters or digits than this are taken for the same words."""


@dataclass(frozen=True)
class Highlight:
    """A half-open range of code points, its number in the notes, and its look (met, part, held)."""

    start: int
    end: int
    number: int
    look: str


@dataclass(frozen=True)
class Mark:
    """Words with one look, and the numbers of all remarks on them."""

    start: int
    end: int
    numbers: tuple[int, ...]
    look: str


def highlighted(text: str, highlights: Sequence[Highlight]) -> Markup:
    """The text escaped, with marks and numbers. Ranges outside the text are cut, empty ones left out.

    Punctuation at a highlight's ends is not marked. Highlights of the same words share a mark, and so does one
    within another, unless it is graver: then its own words show it.
    """
    marks = shared(text, (trimmed(text, h) for h in highlights if max(0, h.start) < min(len(text), h.end)))
    cuts = sorted({0, len(text)} | {cut for mark in marks for cut in (mark.start, mark.end)})
    pieces = list(itertools.pairwise(cuts))
    looks = ["", *(look_of(text, start, end, marks) for start, end in pieces), ""]
    parts: list[Markup] = []
    for place, (start, end) in enumerate(pieces, start=1):
        before, look, after = looks[place - 1 : place + 2]
        parts.append(coloured(text[start:end], look, before == look, after == look))
        ending = sorted(number for mark in marks if mark.end == end for number in mark.numbers)
        if ending:
            parts.append(Markup('<sup class="kit-ref">{}</sup>').format(",".join(map(str, ending))))
    return Markup("").join(parts)


def look_of(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """The gravest look of these words; none where there is none, or nothing but punctuation between marks."""
    over = [mark for mark in marks if mark.start <= start and end <= mark.end]
    is_whole = any((mark.start, mark.end) == (start, end) for mark in over)
    if not over or not (is_whole or weight(text[start:end])):
        return ""
    return max(over, key=lambda mark: rank(mark.look)).look


def coloured(text: str, look: str, joins_before: bool, joins_after: bool) -> Markup:
    """The words in their look; punctuation where the look changes stays plain."""
    if not look:
        return Markup.escape(text)
    start, end = word_bounds(text, 0, len(text))
    start, end = 0 if joins_before else start, len(text) if joins_after else end
    if start >= end:
        start, end = 0, len(text)
    mark = Markup('<mark class="kit-{}">{}</mark>').format(look, text[start:end])
    return Markup.escape(text[:start]) + mark + Markup.escape(text[end:])


def trimmed(text: str, highlight: Highlight) -> Highlight:
    """The highlight within the text, without blanks and punctuation at its ends, where that leaves anything."""
    start, end = max(0, highlight.start), min(len(text), highlight.end)
    start, end = word_bounds(text, start, end)
    return replace(highlight, start=start, end=end) if start < end else highlight


def word_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without blanks and punctuation at its ends."""
    while start < end and not (text[start].isalnum() or text[start] in OPENING):
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in CLOSING):
        end -= 1
    return start, end


OPENING, CLOSING = frozenset("(\uff08《\u201c\u2018[【"), frozenset(")\uff09》\u201d\u2019]】%\uff05‰")
"""Signs that belong to the words they stand before, and after."""


def shared(text: str, highlights: Iterable[Highlight]) -> list[Mark]:
    """The highlights gathered into marks, the longest first."""
    marks: list[Mark] = []
    for h in sorted(highlights, key=lambda h: (h.start - h.end, -rank(h.look), h.number)):
        own = Mark(h.start, h.end, (h.number,), h.look)
        home = next((mark for mark in reversed(marks) if is_home(text, mark, own)), None)
        if home is None:
            marks.append(own)
        else:
            marks[marks.index(home)] = joined(home, own)
    return marks


def is_home(text: str, mark: Mark, other: Mark) -> bool:
    """Whether the other's words are this mark's: within it and no graver, or as good as the same."""
    if is_same(text, mark, other):
        return True
    return mark.start <= other.start and other.end <= mark.end and rank(other.look) <= rank(mark.look)


def is_same(text: str, one: Mark, other: Mark) -> bool:
    if other.start >= one.end or one.start >= other.end:
        return False
    return outside(text, one, other) + outside(text, other, one) <= ALIKE


def outside(text: str, mark: Mark, other: Mark) -> int:
    """Letters and digits of the mark that are not the other's too."""
    return weight(text[mark.start : max(mark.start, other.start)]) + weight(text[min(mark.end, other.end) : mark.end])


def joined(mark: Mark, other: Mark) -> Mark:
    return Mark(
        start=min(mark.start, other.start),
        end=max(mark.end, other.end),
        numbers=(*mark.numbers, *other.numbers),
        look=max(mark.look, other.look, key=rank),
    )


def weight(text: str) -> int:
    """Letters and digits in a text."""
    return sum(char.isalnum() for char in text)


def rank(look: str) -> int:
    return RANK.get(look, 0)
