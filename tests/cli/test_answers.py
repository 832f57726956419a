"""Lines of an answer file: what is read, and what is told of what cannot be."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.content.answers import DEEPEST, read_lines

GOOD = {"answer_id": "a", "case": "xc-001", "problem": "P1", "task": "finding", "text": "…"}


def line(**changes: object) -> bytes:
    return json.dumps({k: v for k, v in (GOOD | changes).items() if v is not ...}, ensure_ascii=False).encode()


READ = [
    ("plain", line(), "xc-001/P1/finding"),
    ("BOM", b"\xef\xbb\xbf" + line(), "xc-001/P1/finding"),
    ("CRLF", line() + b"\r\n", "xc-001/P1/finding"),
    ("notes beside", line(note={"a": [1]}), "xc-001/P1/finding"),
    ("no problem", line(problem=..., task="discover"), "xc-001/discover"),
    ("an item", line(case=..., problem=..., item="set/i1"), "set/i1"),
    ("an item without task", line(case=..., problem=..., task=..., item="set/i1"), "set/i1"),
    ("null case", line(case=None, problem=None, item="set/i1"), "set/i1"),
]


@pytest.mark.parametrize(("name", "data", "ref"), READ, ids=[row[0] for row in READ])
def test_read(name: str, data: bytes, ref: str) -> None:
    (found,) = read_lines([data])
    assert (found.error, str(found.ref), found.answer_id) == ("", ref, "a")


TOLD = [
    ("not JSON", b"{", None, "不是完整的 JSON"),
    ("no value", b'{"answer_id": }', None, "这里缺少一个值"),
    ("no name", b"{1: 2}", None, "应是用双引号括起的字段名"),
    ("no colon", b'{"answer_id" 1}', None, "缺少半角冒号"),
    ("no comma", b'{"a": 1 "b": 2}', None, "缺少半角逗号"),
    ("quote open", b'{"answer_id": "a', None, "引号没有收尾"),
    ("control character", b'{"answer_id": "a\x01"}', None, "引号里有控制字符"),
    ("backslash", rb'{"answer_id": "\q"}', None, "反斜杠的写法不对"),
    ("backslash u", rb'{"answer_id": "\u12"}', None, "反斜杠的写法不对"),
    ("two objects", b"{} {}", None, "后面还有别的内容"),
    ("GB18030", '{"answer_id": "作答"}'.encode("gb18030"), None, "UTF-8"),
    ("a list", b"[1]", None, "一个 JSON 对象"),
    ("a number", b"3", None, "一个 JSON 对象"),
    ("NaN", b'{"answer_id": "a", "x": NaN}', None, "NaN"),
    ("twice", b'{"answer_id": "a", "text": "1", "text": "2"}', None, "字段 text 出现了不止一次"),
    ("deep", b"[" * 100_000, None, "JSON"),
    ("deep object", b'{"answer_id": "a", "x": ' + b"[" * DEEPEST + b"]" * DEEPEST + b"}", None, "嵌套过深"),
    ("long number", b'{"answer_id": "a", "x": ' + b"9" * 5000 + b"}", None, "数字"),
    ("no id", line(answer_id=...), None, "缺少 answer_id"),
    ("id is a number", line(answer_id=3), None, "缺少 answer_id"),
    ("case is a number", line(case=3), "a", "case 应是文字"),
    ("task is a list", line(task=["finding"]), "a", "task 应是文字"),
    ("no task", line(task=...), "a", "缺少 task"),
    ("no case", line(case=...), "a", "缺少 case"),
]


@pytest.mark.parametrize(("name", "data", "answer_id", "said"), TOLD, ids=[row[0] for row in TOLD])
def test_told(name: str, data: bytes, answer_id: str | None, said: str) -> None:
    (found,) = read_lines([data])
    assert found.answer_id == answer_id
    assert said in found.error
    assert not re.search(r"[,;:?!]", re.sub(r"[\x00-\x7f]*[A-Za-z][\x00-\x7f]*", "", found.error))


@pytest.mark.parametrize(
    "data", [b"{", b'{"a": 1,}', b'{"a": [1,]}', b'{"a": tru}', b'{"a": "\\u12zz"}', b"\xef\xbb\xbf{}"]
)
def test_what_is_wrong_with_json_is_told_in_chinese(data: bytes) -> None:
    (_, found) = read_lines([line(), data])
    assert "不是完整的 JSON" in found.error
    assert not re.search("[A-Za-z]{2,}", found.error.replace("JSON", ""))


def test_lines_are_counted_with_the_blank_ones() -> None:
    assert [found.line for found in read_lines([line(), b"\n", b"  \r\n", line()])] == [1, 4]


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    for found in read_lines([data]):
        assert found.error or found.ref
