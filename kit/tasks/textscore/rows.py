"""Rows of measures made ready for judging: what each does, for what, by whom, by when, to show what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kit.model.case import MeasureRow
from kit.tasks.textscore.answer import by_id, own_clauses
from kit.tasks.textscore.ground import Ground
from kit.tasks.textscore.verdict import share
from kit.tasks.textscore.words import (
    ACTION,
    INSPECTABLE,
    MEETING,
    OUTSIDE,
    PERIOD,
    PERSON,
    PRINCIPLE,
    SHAM,
    UNINSPECTABLE,
    VAGUE_OWNER,
    VAGUE_TIME,
)
from kit.text.align import Hit, align, grams
from kit.text.clauses import Clause
from kit.text.encoder import Encoder, similarities

ROWS_JUDGED = 60
LONGEST_ROW = 800
"""Rows, and code points of one row's measure, that are held against the key."""

OWN_PAIRS = 7
DETAIL_PAIRS = 14
DUPLICATE = 0.65
"""Common words, like sense and the same owner and time together, from which on two rows are one measure split."""

SENSE, SAME_FRAME = 0.5, 0.15

FIGURE = re.compile(r"\d|[一二三四五六七八九十两]+(?:次|份|笔|项|人|个|天|日|月|年)")
LEADER = re.compile("书记|局长|主任|科长|队长|处长|副局长|支队长|负责人|主要领导|分管")


@dataclass(frozen=True)
class Row:
    """One row with what it hits: ``aims`` are the measure points, ``facts`` the finding's points, by id.

    ``about`` 0–1 says how surely it is about the problem; ``asked`` that it only repeats the question or says nothing.
    """

    place: int
    row: MeasureRow
    parts: tuple[Clause, ...]
    aims: Mapping[str, Hit]
    facts: Mapping[str, Hit]
    about: float
    owner: float
    improper: bool
    time: float
    repeats: int | None
    asked: bool

    @cached_property
    def pairs(self) -> set[str]:
        return grams(self.row.measure)

    @cached_property
    def concrete(self) -> float:
        """0–1: acts one can see done, with object and step, against words that only promise."""
        if self.asked:
            return 0.0
        text = self.row.measure
        acts = len(set(ACTION.among(text)))
        empty = len(PRINCIPLE.among(text))
        detail = (
            share(len(self.pairs), DETAIL_PAIRS * 2) * 0.35
            + 0.2 * bool(FIGURE.search(text))
            + 0.15 * share(len(self.parts), 3)
        )
        doing = share(acts, 2) * 0.6
        return round(max(0.0, min(1.0, doing + detail - 0.22 * max(0, empty - 0.5 * acts))), 3)

    @cached_property
    def result(self) -> float:
        """0–1: whether the deliverable can be looked at, and is more than a paper about a meeting."""
        text = self.row.deliverable
        if not text.strip():
            return 0.0
        if UNINSPECTABLE.search(text) and not FIGURE.search(text):
            return 0.25 if INSPECTABLE.search(text) else 0.1
        return 1.0 if INSPECTABLE.search(text) else 0.5

    @cached_property
    def sham(self) -> bool:
        """Whether meetings and papers, or what is made up afterwards, stand in for rectification."""
        text, shown = self.row.measure, self.row.deliverable
        if SHAM.search(text) or SHAM.search(shown):
            return True
        return bool(MEETING.search(text)) and self.concrete < 0.35


def read_rows(rows: tuple[MeasureRow, ...], ground: Ground, encoder: Encoder, asked: str = "") -> tuple[Row, ...]:
    """Rows that say anything, in order; what is beyond ``ROWS_JUDGED`` is not judged."""
    found: list[Row] = []
    sense = similarities(
        encoder, [row.measure for row in rows[:ROWS_JUDGED]], [row.measure for row in rows[:ROWS_JUDGED]]
    )
    for place, row in enumerate(rows[:ROWS_JUDGED]):
        if not any(text.strip() for text in (row.measure, row.owner, row.deadline, row.deliverable)):
            continue
        parts = own_clauses(row.measure[:LONGEST_ROW], asked)
        aims = by_id(ground.measures, align(parts, ground.measures, encoder))
        facts = by_id(ground.points, align(parts, ground.points, encoder))
        owner, improper = owner_of(row.owner, ground)
        found.append(
            Row(
                place=place,
                row=row,
                parts=parts,
                aims=aims,
                facts=facts,
                about=about(row, aims, facts, ground) if parts else 0.0,
                owner=owner,
                improper=improper,
                time=time_of(row.deadline),
                asked=not parts,
                repeats=next(
                    (other.place for other in found if alike(row, other, float(sense[place, other.place]))), None
                ),
            )
        )
    return tuple(found)


def about(row: MeasureRow, aims: Mapping[str, Hit], facts: Mapping[str, Hit], ground: Ground) -> float:
    """0–1: how surely a row is about this problem: the key's measures, its facts, or its own words."""
    aimed = max((hit.strength for hit in aims.values()), default=0.0)
    spoken = max((hit.strength for hit in facts.values()), default=0.0)
    words = share(len(grams(row.measure) & (ground.subject | ground.wording)), OWN_PAIRS)
    return round(min(1.0, 1.3 * max(aimed, 0.8 * spoken) + 0.45 * words), 3)


def owner_of(text: str, ground: Ground) -> tuple[float, bool]:
    """How clearly and properly a row names who answers for it, and whether that is no one who could."""
    if not text.strip():
        return 0.0, False
    said = text.strip()
    proper = len(said) >= 2 and any(name in said or said in name for name in ground.problem.owners)
    if VAGUE_OWNER.search(text) and not LEADER.search(text) and not PERSON.search(text):
        return 0.3, False
    if proper:
        return 1.0, False
    if OUTSIDE.search(text) and not PERSON.search(text):
        return 0.0, True
    known = PERSON.search(text) or LEADER.search(text) or grams(text) & ground.material
    return (0.9 if known else 0.4), False


def time_of(text: str) -> float:
    """1 for a date or a period that can be checked, a little for a vague one, 0 for none."""
    if not text.strip():
        return 0.0
    if re.search(r"\d", text) or PERIOD.search(text):
        return 1.0
    return 0.25 if VAGUE_TIME.search(text) else 0.4


def alike(row: MeasureRow, other: Row, sense: float) -> bool:
    """Whether a row is an earlier one again in other words."""
    pairs = grams(row.measure)
    common = len(pairs & other.pairs)
    if common < 3:
        return False
    frame = (row.owner, row.deadline) == (other.row.owner, other.row.deadline) and bool(row.owner.strip())
    return common / min(len(pairs), len(other.pairs)) + SENSE * sense + SAME_FRAME * frame >= DUPLICATE
