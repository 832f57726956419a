"""What a case is: materials for the trainee, and the key that scores are given by.

The field names are those of the files (``case.yaml``, ``key.yaml``); see docs/format.md.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from kit.model.record import Record
from kit.model.taxonomy import Taxonomy

Level = Literal["政治", "党务", "业务", "财务"]
Severity = Literal["一般", "较重", "严重"]
Need = Literal["必需", "佐证"]
PointAspect = Literal["定性", "事实", "依据", "原因责任", "影响"]
MeasureAspect = Literal["立行立改", "建章立制", "举一反三", "责任追究", "长期坚持"]
Inspection = Literal["常规巡察", "专项巡察", "机动巡察", "回头看"]
Text = Annotated[str, Field(min_length=1)]


class MaterialFile(Record):
    """One entry of ``materials:`` in case.yaml: the name people use, and the file."""

    name: Text
    file: Text


class CaseHead(Record):
    """case.yaml: what a trainee sees first."""

    id: Text
    title: Text
    difficulty: Annotated[int, Field(ge=1, le=3)]
    inspection: Inspection
    organ: Text
    minutes: Annotated[int, Field(ge=1, le=600)]
    background: Text
    materials: Annotated[tuple[MaterialFile, ...], Field(min_length=1)]
    provenance: Text


class Unit(Record):
    """One numbered paragraph or ledger row, the smallest thing that can be selected as evidence.

    ``name`` is ``材料名·序号`` from 1; ``cells`` is empty for a paragraph, else one text per column.
    """

    name: str
    material: str
    number: int
    text: str
    cells: tuple[str, ...] = ()


class Block(Record):
    """One block of a prose material as shown: a heading (no number) or a numbered unit."""

    text: str
    number: int | None = None


class Material(Record):
    """A material as read: its raw text, and the units that people name and select.

    ``header`` is the column names of a ledger, empty for prose; ``blocks`` is empty for a ledger.
    """

    name: str
    file: str
    raw: str
    units: tuple[Unit, ...]
    header: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def is_table(self) -> bool:
        return bool(self.header)


class Evidence(Record):
    """A passage that carries a problem: a quote of the raw file, or a data row of a ledger."""

    material: Text
    quote: str | None = None
    row: int | None = None
    need: Need


class Point(Record):
    """A scoring point of a finding (问题底稿)."""

    id: Text
    aspect: PointAspect
    weight: Annotated[float, Field(gt=0, le=100)]
    text: Text
    accept: tuple[Text, ...] = ()
    numbers: tuple[Text, ...] = ()


class MeasurePoint(Record):
    """A scoring point of rectification measures (整改措施)."""

    id: Text
    aspect: MeasureAspect
    weight: Annotated[float, Field(gt=0, le=100)]
    text: Text
    accept: tuple[Text, ...] = ()
    numbers: tuple[Text, ...] = ()


class Wrong(Record):
    """A statement that loses marks when an answer makes it."""

    text: Text
    why: Text


class MeasureRow(Record):
    """One rectification measure: what, by whom, by when, and what can be inspected afterwards."""

    measure: str = ""
    owner: str = ""
    deadline: str = ""
    deliverable: str = ""


class Reference(Record):
    """A model answer for people, shown after submission. Scorers do not read it."""

    finding: str = ""
    measures: tuple[MeasureRow, ...] = ()


class Problem(Record):
    """One problem of a case with everything that its answers are scored against. ``checks`` is reserved."""

    id: Text
    title: Text
    prompt: Text
    category: Text
    also: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    level: Level
    severity: Severity
    evidence: tuple[Evidence, ...] = ()
    points: tuple[Point, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    measures: tuple[MeasurePoint, ...] = ()
    owners: tuple[Text, ...] = ()
    reference: Reference | None = None
    checks: Any = None


class RedHerring(Record):
    """What looks like a problem and is not, or is not this inspection's business."""

    material: Text
    quote: str | None = None
    row: int | None = None
    why: Text


class Option(Record):
    """One option of a judgement item; a grave one caps the item at 0 when chosen."""

    id: Text
    text: Text
    score: Annotated[float, Field(ge=-1, le=2)]
    why: Text
    grave: bool = False


class Judgement(Record):
    """纪律情境: a situation, and what one might do in it."""

    id: Text
    principle: Text
    scenario: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Key(Record):
    """key.yaml: the answer key. ``checks`` is reserved, of any form."""

    problems: Annotated[tuple[Problem, ...], Field(min_length=1)]
    red_herrings: tuple[RedHerring, ...] = ()
    judgement: tuple[Judgement, ...] = ()
    checks: Any = None


class Case(Record):
    """A case as loaded: head, materials and key, with every quote resolved to its unit.

    ``evidence_units`` maps a problem's id to ``{unit name: need}`` (a unit has its highest need);
    ``red_herring_units`` maps a unit's name to why it is none. ``key_hash`` is the SHA-256 of the
    key file, ``content_hash`` that of everything a trainee may see; both hex, over raw bytes.
    """

    head: CaseHead
    taxonomy: Taxonomy
    materials: tuple[Material, ...]
    problems: tuple[Problem, ...]
    red_herrings: tuple[RedHerring, ...] = ()
    judgement: tuple[Judgement, ...] = ()
    evidence_units: dict[str, dict[str, Need]] = {}
    red_herring_units: dict[str, str] = {}
    key_hash: str = ""
    content_hash: str = ""

    @property
    def id(self) -> str:
        return self.head.id

    @property
    def units(self) -> dict[str, Unit]:
        """Every unit by its name, in reading order."""
        return {unit.name: unit for material in self.materials for unit in material.units}

    def problem(self, problem_id: str) -> Problem | None:
        """The problem of that id, or None."""
        return next((problem for problem in self.problems if problem.id == problem_id), None)
