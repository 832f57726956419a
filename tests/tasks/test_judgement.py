"""judgement: the options' scores, and grave choices."""

from typing import Any

import pytest
from own_items import case, flags, item, scored, why

from kit.errors import AnswerFormatError, UnknownNameError
from kit.model.case import Judgement
from kit.model.score import Unscored, as_contract
from kit.tasks import judgement

OPTIONS = [
    {"id": "a", "text": "婉拒并报告", "score": 2, "why": "守纪律。"},
    {"id": "b", "text": "婉拒", "score": 1, "why": "没有报告"},
    {"id": "c", "text": "含糊应付", "score": -1, "why": "留下想象"},
    {"id": "d", "text": "透露一点", "score": 1, "why": "泄密", "grave": True},
    {"id": "e", "text": "全盘托出", "score": -1, "why": "严重泄密", "grave": True},
]


def situation(name: str, options: list[dict[str, Any]] = OPTIONS) -> dict[str, Any]:
    return {"id": name, "principle": "保密", "scenario": "有人打听，怎么办？", "options": options}


SOURCE = item("judgement", judgement=[situation("J1"), situation("J2")])


@pytest.mark.parametrize(
    ("choices", "total"),
    [
        ({"J1": "a", "J2": "a"}, 100),
        ({"J1": "a", "J2": "b"}, 75),
        ({"J1": "a"}, 50),
        ({"J1": "a", "J2": "c"}, 25),
        ({"J1": "c", "J2": "c"}, 0),
        ({"J1": "a", "J2": "d"}, 50),  # grave: at most 0, whatever its score
        ({"J1": "a", "J2": "e"}, 25),  # capped at 0, not raised to it
        ({"J1": "a", "J2": ""}, 50),
        ({"J1": "a", "J2": None}, 50),
        ({}, 0),
    ],
)
def test_totals(choices: dict[str, Any], total: float) -> None:
    assert scored("judgement", {"choices": choices}, SOURCE).total == total


def test_a_case_is_asked_the_same_way() -> None:
    source = case().model_copy(update={"judgement": (Judgement.model_validate(situation("J1")),)})
    assert scored("judgement", {"choices": {"J1": "b"}}, source).total == 50


def test_a_grave_choice_is_flagged_and_an_empty_one_told() -> None:
    assert flags(scored("judgement", {"choices": {"J1": "e"}}, SOURCE)) == ["overstep", "empty"]


def test_the_better_choice_is_told_without_doubled_stops() -> None:
    told = why(scored("judgement", {"choices": {"J1": "b"}}, SOURCE), "J1")
    assert told == "没有报告。更恰当的是：婉拒并报告（守纪律）。"


def test_the_machine_gets_the_ids_and_people_the_numbers() -> None:
    score = scored("judgement", {"choices": {"J1": "b"}}, SOURCE)
    assert list(as_contract(score)["marks"]) == ["J1", "J2"]
    assert list(as_contract(score)["explanation"]) == ["J1", "J2"]
    assert [criterion.shown for criterion in score.criteria] == ["情境 1", "情境 2"]
    assert [match.criterion for match in score.matches] == ["J1"]


def test_a_situation_without_a_good_option_does_not_divide_by_zero() -> None:
    poor = [{**option, "score": 0} for option in OPTIONS[:2]]
    source = item("judgement", judgement=[situation("J1"), situation("J2", poor)])
    assert scored("judgement", {"choices": {"J1": "a", "J2": "a"}}, source).total == 100


def test_without_any_good_option_there_is_no_score() -> None:
    source = item("judgement", judgement=[situation("J1", [{**option, "score": 0} for option in OPTIONS[:2]])])
    assert isinstance(judgement.score(judgement.parse({}, source), source), Unscored)


def test_a_source_without_situations_cannot_be_asked() -> None:
    with pytest.raises(UnknownNameError, match="纪律情境题"):
        judgement.prompt(case())


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"choices": {"J3": "a"}}, "J1、J2"),
        ({"choices": {"J1": "z"}}, "a、b、c、d、e"),
        ({"choices": {"J1": 1}}, "应是文字"),
        ({"choices": "a"}, "应是“名称"),
    ],
)
def test_what_cannot_be_read_is_told(raw: dict[str, Any], told: str) -> None:
    with pytest.raises(AnswerFormatError, match=told):
        judgement.parse(raw, SOURCE)


def test_options_are_revealed_the_best_first() -> None:
    (_, told), *_ = judgement.reveal(SOURCE)
    assert told.index("婉拒并报告") < told.index("含糊应付") < told.index("全盘托出")
