"""What holds for every function of kit.text and any string: no exception, the same twice, time that grows evenly."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text.clauses import clauses, sentences
from kit.text.copying import copied_share, copied_spans, repeated_share, repeated_spans
from kit.text.dates import dates
from kit.text.lexicon import content_share, hedges, injections, oversteps, slogans
from kit.text.normalise import normalise
from kit.text.numbers import parse_figure, quantities
from kit.text.polarity import contradicts, polarity
from kit.text.scope import overstated, scopes
from kit.text.segment import words

READERS: list[Callable[[str], Any]] = [
    normalise,
    sentences,
    clauses,
    quantities,
    parse_figure,
    dates,
    polarity,
    scopes,
    slogans,
    oversteps,
    injections,
    hedges,
    content_share,
    repeated_spans,
    repeated_share,
    words,
]
PIECES = "第三分之一百万余元%.,、至-近约两半个月日年号不没有未均应当给予处分请满分统一是“”（）\u200b\ud800①⁵😀a0十点/成"
STRINGS = st.text(st.sampled_from(PIECES), max_size=60) | st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize("reader", READERS)
def test_any_string_is_read_the_same_twice(reader: Callable[[str], Any]) -> None:
    @settings(max_examples=150, deadline=None)
    @given(STRINGS)
    def check(text: str) -> None:
        assert reader(text) == reader(text)

    check()


@settings(max_examples=150, deadline=None)
@given(STRINGS, STRINGS)
def test_pairs_of_strings(one: str, other: str) -> None:
    assert 0 <= contradicts(one, other) <= 1
    assert 0 <= copied_share(one, [other]) <= 1
    assert overstated(one, other) >= 0


@settings(max_examples=150, deadline=None)
@given(STRINGS)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    for reader in (quantities, dates, scopes, oversteps, slogans):
        spans = [found.span for found in reader(text)]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(last[1] <= here[0] for last, here in pairwise(spans))


FINDING = (
    "2023年1月至2024年6月，该局单笔10万元以上支出10笔315.6万元，其中5笔170.5万元未经党组会集体研究，占54%。"
    "一是甲某均率先表态；二是“时间紧，就在这个会上定”，不足三分之二到会。违反议事规则第五、七、十条，近半数成员事后才知情。"
)


@pytest.mark.parametrize("reader", [*READERS, lambda text: copied_spans(text, [FINDING, text[:50_000]])])
def test_time_grows_evenly(reader: Callable[[str], Any]) -> None:
    short, long = FINDING * 100, FINDING * 1000
    reader(FINDING)
    assert lasts(reader, long) <= 40 * max(lasts(reader, short), 0.02)


@pytest.mark.parametrize(
    "piece", ["1", "一", "9,", "“", "不", "没有", "第", "2023年", "万", "a", "。", "给", "三分之", "1,111"]
)
def test_nothing_makes_a_reader_slow(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    for reader in (quantities, dates, clauses, polarity, oversteps, injections, repeated_spans):
        assert lasts(reader, text) < 6


def lasts(reader: Callable[[str], Any], text: str) -> float:
    start = time.process_time()
    reader(text)
    return time.process_time() - start
