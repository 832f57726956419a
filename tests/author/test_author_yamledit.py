"""Changing values in an author's YAML: unchanged bytes stay, and the result says what was asked for."""

from __future__ import annotations

import copy
import difflib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kit.content.yamledit import edited, fresh, read, same
from kit.errors import ContentError

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "cases").glob("*/*.yaml")), *sorted((ROOT / "kit/data/demo").glob("cases/*/*.yaml"))]


def leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from leaves(part, (*place, name))
    if not isinstance(value, dict | list):
        yield place, value


def put(value: Any, place: tuple[Any, ...], new: Any) -> None:
    for part in place[:-1]:
        value = value[part]
    value[place[-1]] = new


def changed_lines(old: str, new: str) -> list[str]:
    lines = difflib.ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_saving_what_was_opened_changes_no_byte_and_one_field_changes_its_line(path: Path) -> None:
    text = path.read_bytes().decode()
    value = read(text, path.name)
    assert edited(text, value) == text
    rng = random.Random(path.parent.name)
    for place, old in rng.sample(list(leaves(value)), 3):
        wanted = copy.deepcopy(value)
        new = old + 1 if isinstance(old, int | float) else "改，{x}: 1" + old if "\n" not in old else "改" + old
        put(wanted, place, new)
        result = edited(text, wanted)
        assert same(read(result, path.name), wanted)
        assert len(changed_lines(text, result)) == 2, place


TEXT = """\
# how to write this: docs/author.md
title: 某局  # 短
background: |
  第一段。

  # 第二段像注释。
materials:
  - {name: 会议, file: a.md}   # minutes

  - {name: 台账, file: 'b.csv'}
points:
- id: P1
  weight: 1.50
  accept: [甲, "乙: 丙"]
  also: {C1.1: 0.4}
- id: P2
  weight: 2
empty:
tail: 完
"""


def with_(**changes: Any) -> dict[str, Any]:
    return {**read(TEXT, "x"), **changes}


MATERIALS = [{"name": "会议", "file": "a.md"}, {"name": "台账", "file": "b.csv"}]
NEW = {"name": "谈话", "file": "c.md"}
P1 = {"id": "P1", "weight": 1.5, "accept": ["甲", "乙: 丙"], "also": {"C1.1": 0.4}}
P2 = {"id": "P2", "weight": 2}
CHANGES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("comment after a value stays", {"title": "某市"}, ["-title: 某局  # 短", "+title: 某市  # 短"]),
    ("colon needs quotes", {"tail": "a: b"}, ["-tail: 完", '+tail: "a: b"']),
    ("a word that looks like a truth", {"tail": "true"}, ["-tail: 完", '+tail: "true"']),
    ("no is a text", {"tail": "no"}, ["-tail: 完", "+tail: no"]),
    (
        "line of a literal block",
        {"background": "第一段。\n\n# 第二段改。\n"},
        ["-  # 第二段像注释。", "+  # 第二段改。"],
    ),
    ("added in brackets", {"materials": [*MATERIALS, NEW]}, ["+  - {name: 谈话, file: c.md}"]),
    (
        "inserted in between",
        {"materials": [MATERIALS[0], NEW, MATERIALS[1]]},
        ["+  - {name: 谈话, file: c.md}"],
    ),
    ("taken away", {"materials": MATERIALS[:1]}, ["-", "-  - {name: 台账, file: 'b.csv'}"]),
    (
        "quotes stay",
        {"materials": [MATERIALS[0], {**MATERIALS[1], "file": "d.csv"}]},
        ["-  - {name: 台账, file: 'b.csv'}", "+  - {name: 台账, file: 'd.csv'}"],
    ),
    ("part of a record", {"points": [{**P1, "weight": 2.5}, P2]}, ["-  weight: 1.50", "+  weight: 2.5"]),
    (
        "text to a list",
        {"points": [{**P1, "accept": ["甲", "丁"]}, P2]},
        ['-  accept: [甲, "乙: 丙"]', '+  accept: [甲, "丁"]'],
    ),
    ("field added", {"points": [P1, {**P2, "text": "文"}]}, ["+  text: 文"]),
    (
        "field taken away",
        {"points": [{"id": "P1", "weight": 1.5, "also": {"C1.1": 0.4}}, P2]},
        ['-  accept: [甲, "乙: 丙"]'],
    ),
    (
        "record taken away",
        {"points": [P2]},
        ["-- id: P1", "-  weight: 1.50", '-  accept: [甲, "乙: 丙"]', "-  also: {C1.1: 0.4}"],
    ),
    ("record added", {"points": [P1, P2, {"id": "P3", "accept": ["戊"]}]}, ["+- id: P3", "+  accept: [戊]"]),
    ("empty becomes a list", {"empty": ["甲"]}, ["-empty:", "+empty: [甲]"]),
    ("a list becomes empty", {"points": []}, []),
]


