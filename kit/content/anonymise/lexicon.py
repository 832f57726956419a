"""The word lists of ``kit/data/anonymise``: words with white space between, ``#`` comments."""

from __future__ import annotations

import re
from functools import cache
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


def cut(text: str) -> list[tuple[str, str, int]]:
    """Words of the dictionary with part of speech and start; what the dictionary lacks falls into characters."""
    safe = SURROGATE.sub("\ufffd", text)
    tags = dict[str, str]()
    out, place = [], 0
    for word in cutter().cut(safe, False):
        if word not in tags:
            tagged = cutter().tag(word, False)
            tags[word] = tagged[0][1] if len(tagged) == 1 else "x"
        out.append((word, tags[word], place))
        place += len(word)
    return out


SURROGATE = re.compile(r"[\ud800-\udfff]")
HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The ten stems, by which persons are called in anonymised texts."""
