"""classify: marks by distance in the taxonomy, level and severity, and what is said about them."""

from typing import Any

import pytest
from own_items import case, flags, scored, why

from kit.errors import AnswerFormatError, UnknownNameError
from kit.model.prompt import ClassifyForm
from kit.tasks import classify

RIGHT = {"problem": "P1", "category": "C1.1", "level": "政治", "severity": "较重"}


@pytest.mark.parametrize(
    ("category", "mark", "said"),
    [
        ("C1.1", 60, "归类准确"),
        ("C1.3", 36, "确有交叉"),  # also .6 beats the same second level .5
        ("C1.4", 30, "得一半"),
        ("C3.2", 15, "得四分之一"),
        ("C2.1", 15, "得四分之一"),  # the same focus beats also .1
        ("B3.4", 24, "确有交叉"),  # also .4 in another focus
        ("A1.1", 0, "不在同一聚焦"),
        ("", 0, "未选类别"),
        (" c1.1 ", 60, "归类准确"),
        ("Ｃ１.１", 60, "归类准确"),
    ],
)
def test_category_by_distance(category: str, mark: float, said: str) -> None:
    score = scored("classify", {**RIGHT, "category": category}, case())
    assert score.marks["类别"] == mark
    assert score.total == mark + 40
    assert said in why(score, "类别")


def test_the_explanation_names_both_codes() -> None:
    told = why(scored("classify", {**RIGHT, "category": "C2.4"}, case()), "类别")
    assert "C1.1 民主集中制执行不到位" in told
    assert "C2.4 干部日常教育管理监督失之于宽" in told


@pytest.mark.parametrize(
    ("right", "chosen", "mark", "said"),
    [
        ("较重", "较重", 20, "判断准确"),
        ("较重", "严重", 10, "判重"),
        ("较重", "一般", 10, "判轻"),
        ("一般", "严重", 0, "判重"),
        ("严重", "一般", 0, "判轻"),
        ("一般", "", 0, "未选"),
    ],
)
def test_severity_by_steps(right: str, chosen: str, mark: float, said: str) -> None:
    score = scored("classify", {**RIGHT, "severity": chosen}, case(severity=right))
    assert score.marks["严重程度"] == mark
    assert said in why(score, "严重程度")


@pytest.mark.parametrize(
    ("chosen", "mark", "said"), [("政治", 20, "层面准确"), ("财务", 0, "财务审查"), ("", 0, "未选层面")]
)
def test_level_all_or_nothing(chosen: str, mark: float, said: str) -> None:
    score = scored("classify", {**RIGHT, "level": chosen}, case())
    assert score.marks["层面"] == mark
    assert said in why(score, "层面")


def test_an_empty_answer_is_told_part_by_part() -> None:
    score = scored("classify", {"problem": "P1"}, case())
    assert score.total == 0
    assert flags(score) == ["empty"] * 3


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({**RIGHT, "category": "C1.9"}, "是不是 C1"),
        ({**RIGHT, "level": "政冶"}, "政治"),
        ({**RIGHT, "severity": 3}, "severity 应是文字"),
        ({**RIGHT, "problem": "P9"}, "P1"),
        ({"category": "C1.1"}, "缺 problem"),
        ({**RIGHT, "problem": ["P1"]}, "problem 应是文字"),
    ],
)
def test_what_cannot_be_read_is_told(raw: dict[str, Any], told: str) -> None:
    with pytest.raises(AnswerFormatError, match=told):
        classify.parse(raw, case())


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(AnswerFormatError) as caught:
        classify.parse({"problem": "P7", "category": "Z9", "level": 1, "severity": "很重"}, case())
    assert len(caught.value.problems) == 4


def test_the_prompt_asks_for_the_area_and_shows_the_whole_tree() -> None:
    shown = classify.prompt(case(), "P1")
    assert "该局党组议事决策方面存在的问题" in shown.instruction
    assert "撰写" not in shown.instruction
    assert isinstance(shown.form, ClassifyForm)
    assert [leaf.code for leaf in shown.form.leaves] == list(case().taxonomy.leaves)


def test_an_unknown_problem_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownNameError, match="P1"):
        classify.prompt(case(), "P3")
