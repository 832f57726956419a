"""Reading a raw answer, field by field, so that every fault of it is told at once."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from kit.errors import AnswerFormatError
from kit.tasks.kind import RawAnswer

LONGEST_TEXT = 1_000_000
"""Code points of one text field; longer is refused, with its length."""

LONGEST_TOLD = 40
"""Code points of a wrong value that a message repeats."""

FEW_NAMES = 8
"""So many known names are all told when one is not among them."""

MOST_TOLD = 30
"""Problems of one answer that are told one by one; of the rest only how many there are."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Reader:
    """Reads fields of one raw answer and collects what is wrong with them until ``finish``.

    A field that is absent or null is empty; a field of a wrong type is a problem and reads as empty
    (its name is then in ``faulty``). Half characters (lone surrogates), which no text may hold, are
    read as U+FFFD, so that every offset stays.
    """

    def __init__(self, raw: RawAnswer) -> None:
        self.raw = raw
        self.problems: list[str] = []
        self.faulty: set[str] = set()

    def text(self, field: str) -> str:
        return self.as_text(self.raw.get(field), field)

    def texts(self, field: str) -> tuple[str, ...]:
        return self.as_texts(self.raw.get(field), field)

    def mapping(self, field: str) -> dict[str, Any]:
        value = self.raw.get(field)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fault(field, f"应是“名称： 值”的对应，现为 {type_name(value)}")
            return {}
        return {cleaned(str(name)): entry for name, entry in value.items()}

    def mapping_of_text(self, field: str) -> dict[str, str]:
        return {name: self.as_text(entry, f"{field}.{told(name)}") for name, entry in self.mapping(field).items()}

    def as_text(self, value: Any, at: str) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(at, f"应是文字，现为 {type_name(value)}")
            return ""
        if len(value) > LONGEST_TEXT:
            self.fault(at, f"长 {len(value)} 字，超过 {LONGEST_TEXT} 字，请删减后再交")
            return ""
        return cleaned(value)

    def as_texts(self, value: Any, at: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self.fault(at, f"应是列表，现为 {type_name(value)}")
            return ()
        return tuple(self.as_text(entry, f"{at}[{place}]") for place, entry in enumerate(value))

    def as_one_or_more(self, value: Any, at: str) -> tuple[str, ...]:
        """One text or a list of texts; what is empty is left out."""
        entries = (self.as_text(value, at),) if isinstance(value, str) else self.as_texts(value, at)
        return tuple(entry for entry in entries if entry)

    def known(self, name: str, names: Collection[str], what: str, at: str) -> bool:
        """Whether ``name`` is one of ``names``; if not, that is a problem, told with the nearest ones."""
        if name in names:
            return True
        self.problems.append(f"{at}：没有{what}“{told(name)}”{self.hint(name, names)}")
        return False

    def hint(self, name: str, names: Collection[str]) -> str:
        """The names there are, where these are few, else the nearest; none once many problems have been told."""
        if 0 < len(names) <= FEW_NAMES:
            return f"，可用的有 {'、'.join(sorted(names))}"
        near = get_close_matches(name[:80], names, n=2, cutoff=0.5) if len(self.problems) < MOST_TOLD else []
        return f"，是不是 {'、'.join(near)}？" if near else ""

    def fault(self, at: str, what: str) -> None:
        """Notes that the field ``at`` cannot be read, and why."""
        self.faulty.add(at)
        self.problems.append(f"{at} {what}")

    def finish(self) -> None:
        """Raises AnswerFormatError with every problem, where there is one."""
        more = len(self.problems) - MOST_TOLD
        if more > 0:
            raise AnswerFormatError([*self.problems[:MOST_TOLD], f"此外还有 {more} 处同样需要改正"])
        if self.problems:
            raise AnswerFormatError(self.problems)


def cleaned(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def told(value: str) -> str:
    """A wrong value as a message repeats it: one line, cut."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_TOLD else f"{line[:LONGEST_TOLD]}…"


def type_name(value: Any) -> str:
    names = {bool: "真假值", int: "数字", float: "数字", str: "文字", list: "列表", dict: "对应表", type(None): "空值"}
    return names.get(type(value), type(value).__name__)
