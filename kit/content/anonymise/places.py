"""Places by the ends of their names, and addresses: streets with numbers, estates with buildings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kit.content.anonymise.lexicon import HAN, choice, words
from kit.content.anonymise.mention import Mention, mention
from kit.content.anonymise.reach import Words, clean_left, masked, place_core, plain_name, reach

NUMBER = r"[\dA-Za-z一二三四五六七八九十百〇零]{1,5}"


TAIL = rf"(?:附?第?{NUMBER}\s?(?:号楼|号院|号附|号|栋|幢|座|排|单元|室|层|楼|区|组|户|社|期))+(?:{NUMBER}(?:室|号)?)?"


ADDRESS = re.compile(
    rf"(?:路|街|巷|弄|胡同|大道|段|村|社区|小区|花园|家园|雅苑|苑|新城|公寓|大厦|广场|新村|府邸|庭|里|院)(?:[东西南北中]?[一二三四五六七八九十]?段|[东南西北]区)?\s?{TAIL}(?:{HAN}{{2,8}}?{TAIL})?"
)


PRECISE = re.compile(r"号|室|栋|幢|单元|排")


def addresses(text: str, tokens: Words) -> Iterator[Mention]:
    """Streets with numbers and estates with buildings; what touches is one address."""
    spans: list[tuple[int, int]] = []
    for match in ADDRESS.finditer(text):
        start = reach(text, tokens, match.start())
        head = text[start : match.start()]
        joined = bool(spans) and spans[-1][1] == start
        if (
            not PRECISE.search(match.group())
            or masked(head)
            or (len(head) < 2 and not joined)
            or text[start - 1 : start] == "某"
        ):
            continue
        spans = [*spans[:-1], (spans[-1][0], match.end())] if joined else [*spans, (start, match.end())]
    return (mention(text, start, end, "address", 58) for start, end in spans)


@cache
def place_ending() -> re.Pattern[str]:
    return re.compile(choice("place_ends"))


def places(text: str, tokens: Words) -> Iterator[Mention]:
    known = {place: (word, tag) for word, tag, place in tokens}
    for word, _, place in tokens:
        if word in words("cities"):
            yield mention(text, place, place + len(word), "place", 28)
    for match in place_ending().finditer(text):
        start = reach(text, tokens, match.start(), 5)
        head, tail = text[start : match.start()], match.group()
        if text[max(0, start - 1) : start] == "某" or runs_on(text, match, known):
            continue
        if any(text[at : match.end()] in words("plain") for at in range(start, match.start())):
            continue
        if plain_name(head + tail, "place") or not place_core(head, tail) or not clean_left(text, start):
            continue
        yield mention(text, start, match.end(), "place", 29)


def runs_on(text: str, match: re.Match[str], known: dict[int, tuple[str, str]]) -> bool:
    """Whether the ending is part of a longer word (县委, 村民, 市场) or of a word that is no place (思路)."""
    for place, (word, tag) in known.items():
        if place < match.end() < place + len(word):
            return True
        if place < match.start() < place + len(word) and not tag.startswith(("nr", "ns", "nz", "x")) and len(word) <= 3:
            return True
    return text[match.end() : match.end() + 1] in tuple("委长民")
