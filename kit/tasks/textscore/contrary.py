"""What speaks against an answer: it denies the problem, says what is known to be wrong, or blames the harmless."""

from __future__ import annotations

from dataclasses import dataclass

from kit.model.score import Flag
from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.ground import Ground, wordings
from kit.tasks.textscore.subjects import wrong_subjects
from kit.tasks.textscore.verdict import ramp, share
from kit.tasks.textscore.words import DEFECT, PRAISE
from kit.text.align import Hit
from kit.text.polarity import contradicts, polarity

WRONG_RECALL = 0.55
"""Share of a wrong statement's own pairs that a clause must bring back."""

HERRING_RECALL = 0.6
LEAD = 0.12
"""How much better a clause must fit the wrong statement than any right one."""

LEAST_PRAISE = 1.2
"""Weight of praising clauses below which nothing is denied: one clause may praise one thing."""

OUTWEIGHS = (0.1, 0.6)
"""How far praise must outweigh blame, as a share of both, to begin to deny, and to deny altogether."""

ABOUT_PAIRS = 4
KEY_SHARE = 0.9
"""A clause with this share of its character pairs from the key is the key's own wording, and denies nothing."""

SEEMS, OPPOSITE = 0.2, 0.6
"""Strength from which on a clause seems to tell a point, and how surely it must state the opposite."""

DEFECT_NEAR = 1
"""Clauses after a herring's passage in which it must be called a problem."""


@dataclass(frozen=True)
class Contrary:
    """``denied`` 0–1: how plainly the answer says that all is well; ``wrong``, ``herrings`` and ``subjects``
    count statements known to be wrong, harmless things blamed, and points told of other people;
    ``points`` are the ids of those of which the opposite is said."""

    denied: float
    wrong: int
    herrings: int
    subjects: int
    points: frozenset[str]
    flags: tuple[Flag, ...]


def contrary_of(answer: Answer, ground: Ground) -> Contrary:
    denied, span = denial(answer, ground)
    flags = [Flag(kind="contradicted", note="把问题说成没有问题，或与材料相反", span=span)] if denied >= 0.5 else []
    wrong = herrings = 0
    best_right = best_at(answer)
    for name, hit in answer.contrary.items():
        kind, number = name.split(":")
        if hit.first is None or not beats(hit, best_right):
            continue
        if kind == "wrong" and hit.recall >= WRONG_RECALL:
            wrong += 1
            entry = ground.problem.wrong[int(number)]
            flags.append(Flag(kind="wrong_statement", note=f"不应这样写：{entry.why}", span=answer.span(hit)))
        elif kind == "herring" and hit.recall >= HERRING_RECALL and blamed(answer, hit):
            herrings += 1
            flags.append(
                Flag(
                    kind="red_herring",
                    note=f"这不是问题：{ground.case.red_herrings[int(number)].why}",
                    span=answer.span(hit),
                )
            )
    strangers = wrong_subjects(answer, ground)
    return Contrary(denied, wrong, herrings, len(strangers), denied_points(answer, ground), (*flags, *strangers))


def best_at(answer: Answer) -> dict[int, float]:
    """For each clause the best recall of a scoring point whose window covers it."""
    best: dict[int, float] = {}
    for hit in answer.hits.values():
        if hit.first is not None and hit.last is not None:
            for place in range(hit.first, hit.last + 1):
                best[place] = max(best.get(place, 0.0), hit.recall)
    return best


def beats(hit: Hit, right: dict[int, float]) -> bool:
    places = range(hit.first or 0, (hit.last or 0) + 1)
    return hit.recall >= max(right.get(place, 0.0) for place in places) + LEAD


def blamed(answer: Answer, hit: Hit) -> bool:
    last = min(len(answer.clauses) - 1, (hit.last or 0) + DEFECT_NEAR)
    text = answer.text[answer.clauses[hit.first or 0].span[0] : answer.clauses[last].span[1]]
    return bool(DEFECT.search(text)) and not PRAISE.search(text)


def denial(answer: Answer, ground: Ground) -> tuple[float, tuple[int, int] | None]:
    """How plainly the answer says that all is well: praise against blame, in what it says of this case."""
    praise = blame = 0.0
    first: tuple[int, int] | None = None
    about = ground.subject | ground.wording
    for clause, pairs in zip(answer.clauses, answer.pairs, strict=True):
        sign = polarity(clause.text).sign
        if not sign:
            continue
        common = len(pairs & about)
        weight = 0.3 + 0.7 * share(common, ABOUT_PAIRS)
        if sign < 0:
            blame += weight
        elif not keys_own(pairs, ground):
            praise += weight
            first = first or clause.span
    if praise < LEAST_PRAISE or praise <= blame:
        return 0.0, None
    return round(ramp((praise - blame) / (praise + blame), *OUTWEIGHS), 2), first


def keys_own(pairs: set[str], ground: Ground) -> bool:
    """Whether a clause is in the key's own words, which cannot deny the key."""
    return len(pairs & (ground.subject | ground.wording)) >= KEY_SHARE * len(pairs)


def denied_points(answer: Answer, ground: Ground) -> frozenset[str]:
    """Facts and qualifications of which a clause that seems to tell them states the opposite."""
    found = set()
    for point in ground.of_aspect("定性", "事实"):
        hit = answer.hits[point.id]
        if hit.first is None or hit.last is None or hit.strength < SEEMS:
            continue
        parts = [
            answer.clauses[place].text
            for place in range(hit.first, hit.last + 1)
            if polarity(answer.clauses[place].text).sign > 0 and not keys_own(answer.pairs[place], ground)
        ]
        if any(contradicts(part, text) >= OPPOSITE for part in parts for text in wordings(point)):
            found.add(point.id)
    return frozenset(found)
