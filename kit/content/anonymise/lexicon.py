"""The word lists of ``kit/data/anonymise``: words with white space between, ``#`` comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list."""
    text = (resources.files("kit") / "data" / "anonymise" / f"{name}.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def choice(*names: str) -> str:
    """A regular expression for any word of the lists, longer ones first."""
    every = {word for name in names for word in words(name)}
    return "(?:" + "|".join(map(re.escape, sorted(every, key=lambda word: (-len(word), word)))) + ")"


@cache
def cutter() -> Any:
    """The segmenter with its own dictionary; loaded when first asked for."""
    from rjieba import Jieba  # noqa: PLC0415

    return Jieba()


@lru_cache(maxsize=1024)
def cut(text: str) -> list[tuple[str, str, int]]:
    """Words of the dictionary with part of speech and start; what the dictionary lacks falls into characters."""
    safe = SURROGATE.sub("\ufffd", text)
    out, place = [], 0
    for word in split(cutter().cut(safe, False)):
        out.append((word, tag_of(word), place))
        place += len(word)
    return out


@lru_cache(maxsize=65536)
def tag_of(word: str) -> str:
    """The part of speech that the dictionary gives a word; ``x`` for what it lacks."""
    tagged = cutter().tag(word, False)
    return str(tagged[0][1]) if len(tagged) == 1 else "x"


def split(cut_words: Iterable[str]) -> Iterator[str]:
    """和县 and 与市 as two words: the conjunction and what follows it."""
    for word in cut_words:
        yield from (
            (word[0], word[1]) if len(word) == 2 and word[0] in "和与及任" and word[1] in "省市县区镇乡" else (word,)
        )


SURROGATE = re.compile(r"[\ud800-\udfff]")
HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The ten stems, by which persons are called in anonymised texts."""
