"""Who did it: people and offices that an answer names where the key's point names others."""

from __future__ import annotations

import re

from kit.model.case import Point
from kit.model.score import Flag
from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.ground import Ground, wordings

PERSON = re.compile(r"[甲乙丙丁戊己庚辛壬癸]某")
SURE = 0.3
"""Strength from which on a clause surely tells the point whose people are compared."""


def named(text: str) -> set[str]:
    """The anonymised people of a text."""
    return set(PERSON.findall(text))


def wrong_subjects(answer: Answer, ground: Ground) -> tuple[Flag, ...]:
    """One flag for each point told of people of whom neither key nor material tells it."""
    flags = []
    for point in ground.of_aspect("事实", "原因责任"):
        hit = answer.hits[point.id]
        span = answer.span(hit)
        right = rightly(point, ground)
        if span is None or hit.strength < SURE or not right:
            continue
        told = named(answer.text[span[0] : span[1]])
        if told and not told & right:
            said, meant = "、".join(sorted(told)), "、".join(sorted(right))
            flags.append(Flag(kind="wrong_subject", note=f"这里写的是{said}，要点说的是{meant}", span=span))
    return tuple(flags)


def rightly(point: Point, ground: Ground) -> set[str]:
    """Whom the point's wordings name; none where they name nobody."""
    return set().union(*(named(text) for text in wordings(point)))
