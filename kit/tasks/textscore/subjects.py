"""Who did it: people that an answer names where the key's own clause names others."""

from __future__ import annotations

import re
from functools import lru_cache

from kit.model.score import Flag
from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.ground import Ground, wordings
from kit.text.align import common_pairs, grams
from kit.text.clauses import clauses

PERSON = re.compile(r"[甲乙丙丁戊己庚辛壬癸]某")
SHARED = 0.4
"""Share of the shorter clause's character pairs, names aside, that both must have to say the same thing."""

SHARED_PAIRS, SHARED_OWN = 3, 1
"""Least number of such pairs, and of those among them that do not belong to the trade at large."""


def named(text: str) -> frozenset[str]:
    """The anonymised people of a text."""
    return frozenset(PERSON.findall(text))


@lru_cache(maxsize=256)
def people_of(texts: tuple[str, ...]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Every clause of key texts with the people it speaks of: its own, else the last named in its sentence."""
    found = []
    for text in texts:
        sentence, people = -1, frozenset[str]()
        for clause in clauses(text):
            if clause.sentence != sentence:
                sentence, people = clause.sentence, frozenset()
            people = named(clause.text) or people
            found.append((frozenset(grams(PERSON.sub(" ", clause.text))), people))
    return tuple(found)


def wrong_subjects(answer: Answer, ground: Ground) -> tuple[Flag, ...]:
    """One flag for each clause that tells of people what the key tells of others, and of them nowhere."""
    points = ground.of_aspect("事实", "原因责任")
    told = people_of(tuple(text for point in points for text in wordings(point)))
    flags = []
    for clause in answer.clauses:
        people = named(clause.text)
        if not people:
            continue
        pairs = grams(PERSON.sub(" ", clause.text))
        meant = [others for said, others in told if others and alike(pairs, said)]
        if meant and not any(people & others for others in meant):
            right = "、".join(sorted(frozenset().union(*meant)))
            note = f"这里写的是{'、'.join(sorted(people))}，材料中对应的是{right}"
            flags.append(Flag(kind="wrong_subject", note=note, span=clause.span))
    return tuple(flags)


def alike(pairs: set[str], said: frozenset[str]) -> bool:
    common = pairs & said
    if len(common) < SHARED_PAIRS or len(common - common_pairs()) < SHARED_OWN:
        return False
    return len(common) >= SHARED * min(len(pairs), len(said))
