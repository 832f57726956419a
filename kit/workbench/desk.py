"""The desk: content on one side, the trainee's files on the other, questions in between. No widgets.

A view gets a ``Question``: a prompt without key, what to read, and ``submit``. The key stays behind ``submit``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.content.library import Library
from kit.content.library import Question as Asked
from kit.errors import StorageError
from kit.model.attempt import Attempt, TaskRef
from kit.model.case import Case
from kit.model.exercise import OwnItem
from kit.model.prompt import Prompt
from kit.study.attempts import Journal, of_ref, read_attempts, record_attempt
from kit.study.drafts import Keeper, Saved
from kit.study.progress import PASS_MARK
from kit.tasks import kind as kind_of
from kit.workbench.reader import Reading

RawAnswer = dict[str, Any]


def local_now() -> datetime:
    """The time of the wall clock, with its zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Outcome:
    """What comes back after submission: the attempt with its score, and what may be seen only now."""

    attempt: Attempt
    reveal: tuple[tuple[str, str], ...]
    passages: Mapping[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question as a view gets it; nothing of the key is in it.

    ``submit`` scores and records a raw answer (AnswerFormatError where it cannot be read; nothing is recorded then),
    ``review`` gives the outcome of an earlier attempt again, ``earlier`` all earlier attempts in order.
    """

    ref: TaskRef
    prompt: Prompt
    reading: Reading
    submit: Callable[[RawAnswer, float | None], Outcome]
    review: Callable[[Attempt], Outcome]
    earlier: Callable[[], tuple[Attempt, ...]]
    pass_mark: float = PASS_MARK


@dataclass(frozen=True)
class Desk:
    """Where a trainee works: a library, the folder of their data, a clock."""

    library: Library
    folder: Path
    clock: Callable[[], datetime] = local_now

    def question(self, ref: TaskRef, pass_mark: float = PASS_MARK) -> Question:
        """The question of that name. Raises UnknownNameError, ContentError."""
        asked = self.library.question(ref)
        return Question(
            ref=ref,
            prompt=prompt_of(asked),
            reading=reading_of(asked),
            submit=lambda raw, seconds: self.submit(ref, raw, seconds),
            review=self.review,
            earlier=lambda: of_ref(self.journal().attempts, ref),
            pass_mark=pass_mark,
        )

    def submit(self, ref: TaskRef, raw: RawAnswer, seconds: float | None = None) -> Outcome:
        """Score a raw answer and record the attempt. A record that cannot be written is told; the score stands."""
        asked = self.library.question(ref)
        answer = whole(ref, raw)
        kind = kind_of(asked.task)
        named = {**answer, "problem": asked.problem} if asked.problem else answer
        score = kind.score(kind.parse(named, asked.source), asked.source)
        now = self.clock()
        case = case_behind(asked.source)
        hashes = {
            "key_hash": asked.source.key_hash or (case.key_hash if case else ""),
            "content_hash": case.content_hash if case else "",
        }
        try:
            attempt, notes = record_attempt(self.folder, ref, answer, score, now=now, seconds=seconds, **hashes)
        except StorageError as error:
            at = now.isoformat(timespec="seconds")
            attempt = Attempt(ref=ref, at=at, number=1, answer=answer, score=score, scorer=score.scorer, **hashes)
            notes = (f"已评分，但这次提交没能记录下来：{error}",)
        return self.review(attempt, notes)

    def review(self, attempt: Attempt, notes: tuple[str, ...] = ()) -> Outcome:
        """What may be seen of an attempt that was handed in."""
        asked = self.library.question(attempt.ref)
        case = case_behind(asked.source)
        passages = {name: told_unit(unit.text, unit.cells) for name, unit in case.units.items()} if case else {}
        return Outcome(attempt, kind_of(asked.task).reveal(asked.source, asked.problem), passages, notes)

    def keeper(self, ref: TaskRef, told: Callable[[Saved | StorageError], None]) -> Keeper:
        """Saves the draft of a question."""
        return Keeper(self.folder, ref, told, self.clock)

    def journal(self) -> Journal:
        """All attempts; where the file cannot be read there are none, and that is told."""
        try:
            return read_attempts(self.folder)
        except StorageError as error:
            return Journal((), (str(error),))


def prompt_of(asked: Asked) -> Prompt:
    """The prompt without key; an exercise's own title and wording stand before those of the case."""
    prompt = kind_of(asked.task).prompt(asked.source, asked.problem)
    if asked.item is None or not isinstance(asked.source, Case):
        return prompt
    own = {"title": asked.item.title, "instruction": asked.item.prompt, "background": asked.item.background}
    changes: dict[str, Any] = {name: text for name, text in own.items() if text}
    if asked.item.minutes:
        changes["minutes"] = asked.item.minutes
    return prompt.model_copy(update=changes)


def whole(ref: TaskRef, raw: Mapping[str, Any]) -> RawAnswer:
    """The raw answer as the contract has it, with what it answers; lone surrogates become U+FFFD."""
    named = {"item": ref.item} if ref.item else {"case": ref.case, "problem": ref.problem}
    named = {name: value for name, value in named.items() if value}
    return {**named, "task": ref.task, **{name: clean(value) for name, value in raw.items()}}


def clean(value: Any) -> Any:
    """The value with every text made encodable."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8") if has_surrogate(value) else value
    if isinstance(value, Mapping):
        return {clean(name): clean(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [clean(entry) for entry in value]
    return value


def has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def case_behind(source: Case | OwnItem) -> Case | None:
    return source if isinstance(source, Case) else source.case


def reading_of(asked: Asked) -> Reading:
    """What a trainee may read for a question."""
    case = case_behind(asked.source)
    background = asked.item.background if asked.item else ""
    return Reading(case.head if case else None, case.materials if case else (), background)


def told_unit(text: str, cells: tuple[str, ...]) -> str:
    return " | ".join(cells) if cells else text
