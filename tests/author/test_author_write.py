"""Opening, changing, checking and saving a case: bytes stay where nothing changed, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kit.content.cases import case_of, load_case
from kit.content.lint import lint
from kit.content.write import (
    CaseDraft,
    changed_files,
    check_draft,
    files_of,
    new_draft,
    new_files,
    open_draft,
    place_words,
    plain_message,
)
from kit.errors import ContentError, KitError, StorageError
from kit.study.authoring import save_case

ROOT = Path(__file__).parents[2]
CASES = sorted(path.parent for path in (ROOT / "cases").glob("*/key.yaml"))
NOW = datetime(2026, 3, 1, 10, 32, 5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "cases" / "xc-900-demo"
    shutil.copytree(ROOT / "kit/data/demo/cases/xc-900-demo", there)
    return there


def save(draft: CaseDraft, folder: Path, data: Path) -> Any:
    return save_case(folder, changed_files(draft), draft.opened, data, NOW)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_case_opened_and_saved_unchanged_has_identical_bytes(case: Path) -> None:
    draft = open_draft(case)
    assert changed_files(draft) == {}
    for name, data in files_of(draft).items():
        assert data == (case / name).read_bytes()


def title(draft: CaseDraft) -> None:
    draft.head["title"] = "新题目"


def point(draft: CaseDraft) -> None:
    draft.key["problems"][0]["points"][0]["weight"] = 3


def words(draft: CaseDraft) -> None:
    file = draft.head["materials"][0]["file"]
    draft.texts[file] = draft.texts[file].replace("。", "，", 1)


CHANGES = [(title, "case.yaml"), (point, "key.yaml"), (words, "materials/01-rules-meetings.md")]


@pytest.mark.parametrize(("change", "file"), CHANGES, ids=["title", "point", "words"])
def test_one_field_changed_changes_one_line_of_one_file(
    folder: Path, tmp_path: Path, change: Callable[[CaseDraft], None], file: str
) -> None:
    before = (folder / file).read_bytes()
    draft = open_draft(folder)
    change(draft)
    saved = save(draft, folder, tmp_path / "data")
    assert saved.written == (file,)
    old, new = before.splitlines(), (folder / file).read_bytes().splitlines()
    assert len(old) == len(new)
    assert sum(one != other for one, other in zip(old, new, strict=True)) == 1
    assert saved.backup is not None
    assert (saved.backup / f"{file}.bak").read_bytes() == before
    assert saved.notes == ()


def test_saving_again_keeps_every_version(folder: Path, tmp_path: Path) -> None:
    versions = []
    for number in range(3):
        versions.append((folder / "case.yaml").read_bytes())
        draft = open_draft(folder)
        draft.head["title"] = f"第{number}版"
        save(draft, folder, tmp_path / "data")
    kept = sorted((tmp_path / "data").rglob("case.yaml.bak"))
    assert sorted(path.read_bytes() for path in kept) == sorted(versions)


def test_what_another_program_wrote_meanwhile_is_kept_and_told(folder: Path, tmp_path: Path) -> None:
    draft = open_draft(folder)
    draft.head["title"] = "向导里的"
    other = (folder / "case.yaml").read_bytes().replace(b"title: ", b"title: X", 1)
    (folder / "case.yaml").write_bytes(other)
    saved = save(draft, folder, tmp_path / "data")
    assert "case.yaml" in saved.notes[0]
    assert (saved.backup / "case.yaml.bak").read_bytes() == other
    assert open_draft(folder).head["title"] == "向导里的"


def test_a_material_taken_out_goes_to_the_backup(folder: Path, tmp_path: Path) -> None:
    draft = open_draft(folder)
    gone = draft.head["materials"].pop()["file"]
    before = (folder / gone).read_bytes()
    saved = save(draft, folder, tmp_path / "data")
    assert saved.removed == (gone,)
    assert not (folder / gone).exists()
    assert (saved.backup / f"{gone}.bak").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(folder: Path, tmp_path: Path) -> None:
    draft = open_draft(folder)
    draft.head["title"] = "新"
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    before = (folder / "case.yaml").read_bytes()
    with pytest.raises(StorageError):
        save_case(folder, changed_files(draft), draft.opened, blocked, NOW)
    assert (folder / "case.yaml").read_bytes() == before


def test_windows_line_ends_and_bom_of_a_material_stay(folder: Path) -> None:
    file = "materials/02-ledger.csv"
    path = folder / file
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    draft = open_draft(folder)
    assert changed_files(draft) == {}
    draft.texts[file] += draft.texts[file].splitlines()[-1] + "\n"
    new = changed_files(draft)[file]
    assert new is not None
    assert new.startswith(path.read_bytes())
    assert new.count(b"\r\n") == new.count(b"\n")


def test_a_new_case_lints_with_nothing_but_what_is_to_be_filled(tmp_path: Path) -> None:
    folder = tmp_path / "ab-001-new"
    for name, data in new_files(folder.name).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    found = [finding.message for finding in lint([folder])]
    assert len(found) > 10
    assert all("空着：请填写" in message or "文件是空的：请写入内容" in message for message in found)
    _, told = check_draft(new_draft(folder.name))
    assert sorted(one.message for one in told) == sorted(found)
    assert open_draft(folder).head == new_draft(folder.name).head
    assert changed_files(open_draft(folder)) == {}


@pytest.mark.parametrize("case_id", ["", "ab", "AB-001-x", "ab-1-x", "ab-001-案例", "../ab-001-x", "ab-001-"])
def test_a_wrong_id_is_told(case_id: str) -> None:
    with pytest.raises(KitError, match="编号"):
        new_draft(case_id)


BROKEN = [
    ("case.yaml", b"title: [", "case.yaml"),
    ("key.yaml", b"- a\n", "key.yaml"),
    ("key.yaml", b"problems: []\nproblems: []\n", "重复"),
    ("materials/02-ledger.csv", b"\xff\xfea\x00", "UTF-16"),
    ("key.yaml", None, "没有这个文件"),
]


@pytest.mark.parametrize(("file", "data", "told"), BROKEN)
def test_what_cannot_be_opened_is_told_and_left_alone(folder: Path, file: str, data: bytes | None, told: str) -> None:
    if data is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(data)
    with pytest.raises(ContentError, match=told):
        open_draft(folder)


def test_a_file_outside_of_the_case_is_neither_read_nor_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("秘密", encoding="utf-8")
    draft = open_draft(folder)
    draft.head["materials"].append({"name": "外", "file": "../../secret.md"})
    _, told = check_draft(draft)
    assert any("离开了案例文件夹" in one.message for one in told)
    for name, data in files_of(draft).items():
        assert name == "case.yaml" or data == (folder / name).read_bytes()
    draft.texts["../../secret.md"] = "改"
    save(draft, folder, tmp_path / "data")
    assert (tmp_path / "secret.md").read_text("utf-8") == "秘密"
    assert "../../secret.md" not in open_draft(folder).texts


PLACES = [
    (lambda draft: draft.head.update(title=""), "题目", "“题目”空着：请填写"),
    (lambda draft: draft.key["problems"][0].update(prompt=""), "问题 1 · 提问", "“提问”空着：请填写"),
    (lambda draft: draft.key["problems"][1]["points"][1].update(weight=0), "问题 2 · 要点 2 · 权重", "大于"),
    (
        lambda draft: draft.key["problems"][0]["evidence"][0].update(quote="没有这句", row=None),
        "问题 1 · 证据 1",
        "不在",
    ),
]


@pytest.mark.parametrize(("change", "place", "told"), PLACES, ids=[row[1] for row in PLACES])
def test_faults_are_told_by_the_names_on_screen(
    folder: Path, change: Callable[[CaseDraft], None], place: str, told: str
) -> None:
    draft = open_draft(folder)
    change(draft)
    for entry in draft.key["problems"][0]["evidence"]:
        if entry.get("row", 0) is None:
            del entry["row"]
    _, found = check_draft(draft)
    assert [place_words(one) for one in found if told in plain_message(one.message)] == [place]


def test_a_finished_draft_loads_as_the_case_that_it_was(folder: Path) -> None:
    reading, told = check_draft(open_draft(folder))
    assert told == ()
    assert case_of(reading).key_hash == load_case(folder).key_hash
