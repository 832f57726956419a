"""What speaks against an answer: it denies the problem, says what is known to be wrong, or blames the harmless."""

from __future__ import annotations

from dataclasses import dataclass

from kit.model.score import Flag
from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.ground import Ground
from kit.tasks.textscore.subjects import wrong_subjects
from kit.tasks.textscore.verdict import share
from kit.tasks.textscore.words import DEFECT, PRAISE
from kit.text.align import Hit, grams

WRONG_RECALL = 0.55
"""Share of a wrong statement's own pairs that a clause must bring back."""

HERRING_RECALL = 0.6
LEAD = 0.12
"""How much better a clause must fit the wrong statement than any right one."""

DEFECT_NEAR = 1
"""Clauses after a herring's passage in which it must be called a problem."""


@dataclass(frozen=True)
class Contrary:
    """``denied`` 0–1: how plainly the answer says that all is well; ``wrong``, ``herrings`` and ``subjects``
    count statements known to be wrong, harmless things blamed, and points told of other people."""

    denied: float
    wrong: int
    herrings: int
    subjects: int
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
    return Contrary(denied, wrong, herrings, len(strangers), (*flags, *strangers))


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
    about = {pair for point in ground.problem.points for pair in grams(point.text)} | ground.wording
    for clause, pairs in zip(answer.clauses, answer.pairs, strict=True):
        weight = 0.3 + 0.7 * share(len(pairs & about), 4)
        if PRAISE.search(clause.text):
            praise += weight
            first = first or clause.span
        elif DEFECT.search(clause.text):
            blame += weight
    if praise < 0.6 or praise <= blame:
        return 0.0, None
    return round(min(1.0, (praise - blame) / praise * 1.6), 2), first
