"""How far a statement reaches: from 个别 over 部分 and 多数 to 全部, on one ordered scale.

>>> [(word.text, word.level) for word in scopes("个别党员未参加，大部分支部落实，均已整改")]
[('个别', 1), ('大部分', 4), ('均', 6)]
>>> overstated("全部支出均未上会", "部分支出未上会"), overstated("部分支出未上会", "5笔支出未上会")
(3, 0)
"""

from __future__ import annotations

from dataclasses import dataclass

from kit.text.lexicon import finder
from kit.text.normalise import Span, normalise

LEVELS = {"none": 0, "single": 1, "few": 2, "some": 3, "most": 4, "general": 5, "all": 6}
"""None at all, one or two, a few, a part, more than half, nearly everywhere, without exception."""


@dataclass(frozen=True)
class Scope:
    """A word of scope with its span in the text as given, and its level, 0 (none) to 6 (all)."""

    text: str
    span: Span
    level: int


def scopes(text: str) -> tuple[Scope, ...]:
    """The words of scope of ``text`` in order (``kit/data/lexicon/scope.tsv``). 不都 and 未全部 are a part."""
    normal = normalise(text)
    words = finder("scope")
    found = []
    for match in words.all(normal.text):
        group = words.entry(match).group
        if group in LEVELS:
            found.append(Scope(match.group(), normal.to_original(match.span()), LEVELS[group]))
    return tuple(found)


def reach(text: str) -> int | None:
    """The widest level told in ``text``; None where no word of scope stands in it."""
    return max((word.level for word in scopes(text)), default=None)


def overstated(claim: str, truth: str) -> int:
    """By how many levels ``claim`` reaches further than ``truth``; 0 where either tells no scope or it does not."""
    told, held = reach(claim), reach(truth)
    return max(0, told - held) if told is not None and held is not None else 0
