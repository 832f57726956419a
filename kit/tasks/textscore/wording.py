"""表述: is it said soberly, in order, in the answer's own words, within what 巡察 may say?"""

from __future__ import annotations

from collections.abc import Mapping

from kit.model.score import Flag
from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.own import Own
from kit.tasks.textscore.verdict import Verdict, mark_of, share, unsure
from kit.tasks.textscore.words import COLLOQUIAL, EMOTION, FRAGMENT, LITERARY, OVERSTEP, PERSONAL, SLOGAN, unquoted

NAME = "表述"
SUBSTANCE = 10.0
"""Sum of the marks for content from which on content no longer holds the wording back."""

LEAST_ABOUT = 0.12
"""Below this share of substance an answer is about something else."""

TOLD = {
    "colloquial": "有口语化用语",
    "emotion": "有情绪化语句",
    "personal": "夹有个人表态或感想",
    "figurative": "用了比喻等文学笔法",
    "overstep": "越权作违纪违法结论或提处理意见",
    "copied": "大段照抄材料",
    "slogan": "有空泛的口号套话",
    "fragment": "零散罗列，不成条理",
    "repeated": "前后重复",
}


def judge(answer: Answer, others: Mapping[str, Verdict], own: Own) -> Verdict:
    """``others`` are the verdicts on content: what says nothing of the problem is not well said either."""
    substance = share(sum(verdict.mark for verdict in others.values()), SUBSTANCE)
    found = {"substance": substance, "copied": own.copied, "repeated": own.repeated, **features(answer)}
    most = 4.0 if substance >= LEAST_ABOUT else 2.0 * substance / LEAST_ABOUT
    mark = mark_of(NAME, found, most)
    return Verdict(mark=mark, why=why(mark, found), confidence=unsure(mark, 0.9), flags=flags(answer), features=found)


def features(answer: Answer) -> dict[str, float]:
    text = answer.text
    lines = [line for line in text.splitlines() if line.strip()]
    jotted = sum(bool(FRAGMENT.match(line)) for line in lines) if len(lines) >= 4 else 0
    return {
        "colloquial": share(len(COLLOQUIAL.among(text)), 4),
        "emotion": share(len(EMOTION.among(text)), 3),
        "personal": share(len(PERSONAL.among(unquoted(text))), 2),
        "figurative": share(len(LITERARY.among(text)), 3),
        "overstep": share(len(OVERSTEP.among(text)), 2),
        "slogan": share(len(SLOGAN.among(text)), 6),
        "fragment": share(jotted, max(4, len(lines))),
    }


def flags(answer: Answer) -> tuple[Flag, ...]:
    first = OVERSTEP.search(answer.text)
    found = (
        [
            Flag(
                kind="overstep",
                note=f"“{first.group()}”超出巡察职责：不作违纪违法结论，不提处理意见",
                span=first.span(),
            )
        ]
        if first
        else []
    )
    slogans = list(SLOGAN.finditer(answer.text))
    if len(slogans) >= 3:
        found.append(
            Flag(kind="slogan", note="口号套话较多，没有实际内容", span=(slogans[0].start(), slogans[-1].end()))
        )
    return tuple(found)


def why(mark: float, found: dict[str, float]) -> str:
    if found["substance"] < LEAST_ABOUT:
        return "所写与本题要求的问题无关或无法理解。"
    told = [TOLD[name] for name in TOLD if found[name] >= 0.25]
    if told:
        return f"{'、'.join(told[:3])}，应改为客观、规范、简洁的底稿语言。"
    return "条理清楚，用语客观规范。" if mark >= 3 else "语言基本规范，但观点与论据还没有一一对应。"
