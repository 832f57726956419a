"""Every form: what is shown reads back as it was written, and the key's answer can be given through it."""

from __future__ import annotations

import copy
from typing import Any

import ipywidgets as w
import pytest
from deskside import all_questions, every_widget, find

from kit.content.library import Question
from kit.model import prompt as forms
from kit.model.exercise import Choice
from kit.model.prompt import Form, Prompt
from kit.tasks import ideal
from kit.workbench.desk import prompt_of, reading_of
from kit.workbench.forms import VIEWS, build
from kit.workbench.forms.view import FormView, Setting
from kit.workbench.reader import Reading

QUESTIONS = {str(question.ref): question for question in all_questions()}


class Changes:
    """Counts the changes that a form tells of."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def view_of(question: Question, changed: Any = lambda: None) -> FormView:
    return build(Setting(prompt_of(question), reading_of(question), changed))


def form_view(form: Form, changed: Any = lambda: None) -> FormView:
    prompt = Prompt(kind="x", kind_title="题", title="题", instruction="做", form=form)
    return build(Setting(prompt, Reading(None, ()), changed))


def press(view: FormView, label: str, place: int = 0) -> None:
    buttons = [x for x in every_widget(view.widget) if isinstance(x, w.Button) and x.description == label]
    buttons[place].click()


def test_every_form_has_a_view() -> None:
    assert set(VIEWS) == set(Form.__args__)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_keys_answer_can_be_written_and_reads_back(name: str) -> None:
    question = QUESTIONS[name]
    right = ideal(question.task, question.source, question.problem)
    view = view_of(question)
    if right is None:
        return
    view.write(copy.deepcopy(right))
    read = view.read()
    again = view_of(question)
    again.write(read)
    assert again.read() == read
    assert view.gaps() == ""


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_untouched_form_is_empty_and_says_so(name: str) -> None:
    view = view_of(QUESTIONS[name])
    assert view.gaps() != ""
    assert not any(value for value in view.read().values())


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"text": None},
        {"rows": "x"},
        {"findings": [1, None]},
        {"selected": ["没有·1"]},
        {"choices": {"J9": "z"}},
        {"pairs": {"l1": "no"}},
        {"order": ["no", "no"]},
        {"answers": {"q": 3}},
        {"labels": {"r": "x"}},
        {"marks": {"定性": 9}},
        {"category": "Z9", "level": "?", "severity": 3},
    ],
)
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_strange_draft_is_shown_as_far_as_it_can_be(name: str, raw: dict[str, Any]) -> None:
    view = view_of(QUESTIONS[name])
    view.write(raw)
    view.read()


def test_typing_tells_of_a_change_and_counts() -> None:
    changes = Changes()
    view = form_view(forms.TextForm(label="问题底稿", advice="先定性", shortest=5, longest=10), changes)
    area = find(view.widget, w.Textarea, "在这里写问题底稿")
    assert area.continuous_update
    for text, told in (("四个 字\n", "已写 3 字（建议 5~10 字，还可再写 2 字左右）"), ("字" * 12, "已超出 2 字")):
        area.value = text
        assert any(told in x.value for x in every_widget(view.widget) if isinstance(x, w.HTML))
    assert changes.count == 2
    assert view.read() == {"text": "字" * 12}


def test_rows_are_added_copied_moved_deleted_and_brought_back() -> None:
    fields = tuple((name, name, "") for name in ("measure", "owner", "deadline", "deliverable"))
    changes = Changes()
    view = form_view(forms.RowsForm(fields=fields), changes)
    rows = [{"measure": m, "owner": "办公室", "deadline": "", "deliverable": ""} for m in "甲乙丙"]
    view.write({"rows": rows})

    def measures() -> str:
        return "".join(row["measure"] for row in view.read()["rows"])

    for label, place, expected in (
        ("复制", 1, "甲乙乙丙"),
        ("下移", 0, "乙甲乙丙"),
        ("上移", 0, "乙甲乙丙"),
        ("删除", 1, "乙乙丙"),
        ("撤销删除", 0, "乙甲乙丙"),
        ("上移", 3, "乙甲丙乙"),
        ("删除", 3, "乙甲丙"),
    ):
        press(view, label, place)
        assert measures() == expected
    before = changes.count
    press(view, "+ 添加一条措施")
    assert changes.count == before + 1
    assert measures() == "乙甲丙"


def test_findings_leave_out_what_is_empty() -> None:
    view = form_view(forms.TextListForm(label="问题", advice=""))
    areas = [x for x in every_widget(view.widget) if isinstance(x, w.Textarea)]
    assert len(areas) == 3
    view.write({"findings": ["一", " ", "二", "三", "四"]})
    assert view.read() == {"findings": ["一", "二", "三", "四"]}


STEPS = tuple(Choice(id=name, text=name * 3) for name in "abcde")


@pytest.mark.parametrize(
    ("presses", "expected"),
    [
        ([], []),
        ([("就按现在的顺序", 0)], list("abcde")),
        ([("下移", 0)], list("bacde")),
        ([("上移", 4)], list("abced")),
        ([("上移", 0)], list("abcde")),
        ([("下移", 0), ("下移", 1)], list("bcade")),
    ],
)
def test_steps_move_by_buttons(presses: list[tuple[str, int]], expected: list[str]) -> None:
    view = form_view(forms.OrderForm(steps=STEPS))
    for label, place in presses:
        ranked = next(x for x in every_widget(view.widget) if "kit-ranked" in getattr(x, "_dom_classes", ()))
        if label == "就按现在的顺序":
            press(view, label)
        else:
            row = ranked.children[place]
            next(x for x in row.children if getattr(x, "description", "") == label).click()
    assert view.read() == {"order": expected}


@pytest.mark.parametrize(("typed", "expected"), [(1, "eabcd"), (3, "abecd"), (5, "")])
def test_a_place_can_be_typed(typed: int, expected: str) -> None:
    view = form_view(forms.OrderForm(steps=STEPS))
    ranked = next(x for x in every_widget(view.widget) if "kit-ranked" in getattr(x, "_dom_classes", ()))
    ranked.children[4].children[0].value = typed
    assert "".join(view.read()["order"]) == expected


def test_no_more_are_chosen_than_asked() -> None:
    view = form_view(forms.OrderForm(steps=STEPS, choose=2))
    press(view, "选入", 0)
    press(view, "选入", 0)
    assert view.read() == {"order": ["a", "b"]}
    assert all(x.disabled for x in every_widget(view.widget) if getattr(x, "description", "") == "选入")
    press(view, "移出", 0)
    assert len(view.read()["order"]) == 1
    assert "应选 2 项" in view.gaps()


def test_sound_and_the_other_labels_exclude_each_other() -> None:
    labels = (("空泛", ""), ("凑数", ""), ("合格", ""))
    view = form_view(
        forms.DiagnoseForm(problem="p", tables=(), plan=(forms.PlanAsk(id="r1", measure="开会"),), labels=labels)
    )
    toggles = {x.description: x for x in every_widget(view.widget) if isinstance(x, w.ToggleButton)}
    for name, expected in (("空泛", ["空泛"]), ("凑数", ["空泛", "凑数"]), ("合格", ["合格"]), ("空泛", ["空泛"])):
        toggles[name].value = True
        assert view.read()["labels"] == {"r1": expected}
    toggles["空泛"].value = False
    assert view.read()["labels"] == {}


def leaf(code: str, name: str) -> forms.TreeOption:
    return forms.TreeOption(code=code, name=name, path=(code[0], code[:2]))


TREE = forms.ClassifyForm(
    leaves=(leaf("A1.1", "理论学习"), leaf("C1.1", "集体领导"), leaf("C1.2", "班子团结"), leaf("C2.1", "选人用人")),
    levels=("政治", "业务"),
    severities=("一般", "严重"),
)


def test_the_tree_is_walked_down() -> None:
    view = form_view(TREE)
    focus, group, leaves = (
        x for x in sorted((x for x in every_widget(view.widget) if isinstance(x, w.Select)), key=lambda x: x.rows)
    )
    focus.value = "C"
    assert list(group.options) == ["C1", "C2"]
    group.value = "C1"
    leaves.value = "C1.2"
    assert view.read()["category"] == "C1.2"
    focus.value = "A"
    assert view.read()["category"] == ""


@pytest.mark.parametrize(
    ("words", "found"), [("集体", ["C1.1"]), ("c1", ["C1.1", "C1.2"]), ("C 用人", ["C2.1"]), ("没有", [])]
)
def test_the_tree_is_searched(words: str, found: list[str]) -> None:
    view = form_view(TREE)
    leaves = max((x for x in every_widget(view.widget) if isinstance(x, w.Select)), key=lambda x: x.rows)
    find(view.widget, w.Text, "搜索分类：输入关键词或代码").value = words
    assert [code for _, code in leaves.options] == found
    if found:
        leaves.value = found[0]
        assert view.read()["category"] == found[0]
