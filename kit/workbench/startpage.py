"""The start page: how it works, what there is, and the work view of what was chosen right below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets as w
from markupsafe import Markup

from kit.errors import ContentError
from kit.model.case import CaseHead
from kit.model.exercise import CASE_KINDS, Exercise
from kit.study.progress import Standing, by_case, by_set
from kit.tasks import KINDS
from kit.workbench import parts
from kit.workbench.desk import Desk
from kit.workbench.lists import done_told, faults_told, glance, progress_page
from kit.workbench.practice import practice, switcher
from kit.workbench.reader import DIFFICULTY, Reading, pages_of, reader
from kit.workbench.series import MODES, series
from kit.workbench.whole import whole_view

STEPS = (
    "在下面选一个案例或一套练习，点“打开”，工作区就在下方出现。",
    "边读材料边作答；写的每个字都会自动保存，关掉网页再回来也还在。",
    "点“提交评分”看得分、理由和参考答案；改好可以再交，两次成绩都看得到。",
)
ORDER = ("discover", "classify", "evidence", "finding", "measures", "judgement")


def start_page(desk: Desk) -> w.VBox:
    """Cases and sets to choose from; what is chosen opens right below, progress is on a page of its own."""
    place = parts.column()
    tell = parts.html()
    attempts = desk.journal().attempts
    cases_done = {standing.name: standing for standing in by_case(attempts)}
    sets_done = {standing.name: standing for standing in by_set(attempts)}

    def open_in(make: Callable[[], w.Widget]) -> Callable[[], None]:
        def open_it() -> None:
            place.children = (parts.line(back), make())
            parts.show(tell, "")
            parts.visible(chooser, False)

        return open_it

    case_rows = [
        chooser_row(case_told(head, cases_done.get(head.id)), open_in(partial(case_page, desk, head)), tell)
        for head in desk.library.heads()
    ]
    set_rows = [
        chooser_row(set_told(found, sets_done.get(found.id)), open_in(partial(series, desk, found.id)), tell)
        for found in sound_sets(desk)
    ]

    def close_it() -> None:
        place.children = ()
        parts.visible(chooser, True)
        parts.show(progress, progress_page(desk))

    back = parts.button("← 换一个案例或练习", close_it, tell=tell)
    progress = parts.html()
    pages = pages_of(
        {
            "案例": parts.column(*case_rows, classes=["kit-list"]),
            "练习": parts.column(*set_rows, classes=["kit-list"]),
            "学习进度": parts.column(
                progress, parts.button("刷新", lambda: parts.show(progress, progress_page(desk)), tell=tell)
            ),
        }
    )
    parts.show(progress, progress_page(desk))
    chooser = parts.column(parts.html(welcome(desk)), pages)
    return parts.column(chooser, tell, place)


def welcome(desk: Desk) -> Markup:
    steps = Markup("").join(Markup("<li>{}</li>").format(step) for step in STEPS)
    return Markup("<h2>巡察干部案例训练与测评</h2><h3>怎么用</h3><ol>{}</ol>{}{}").format(
        steps, glance(desk), faults_told(desk)
    )


def sound_sets(desk: Desk) -> list[Exercise]:
    found = []
    for set_id in desk.library.exercise_ids():
        try:
            found.append(desk.library.exercise(set_id))
        except ContentError:
            continue
    return found


def chooser_row(told: Markup, pressed: Callable[[], None], tell: w.HTML) -> w.HBox:
    open_button = parts.button("打开", pressed, tell=tell, style="primary")
    return parts.classed(w.Box([open_button, parts.html(told, "kit-grow")]), ["kit-choose"])


def case_told(head: CaseHead, done: Standing | None) -> Markup:
    chips = [DIFFICULTY[head.difficulty], head.inspection, f"约 {head.minutes} 分钟"]
    return row_told(head.title, chips, done_told(done), done is not None)


def set_told(found: Exercise, done: Standing | None) -> Markup:
    chips = [MODES[found.set.mode], f"{len(found.set.items)} 题", f"合格线 {found.set.pass_mark:g} 分"]
    if found.set.time_limit:
        chips.append(f"限时 {found.set.time_limit} 分钟")
    told = row_told(found.set.title, chips, done_told(done), done is not None)
    return told + Markup('<div class="kit-soft">{}</div>').format(found.set.aim)


def row_told(title: str, chips: list[str], done: str, is_done: bool) -> Markup:
    shown = Markup("").join(Markup('<span class="kit-chip">{}</span>').format(chip) for chip in chips)
    look = " kit-done" if is_done else ""
    return Markup('<div class="kit-key">{}</div><div>{}<span class="kit-chip{}">{}</span></div>').format(
        title, shown, look, done
    )


def case_page(desk: Desk, head: CaseHead) -> w.VBox:
    """What can be done with a case: read it, go through the whole of it, or practise one task."""
    case = desk.library.case(head.id)
    makers: dict[str, Callable[[], w.Widget]] = {
        "先读材料": lambda: reader(Reading(case.head, case.materials)),
        "综合演练": lambda: whole_view(desk, head.id),
    }
    for task in ORDER:
        if task in KINDS and task in CASE_KINDS and (task != "judgement" or case.judgement):
            makers[KINDS[task].title] = partial(practice, desk, head.id, task)
    return switcher(makers)
