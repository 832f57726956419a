"""The start page: what there is, how it stands, and the work view of what was chosen in its place."""

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
from kit.workbench.choosing import Chooser, Entry
from kit.workbench.desk import Desk
from kit.workbench.lists import done_told, faults_told, glance, progress_page, sound_heads
from kit.workbench.practice import practice, switcher
from kit.workbench.reader import DIFFICULTY, Reading, pages_of, reader
from kit.workbench.series import MODES, series
from kit.workbench.whole import whole_view

HINT = "单击“打开”，材料和作答区就在原处出现。边读边写，自动保存；单击“提交评分”看得分、理由和参考答案，改好可以再交。"
ORDER = ("discover", "classify", "evidence", "finding", "measures", "judgement")
DONE, NOT_DONE = "练过", "未练习"


def start_page(desk: Desk) -> w.VBox:
    """Cases and sets to choose from; what is chosen opens in their place, progress is on a page of its own."""
    place = parts.column()
    tell = parts.html()
    head = parts.html(welcome(desk))
    progress = parts.html(progress_page(desk, titled=False))

    def opening(make: Callable[[Desk, str], w.Widget]) -> Callable[[str], None]:
        def open_it(name: str) -> None:
            place.children = (parts.line(back), make(desk, name))
            parts.show(tell, "")
            parts.visible(chooser, False)

        return open_it

    def refresh() -> None:
        parts.show(head, welcome(desk))
        parts.show(progress, progress_page(desk, titled=False))
        for part in choosers.values():
            part.refresh()

    def close_it() -> None:
        place.children = ()
        refresh()
        parts.visible(chooser, True)

    choosers = {
        "案例": Chooser("案例", lambda: case_entries(desk), opening(case_page)),
        "练习": Chooser("练习", lambda: set_entries(desk), opening(series)),
    }
    back = parts.button("← 换一个案例或练习", close_it, tell=tell)
    standing = parts.column(progress, parts.button("刷新", refresh, tell=tell))
    pages = pages_of({name: part.widget for name, part in choosers.items()} | {"学习进度": standing})
    chooser = parts.column(head, pages)
    return parts.column(chooser, tell, place)


def welcome(desk: Desk) -> Markup:
    """How to go on in a line, and how it stands."""
    return Markup("<p>{}</p>{}{}").format(HINT, glance(desk), faults_told(desk))


def case_entries(desk: Desk) -> list[Entry]:
    done = {standing.name: standing for standing in by_case(desk.journal().attempts)}
    return [case_entry(head, done.get(head.id)) for head in sound_heads(desk)]


def case_entry(head: CaseHead, done: Standing | None) -> Entry:
    traits = {"难度": DIFFICULTY[head.difficulty], "类型": head.inspection, "情况": DONE if done else NOT_DONE}
    chips = [DIFFICULTY[head.difficulty], head.inspection, f"约 {head.minutes} 分钟"]
    return Entry(head.id, head.title, traits, row_told(head.title, chips, done_told(done), done is not None))


def set_entries(desk: Desk) -> list[Entry]:
    done = {standing.name: standing for standing in by_set(desk.journal().attempts)}
    return [set_entry(found, done.get(found.id)) for found in sound_sets(desk)]


def set_entry(found: Exercise, done: Standing | None) -> Entry:
    chips = [MODES[found.set.mode], f"{len(found.set.items)} 题", f"合格线 {found.set.pass_mark:g} 分"]
    if found.set.time_limit:
        chips.append(f"限时 {found.set.time_limit} 分钟")
    told = row_told(found.set.title, chips, done_told(done), done is not None)
    told += Markup('<div class="kit-soft">{}</div>').format(found.set.aim)
    traits = {"形式": MODES[found.set.mode], "情况": DONE if done else NOT_DONE}
    return Entry(found.id, found.set.title, traits, told)


def sound_sets(desk: Desk) -> list[Exercise]:
    found = []
    for set_id in desk.library.exercise_ids():
        try:
            found.append(desk.library.exercise(set_id))
        except ContentError:
            continue
    return found


def row_told(title: str, chips: list[str], done: str, is_done: bool) -> Markup:
    shown = Markup("").join(Markup('<span class="kit-chip">{}</span>').format(chip) for chip in chips)
    look = " kit-done" if is_done else ""
    return Markup('<div class="kit-key">{}</div><div>{}<span class="kit-chip{}">{}</span></div>').format(
        title, shown, look, done
    )


def case_page(desk: Desk, case_id: str) -> w.VBox:
    """What can be done with a case: read it, go through the whole of it, or practise one task."""
    case = desk.library.case(case_id)
    makers: dict[str, Callable[[], w.Widget]] = {
        "先读材料": lambda: reader(Reading(case.head, case.materials)),
        "综合演练": lambda: whole_view(desk, case_id),
    }
    for task in ORDER:
        if task in KINDS and task in CASE_KINDS and (task != "judgement" or case.judgement):
            makers[KINDS[task].title] = partial(practice, desk, case_id, task)
    return switcher(makers)
