"""Answer files: one JSON object a line, read strictly; a line that cannot be read is told, never lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kit.errors import AnswerFormatError
from kit.model.attempt import TaskRef

LONGEST_LINE = 20_000_000
"""Bytes of one line; a longer one is refused without parsing."""

DEEPEST = 50
"""Levels of nesting of one answer."""


@dataclass(frozen=True)
class AnswerLine:
    """One line of an answer file: the raw answer and which question it answers, or why it cannot be read.

    ``line`` counts from 1. ``answer_id`` is None where it could not be read. ``error`` is Chinese, "" if there is none.
    """

    line: int
    answer_id: str | None = None
    ref: TaskRef | None = None
    raw: dict[str, Any] = field(default_factory=dict)
    error: str = ""


def read_lines(lines: Iterable[bytes]) -> Iterator[AnswerLine]:
    """Every non-blank line in order. BOM and CRLF are accepted. Raises nothing for any bytes."""
    for number, line in enumerate(lines, start=1):
        data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if data.strip():
            yield read_line(data, number)


def read_line(data: bytes, number: int) -> AnswerLine:
    """One line of an answer file as an ``AnswerLine``; what is wrong with it stands in ``error``."""
    try:
        raw = parse_object(data)
    except AnswerFormatError as error:
        return AnswerLine(line=number, error=str(error))
    answer_id = raw.get("answer_id")
    if not isinstance(answer_id, str) or not answer_id:
        return AnswerLine(line=number, raw=raw, error="缺少 answer_id，应是一段文字")
    problems = [
        f"{name} 应是文字，现为 {json.dumps(raw[name], ensure_ascii=False)[:40]}"
        for name in ("task", "case", "problem", "item")
        if raw.get(name) is not None and not isinstance(raw[name], str)
    ]
    task = raw.get("task")
    if task is None and raw.get("item") is None:
        problems.append("缺少 task（题型），例如 finding")
    if raw.get("case") is None and raw.get("item") is None:
        problems.append("缺少 case（案例编号）或 item（练习题，写作 练习/题目）")
    if problems:
        return AnswerLine(line=number, answer_id=answer_id, raw=raw, error="；".join(problems))
    ref = TaskRef(task=task or "", case=raw.get("case"), problem=raw.get("problem"), item=raw.get("item"))
    return AnswerLine(line=number, answer_id=answer_id, ref=ref, raw=raw)


def parse_object(data: bytes) -> dict[str, Any]:
    """A JSON object from bytes: UTF-8, no duplicate names, no NaN, not deeper than ``DEEPEST``.

    Raises
    ------
    AnswerFormatError
        With the reason in Chinese.
    """
    if len(data) > LONGEST_LINE:
        raise AnswerFormatError(f"这一行有 {len(data)} 字节，超过 {LONGEST_LINE} 字节")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AnswerFormatError(f"不是 UTF-8 编码（第 {error.start + 1} 字节起），请另存为 UTF-8") from None
    try:
        value = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise AnswerFormatError(f"不是完整的 JSON（第 {error.colno} 个字符处）：{_broken(error.msg)}") from None
    except RecursionError:
        raise AnswerFormatError("JSON 嵌套过深") from None
    except ValueError as error:
        raise AnswerFormatError(f"JSON 里有读不了的数字：{str(error)[:60]}") from None
    if not isinstance(value, dict):
        raise AnswerFormatError('一行应是一个 JSON 对象，写作 {"answer_id": …}')
    if _depth(value) > DEEPEST:
        raise AnswerFormatError("JSON 嵌套过深")
    return value


JSON_FAULTS = (
    ("Expecting value", "这里缺少一个值，或值的写法不对"),
    ("Expecting property name", "这里应是用双引号括起的字段名"),
    ("Expecting ':'", "字段名后面缺少半角冒号"),
    ("Expecting ','", "两项之间缺少半角逗号，或括号没有收尾"),
    ("Illegal trailing comma", "最后一项后面多了逗号"),
    ("Unterminated string", "引号没有收尾"),
    ("Invalid control character", "引号里有控制字符，换行请写作 \\n"),
    ("Invalid \\", "反斜杠的写法不对，反斜杠本身请写作 \\\\"),
    ("Extra data", "一行只能有一个 JSON 对象，后面还有别的内容"),
)
"""How Python's own reader begins its messages, and what people are told."""


def _broken(message: str) -> str:
    return next((told for begins, told in JSON_FAULTS if message.startswith(begins)), "写法有误")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise AnswerFormatError(f"字段 {twice} 出现了不止一次，请只留一个")
    return found


def _refuse_constant(name: str) -> Any:
    raise AnswerFormatError(f"JSON 里不能有 {name}，请写普通数字")


def _depth(value: Any) -> int:
    deepest, todo = 0, [(value, 1)]
    while todo:
        node, level = todo.pop()
        deepest = max(deepest, level)
        if isinstance(node, dict):
            todo.extend((child, level + 1) for child in node.values())
        elif isinstance(node, list):
            todo.extend((child, level + 1) for child in node)
    return deepest
