"""事实: are the key's facts told, with the figures they need, and are the answer's own figures true?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kit.model.case import Point
from kit.model.score import Flag, Match
from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.contrary import Contrary
from kit.tasks.textscore.figures import Figure, Known, agrees, derived, figures
from kit.tasks.textscore.ground import Ground
from kit.tasks.textscore.points import credit_of, match_of, weighted
from kit.tasks.textscore.verdict import Verdict, mark_of, share, unsure

NAME = "事实"
MOST_FLAGGED = 8


@dataclass(frozen=True)
class Told:
    """An answer's figures: those that hold, those that nothing supports."""

    right: tuple[Figure, ...]
    unsupported: tuple[Figure, ...]


def judge(answer: Answer, ground: Ground, contrary: Contrary) -> Verdict:
    points = ground.of_aspect(NAME)
    told = figures_told(answer.text, ground)
    credits = {p.id: 0.0 if p.id in contrary.points else credit_with_figures(p, answer, told) for p in points}
    found = features(points, answer, told, contrary)
    mark = mark_of(NAME, found)
    matches = tuple(match_with_figures(point, credits[point.id], answer, ground, told) for point in points)
    return Verdict(
        mark=mark,
        why=why(mark, points, matches, told),
        confidence=unsure(mark, 1 - abs(found["figures"] - min(1.0, found["sense"] * 2)) / 3),
        matches=matches,
        flags=tuple(
            Flag(kind="unsupported_number", note=f"“{figure.text}”在材料中找不到依据，也推算不出", span=figure.span)
            for figure in told.unsupported[:MOST_FLAGGED]
        ),
        features=found,
    )


def features(points: tuple[Point, ...], answer: Answer, told: Told, contrary: Contrary) -> dict[str, float]:
    opposite = [point for point in points if point.id in contrary.points]
    whole = sum(point.weight for point in points)
    return {
        "figures": weighted(points, {p.id: share_held(needed(p), told, answer.hits[p.id].strength) for p in points}),
        "all_figures": weighted(
            points, {p.id: share_held(all_of(p), told, answer.hits[p.id].strength) for p in points}
        ),
        "sense": weighted(points, {p.id: answer.hits[p.id].strength for p in points}),
        "unsupported": share(len(told.unsupported), 4),
        "wrong": share(contrary.wrong, 2),
        "denied": share(sum(point.weight for point in opposite), whole),
        "subjects": share(contrary.subjects, 2),
    }


def figures_told(text: str, ground: Ground) -> Told:
    known = supported_by((*ground.texts, *ground.cells), key_texts(ground))
    every = figures(text)
    right = tuple(figure for figure in every if known.holds(figure))
    doubtful = (figure for figure in every if figure.firm and not known.holds(figure))
    return Told(right, tuple(figure for figure in doubtful if not derived(figure, right)))


def key_texts(ground: Ground) -> tuple[str, ...]:
    points = (point for problem in ground.case.problems for point in problem.points)
    return tuple(text for point in points for text in (point.text, *point.accept, *point.numbers))


@lru_cache(maxsize=32)
def supported_by(texts: tuple[str, ...], key: tuple[str, ...]) -> Known:
    """Every figure of the material and of the key, once."""
    found = {(figure.kind, str(figure.value)): figure for text in (*texts, *key) for figure in figures(text)}
    return Known(found.values())


@lru_cache(maxsize=1024)
def needed(point: Point) -> tuple[Figure, ...]:
    """The figures that full credit needs: the key's ``numbers``, else those of the point's text."""
    listed = tuple(figure for number in point.numbers for figure in figures(number)[:1])
    return listed or figures(point.text)


@lru_cache(maxsize=1024)
def all_of(point: Point) -> tuple[Figure, ...]:
    return figures(" ".join((point.text, *point.accept)))


def share_held(wanted: tuple[Figure, ...], told: Told, otherwise: float) -> float:
    if not wanted:
        return min(1.0, otherwise * 2)
    return sum(held(figure, told) for figure in wanted) / len(wanted)


def held(wanted: Figure, told: Told) -> bool:
    return any(agrees(figure, wanted) for figure in told.right)


def credit_with_figures(point: Point, answer: Answer, told: Told) -> float:
    """Words and figures together: without its figures a fact is told by half at most."""
    words = credit_of(answer.hits[point.id])
    wanted = needed(point)
    if not wanted:
        return words
    held = share_held(wanted, told, 0.0)
    return round(min(1.0, 0.5 * words + 0.5 * held) if words > 0 else 0.3 * held, 2)


def match_with_figures(point: Point, credit: float, answer: Answer, ground: Ground, told: Told) -> Match:
    lacking = [figure.text for figure in needed(point) if not held(figure, told)]
    note = ""
    if 0 < credit < 0.85 and lacking:
        source = ground.sources.get(point.id, ())
        note = f"缺少或未写准：{'、'.join(lacking[:4])}" + (f"，见{'、'.join(source)}" if source else "")
    return match_of(point, answer, ground, NAME, credit, note=note)


def why(mark: float, points: tuple[Point, ...], matches: tuple[Match, ...], told: Told) -> str:
    met = sum(match.credit >= 0.6 for match in matches)
    part = sum(0.2 <= match.credit < 0.6 for match in matches)
    text = f"{len(matches)} 项关键事实中，写清 {met} 项" + (f"、部分写到 {part} 项" if part else "")
    wanted = [figure for point in points for figure in all_of(point)]
    right = sum(held(figure, told) for figure in wanted)
    text += f"；要点里的 {len(wanted)} 个数据写对 {right} 个。" if wanted else "。"
    if told.unsupported:
        shown = "、".join(f"“{figure.text}”" for figure in told.unsupported[:3])
        text += f"{shown}等数据在材料中没有依据。" if len(told.unsupported) > 3 else f"{shown}在材料中没有依据。"
    elif mark < 1:
        text += "缺少具体的时间、次数、金额和典型事例。"
    return text
