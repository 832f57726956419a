"""Exercises: a set of items, each a task on a case or an item of its own.

An item of its own carries its task's payload under the kind's name (``match:``, ``order:`` …)
and may bring a ``background`` to read, or stand on a case (``case:``), whose materials are then shown.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kit.model.case import Case, Judgement, Level, MeasureRow, Point, Text, Wrong
from kit.model.record import Record

Mode = Literal["practice", "exam"]
CaseKind = Literal["classify", "evidence", "discover", "finding", "measures", "judgement"]
PROBLEM_KINDS = ("classify", "evidence", "finding", "measures")
"""Kinds that ask about one problem of a case."""
CASE_KINDS = (*PROBLEM_KINDS, "discover", "judgement")
"""Kinds that a case alone can be asked with."""
PAYLOAD_KINDS = ("match", "order", "verify", "diagnose", "rewrite", "review", "judgement")
"""Kinds whose item brings a payload under the kind's name; judgement may take a case's instead."""
KIND_NAMES = tuple(dict.fromkeys((*CASE_KINDS, *PAYLOAD_KINDS)))
DiagnosisLabel = Literal["凑数", "空泛", "虚假", "不对应"]


class Choice(Record):
    """One thing that can be paired, ordered or chosen."""

    id: Text
    text: Text


class Pair(Record):
    """A right pair, and why it is right."""

    left: Text
    right: Text
    why: Text


class MatchTask(Record):
    """match: pair each ``left`` with one or more of ``right``; a ``right`` may stay unused."""

    left: Annotated[tuple[Choice, ...], Field(min_length=2)]
    right: Annotated[tuple[Choice, ...], Field(min_length=2)]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=1)]


class OrderStep(Choice):
    """A step to order, or a thing to choose; ``value`` 0–10 is its worth where a choice is asked."""

    value: Annotated[float, Field(ge=0, le=10)] | None = None
    why: Text


class OrderTask(Record):
    """order: put all steps in order (流程排序), or choose ``choose`` of them and rank these (取舍).

    ``answer`` is the right order of all steps, or of the best choice; steps in one inner list may
    stand in any order among themselves.
    """

    steps: Annotated[tuple[OrderStep, ...], Field(min_length=3)]
    answer: Annotated[tuple[Text | tuple[Text, ...], ...], Field(min_length=2)]
    choose: Annotated[int, Field(ge=2)] | None = None


class VerifyQuestion(Record):
    """One question of a check of figures.

    Exactly one of: ``value`` (with ``unit`` and ``tolerance``, both in the unit asked for), ``rows`` (unit
    names such as ``整改台账·3`` that must be found), ``verdict`` (the right one of ``options``).
    """

    id: Text
    ask: Text
    why: Text
    weight: Annotated[float, Field(gt=0, le=100)] = 1
    value: float | None = None
    unit: str = ""
    tolerance: Annotated[float, Field(ge=0)] = 0
    rows: tuple[Text, ...] = ()
    options: tuple[Choice, ...] = ()
    verdict: str | None = None


class Table(Record):
    """A small ledger or paper that an item brings along; rows are named ``name·1`` from 1."""

    name: Text
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""


class VerifyTask(Record):
    """verify: check figures against ledgers (``tables`` of its own, or those of the item's case)."""

    tables: tuple[Table, ...] = ()
    questions: Annotated[tuple[VerifyQuestion, ...], Field(min_length=1)]


class PlanRow(MeasureRow):
    """One row of a rectification plan to diagnose; no ``labels`` means that nothing is wrong with it."""

    id: Text
    labels: tuple[DiagnosisLabel, ...] = ()
    why: Text


class DiagnoseTask(Record):
    """diagnose: which measures of a plan are 凑数, 空泛, 虚假 or 不对应.

    ``problem`` is the problem that the plan answers, ``tables`` what checks found, where given.
    """

    problem: Text
    tables: tuple[Table, ...] = ()
    plan: Annotated[tuple[PlanRow, ...], Field(min_length=2)]


class RewriteTask(Record):
    """rewrite: lift a 就事论事 ``statement`` to its proper level; neither 拔高 nor 定低."""

    statement: Text
    facts: Text
    level: Level
    points: Annotated[tuple[Point, ...], Field(min_length=1)]
    overstated: tuple[Wrong, ...] = ()
    understated: tuple[Wrong, ...] = ()
    reference: Text


class ReviewTask(Record):
    """review: mark a draft by the rubric, then see the reference marks.

    ``draft`` says whether it is a finding (``text``) or measures (``rows``); ``marks`` and ``why`` go by criterion.
    """

    draft: Literal["finding", "measures"]
    text: str = ""
    rows: tuple[MeasureRow, ...] = ()
    key_points: tuple[Text, ...] = ()
    marks: dict[str, Annotated[int, Field(ge=0, le=4)]]
    why: dict[str, Text]


class Item(Record):
    """One item of a set. ``kind`` says which task; ``covers`` which rows of coverage.csv it trains.

    ``use`` (``set/item``) takes over another set's item, so that a ready-made course need not repeat it; such an
    item has nothing of its own but ``id``, ``kind`` and perhaps a ``title``, and covers nothing a second time.
    """

    id: Text
    kind: Text
    title: str = ""
    prompt: str = ""
    background: str = ""
    difficulty: Annotated[int, Field(ge=1, le=3)] | None = None
    minutes: Annotated[int, Field(ge=1)] | None = None
    covers: tuple[int, ...] = ()
    case: str | None = None
    problem: str | None = None
    use: str | None = None
    match: MatchTask | None = None
    order: OrderTask | None = None
    verify: VerifyTask | None = None
    diagnose: DiagnoseTask | None = None
    rewrite: RewriteTask | None = None
    review: ReviewTask | None = None
    judgement: tuple[Judgement, ...] = ()

    @property
    def on_case(self) -> bool:
        """Whether the item is a case's own task, with nothing of its own to score against."""
        return self.kind in CASE_KINDS and not self.judgement


class ExerciseSet(Record):
    """exercises/<id>.yaml: a titled series of items. ``time_limit`` in minutes, none if absent."""

    id: Text
    title: Text
    aim: Text
    mode: Mode
    pass_mark: Annotated[float, Field(ge=0, le=100)] = 60
    time_limit: Annotated[int, Field(ge=1)] | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class OwnItem(Record):
    """An item of its own as loaded: its name ``set/item``, the item, and the case that it stands on, if any.

    ``judgement`` is there under the same name as on a Case, so that one scorer serves both.
    """

    name: str
    item: Item
    case: Case | None = None
    key_hash: str = ""

    @property
    def judgement(self) -> tuple[Judgement, ...]:
        return self.item.judgement


class Exercise(Record):
    """An exercise file as loaded, with its file's hash."""

    set: ExerciseSet
    key_hash: str = ""

    @property
    def id(self) -> str:
        return self.set.id

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.set.items if item.id == item_id), None)
