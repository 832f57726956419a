"""rewrite: lifted, supported, and neither too high nor too low."""

from typing import Any

import pytest
from own_items import flags, item, scored

from kit.errors import AnswerFormatError, UnknownNameError
from kit.model.exercise import OwnItem
from kit.model.score import Scored
from kit.tasks import ask, ideal, kind, score_raw

TASK: dict[str, Any] = {
    "statement": "档案室的卷宗摆放凌乱，应该抽时间整理一下。",
    "facts": "制度要求卷宗当年归档。2021年至2023年120卷应归档，实际归档34卷，其中12卷遗失；"
    "局党组三年没有研究过档案工作；分管副局长乙某说“档案放着又不会跑”。",
    "level": "政治",
    "points": [
        {
            "id": "a",
            "aspect": "定性",
            "weight": 3,
            "text": "局党组履行档案工作领导责任不到位，落实档案管理制度不力",
            "accept": ["党组对档案工作重视不够，管理责任悬空"],
        },
        {
            "id": "b",
            "aspect": "事实",
            "weight": 2,
            "text": "120卷应归档卷宗实际归档34卷，12卷遗失",
            "numbers": ["120卷", "34卷", "12卷"],
        },
        {"id": "c", "aspect": "原因责任", "weight": 1, "text": "分管领导责任意识淡薄，对归档督促不力"},
    ],
    "overstated": [{"text": "局党组政治立场动摇，背叛组织", "why": "归档不及时说明不了政治立场"}],
    "understated": [{"text": "卷宗摆放凌乱，档案员整理不够细致", "why": "把领导责任说成档案员的小事"}],
    "reference": "局党组履行档案工作领导责任不到位，落实归档制度不力，三年未研究过档案工作。"
    "2021年至2023年120卷应归档卷宗实际归档34卷，12卷遗失。分管副局长乙某责任意识淡薄，对归档疏于督促，档案管理责任悬空。",
}
GOOD = (
    "局党组对档案工作重视不够，领导责任没有落实，归档制度执行不力。三年来120卷应归档卷宗只归档34卷、遗失12卷，"
    "党组从未研究，分管副局长乙某责任意识淡薄，疏于督促。"
)


def asked() -> OwnItem:
    return item("rewrite", rewrite=TASK)


def rewritten(text: str) -> Scored:
    return scored("rewrite", {"text": text}, asked())


def test_the_reference_and_another_good_wording() -> None:
    raw = ideal("rewrite", asked())
    assert raw is not None
    assert rewritten(raw["text"]).total >= 95
    assert rewritten(GOOD).total >= 80


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("", 0),
        (TASK["statement"], 5),
        (f"{TASK['statement']}{TASK['statement']}", 5),
        (TASK["facts"], 25),
        (TASK["understated"][0]["text"], 15),
        (TASK["overstated"][0]["text"], 30),
        ("今天下午放风筝，晚上吃饺子。", 5),
        ("\ud800🎉" * 100, 5),
        ("x" * 1_000_000, 5),
    ],
)
def test_what_lifts_nothing_earns_nothing(text: str, most: float) -> None:
    assert rewritten(text).total <= most


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        (GOOD + TASK["overstated"][0]["text"], "overstated"),
        (TASK["understated"][0]["text"], "understated"),
        (GOOD + "乙某涉嫌玩忽职守罪，应当给予处分。", "overstep"),
        (GOOD.replace("34卷", "57卷"), "unsupported_number"),
        ("", "empty"),
    ],
)
def test_flags_cost(text: str, flag: str) -> None:
    score = rewritten(text)
    assert flag in flags(score)
    assert flag not in flags(rewritten(GOOD))
    assert score.total <= rewritten(GOOD).total - 5


def test_facts_without_figures_support_less() -> None:
    vague = "局党组对档案工作重视不够，领导责任没有落实，归档制度执行不力，部分卷宗没有归档，有的遗失。"
    assert rewritten(vague).marks["事实支撑"] <= rewritten(GOOD).marks["事实支撑"] - 5


def test_spans_lie_in_the_text_and_the_total_is_the_sum() -> None:
    score = rewritten(TASK["statement"] + GOOD)
    assert score.total == pytest.approx(sum(score.marks.values()), abs=0.06)
    assert [match.point for match in score.matches] == ["a", "c", "b"]
    for match in score.matches:
        assert match.span is not None
        assert match.span[0] >= len(TASK["statement"])
        assert match.span[1] <= len(TASK["statement"] + GOOD)


def test_the_prompt_holds_statement_and_facts_but_no_key() -> None:
    shown = ask("rewrite", asked()).model_dump_json()
    assert TASK["statement"] in shown
    assert TASK["facts"] in shown
    assert not any(point["text"] in shown for point in TASK["points"])
    assert TASK["reference"] not in shown


def test_the_revelation_tells_too_high_and_too_low() -> None:
    parts = dict(kind("rewrite").reveal(asked(), None))
    assert parts["参考表述"] == TASK["reference"]
    assert TASK["overstated"][0]["why"] in parts["这样写是拔高"]
    assert TASK["understated"][0]["why"] in parts["这样写是定低"]


def test_a_source_without_rewrite_and_a_wrong_type_are_told() -> None:
    with pytest.raises(UnknownNameError):
        score_raw("rewrite", {"text": "x"}, item("order"))
    with pytest.raises(AnswerFormatError):
        score_raw("rewrite", {"text": ["x"]}, asked())
