"""Scoring points met and missed, told as matches."""

from __future__ import annotations

from kit.model.case import Point
from kit.model.score import Match
from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.ground import Ground
from kit.text.align import Hit

FULL = 0.45
"""Strength of a hit that counts as a point met in full; people word freely, so this lies well below 1."""

LEAST = 0.18
"""Below this a hit is chance: the words of the trade are everywhere."""


def credit_of(hit: Hit) -> float:
    """0–1: how much of a point a hit alone proves."""
    return round(min(1.0, max(0.0, (hit.strength - LEAST) / (FULL - LEAST))), 2)


def match_of(point: Point, answer: Answer, ground: Ground, criterion: str, credit: float, *, note: str = "") -> Match:
    """The point with the words that met it; a point that nothing met has credit 0 and no span."""
    span = answer.span(answer.hits[point.id]) if credit > 0 else None
    source = ground.sources.get(point.id, ())
    if not note:
        note = missing_note(credit, source)
    return Match(
        point=point.id, credit=credit, span=span, point_text=point.text, note=note, source=source, criterion=criterion
    )


def missing_note(credit: float, source: tuple[str, ...]) -> str:
    where = f"，见{'、'.join(source)}" if source else ""
    if credit <= 0:
        return f"未写到{where}"
    if credit < 0.5:
        return f"只沾到一点，要点未说清{where}"
    return "" if credit >= 0.85 else f"大体写到，尚不完整{where}"


def weighted(points: tuple[Point, ...], values: dict[str, float]) -> float:
    """Mean of the points' values by their weights; 0 where there are no points."""
    whole = sum(point.weight for point in points)
    return sum(point.weight * values[point.id] for point in points) / whole if whole else 0.0
