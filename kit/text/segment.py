"""Cut Chinese text into words: rjieba with the kit's own dictionary, or character pairs where rjieba is missing.

>>> [word for word, _ in words("党组未集体研究大额支出", engine="pairs")][:3]
['党组', '组未', '未集']
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from kit.text.lexicon import table
from kit.text.normalise import Span

Engine = Literal["rjieba", "pairs"]
RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[A-Za-z0-9.%]+")
FREQUENCY = 100_000
"""High enough that a word of ours is never cut."""


def words(text: str, engine: Engine | None = None) -> list[tuple[str, Span]]:
    """The words of ``text`` with half-open spans, in order; white space and punctuation are left out.

    With ``pairs`` every pair of neighbouring characters is a word (and a single character by itself), so spans overlap.
    Without ``engine`` rjieba is used where it is installed. Deterministic; total for any string.
    """
    cutter = None if engine == "pairs" else dictionary()
    return pairs(text) if cutter is None else cut(cutter, text)


def cut(cutter: Any, text: str) -> list[tuple[str, Span]]:
    """The words that ``cutter`` finds; lone surrogates, which it cannot read, separate words."""
    found: list[tuple[str, Span]] = []
    place = 0
    for word in cutter.cut(SURROGATE.sub("\ufffd", text), False):
        if any(char.isalnum() for char in word):
            found.append((text[place : place + len(word)], (place, place + len(word))))
        place += len(word)
    return found


SURROGATE = re.compile(r"[\ud800-\udfff]")


def pairs(text: str) -> list[tuple[str, Span]]:
    """Pairs of neighbouring Chinese characters; runs of letters and figures stay whole."""
    found = []
    for match in RUN.finditer(text):
        run, start = match.group(), match.start()
        if run[0].isascii() or len(run) == 1:
            found.append((run, match.span()))
            continue
        found.extend((run[at : at + 2], (start + at, start + at + 2)) for at in range(len(run) - 1))
    return found


@cache
def dictionary() -> Any:
    """rjieba with the words of ``kit/data/lexicon/words.tsv``; None where it is not installed."""
    try:
        from rjieba import Jieba  # noqa: PLC0415
    except ImportError:
        return None
    cutter = Jieba()
    for entry in table("words"):
        cutter.add_word(entry.word, FREQUENCY, "n")
    return cutter
