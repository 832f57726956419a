"""Text with numbered highlights: which words met which point, and which were held against it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

RANK = {"held": 2, "part": 1, "met": 0}
"""Where highlights overlap, the gravest one colours the words; every number is still set."""


@dataclass(frozen=True)
class Highlight:
    """A half-open range of code points, its number in the notes, and its look (met, part, held)."""

    start: int
    end: int
    number: int
    look: str


def highlighted(text: str, highlights: Sequence[Highlight]) -> Markup:
    """The text escaped, with marks and numbers. Ranges outside the text are cut, empty ones left out."""
    inside = [
        Highlight(max(0, h.start), min(len(text), h.end), h.number, h.look)
        for h in highlights
        if max(0, h.start) < min(len(text), h.end)
    ]
    cuts = sorted({0, len(text)} | {cut for h in inside for cut in (h.start, h.end)})
    parts: list[Markup] = []
    for start, end in itertools.pairwise(cuts):
        over = [h for h in inside if h.start <= start and end <= h.end]
        words = Markup.escape(text[start:end])
        if over:
            look = max(over, key=lambda h: RANK.get(h.look, 0)).look
            words = Markup('<mark class="kit-{}">{}</mark>').format(look, words)
        parts.append(words)
        ending = sorted(h.number for h in inside if h.end == end)
        if ending:
            parts.append(Markup('<sup class="kit-ref">{}</sup>').format(",".join(map(str, ending))))
    return Markup("").join(parts)
