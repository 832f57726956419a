"""Figures in every form: values, kinds, units, hedges, and what is no figure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kit.text.dates import Date
from kit.text.numbers import Quantity, compatible, parse_figure, quantities, same

VALUES = [
    ("12万元", 120000, "元", "money"),
    ("十二万元", 120000, "元", "money"),
    ("120000元", 120000, "元", "money"),
    ("120,000元", 120000, "元", "money"),
    ("１２００００元", 120000, "元", "money"),
    ("1.2×10⁵元", 120000, "元", "money"),
    ("0.685万元", 6850, "元", "money"),
    ("一百七十万零五千元", 1705000, "元", "money"),
    ("一百二十三万四千五百元", 1234500, "元", "money"),
    ("3万5千元", 35000, "元", "money"),
    ("3.5亿元", 350000000, "元", "money"),
    ("36.80万元", 368000, "元", "money"),
    ("4.32万", 43200, "", "number"),
    ("54%", 54, "%", "percent"),
    ("百分之五十四", 54, "%", "percent"),
    ("百分之五十五点六", Fraction(556, 10), "%", "percent"),
    ("54个百分点", 54, "百分点", "points"),
    ("五成", 50, "%", "percent"),
    ("七成五", 75, "%", "percent"),
    ("三分之一", Fraction(100, 3), "%", "ratio"),
    ("2/3", Fraction(200, 3), "%", "ratio"),
    ("十六分之七", Fraction(175, 4), "%", "ratio"),
    ("2倍", 2, "倍", "multiple"),
    ("7次", 7, "次", "count"),
    ("三回", 3, "次", "count"),
    ("两名", 2, "人", "count"),
    ("12个人", 12, "人", "count"),
    ("7880人次", 7880, "人次", "count"),
    ("96分", 96, "分", "count"),
    ("60日", 60, "天", "duration"),
    ("3个工作日", 3, "工作日", "duration"),
    ("两年半", Fraction(5, 2), "年", "duration"),
    ("半年", Fraction(1, 2), "年", "duration"),
    ("3个半月", Fraction(7, 2), "月", "duration"),
    ("7个季度", 7, "季度", "duration"),
    ("50分钟", 50, "分钟", "duration"),
    ("第3次", 3, "次", "ordinal"),
    ("第五条", 5, "条", "ordinal"),
]


@pytest.mark.parametrize(("text", "value", "unit", "kind"), VALUES, ids=[row[0] for row in VALUES])
def test_value(text: str, value: int | Fraction, unit: str, kind: str) -> None:
    (figure,) = quantities(f"共计{text}。" if kind != "ordinal" else text)
    assert (figure.value, figure.unit, figure.kind) == (value, unit, kind)
    assert not figure.approx


HEDGED = [
    ("近半数", 40, 50),
    ("过半", 50, 100),
    ("超过一半", 50, 100),
    ("半数以上", 50, 100),
    ("绝大多数", 70, 100),
    ("十余次", 10, 20),
    ("20多人", 20, 30),
    ("近百人", 80, 100),
    ("至少3次", 3, None),
    ("不足5个", 0, 5),
    ("未达到三分之二", 0, Fraction(200, 3)),
    ("170余万元", 1700000, 1800000),
    ("3万多元", 30000, 40000),
    ("数十万元", 200000, 900000),
    ("几十次", 20, 90),
    ("上百次", 100, None),
    ("三四件", 3, 4),
    ("两三年", 2, 3),
    ("二三十人", 20, 30),
    ("3至5次", 3, 5),
    ("3—5人", 3, 5),
    ("21至27天", 21, 27),
    ("2万元至3万元", 20000, 30000),
    ("10万元以上", 100000, None),
    ("约54%", Fraction(513, 10), Fraction(567, 10)),
]


@pytest.mark.parametrize(("text", "low", "high"), HEDGED, ids=[row[0] for row in HEDGED])
def test_hedges_set_bounds(text: str, low: int, high: int | None) -> None:
    (figure,) = quantities(f"涉及{text}，")
    assert figure.approx
    assert (figure.low, figure.high) == (low, high)
    assert text == f"涉及{text}，"[figure.span[0] : figure.span[1]]


CODES = [
    ("发票00473071重复", "473071"),
    ("〇〇四七三〇七一号", "473071"),
    ("XF03件", "XF3"),
    ("07号项目", "7"),
    ("记-1121", "1121"),
]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_codes_are_names(text: str, code: str) -> None:
    (figure,) = quantities(text)
    assert (figure.kind, figure.code) == ("code", code)


NO_FIGURES = [
    "三重一大",
    "一把手",
    "一岗双责",
    "党建与业务两张皮",
    "一是没有研究",
    "统一标准",
    "第一责任人",
    "一案一策",
    "十分重视",
    "千方百计",
    "举一反三",
    "三会一课",
    "2023年3月12日",
    "二〇二三年三月",
    "2023—2024年",
    "上午9时30分",
    "9:30",
    "1.对账",
    "（1）对账",
    "二、对账",
    "业务二科",
    "二大队",
    "百姓",
    "一卡通",
    "",
    "无",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_no_figure(text: str) -> None:
    assert quantities(text) == ()


LISTS = [
    ("48.6万、49.2万、36.7万元", [(486000, "元"), (492000, "元"), (367000, "元")]),
    ("48.6、49.2和36.7万元", [(486000, "元"), (492000, "元"), (367000, "元")]),
    ("60人×3天×240元", [(60, "人"), (3, "天"), (240, "元")]),
    ("应到5人、实到3人，不足三分之二", [(5, "人"), (3, "人"), (Fraction(200, 3), "%")]),
    ("完成率35.7，9册", [(Fraction(357, 10), ""), (9, "册")]),
    ("2024年5月21日至23日差旅费2100元", [(2100, "元")]),
    ("1.4份排查表；2.对6份合同", [(Fraction(14, 10), "份"), (6, "份")]),
]


@pytest.mark.parametrize(("text", "figures"), LISTS, ids=[row[0] for row in LISTS])
def test_lists(text: str, figures: list[tuple[int | Fraction, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in quantities(text)] == figures


def test_articles_in_a_list_are_ordinals() -> None:
    assert [(f.value, f.kind) for f in quantities("违反第五、七、十条")] == [
        (5, "ordinal"),
        (7, "ordinal"),
        (10, "ordinal"),
    ]


def test_codes_in_a_list() -> None:
    assert [figure.code for figure in quantities("XF03、06、08、11超期")] == ["XF3", "6", "8", "11"]
    assert [figure.code for figure in quantities("04、05、06、08号均已投用")] == ["4", "5", "6", "8"]


SAME = [
    ("54.0%", "54%"),
    ("百分之五十四", "54%"),
    ("五成", "50%"),
    ("315.6万元", "315.60万元"),
    ("4.32万元", "43200元"),
    ("三次", "3次"),
    ("2名", "两人"),
    ("36.8万", "368000元"),
    ("60日", "60天"),
    ("一年", "12个月"),
    ("一天", "24小时"),
    ("00473071", "〇〇四七三〇七一号"),
    ("XF03", "xf3"),
    ("第五条", "第5条"),
]
DIFFERENT = [
    ("54%", "54个百分点"),
    ("326万元", "362万元"),
    ("8640元", "8650元"),
    ("5笔", "7笔"),
    ("3次", "第3次"),
    ("3次", "3人"),
    ("00473071", "473071元"),
    ("5万元", "5元"),
    ("3年", "3个月"),
    ("54", "54%"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_same(left: str, right: str) -> None:
    assert same(one(left), one(right))
    assert same(one(right), one(left))
    assert compatible(one(left), one(right))


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different(left: str, right: str) -> None:
    assert not same(one(left), one(right))
    assert not compatible(one(left), one(right))
    assert not compatible(one(right), one(left))


MAY = [
    ("近半数", "48%", True),
    ("近半数", "54%", False),
    ("过半", "54%", True),
    ("过半", "48%", False),
    ("170余万元", "170.5万元", True),
    ("170余万元", "190.5万元", False),
    ("约54%", "54.03%", True),
    ("54%", "54.03%", True),
    ("54%", "54.9%", False),
    ("三分之一", "33.3%", False),
    ("约三分之一", "33.3%", True),
    ("超过100万元", "170.5万元", True),
    ("至少3次", "5次", True),
    ("至少3次", "2次", False),
    ("不足5个", "4个", True),
    ("三四件", "4件", True),
    ("三四件", "6件", False),
    ("5个", "5笔", True),
    ("5个", "5人", False),
    ("10万元以上", "10万元", True),
    ("绝大多数", "37.5%", False),
]


@pytest.mark.parametrize(("claim", "truth", "may"), MAY)
def test_compatible(claim: str, truth: str, may: bool) -> None:
    assert compatible(one(claim), one(truth)) is may


def one(text: str) -> Quantity:
    (figure,) = quantities(text)
    return figure


@pytest.mark.parametrize(
    "text", ["7次", "326万元", "2次", "00473071", "60%", "4个", "9个月", "3个工作日", "7880人次", "30万元"]
)
def test_figures_of_a_key_are_quantities(text: str) -> None:
    assert isinstance(parse_figure(text), Quantity)


@pytest.mark.parametrize("text", ["5月22日", "2022年12月30日", "2023年3月"])
def test_dates_of_a_key_are_dates(text: str) -> None:
    assert isinstance(parse_figure(text), Date)


@pytest.mark.parametrize("text", ["", "大额支出", "三重一大"])
def test_no_figure_of_a_key(text: str) -> None:
    assert parse_figure(text) is None
