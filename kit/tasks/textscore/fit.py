"""Which problem of a case a short statement is about, and the best pairing of statements with problems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kit.model.case import Case, Problem
from kit.tasks.textscore.answer import LONGEST_JUDGED, by_id, own_clauses, relevance
from kit.tasks.textscore.facts import needed
from kit.tasks.textscore.figures import agrees, figures
from kit.tasks.textscore.ground import Ground, ground_of, wordings
from kit.tasks.textscore.points import weighted
from kit.tasks.textscore.verdict import ramp, share
from kit.tasks.textscore.words import DEFECT, PRAISE
from kit.text.align import Hit, Statement, Yardstick, align, grams, yardstick
from kit.text.clauses import Clause
from kit.text.encoder import Encoder

NAMED_LEAST, NAMED_FULL = 0.2, 0.5
"""Strength of a hit on title or qualification: chance, and plain."""

FACT_LEAST, FACT_FULL = 0.2, 0.45
RIVAL = (0.5, 0.85)
"""A problem told this much worse than the best one of the statement: not at all, and just as well."""

MOST_CLAUSES = 120
STATED = re.compile(r"[\u4e00-\u9fff]{6,}")
LISTED_WORDS = 0.35
"""What a list of words that states nothing keeps of its fit."""


@dataclass(frozen=True)
class Fit:
    """How well one statement tells one problem, 0–1; where; in Chinese what it lacks; ``raw`` only ranks problems."""

    value: float
    span: tuple[int, int] | None
    lacking: str
    raw: float = 0.0


@dataclass(frozen=True)
class Told:
    """One statement's fit with every problem, and the red herring that it blames, if any."""

    fits: tuple[Fit, ...]
    herring: int | None


def fits_of(texts: Sequence[str], case: Case, encoder: Encoder, asked: str = "") -> tuple[Told, ...]:
    """Every statement against every problem and red herring of the case; what repeats ``asked`` counts for nothing."""
    grounds = [ground_of(case, problem) for problem in case.problems]
    names = [names_of(problem, ground) for problem, ground in zip(case.problems, grounds, strict=True)]
    found = []
    for text in texts:
        parts = own_clauses(text[:LONGEST_JUDGED], asked)[:MOST_CLAUSES]
        pairs = zip(grounds, names, strict=True)
        fits = sharpened(tuple(fit_of(text, parts, ground, stick, encoder) for ground, stick in pairs))
        found.append(Told(fits=fits, herring=herring_of(text, parts, fits, grounds[0], encoder)))
    return tuple(found)


def names_of(problem: Problem, ground: Ground) -> Yardstick:
    """The problem's name and its qualification, against all wording of the case."""
    others = [other.title for other in ground.case.problems]
    stated = [Statement(f"name:{place}", wordings(point)) for place, point in enumerate(ground.of_aspect("定性"))]
    return yardstick([Statement("title", (problem.title,)), *stated], "", [*others, *ground.texts])


def sharpened(fits: tuple[Fit, ...]) -> tuple[Fit, ...]:
    """A statement is about the problem that it tells best; to others it owes only what it tells nearly as well."""
    best = max((fit.raw for fit in fits), default=0.0)
    return tuple(replace(fit, value=round(fit.value * ramp(share(fit.raw, best), *RIVAL), 3)) for fit in fits)


def fit_of(text: str, parts: tuple[Clause, ...], ground: Ground, names: Yardstick, encoder: Encoder) -> Fit:
    """Name and facts both tell a problem: either may do, both together are surest."""
    hits = by_id(names, align(parts, names, encoder))
    best = max(hits.values(), key=lambda hit: hit.strength)
    named = ramp(best.strength, NAMED_LEAST, NAMED_FULL)
    facts, told = fact_share(text, parts, ground, encoder)
    value = 1 - (1 - named) * (1 - 0.8 * facts)
    if not (STATED.search(text) and DEFECT.search(text)):
        value *= LISTED_WORDS
    value *= relevance(set().union(*(grams(part.text) for part in parts)), best.strength, ground)
    praise = sum(bool(PRAISE.search(part.text)) for part in parts)
    if praise and praise >= sum(bool(DEFECT.search(part.text)) for part in parts):
        value *= LISTED_WORDS
    lacking = "问题性质点得还不够准" if named < facts else "缺少支撑的具体事实"
    return Fit(round(min(1.0, value), 3), span_of(best, parts), lacking, round(best.strength + told, 3))


def fact_share(text: str, parts: tuple[Clause, ...], ground: Ground, encoder: Encoder) -> tuple[float, float]:
    """The best fact of the problem that the statement tells, in words and figures; and the mean over all facts."""
    hits = by_id(ground.points, align(parts, ground.points, encoder))
    told = figures(text[:LONGEST_JUDGED])
    values: dict[str, float] = {}
    points = ground.of_aspect("事实")
    for point in points:
        wanted = needed(point)
        held = share(sum(any(agrees(claim, truth) for claim in told) for truth in wanted), len(wanted))
        words = ramp(hits[point.id].strength, FACT_LEAST, FACT_FULL)
        values[point.id] = words * (0.6 + 0.4 * held)
    return max(values.values(), default=0.0), weighted(points, values)


def herring_of(
    text: str, parts: tuple[Clause, ...], fits: tuple[Fit, ...], ground: Ground, encoder: Encoder
) -> int | None:
    """The red herring whose passage the statement is about, unless it tells a problem."""
    if max((fit.value for fit in fits), default=0.0) >= 0.5:
        return None
    hits = by_id(ground.contrary, align(parts, ground.contrary, encoder))
    herrings = {int(name.split(":")[1]): hit for name, hit in hits.items() if name.startswith("herring:")}
    best = max(herrings, key=lambda number: herrings[number].recall, default=None)
    if best is None or herrings[best].recall < 0.4 or not grams(text):
        return None
    return best


def span_of(hit: Hit, parts: tuple[Clause, ...]) -> tuple[int, int] | None:
    if hit.first is None or hit.last is None:
        return None
    return parts[hit.first].span[0], parts[hit.last].span[1]


def best_pairing(values: Sequence[Sequence[float]]) -> dict[int, int]:
    """The one-to-one pairing of columns with rows whose sum is largest: column → row.

    Over subsets of the columns, so exact; meant for a dozen columns at most (beyond that, the best free row for each
    column in turn). Rows may be many. Ties go to the earlier row.
    """
    columns = len(values[0]) if values else 0
    if columns > 12:
        return greedy(values, columns)
    best: dict[int, tuple[float, dict[int, int]]] = {0: (0.0, {})}
    for row, line in enumerate(values):
        grown = dict(best)
        for taken, (total, pairs) in best.items():
            for column in range(columns):
                if taken & (1 << column) or line[column] <= 0:
                    continue
                key = taken | (1 << column)
                if total + line[column] > grown.get(key, (-1.0, {}))[0] + 1e-12:
                    grown[key] = (total + line[column], {**pairs, column: row})
        best = grown
    return max(best.values(), key=lambda entry: entry[0])[1]


def greedy(values: Sequence[Sequence[float]], columns: int) -> dict[int, int]:
    pairs: dict[int, int] = {}
    ranked = sorted((-line[column], row, column) for row, line in enumerate(values) for column in range(columns))
    for negative, row, column in ranked:
        if negative < 0 and column not in pairs and row not in pairs.values():
            pairs[column] = row
    return pairs
