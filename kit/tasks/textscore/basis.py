"""依据: is a rule named that was broken, and does it belong to this problem?"""

from __future__ import annotations

from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.ground import Ground
from kit.tasks.textscore.points import credit_of, match_of
from kit.tasks.textscore.verdict import Verdict, mark_of, share, unsure
from kit.tasks.textscore.words import ARTICLE, BASIS, RULE_NAME, RULE_TAIL, STRONG_BASIS
from kit.text.align import grams

NAME = "依据"
NO_CUE = 0.5
"""The most that an answer earns that neither names a rule nor holds anything against one."""

CONTENT_PAIRS = 12
"""Character pairs of the rule's own content that a full statement of it uses."""


def judge(answer: Answer, ground: Ground) -> Verdict:
    points = ground.of_aspect(NAME)
    found = features(answer, ground)
    most = 4.0 if found["cue"] or found["named"] else NO_CUE
    mark = mark_of(NAME, found, most)
    credits = {point.id: credit_of(answer.hits[point.id]) if mark > 0 else 0.0 for point in points}
    return Verdict(
        mark=mark,
        why=why(mark, found),
        confidence=unsure(mark),
        matches=tuple(match_of(point, answer, ground, NAME, credits[point.id]) for point in points),
        features=found,
    )


def features(answer: Answer, ground: Ground) -> dict[str, float]:
    points = ground.of_aspect(NAME)
    wanted = " ".join(text for point in points for text in (point.text, *point.accept))
    own = grams(wanted) - ground.wording
    content = 0.0
    for places in answer.sentences:
        if STRONG_BASIS.search(answer.sentence_text(places)):
            pairs = set().union(*(answer.pairs[place] for place in places))
            content = max(content, share(len(pairs & own), CONTENT_PAIRS))
    names = [*RULE_NAME.findall(answer.text), *RULE_TAIL.findall(answer.text)]
    named = any(len(grams(name) & own) >= 2 for name in names)
    return {
        "sense": max((answer.hits[point.id].strength for point in points), default=0.0),
        "cue": float(bool(BASIS.search(answer.text))),
        "held": float(bool(STRONG_BASIS.search(answer.text))),
        "content": content,
        "named": float(named),
        "article": float(named and bool(ARTICLE.search(answer.text))),
    }


def why(mark: float, found: dict[str, float]) -> str:
    if mark >= 3.5:
        return "指明了违反的制度规定及其要求，与问题对应。"
    if mark >= 2.5:
        return "指出了依据，" + ("条款要点还可写准。" if found["named"] else "制度名称还应写明。")
    if mark >= 1.5:
        return "依据比较笼统，应写明制度名称、条款和要求。"
    if mark >= 0.5:
        return "提到了规定要求，但与本问题应依据的制度基本对不上。"
    return "没有指出违反了哪项制度规定。"
