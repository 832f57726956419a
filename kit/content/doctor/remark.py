"""What the case doctor says: how sure, about what, where, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kit.model.case import Case

Severity = Literal["必须改", "建议改", "供参考"]
SEVERITIES: tuple[Severity, ...] = ("必须改", "建议改", "供参考")
"""必须改 is for what is certain, 建议改 for what is likely, 供参考 for what a person should look at once."""


@dataclass(frozen=True)
class Remark:
    """One finding: ``topic`` is the kind of check, ``where`` the part of the case."""

    severity: Severity
    topic: str
    where: str
    message: str

    @property
    def order(self) -> tuple[int, str, str]:
        return SEVERITIES.index(self.severity), self.topic, self.where


def bare(text: str) -> str:
    """Letters, figures and Han characters alone."""
    return "".join(filter(str.isalnum, text))


def short(text: str, longest: int = 24) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def all_texts(case: Case) -> str:
    """Everything that a trainee reads."""
    return "\n".join([case.head.background, *(material.raw for material in case.materials)])


PAIR = re.compile(r"[\u3400-\u9fffA-Za-z]+")


def pairs(text: str) -> set[str]:
    """Pairs of neighbouring characters within words; figures and punctuation separate."""
    return {word[n : n + 2] for word in PAIR.findall(text) for n in range(len(word) - 1)}


def shared(part: str, whole: str) -> float:
    """The share of the pairs of ``part`` that ``whole`` has, 0–1; 0 for a text without any."""
    own = pairs(part)
    return len(own & pairs(whole)) / len(own) if own else 0.0
