"""Alignment and encoders: what is said is found where it is said, and what is not is not."""

import numpy as np
import pytest

from kit.text.align import NOTHING, Hit, Statement, align, common_pairs, grams, sentences_of, strength_of, yardstick
from kit.text.clauses import clauses
from kit.text.encoder import ENCODERS, Encoder, NgramEncoder, UseEncoder, similarities

POINTS = (
    Statement("duty", ("公司党委履行国有资产监管责任不到位", "党委对资产出租管控失守")),
    Statement("fact", ("四处房产未公开招租就续租给老租户",)),
    Statement("effect", ("排斥其他承租人公平竞争",)),
)
TEXT = "公司党委履行国有资产监管责任不到位。经查，四处房产未公开招租，直接续租给老租户；排斥了其他承租人的公平竞争。"


def hits(text: str, encoder: Encoder | None = None, prompt: str = "") -> dict[str, Hit]:
    against = yardstick(POINTS, prompt, [wording for point in POINTS for wording in point.wordings])
    found = align(clauses(text), against, encoder or NgramEncoder())
    return {point.id: hit for point, hit in zip(POINTS, found, strict=True)}


def words(text: str, hit: Hit) -> str:
    parts = clauses(text)
    assert hit.first is not None
    assert hit.last is not None
    return text[parts[hit.first].span[0] : parts[hit.last].span[1]]


@pytest.mark.parametrize("encoder", [NgramEncoder(), UseEncoder()], ids=["ngram", "use"])
@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("duty", "公司党委履行国有资产监管责任不到位"),
        ("fact", "四处房产未公开招租，直接续租给老租户"),
        ("effect", "排斥了其他承租人的公平竞争"),
    ],
)
def test_each_point_is_found_where_it_is_said(encoder: Encoder, point: str, said: str) -> None:
    hit = hits(TEXT, encoder)[point]
    assert words(TEXT, hit) == said
    assert hit.strength > 0.6


@pytest.mark.parametrize("text", ["", "。。。", "今天下午放风筝，晚上吃饺子。", "🎉🎉", "\ud800\udfff", "abc 123"])
def test_what_says_nothing_of_them_hits_nothing(text: str) -> None:
    assert all(hit.strength < 0.2 for hit in hits(text, UseEncoder()).values())


def test_another_wording_is_enough() -> None:
    hit = hits("党委对资产出租管控失守")["duty"]
    assert hit.wording == 1
    assert hit.recall == pytest.approx(1.0)


def test_words_of_the_question_prove_little() -> None:
    said = "国有资产监管责任"
    free, asked = (hits(said, prompt=prompt)["duty"].recall for prompt in ("", f"请就{said}写底稿"))
    assert asked < free / 2


def test_a_further_clause_never_weakens_a_hit() -> None:
    before, after = hits(TEXT), hits(f"{TEXT}今天下午放风筝。")
    assert all(after[name].recall >= before[name].recall for name in before)


@pytest.mark.parametrize(("recall", "cosine"), [(0.2, 0.5), (0.5, 0.6), (0.75, 0.85)])
def test_strength_rises_with_words_and_with_sense(recall: float, cosine: float) -> None:
    here = strength_of(recall, cosine)
    assert 0 < here <= 1
    assert strength_of(recall - 0.1, cosine) < here
    assert strength_of(recall, cosine - 0.1) < here


def test_strength_is_bounded() -> None:
    assert strength_of(0, 0) == 0
    assert strength_of(1, 1) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党组会", {"党组", "组会"}),
        ("党组，会议", {"党组", "会议"}),
        ("5笔170.5万元", {"万元"}),
        ("\u200b党\u200b组", {"党组"}),
        ("", set()),
    ],
)
def test_pairs(text: str, expected: set[str]) -> None:
    assert grams(text) == expected


def test_common_pairs_are_of_the_trade() -> None:
    assert {"党组", "责任", "落实"} <= common_pairs()
    assert not {"招租", "风筝"} & common_pairs()


def test_sentences_of_one_clause_are_no_ranges() -> None:
    assert sentences_of(clauses("甲乙。丙丁，戊己。庚辛")) == [(1, 2)]


def test_no_statements_no_hits() -> None:
    assert align(clauses(TEXT), yardstick((), "", ()), NgramEncoder()) == ()
    assert hits("")["duty"] == NOTHING


@pytest.mark.parametrize("name", ENCODERS)
def test_encoders_keep_the_contract(name: str) -> None:
    encoder = ENCODERS[name]()
    texts = ["党组会研究决定", "放风筝", "党组会研究决定", "a" * 5000, "\ud800"]
    vectors = encoder.encode(texts)
    assert vectors.shape[0] == len(texts)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[:4] == pytest.approx([1.0] * 4, abs=1e-4)
    assert (vectors[0] == vectors[2]).all()
    assert encoder.encode([]).shape[0] == 0
    assert encoder.name


def test_similarities_are_rounded_and_in_bounds() -> None:
    table = similarities(UseEncoder(), ["党组会研究决定", "放风筝"], ["经党组会集体研究"])
    assert table.shape == (2, 1)
    assert (table == np.round(table, 3)).all()
    assert 0 <= table[1, 0] < table[0, 0] <= 1


def test_order_of_texts_does_not_matter() -> None:
    texts = ["党组会研究决定", "放风筝", "公开招租"]
    assert UseEncoder().encode(texts[::-1])[::-1] == pytest.approx(UseEncoder().encode(texts), abs=1e-5)
