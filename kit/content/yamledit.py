"""Change values in a YAML file and leave every other byte as its author wrote it.

The file is composed with marks; what is equal is copied from the source, what differs is written anew in the style
that stands around it. The result is read again before it is given back: it says exactly what was asked for.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from kit.content.files import SourceText
from kit.content.yamldoc import BOOL, LOADER, NULL, parse
from kit.errors import ContentError, Finding

Value = Any
"""What a document holds: dict, list, str, int, float, bool, None."""

PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~].*", re.DOTALL)
WIDE = 100
"""Characters from which on a record of a list is written over several lines."""


def edited(text: str, value: Value, shown: str = "key.yaml") -> str:
    """The YAML ``text`` changed so that it holds ``value``; unchanged parts stay as they are, to the byte.

    ``text`` may have BOM and any line ends; new lines get the ends that the first line has.
    Raises ContentError where ``text`` is not YAML that the kit reads.
    """
    bom, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    old = read(body, shown)
    if same(old, value):
        return text
    editing = Editing(body, "\r\n" if "\r\n" in body[: body.find("\n") + 1] else "\n")
    for attempt in (editing.whole, editing.fresh):
        try:
            result = attempt(value)
            if same(read(result, shown), value):
                return bom + result
        except ContentError:
            continue
    raise ContentError([Finding(shown, 1, "这些内容没法写成 YAML：请检查有没有控制字符")])


def fresh(value: Value, newline: str = "\n") -> str:
    """A new file that holds ``value``."""
    return block(value, 0, newline) + newline


def read(text: str, shown: str) -> Value:
    """The document's value with lists for tuples. Raises ContentError."""
    faults: list[Finding] = []
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    doc = parse(SourceText(shown, b"", plain), faults)
    if doc is None or faults:
        raise ContentError(faults or [Finding(shown, 1, "文件没有内容")])
    return listed(doc.value)


