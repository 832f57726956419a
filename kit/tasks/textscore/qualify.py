"""定性: is the nature of the problem named, at its height, with its subject, and not the other way round?"""

from __future__ import annotations

from kit.model.score import Flag
from kit.tasks.textscore.answer import Answer, relevance
from kit.tasks.textscore.contrary import Contrary
from kit.tasks.textscore.ground import Ground
from kit.tasks.textscore.points import credit_of, match_of, weighted
from kit.tasks.textscore.verdict import Verdict, mark_of, share, unsure
from kit.tasks.textscore.words import DEFECT, HEIGHT, ORGAN, PERSONAL, unquoted
from kit.text.align import grams

NAME = "定性"
PLAIN = 0.25
"""Relevance below which an answer is plainly about something else."""

BESIDE = 0.4
"""The most that the qualification of something else earns: below the half mark that caps the total."""

TOPIC_PAIRS = 6
"""Character pairs of the problem's own subject that show a sentence to be about it."""

NAMED_SHARE = 0.35
"""Share of the qualification's own character pairs that a full one uses, wherever in the answer."""


def judge(answer: Answer, ground: Ground, contrary: Contrary) -> Verdict:
    points = ground.of_aspect(NAME)
    denied = contrary.denied
    found = {**features(answer, ground), "herrings": share(contrary.herrings, 2), "wrong": share(contrary.wrong, 2)}
    about = relevance(
        set().union(*answer.pairs), max((answer.hits[point.id].strength for point in points), default=0.0), ground
    )
    most = 4.0 * (1 - denied) * about * answer.lead
    mark = mark_of(NAME, found, min(most, BESIDE) if about < PLAIN else most)
    credits = {point.id: 0.0 if denied >= 0.9 else credit_of(answer.hits[point.id]) for point in points}
    return Verdict(
        mark=mark,
        why=why(mark, found, denied, min(about, answer.lead)),
        flags=unrelated(answer, ground, about),
        confidence=unsure(mark, 1 - abs(found["sense"] - found["named"]) / 2),
        matches=tuple(match_of(point, answer, ground, NAME, credits[point.id]) for point in points),
        features=found,
    )


def unrelated(answer: Answer, ground: Ground, about: float) -> tuple[Flag, ...]:
    """Whether it is about something else: another problem of the case, or no case of ours."""
    if answer.lead < PLAIN and answer.rival:
        other = ground.case.problem(answer.rival)
        return (Flag(kind="unrelated", note=f"写的是本案另一个问题：{other.title if other else answer.rival}"),)
    return (Flag(kind="unrelated", note="几乎没有写到本案材料中的具体情况"),) if about < PLAIN else ()


def features(answer: Answer, ground: Ground) -> dict[str, float]:
    points = ground.of_aspect(NAME)
    own = {pair for point in points for text in (point.text, *point.accept) for pair in grams(text)}
    own |= grams(ground.problem.title)
    everywhere = set().union(*answer.pairs) if answer.pairs else set()
    height = defect = 0.0
    for places in answer.sentences:
        text = answer.sentence_text(places)
        if not DEFECT.search(text):
            continue
        pairs = set().union(*(answer.pairs[place] for place in places))
        topic = share(len(pairs & (own | ground.wording)), TOPIC_PAIRS)
        defect = max(defect, topic)
        lifted = share(len(set(HEIGHT.among(text))), 2)
        height = max(height, topic * lifted * (1.0 if ORGAN.search(text) else 0.6))
    return {
        "sense": min(1.0, weighted(points, {point.id: answer.hits[point.id].strength for point in points}) / 0.6),
        "cosine": max((max(0.0, answer.hits[point.id].cosine - 0.3) / 0.5 for point in points), default=0.0),
        "named": share(len(everywhere & own - ground.wording), NAMED_SHARE * len(own - ground.wording)),
        "height": height,
        "defect": defect,
        "personal": share(len(PERSONAL.among(unquoted(answer.text))), 3),
    }


def why(mark: float, found: dict[str, float], denied: float, about: float) -> str:
    if denied >= 0.5:
        return "所述与问题性质相反，等于否认了问题，定性不成立。"
    if about < 0.2:
        return "所写与要求的问题对不上，看不出是就要求的问题所作的定性。"
    high, plain = found["height"] >= 0.8, found["height"] >= 0.5
    steps = (
        (3.5, "点明了问题性质与主体，高度与参考定性一致。"),
        (2.5, f"性质判断基本正确；{'表述可再贴近问题实质' if high else '责任主体或政治、职责高度还可点得更准'}。"),
        (1.5, f"只点到问题现象，{'对问题的实质说得不准' if plain else '没有上升到党组织履职尽责的高度'}。"),
        (0.5, "定性含糊或明显偏离，看不出问题的实质是什么。"),
        (0.0, "没有对问题作出定性，或定性与问题不符。"),
    )
    return next(text for least, text in steps if mark >= least)
