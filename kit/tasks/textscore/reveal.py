"""The key told to people after submission: points with the passages that carry them, and what must not be said."""

from __future__ import annotations

from kit.model.case import Case, MeasurePoint, Point, Problem
from kit.tasks.naming import excerpt
from kit.tasks.textscore.ground import Ground, ground_of


def told_points(case: Case, problem: Problem) -> tuple[tuple[str, str], ...]:
    """Scoring points of the finding with their passages, then wrong statements with why."""
    ground = ground_of(case, problem)
    points = "\n".join(point_told(point, ground) for point in problem.points)
    return (("评分要点与出处", points), *wrong_told(problem))


def told_measures(case: Case, problem: Problem) -> tuple[tuple[str, str], ...]:
    """Scoring points of the measures, and who may be responsible."""
    ground = ground_of(case, problem)
    points = "\n".join(point_told(point, ground) for point in problem.measures)
    owners = (("适当的责任主体", "、".join(problem.owners)),) if problem.owners else ()
    return (("措施要点", points), *owners)


def point_told(point: Point | MeasurePoint, ground: Ground) -> str:
    units = ground.case.units
    sources = [
        f"  - {name}：{excerpt(units[name].text, 60)}" for name in ground.sources.get(point.id, ()) if name in units
    ]
    return "\n".join((f"- **{point.aspect}** {point.text}", *sources))


def wrong_told(problem: Problem) -> tuple[tuple[str, str], ...]:
    if not problem.wrong:
        return ()
    return (("不应这样写", "\n".join(f"- {entry.text} —— {entry.why}" for entry in problem.wrong)),)
