"""What a scorer gives: a score with its reasons, or the reason why there is none."""

from __future__ import annotations

from typing import Any

from kit.model.record import Record


class Criterion(Record):
    """One criterion's mark on its own scale, and why, in one or two Chinese sentences.

    ``name`` is stable (定性, J1, q2) and stands in the machine's output; people see ``shown``.
    """

    name: str
    mark: float
    max_mark: float
    why: str = ""
    confidence: float = 1.0
    label: str = ""

    @property
    def shown(self) -> str:
        """What people see it called."""
        return self.label or self.name


class Match(Record):
    """Which words of the answer met which scoring point.

    ``credit`` 0–1. ``span`` is a half-open range of code points in the raw field; for rows of
    measures ``row`` (from 0) and ``field`` say which, for discovered problems ``index``.
    ``point_text`` says in Chinese what was to be met, ``note`` what is still missing of it,
    ``source`` names the units of the material that carry it.
    """

    point: str
    credit: float
    span: tuple[int, int] | None = None
    row: int | None = None
    field: str | None = None
    index: int | None = None
    point_text: str = ""
    note: str = ""
    source: tuple[str, ...] = ()
    criterion: str = ""


class Flag(Record):
    """What was held against the answer, or must be looked at by a person.

    ``kind`` is one of the contract's (docs/format.md), ``note`` says it in Chinese.
    """

    kind: str
    note: str = ""
    share: float | None = None
    span: tuple[int, int] | None = None
    row: int | None = None
    field: str | None = None
    index: int | None = None


class Scored(Record):
    """A score: ``total`` 0–100 (one decimal), with everything that it rests on."""

    task: str
    total: float
    criteria: tuple[Criterion, ...]
    matches: tuple[Match, ...] = ()
    flags: tuple[Flag, ...] = ()
    summary: str = ""
    needs_review: bool = False
    scorer: str = ""

    @property
    def marks(self) -> dict[str, float]:
        return {criterion.name: criterion.mark for criterion in self.criteria}


class Unscored(Record):
    """No score, and why. Never counted as zero."""

    task: str
    reason: str
    scorer: str = ""


Score = Scored | Unscored


def as_contract(score: Scored) -> dict[str, Any]:
    """The score in the form that ``kit score`` prints (docs/format.md, Scores)."""
    return {
        "task": score.task,
        "total": score.total,
        "marks": score.marks,
        "confidence": {c.name: c.confidence for c in score.criteria},
        "needs_review": score.needs_review,
        "matches": [m.model_dump(exclude_defaults=True, mode="json") for m in score.matches],
        "flags": [f.model_dump(exclude_defaults=True, mode="json") for f in score.flags],
        "explanation": {c.name: c.why for c in score.criteria},
        "summary": score.summary,
        "scorer": score.scorer,
    }
