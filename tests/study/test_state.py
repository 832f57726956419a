"""What is remembered between sessions, and where data are kept."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from kit.errors import StorageError
from kit.study.files import FOLDER_VARIABLE, data_folder, write_atomic
from kit.study.state import load_state, save_state

NOW = datetime(2026, 3, 1, 10, 32)


def test_state_comes_back(tmp_path: Path) -> None:
    assert load_state(tmp_path, "exam/a", NOW) == {}
    save_state(tmp_path, "exam/a", {"started": "x"})
    assert load_state(tmp_path, "exam/a", NOW) == {"started": "x"}
    assert load_state(tmp_path, "exam/b", NOW) == {}


def test_damaged_state_is_set_aside(tmp_path: Path) -> None:
    save_state(tmp_path, "exam/a", {"started": "x"})
    path = next((tmp_path / "state").iterdir())
    path.write_bytes(b"{")
    assert load_state(tmp_path, "exam/a", NOW) == {}
    assert [p.read_bytes() for p in (tmp_path / "state").glob("*.damaged-*")] == [b"{"]


def test_the_data_folder_follows_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "数据"))
    assert data_folder() == tmp_path / "数据"
    monkeypatch.delenv(FOLDER_VARIABLE)
    assert data_folder().name == "xuncha-kit"


@pytest.mark.parametrize(("refusals", "succeeds"), [(0, True), (3, True), (99, False)])
def test_a_file_held_by_another_program_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, succeeds: bool
) -> None:
    left = [refusals]
    real = os.replace

    def held(source: Path, target: Path) -> None:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "held")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr("kit.study.files.time.sleep", lambda _: None)
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    if succeeds:
        write_atomic(path, b"new")
        assert path.read_bytes() == b"new"
    else:
        with pytest.raises(StorageError, match="没有权限"):
            write_atomic(path, b"new")
        assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
