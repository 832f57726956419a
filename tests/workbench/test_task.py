"""One question on screen: saved, restored, submitted, revised; nothing of the key before submission."""

from __future__ import annotations

import json
from typing import Any

import ipywidgets as w
import pytest
from deskside import Clock, all_questions, every_widget, find, ref, state_text

from kit.content.library import Question
from kit.model.case import Case
from kit.model.score import Scored
from kit.study.attempts import read_attempts
from kit.study.drafts import draft_path
from kit.tasks import ideal
from kit.workbench.desk import Desk
from kit.workbench.task import TaskView

QUESTIONS = {str(question.ref): question for question in all_questions()}
CASE = "xc-900-demo"
FINDING = ref("finding", CASE, "P1")


def opened(desk: Desk, question: Any = FINDING) -> TaskView:
    return TaskView(desk, desk.question(question))


def area(view: TaskView) -> w.Textarea:
    return next(x for x in every_widget(view.widget) if isinstance(x, w.Textarea))


def secrets(question: Question) -> set[str]:
    """Texts of the key that a trainee must not see before submission."""
    source = question.source
    if isinstance(source, Case):
        texts = {text for problem in source.problems for text in problem_secrets(problem, question.task)}
        texts |= {herring.why for herring in source.red_herrings}
        texts |= {option.why for item in source.judgement for option in item.options}
        return texts
    payload = getattr(source.item, question.task)
    dumped = [entry.model_dump() for entry in payload] if isinstance(payload, tuple) else payload.model_dump()
    return set(why_texts(dumped))


def problem_secrets(problem: Any, task: str) -> list[str]:
    points = [*problem.points, *problem.measures]
    texts = [text for point in points for text in (point.text, *point.accept)]
    texts += [text for wrong in problem.wrong for text in (wrong.text, wrong.why)]
    texts.append(problem.title)
    if problem.reference:
        texts.append(problem.reference.finding)
        texts += [row.measure for row in problem.reference.measures]
    if task in ("discover", "judgement"):
        texts.append(problem.prompt)
    return texts


def why_texts(value: Any, name: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for key, entry in value.items() for text in why_texts(entry, name if name == "why" else key)]
    if isinstance(value, list | tuple):
        return [text for entry in value for text in why_texts(entry, name)]
    return [value] if isinstance(value, str) and name in ("why", "reference", "accept") else []


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_widget_holds_anything_of_the_key_before_submission(desk: Desk, name: str) -> None:
    question = QUESTIONS[name]
    state = state_text(opened(desk, question.ref).widget)
    hidden = {text for text in secrets(question) if len(text) > 3}
    assert hidden
    assert [text for text in hidden if json.dumps(text, ensure_ascii=False)[1:-1] in state] == []
    for word in ('"score"', '"labels": {', "grave", "key_hash"):
        assert word not in state


def test_the_walk_finds_key_text_once_it_may_be_seen(desk: Desk) -> None:
    view = opened(desk)
    area(view).value = "某公司党委履行国有资产监管责任不力。"
    view.submit()
    point = QUESTIONS[str(FINDING)].source.problems[0].points[0].text  # type: ignore[union-attr]
    assert point in state_text(view.widget)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_kind_can_be_answered_submitted_and_shown(desk: Desk, name: str) -> None:
    question = QUESTIONS[name]
    view = opened(desk, question.ref)
    right = ideal(question.task, question.source, question.problem)
    if right:
        view.form.write(right)
    outcome = view.submit()
    assert outcome is not None
    assert isinstance(outcome.attempt.score, Scored)
    assert f'<b class="kit-{"good" if outcome.attempt.score.total >= 80 else ""}' in view.feedback.value or not right
    assert "参考答案" in view.feedback.value
    assert read_attempts(desk.folder).attempts[-1] == outcome.attempt
    assert outcome.attempt.key_hash
    assert view.submit_button.description == "修改后再交"


def test_every_change_is_on_disk_and_comes_back_with_its_time(desk: Desk, clock: Clock) -> None:
    view = opened(desk)
    assert "已恢复" not in view.told.value
    area(view).value = "某公司党委"
    view.keeper.flush()
    assert json.loads(draft_path(desk.folder, FINDING).read_bytes())["answer"]["text"] == "某公司党委"
    assert "已保存 10:32:05" in view.state.value
    clock.move(minutes=9)
    again = opened(desk)
    assert area(again).value == "某公司党委"
    assert "已恢复 10:32 保存的作答" in again.told.value
    clock.move(days=1)
    assert "已恢复 2026-03-01 10:32 保存的作答" in opened(desk).told.value


