"""Drafts: nothing written is ever lost or overwritten unseen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from kit.errors import StorageError
from kit.model.attempt import TaskRef
from kit.study.drafts import Keeper, Loaded, Saved, draft_path, load_draft, save_draft

NOW = datetime(2026, 3, 1, 10, 32, 5)
REF = TaskRef(task="finding", case="xc-001-a", problem="P1")


def clock() -> datetime:
    return NOW


@pytest.mark.parametrize(
    "answer",
    [
        {"text": "某局党组执行民主集中制不到位"},
        {"text": ""},
        {"rows": [{"measure": "修订办法\n第二行", "owner": "“办公室”"}]},
        {"text": "表情🙂与生僻字𠮷"},
        {"marks": {"定性": 3}, "nested": [None, True, 1.5]},
    ],
)
def test_an_answer_comes_back_as_it_was_saved(tmp_path: Path, answer: dict[str, object]) -> None:
    save_draft(tmp_path, REF, answer, None, NOW)
    loaded = load_draft(tmp_path, REF, NOW)
    assert loaded.draft is not None
    assert loaded.draft.answer == answer
    assert loaded.draft.told(NOW) == "10:32"
    assert loaded.draft.told(datetime(2026, 3, 2)) == "2026-03-01 10:32"
    assert loaded.notes == ()


def test_nothing_saved_is_no_draft_and_no_note(tmp_path: Path) -> None:
    assert load_draft(tmp_path, REF, NOW) == Loaded(None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TaskRef(task="finding", case="a", problem="P1"), TaskRef(task="finding", case="a", problem="p1")),
        (TaskRef(task="match", item="s/a b"), TaskRef(task="match", item="s/a_b")),
        (TaskRef(task="match", item="集/题"), TaskRef(task="match", item="集/目")),
        (TaskRef(task="match", item="s/" + "x" * 300), TaskRef(task="match", item="s/" + "x" * 301)),
        (TaskRef(task="match", item="../../etc"), TaskRef(task="match", item="../etc")),
        (TaskRef(task="match", item="con/nul"), TaskRef(task="match", item="con/nul?")),
    ],
)
def test_every_question_has_a_file_of_its_own_inside_the_folder(tmp_path: Path, one: TaskRef, other: TaskRef) -> None:
    paths = [draft_path(tmp_path, ref) for ref in (one, other)]
    assert len({str(path).lower() for path in paths}) == 2
    for path in paths:
        assert path.parent == tmp_path / "drafts"
        assert len(path.name.encode()) < 200
        assert not set(path.name) & set('<>:"/\\|?*')


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b'{"ref": "other", "answer": {}, "saved_at": "x"}', b"[" * 100_000],
)
def test_a_damaged_draft_is_set_aside_and_told(tmp_path: Path, damage: bytes) -> None:
    path = draft_path(tmp_path, REF)
    path.parent.mkdir(parents=True)
    path.write_bytes(damage)
    loaded = load_draft(tmp_path, REF, NOW)
    assert loaded.draft is None
    aside = [file for file in path.parent.iterdir() if ".damaged-20260301-103205" in file.name]
    assert [file.read_bytes() for file in aside] == [damage]
    assert aside[0].name in loaded.notes[0]
    save_draft(tmp_path, REF, {"text": "新"}, None, NOW)
    assert aside[0].read_bytes() == damage


def test_damage_twice_in_a_second_keeps_both(tmp_path: Path) -> None:
    path = draft_path(tmp_path, REF)
    path.parent.mkdir(parents=True)
    for damage in (b"one", b"two"):
        path.write_bytes(damage)
        load_draft(tmp_path, REF, NOW)
    assert {file.read_bytes() for file in path.parent.iterdir()} == {b"one", b"two"}


@pytest.mark.parametrize(
    ("on_disk", "base", "new", "copies"),
    [
        (None, None, {"text": "新"}, 0),
        ({"text": "旧"}, {"text": "旧"}, {"text": "新"}, 0),
        ({"text": "新"}, {"text": "旧"}, {"text": "新"}, 0),
        ({"text": "别处改的"}, {"text": "旧"}, {"text": "新"}, 1),
        ({"text": "别处写的"}, None, {"text": "新"}, 1),
    ],
)
def test_another_windows_version_is_kept_beside(
    tmp_path: Path, on_disk: dict[str, str] | None, base: dict[str, str] | None, new: dict[str, str], copies: int
) -> None:
    if on_disk:
        save_draft(tmp_path, REF, on_disk, None, NOW)
    saved = save_draft(tmp_path, REF, new, base, NOW)
    found = [json.loads(p.read_bytes())["answer"] for p in (tmp_path / "drafts").glob("*.conflict-*")]
    assert found == [on_disk] * copies
    assert len(saved.notes) == copies
    assert load_draft(tmp_path, REF, NOW).draft == saved.draft


def test_the_keeper_writes_the_first_change_at_once_and_the_last_within_its_delay(tmp_path: Path) -> None:
    told: list[Saved | StorageError] = []
    keeper = Keeper(tmp_path, REF, told.append, clock, delay=0.1)
    keeper.open()
    for n in range(50):
        keeper.put({"text": "字" * n})
        if n == 0:
            assert load_draft(tmp_path, REF, NOW).draft is not None
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        draft = load_draft(tmp_path, REF, NOW).draft
        if draft and draft.answer == {"text": "字" * 49}:
            break
        time.sleep(0.02)
    assert load_draft(tmp_path, REF, NOW).draft.answer == {"text": "字" * 49}  # type: ignore[union-attr]
    assert len(told) < 50
    keeper.flush()


def test_two_keepers_tell_each_other_apart_and_lose_nothing(tmp_path: Path) -> None:
    told: list[Saved | StorageError] = []
    one, other = (Keeper(tmp_path, REF, told.append, clock) for _ in range(2))
    one.open()
    other.open()
    for keeper, text in ((one, "甲"), (other, "乙")):
        keeper.put({"text": text})
        keeper.flush()
    assert load_draft(tmp_path, REF, NOW).draft.answer == {"text": "乙"}  # type: ignore[union-attr]
    copies = [json.loads(p.read_bytes())["answer"]["text"] for p in (tmp_path / "drafts").glob("*.conflict-*")]
    assert copies == ["甲"]
    assert isinstance(told[-1], Saved)
    assert "另一个窗口" in told[-1].notes[0]


def test_a_failed_write_is_told_and_tried_again(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    told: list[Saved | StorageError] = []
    keeper = Keeper(blocked, REF, told.append, clock)
    keeper.put({"text": "重要"})
    keeper.flush()
    assert isinstance(told[0], StorageError)
    blocked.unlink()
    keeper.flush()
    assert isinstance(told[-1], Saved)
    assert load_draft(blocked, REF, NOW).draft.answer == {"text": "重要"}  # type: ignore[union-attr]


WRITER = """
import sys, time
from datetime import datetime
from pathlib import Path
from kit.model.attempt import TaskRef
from kit.study.drafts import Keeper
keeper = Keeper(Path(sys.argv[1]), TaskRef(task="finding", case="xc-001-a", problem="P1"), lambda _: None, datetime.now)
keeper.open()
n = 0
while True:
    n += 1
    keeper.put({"n": n, "text": "字" * 20000})
    print(n, time.time(), flush=True)
    time.sleep(0.01)
"""


def test_a_kill_loses_at_most_the_last_second(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(100)]
    process.kill()
    rest, _ = process.communicate()
    put = [line.split() for line in [*lines, *rest.splitlines()] if len(line.split()) == 2]
    draft = load_draft(tmp_path, REF, NOW).draft
    assert draft is not None
    assert draft.answer["text"] == "字" * 20000
    last_time = float(put[-1][1])
    must_be_there = max(int(n) for n, at in put if float(at) < last_time - 1.0 or n == "1")
    assert draft.answer["n"] >= must_be_there
