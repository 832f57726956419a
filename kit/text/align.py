"""Which words of an answer say what a key's statement says: character pairs and a sentence encoder together.

Character pairs that belong to the question, or to the wording of the whole case, weigh little; rare ones
weigh much. Figures are left out: they are compared by value (kit.text.numbers). Neither measure alone can
be trusted, so the strength of a match rises with both.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kit.text.clauses import Clause
from kit.text.encoder import Encoder, similarities
from kit.text.normalise import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOW = 4
"""Clauses in a row that may together say one statement."""

LONGER = 0.03
"""What one further clause of a window must add to the recall to be worth it."""

PROMPT_WEIGHT = 0.15
"""Weight of a character pair of the question, as a share of what it would weigh otherwise."""

COMMON_WEIGHT = 0.6
"""Weight of a character pair that belongs to the trade at large."""

COSINE_FLOOR, COSINE_TOP = 0.35, 0.85
"""Cosine of texts without and with the same meaning; between them lies doubt."""

RECALL_TOP = 0.75
"""Share of a statement's own character pairs that a full restatement brings back."""

WORDS = re.compile(r"[\u3400-\u9fffA-Za-z]+")


@dataclass(frozen=True)
class Statement:
    """Something that an answer may say, in one or several wordings, any of which is enough."""

    id: str
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """How well, and where, an answer says a statement.

    ``strength`` 0–1 from ``recall`` (weighted share of the wording's character pairs in the best window) and
    ``cosine`` (of the best clause or sentence); ``first``–``last`` are the window's pieces (inclusive), None
    where nothing was found; ``wording`` is the number of the wording that was met best.
    """

    strength: float
    recall: float
    cosine: float
    first: int | None
    last: int | None
    wording: int


NOTHING = Hit(0.0, 0.0, 0.0, None, None, 0)


def grams(text: str) -> set[str]:
    """Pairs of neighbouring characters within words; figures and punctuation separate."""
    words = WORDS.findall(normalise(text).text)
    return {word[place : place + 2] for word in words for place in range(len(word) - 1)}


@cache
def common_pairs() -> frozenset[str]:
    """Character pairs that many cases share: words of the trade, which prove nothing by themselves."""
    source = files("kit").joinpath("data", "lexicon", "common_pairs.txt").read_text(encoding="utf-8")
    return frozenset(pair for line in source.splitlines() if not line.startswith("#") for pair in line.split())


@dataclass(frozen=True)
class Yardstick:
    """Statements made ready for alignment: ``weights`` of shape (pairs, wordings), columns summing to 1."""

    statements: tuple[Statement, ...]
    wordings: tuple[str, ...]
    owner: tuple[int, ...]
    index: dict[str, int] = field(repr=False)
    weights: NDArray[np.float64] = field(repr=False)


def yardstick(statements: Sequence[Statement], prompt: str, wider: Iterable[str]) -> Yardstick:
    """Weigh the character pairs of ``statements`` by how rare they are among ``wider`` texts of the same case."""
    import numpy as np  # noqa: PLC0415 - heavy, only where text is scored

    documents = [grams(text) for text in wider]
    seen = Counter(gram for document in documents for gram in document)
    asked, common = grams(prompt), common_pairs()
    wordings = [(place, text) for place, statement in enumerate(statements) for text in statement.wordings]
    index: dict[str, int] = {}
    for _, text in wordings:
        for gram in sorted(grams(text)):
            index.setdefault(gram, len(index))
    weights = np.zeros((len(index), len(wordings)))
    for column, (_, text) in enumerate(wordings):
        for gram in grams(text):
            rarity = math.log(1 + (len(documents) + 1) / (seen[gram] + 1))
            asked_for = PROMPT_WEIGHT if gram in asked else 1.0
            weights[index[gram], column] = rarity * asked_for * (COMMON_WEIGHT if gram in common else 1.0)
    sums = weights.sum(axis=0)
    weights = np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)
    return Yardstick(
        statements=tuple(statements),
        wordings=tuple(text for _, text in wordings),
        owner=tuple(place for place, _ in wordings),
        index=index,
        weights=weights,
    )


def align(pieces: Sequence[Clause], against: Yardstick, encoder: Encoder) -> tuple[Hit, ...]:
    """The best hit of every statement, in their order."""
    if not pieces or not against.wordings:
        return tuple(NOTHING for _ in against.statements)
    recall, spans = window_recall(pieces, against)
    cosine, places = unit_cosine(pieces, against, encoder)
    hits = [NOTHING] * len(against.statements)
    wording_number = Counter[int]()
    for column, owner in enumerate(against.owner):
        number = wording_number[owner]
        wording_number[owner] += 1
        strength = strength_of(float(recall[column]), float(cosine[column]))
        if strength > hits[owner].strength:
            first, last = spans[column] if recall[column] >= 0.2 else places[column]
            hits[owner] = Hit(strength, float(recall[column]), float(cosine[column]), first, last, number)
    return tuple(hits)


def strength_of(recall: float, cosine: float) -> float:
    """0–1, rising with both: words alone or sense alone bring at most about half."""
    words = min(1.0, recall / RECALL_TOP)
    sense = min(1.0, max(0.0, (cosine - COSINE_FLOOR) / (COSINE_TOP - COSINE_FLOOR)))
    return round(0.55 * words + 0.2 * sense + 0.25 * math.sqrt(words * sense), 3)


def window_recall(pieces: Sequence[Clause], against: Yardstick) -> tuple[NDArray[np.float64], list[tuple[int, int]]]:
    """For every wording the best recall of a window of clauses, and that window."""
    import numpy as np  # noqa: PLC0415 - heavy, only where text is scored

    here = np.zeros((len(pieces), len(against.index)), dtype=bool)
    for row, piece in enumerate(pieces):
        for gram in grams(piece.text):
            column = against.index.get(gram)
            if column is not None:
                here[row, column] = True
    best = np.zeros(len(against.wordings))
    worth = np.full(len(against.wordings), -1.0)
    spans = [(0, 0)] * len(against.wordings)
    window = here.copy()
    for size in range(1, min(WINDOW, len(pieces)) + 1):
        if size > 1:
            window = window[:-1] | here[size - 1 :]
        found = np.round(window.astype(np.float64) @ against.weights, 4)
        top = found.argmax(axis=0)
        for column, row in enumerate(top):
            value = found[row, column] - LONGER * (size - 1)
            if value > worth[column]:
                worth[column], best[column] = value, found[row, column]
                spans[column] = (int(row), int(row) + size - 1)
    return best, spans


def unit_cosine(
    pieces: Sequence[Clause], against: Yardstick, encoder: Encoder
) -> tuple[NDArray[np.float64], list[tuple[int, int]]]:
    """For every wording the best cosine of a clause or a whole sentence, and its place."""
    units = [(row, row) for row in range(len(pieces))] + sentences_of(pieces)
    texts = [",".join(piece.body for piece in pieces[first : last + 1]) for first, last in units]
    table = similarities(encoder, texts, against.wordings)
    top = table.argmax(axis=0)
    return table.max(axis=0), [units[row] for row in top]


def sentences_of(pieces: Sequence[Clause]) -> list[tuple[int, int]]:
    """Ranges of pieces that make up a sentence of more than one clause."""
    ranges: list[tuple[int, int]] = []
    first = 0
    for row in range(1, len(pieces) + 1):
        if row == len(pieces) or pieces[row].sentence != pieces[first].sentence:
            if row - first > 1:
                ranges.append((first, row - 1))
            first = row
    return ranges
