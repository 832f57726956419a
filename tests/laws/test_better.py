"""One more right thing never costs: no criterion of its own falls, whatever the rest of the answer is."""

import copy
import random
from typing import Any

import pytest
from answers import Raw, drawn, empty
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sources import Asked, every

from kit.model.case import Case, Problem
from kit.model.score import Scored
from kit.tasks import KINDS, score_raw

LAWS = settings(
    derandomize=True, deadline=None, database=None, max_examples=80, suppress_health_check=list(HealthCheck)
)
SLACK = 1e-6


def scored(asked: Asked, raw: Raw) -> Scored:
    score = score_raw(asked.kind, raw, asked.source)
    assert isinstance(score, Scored)
    return score


def set_one(field: str) -> Any:
    """Answers one thing of a mapping as the key does."""

    def better(raw: Raw, right: Raw, rng: random.Random) -> None:
        name = rng.choice(list(right[field]))
        raw[field][name] = right[field][name]

    return better


def better_classify(raw: Raw, right: Raw, rng: random.Random) -> None:
    field = rng.choice(["category", "level", "severity"])
    raw[field] = right[field]


def better_evidence(raw: Raw, right: Raw, rng: random.Random) -> None:
    raw["selected"].append(rng.choice(right["selected"]))


def better_match(raw: Raw, right: Raw, rng: random.Random) -> None:
    left = rng.choice(list(right["pairs"]))
    wanted, held = right["pairs"][left], raw["pairs"].get(left, [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    held = [held] if isinstance(held, str) else held
    raw["pairs"][left] = [*held, rng.choice(wanted)]


def better_order(raw: Raw, right: Raw, rng: random.Random) -> None:
    """Two neighbours that stand the wrong way round change places."""
    places = {name: place for place, name in enumerate(right["order"])}
    order = raw["order"]
    upset = [
        at
        for at in range(len(order) - 1)
        if order[at] in places and order[at + 1] in places and places[order[at]] > places[order[at + 1]]
    ]
    if upset:
        at = rng.choice(upset)
        order[at], order[at + 1] = order[at + 1], order[at]


BETTER = {
    "classify": better_classify,
    "evidence": better_evidence,
    "match": better_match,
    "order": better_order,
    "verify": set_one("answers"),
    "judgement": set_one("choices"),
    "diagnose": set_one("labels"),
    "review": set_one("marks"),
}
BY_POINTS = {"finding", "measures", "discover", "rewrite"}
"""Kinds whose points are met in words; tried below, point by point."""


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_kind_escapes(kind: str) -> None:
    assert kind in BETTER or kind in BY_POINTS


@pytest.mark.parametrize("kind", sorted(set(KINDS) & set(BETTER)))
def test_one_more_right_choice_costs_nothing(kind: str) -> None:
    sources = [asked for asked in every() if asked.kind == kind]

    @LAWS
    @given(st.sampled_from(sources), st.integers(0, 10**6))
    def run(asked: Asked, seed: int) -> None:
        rng = random.Random(seed)
        raw = drawn(asked, rng)
        right = KINDS[kind].ideal(asked.source, asked.problem)
        assert right is not None
        mended = copy.deepcopy(raw)
        BETTER[kind](mended, right, rng)
        before, after = scored(asked, raw), scored(asked, mended)
        assert after.total >= before.total - SLACK
        for name, mark in after.marks.items():
            assert mark >= before.marks.get(name, mark) - SLACK, name

    run()


CRITERION = {"原因责任": "分析", "影响": "分析"}
FINDINGS = [asked for asked in every() if asked.kind == "finding" and asked.kind in KINDS]
MEASURES = [asked for asked in every() if asked.kind == "measures" and asked.kind in KINDS]


def problem_of(asked: Asked) -> Problem:
    assert isinstance(asked.source, Case)
    assert asked.problem is not None
    problem = asked.source.problem(asked.problem)
    assert problem is not None
    return problem


def met(score: Scored) -> set[str]:
    return {match.point for match in score.matches if match.credit >= 0.5}


@pytest.mark.parametrize("asked", FINDINGS, ids=str)
@pytest.mark.parametrize("turned", [False, True], ids=["from the first", "from the last"])
def test_one_more_point_in_a_finding_costs_its_criterion_nothing(asked: Asked, turned: bool) -> None:
    points = problem_of(asked).points[:: -1 if turned else 1]
    text = ""
    before = scored(asked, {**empty(asked), "text": text})
    for point in points:
        text += f"{point.text}。"
        after = scored(asked, {**empty(asked), "text": text})
        name = CRITERION.get(point.aspect, point.aspect)
        if point.id not in met(before):
            assert after.marks[name] >= before.marks[name] - SLACK, point.id
        before = after
    assert before.total > 0


@pytest.mark.parametrize("asked", MEASURES, ids=str)
def test_one_more_point_in_measures_costs_their_aim_nothing(asked: Asked) -> None:
    problem = problem_of(asked)
    rows: list[Raw] = []
    before = scored(asked, {**empty(asked), "rows": rows})
    for point in problem.measures:
        owner = problem.owners[0] if problem.owners else "党组"
        rows.append({"measure": point.text, "owner": owner, "deadline": "2024年12月31日前", "deliverable": "工作报告"})
        after = scored(asked, {**empty(asked), "rows": rows})
        if point.id not in met(before):
            assert after.marks["针对"] >= before.marks["针对"] - SLACK, point.id
        before = after
    assert before.total > 0


@pytest.mark.parametrize("asked", [one for one in every() if one.kind == "discover" and "discover" in KINDS], ids=str)
def test_one_more_problem_discovered_costs_recall_nothing(asked: Asked) -> None:
    right = KINDS["discover"].ideal(asked.source, None)
    assert right is not None
    counts = range(len(right["findings"]) + 1)
    totals = [scored(asked, {"findings": right["findings"][:count]}).total for count in counts]
    assert totals == sorted(totals)


@pytest.mark.parametrize("asked", [one for one in every() if one.kind == "rewrite" and "rewrite" in KINDS], ids=str)
def test_one_more_point_in_a_rewriting_costs_its_criterion_nothing(asked: Asked) -> None:
    task = asked.source.item.rewrite
    text = ""
    before = scored(asked, {"text": text})
    for point in task.points:
        text += f"{point.text}。"
        after = scored(asked, {"text": text})
        own = {match.criterion for match in after.matches if match.point == point.id} - {""}
        if point.id not in met(before):
            assert all(after.marks[name] >= before.marks[name] - SLACK for name in own), point.id
        before = after
    assert before.total > 0
