"""An answer's text made ready for judging: its clauses, and which statements of the key they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kit.model.case import Problem
from kit.tasks.textscore.ground import Ground, ground_of
from kit.tasks.textscore.verdict import ramp
from kit.text.align import Hit, Yardstick, align, common_pairs, grams
from kit.text.clauses import Clause, clauses
from kit.text.encoder import Encoder
from kit.text.normalise import normalise

LONGEST_JUDGED = 6000
"""Code points of an answer that are held against the key; a 底稿 has some hundreds."""

MOST_CLAUSES = 400

ECHO_LEAST = 4
"""Letters in a row that only the question can have lent."""


@dataclass(frozen=True)
class Answer:
    """Text as judged (cut after ``LONGEST_JUDGED``), its clauses, and the hits of every statement by id.

    ``lead`` 0–1: whether it tells the asked problem as well as any other of the case, else ``rival`` is that one's id.
    """

    text: str
    clauses: tuple[Clause, ...]
    hits: Mapping[str, Hit]
    contrary: Mapping[str, Hit]
    rival: str = ""
    lead: float = 1.0

    @cached_property
    def pairs(self) -> tuple[set[str], ...]:
        """Character pairs of every clause."""
        return tuple(grams(clause.text) for clause in self.clauses)

    def span(self, hit: Hit) -> tuple[int, int] | None:
        """The range of the raw text that a hit covers."""
        if hit.first is None or hit.last is None:
            return None
        return self.clauses[hit.first].span[0], self.clauses[hit.last].span[1]

    def words(self, hit: Hit) -> str:
        span = self.span(hit)
        return self.text[span[0] : span[1]] if span else ""

    @cached_property
    def sentences(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the clauses of every sentence."""
        grouped: dict[int, list[int]] = {}
        for place, clause in enumerate(self.clauses):
            grouped.setdefault(clause.sentence, []).append(place)
        return tuple(tuple(places) for places in grouped.values())

    def sentence_text(self, places: tuple[int, ...]) -> str:
        return self.text[self.clauses[places[0]].span[0] : self.clauses[places[-1]].span[1]]


def plain(text: str) -> str:
    """Only the letters and figures of a text, folded."""
    return "".join(char for char in normalise(text).text if char.isalnum())


def own_clauses(text: str, asked: str = "") -> tuple[Clause, ...]:
    """Clauses of a text, without those that only repeat what was asked (``asked`` as ``plain`` gives it)."""
    found = clauses(text)[:MOST_CLAUSES]
    return tuple(clause for clause in found if not repeats(plain(clause.text), asked))


def repeats(words: str, asked: str) -> bool:
    return len(words) >= ECHO_LEAST and words in asked


def read(text: str, ground: Ground, encoder: Encoder, asked: str = "") -> Answer:
    """Cut into clauses and align, once for all judges; what only repeats ``asked`` is left out."""
    judged = text[:LONGEST_JUDGED]
    parts, points = own_clauses(judged, asked), ground.points
    hits = by_id(points, align(parts, points, encoder))
    rival, lead = rival_of(parts, hits, ground, encoder)
    return Answer(
        text=judged,
        clauses=parts,
        hits=hits,
        contrary=by_id(ground.contrary, align(parts, ground.contrary, encoder)),
        rival=rival,
        lead=lead,
    )


def rival_of(parts: tuple[Clause, ...], hits: Mapping[str, Hit], ground: Ground, encoder: Encoder) -> tuple[str, float]:
    """Which other problem of the case the answer tells better, if any, and how far it still tells the asked one."""
    own = told(hits, ground.problem)
    best, rival = own, ""
    for other in ground.case.problems:
        if other.id != ground.problem.id and other.points:
            points = ground_of(ground.case, other).points
            value = told(by_id(points, align(parts, points, encoder)), other)
            if value > best:
                best, rival = value, other.id
    return rival, ramp(own / best, *LEAD) if best > 0 else 1.0


def told(hits: Mapping[str, Hit], problem: Problem) -> float:
    """Mean strength over a problem's points, by weight."""
    return sum(p.weight * hits[p.id].strength for p in problem.points) / sum(p.weight for p in problem.points)


def by_id(against: Yardstick, hits: tuple[Hit, ...]) -> dict[str, Hit]:
    return {statement.id: hit for statement, hit in zip(against.statements, hits, strict=True)}


LEAD = (0.6, 0.9)
"""How well the asked problem must be told, as a share of the best told one: not at all, and well enough."""

ABOUT_PAIRS = (5, 10)
"""Character pairs peculiar to the case that an answer about it uses: fewer than any does, and as many as most do."""

ABOUT_SHARE = (0.18, 0.32)
"""The same as a share of all that is not of the trade at large, for short answers."""

ABOUT_STRENGTH = (0.35, 0.5)
"""Strength of a hit on a qualification that shows by itself what an answer is about."""


def relevance(pairs: set[str], strength: float, ground: Ground, counts: tuple[int, int] = ABOUT_PAIRS) -> float:
    """How surely words are about this case, 0–1, by what in them belongs to it and to no other.

    ``strength`` is that of the best hit on what must be said; ``counts`` are pairs that chance and that most bring.
    """
    own = len(pairs & ground.specific)
    other = len(pairs - ground.wording - common_pairs())
    return max(ramp(own, *counts), ramp(own / max(15, other), *ABOUT_SHARE), ramp(strength, *ABOUT_STRENGTH))
