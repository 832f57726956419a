"""Strict YAML 1.2: text to plain values, with the line of every one of them.

libyaml's parser gives events with their lines; values are built from these here, by the YAML 1.2 core schema, so that
``no`` and ``1:30`` stay text. Refused: duplicate keys, anchors, aliases, tags, several documents, infinities,
nesting deeper than ``DEEPEST``. Why so: docs/decisions/002-yaml.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from kit.content.files import CONTROL, SourceText
from kit.content.yamlwords import explain_syntax
from kit.errors import Finding

DEEPEST = 20
LONGEST_NUMBER = 40
Place = tuple[str | int, ...]
"""Where a value stands: keys and positions from the top, e.g. ``("problems", 0, "title")``."""

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

NULL = {"", "~", "null", "Null", "NULL"}
BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


@dataclass(frozen=True)
class Doc:
    """A document: its value (dict, tuple, str, int, float, bool, None) and the line of each place in it.

    A key's value has the line of its key, an entry of a list its own.
    """

    shown: str
    value: Any
    lines: dict[Place, int]

    def line(self, place: Place = ()) -> int:
        """The line of a place, or of the nearest place above that has one."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1

    def finding(self, place: Place, message: str) -> Finding:
        return Finding(self.shown, self.line(place), message)

    @property
    def top(self) -> Node:
        return Node(self, (), self.value)


@dataclass(frozen=True)
class Node:
    """A place of a document, to be looked through without trust: what has a wrong type reads as absent."""

    doc: Doc
    place: Place
    value: Any

    def child(self, name: str) -> Node | None:
        if isinstance(self.value, dict) and self.value.get(name) is not None:
            return Node(self.doc, (*self.place, name), self.value[name])
        return None

    def text(self, name: str) -> str | None:
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return value if isinstance(value, str) else None

    def number(self, name: str) -> float | None:
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def entries(self, name: str) -> tuple[Node, ...]:
        """The entries of a list under that name."""
        child = self.child(name)
        if child is None or not isinstance(child.value, tuple):
            return ()
        return tuple(Node(self.doc, (*child.place, index), entry) for index, entry in enumerate(child.value))

    def records(self, name: str) -> tuple[Node, ...]:
        """Those entries of a list that are mappings."""
        return tuple(entry for entry in self.entries(name) if isinstance(entry.value, dict))

    def descend(self) -> Iterator[Node]:
        """This place and every mapping below it."""
        parts: Iterable[tuple[str | int, Any]] = ()
        if isinstance(self.value, dict):
            yield self
            parts = self.value.items()
        elif isinstance(self.value, tuple):
            parts = enumerate(self.value)
        for name, value in parts:
            if isinstance(value, dict | tuple):
                yield from Node(self.doc, (*self.place, name), value).descend()

    def texts(self, name: str) -> tuple[str, ...]:
        """Those entries of a list that are texts."""
        return tuple(entry.value for entry in self.entries(name) if isinstance(entry.value, str))

    def finding(self, message: str, name: str | int | None = None) -> Finding:
        return self.doc.finding(self.place if name is None else (*self.place, name), message)


@dataclass
class Frame:
    """A list or mapping under construction."""

    place: Place
    value: dict[str, Any] | list[Any]
    key: str | None = None
    key_lines: dict[str, int] = field(default_factory=dict)


def parse(source: SourceText, faults: list[Finding]) -> Doc | None:
    """The file's one document; None where it cannot be read as YAML. ``faults`` gets every reason."""
    builder = Builder(source.shown, faults)
    before = len(faults)
    try:
        for event in events(source.text):
            if not builder.take(event):
                return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1, source.text.count("\n") + 1) if mark else 1
        line, message = explain_syntax(error, line, source.text.split("\n"))
        faults.append(Finding(source.shown, line, message))
        return None
    except (yaml.YAMLError, ValueError, RecursionError):
        faults.append(Finding(source.shown, 1, "不是 YAML：请对照格式说明检查"))
        return None
    if not builder.done and len(faults) == before:
        faults.append(Finding(source.shown, 1, "文件没有内容（只有注释）：请写入内容"))
    return Doc(source.shown, builder.result, builder.lines) if builder.done else None


