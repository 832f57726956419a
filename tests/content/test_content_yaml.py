"""Strict YAML 1.2: what a value is, where it stands, and that no bytes bring the loaders down."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.content import yamldoc
from kit.content.cases import load_case
from kit.content.exercises import load_exercise
from kit.content.files import SourceText, decode
from kit.content.lint import lint
from kit.content.yamldoc import parse
from kit.errors import ContentError, Finding

BASE = Path(__file__).parent / "base"

SCALARS = (
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("Off", "Off"),
    ("y", "y"),
    ("true", True),
    ("FALSE", False),
    ("~", None),
    ("null", None),
    ("", None),
    ("1:30", "1:30"),
    ("2024-01-31", "2024-01-31"),
    ("12", 12),
    ("-12", -12),
    ("+3", 3),
    ("007", 7),
    ("0o14", 12),
    ("0x1F", 31),
    ("0b11", "0b11"),
    ("1_000", "1_000"),
    ("1,000", "1,000"),
    ("1.5", 1.5),
    (".5", 0.5),
    ("1.", 1.0),
    ("1e3", 1000.0),
    ("C1.1", "C1.1"),
    ("'12'", "12"),
    ('"true"', "true"),
    ("=", "="),
    ("97.1%", "97.1%"),
)


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both of PyYAML's parsers: the one in C, and the one in Python where that is missing."""
    loader = yaml.CSafeLoader if request.param == "C" else yaml.SafeLoader
    monkeypatch.setattr(yamldoc, "LOADER", loader)
    return str(request.param)


def read(text: str) -> tuple[object, list[str]]:
    faults: list[Finding] = []
    doc = parse(SourceText("f", text.encode(), text), faults)
    return doc.value if doc else None, [f"{finding.line}: {finding.message}" for finding in faults]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_plain_values_are_yaml_1_2(written: str, value: object) -> None:
    found, faults = read(f"a: {written}\n")
    assert faults == []
    assert found == {"a": value}
    assert type(found["a"]) is type(value)  # type: ignore[index]


REFUSED = (
    ("duplicate", "a: 1\nb: 2\na: 3\n", "3: “a”重复：第 1 行已有"),
    ("duplicate in flow", "x: {a: 1, a: 2}\n", "1: “a”重复"),
    ("duplicate deep", "x:\n  - a: 1\n    a: 2\n", "3: “a”重复：第 2 行已有"),
    ("anchor of a list", "x: &b\n  - 1\n", "1: 不支持锚点 &b"),
    ("alias as a key", "x: &b 1\n*b : 2\n", "2: 不支持引用 *b"),
    ("list as a key", "? [1, 2]\n: 3\n", "1: 名称应是简单文字"),
    ("second document", "a: 1\n---\nb: 2\n", "2: 一个文件里有多份文档"),
    ("not a number", "a: .nan\n", "1: “.nan”不是有限的数"),
    ("escaped control", 'a: "x\\ay"\n', "1: 含有控制字符 U+0007"),
    ("tab", "a:\n\tb: 1\n", "2: 用制表符（Tab）缩进"),
    ("open quote", 'a: "x\nb: 1\n', "引号没有收尾"),
    ("colon", "a: b: c\n", "1: YAML 写法有误：冒号的位置不对"),
    ("deep block", "".join(f"{'  ' * n}a:\n" for n in range(40)), "嵌套超过 20 层"),
)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("name", "text", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused_is_told_with_its_line(name: str, text: str, says: str) -> None:
    _, faults = read(text)
    assert any(says in fault for fault in faults), faults


def test_lines_of_values() -> None:
    text = "a: 1\nb:\n  - x: 2\n    y: |\n      one\n      two\n  -\n    x: 3\n"
    doc = parse(SourceText("f", text.encode(), text), [])
    assert doc is not None
    places = {("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 0, "y"): 4, ("b", 1, "x"): 8, ("b", 0, "y", "no"): 4}
    assert {place: doc.line(place) for place in places} == places


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 50_000 + "x", "&a " * 20_000, "? " * 50_000])
def test_hostile_nesting_ends_soon(text: str) -> None:
    began = time.perf_counter()
    _, faults = read(text)
    assert faults
    assert time.perf_counter() - began < 2


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.text("ab: -[]{}&*!|>'\"#%@\n\t,?\\", max_size=60).map(str.encode)
)
def test_no_bytes_bring_the_parser_down(data: bytes) -> None:
    faults: list[Finding] = []
    source = decode(data, "f", faults)
    doc = parse(source, faults) if source else None
    assert (doc is None) <= bool(faults)
    assert all(finding.line >= 1 for finding in faults)


FILES = (
    "cases/aa-001-base/case.yaml",
    "cases/aa-001-base/key.yaml",
    "cases/aa-001-base/materials/01-meetings.md",
    "cases/aa-001-base/materials/02-ledger.csv",
    "exercises/aa-set.yaml",
)
SNIPPETS = (b"", b"\0", b"\xff", b"[", b"]", b"{", b"}", b": ", b"- ", b"\n", b"\t", b'"', b"'", b"&a ", b"*a", b"!!x ",
            b"~", b"1e9", b"true", b"-1", b"[]", b"{}", b"null", "\u3000".encode(), "，".encode(), b"\r", b",", b"|",
            b"#", b"9" * 400, b"''", b'""', b"[[1]]", b"{a: {b: c}}", b"[null]", b"../", b"id", b"P1")  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    """A file with a few small accidents."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(4)
        if kind == 0:
            data = data[:at] + rng.choice(SNIPPETS) + data[at + rng.randint(0, 12) :]
        elif kind == 1:
            lines = data.split(b"\n")
            place = rng.randrange(len(lines))
            name, colon, _ = lines[place].partition(b": ")
            lines[place] = name + colon + rng.choice(SNIPPETS)
            data = b"\n".join(lines)
        elif kind == 2:
            lines = data.split(b"\n")
            del lines[rng.randrange(len(lines))]
            data = b"\n".join(lines)
        else:
            data = data[:at] if rng.random() < 0.2 else data[:at] + data[at : at + 20] + data[at:]
    return data


def faults_of(load: Callable[[Path], object], path: Path) -> tuple[Finding, ...]:
    try:
        load(path)
    except ContentError as error:
        return error.findings
    return ()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), file=st.sampled_from(FILES))
def test_broken_files_are_told_and_never_raise(seed: int, file: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("fuzz") / "base"
    shutil.copytree(BASE, folder)
    (folder / file).write_bytes(mutated((BASE / file).read_bytes(), random.Random(seed)))
    told = lint([folder], folder)
    assert not [finding for finding in told if "不合要求" in finding.message], "a fault of the model without words"
    lines = {path: (folder / path).read_bytes().count(b"\n") + 1 for path in FILES}
    assert all(1 <= finding.line <= lines.get(finding.file, 1) for finding in told if finding.file in lines)
    for load, path in ((load_case, folder / "cases/aa-001-base"), (load_exercise, folder / "exercises/aa-set.yaml")):
        assert not faults_of(load, path) or told
    shutil.rmtree(folder.parent)
