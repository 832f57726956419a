"""Progress: what has been tried, how often, and how well; computed from the attempts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kit.model.attempt import Attempt
from kit.model.score import Scored

PASS_MARK = 60.0
"""The mark from which a question counts as passed where its set names none."""


@dataclass(frozen=True)
class Standing:
    """How one thing (a question, a case, a kind, a set) stands.

    ``best``, ``last`` and ``first`` are totals 0–100, None where no attempt could be scored;
    ``passed`` counts questions whose best total reaches the pass mark.
    """

    name: str
    questions: int
    attempts: int
    first: float | None
    last: float | None
    best: float | None
    passed: int
    last_at: str

    @property
    def gain(self) -> float | None:
        """Best minus first total; None where either is missing."""
        return None if self.best is None or self.first is None else round(self.best - self.first, 1)


def by_question(
    attempts: Iterable[Attempt], pass_mark: Callable[[Attempt], float] | None = None
) -> tuple[Standing, ...]:
    """One Standing per question, in order of the first attempt."""
    groups = grouped(attempts, lambda attempt: str(attempt.ref))
    return tuple(standing_of(name, tries, pass_mark) for name, tries in groups.items())


def by_case(attempts: Iterable[Attempt], pass_mark: Callable[[Attempt], float] | None = None) -> tuple[Standing, ...]:
    """One Standing per case; its totals are means over its questions, each question by its own first, last, best."""
    return gathered(attempts, lambda attempt: attempt.ref.case or "", pass_mark)


def by_kind(attempts: Iterable[Attempt], pass_mark: Callable[[Attempt], float] | None = None) -> tuple[Standing, ...]:
    """One Standing per task kind; totals are means over its questions."""
    return gathered(attempts, lambda attempt: attempt.ref.task, pass_mark)


def by_set(attempts: Iterable[Attempt], pass_mark: Callable[[Attempt], float] | None = None) -> tuple[Standing, ...]:
    """One Standing per exercise set; totals are means over its items."""
    return gathered(attempts, lambda attempt: (attempt.ref.item or "").split("/")[0], pass_mark)


def gathered(
    attempts: Iterable[Attempt], key: Callable[[Attempt], str], pass_mark: Callable[[Attempt], float] | None = None
) -> tuple[Standing, ...]:
    return tuple(mean_of(name, by_question(tries, pass_mark)) for name, tries in grouped(attempts, key).items() if name)


def grouped(attempts: Iterable[Attempt], key: Callable[[Attempt], str]) -> dict[str, list[Attempt]]:
    groups: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        groups.setdefault(key(attempt), []).append(attempt)
    return groups


def standing_of(name: str, tries: list[Attempt], pass_mark: Callable[[Attempt], float] | None) -> Standing:
    totals = [attempt.score.total for attempt in tries if isinstance(attempt.score, Scored)]
    best = max(totals, default=None)
    needed = pass_mark(tries[-1]) if pass_mark else PASS_MARK
    return Standing(
        name=name,
        questions=1,
        attempts=len(tries),
        first=totals[0] if totals else None,
        last=totals[-1] if totals else None,
        best=best,
        passed=int(best is not None and best >= needed),
        last_at=max(attempt.at for attempt in tries),
    )


def mean_of(name: str, standings: tuple[Standing, ...]) -> Standing:
    return Standing(
        name=name,
        questions=len(standings),
        attempts=sum(standing.attempts for standing in standings),
        first=mean(standing.first for standing in standings),
        last=mean(standing.last for standing in standings),
        best=mean(standing.best for standing in standings),
        passed=sum(standing.passed for standing in standings),
        last_at=max(standing.last_at for standing in standings),
    )


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is there, one decimal; None of nothing."""
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 1) if known else None
