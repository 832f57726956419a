"""Words with spans, by either engine."""

from __future__ import annotations

import pytest

from kit.text.lexicon import table
from kit.text.segment import Engine, words

TEXTS = ["党组未集体研究大额支出，甲某率先表态。", "XF03超期27天", "a\ud800b😀", "", " \n"]


@pytest.mark.parametrize("engine", ["rjieba", "pairs"])
@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_words_stand_where_they_say(text: str, engine: Engine) -> None:
    found = words(text, engine)
    assert all(text[slice(*span)] == word for word, span in found)
    assert found == sorted(found, key=lambda row: row[1])
    assert found == words(text, engine)


@pytest.mark.parametrize("word", [row.word for row in table("words")[::25]])
def test_our_own_words_stay_whole(word: str) -> None:
    assert word in [found for found, _ in words(f"关于{word}的情况")]