@pytest.mark.parametrize(("changes", "lines"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_only_what_changed_is_written_anew(changes: dict[str, Any], lines: list[str]) -> None:
    wanted = with_(**changes)
    result = edited(TEXT, wanted)
    assert same(read(result, "x"), wanted)
    if lines:
        told = [
            line[0] + line[2:].rstrip("\n")
            for line in difflib.ndiff(TEXT.splitlines(), result.splitlines())
            if line[0] in "+-"
        ]
        assert sorted(told) == sorted(lines)
    else:
        assert "points: []" in result
        assert result.startswith("# how to write this")


def test_moved_records_keep_their_writing() -> None:
    result = edited(TEXT, with_(points=[P2, P1]))
    assert "weight: 1.50" in result
    assert same(read(result, "x")["points"], [P2, P1])


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["plain", "BOM"])
def test_line_ends_and_bom_stay(bom: str, ends: str) -> None:
    text = bom + TEXT.replace("\n", ends)
    assert edited(text, with_()) == text
    result = edited(text, with_(background="甲\n乙\n", empty=["丙"]))
    assert result.startswith(bom)
    assert result.count("\n") == result.count(ends)
    assert same(read(result, "x"), with_(background="甲\n乙\n", empty=["丙"]))


VALUES = [
    "",
    " ",
    "a",
    " a",
    "a ",
    "- a",
    "#a",
    "a #b",
    "a: b",
    "a:",
    "甲：",
    "{a",
    "[",
    "'",
    '"',
    "*a",
    "&a",
    "!a",
    "%",
    "@",
    "`",
    "|",
    ">",
    "~",
    "null",
    "1",
    "1.0",
    "1e3",
    "0x1",
    ".inf",
    "yes",
    "no",
    "2024-01-01",
    "12:30",
    "甲\n乙",
    "甲\n乙\n",
    "\n甲",
    "甲\n\n\n",
    "  甲\n乙",
    "甲\t乙",
    "a\\b",
    "？",
    "-",
    "--- a",
    "...",
    "= 1",
    "<<",
    ",",
    "甲,乙",
    1,
    1.5,
    -2,
    True,
    False,
    None,
    [],
    {},
    [[]],
    ["甲", {"a": "b"}],
    {"a": {"b": ["c: d"]}},
    "甲" * 300,
]


@pytest.mark.parametrize("value", VALUES, ids=[repr(value)[:20] for value in VALUES])
def test_any_value_reads_back_as_written(value: Any) -> None:
    assert same(read(fresh({"a": value, "b": [{"c": value}, value]}), "x"), {"a": value, "b": [{"c": value}, value]})
    for place in ("title", "background", "materials", "empty", "tail"):
        assert same(read(edited(TEXT, with_(**{place: value})), "x"), with_(**{place: value})), place
    records = [{"name": value, "file": "a.md"}, MATERIALS[1]]
    assert same(read(edited(TEXT, with_(materials=records)), "x")["materials"], records)


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(ContentError, match="控制字符"):
        edited(TEXT, with_(title="\x00"))
    with pytest.raises(ContentError):
        edited("a: [", {"a": 1})
