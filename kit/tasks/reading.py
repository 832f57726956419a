"""Reading a raw answer, field by field, so that every fault of it is told at once."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from kit.errors import AnswerFormatError
from kit.tasks.kind import RawAnswer

LONGEST_TEXT = 1_000_000
"""Code points of one text field; longer is refused, with its length."""


class Reader:
    """Reads fields of one raw answer and collects what is wrong with them until ``finish``.

    A field that is absent or null is empty; a field of a wrong type is a problem and reads as empty.
    """

    def __init__(self, raw: RawAnswer) -> None:
        self.raw = raw
        self.problems: list[str] = []

    def text(self, field: str) -> str:
        return self.as_text(self.raw.get(field), field)

    def texts(self, field: str) -> tuple[str, ...]:
        value = self.raw.get(field)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self.problems.append(f"{field} 应是列表,现为 {type_name(value)}")
            return ()
        return tuple(self.as_text(entry, f"{field}[{place}]") for place, entry in enumerate(value))

    def mapping(self, field: str) -> dict[str, Any]:
        value = self.raw.get(field)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.problems.append(f"{field} 应是“名称: 值”的对应,现为 {type_name(value)}")
            return {}
        return {str(name): entry for name, entry in value.items()}

    def mapping_of_text(self, field: str) -> dict[str, str]:
        return {name: self.as_text(entry, f"{field}.{name}") for name, entry in self.mapping(field).items()}

    def as_text(self, value: Any, at: str) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.problems.append(f"{at} 应是文字,现为 {type_name(value)}")
            return ""
        if len(value) > LONGEST_TEXT:
            self.problems.append(f"{at} 长 {len(value)} 字,超过 {LONGEST_TEXT} 字,请删减后再交")
            return ""
        return value

    def known(self, name: str, names: Collection[str], what: str, at: str) -> bool:
        """Whether ``name`` is one of ``names``; if not, that is a problem, told with the nearest ones."""
        if name in names:
            return True
        near = get_close_matches(name[:80], list(names), n=2, cutoff=0.5)
        hint = f",是不是 {'、'.join(near)}?" if near else ""
        self.problems.append(f"{at}: 没有{what}“{name[:80]}”{hint}")
        return False

    def finish(self) -> None:
        """Raises AnswerFormatError with every problem, where there is one."""
        if self.problems:
            raise AnswerFormatError(self.problems)


def type_name(value: Any) -> str:
    names = {bool: "真假值", int: "数字", float: "数字", str: "文字", list: "列表", dict: "对应表"}
    return names.get(type(value), type(value).__name__)
