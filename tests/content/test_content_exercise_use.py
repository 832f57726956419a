"""Items taken over from another set: what lint tells of a wrong ``use``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.content.library import Library
from kit.content.lint import lint
from kit.errors import UnknownNameError
from kit.model.attempt import TaskRef

ROOT = Path(__file__).parents[2]
TOLD = [
    ("{id: a, kind: verify, use: figures-check/basic-done}", None),
    ("{id: a, kind: match, use: figures-check/basic-done}", "请把 kind 改成 verify"),
    ("{id: a, kind: verify, use: figure-check/basic-done}", "没有练习“figure-check”"),
    ("{id: a, kind: verify, use: figures-check/basic}", "里没有题目“basic”"),
    ("{id: a, kind: verify, use: basic-done}", "use 应写成“练习/题目”"),
    ("{id: a, kind: verify, use: figures-check/basic-done, covers: [14]}", "不应再写“covers”"),
    ("{id: a, kind: verify, use: aa-course/b}", "本身沿用了 figures-check/basic-done"),
]


def folder(tmp_path: Path, item: str) -> Path:
    exercises = tmp_path / "exercises"
    exercises.mkdir()
    shutil.copy(ROOT / "exercises/figures-check.yaml", exercises)
    (exercises / "aa-course.yaml").write_text(
        f"id: aa-course\ntitle: 课程\naim: 练习沿用\nmode: practice\nitems:\n  - {item}\n"
        "  - {id: b, kind: verify, use: figures-check/basic-done}\n",
        encoding="utf-8",
    )
    return exercises


@pytest.mark.parametrize(("item", "told"), TOLD, ids=[row[0] for row in TOLD])
def test_use(tmp_path: Path, item: str, told: str | None) -> None:
    found = lint([folder(tmp_path, item) / "aa-course.yaml"], tmp_path)
    assert [(finding.line, told in finding.message) for finding in found if told] == ([(6, True)] if told else [])
    assert told or not found


def test_a_chain_of_uses_is_told_when_it_is_asked(tmp_path: Path) -> None:
    library = Library(ROOT / "cases", folder(tmp_path, TOLD[-1][0]))
    with pytest.raises(UnknownNameError, match="沿用"):
        library.question(TaskRef(task="verify", item="aa-course/a"))
