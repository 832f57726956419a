"""针对: do the measures meet the problem and its root, each of them, with nothing of weight left out?"""

from __future__ import annotations

from kit.model.score import Flag, Match
from kit.tasks.textscore.answer import relevance
from kit.tasks.textscore.ground import Ground
from kit.tasks.textscore.points import credit_of, missing_note
from kit.tasks.textscore.rows import Row
from kit.tasks.textscore.verdict import Verdict, mark_of, share, unsure
from kit.text.align import NOTHING, Hit

NAME = "针对"
ABOUT_ROWS = (4, 7)
"""Character pairs peculiar to the case in all rows together: by chance, and in measures about it."""

ABOUT = 0.4
"""How surely a row must be about the problem to count as meeting it."""


def judge(rows: tuple[Row, ...], ground: Ground) -> Verdict:
    best = {point.id: best_row(rows, point.id) for point in ground.problem.measures}
    found = features(rows, ground, {name: hit for name, (_, hit) in best.items()})
    ranked = sorted((hit.strength for _, hit in best.values()), reverse=True)
    strength = ranked[1] if len(ranked) > 1 else 0.0  # one measure alone (谈话提醒) may fit any problem
    about = relevance(set().union(*(row.pairs for row in rows)), strength, ground, ABOUT_ROWS)
    mark = mark_of(NAME, found, 4.0 * about)
    unrelated = [row for row in rows if row.about < ABOUT]
    return Verdict(
        mark=mark,
        why=why(mark, found, len(unrelated), len(rows)),
        confidence=unsure(mark),
        matches=tuple(match_of_row(point.id, point.text, *best[point.id], ground) for point in ground.problem.measures),
        flags=tuple(
            Flag(kind="unrelated", note="这一条与要整改的问题没有关系", row=row.place, field="measure")
            for row in unrelated
        ),
        features=found,
    )


def best_row(rows: tuple[Row, ...], point: str) -> tuple[Row | None, Hit]:
    hits = [(row, row.aims[point]) for row in rows if row.aims[point].first is not None]
    return max(hits, key=lambda pair: (pair[1].strength, -pair[0].place), default=(None, NOTHING))


def match_of_row(point: str, text: str, row: Row | None, hit: Hit, ground: Ground) -> Match:
    credit = credit_of(hit)
    source = ground.sources.get(point, ())
    if row is None or credit <= 0 or hit.first is None or hit.last is None:
        return Match(point=point, credit=0.0, point_text=text, note="没有相应的措施", source=source, criterion=NAME)
    span = (row.parts[hit.first].span[0], row.parts[hit.last].span[1])
    return Match(
        point=point,
        credit=credit,
        span=span,
        row=row.place,
        field="measure",
        point_text=text,
        note="" if credit >= 0.85 else missing_note(credit, source),
        source=source,
        criterion=NAME,
    )


def features(rows: tuple[Row, ...], ground: Ground, best: dict[str, Hit]) -> dict[str, float]:
    points = ground.problem.measures
    whole = sum(point.weight for point in points)
    covered = sum(point.weight * best[point.id].strength for point in points) / whole if whole else 0.0
    content = [row for row in rows if row.pairs]
    near = sum(min(1.0, row.about) for row in content)
    return {
        "covered": min(1.0, covered / 0.5),
        "about": max((row.about for row in content), default=0.0),
        "share": share(near, len(content)),
        "concrete": share(sum(row.concrete * min(1.0, row.about) for row in content), 3),
    }


def why(mark: float, found: dict[str, float], unrelated: int, rows: int) -> str:
    if mark < 0.5:
        return "所列措施与问题不对应。"
    text = (
        "措施对准了问题及其根源。" if mark >= 3.5 else "措施对准了主要方面，" if mark >= 2.5 else "措施只部分对准问题，"
    )
    if mark < 3.5:
        text += "问题的根源或某些方面还没有措施对应。" if found["covered"] < 0.7 else "针对性还可更强。"
    return text + (f"{rows} 条中有 {unrelated} 条与问题无关。" if unrelated else "")
