"""match: F1 over pairs, and why choosing everything does not pay."""

from typing import Any

import pytest
from own_items import flags, item, scored, why

from kit.errors import AnswerFormatError
from kit.model.prompt import MatchForm
from kit.tasks import match

CHOICES = {
    "left": [{"id": "L1", "text": "党委书记"}, {"id": "L2", "text": "巡察办"}, {"id": "L3", "text": "巡察组"}],
    "right": [{"id": "R1", "text": "第一责任"}, {"id": "R2", "text": "统筹"}, {"id": "R3", "text": "了解"}],
}


def source(*pairs: str) -> Any:
    told = [{"left": pair[:2], "right": pair[3:], "why": "条例如此规定"} for pair in pairs]
    return item("match", match={**CHOICES, "pairs": told})


ONE_EACH = source("L1-R1", "L2-R2", "L3-R3")
SEVERAL = source("L1-R1", "L2-R2", "L2-R3")


@pytest.mark.parametrize(
    ("pairs", "total"),
    [
        ({"L1": "R1", "L2": "R2", "L3": "R3"}, 100),
        ({"L1": ["R1"], "L2": ["R2"], "L3": ["R3"]}, 100),
        ({"L1": "R1", "L2": "R2"}, 80),  # 2·2 / (2 + 3)
        ({"L1": "R1", "L2": "R3", "L3": "R2"}, 33.3),
        ({"L1": "R2"}, 0),
        ({"L1": "R1", "L2": "", "L3": None}, 50),
        ({"L1": ["R1", "R2"], "L2": "R2", "L3": "R3"}, 75),  # 2·3 / (4 + 1 excess + 3)
        ({left: ["R1", "R2", "R3"] for left in ("L1", "L2", "L3")}, 33.3),  # 2·3 / (9 + 6 + 3)
        ({}, 0),
    ],
)
def test_totals(pairs: dict[str, Any], total: float) -> None:
    score = scored("match", {"pairs": pairs}, ONE_EACH)
    assert score.total == total
    assert score.marks["配对"] == pytest.approx(total, abs=0.05)


def test_several_rights_are_free_up_to_the_key_s_most() -> None:
    assert scored("match", {"pairs": {"L1": ["R1", "R2"], "L2": ["R2", "R3"]}}, SEVERAL).total == 85.7


def test_right_missing_and_wrong_pairs_are_told() -> None:
    score = scored("match", {"pairs": {"L1": "R1", "L2": "R3"}}, ONE_EACH)
    assert [(found.point, found.credit) for found in score.matches] == [("L1-R1", 1), ("L2-R2", 0), ("L3-R3", 0)]
    assert flags(score) == ["wrong_choice"]
    assert score.flags[0].note == "“巡察办”不应配“了解”"
    assert "“巡察办”、“巡察组”" in why(score, "配对")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"pairs": {"L9": "R1"}}, "L1"),
        ({"pairs": {"L1": "R9"}}, "R1"),
        ({"pairs": {"L1": 3}}, "应是列表"),
        ({"pairs": [["L1", "R1"]]}, "应是“名称"),
    ],
)
def test_what_cannot_be_read_is_told(raw: dict[str, Any], told: str) -> None:
    with pytest.raises(AnswerFormatError, match=told):
        match.parse(raw, ONE_EACH)


@pytest.mark.parametrize(("asked", "several"), [(ONE_EACH, False), (SEVERAL, True)])
def test_the_rights_do_not_stand_beside_their_lefts(asked: Any, several: bool) -> None:
    form = match.prompt(asked).form
    assert isinstance(form, MatchForm)
    assert form.several is several
    assert {choice.id for choice in form.right} == {"R1", "R2", "R3"}
    shown = {left.id: right.id for left, right in zip(form.left, form.right, strict=True)}
    assert scored("match", {"pairs": shown}, asked).total == 0


def test_rights_that_match_nothing_are_revealed() -> None:
    assert match.reveal(source("L1-R1", "L2-R1", "L3-R2"))[-1] == ("没有对应的干扰项", "- 了解")
