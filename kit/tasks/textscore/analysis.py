"""分析: are cause (原因), responsibility (责任) and effect (影响) told, each with something of this case in it?"""

from __future__ import annotations

import re

from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.contrary import Contrary
from kit.tasks.textscore.figures import figures
from kit.tasks.textscore.ground import Ground
from kit.tasks.textscore.points import credit_of, match_of
from kit.tasks.textscore.verdict import Verdict, mark_of, share, unsure
from kit.tasks.textscore.words import CAUSE, DUTY, EFFECT, EMPTY_TALK, ORGAN, PERSON, STRONG_BASIS
from kit.text.align import Hit, grams

NAME = "分析"
OWN_PAIRS = 6
"""Character pairs of the case in a clause that make it more than a phrase."""

OFFICE = re.compile("科|处室|办公室|部门|负责人|领导|局长|主任|大队")
ASPECTS = {"cause": "原因", "duty": "责任", "effect": "影响"}


def judge(answer: Answer, ground: Ground, contrary: Contrary) -> Verdict:
    points = ground.of_aspect("原因责任", "影响")
    found = {**features(answer, ground), "subjects": share(contrary.subjects, 2)}
    mark = mark_of(NAME, found)
    if mark < 1 and EMPTY_TALK.search(answer.text):
        mark = 1.0
    return Verdict(
        mark=mark,
        why=why(mark, found),
        confidence=unsure(mark, 0.9),
        matches=tuple(match_of(p, answer, ground, NAME, credit_of(answer.hits[p.id])) for p in points),
        features=found,
    )


def features(answer: Answer, ground: Ground) -> dict[str, float]:
    """Each of the three: a clause that does it with the case's own words, or the key's point itself."""
    causes, effects = ground.of_aspect("原因责任"), ground.of_aspect("影响")
    own = {pair for point in (*causes, *effects) for text in (point.text, *point.accept) for pair in grams(text)}
    own = (own | ground.material) - ground.wording
    cause = duty = effect = 0.0
    telling = told_elsewhere(answer, ground)
    for place, (clause, pairs) in enumerate(zip(answer.clauses, answer.pairs, strict=True)):
        if place in telling:
            continue
        much = share(len(pairs & own), OWN_PAIRS)
        if CAUSE.search(clause.text):
            cause = max(cause, much)
        if DUTY.search(clause.text):
            someone = PERSON.search(clause.text) or ORGAN.search(clause.text) or OFFICE.search(clause.text)
            duty = max(duty, much * (1.0 if someone else 0.5))
        if EFFECT.search(clause.text):
            effect = max(effect, much)
    said = max((answer.hits[point.id].strength for point in causes), default=0.0)
    ensued = max((answer.hits[point.id].strength for point in effects), default=0.0)
    return {
        "cause": told(cause, said),
        "duty": told(duty, said),
        "effect": told(effect, ensued),
    }


def told_elsewhere(answer: Answer, ground: Ground) -> set[int]:
    """Clauses that tell facts, rules or the qualification: a cue word in them is no analysis."""
    places: set[int] = set()
    for place, clause in enumerate(answer.clauses):
        if any(figure.firm for figure in figures(clause.text)) or STRONG_BASIS.search(clause.text):
            places.add(place)
    causes = [answer.hits[point.id] for point in ground.of_aspect("原因责任", "影响")]
    for point in ground.of_aspect("定性", "事实", "依据"):
        hit = answer.hits[point.id]
        if hit.first is None or hit.last is None or hit.recall < 0.3:
            continue
        for place in range(hit.first, hit.last + 1):
            if not any(covers(other, place) and other.recall >= hit.recall for other in causes):
                places.add(place)
    return places


def covers(hit: Hit, place: int) -> bool:
    return hit.first is not None and hit.last is not None and hit.first <= place <= hit.last


def told(cued: float, key: float) -> float:
    return round(min(1.0, 0.35 * cued + 1.8 * max(0.0, key - 0.08)), 3)


def why(mark: float, found: dict[str, float]) -> str:
    clear = [name for aspect, name in ASPECTS.items() if found[aspect] >= 0.6]
    weak = [name for aspect, name in ASPECTS.items() if found[aspect] < 0.6]
    if mark < 0.5:
        return "没有分析问题产生的原因、责任和影响。"
    if not weak:
        return "原因、责任、影响都有交代。"
    text = f"{'、'.join(clear)}有交代；" if clear else "分析笼统；"
    return text + f"{'、'.join(weak)}还没有结合材料说清。"