def test_restoring_does_not_write_again(desk: Desk, clock: Clock) -> None:
    view = opened(desk)
    area(view).value = "原文"
    view.keeper.flush()
    written = draft_path(desk.folder, FINDING).read_bytes()
    clock.move(minutes=5)
    opened(desk).keeper.flush()
    assert draft_path(desk.folder, FINDING).read_bytes() == written


def test_a_damaged_draft_is_told_and_the_form_works(desk: Desk) -> None:
    path = draft_path(desk.folder, FINDING)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\x00broken")
    view = opened(desk)
    assert "已损坏" in view.told.value
    area(view).value = "新写的"
    view.keeper.flush()
    assert json.loads(path.read_bytes())["answer"]["text"] == "新写的"
    assert [p.read_bytes() for p in path.parent.glob("*.damaged-*")] == [b"\x00broken"]


def test_a_second_window_is_told_and_both_versions_stay(desk: Desk) -> None:
    one, other = opened(desk), opened(desk)
    for view, text in ((one, "甲窗口"), (other, "乙窗口")):
        area(view).value = text
        view.keeper.flush()
    assert "另一个窗口" in other.told.value
    texts = {json.loads(p.read_bytes())["answer"]["text"] for p in (desk.folder / "drafts").glob("*.json*")}
    assert texts == {"甲窗口", "乙窗口"}


def test_where_nothing_can_be_saved_it_is_said_and_the_score_still_comes(desk: Desk) -> None:
    desk.folder.write_text("a file where the folder should be")
    view = opened(desk)
    area(view).value = "某公司党委履行国有资产监管责任不力。"
    view.keeper.flush()
    assert "保存失败" in view.state.value
    assert view.submit() is not None
    assert "没能记录" in view.problems.value
    assert "kit-total" in view.feedback.value


def test_an_answer_that_cannot_be_read_is_told_and_nothing_is_lost(desk: Desk) -> None:
    verify = next(question for question in QUESTIONS.values() if question.task == "verify")
    view = opened(desk, verify.ref)
    number = find(view.widget, w.Text, "填数字")
    number.value = "很多"
    assert view.submit() is None
    assert "读不出一个数" in view.problems.value
    assert read_attempts(desk.folder).attempts == ()
    assert number.value == "很多"
    assert find(opened(desk, verify.ref).widget, w.Text, "填数字").value == "很多"


def test_revising_gives_a_second_attempt_and_both_are_compared(desk: Desk, clock: Clock) -> None:
    judgement = ref("judgement", CASE)
    right = ideal("judgement", QUESTIONS[str(judgement)].source)
    assert right is not None
    view = opened(desk, judgement)
    first = view.submit()
    assert first is not None
    assert view.history.value == ""
    clock.move(minutes=3)
    view.form.write(right)
    second = view.submit()
    assert second is not None
    assert (second.attempt.number, second.attempt.score.total) == (2, 100)  # type: ignore[union-attr]
    assert "第 1 次" in view.history.value
    assert "第 2 次" in view.history.value
    assert "(+100)" in view.history.value
    assert view.submit() is None
    assert "完全相同" in view.problems.value
    assert len(read_attempts(desk.folder).attempts) == 2
    again = opened(desk, judgement)
    assert "第 2 次" in again.history.value
    assert again.feedback.value == ""
    again.show_last()
    assert "第 2 次提交的评分" in again.feedback.value


def test_half_a_surrogate_does_not_stop_saving_or_submitting(desk: Desk) -> None:
    view = opened(desk)
    area(view).value = "断字\ud83d在中间"
    assert view.submit() is not None
    assert read_attempts(desk.folder).attempts[0].answer["text"] == "断字?在中间"


def test_in_an_exam_there_is_no_submitting_here(desk: Desk) -> None:
    view = TaskView(desk, desk.question(FINDING), graded=False)
    assert not [x for x in every_widget(view.widget) if getattr(x, "description", "") == "提交评分"]
