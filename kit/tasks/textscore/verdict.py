"""What a judge says of one criterion, and how evidence becomes a mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kit.model.score import Criterion, Flag, Match
from kit.tasks.rubric import TOP_MARK
from kit.tasks.textscore.weights import WEIGHTS

LEAD_FLOOR = 0.5
LEAD_CAP = 30.0
"""Where the first criterion is below ``LEAD_FLOOR`` the total is at most ``LEAD_CAP`` (docs/format.md)."""

REVIEW_BELOW = 0.5
"""A criterion less sure than this puts the answer before a person."""


@dataclass(frozen=True)
class Verdict:
    """One criterion judged: mark 0–4, why in Chinese, confidence 0–1, and everything that it rests on."""

    mark: float
    why: str
    confidence: float
    matches: tuple[Match, ...] = ()
    flags: tuple[Flag, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)

    def criterion(self, name: str) -> Criterion:
        return Criterion(name=name, mark=self.mark, max_mark=TOP_MARK, why=self.why, confidence=self.confidence)


def mark_of(criterion: str, features: Mapping[str, float], most: float = TOP_MARK) -> float:
    """Base plus what the features (each 0–1) add, at most 4, less what they take; within 0 and ``most``, two decimals.

    The sign of every weight says in which direction its feature moves the mark, whatever the others are. What is held
    against an answer is taken from what it earned, not from what it had to spare.
    """
    table = WEIGHTS[criterion]
    parts = [weight * features[name] for name, weight in table.items() if name != "base"]
    earned = min(TOP_MARK, table["base"] + sum(part for part in parts if part > 0))
    taken = sum(part for part in parts if part < 0)
    return round(max(0.0, min(most, earned + taken)), 2)


def total_of(marks: Iterable[float]) -> float:
    """5 × the sum of the marks, one decimal; at most 30 where the first of them is below 0.5."""
    listed = list(marks)
    total = 5 * sum(listed)
    return round(min(LEAD_CAP, total) if listed[0] < LEAD_FLOOR else total, 1)


def share(part: float, whole: float) -> float:
    """``part / whole`` within 0–1; 0 where there is no whole."""
    return min(1.0, max(0.0, part / whole)) if whole > 0 else 0.0


def ramp(value: float, least: float, full: float) -> float:
    """0 up to ``least``, 1 from ``full`` on, straight between."""
    return min(1.0, max(0.0, (value - least) / (full - least)))


def needs_review(verdicts: Iterable[Verdict], flags: Iterable[Flag]) -> bool:
    """Whether a person should look: an unsure criterion, or a flag that only a person can settle."""
    return any(v.confidence < REVIEW_BELOW for v in verdicts) or any(f.kind in REVIEWED_FLAGS for f in flags)


REVIEWED_FLAGS = frozenset({"injection", "contradicted", "overstep", "copied", "unrelated"})


def unsure(mark: float, agreement: float = 1.0) -> float:
    """An honest guess at how sure a mark is: the ends of the scale are easier than its middle."""
    middle = 1 - abs(mark - 2) / 2
    return round(max(0.2, min(0.95, 0.85 * agreement - 0.25 * middle)), 2)