def listed(value: Value) -> Value:
    """The value with every tuple as a list."""
    if isinstance(value, Mapping):
        return {name: listed(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [listed(entry) for entry in value]
    return value


def same(left: Value, right: Value) -> bool:
    """Equal in value and type, and mappings in their order too; 1 and 1.0 and true are three values."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return list(left) == list(right) and all(same(left[name], right[name]) for name in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(same(one, other) for one, other in zip(left, right, strict=True))
    return type(left) is type(right) and bool(left == right)


@dataclass(frozen=True)
class Editing:
    """One file under change: its text and the line end for what is added."""

    text: str
    newline: str

    def whole(self, value: Value) -> str:
        node = composed(self.text)
        end = self.end(node)
        return self.text[: node.start_mark.index] + self.patched(node, value) + self.text[end:]

    def fresh(self, value: Value) -> str:
        """All written anew below the comments that the file begins with."""
        head = re.match(r"(?:#[^\n]*\n)*", self.text)
        return (head.group() if head else "") + fresh(value, self.newline)

    def end(self, node: yaml.Node) -> int:
        """Where a node's own text ends; comments and blank lines after it are not its own."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return start + len(self.text[start:end].rstrip(" \r\n"))
        return int(end)

    def value(self, node: yaml.Node) -> Value:
        if isinstance(node, yaml.MappingNode):
            return {name.value: self.value(entry) for name, entry in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.value(entry) for entry in node.value]
        return scalar_value(node) if isinstance(node, yaml.ScalarNode) else None

    def patched(self, node: yaml.Node, new: Value) -> str:
        """The node's text, changed to hold ``new``; further lines carry their own indentation."""
        start, end = node.start_mark.index, self.end(node)
        if same(self.value(node), new):
            return self.text[start:end]
        if isinstance(node, yaml.MappingNode) and isinstance(new, Mapping) and new and node.value:
            return self.mapping(node, new)
        if isinstance(node, yaml.SequenceNode) and isinstance(new, list) and new and node.value:
            return self.sequence(node, new)
        column = node.start_mark.column
        if isinstance(node, yaml.ScalarNode) and not isinstance(new, list | dict):
            return self.scalar(node, new)
        return flow(new) if is_flow(node) else block(new, column, self.newline)

    def mapping(self, node: yaml.MappingNode, new: Mapping[str, Value]) -> str:
        entries = {key.value: (key, value) for key, value in node.value}
        column = node.start_mark.column
        joint = ", " if node.flow_style else self.newline + " " * column
        pieces: list[tuple[str | None, str]] = []
        for name, value in new.items():
            if name not in entries:
                new_entry = (
                    flow_entry(name, value) if node.flow_style else block_entry(name, value, column, self.newline)
                )
                pieces.append((None, new_entry))
                continue
            key, held = entries[name]
            pieces.append((name, self.entry(node, key, held, value, column)))
        spans = {key.value: (key.start_mark.index, self.end(value)) for key, value in node.value}
        return self.joined(node, list(spans), pieces, joint, spans)

    def entry(self, parent: yaml.MappingNode, key: yaml.Node, held: yaml.Node, value: Value, column: int) -> str:
        """One ``name: value`` with the value changed."""
        if same(self.value(held), value):
            return self.text[key.start_mark.index : self.end(held)]
        if parent.flow_style:
            prefix = self.text[key.start_mark.index : held.start_mark.index].rstrip()
            return f"{prefix} {self.patched(held, value)}"
        inline = isinstance(held, yaml.ScalarNode) or is_flow(held)
        becomes_block = isinstance(value, dict | list) and bool(value)
        if (inline and becomes_block and not (held.value and not isinstance(held, yaml.ScalarNode))) or (
            not inline and not becomes_block
        ):
            return block_entry(key.value, value, column, self.newline)
        if held.start_mark.index == held.end_mark.index:
            return block_entry(key.value, value, column, self.newline)
        return self.text[key.start_mark.index : held.start_mark.index] + self.patched(held, value)

    def sequence(self, node: yaml.SequenceNode, new: list[Value]) -> str:
        old = self.value(node)
        pairs = matched(old, new)
        column = node.start_mark.column
        joint = ", " if node.flow_style else f"{self.newline}{' ' * column}- "
        pieces: list[tuple[str | None, str]] = []
        for place, value in zip(pairs, new, strict=True):
            if place is not None:
                pieces.append((str(place), self.patched(node.value[place], value)))
            elif node.flow_style:
                pieces.append((None, flow(value)))
            else:
                like = node.value[0]
                compact = isinstance(value, dict) and isinstance(like, yaml.MappingNode) and like.flow_style
                pieces.append((None, flow(value) if compact else block(value, column + 2, self.newline)))
        spans = {str(n): (entry.start_mark.index, self.end(entry)) for n, entry in enumerate(node.value)}
        return self.joined(node, list(spans), pieces, joint, spans)

    def joined(
        self,
        node: yaml.CollectionNode,
        order: list[str],
        pieces: Sequence[tuple[str | None, str]],
        joint: str,
        spans: Mapping[str, tuple[int, int]],
    ) -> str:
        """The pieces with what stood before each of them in the source; new and moved ones get ``joint``."""
        first, last = spans[order[0]], spans[order[-1]]
        after: dict[str | None, str] = {}  # what stands behind an entry on its line: a comma, a comment
        before: dict[str | None, str] = {}
        for previous, name in pairwise(order):
            between = self.text[spans[previous][1] : spans[name][0]]
            cut = 0 if node.flow_style or "\n" not in between else len(between.partition(self.newline)[0])
            after[previous], before[name] = between[:cut], between[cut:]
        said = self.text[node.start_mark.index : first[0]] + pieces[0][1] + after.get(pieces[0][0], "")
        for origin, text in pieces[1:]:
            said += before.get(origin, joint) + text + after.get(origin, "")
        return said + (self.text[last[1] : node.end_mark.index] if node.flow_style else "")

    def scalar(self, node: yaml.ScalarNode, new: Value) -> str:
        if not isinstance(new, str):
            return plain(new)
        if node.style in ("|", ">") or ("\n" in new and self.is_in_block(node)):
            indent = self.indent_of(node)
            if fits_literal(new):
                return literal(new, indent, self.newline)
        return quoted(new, node.style) if node.style in ("'", '"') else text_of(new)

    def is_in_block(self, node: yaml.ScalarNode) -> bool:
        """Whether the scalar stands last on its line after a name, outside of any brackets."""
        line = self.text[self.text.rfind("\n", 0, node.start_mark.index) + 1 : node.start_mark.index]
        return bool(re.fullmatch(r"\s*(- )*[\w-]+: +", line)) and "{" not in line

    def indent_of(self, node: yaml.ScalarNode) -> int:
        """The column of the text of a literal block below the name that it belongs to."""
        line = self.text[self.text.rfind("\n", 0, node.start_mark.index) + 1 : node.start_mark.index]
        lead = re.match(r"\s*(- )*", line)
        return (len(lead.group()) if lead else 0) + 2


def is_flow(node: yaml.Node) -> bool:
    """Whether a collection stands in brackets."""
    return bool(getattr(node, "flow_style", False))


def composed(text: str) -> yaml.Node:
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    assert isinstance(node, yaml.Node)
    return node


def scalar_value(node: yaml.ScalarNode) -> Value:
    """The value by the kit's own reading, which knows a plain ``no`` for a text."""
    if node.style or not (node.value in NULL or node.value in BOOL or node.value[0] in "+-.0123456789"):
        return node.value
    builder: list[Finding] = []
    doc = parse(SourceText("", b"", f"- {node.value}" if node.value else "- ~"), builder)
    value = doc.value[0] if doc is not None and isinstance(doc.value, tuple) and len(doc.value) == 1 else node.value
    return value if not isinstance(value, dict | tuple) else node.value


def matched(old: list[Value], new: list[Value]) -> list[int | None]:
    """For each new entry the old one that it comes from: the same one, else that of the same id, else by place."""
    free = list(range(len(old)))
    found: list[int | None] = [None] * len(new)

    def settle(place: int, test: Any) -> None:
        chosen = next((n for n in free if test(n)), None)
        if chosen is not None and found[place] is None:
            found[place] = chosen
            free.remove(chosen)

    for place, value in enumerate(new):
        if place < len(old) and same(old[place], value):
            settle(place, lambda n, place=place: n == place)
    for place, value in enumerate(new):
        if found[place] is None:
            settle(place, lambda n, value=value: same(old[n], value))
    for place, value in enumerate(new):
        if found[place] is None and name_of(value) is not None:
            settle(place, lambda n, value=value: name_of(old[n]) == name_of(value))
    if len(old) == len(new):
        for place in range(len(new)):
            settle(place, lambda n, place=place: n == place)
    return found


def name_of(value: Value) -> Value:
    return value.get("id") or value.get("name") if isinstance(value, dict) else None


def plain(value: Value) -> str:
    """A number, a truth or nothing."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        raise ContentError([Finding("", 1, "不是有限的数")])
    return repr(value)


def text_of(text: str) -> str:
    """A text on one line: bare where that reads back as this text anywhere, else quoted."""
    if PLAIN.fullmatch(text) and "\n" not in text and not re.search(r"[,\[\]{}]|:(\s|$)|\s#|\s$|[:：]$", text):
        faults: list[Finding] = []
        doc = parse(SourceText("", b"", f"[{text}]"), faults)
        if doc is not None and not faults and doc.value == (text,) and isinstance(doc.value[0], str):
            return text
    return json.dumps(text, ensure_ascii=False)


def quoted(text: str, style: str) -> str:
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def fits_literal(text: str) -> bool:
    """Whether a literal block can hold the text: it begins with a letter and has no blanks at line ends that count."""
    return bool(text.strip()) and not text.startswith((" ", "\n", "\t")) and "\r" not in text


def literal(text: str, indent: int, newline: str) -> str:
    """A literal block; its last line end is kept or stripped as the text has it."""
    trailing = len(text) - len(text.rstrip("\n"))
    sign = "|" if trailing == 1 else "|-" if trailing == 0 else "|+"
    body = text.rstrip("\n") + "\n" * (trailing - 1 if trailing > 1 else 0)
    lines = [" " * indent + line if line else "" for line in body.split("\n")]
    return newline.join([sign, *lines])


def flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(flow_entry(name, entry) for name, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(entry) for entry in value) + "]"
    return text_of(value) if isinstance(value, str) else plain(value)


def flow_entry(name: str, value: Value) -> str:
    return f"{text_of(name)}: {flow(value)}"


def block(value: Value, column: int, newline: str) -> str:
    """A value in block style; its first line stands at ``column`` already."""
    joint = newline + " " * column
    if isinstance(value, dict) and value:
        return joint.join(block_entry(name, entry, column, newline) for name, entry in value.items())
    if isinstance(value, list) and value:
        return joint.join(f"- {item(entry, column + 2, newline)}" for entry in value)
    return flow(value)


def item(value: Value, column: int, newline: str) -> str:
    """An entry of a list: a short record without parts of its own on one line."""
    if isinstance(value, dict) and not any(isinstance(part, dict | list) for part in value.values()):
        short = flow(value)
        if len(short) <= WIDE and "\\n" not in short:
            return short
    return block(value, column, newline)


def block_entry(name: str, value: Value, column: int, newline: str) -> str:
    key = text_of(name)
    if isinstance(value, str) and "\n" in value and fits_literal(value):
        return f"{key}: {literal(value, column + 2, newline)}"
    if isinstance(value, list) and value and all(not isinstance(entry, dict | list) for entry in value):
        short = flow(value)
        if len(short) <= WIDE:
            return f"{key}: {short}"
    if isinstance(value, dict) and value and all(isinstance(entry, int | float) for entry in value.values()):
        return f"{key}: {flow(value)}"
    if isinstance(value, dict | list) and value:
        return f"{key}:{newline}{' ' * (column + 2)}{block(value, column + 2, newline)}"
    return f"{key}: {flow(value)}"