def events(text: str) -> Iterator[yaml.Event]:
    loader = LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


class Builder:
    """Builds values from events. ``take`` says whether to go on."""

    def __init__(self, shown: str, faults: list[Finding]) -> None:
        self.shown = shown
        self.faults = faults
        self.lines: dict[Place, int] = {}
        self.stack: list[Frame] = []
        self.result: Any = None
        self.done = False

    def take(self, event: yaml.Event) -> bool:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            if self.done:
                self.fault(line, "一个文件里有多份文档（---）：请只留一份")
                return False
        elif isinstance(event, yaml.AliasEvent):
            self.fault(line, f"不支持引用 *{event.anchor}：请把内容照写一遍；若是文字里的 * 请加引号")
            self.take_text(f"*{event.anchor}", line)
        elif isinstance(event, yaml.ScalarEvent):
            self.refuse_properties(event, line)
            self.take_text(event.value, line, plain=not event.style)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.refuse_properties(event, line)
            return self.open(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            frame = self.stack.pop()
            self.put(frame.place, frame.value if isinstance(frame.value, dict) else tuple(frame.value))
        return True

    def open(self, event: yaml.CollectionStartEvent, line: int) -> bool:
        if len(self.stack) >= DEEPEST:
            self.fault(line, f"嵌套超过 {DEEPEST} 层：请检查括号和缩进")
            return False
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            self.fault(line, "名称应是简单文字，不能是列表或对应表：请检查括号和缩进")
            return False
        place = self.next_place()
        self.lines.setdefault(place, line)
        self.stack.append(Frame(place, {} if isinstance(event, yaml.MappingStartEvent) else []))
        return True

    def take_text(self, text: str, line: int, plain: bool = False) -> None:
        control = CONTROL.search(text)
        if control:
            self.fault(line, f"含有控制字符 U+{ord(control.group()):04X}（写成了 \\ 转义）：请删去它")
            text = CONTROL.sub("", text)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self.take_key(frame, text, line)
        else:
            self.place_value(self.plain(text, line) if plain else text, line)

    def take_key(self, frame: Frame, name: str, line: int) -> None:
        if name == "<<":
            self.fault(line, "不支持合并键 <<:请把内容照写一遍")
        elif name in frame.key_lines:
            self.fault(line, f"“{name}”重复：第 {frame.key_lines[name]} 行已有，请合并或删去一处")
        frame.key = name
        frame.key_lines.setdefault(name, line)
        self.lines.setdefault((*frame.place, name), line)

    def plain(self, text: str, line: int) -> Any:
        """A value without quotes, by the YAML 1.2 core schema."""
        if text in NULL:
            return None
        if text in BOOL:
            return BOOL[text]
        if ENDLESS.fullmatch(text):
            self.fault(line, f"“{text}”不是有限的数：请写具体数值")
        elif INT.fullmatch(text) or FLOAT.fullmatch(text):
            if len(text) > LONGEST_NUMBER:
                self.fault(line, f"数字长达 {len(text)} 位：若是编号请加引号")
                return text
            number = int(text, 0) if text[:2] in ("0o", "0x") else int(text) if INT.fullmatch(text) else float(text)
            if math.isfinite(number):
                return number
            self.fault(line, f"“{text}”不是有限的数：请写具体数值")
        return text

    def place_value(self, value: Any, line: int) -> None:
        place = self.next_place()
        self.lines.setdefault(place, line)
        self.put(place, value)

    def next_place(self) -> Place:
        if not self.stack:
            return ()
        frame = self.stack[-1]
        return (*frame.place, len(frame.value) if isinstance(frame.value, list) else frame.key or "")

    def put(self, place: Place, value: Any) -> None:
        if not self.stack:
            self.result, self.done = value, True
            return
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
        else:
            frame.value.setdefault(frame.key or "", value)
            frame.key = None

    def refuse_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor:
            self.fault(line, f"不支持锚点 &{event.anchor}：请删去，内容照写；若是文字里的 & 请加引号")
        if event.tag and event.tag != "!":
            self.fault(line, f"不支持标签 {event.tag}：请删去；若是文字里的 ! 请加引号")

    def fault(self, line: int, message: str) -> None:
        self.faults.append(Finding(self.shown, line, message))
