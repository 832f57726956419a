"""Answers as parsed: what the trainee said, in the form that the scorer reads."""

from __future__ import annotations

from kit.model.case import MeasureRow
from kit.model.record import Record


class ClassifyAnswer(Record):
    problem: str
    category: str = ""
    level: str = ""
    severity: str = ""


class EvidenceAnswer(Record):
    problem: str
    selected: frozenset[str] = frozenset()


class DiscoverAnswer(Record):
    findings: tuple[str, ...] = ()


class FindingAnswer(Record):
    problem: str
    text: str = ""


class MeasuresAnswer(Record):
    problem: str
    rows: tuple[MeasureRow, ...] = ()


class JudgementAnswer(Record):
    choices: dict[str, str] = {}


class DiagnoseAnswer(Record):
    """``labels``: plan row id → labels; a row that is absent was not judged, () means nothing wrong."""

    labels: dict[str, frozenset[str]] = {}
    reasons: dict[str, str] = {}


class RewriteAnswer(Record):
    text: str = ""


class VerifyAnswer(Record):
    """``answers``: question id → the raw number text, row names, or option id."""

    answers: dict[str, str | frozenset[str]] = {}


class MatchAnswer(Record):
    pairs: frozenset[tuple[str, str]] = frozenset()


class OrderAnswer(Record):
    order: tuple[str, ...] = ()


class ReviewAnswer(Record):
    marks: dict[str, int] = {}


Answer = (
    ClassifyAnswer
    | EvidenceAnswer
    | DiscoverAnswer
    | FindingAnswer
    | MeasuresAnswer
    | JudgementAnswer
    | DiagnoseAnswer
    | RewriteAnswer
    | VerifyAnswer
    | MatchAnswer
    | OrderAnswer
    | ReviewAnswer
)
