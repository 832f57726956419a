"""Folding with the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text.normalise import normalise

FOLDED = [
    ("１２万元，占５４％", "12万元,占54%"),
    ("党\u200b组\u202e会\ufeff", "党组会"),
    ("ХF03", "XF03"),
    ("ΑΒ", "AB"),
    ("10⁵元", "10^5元"),
    ("①5份", "(1)5份"),
    ("⒈5份", "(1)5份"),
    ("二○二三年", "二〇二三年"),
    ("“甲”「乙」", '"甲""乙"'),
    ("3—5、3～5", "3-5、3~5"),
    ("甲\r\n乙", "甲\n\n乙"),
    ("⼀把手", "一把手"),
    ("٣次", "3次"),
    ("說明", "說明"),
    ("a\ud800b", "a\ufffdb"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED, ids=[ascii(row[0]) for row in FOLDED])
def test_folding(text: str, folded: str) -> None:
    assert normalise(text).text == folded


def test_the_way_back() -> None:
    text = "甲\u200b①乙⁵丙"
    normal = normalise(text)
    assert normal.text == "甲(1)乙^5丙"
    assert text[slice(*normal.to_original((1, 4)))] == "①"
    assert text[slice(*normal.to_original((0, 4)))] == "甲\u200b①"
    assert text[slice(*normal.to_original((5, 7)))] == "⁵"
    assert normal.to_original((2, 2)) == (2, 2)
    assert normal.from_original((3, 4)) == (4, 5)


@given(st.text(st.characters(codec=None)))
def test_any_string_folds_and_maps_back(text: str) -> None:
    normal = normalise(text)
    offsets = list(normal.offsets)
    assert len(offsets) == len(normal.text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    start, end = normal.to_original((0, len(normal.text)))
    assert 0 <= start <= end <= len(text)
    normal.text.encode("utf-8")
