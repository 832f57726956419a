"""One submission of one trainee: append-only, never changed afterwards."""

from __future__ import annotations

from typing import Any

from kit.model.record import Record
from kit.model.score import Scored, Unscored


class TaskRef(Record):
    """Which question: a case's task (``case``, ``task``, perhaps ``problem``) or an exercise's item.

    ``str()`` is the stable name under which drafts and attempts are kept.
    """

    task: str
    case: str | None = None
    problem: str | None = None
    item: str | None = None

    def __str__(self) -> str:
        if self.item:
            return self.item
        return "/".join(part for part in (self.case, self.problem, self.task) if part)


class Attempt(Record):
    """What was handed in, when, and what it earned."""

    ref: TaskRef
    at: str
    number: int
    answer: dict[str, Any]
    score: Scored | Unscored
    scorer: str = ""
    key_hash: str = ""
    content_hash: str = ""
    seconds: float | None = None
