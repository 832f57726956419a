"""One place in a text that names somebody or something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "person",
    "organisation",
    "place",
    "address",
    "id",
    "phone",
    "account",
    "plate",
    "email",
    "ip",
    "document",
    "contract",
    "credit",
    "date",
    "post_sum",
]

KINDS: dict[Kind, str] = {
    "person": "人名",
    "organisation": "单位",
    "place": "地名",
    "address": "地址",
    "id": "身份证号",
    "phone": "电话",
    "account": "银行账号",
    "plate": "车牌",
    "email": "邮箱",
    "ip": "IP 地址",
    "document": "文号",
    "contract": "合同编号",
    "credit": "信用代码",
    "date": "敏感日期",
    "post_sum": "职务与金额",
}
"""Every kind with its name for people."""

CODES: frozenset[Kind] = frozenset({"id", "phone", "account", "plate", "email", "ip", "document", "contract", "credit"})
"""Kinds that are found by their form alone."""


@dataclass(frozen=True, order=True)
class Mention:
    """A stretch of a text, half-open in code points.

    Attributes
    ----------
    weight
        Which of two overlapping mentions stays: the heavier one, then the longer, then the earlier.
    hint
        Worth a look, but by itself it gives nobody away: 县财政局 without the county's name, 某政发〔2023〕12号.
        ``kit lint`` does not report it.
    """

    start: int
    end: int
    kind: Kind
    text: str
    weight: int = 0
    hint: bool = False

    def moved(self, by: int) -> Mention:
        return replace(self, start=self.start + by, end=self.end + by)


def mention(text: str, start: int, end: int, kind: Kind, weight: int = 0, *, hint: bool = False) -> Mention:
    """The mention of ``text[start:end]``."""
    return Mention(start, end, kind, text[start:end], weight, hint)


def resolved(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in order, none overlapping another. Marks on other stretches (post_sum) may lie over names."""
    kept: list[Mention] = []
    for one in sorted(found, key=lambda m: (-m.weight, m.start - m.end, m.start, m.kind)):
        if one.end > one.start and not any(overlap(one, other) for other in kept):
            kept.append(one)
    return tuple(sorted(kept))


def overlap(one: Mention, other: Mention) -> bool:
    if (one.kind == "post_sum") != (other.kind == "post_sum"):
        return False
    return one.start < other.end and other.start < one.end
