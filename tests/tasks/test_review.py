"""review: distance to the reference marks, and what is said about leaning."""

from typing import Any

import pytest
from own_items import flags, item, scored, why

from kit.errors import AnswerFormatError
from kit.model.prompt import ReviewForm
from kit.tasks import review
from kit.tasks.rubric import FINDING

MARKS = {"定性": 3, "事实": 2, "依据": 0, "分析": 1, "表述": 4}
WHY = {name: f"{name}的理由" for name in MARKS}
SOURCE = item("review", review={"draft": "finding", "text": "某局党组……", "marks": MARKS, "why": WHY})


@pytest.mark.parametrize(
    ("changes", "total"),
    [
        ({}, 100),
        ({"定性": 4}, 90),
        ({"定性": 2}, 90),
        ({"定性": 1}, 80),
        ({"定性": None}, 80),
        ({"定性": 4, "事实": 3, "依据": 1, "分析": 2, "表述": 3}, 50),
        ({"定性": 2.0}, 90),
        (dict.fromkeys(MARKS, 2), 40),  # a constant mark earns what chance gives it: told, not forbidden
    ],
)
def test_totals(changes: dict[str, Any], total: float) -> None:
    assert scored("review", {"marks": {**MARKS, **changes}}, SOURCE).total == total


def test_an_empty_answer() -> None:
    score = scored("review", {}, SOURCE)
    assert score.total == 0
    assert flags(score) == ["empty"]


def test_agreement_and_leaning_are_told() -> None:
    score = scored("review", {"marks": {"定性": 4, "事实": 4, "依据": 0}}, SOURCE)
    assert score.summary == "打分 3 项，完全一致 1 项，相差 1 分以内 2 项；总体偏宽，平均差 +1.0 分。"
    assert "偏宽 2 分" in why(score, "事实")
    assert FINDING["事实"][2] in why(score, "事实")
    assert "事实的理由" in why(score, "事实")
    assert flags(score) == ["empty", "empty"]


def test_a_strict_reviewer_is_told_so() -> None:
    score = scored("review", {"marks": {"定性": 2, "表述": 3}}, SOURCE)
    assert "总体偏严，平均差 -1.0 分" in score.summary
    assert "宽严适当" in scored("review", {"marks": MARKS}, SOURCE).summary


@pytest.mark.parametrize("value", [5, -1, 2.5, "3", True, [3], float("nan"), float("inf"), 10**400])
def test_what_is_no_mark_is_told(value: Any) -> None:
    with pytest.raises(AnswerFormatError, match="应是 0~4 的整数"):
        review.parse({"marks": {"定性": value}}, SOURCE)


def test_an_unknown_criterion_is_told_with_the_known_ones() -> None:
    with pytest.raises(AnswerFormatError, match="定性"):
        review.parse({"marks": {"针对": 3}}, SOURCE)


def test_the_prompt_shows_the_rubric() -> None:
    form = review.prompt(SOURCE).form
    assert isinstance(form, ReviewForm)
    assert form.rubric == FINDING
