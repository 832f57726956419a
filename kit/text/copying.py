"""What of an answer was copied from the material, and what it says twice.

White space, punctuation and width do not hide a copy. Everything is found by hashed runs of characters, so the time
grows with the length of the texts and no faster.

>>> copied_spans("甲某说时间紧 就在这个会上定！是不对的", ["“时间紧，就在这个会上定，不用再上党组会”"], 8)
[(3, 14)]
>>> [repeat.span for repeat in repeated_spans("未集体研究决定大额支出。财务审核不严。未集体研究决定大额支出。")]
[(19, 30)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.text.clauses import clauses
from kit.text.normalise import Span, normalise

MIN_COPY = 13
"""A run this long is copied and no coincidence; names of rules and organs are mostly shorter."""

RUN = 6
"""Length of the runs by which two clauses are compared."""

ALIKE = 0.8
"""Share of a clause's runs met before, from which on it is a repetition."""

SHORTEST = 7
"""Clauses with fewer characters are not counted as repeated."""


@dataclass(frozen=True)
class Repeat:
    """A clause that an earlier one (``of``) has said, the same or nearly."""

    span: Span
    of: Span


@dataclass(frozen=True)
class Bare:
    """Only the letters and figures of a text, and where each stood in the original."""

    text: str
    places: Sequence[int]


def bare(text: str) -> Bare:
    """``text`` folded, in small letters, without white space, punctuation and other marks."""
    normal = normalise(text)
    kept = [(char, place) for char, place in zip(normal.text, normal.offsets, strict=False) if char.isalnum()]
    small = (char.lower() if len(char.lower()) == 1 else char for char, _ in kept)
    return Bare("".join(small), [place for _, place in kept])


def runs(text: str, length: int) -> set[str]:
    """Every run of ``length`` characters."""
    return {text[place : place + length] for place in range(len(text) - length + 1)}


def copied_spans(answer: str, sources: Iterable[str], min_len: int = MIN_COPY) -> list[Span]:
    """Half-open spans of ``answer`` that stand in a source word for word, none shorter than ``min_len`` characters.

    Letters and figures alone are counted and compared. Spans ascend and do not overlap. Raises ValueError where
    ``min_len`` is below 2.
    """
    if min_len < 2:
        raise ValueError(f"min_len must be at least 2, not {min_len}")
    known: set[str] = set()
    for source in sources:
        known |= runs(bare(source).text, min_len)
    return spans_met(bare(answer), known, min_len)


def spans_met(told: Bare, known: set[str], length: int) -> list[Span]:
    """The spans of ``told`` that are covered by known runs."""
    found: list[list[int]] = []
    for place in range(len(told.text) - length + 1 if known else 0):
        if told.text[place : place + length] in known:
            if found and place <= found[-1][1]:
                found[-1][1] = place + length
            else:
                found.append([place, place + length])
    return [(told.places[start], told.places[end - 1] + 1) for start, end in found]


def copied_share(answer: str, sources: Iterable[str], min_len: int = MIN_COPY) -> float:
    """The share of the answer's letters and figures that lies in copied spans, 0–1; 0 for an answer without any."""
    told = bare(answer)
    if not told.text:
        return 0.0
    inside = covered(told.places, copied_spans(answer, sources, min_len))
    return round(inside / len(told.text), 4)


def covered(places: Sequence[int], spans: Sequence[Span]) -> int:
    """How many of the ascending ``places`` lie in the ascending ``spans``."""
    count = number = 0
    for place in places:
        while number < len(spans) and spans[number][1] <= place:
            number += 1
        count += number < len(spans) and spans[number][0] <= place
    return count


def repeated_spans(text: str) -> list[Repeat]:
    """Clauses that say, the same or nearly, what an earlier clause of ``text`` has said; list markers are left out.

    A clause is a repetition where four fifths of its runs of six characters have been met, most of them in one earlier
    clause. What differs only in a figure is no repetition.
    """
    first: dict[str, int] = {}
    spans: list[Span] = []
    figures: list[tuple[str, ...]] = []
    repeats: list[Repeat] = []
    for clause in clauses(text):
        start = clause.span[0] + len(clause.marker)
        told = bare(clause.body)
        spans.append((start, clause.span[1]))
        figures.append(digits_of(told.text))
        if len(told.text) < SHORTEST:
            continue
        pieces = runs(told.text, RUN)
        met = Counter(first[piece] for piece in pieces if piece in first)
        number, _ = min(met.items(), key=lambda row: (-row[1], row[0]), default=(-1, 0))
        if number >= 0 and met.total() >= ALIKE * len(pieces) and figures[number] == figures[-1]:
            repeats.append(Repeat(spans[-1], spans[number]))
            continue
        for piece in sorted(pieces):
            first.setdefault(piece, len(spans) - 1)
    return repeats


def repeated_share(text: str) -> float:
    """The share of the letters and figures of ``text`` that lies in repetitions, 0–1."""
    told = bare(text)
    inside = covered(told.places, [repeat.span for repeat in repeated_spans(text)])
    return round(inside / len(told.text), 4) if told.text else 0.0


def digits_of(text: str) -> tuple[str, ...]:
    """The figures in ``text``, in order."""
    return tuple("".join(char if char.isdigit() else " " for char in text).split())
