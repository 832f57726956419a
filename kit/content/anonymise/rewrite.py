"""A changed copy of the documents: what was confirmed is replaced, dates and amounts are moved, the rest stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kit.content.anonymise.documents import Document, mentions
from kit.content.anonymise.lexicon import cut, words
from kit.content.anonymise.mention import CODES, Mention
from kit.content.anonymise.money import document_sums, scale
from kit.content.anonymise.proposal import MARKED, Decided
from kit.content.anonymise.recognise import Recogniser
from kit.content.anonymise.timeshift import move_dates
from kit.errors import Finding


@dataclass(frozen=True)
class Rewritten:
    """The changed documents, how much was changed, and what a person should still look at."""

    documents: tuple[Document, ...]
    replaced: int
    dates: int
    amounts: int
    left: tuple[Finding, ...]


@dataclass(frozen=True)
class Edit:
    start: int
    end: int
    new: str


def rewrite(documents: Sequence[Document], decided: Decided, recogniser: Recogniser) -> Rewritten:
    """Apply what was decided to every document and to the names of the files.

    Names are replaced wherever they stand; a name that is also a common word (高峰) only where it was recognised.
    Codes are replaced however they are spaced. The result is looked through again: what is found and was not decided
    to stay is told in ``left``.
    """
    out: list[Document] = []
    left: list[Finding] = []
    replaced = dates = amounts = 0
    wanted = {name: new for name, new in decided.replace.items() if decided.kinds[name] not in MARKED}
    for document in documents:
        edits = list(edits_of(document, wanted, decided, recogniser))
        replaced += len(edits)
        text, moved, times, told = changed(document, edits, decided)
        dates, amounts = dates + moved, amounts + times
        new = Document(renamed(document.name, wanted), text)
        left += [Finding(new.name, 1, f"日期“{one}”缺年份，没有平移：请手工改") for one in told]
        out.append(new)
    left += leftovers(out, decided, recogniser)
    return Rewritten(tuple(out), replaced, dates, amounts, tuple(sorted(set(left))))


def edits_of(document: Document, wanted: dict[str, str], decided: Decided, recogniser: Recogniser) -> Iterator[Edit]:
    """Every replacement in a document; longer names first, none within another."""
    found = {(one.start, one.end) for one in mentions(document, recogniser) if one.text in wanted}
    blocked = bytearray(len(document.text))
    for name in sorted(wanted, key=lambda name: (-len(name), name)):
        only_found = is_common(name) and decided.kinds[name] not in CODES
        for match in re.finditer(loose(name) if decided.kinds[name] in CODES else re.escape(name), document.text):
            if any(blocked[match.start() : match.end()]) or (only_found and match.span() not in found):
                continue
            blocked[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            yield Edit(*match.span(), wanted[name])


def loose(code: str) -> str:
    """A code as an expression that allows for spaces and hyphens between its signs, and touches no longer number."""
    signs = [re.escape(sign) for sign in code if sign not in " -"]
    joined = "[ -]?".join(signs)
    return rf"(?<![0-9A-Za-z]){joined}(?![0-9A-Za-z])" if code[0].isascii() and code[0].isalnum() else joined


def is_common(name: str) -> bool:
    """Whether a name is an everyday word too, or so short that it stands within other words."""
    tokens = cut(name)
    return len(name) < 2 or (len(tokens) == 1 and len(name) == 2) or name in words("plain") or name in words("brands")


def changed(document: Document, edits: Sequence[Edit], decided: Decided) -> tuple[str, int, int, tuple[str, ...]]:
    """The new text, how many dates and amounts moved, and the dates that could not.

    Replacements go in first as marks of private characters, so that neither dates nor amounts are looked for in them.
    """
    marks: dict[str, str] = {}
    pieces, place = [], 0
    for number, edit in enumerate(sorted(edits, key=lambda edit: edit.start)):
        mark = chr(0xF0000 + number % 0xFFFD)
        marks[mark] = edit.new
        pieces += [document.text[place : edit.start], mark if number < 0xFFFD else edit.new]
        place = edit.end
    text = "".join([*pieces, document.text[place:]])
    amounts = dates = 0
    told: tuple[str, ...] = ()
    if decided.factor != Fraction(1):
        scaled = scale(text, document_sums(Document(document.name, text)), decided.factor)
        text, amounts = scaled.text, scaled.count
    if decided.days:
        moved = move_dates(text, decided.days)
        text, dates, told = moved.text, moved.count, moved.left
    return "".join(marks.get(char, char) for char in text), dates, amounts, told


def renamed(path: str, wanted: dict[str, str]) -> str:
    for name in sorted(wanted, key=len, reverse=True):
        if len(name) > 1:
            path = path.replace(name, wanted[name])
    return path


def leftovers(documents: Iterable[Document], decided: Decided, recogniser: Recogniser) -> Iterator[Finding]:
    """What is still found in the changed documents and was not decided to stay."""
    fresh = set(decided.replace.values())
    for document in documents:
        for one in mentions(document, recogniser):
            if not one.hint and one.kind not in MARKED and not explained(one, decided.keep, fresh):
                told = f"“{one.text}”还像是真实信息：请手工改，或在清单里确认"
                yield Finding(document.name, document.line(one.start), told)


def explained(one: Mention, keep: frozenset[str], fresh: set[str]) -> bool:
    return (
        one.text in keep
        or any(one.text in name for name in keep)
        or any(new in one.text or one.text in new for new in fresh)
    )
