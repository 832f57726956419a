"""Cutting text without losing a character, a figure or a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text.clauses import EDGES, clauses, sentences

ROWS = [
    ("甲，乙；丙。丁", ["甲", "乙", "丙", "丁"]),
    ("占3.5%，共120,000元", ["占3.5%", "共120,000元"]),
    ("48人，3天", ["48人", "3天"]),
    ("9:30开会：研究采购", ["9:30开会", "研究采购"]),
    ("他说“时间紧，先定。”然后散会", ["他说“时间紧，先定。”然后散会"]),
    ("主要是一是没有研究二是把关不严", ["主要是", "一是没有研究", "二是把关不严"]),
    ("标准统一是好的", ["标准统一是好的"]),
    ("1.对账；2.复核", ["1.对账", "2.复核"]),
    ("（含签到表，共3份）已归档", ["（含签到表，共3份）已归档"]),
    ("该局问题——审核不严", ["该局问题", "审核不严"]),
    ("3—5人", ["3—5人"]),
    ("没有报告.没有登记", ["没有报告", "没有登记"]),
    ("，。；！\n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "told"), ROWS, ids=[row[0] for row in ROWS])
def test_clauses(text: str, told: list[str]) -> None:
    assert [clause.text for clause in clauses(text)] == told


def test_markers_are_told_apart() -> None:
    assert [(clause.marker, clause.body) for clause in clauses("一、议事\n（二）决策。三是监督，①报告")] == [
        ("一、", "议事"),
        ("（二）", "决策"),
        ("三是", "监督"),
        ("①", "报告"),
    ]


def test_sentences_number_the_clauses() -> None:
    text = "甲，乙。丙；丁"
    assert [sentence.text for sentence in sentences(text)] == ["甲，乙", "丙", "丁"]
    assert [clause.sentence for clause in clauses(text)] == [0, 0, 1, 2]


def test_a_long_quotation_is_cut() -> None:
    text = "他说：“" + "这件事就这么定，" * 20 + "散会。”"
    assert len(clauses(text)) > 10


@given(st.text(alphabet=st.sampled_from('甲一二是。，,；：“”"（）()、.5—… \n①') | st.characters()))
def test_every_character_lies_in_one_clause(text: str) -> None:
    found = clauses(text)
    covered = [place for clause in found for place in range(*clause.span)]
    assert covered == sorted(set(covered))
    assert all(clause.text == text[slice(*clause.span)] and clause.text.strip(EDGES) for clause in found)
    left = set(range(len(text))) - set(covered)
    assert all(text[place] in EDGES or text[place].isspace() or text[place] in ".．" for place in left)
    assert "".join(s.text for s in sentences(text)).strip() or not found
