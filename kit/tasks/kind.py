"""What a task kind is: five functions under one name. The registry is ``kit.tasks.KINDS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kit.model.case import Case
from kit.model.exercise import OwnItem
from kit.model.prompt import Prompt
from kit.model.score import Score

Source = Case | OwnItem
"""What an answer is scored against: a case, or an item of its own."""

RawAnswer = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """A task kind.

    Attributes
    ----------
    name, title
        The kind's name in files, and in Chinese for people.
    scope
        What a question of this kind is about: ``problem`` of a case, a whole ``case``, or an ``item`` of its own.
        judgement is ``case`` and takes items too.
    criteria
        Names of the criteria in order, with the largest mark of each.
    prompt : (source, problem id or None) -> Prompt
        The question without anything of the key. Raises UnknownNameError for an unknown problem.
    parse : (raw, source) -> Answer
        The raw answer (a JSON object in the contract's form) as a record. Raises AnswerFormatError with every reason.
    score : (answer, source) -> Score
        Deterministic; no I/O, no time, no chance.
    ideal : (source, problem id or None) -> raw answer or None
        What the key says is right, as a raw answer; None where the key holds none.
    reveal : (source, problem id or None) -> ((heading, Markdown), …)
        The reference answer with its reasons, for people, after submission.
    """

    name: str
    title: str
    scope: str
    version: str
    criteria: tuple[tuple[str, float], ...]
    prompt: Callable[[Source, str | None], Prompt]
    parse: Callable[[RawAnswer, Source], Any]
    score: Callable[[Any, Source], Score]
    ideal: Callable[[Source, str | None], dict[str, Any] | None]
    reveal: Callable[[Source, str | None], tuple[tuple[str, str], ...]]
