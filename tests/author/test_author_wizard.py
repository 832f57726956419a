"""The wizard without a browser: a case from nothing to a saved one that trains, and one opened and saved unchanged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import ipywidgets as w
import pytest

from kit.content.anonymise.recognise import Rules
from kit.content.library import Library
from kit.content.lint import lint
from kit.content.write import check_draft
from kit.workbench.author.bankview import bank_view
from kit.workbench.author.material import Materials, follow
from kit.workbench.author.picker import Picker
from kit.workbench.author.sensitive import Sensitive
from kit.workbench.author.wizard import STEPS, Place, Wizard
from kit.workbench.desk import Desk

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "kit/data/demo/cases/xc-900-demo"
NOW = datetime(2026, 3, 1, 10, 32, 5)


@pytest.fixture(autouse=True)
def no_widgets_left() -> Iterator[None]:
    yield
    w.Widget.close_all()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    shutil.copytree(DEMO, tmp_path / "cases" / DEMO.name)
    return Place(tmp_path / "cases", tmp_path / "data", lambda: NOW, delay=0)


def every(top: w.Widget) -> Iterator[Any]:
    yield top
    for child in getattr(top, "children", ()):
        yield from every(child)


def field(top: w.Widget, tip: str, number: int = 0) -> Any:
    return [x for x in every(top) if getattr(x, "tooltip", None) == tip and hasattr(x, "value")][number]


def press(top: w.Widget, label: str, number: int = 0) -> None:
    [x for x in every(top) if isinstance(x, w.Button) and x.description == label][number].click()


def shown(top: w.Widget) -> str:
    return "\n".join(x.value for x in every(top) if isinstance(x, w.HTML))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", ["xc-001-collective-decision", "xc-005-clue-handling", "xc-010-village-assets"])
def test_walking_through_every_step_of_a_case_changes_nothing(case: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cases" / case, tmp_path / "cases" / case)
    before = contents(tmp_path / "cases" / case)
    wizard = Wizard(Place(tmp_path / "cases", tmp_path / "data", lambda: NOW, delay=0), case)
    for step in STEPS:
        wizard.steps.value = step
        chooser = next((x for x in every(wizard.holder) if isinstance(x, w.ToggleButtons)), None)
        if step in ("要点", "证据", "整改措施") and chooser is not None:
            for _, number in chooser.options if step != "证据" else ():
                chooser.value = number
    assert "没有要写入的改动" in shown(wizard.holder)
    press(wizard.holder, "保存到案例文件夹")
    assert "没有改动，文件原样未动" in shown(wizard.holder)
    assert contents(tmp_path / "cases" / case) == before


def test_one_field_changed_is_saved_with_a_backup_and_the_draft_survives(place: Place) -> None:
    wizard = Wizard(place, DEMO.name)
    field(wizard.holder, "案例题目").value = "改过的题目"
    again = Wizard(place, DEMO.name)
    assert "已恢复" in again.tell.value
    assert field(again.holder, "案例题目").value == "改过的题目"
    assert "改过的题目" not in (place.cases / DEMO.name / "case.yaml").read_text("utf-8")
    again.steps.value = "保存"
    assert "case.yaml" in shown(again.holder)
    press(again.holder, "保存到案例文件夹")
    told = shown(again.holder)
    assert "已保存 1 个文件" in told
    assert "备份" in told
    assert "可以用来训练了" in told
    assert "title: 改过的题目" in (place.cases / DEMO.name / "case.yaml").read_text("utf-8")
    old = next((place.data / "case-backups").rglob("case.yaml.bak"))
    assert old.read_bytes() == (DEMO / "case.yaml").read_bytes()
    view = bank_view(Desk(Library(place.cases), place.data))
    assert "现行" in shown(view)


def test_lint_speaks_while_typing(place: Place) -> None:
    wizard = Wizard(place, DEMO.name)
    assert "没有发现毛病" in wizard.faults.value
    title = field(wizard.holder, "案例题目")
    title.value = ""
    assert "题目</b> “题目”空着：请填写" in wizard.faults.value
    title.value = "有了"
    assert "没有发现毛病" in wizard.faults.value
    wizard.steps.value = "要点"
    field(wizard.holder, "内容").value = ""
    assert "问题 1 · 要点 1 · 内容" in wizard.faults.value
    wizard.steps.value = "背景"
    assert "要点 1 处" in wizard.faults.value


OPENINGS = [
    ("打开案例", "", "请先选一个案例"),
    ("新建案例", "不对", "不合格式"),
    ("新建案例", DEMO.name, "已经有案例"),
]


@pytest.mark.parametrize(("label", "value", "told"), OPENINGS)
def test_what_cannot_be_opened_is_told(place: Place, label: str, value: str, told: str) -> None:
    wizard = Wizard(place)
    field(wizard.chooser, "新案例的编号").value = value
    press(wizard.chooser, label)
    assert told in wizard.tell.value


def test_a_broken_case_is_told_and_left_alone(place: Place) -> None:
    (place.cases / DEMO.name / "key.yaml").write_text("problems: [", encoding="utf-8")
    wizard = Wizard(place, DEMO.name)
    assert "key.yaml:1" in wizard.tell.value
    assert wizard.work is None


def test_a_new_case_from_nothing(place: Place) -> None:
    wizard = Wizard(place)
    field(wizard.chooser, "新案例的编号").value = "ab-001-new"
    press(wizard.chooser, "新建案例")
    wizard.steps.value = "保存"
    press(wizard.holder, "保存到案例文件夹")
    assert "没有写好" in shown(wizard.holder)
    assert all("空着" in one.message or "文件是空的" in one.message for one in lint([place.cases / "ab-001-new"]))
    assert Wizard(place, "ab-001-new").work is not None


def test_problems_and_points_are_numbered_and_copies_get_their_own(place: Place) -> None:
    wizard = Wizard(place, DEMO.name)
    assert wizard.work is not None
    wizard.steps.value = "问题"
    problems = wizard.work.draft.key["problems"]
    count = len(problems)
    press(wizard.holder, "复制")
    press(wizard.holder, "+ 添加一条问题")
    assert len(problems) == count + 2
    assert len({problem["id"] for problem in problems}) == count + 2
    ids = [point["id"] for problem in problems for name in ("points", "measures") for point in problem[name]]
    assert len(set(ids)) == len(ids)
    press(wizard.holder, "删除", len(problems) - 1)
    press(wizard.holder, "删除", 1)
    press(wizard.holder, "撤销删除")
    press(wizard.holder, "删除", 1)
    _, told = check_draft(wizard.work.draft)
    assert told == ()


def test_a_material_renamed_is_renamed_in_the_key(place: Place) -> None:
    wizard = Wizard(place, DEMO.name)
    assert wizard.work is not None
    wizard.steps.value = "材料"
    field(wizard.holder, "名称").value = "新名称"
    assert "没有发现毛病" in wizard.faults.value
    assert "新名称" in json.dumps(wizard.work.draft.key, ensure_ascii=False)


def test_pasting_a_table_makes_a_ledger_and_import_takes_files(place: Place) -> None:
    wizard = Wizard(place)
    field(wizard.chooser, "新案例的编号").value = "ab-001-new"
    press(wizard.chooser, "新建案例")
    assert wizard.work is not None
    draft = wizard.work.draft
    step = Materials(draft, lambda: None)
    field(step.widget, "形式").value = ".csv"
    field(step.widget, "内容").value = "事项\t金额\n甲\t1\n"
    assert draft.head["materials"] == [{"name": "会议记录", "file": "materials/02.csv"}]
    assert draft.texts["materials/02.csv"] == "事项,金额\n甲,1\n"
    files = [("会议.txt", "甲。\n".encode()), ("坏.docx", b"x"), ("会议.md", "乙。\n".encode())]
    step.upload.value = tuple(
        {"name": name, "type": "", "size": len(data), "content": memoryview(data), "last_modified": NOW}
        for name, data in files
    )
    assert [entry["name"] for entry in draft.head["materials"]] == ["会议记录", "会议", "会议2"]
    assert "已导入《会议2》" in step.tell.value
    assert "不是完好的" in step.tell.value


def test_marking_adds_evidence_and_doubt_is_settled_by_the_author(place: Place) -> None:
    wizard = Wizard(place, DEMO.name)
    assert wizard.work is not None
    found: list[Any] = []
    picker = Picker(wizard.materials(), found.append, "加")
    ledger = next(one for one in wizard.materials() if one.is_table)
    picker.words.value = f"{ledger.name}·1"
    picker.add_button.click()
    assert found[-1].entry == {"material": ledger.name, "row": 1}
    picker.words.value = "这句话谁也没有说过"
    assert picker.add_button.disabled
    picker.words.value = "的"
    assert picker.add_button.disabled
    assert picker.choices.options
    picker.choices.value = 1
    picker.add_button.click()
    place_found = found[-1]
    wizard.work.draft.key["problems"][0]["evidence"].append({**place_found.entry, "need": "佐证"})
    assert check_draft(wizard.work.draft)[1] == ()


def test_the_preview_shows_what_trainees_see_and_nothing_of_the_key(place: Place) -> None:
    wizard = Wizard(place, DEMO.name)
    assert wizard.work is not None
    wizard.steps.value = "检查与预览"
    chooser = next(x for x in every(wizard.holder) if isinstance(x, w.ToggleButtons))
    assert next(iter(chooser.options)) == "学员看到的材料"
    for label in list(chooser.options)[:-1]:
        chooser.value = label
        for problem in wizard.work.draft.key["problems"]:
            assert problem["points"][0]["text"] not in shown(wizard.holder)
    chooser.value = "体检"
    press(wizard.holder, "开始体检")
    assert "必须改 0 处" in shown(wizard.holder)


def test_follow_renames_everywhere() -> None:
    key = {"a": [{"material": "旧", "x": 1}, {"material": "别"}], "b": {"material": "旧"}}
    follow(key, "旧", "新")
    assert key == {"a": [{"material": "新", "x": 1}, {"material": "别"}], "b": {"material": "新"}}


def test_what_names_somebody_is_found_and_replaced_in_materials_and_key_alike(place: Place) -> None:
    wizard = Wizard(place, DEMO.name)
    assert wizard.work is not None
    draft = wizard.work.draft
    file = draft.head["materials"][0]["file"]
    draft.texts[file] += "\n\n欧阳建国局长在谈话时说，他的电话是13812345678，情况属实。\n"
    draft.key["problems"][0]["points"][0]["accept"] = ["欧阳建国带头执行制度不力"]
    draft.key["problems"][0]["evidence"].append(
        {"material": draft.head["materials"][0]["name"], "quote": "欧阳建国局长在谈话时说", "need": "佐证"}
    )
    step = Materials(draft, lambda: None)
    sensitive = Sensitive(draft, lambda: None, step.refresh, Rules)
    press(sensitive.widget, "查找敏感信息")
    names = {row.name for row in sensitive.rows}
    assert "13812345678" in names
    assert any("欧阳建国" in name for name in names)
    press(sensitive.widget, "替换勾选的")
    left = json.dumps([draft.texts, draft.key], ensure_ascii=False)
    assert "欧阳建国" not in left
    assert "13812345678" not in left
    assert not [one for one in check_draft(draft)[1] if "引文" in one.message]
    assert "替换了" in sensitive.tell.value
