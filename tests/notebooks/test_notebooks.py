"""The notebooks as files: thin, without outputs, and what they say agrees with what there is."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import kit
from kit.tasks import KINDS

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [
    "00-开始",
    "01-分类定性",
    "02-证据摘取",
    "03-问题底稿",
    "04-整改措施",
    "05-纪律情境",
    "06-数据核验",
    "07-评阅校准",
    "08-综合演练",
]
LESSONS = NOTEBOOKS[1:8]
MOST_LINES = 5
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,:;!?()]|[,:;!?()][\u4e00-\u9fff]")


def shown(path: Path) -> dict[str, Any]:
    """The notebook as it is recorded: a trainee's own run may have left outputs in the working copy."""
    place = f":notebooks/{path.name}"
    recorded = subprocess.run(["git", "show", place], cwd=ROOT, capture_output=True, check=False)
    content = recorded.stdout if recorded.returncode == 0 else path.read_bytes()
    found: dict[str, Any] = json.loads(content)
    return found


def cells(path: Path, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in shown(path)["cells"] if cell["cell_type"] == kind]


def calls(path: Path) -> list[tuple[str, list[Any]]]:
    """Each call of ``kit`` in order: its name, its arguments."""
    nodes = [node for code in cells(path, "code") for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return [
        (node.func.attr, [ast.literal_eval(argument) for argument in node.args])
        for node in nodes
        if isinstance(node.func, ast.Attribute)
    ]


def test_the_nine_notebooks_are_there() -> None:
    assert [path.stem for path in NOTEBOOKS] == NAMES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_notebook_is_thin(path: Path) -> None:
    for code in cells(path, "code"):
        assert len(code.splitlines()) <= MOST_LINES, code
        nodes = list(ast.walk(ast.parse(code)))
        assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)], code
        imported = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        assert imported in ([], ["kit"]), code
    assert {name for name, _ in calls(path)} <= set(kit.__all__)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_notebook_is_recorded_without_outputs(path: Path) -> None:
    notebook = shown(path)
    for cell in notebook["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
        assert cell["metadata"]["deletable"] is False, "a key pressed by mistake must not cut a cell"
    assert "widgets" not in notebook["metadata"]
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_only_a_case_may_be_changed(path: Path) -> None:
    """Text is not to be turned into its source by a double click; where a case is named, it may be changed."""
    for cell in shown(path)["cells"]:
        assert cell["metadata"].get("editable", True) is ("whole_case(" in "".join(cell["source"]))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_notebook_says_what_for_and_how_to_begin(path: Path) -> None:
    texts = cells(path, "markdown")
    first = texts[0]
    assert first.startswith("# ")
    assert "运行 → 运行所有单元格" in first
    assert not HALF_WIDTH.findall("\n".join(texts))
    assert all(len(text) <= 1200 for text in texts), "small segments"
    assert calls(path)[-1][0] == "progress"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_lesson_has_goals_an_example_practice_and_a_check(path: Path) -> None:
    """The parts that the EPFL rubric for teaching notebooks asks for, in their order."""
    text = "\n".join(cells(path, "markdown"))
    parts = ["**学完这一节，您能够：**", "**用时**", "## 要点", "## 看一个例子", "**想一想**", "## 练习", "## 自查"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    goals = re.findall(r"^\d\. (.+)$", text[: places[1]], flags=re.M)
    assert len(goals) >= 3
    assert any(re.search(r"\d", goal) for goal in goals), "at least one goal can be measured"
    assert [name for name, _ in calls(path)] == ["worked_example", "exercise", "progress"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_numbers_agree_with_the_set(path: Path) -> None:
    (_, [task]), (_, [set_id]), _ = calls(path)
    chosen = kit.load_exercise(set_id).set
    text = "\n".join(cells(path, "markdown"))
    assert f"本组练习共 {len(chosen.items)} 题，合格线 {chosen.pass_mark:g} 分。" in text
    assert KINDS[task].title in path.stem
    own = [item for item in chosen.items if item.kind == task]
    goals = text[: text.index("**用时**")]
    for count in re.findall(r"(\d+) 道|(?<![至少到 ])(?<!\d)(\d+) 题[中里都]", goals):
        assert int(count[0] or count[1]) in (len(own), len(chosen.items)), "a goal speaks of questions that are there"
    situations = sum(len(item.judgement) for item in chosen.items)
    for count in re.findall(r"(\d+) 个情境", goals):
        assert int(count) == situations
    most = [int(count) for count in re.findall(r"至少 (\d+)", goals)]
    assert all(count <= max(len(own), situations) for count in most)


def test_the_case_of_the_whole_play_is_there() -> None:
    [[case_id]] = [arguments for name, arguments in calls(NOTEBOOKS[8]) if name == "whole_case"]
    assert kit.load_case(case_id).problems
