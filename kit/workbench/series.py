"""An exercise set: item by item with previous and next; in exam mode no feedback until all is handed in."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.content.library import Question as Asked
from kit.errors import AnswerFormatError
from kit.model.attempt import TaskRef
from kit.model.exercise import ExerciseSet
from kit.model.score import Scored
from kit.report.feedback import score_fragment, word_for
from kit.study.drafts import load_draft, set_aside
from kit.study.progress import mean
from kit.study.state import load_state, save_state
from kit.tasks import KINDS
from kit.workbench import parts
from kit.workbench.desk import Desk, Outcome
from kit.workbench.lists import grid
from kit.workbench.task import TaskView

MODES = {"practice": "练习", "exam": "测验"}


def series(desk: Desk, set_id: str) -> w.VBox:
    """The view of a set. Raises UnknownNameError, ContentError."""
    asked = [entry for entry in desk.library.exercise_questions(set_id) if entry.task in KINDS]
    chosen = desk.library.exercise(set_id).set
    view = Exam(desk, chosen, asked) if chosen.mode == "exam" else Series(desk, chosen, asked)
    return view.widget


class Series:
    """A practice set: one item at a time, each with its own feedback."""

    graded = True

    def __init__(self, desk: Desk, chosen: ExerciseSet, asked: list[Asked]) -> None:
        self.desk, self.set, self.asked = desk, chosen, asked
        self.views: dict[int, TaskView] = {}
        self.place = 0
        self.tell = parts.html()
        self.marks = parts.html()
        self.holder = parts.column()
        self.jump = w.Dropdown(options=[(self.label(n), n) for n in range(len(asked))], layout=w.Layout(width="auto"))
        self.jump.observe(lambda change: self.go(int(change["new"])), names="value")
        self.back = parts.button("上一题", lambda: self.go(self.place - 1), tell=self.tell)
        self.forth = parts.button("下一题", lambda: self.go(self.place + 1), tell=self.tell)
        self.bar = parts.line(self.back, self.jump, self.forth, self.marks, classes=["kit-seriesbar"])
        self.widget = parts.column(parts.html(self.head()), self.tell, *self.body())
        self.begin()

    def body(self) -> list[w.Widget]:
        return [self.bar, self.holder]

    def begin(self) -> None:
        self.go(self.first_open())

    def head(self) -> Markup:
        limit = f"，限时 {self.set.time_limit} 分钟" if self.set.time_limit else ""
        told = f"{MODES[self.set.mode]}，共 {len(self.asked)} 题，合格线 {self.set.pass_mark:g} 分{limit}"
        return Markup('<h2>{}</h2><p>{}</p><p class="kit-soft">{}</p>').format(self.set.title, self.set.aim, told)

    def label(self, place: int) -> str:
        asked = self.asked[place]
        return f"第 {place + 1} 题 · {KINDS[asked.task].title} · {asked.title}"

    def first_open(self) -> int:
        """The first item that was not handed in yet; the first of all where every one was."""
        done = {str(attempt.ref) for attempt in self.desk.journal().attempts}
        return next((n for n, asked in enumerate(self.asked) if str(asked.ref) not in done), 0)

    def view(self, place: int) -> TaskView:
        if place not in self.views:
            question = self.desk.question(self.asked[place].ref, self.set.pass_mark)
            self.views[place] = TaskView(self.desk, question, graded=self.graded)
            self.views[place].after_submit.append(lambda _: self.tell_marks())
        return self.views[place]

    def go(self, place: int) -> None:
        """Show the item at this place, counted from 0; outside the set nothing happens."""
        if not 0 <= place < len(self.asked):
            return
        self.place = place
        self.holder.children = (self.view(place).widget,)
        self.jump.value = place
        self.back.disabled, self.forth.disabled = place == 0, place == len(self.asked) - 1
        self.tell_marks()

    def tell_marks(self) -> None:
        """How many items were handed in, and how they went."""
        names = {str(asked.ref) for asked in self.asked}
        best: dict[str, float] = {}
        for attempt in self.desk.journal().attempts:
            if str(attempt.ref) in names and isinstance(attempt.score, Scored):
                best[str(attempt.ref)] = max(best.get(str(attempt.ref), 0.0), attempt.score.total)
        average = mean(best.values())
        told = f"已交 {len(best)} / {len(self.asked)} 题" + (
            "" if average is None else f"，最好成绩平均 {average:g} 分"
        )
        parts.show(self.marks, Markup('<span class="kit-soft">{}</span>').format(told))


class Exam(Series):
    """A set in exam mode: a clock where there is a limit, one handing in of all, feedback only then."""

    graded = False

    def body(self) -> list[w.Widget]:
        self.clock = parts.html("", "kit-clock")
        self.results = parts.html()
        self.start_button = parts.button("开始测验", self.start, tell=self.tell, style="primary")
        self.hand_in_button = parts.button("全部交卷", self.ask_once, tell=self.tell, style="warning")
        self.again_button = parts.button("重新测验", self.restart, tell=self.tell)
        self.sure_button = parts.button("确定交卷", self.hand_in, tell=self.tell, style="danger")
        self.ticking: asyncio.Task[None] | None = None
        tools = parts.line(self.start_button, self.hand_in_button, self.sure_button, self.again_button, self.clock)
        return [tools, self.bar, self.holder, self.results]

    @property
    def state_name(self) -> str:
        return f"exam/{self.set.id}"

    def begin(self) -> None:
        """Go on where it stood: not begun, running, or handed in."""
        self.state: dict[str, Any] = load_state(self.desk.folder, self.state_name, self.desk.clock())
        self.arrange()

    def tell_marks(self) -> None:
        """Nothing is told of marks before handing in."""
        parts.show(self.marks, "")

    def is_running(self) -> bool:
        return bool(self.state.get("started")) and not self.state.get("handed_in")

    def arrange(self) -> None:
        running, over = self.is_running(), bool(self.state.get("handed_in"))
        parts.visible(self.start_button, not running and not over)
        parts.visible(self.hand_in_button, running)
        parts.visible(self.sure_button, False)
        parts.visible(self.again_button, over)
        parts.visible(self.bar, running)
        parts.visible(self.holder, running)
        parts.show(self.clock, "")
        if running:
            self.go(self.place)
            self.tick()
            self.start_ticking()
        if over:
            self.show_results()

    def start(self) -> None:
        """The clock begins to run; it does not stop when the page is closed."""
        self.state = {"started": self.desk.clock().isoformat(timespec="seconds")}
        save_state(self.desk.folder, self.state_name, self.state)
        parts.show(self.results, "")
        self.arrange()

    def restart(self) -> None:
        """Once more from the beginning, with empty forms; what was written is kept aside."""
        for view in self.views.values():
            view.keeper.flush()
        for asked in self.asked:
            set_aside(self.desk.folder, asked.ref, self.desk.clock())
        self.views, self.place = {}, 0
        self.start()
        parts.show(self.tell, parts.note("已重新开始，作答区是空的；上次的作答另外保存着，成绩也都在。"))

    def left(self) -> timedelta | None:
        """Time left; None where there is no limit."""
        if not self.set.time_limit or not self.is_running():
            return None
        began = datetime.fromisoformat(self.state["started"])
        return began + timedelta(minutes=self.set.time_limit) - self.desk.clock()

    def tick(self) -> None:
        """Show the time left; when it is over, hand in."""
        left = self.left()
        if left is None:
            parts.show(self.clock, "")
        elif left <= timedelta(0):
            self.hand_in()
            parts.show(self.tell, parts.note("时间到，已自动交卷。"))
        else:
            minutes, seconds = divmod(int(left.total_seconds()), 60)
            look = "kit-bad" if minutes < 5 else "kit-soft"
            parts.show(self.clock, Markup('<span class="{}">剩余 {:02d}:{:02d}</span>').format(look, minutes, seconds))

    def start_ticking(self) -> None:
        """Tick every second in the kernel's loop; without one (no kernel) the clock is ticked by hand."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self.set.time_limit and (self.ticking is None or self.ticking.done()):
            self.ticking = loop.create_task(self._ticks())

    async def _ticks(self) -> None:
        while self.is_running():
            await asyncio.sleep(1)
            if self.is_running():
                parts.guarded(self.tick, self.tell)

    def ask_once(self) -> None:
        """Handing in asks once, and says what is still empty."""
        empty = [str(n + 1) for n, asked in enumerate(self.asked) if not self.has_draft(asked.ref)]
        told = f"第 {'、'.join(empty)} 题还没有作答。" if empty else ""
        parts.show(self.tell, parts.note(f"{told}交卷后不能再改，确定交卷吗？"))
        parts.visible(self.sure_button, True)

    def has_draft(self, ref: TaskRef) -> bool:
        return load_draft(self.desk.folder, ref, self.desk.clock()).draft is not None

    def hand_in(self) -> None:
        """Score every item; one that cannot be read is told and not counted as zero."""
        for view in self.views.values():
            view.keeper.flush()
        faults = [self.hand_in_one(n, asked) for n, asked in enumerate(self.asked)]
        self.state = {**self.state, "handed_in": self.desk.clock().isoformat(timespec="seconds")}
        self.state["unread"] = {str(n): fault for n, fault in enumerate(faults) if fault}
        save_state(self.desk.folder, self.state_name, self.state)
        parts.show(self.tell, "")
        self.arrange()

    def hand_in_one(self, place: int, asked: Asked) -> str:
        draft = load_draft(self.desk.folder, asked.ref, self.desk.clock()).draft
        try:
            self.desk.submit(asked.ref, draft.answer if draft else self.view(place).answer())
        except AnswerFormatError as error:
            return str(error)
        return ""

    def outcome(self, asked: Asked) -> Outcome | None:
        since = str(self.state.get("started"))
        tries = [a for a in self.desk.journal().attempts if str(a.ref) == str(asked.ref) and a.at >= since]
        return self.desk.review(tries[-1]) if tries else None

    def show_results(self) -> None:
        """Totals of all items, then the feedback of each in a fold."""
        outcomes = [self.outcome(asked) for asked in self.asked]
        totals = [o.attempt.score.total for o in outcomes if o and isinstance(o.attempt.score, Scored)]
        average = mean(totals)
        unread = dict(self.state.get("unread") or {})
        rows, folds = [], Markup("")
        for n, outcome in enumerate(outcomes):
            score = outcome.attempt.score if outcome else None
            told = f"{score.total:g}" if isinstance(score, Scored) else f"未评分 {unread.get(str(n), '')}"
            rows.append((self.label(n), told))
            if outcome:
                folds += self.fold(n, outcome)
        word, look = word_for(average, self.set.pass_mark) if average is not None else ("没有评分", "bad")
        passed = average is not None and average >= self.set.pass_mark
        told = f"合格线 {self.set.pass_mark:g} 分，{'已通过' if passed else '未通过'}"
        head = Markup(
            '<h2>测验成绩</h2><div class="kit-total"><b class="kit-{look}">{total}</b>'
            '<span class="kit-word kit-{look}">{word}</span><span class="kit-soft">{told}</span></div>'
        ).format(look=look, total="—" if average is None else f"{average:g}", word=word, told=told)
        parts.show(self.results, head + grid(("题目", "得分"), rows, numeric=[1]) + folds)

    def fold(self, place: int, outcome: Outcome) -> Markup:
        fragment = score_fragment(
            outcome.attempt.score,
            outcome.attempt.answer,
            self.view(place).question.prompt,
            reveal=outcome.reveal,
            passages=outcome.passages,
            pass_mark=self.set.pass_mark,
            open_reference=False,
        )
        return Markup("<details><summary>{}</summary>{}</details>").format(self.label(place), Markup(fragment))
