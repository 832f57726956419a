"""The registry of task kinds, and the one way to ask, read and score. A new kind: its file, and a line here."""

from __future__ import annotations

from typing import Any

from kit.errors import UnknownNameError
from kit.model.prompt import Prompt
from kit.model.score import Score
from kit.tasks import (
    classify,
    diagnose,
    discover,
    evidence,
    finding,
    judgement,
    match,
    measures,
    order,
    review,
    rewrite,
    verify,
)
from kit.tasks.kind import Kind, RawAnswer, Source

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        classify.KIND,
        evidence.KIND,
        discover.KIND,
        finding.KIND,
        measures.KIND,
        rewrite.KIND,
        diagnose.KIND,
        verify.KIND,
        match.KIND,
        order.KIND,
        judgement.KIND,
        review.KIND,
    )
}


def kind(name: str) -> Kind:
    """The kind of that name. Raises UnknownNameError."""
    if name not in KINDS:
        raise UnknownNameError("题型", name, KINDS)
    return KINDS[name]


def ask(task: str, source: Source, problem: str | None = None) -> Prompt:
    """The question as a trainee sees it, without anything of the key."""
    return kind(task).prompt(source, problem)


def score_raw(task: str, raw: RawAnswer, source: Source) -> Score:
    """Read a raw answer and score it. Raises AnswerFormatError where it cannot be read."""
    chosen = kind(task)
    return chosen.score(chosen.parse(raw, source), source)


def ideal(task: str, source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """What the key says is right, as a raw answer; None where the key holds none."""
    return kind(task).ideal(source, problem)
