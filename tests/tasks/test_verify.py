"""verify: numbers as people write them, units, rows, verdicts, weights."""

from fractions import Fraction
from typing import Any

import pytest
from own_items import case, flags, item, scored, why

from kit.errors import AnswerFormatError
from kit.model.prompt import VerifyForm
from kit.tasks import verify
from kit.tasks.amounts import converted, read_amount


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("97.1%", "%", "97.1"),
        ("97.1 %", "%", "97.1"),
        ("９７.１％", "%", "97.1"),
        ("97.1", "%", "97.1"),
        ("百分之97.1", "%", "97.1"),
        ("百分之九十七点一", "%", "97.1"),
        ("971‰", "%", "97.1"),
        ("272/320", "%", "85"),
        ("四分之三", "%", "75"),
        ("五成", "%", "50"),
        ("12万元", "万元", "12"),
        ("120000元", "万元", "12"),
        ("120,000 元", "万元", "12"),
        ("120,000元", "万元", "12"),
        ("十二万元", "万元", "12"),
        ("十二万", "万元", "12"),
        ("12万", "万元", "12"),
        ("12万", "元", "120000"),
        ("0.12百万元", "元", "120000"),
        ("¥1.2亿", "万元", "12000"),
        ("3万5千元", "元", "35000"),
        ("约12笔", "个", "12"),
        ("共 12 人。", "名", "12"),
        ("1.5年", "个月", "18"),
        ("2周", "天", "14"),
        ("3个百分点", "百分点", "3"),
        ("-3.5%", "%", "-3.5"),
        ("负三", "", "-3"),
        ("8", "人次", "8"),
    ],
)
def test_a_number_is_read_in_the_unit_asked_for(text: str, unit: str, value: str) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert converted(amount, unit) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "很多",
        "12、13",
        "12或13",
        "3-5个",
        "2023年6月",
        "半",
        "1,2345",
        "12..5",
        "1" * 61,
        "1/0",
        "元",
        "12万元和3笔",
    ],
)
def test_what_is_not_one_number_is_none(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(("text", "unit"), [("3%", "百分点"), ("12元", "笔"), ("12笔", "%"), ("3天", "个月")])
def test_units_of_another_kind_do_not_convert(text: str, unit: str) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert converted(amount, unit) is None


TABLES = [
    {
        "name": "台账",
        "header": ["单位", "应改", "已改"],
        "rows": [["A", "84", "82"], ["B", "80", "81"], ["C", "9", "9"]],
    }
]


def question(**fields: Any) -> dict[str, Any]:
    return {"id": "q", "ask": "是多少？", "why": "算法见台账。", **fields}


def source(*questions: dict[str, Any]) -> Any:
    return item("verify", verify={"tables": TABLES, "questions": list(questions)})


RATE = source(question(value=97.6, unit="%", tolerance=0.05))
MONEY = source(question(value=170.5, unit="万元", tolerance=0.1))


@pytest.mark.parametrize(
    ("asked", "text", "total", "said"),
    [
        (RATE, "97.6%", 100, "核算正确"),
        (RATE, "97.65", 100, "核算正确"),
        (RATE, "97.55", 100, "核算正确"),  # the edge itself is within, though .05 has no exact binary form
        (RATE, "97.66", 0, "核算有误"),
        (RATE, "0.976", 0, "写成了小数"),
        (RATE, "97.6个百分点", 0, "单位不对"),
        (RATE, "82/84", 100, "核算正确"),
        (MONEY, "1705000元", 100, "核算正确"),
        (MONEY, "170.5元", 0, "数字对，单位不对"),
        (MONEY, "12笔", 0, "不是一回事"),
        (MONEY, "107.5万元", 0, "核算有误"),
    ],
)
def test_values(asked: Any, text: str, total: float, said: str) -> None:
    score = scored("verify", {"answers": {"q": text}}, asked)
    assert score.total == total
    assert said in why(score, "q")
    assert why(score, "q").endswith("算法见台账。")
    assert [(criterion.name, criterion.shown) for criterion in score.criteria] == [("q", "第 1 题")]
    assert flags(score) == ([] if total else ["wrong_number"])


ROWS = source(question(rows=["台账·1", "台账·2"]))
VERDICT = source(question(options=[{"id": "a", "text": "成立"}, {"id": "b", "text": "不成立"}], verdict="b"))


@pytest.mark.parametrize(
    ("asked", "given", "total"),
    [
        (ROWS, ["台账·1", "台账·2"], 100),
        (ROWS, ["台账·2"], 66.7),
        (ROWS, "台账·2", 66.7),
        (ROWS, ["台账·1", "台账·2", "台账·3"], 80),
        (ROWS, ["台账·3"], 0),
        (ROWS, [], 0),
        (VERDICT, "b", 100),
        (VERDICT, "a", 0),
        (VERDICT, "", 0),
        (RATE, "", 0),
        (RATE, None, 0),
    ],
)
def test_rows_and_verdicts(asked: Any, given: Any, total: float) -> None:
    score = scored("verify", {"answers": {"q": given}}, asked)
    assert score.total == total
    assert ("empty" in flags(score)) == (not given)


def test_weights_count() -> None:
    asked = source(question(id="q1", value=3, weight=3), question(id="q2", value=4, weight=1))
    assert scored("verify", {"answers": {"q1": "3"}}, asked).total == 75
    assert scored("verify", {"answers": {"q2": "4"}}, asked).total == 25


@pytest.mark.parametrize(
    ("asked", "given", "told"),
    [
        (RATE, "大概很多", "读不出一个数"),
        (RATE, 97.6, "应是文字"),
        (ROWS, ["台账·4"], "台账·3"),
        (ROWS, 3, "应是列表"),
        (VERDICT, "c", "没有选项"),
        (VERDICT, ["b"], "应是文字"),
    ],
)
def test_what_cannot_be_read_is_told(asked: Any, given: Any, told: str) -> None:
    with pytest.raises(AnswerFormatError, match=told):
        verify.parse({"answers": {"q": given}}, asked)


def test_an_unknown_question_is_told() -> None:
    with pytest.raises(AnswerFormatError, match="没有题目“x”"):
        verify.parse({"answers": {"x": "1"}}, RATE)


def test_rows_of_the_case_can_be_selected_too() -> None:
    asked = source(question(rows=["记录·2"])).model_copy(update={"case": case()})
    assert scored("verify", {"answers": {"q": ["记录·2"]}}, asked).total == 100


def test_the_form_of_each_question() -> None:
    form = verify.prompt(source(*(asked.item.verify.questions[0].model_dump() for asked in (RATE, ROWS, VERDICT)))).form
    assert isinstance(form, VerifyForm)
    assert [asked.form for asked in form.questions] == ["value", "rows", "verdict"]
    assert [asked.unit for asked in form.questions] == ["%", "", ""]


@pytest.mark.parametrize(
    ("value", "told"), [(280, "280"), (97.6, "97.6"), (0.05, "0.05"), (0, "0"), (1e6, "1000000"), (-2.5, "-2.5")]
)
def test_key_numbers_are_told_plainly(value: float, told: str) -> None:
    asked = source(question(value=value))
    assert verify.ideal(asked) == {"answers": {"q": told}}
