"""One person, body, place or code under all its names."""

from __future__ import annotations

from dataclasses import dataclass, field

from kit.content.anonymise.lexicon import words
from kit.content.anonymise.mention import Kind

SHORT = {
    "局": "局长",
    "处": "处长",
    "科": "科长",
    "总": "总经理",
    "镇": "镇长",
    "所": "所长",
    "队": "队长",
    "校": "校长",
    "院": "院长",
    "部": "部长",
    "厅": "厅长",
    "县": "县长",
    "乡": "乡长",
    "董": "董事长",
    "工": "工程师",
    "支": "支书",
}
"""Short forms of address and the posts that they stand for."""


@dataclass(frozen=True)
class Place:
    """Where something is told: file, line, and a few characters on both sides with the words themselves in 【】."""

    file: str
    line: int
    context: str


@dataclass
class Entity:
    """One person, body, place or code, under all its names.

    Attributes
    ----------
    replacements
        For each way it is written what is to stand there instead.
    hint
        Whether it gives nobody away by itself.
    note
        What the person who confirms should know: why two names were linked, who else is meant perhaps.
    """

    kind: Kind
    places: dict[str, list[Place]] = field(default_factory=dict)
    replacements: dict[str, str] = field(default_factory=dict)
    hint: bool = True
    note: str = ""

    def take(self, other: Entity) -> None:
        for name, places in other.places.items():
            self.places.setdefault(name, []).extend(places)
        self.hint = self.hint and other.hint


def family(name: str) -> str:
    """The surname of a full name, of 王局长 or of 老王."""
    if len(name) == 2 and name[0] in "老小":
        return name[1]
    return name[:2] if name[:2] in words("compound_surnames") and len(name) > 2 else name[:1]


def post(name: str) -> str:
    """The post in 王局长 or 王局; empty for a full name."""
    rest = name[len(family(name)) :]
    if name[0] in "老小" and len(name) == 2:
        return ""
    return SHORT.get(rest, rest) if rest in words("titles") or rest in words("short_titles") else ""


def is_nickname(name: str) -> bool:
    return len(name) == 2 and name[0] in "老小"
