"""Cut Chinese text into sentences and clauses, with offsets into the original text.

What a short pair of quotation marks or brackets encloses stays whole; a figure (``3.5``, ``120,000``, ``9:30``) is
never cut; a list marker (``一是``, ``1.``, ``（二）``) opens a clause and stays there. Every character that is neither
white space nor a separator lies in exactly one clause.

>>> [clause.text for clause in clauses("一是未上党组会，涉及120,000元；二是“时间紧，先定”。占3.5%")]
['一是未上党组会', '涉及120,000元', '二是“时间紧，先定”', '占3.5%']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kit.text.normalise import Span

ENDS = frozenset("。！？!?；;｡…\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
PAUSES = frozenset("，,：:﹐﹔﹕")
DASHES = frozenset("—–─―")
EDGES = "".join(sorted(ENDS | PAUSES | DASHES)) + " \t\u3000\u00a0、"
CLOSERS = {
    "“": "”",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "[": "]",
    "〔": "〕",
}
CLOSING = frozenset(CLOSERS.values()) | {'"', "’", "'"}
WHOLE = 60
"""The longest enclosed piece, in characters, that is kept whole."""

MARKER = re.compile(
    r"(?:其?[一二三四五六七八九十]是|[第其][一二三四五六七八九十][，,、：:\s]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳⑴-⒇⒈-⒛])\s*"
)
ITEM = re.compile(r"(?<![统唯第之其单同专万不都就也只仅还又])[一二三四五六七八九]是")


@dataclass(frozen=True)
class Clause:
    """``text == original[start:end]``; ``sentence`` numbers its sentence from 0; ``marker`` (``一是``) may be empty."""

    text: str
    span: Span
    sentence: int
    marker: str = ""

    @property
    def body(self) -> str:
        """The text without its list marker."""
        return self.text[len(self.marker) :]


@dataclass(frozen=True)
class Sentence:
    """One sentence: ``text == original[start:end]``."""

    text: str
    span: Span


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text`` in order, none empty. They end with 。！？；… or the line, not in a short quotation."""
    return tuple(Sentence(text[start:end], (start, end)) for start, end, _ in pieces(text, pause=False))


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of ``text`` in order, none empty; also cut at commas, colons, dashes and before list items."""
    found = []
    for start, end, number in pieces(text, pause=True):
        piece = text[start:end]
        marker = MARKER.match(piece)
        head = marker.group() if marker and marker.end() < len(piece) else ""
        found.append(Clause(piece, (start, end), number, head))
    return tuple(found)


def pieces(text: str, *, pause: bool) -> Iterator[tuple[int, int, int]]:
    """Trimmed half-open ranges between the cuts, each with the number of its sentence."""
    shut, items = enclosed(text), item_starts(text) if pause else frozenset()
    begin, place, number, told = 0, 0, 0, False
    while place < len(text):
        if place in shut:
            place = shut[place]
            continue
        ends = ends_sentence(text, place)
        if ends or (pause and (place in items or pauses(text, place))):
            stop = place
            while ends and stop + 1 < len(text) and text[stop + 1] in CLOSING:
                stop += 1
            start, end = trimmed(text, begin, stop + 1 if stop > place else place)
            if start < end:
                yield start, end, number
                told = True
            begin = place if place in items else stop + 1
            place = stop
            if ends and told:
                number, told = number + 1, False
        place += 1
    start, end = trimmed(text, begin, len(text))
    if start < end:
        yield start, end, number


def ends_sentence(text: str, place: int) -> bool:
    """Whether a sentence ends with the character at ``place``; a point only after a character and before none."""
    char = text[place]
    if char not in ".．":
        return char in ENDS
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    return bool(before) and (before > "\u2e7f" or before in CLOSING) and not (after.isascii() and after.isalnum())


def pauses(text: str, place: int) -> bool:
    """Whether a clause ends with the character at ``place``; not within 120,000 nor 9:30."""
    char = text[place]
    if char in DASHES:
        return text[place + 1 : place + 2] in DASHES or (place > 0 and text[place - 1] in DASHES)
    if char not in PAUSES:
        return False
    if not (place and text[place - 1].isdigit() and text[place + 1 : place + 2].isdigit()):
        return True
    if char in ":：":
        return not text[place + 1 : place + 3].isdigit()
    group = text[place + 1 : place + 4]
    return not (len(group) == 3 and group.isdigit() and not text[place + 4 : place + 5].isdigit())


def item_starts(text: str) -> frozenset[int]:
    """Where 一是, 二是 … open items; a single one is taken for ordinary words."""
    starts = [match.start() for match in ITEM.finditer(text)]
    return frozenset(starts) if len({text[start] for start in starts}) > 1 else frozenset()


def enclosed(text: str) -> dict[int, int]:
    """Start → end of every short quotation or bracket that is closed on its own line."""
    found: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    straight = -1
    for place, char in enumerate(text):
        if char == "\n":
            stack, straight = [], -1
        elif char == '"':
            if straight < 0:
                straight = place
                continue
            keep(found, straight, place)
            straight = -1
        elif char in CLOSERS:
            stack.append((CLOSERS[char], place))
        elif stack and char == stack[-1][0]:
            keep(found, stack.pop()[1], place)
    return found


def keep(found: dict[int, int], start: int, last: int) -> None:
    if last - start <= WHOLE:
        found[start] = last + 1


def trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(EDGES))
    return start, start + len(piece.strip(EDGES))
