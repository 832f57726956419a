"""How far a text proves that some of its characters are somebody's full name."""

from __future__ import annotations

import re
from functools import cache

from kit.content.anonymise.lexicon import HAN, choice, cut, words

SEX = r"[(（,，、]\s?(?:男|女)(?![儿人方士干部])"


@cache
def surname() -> str:
    return choice("compound_surnames", "surnames")


class Tokens:
    """Where the dictionary cuts a text, and what it thinks of each word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = cut(text)
        self.at = {start: (word, tag) for word, tag, start in self.words}
        self.bounds = {start for _, _, start in self.words} | {len(text)}


NEVER_FIRST = frozenset("那由和与但从来都应时第")


NO_TITLE = frozenset("班第由向和于任与时应管全单成都平明党原相连强支计区官公利但来从种那权员初查国方经")
"""Surnames that before a post are nearly always the words that they look like: 任局长, 由组长."""


@cache
def named() -> str:
    return rf"{surname()}{HAN}{{1,2}}"


def head(name: str) -> str:
    return name[:2] if name[:2] in words("compound_surnames") and len(name) > 2 else name[:1]


def proof(text: str, tokens: Tokens, start: int, family: str, end: int) -> float:
    """How far it is proven that ``text[start:end]`` is a full name; negative where it is no name at all."""
    name = text[start:end]
    given = name[len(family) :]
    if end > len(text) or not re.fullmatch(f"{HAN}+", name) or refused(name, family):
        return -9.0
    if re.match(r"[\d%年月日]", text[start - 1 : start]):
        return -9.0
    left, right = left_proof(text, tokens, start), right_proof(text, tokens, end)
    typical = all(char in words("given") for char in given)
    lone = len(given) == 1 or (not typical and re.match(HAN, text[start - 1 : start]) is not None)
    posted = family not in NEVER_FIRST and left >= 1 and right >= 2.5
    if family in NO_TITLE and max(left, right) < 3 and not posted and (family in NEVER_FIRST or lone):
        return -9.0
    doubt = 0.0 if family not in NO_TITLE or left >= 2 else 2.0 if family in NEVER_FIRST else 1.0
    total = -doubt + shape(family, given) + left + right
    return total - common(name, family, tokens, start, end)


def refused(name: str, family: str) -> bool:
    given = name[len(family) :]
    if family not in words("compound_surnames") and family not in words("surnames"):
        return True
    if any(char in words("function_chars") for char in given) or "某" in name or name in words("plain"):
        return True
    if len(given) == 2 and given[1] in "里中内双":
        return True
    return given in words("titles") or name.endswith(long_titles())


@cache
def long_titles() -> tuple[str, ...]:
    return tuple(title for title in words("titles") if len(title) > 1)


def shape(family: str, given: str) -> float:
    """What the characters themselves tell."""
    known = sum(char in words("given") for char in given) / len(given)
    worth = 1.5 if len(family) == 2 else -0.5 if family in words("word_surnames") else 0.5
    return worth + known - 0.5 + (0.3 if len(given) == 2 else 0.0)


def left_proof(text: str, tokens: Tokens, start: int) -> float:
    before = text[max(0, start - 8) : start]
    bare = before.rstrip("：: 　")
    if re.search(rf"{choice('before_names')}$", bare):
        return 3.0 if len(bare) < len(before) else 2.0
    if re.search(rf"{choice('titles')}$", bare):
        return 2.0
    if not before or not re.match(HAN, before[-1]):
        return 1.2 if before.endswith("、") else 1.0
    if re.search(r"[科室股办]$|大队$|中队$|支队$", before):
        return 0.6
    if before[-1] in "了与和及同跟由向对被把给找让经据请系是任为在":
        return 0.6
    return -0.5 if start in tokens.bounds else -3.0


def right_proof(text: str, tokens: Tokens, end: int) -> float:  # noqa: PLR0911 - one return for each proof
    after = text[end : end + 8]
    if re.match(SEX, after) or re.match(
        rf"(?:是|系|任|作为|身为|担任|兼任|曾任|现任|原系|原是|原任)[^，。；、]{{0,12}}?{choice('titles')}",
        after + text[end + 8 : end + 20],
    ):
        return 3.0
    if re.match("同志(?!们)|先生|女士", after):
        return 3.0
    if re.match(choice("titles"), after):
        return 2.5
    if re.match(choice("strong_verbs"), after):
        return 2.0
    if not after or not re.match(HAN, after[0]):
        return 1.3 if after.startswith("、") else 1.0
    if re.match(choice("after_names"), after):
        return 0.8
    word, tag, _ = cut(after)[0]
    if tag.startswith(("v", "p", "d", "c", "u")) and len(word) > 1:
        return 0.5
    return -0.7 if end in tokens.bounds else -2.0


def common(name: str, family: str, tokens: Tokens, start: int, end: int) -> float:
    """What speaks against a name: the dictionary has a word here that is none."""
    against = 0.0
    for word, tag, place in tokens.words:
        last = place + len(word)
        if last <= start or place >= end or len(word) < 2:
            continue
        if (place, last) == (start, end):
            against += (-1.0 if len(name) > 2 else 0.7) if tag.startswith("nr") else 2.5 if tag == "v" else 1.5
        elif place < start or last > end:
            against += 1.0 if tag.startswith("nr") and place >= start else 4.0
        elif place == start and last > start + len(family) and not tag.startswith("nr"):
            against += 0.8 if tag == "ns" and shape(family, name[len(family) :]) > 1 else 2.5
        elif place > start and family in words("word_surnames") and len(family) == 1 and not tag.startswith("nr"):
            against += 0.5 if all(char in words("given") for char in word) else 1.5
    return against
