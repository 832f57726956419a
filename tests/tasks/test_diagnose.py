"""diagnose: macro F1 above blind labelling, and what is said of each row."""

from typing import Any

import pytest
from own_items import flags, item, scored, why

from kit.errors import AnswerFormatError
from kit.model.prompt import DiagnoseForm
from kit.tasks import diagnose

KEY = {"r1": ["空泛"], "r2": [], "r3": ["凑数"], "r4": ["虚假"], "r5": ["空泛", "凑数"], "r6": []}
PLAN = [{"id": row, "measure": f"措施{row}", "labels": labels, "why": f"{row}的道理"} for row, labels in KEY.items()]
SOURCE = item("diagnose", diagnose={"problem": "采购不规范", "plan": PLAN})
ALL = ["凑数", "空泛", "虚假", "不对应"]


def answer(**changes: list[str]) -> dict[str, Any]:
    return {"labels": {**KEY, **changes}}


@pytest.mark.parametrize(
    ("raw", "marks"),
    [
        (answer(), {"凑数": 100, "空泛": 100, "虚假": 100, "合格": 100}),
        (answer(r2=["合格"]), {"凑数": 100, "空泛": 100, "虚假": 100, "合格": 100}),
        # F1 of 空泛 2/3, blind 1/2 → 1/3; of 合格 4/5, blind 1/2 → 3/5.
        (answer(r1=[]), {"凑数": 100, "空泛": 33.33, "虚假": 100, "合格": 60}),
        # a label that the key has not is a class of its own, never met.
        (answer(r1=["空泛", "不对应"]), {"凑数": 100, "空泛": 100, "虚假": 100, "不对应": 0, "合格": 100}),
        ({"labels": dict.fromkeys(KEY, ALL)}, {"凑数": 0, "空泛": 0, "虚假": 0, "不对应": 0, "合格": 0}),
        ({"labels": {row: [] for row in KEY}}, {"凑数": 0, "空泛": 0, "虚假": 0, "合格": 0}),
        ({"labels": {row: ["空泛"] for row in KEY}}, {"凑数": 0, "空泛": 0, "虚假": 0, "合格": 0}),
        ({}, {"凑数": 0, "空泛": 0, "虚假": 0, "合格": 0}),
    ],
)
def test_marks_by_label(raw: dict[str, Any], marks: dict[str, float]) -> None:
    score = scored("diagnose", raw, SOURCE)
    assert score.marks == marks
    assert score.total == pytest.approx(sum(marks.values()) / len(marks), abs=0.06)


@pytest.mark.parametrize("changed", [{"r1": []}, {"r1": ["虚假"], "r4": ["空泛"]}, {"r2": ["凑数"], "r6": ["凑数"]}])
def test_f1_is_the_harmonic_mean_of_precision_and_recall(changed: dict[str, list[str]]) -> None:
    given = KEY | changed
    for label in ("凑数", "空泛", "虚假"):
        true, said = [row for row in KEY if label in KEY[row]], [row for row in KEY if label in given[row]]
        both = len(set(true) & set(said))
        precision, recall = both / len(said) if said else 0.0, both / len(true)
        expected = 2 * precision * recall / (precision + recall) if both else 0.0
        assert diagnose.f1_of(true, said) == pytest.approx(expected)


def test_a_label_that_all_rows_have_is_not_rescaled() -> None:
    assert diagnose.rescaled(0.8, 1.0) == 0.8
    assert diagnose.rescaled(0.5, 1 / 3) == 0


def test_rows_are_told_with_the_trainees_reason_beside_the_keys() -> None:
    raw = {**answer(r1=["虚假"]), "reasons": {"r1": "没有动作"}}
    score = scored("diagnose", raw, SOURCE)
    told = score.matches[0]
    assert told.credit == 0
    assert told.note == "你判为虚假。r1的道理 你的理由：没有动作"
    assert score.matches[4].point_text == "第 5 条“措施r5”：空泛、凑数"
    assert score.total == scored("diagnose", answer(r1=["虚假"]), SOURCE).total


def test_missed_and_wrong_rows_are_told_by_label() -> None:
    score = scored("diagnose", answer(r1=["虚假"]), SOURCE)
    assert "漏判第 1 条" in why(score, "空泛")
    assert "误判第 1 条" in why(score, "虚假")


def test_a_row_left_out_is_not_judged_sound() -> None:
    labels = {row: held for row, held in KEY.items() if row != "r2"}
    score = scored("diagnose", {"labels": labels}, SOURCE)
    assert score.marks["合格"] < 100
    assert flags(score) == ["empty"]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"labels": {"r9": []}}, "r1"),
        ({"labels": {"r1": ["空乏"]}}, "空泛"),
        ({"labels": {"r1": ["空泛", "合格"]}}, "不能与其他类别同选"),
        ({"labels": {"r1": 3}}, "应是列表"),
        ({"reasons": {"r1": 3}}, "应是文字"),
        ({"reasons": {"r7": "x"}}, "没有措施"),
    ],
)
def test_what_cannot_be_read_is_told(raw: dict[str, Any], told: str) -> None:
    with pytest.raises(AnswerFormatError, match=told):
        diagnose.parse(raw, SOURCE)


def test_one_label_may_stand_without_a_list() -> None:
    assert diagnose.parse({"labels": {"r1": "空泛"}}, SOURCE).labels == {"r1": frozenset({"空泛"})}


def test_the_prompt_offers_every_label_with_its_meaning() -> None:
    form = diagnose.prompt(SOURCE).form
    assert isinstance(form, DiagnoseForm)
    assert [name for name, _ in form.labels] == ["凑数", "空泛", "虚假", "不对应", "合格"]
