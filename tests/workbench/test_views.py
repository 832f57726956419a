"""Start page, sets, exams, the whole case, reader, lists, examples, and the public door."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import ipywidgets as w
import pytest
from deskside import Clock, all_questions, every_widget, find, ref, state_text
from markupsafe import Markup

import kit
from kit.content.library import Library, demo_library
from kit.errors import KitError
from kit.model.attempt import Attempt, TaskRef
from kit.model.case import CaseHead, Material
from kit.model.score import Scored
from kit.study.attempts import read_attempts
from kit.tasks import KINDS, ideal
from kit.workbench.casereport import report_page
from kit.workbench.choosing import Chooser, Entry
from kit.workbench.desk import Desk
from kit.workbench.example import Page, example_page
from kit.workbench.lists import cases_table, progress_page
from kit.workbench.practice import practice
from kit.workbench.reader import Reading, background_page, boxed_pages, material_page, reader
from kit.workbench.series import Exam, Series
from kit.workbench.startpage import start_page
from kit.workbench.whole import Whole, refs_of

CASE = "xc-900-demo"


def texts(top: w.Widget) -> str:
    return "\n".join(x.value for x in every_widget(top) if isinstance(x, w.HTML))


def exam_of(desk: Desk, limit: int | None = 30) -> Exam:
    chosen = demo_library().exercise("demo").set.model_copy(update={"mode": "exam", "time_limit": limit})
    asked = [q for q in demo_library().exercise_questions("demo") if q.task in KINDS]
    return Exam(desk, chosen, asked)


def answer_all(view: Series) -> None:
    for place, asked in enumerate(view.asked):
        right = ideal(asked.task, asked.source, asked.problem)
        if right:
            view.view(place).form.write(right)


def test_a_set_goes_item_by_item_and_keeps_what_was_written(desk: Desk) -> None:
    asked = list(demo_library().exercise_questions("demo"))
    view = Series(desk, demo_library().exercise("demo").set, asked)
    assert view.back.disabled
    view.forth.click()
    assert view.place == 1
    assert view.jump.value == 1
    first = view.holder.children[0]
    view.jump.value = len(asked) - 1
    assert view.forth.disabled
    view.go(99)
    assert view.place == len(asked) - 1
    view.go(1)
    assert view.holder.children[0] is first
    view.go(0)
    view.view(0).form.write(ideal(asked[0].task, asked[0].source) or {})
    view.view(0).submit()
    assert f"已交 1 / {len(asked)} 题，最好成绩平均 100 分" in view.marks.value
    assert Series(desk, demo_library().exercise("demo").set, asked).place == 1


def test_an_exam_gives_no_feedback_before_all_is_handed_in(desk: Desk, clock: Clock) -> None:
    view = exam_of(desk)
    assert view.holder.layout.display == "none"
    view.start_button.click()
    assert "剩余 30:00" in view.clock.value
    answer_all(view)
    assert read_attempts(desk.folder).attempts == ()
    assert "参考答案" not in state_text(view.widget)
    clock.move(minutes=10)
    view.tick()
    assert "剩余 20:00" in view.clock.value
    view.hand_in_button.click()
    assert "确定交卷吗" in view.tell.value
    assert read_attempts(desk.folder).attempts == ()
    view.sure_button.click()
    assert len(read_attempts(desk.folder).attempts) == len(view.asked)
    assert "测验成绩" in view.results.value
    assert "已通过" in view.results.value
    assert "参考答案" in view.results.value
    assert view.holder.layout.display == "none"


def test_the_clock_goes_on_when_the_notebook_is_closed_and_hands_in_at_the_end(desk: Desk, clock: Clock) -> None:
    view = exam_of(desk)
    view.start()
    answer_all(view)
    for place in range(len(view.asked)):
        view.view(place).keeper.flush()
    clock.move(minutes=25)
    again = exam_of(desk)
    assert "剩余 05:00" in again.clock.value
    clock.move(minutes=5)
    again.tick()
    assert "时间到" in again.tell.value
    totals = [a.score.total for a in read_attempts(desk.folder).attempts if isinstance(a.score, Scored)]
    assert len(totals) == len(view.asked)
    assert max(totals) == 100
    third = exam_of(desk)
    assert "测验成绩" in third.results.value
    assert len(read_attempts(desk.folder).attempts) == len(view.asked)


def test_an_exam_begins_anew_with_empty_forms_and_keeps_the_earlier_drafts(desk: Desk, clock: Clock) -> None:
    view = exam_of(desk)
    view.start_button.click()
    answer_all(view)
    view.hand_in()
    before = {path.read_bytes() for path in (desk.folder / "drafts").glob("*.json")}
    assert len(before) >= 5
    clock.move(minutes=1)
    view.again_button.click()
    assert "另外保存着" in view.tell.value
    assert list((desk.folder / "drafts").glob("*.json")) == []
    assert {path.read_bytes() for path in (desk.folder / "drafts").glob("*.kept-20260301-103305")} == before
    for opened in (view, exam_of(desk)):
        empty = exam_of(Desk(demo_library(), desk.folder / "nobody", clock))
        for place in range(len(view.asked)):
            assert opened.view(place).form.read() == empty.view(place).form.read()
    clock.move(minutes=1)
    view.hand_in()
    attempts = read_attempts(desk.folder).attempts
    assert len(attempts) == 2 * len(view.asked)
    assert [a.score.total for a in attempts[: len(view.asked)] if isinstance(a.score, Scored)].count(100) > 1
    assert "未通过" in view.results.value


def test_an_unreadable_item_of_an_exam_is_told_and_the_rest_counts(desk: Desk) -> None:
    view = exam_of(desk, limit=None)
    view.start()
    assert view.clock.value == ""
    answer_all(view)
    place = next(n for n, asked in enumerate(view.asked) if asked.task == "verify")
    find(view.view(place).widget, w.Text, "填数字").value = "很多"
    view.hand_in()
    assert "读不出一个数" in view.results.value
    assert len(read_attempts(desk.folder).attempts) == len(view.asked) - 1


def whole(desk: Desk) -> Whole:
    return Whole(desk, demo_library().case(CASE))


@pytest.mark.parametrize("way", ["skip", "submit"])
def test_the_problems_stay_hidden_until_discovery_is_behind(desk: Desk, way: str) -> None:
    case = demo_library().case(CASE)
    view = whole(desk)
    assert list(view.chooser.options) == ["发现问题"]
    state = state_text(view.widget)
    for problem in case.problems:
        for text in (problem.prompt, problem.title):
            assert text not in state
    if way == "skip":
        view.skip_button.click()
    else:
        next(x for x in every_widget(view.widget) if isinstance(x, w.Textarea)).value = "房产出租未公开招租"
        find(view.widget, w.Button, "提交评分").click()
    steps = [*(f"问题 {n}" for n in range(1, len(case.problems) + 1)), "纪律情境", "报告"]
    assert list(view.chooser.options) == ["发现问题", *steps]
    view.chooser.value = "问题 1"
    assert "判断问题应归入哪一类" in state_text(view.widget)
    assert list(whole(desk).chooser.options) == ["发现问题", *steps]


def test_the_report_gathers_all_scores_and_is_saved_as_a_page(desk: Desk) -> None:
    view = whole(desk)
    case = demo_library().case(CASE)
    view.skip()
    view.chooser.value = "报告"
    assert "还没有交过" in texts(view.widget)
    for questions in refs_of(case).values():
        for question in questions.values():
            right = ideal(question.task, case, question.problem)
            desk.submit(question, right or {"text": ""})
    view.turn()
    assert "做得好的" in texts(view.widget)
    find(view.widget, w.Button, "保存报告").click()
    pages = list((desk.folder / "reports").glob("*.html"))
    assert len(pages) == 1
    page = pages[0].read_text(encoding="utf-8")
    assert page == report_page(desk, case.head.title, refs_of(case))
    assert case.problems[0].points[0].text in page
    assert "http://" not in page
    assert "https://" not in page
    assert 'download="综合演练报告-20260301-103205.html"' in texts(view.widget)


def test_the_next_button_walks_to_the_report(desk: Desk) -> None:
    view = whole(desk)
    view.skip()
    for _ in range(20):
        view.next_button.click()
    assert view.chooser.value == "报告"
    assert view.next_button.layout.display == "none"


def test_the_start_page_lists_cases_and_sets_and_opens_them(desk: Desk) -> None:
    page = start_page(desk)
    shown = texts(page)
    case, chosen = demo_library().case(CASE), demo_library().exercise("demo").set
    for text in ("打开", case.head.title, f"约 {case.head.minutes} 分钟", chosen.title, "未练习", "还没有提交过作答"):
        assert text in shown
    for place in (0, 1):
        buttons = [x for x in every_widget(page) if isinstance(x, w.Button) and x.description == "打开"]
        buttons[place].click()
        assert ("先读材料" if place == 0 else "下一题") in state_text(page)
        find(page, w.Button, "← 换一个案例或练习").click()


def entry(name: str, title: str, **traits: str) -> Entry:
    return Entry(name, title, traits, Markup("<b>{}</b>").format(title))


ENTRIES = [
    entry("a", "某局财务报销", 难度="基础", 情况="未练习"),
    entry("b", "某局Wifi采购", 难度="进阶", 情况="未练习"),
    entry("c", "某公司采购", 难度="基础", 情况="练过"),
]


@pytest.mark.parametrize(
    ("search", "chosen", "shown"),
    [
        ("", {}, "abc"),
        ("采购", {}, "bc"),
        ("  采购  某局 ", {}, "b"),
        ("WIFI", {}, "b"),
        ("", {"难度": "基础"}, "ac"),
        ("", {"难度": "基础", "情况": "练过"}, "c"),
        ("财务", {"情况": "练过"}, ""),
    ],
)
def test_the_chooser_shows_what_matches_and_can_be_cleared(search: str, chosen: dict[str, str], shown: str) -> None:
    opened: list[str] = []
    chooser = Chooser("案例", lambda: ENTRIES, opened.append)
    chooser.search.value = search
    for name, value in chosen.items():
        chooser.filters[name].value = value
    for row in chooser.list.children:
        if isinstance(row, w.Box):
            row.children[0].click()
    assert "".join(opened) == shown
    assert ("没有符合条件" in texts(chooser.list)) is (not shown)
    assert ("显示" in chooser.count.value) is (shown != "abc")
    chooser.clear_button.click()
    assert len(chooser.list.children) == 3
    assert chooser.clear_button.layout.display == "none"


def test_the_chooser_tells_anew_and_offers_new_traits() -> None:
    now = ENTRIES[:2]
    chooser = Chooser("案例", lambda: now, lambda _: None)
    chooser.filters["情况"].value = "未练习"
    now = [ENTRIES[0], entry("b", "某局Wifi采购", 难度="进阶", 情况="练过")]
    chooser.refresh()
    assert len(chooser.list.children) == 1
    chooser.filters["情况"].value = "练过"
    assert "Wifi" in texts(chooser.list)


def test_a_case_just_worked_on_shows_as_such_when_one_comes_back(desk: Desk) -> None:
    page = start_page(desk)
    find(page, w.Button, "打开").click()
    desk.submit(ref("judgement", CASE), {})
    find(page, w.Button, "← 换一个案例或练习").click()
    assert "练过 1 题" in texts(page)


@pytest.mark.parametrize("broken", ["key.yaml", "case.yaml"])
def test_a_faulty_case_is_not_offered_and_only_a_fold_says_why(desk: Desk, tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "cases" / CASE
    shutil.copytree(demo_library().case_folders()[CASE], folder)
    (folder / broken).write_text("nothing: x\n", encoding="utf-8")
    faulty = Desk(Library(tmp_path / "cases"), desk.folder)
    page = start_page(faulty)
    assert not [x for x in every_widget(page) if getattr(x, "description", "") == "打开"]
    told, fold = texts(page).split("<details>", 1)
    assert "这个案例暂时不能打开，请告诉教员" in told
    assert "kit-warn" not in told
    assert broken not in told
    assert broken in fold


def test_the_case_page_offers_every_task(desk: Desk) -> None:
    page = start_page(desk)
    find(page, w.Button, "打开").click()
    chooser = next(x for x in every_widget(page) if isinstance(x, w.ToggleButtons) and "综合演练" in x.options)
    for option in chooser.options:
        chooser.value = option
    assert {KINDS[name].title for name in ("classify", "evidence", "finding", "measures", "judgement")} <= set(
        chooser.options
    )


def test_progress_and_cases_tell_how_it_stands(desk: Desk) -> None:
    assert "还没有提交过作答" in progress_page(desk)
    judgement = ref("judgement", CASE)
    desk.submit(judgement, ideal("judgement", demo_library().case(CASE)) or {})
    title = demo_library().case(CASE).head.title
    for page in (progress_page(desk), progress_page(desk, CASE)):
        assert "100" in page
        assert "已练 1 题，提交 1 次，其中 1 题达到合格线" in page
    assert "练过 1 题，最好成绩平均 100 分" in cases_table(desk)
    assert title in cases_table(desk)
    assert "没有找到案例" in cases_table(Desk(Library(Path("none")), desk.folder))


def attempt_at(name: str, day: int, total: float, **names: str) -> Attempt:
    at = f"2026-03-{day:02d}T10:00:00"
    score = Scored(task=name, total=total, criteria=())
    return Attempt(ref=TaskRef(task=name, **names), at=at, number=1, answer={}, score=score)


def test_progress_is_folded_by_case_and_set_the_latest_first(desk: Desk) -> None:
    attempts = [attempt_at("judgement", day, day, case=f"xc-{day:03d}-x") for day in range(1, 21)]
    attempts += [attempt_at("finding", 25, 70, case="xc-003-x", problem="P1"), attempt_at("verify", 2, 50, item="s/q")]
    desk.folder.mkdir(parents=True)
    lines = "".join(f"{attempt.model_dump_json()}\n" for attempt in attempts)
    (desk.folder / "attempts.jsonl").write_text(lines, encoding="utf-8")
    page = progress_page(desk)
    groups = re.findall(r'<details class="kit-group"><summary>(\S+)', page)
    assert groups == ["xc-003-x", *(f"xc-{day:03d}-x" for day in range(20, 0, -1) if day != 3), "s"]
    assert "更早的 8 个" in page
    assert "2 题，提交 2 次，最好平均 36.5 分，1 题合格 · 2026-03-25 10:00" in page
    assert '<td class="kit-num">70</td>' in page


def test_practice_goes_from_problem_to_problem_without_their_titles(desk: Desk) -> None:
    view = practice(desk, CASE, "finding")
    case = demo_library().case(CASE)
    chooser = next(x for x in every_widget(view) if isinstance(x, w.ToggleButtons) and "问题 1" in x.options)
    assert list(chooser.options) == [f"问题 {n}" for n in range(1, len(case.problems) + 1)]
    for problem in case.problems:
        assert problem.title not in state_text(view)


def head(**more: Any) -> CaseHead:
    base: dict[str, Any] = {
        "id": "xc-001-a",
        "title": "题",
        "difficulty": 1,
        "inspection": "常规巡察",
        "organ": "某局",
        "minutes": 60,
        "background": "背景",
        "materials": ({"name": "记录", "file": "a.md"},),
        "provenance": "虚构",
    }
    return CaseHead(**(base | more))


PROSE = Material.model_validate(
    {
        "name": "记录",
        "file": "a.md",
        "raw": "",
        "units": [{"name": "记录·1", "material": "记录", "number": 1, "text": "**甲** <b>"}],
        "blocks": [{"text": "# 标题"}, {"text": "**甲** <b>", "number": 1}],
    }
)
LEDGER = Material.model_validate(
    {
        "name": "台账",
        "file": "a.csv",
        "raw": "",
        "header": ["事项", "金额"],
        "units": [
            {"name": f"台账·{n}", "material": "台账", "number": n, "text": "x", "cells": ["<i>车</i>", f"{n},000.5"]}
            for n in (1, 2)
        ],
    }
)


@pytest.mark.parametrize(
    ("material", "there", "not_there"),
    [
        (PROSE, ["记录·1", "<strong>甲</strong> &lt;b&gt;", "<h1>标题</h1>"], ["<b>", "记录·2", "记录·0"]),
        (
            LEDGER,
            ["台账·1", "台账·2", "&lt;i&gt;车&lt;/i&gt;", '<td class="kit-num">1,000.5</td>', "<th>事项</th>"],
            ["<i>"],
        ),
    ],
)
def test_material_is_shown_numbered_and_escaped(material: Material, there: list[str], not_there: list[str]) -> None:
    page = material_page(material)
    for text in there:
        assert text in page
    for text in not_there:
        assert text not in page


def test_the_boxes_stand_at_every_unit_and_nowhere_else() -> None:
    boxed = boxed_pages((PROSE, LEDGER), lambda: None)
    assert list(boxed.boxes) == ["记录·1", "台账·1", "台账·2"]
    assert "&lt;i&gt;" in texts(boxed.pages["台账"])
    assert "<i>" not in texts(boxed.pages["台账"])


def test_each_box_says_what_it_ticks() -> None:
    boxed = boxed_pages((PROSE, LEDGER), lambda: None)
    assert {name: box.description for name, box in boxed.boxes.items()} == {n: f"选中 {n}" for n in boxed.boxes}


def test_widgets_are_made_with_their_classes_and_not_changed_afterwards(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(w.Widget, "send_state", lambda self, key=None: sent.append(f"{type(self).__name__} {key}"))
    practice(desk, CASE, "evidence", "P1")
    assert [change for change in sent if "_dom_classes" in change or "style" in change] == []
    assert len(sent) < 30


def test_the_reader_shows_one_page_at_a_time_and_keeps_the_others() -> None:
    view = reader(Reading(head(), (PROSE, LEDGER)))
    chooser = next(x for x in every_widget(view) if isinstance(x, w.ToggleButtons))
    assert list(chooser.options) == ["案情背景", "记录", "台账"]
    pages = view.children[-1].children
    for place, name in enumerate(chooser.options):
        chooser.value = name
        assert [page.layout.display for page in pages] == [None if n == place else "none" for n in range(3)]


def test_the_background_is_escaped() -> None:
    page = background_page(Reading(head(title="<script>", organ="<x>", background="<img src=x>", provenance="<y>"), ()))
    for bad in ("<script>", "<x>", "<img", "<y>"):
        assert bad not in page


@pytest.mark.parametrize("task", sorted(KINDS))
def test_there_is_a_worked_example_or_a_word_about_it(task: str) -> None:
    page = example_page(task)
    assert "示例" in page
    assert "暂时无法" not in page
    if any(question.task == task for question in all_questions()) and "还没有示例" not in page:
        assert "kit-total" in page


def test_a_page_has_text_without_markup_too() -> None:
    page = Page("<h2>标题</h2><p>甲 &amp; 乙</p><style>x{}</style>")
    assert repr(page) == "标题\n\n甲 & 乙"
    assert page._repr_html_().startswith('<div class="kit-root"><style>')


def test_the_public_door_is_as_listed() -> None:
    assert set(kit.__all__) == {
        "KitError",
        "__version__",
        "ask",
        "author",
        "bank",
        "cases",
        "exercise",
        "load_case",
        "load_exercise",
        "practise",
        "progress",
        "read",
        "score",
        "start",
        "whole_case",
        "worked_example",
    }
    assert [name for name in kit.__all__ if getattr(kit, name, None) is None] == []
    assert kit.KitError is KitError
    assert dir(kit) == sorted(kit.__all__)
    with pytest.raises(AttributeError):
        kit.nothing  # noqa: B018


def test_importing_the_door_loads_nothing_heavy() -> None:
    code = "import sys, json, kit; print(json.dumps(sorted(m.split('.')[0] for m in sys.modules)))"
    loaded = set(
        json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    )
    assert not loaded & {"ipywidgets", "pandas", "numpy", "pydantic", "yaml", "jinja2", "rich", "IPython"}


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("start", ()),
        ("cases", ()),
        ("progress", ()),
        ("read", ("xc-001-collective-decision",)),
        ("practise", ("xc-001-collective-decision", "finding")),
        ("practise", ("xc-001-collective-decision", "evidence", "P1")),
        ("whole_case", ("xc-001-collective-decision",)),
        ("exercise", ("discipline",)),
        ("worked_example", ("classify",)),
        ("ask", ("xc-001-collective-decision", "finding", "P1")),
        ("ask", ("discipline/one-rely-three-nots",)),
        ("load_case", ("xc-001-collective-decision",)),
        ("load_exercise", ("discipline",)),
    ],
)
def test_every_call_of_the_door_works_silently(
    call: str,
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KIT_DATA", str(tmp_path))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = getattr(kit, call)(*arguments)
    assert made is not None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("read", ("xc-404",)),
        ("practise", ("xc-001-collective-decision", "essay")),
        ("exercise", ("none",)),
        ("practise", ("xc-001-collective-decision", "finding", "P9")),
        ("worked_example", ("essay",)),
        ("ask", ("none/x",)),
    ],
)
def test_an_unknown_name_is_told_in_chinese(call: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(KitError, match="没有"):
        getattr(kit, call)(*arguments)


def test_the_doors_score_takes_the_contracts_answer() -> None:
    case = kit.load_case("xc-001-collective-decision")
    answer = {"case": case.id, "task": "judgement", **(ideal("judgement", case) or {})}
    assert kit.score(answer).total == 100  # type: ignore[union-attr]
