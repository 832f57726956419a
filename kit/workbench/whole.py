"""综合演练: a whole case, from discovery through each problem to the situations of discipline and the report.

What the problems are is not shown before discovery was handed in or skipped.
"""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w
from markupsafe import Markup

from kit.model.attempt import TaskRef
from kit.model.case import Case
from kit.study.attempts import of_ref
from kit.study.state import load_state, save_state
from kit.tasks import KINDS
from kit.workbench import parts
from kit.workbench.casereport import report_view
from kit.workbench.desk import Desk
from kit.workbench.practice import switcher
from kit.workbench.task import TaskView

PER_PROBLEM = ("classify", "evidence", "finding", "measures")


def whole_view(desk: Desk, case_id: str) -> w.VBox:
    """The view of the whole case. Raises UnknownNameError, ContentError."""
    return Whole(desk, desk.library.case(case_id)).widget


def refs_of(case: Case) -> dict[str, dict[str, TaskRef]]:
    """Every question of the case by step (发现问题, 问题 1 …, 纪律情境) and label."""
    steps: dict[str, dict[str, TaskRef]] = {}
    if "discover" in KINDS:
        steps["发现问题"] = {KINDS["discover"].title: TaskRef(task="discover", case=case.id)}
    for number, problem in enumerate(case.problems, start=1):
        steps[f"问题 {number}"] = {
            KINDS[task].title: TaskRef(task=task, case=case.id, problem=problem.id)
            for task in PER_PROBLEM
            if task in KINDS
        }
    if case.judgement:
        steps["纪律情境"] = {KINDS["judgement"].title: TaskRef(task="judgement", case=case.id)}
    return steps


class Whole:
    """Steps behind a row of buttons; the later ones open once discovery is behind."""

    def __init__(self, desk: Desk, case: Case) -> None:
        self.desk, self.case_id, self.title = desk, case.id, case.head.title
        self.steps = refs_of(case)
        self.built: dict[str, w.Widget] = {}
        self.tell = parts.html()
        self.holder = parts.column()
        self.skip_button = parts.button("跳过这一步，直接看问题", self.skip, tell=self.tell)
        self.chooser = parts.tabs(["发现问题"], "发现问题", "kit-tabs", "kit-steps")
        self.next_button = parts.button("下一步", self.forth, tell=self.tell, style="info")
        self.widget = parts.column(
            parts.html(self.head()),
            self.chooser,
            parts.line(self.next_button, self.skip_button),
            self.tell,
            self.holder,
        )
        self.arrange()
        parts.on_change(self.chooser, self.turn)

    def head(self) -> Markup:
        return Markup(
            '<h2>综合演练：{}</h2><p class="kit-soft">先自己从材料里发现问题，再逐个问题分类定性、摘取证据、撰写底稿、'
            "提出整改措施，最后判断纪律情境、查看报告。可以随时离开，回来接着做。</p>"
        ).format(self.title)

    @property
    def state_name(self) -> str:
        return f"whole/{self.case_id}"

    def is_open(self) -> bool:
        """Whether the problems may be shown: discovery was handed in or skipped, or is not asked."""
        if "发现问题" not in self.steps:
            return True
        ref = TaskRef(task="discover", case=self.case_id)
        if of_ref(self.desk.journal().attempts, ref):
            return True
        return bool(load_state(self.desk.folder, self.state_name, self.desk.clock()).get("skipped"))

    def arrange(self) -> None:
        """The steps that are open now, and the one shown."""
        names = [*self.steps, "报告"] if self.is_open() else [next(iter(self.steps))]
        if list(self.chooser.options) != names:
            shown = self.chooser.value
            self.chooser.options = names
            self.chooser.value = shown if shown in names else names[0]
        is_open = len(names) > 1
        parts.visible(self.skip_button, not is_open)
        told = "" if is_open else parts.note("交了“发现问题”以后（或选择跳过），才会显示后面的步骤。")
        parts.show(self.tell, told)
        self.turn()

    def turn(self) -> None:
        name = str(self.chooser.value)
        if name == "报告":
            self.holder.children = (report_view(self.desk, self.title, self.steps),)
        else:
            if name not in self.built:
                self.built[name] = self.step(name)
            self.holder.children = (self.built[name],)
        parts.visible(self.next_button, name != self.chooser.options[-1])

    def step(self, name: str) -> w.VBox:
        return switcher({label: self.opener(ref) for label, ref in self.steps[name].items()})

    def opener(self, ref: TaskRef) -> Callable[[], w.Widget]:
        def build() -> w.Widget:
            view = TaskView(self.desk, self.desk.question(ref), titled=False)
            if ref.task == "discover":
                view.after_submit.append(lambda _: self.arrange())
            return view.widget

        return build

    def skip(self) -> None:
        """Go on without discovery; the problems are shown from now on."""
        save_state(self.desk.folder, self.state_name, {"skipped": self.desk.clock().isoformat(timespec="seconds")})
        self.arrange()
        self.forth()

    def forth(self) -> None:
        """The next step."""
        names = list(self.chooser.options)
        place = names.index(self.chooser.value)
        if place + 1 < len(names):
            self.chooser.value = names[place + 1]
