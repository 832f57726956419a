"""What a trainee is asked: everything a view needs, and nothing of the key.

``form`` is one of the records below; a view is chosen by its type. Order of options is as given by the author.
"""

from __future__ import annotations

from kit.model.case import MeasureRow
from kit.model.exercise import Choice, Table
from kit.model.record import Record


class TextForm(Record):
    """Free text: finding, rewrite. ``advice`` is field help; lengths in characters are guidance, not limits."""

    label: str
    advice: str
    shortest: int
    longest: int
    given: str = ""
    facts: str = ""


class TextListForm(Record):
    """Several free texts: discover."""

    label: str
    advice: str


class RowsForm(Record):
    """Rows of measures: field name, label and help for each of the four fields."""

    fields: tuple[tuple[str, str, str], ...]


class TreeOption(Record):
    """A leaf of the taxonomy with the names above it."""

    code: str
    name: str
    path: tuple[str, ...]


class ClassifyForm(Record):
    leaves: tuple[TreeOption, ...]
    levels: tuple[str, ...]
    severities: tuple[str, ...]


class EvidenceForm(Record):
    """Selection among the units of the case's materials (names as in the reader)."""

    materials: tuple[str, ...]


class Situation(Record):
    id: str
    scenario: str
    options: tuple[Choice, ...]


class JudgementForm(Record):
    situations: tuple[Situation, ...]


class MatchForm(Record):
    """``several``: whether a left may take more than one right."""

    left: tuple[Choice, ...]
    right: tuple[Choice, ...]
    several: bool = False


class OrderForm(Record):
    """``choose`` None: order them all; else choose so many and rank them."""

    steps: tuple[Choice, ...]
    choose: int | None = None


class VerifyAsk(Record):
    """``form`` is value (with ``unit``), rows (names of ledger rows) or verdict (one of ``options``)."""

    id: str
    ask: str
    form: str
    unit: str = ""
    options: tuple[Choice, ...] = ()


class VerifyForm(Record):
    tables: tuple[Table, ...]
    questions: tuple[VerifyAsk, ...]


class PlanAsk(MeasureRow):
    id: str


class DiagnoseForm(Record):
    problem: str
    tables: tuple[Table, ...]
    plan: tuple[PlanAsk, ...]
    labels: tuple[tuple[str, str], ...]


class ReviewForm(Record):
    """``rubric`` is criterion → the five descriptions for marks 4, 3, 2, 1, 0."""

    draft: str
    text: str
    rows: tuple[MeasureRow, ...]
    key_points: tuple[str, ...]
    rubric: dict[str, tuple[str, ...]]


Form = (
    TextForm
    | TextListForm
    | RowsForm
    | ClassifyForm
    | EvidenceForm
    | JudgementForm
    | MatchForm
    | OrderForm
    | VerifyForm
    | DiagnoseForm
    | ReviewForm
)


class Prompt(Record):
    """One question as a trainee sees it. ``background`` is Markdown to read, ``minutes`` the expected time."""

    kind: str
    kind_title: str
    title: str
    instruction: str
    form: Form
    background: str = ""
    minutes: int | None = None
