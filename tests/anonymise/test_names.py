"""Persons, bodies and places: table of hard ones, and the floors that the labelled sentences must keep."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bench_anonymise import RECOGNISERS, measure, sentences
from kit.content.anonymise.mention import CODES
from kit.content.anonymise.recognise import LENIENT, Both, Model, Recogniser, Rules, default_recogniser, find

BOTH = Both(Rules(LENIENT), Model())

ROWS = [
    ("司马光辉到东风镇党委调研", [("person", "司马光辉"), ("organisation", "东风镇党委")]),
    ("高峰同志主持会议，强调高峰期用电", [("person", "高峰")]),
    ("向阳科长签字，向阳花开", [("person", "向阳")]),
    ("马上、高明两位同志未到会", [("person", "马上"), ("person", "高明")]),
    ("买买提·艾力与古丽·艾山经营餐馆", [("person", "买买提·艾力"), ("person", "古丽·艾山")]),
    ("欧阳静任局长期间，王局长和老李都在", [("person", "欧阳静"), ("person", "王局长"), ("person", "老李")]),
    ("临水县财政局报告", [("organisation", "临水县财政局")]),
    ("住临水县滨河路88号阳光小区3栋1单元201室", [("address", "临水县滨河路88号阳光小区3栋1单元201室")]),
    ("喻晓生于1981年2月14日", [("person", "喻晓"), ("date", "1981年2月14日")]),
]

CLEAN = [
    "甲某安排乙某到某市某局取材料，丙某没有参加",
    "某县某镇党委书记丁某对此负主要责任，A公司和某公司B投标",
    "早晚高峰期间，向上级报告，马上就办",
    "党委书记履行第一责任人责任，各乡镇党委抓好落实",
    "县委、县政府高度重视，市委巡察办多次督促",
    "小康路上一个都不能少，老百姓、老党员带了好头，小金库要清理",
    "2019年至2022年，任局长期间多次听取汇报",
    "办公室、财务科、人事科各自为政，建筑公司未按图施工",
    "发票00473071、凭证记-0717、线索R01",
]


def told(text: str, recogniser: Recogniser) -> list[tuple[str, str]]:
    return [(m.kind, m.text) for m in find(text, recogniser) if not m.hint and m.kind != "post_sum"]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_hard_ones(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, BOTH) == expected


@pytest.mark.parametrize("recogniser", [Rules(), BOTH], ids=["rules", "both"])
@pytest.mark.parametrize("text", CLEAN)
def test_what_names_nobody(text: str, recogniser: Recogniser) -> None:
    assert told(text, recogniser) == []


@pytest.mark.parametrize("text", ["老戊说他不在场", "县财政局拨款", "某政发〔2023〕12号"])
def test_hints(text: str) -> None:
    assert [m.hint for m in find(text, BOTH)] == [True]


def test_a_head_with_an_exact_sum_is_pointed_at() -> None:
    text = "临水县交通运输局局长收受现金326万元。某局局长收受现金326万元。"
    assert [m.text for m in find(text, BOTH) if m.kind == "post_sum"] == ["临水县交通运输局局长收受现金326万元"]


FLOORS = {
    "dev": {"person": 0.92, "organisation": 0.92},
    "dev2": {"person": 0.90, "organisation": 0.93},
    "hard": {"person": 0.82, "organisation": 0.95},
    "test": {"person": 0.92, "organisation": 0.85},
}


@pytest.mark.parametrize("name", FLOORS)
def test_floors_of_recall_and_precision(name: str) -> None:
    counts = measure(sentences(name), RECOGNISERS["both"], failures=False)
    for kind, floor in FLOORS[name].items():
        assert counts[kind]["found"] / counts[kind]["labels"] >= floor, kind
        assert counts[kind]["right"] / counts[kind]["mentions"] >= 0.95, kind
    numbers = sum((counts[kind] for kind in CODES), Counter())
    assert numbers["found"] / numbers["labels"] >= 0.98
    assert numbers["right"] / numbers["mentions"] >= 0.95


def test_the_set_is_as_large_as_told() -> None:
    rows = [row for name in FLOORS for row in sentences(name)]
    assert len(rows) >= 300
    assert sum(len(labels) for _, labels in rows) >= 500
    for text, labels in rows:
        assert all(0 <= start < end <= len(text) for start, end, _ in labels)


def test_default_is_the_union() -> None:
    assert isinstance(default_recogniser(), Both)


@given(st.text(alphabet="王李张某局长县市镇村说与、，。老小公司·〔〕12 \ud800a", max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_is_taken(text: str) -> None:
    found = [m for m in find(text, Rules()) if m.kind != "post_sum"]
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
