"""One question on screen: reader beside form, saving, submitting, feedback, attempts compared."""

from __future__ import annotations

import time
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.errors import AnswerFormatError, KitError, StorageError
from kit.model.attempt import Attempt
from kit.model.score import Scored
from kit.report import markdown
from kit.report.feedback import score_fragment, word_for
from kit.study.drafts import Saved
from kit.workbench import parts
from kit.workbench.compare import compared
from kit.workbench.desk import Desk, Outcome, Question, whole
from kit.workbench.forms import build
from kit.workbench.forms.view import Setting
from kit.workbench.reader import reader


class TaskView:
    """A question with its form.

    ``widget`` is what is shown. ``changed``, ``submit`` and ``saved`` are what the widgets' events call; they can
    be called without a browser. With ``graded=False`` (exam) there is no submitting here, only saving.
    """

    def __init__(self, desk: Desk, question: Question, *, graded: bool = True, titled: bool = True) -> None:
        self.desk, self.question, self.graded = desk, question, graded
        self.after_submit: list[Any] = []
        self._restoring = False
        self._opened = time.monotonic()
        self.told = parts.html()
        self.state = parts.html("", "kit-state")
        self.problems = parts.html()
        self.feedback = parts.html()
        self.history = parts.html()
        self.keeper = desk.keeper(question.ref, self.saved)
        self.form = build(Setting(question.prompt, question.reading, self.changed))
        self.submit_button = parts.button("提交评分", self.submit, tell=self.problems, style="primary")
        self.review_button = parts.button("查看上次评分", self.show_last, tell=self.problems)
        self.widget = self._laid_out(titled)
        self._restore()

    def _laid_out(self, titled: bool) -> w.VBox:
        buttons = [self.submit_button, self.review_button] if self.graded else []
        work = parts.column(self.form.widget, self.problems, parts.line(*buttons, self.state), classes=["kit-work"])
        reading = self.question.reading
        body: list[w.Widget] = [work]
        if self.form.reader is not None or reading.materials:
            body = [self._split(self.form.reader or reader(reading), work)]
        elif reading.background:
            body = [parts.html(markdown.block(reading.background), "kit-background"), work]
        return parts.column(
            parts.html(heading(self.question, titled)),
            self.told,
            *body,
            self.history,
            self.feedback,
            classes=["kit-task"],
        )

    def _split(self, reading: w.Widget, work: w.VBox) -> w.VBox:
        pane = parts.column(reading, classes=["kit-pane"])
        split = parts.box(pane, work, classes=["kit-split"])

        def turn() -> None:
            is_shown = pane.layout.display == "none"
            parts.visible(pane, is_shown)
            fold.description = "收起材料" if is_shown else "展开材料"

        fold = parts.button("收起材料", turn, tip="收起或展开材料")
        return parts.column(parts.line(fold, classes=["kit-foldline"]), split)

    def _restore(self) -> None:
        """Bring back what was saved, and say so."""
        try:
            loaded = self.keeper.open()
        except KitError as error:
            parts.show(self.told, parts.note(str(error), "warn"))
            return
        shown = parts.notes(loaded.notes, "warn")
        if loaded.draft:
            self._restoring = True
            try:
                self.form.write(loaded.draft.answer)
            finally:
                self._restoring = False
            shown += parts.note(f"已恢复 {loaded.draft.told(self.desk.clock())} 保存的作答。", "ok")
        parts.show(self.told, shown)
        parts.show(self.state, "更改会自动保存")
        self._show_history()

    def changed(self) -> None:
        """Something in the form changed: it is on disk within a second."""
        if not self._restoring:
            self.keeper.put(self.answer())

    def answer(self) -> dict[str, Any]:
        return whole(self.question.ref, self.form.read())

    def saved(self, result: Saved | StorageError) -> None:
        """The draft was written, or could not be."""
        if isinstance(result, StorageError):
            parts.show(self.state, Markup('<span class="kit-bad">保存失败：{}</span>').format(str(result)))
            return
        parts.show(self.state, f"已保存 {result.draft.saved_at[11:19]}")
        if result.notes:
            parts.show(self.told, parts.notes(result.notes, "warn"))

    def submit(self) -> Outcome | None:
        """Score, record, show. None where the answer could not be read, or is the one handed in last."""
        answer = self.answer()
        self.keeper.put(answer)
        self.keeper.flush()
        before = self.question.earlier()
        if before and before[-1].answer == answer:
            parts.show(self.problems, parts.note("作答与上次提交完全相同，没有另记一次。修改后可以再交。"))
            self.show(self.question.review(before[-1]))
            return None
        parts.show(self.problems, parts.note("正在评分，请稍候……"))
        try:
            outcome = self.question.submit(answer, round(time.monotonic() - self._opened, 1))
        except AnswerFormatError as error:
            told = parts.note("作答有几处需要改，改好再交（内容都已保存，没有扣分）：", "warn")
            parts.show(self.problems, told + parts.notes(error.problems, "warn"))
            return None
        parts.show(self.problems, parts.notes(outcome.notes, "warn") + self._result(outcome))
        self.show(outcome)
        self._show_history()
        for told in self.after_submit:
            told(outcome)
        return outcome

    def _result(self, outcome: Outcome) -> Markup:
        """The result in one line beside the button; all of it is below."""
        score, gaps = outcome.attempt.score, self.form.gaps()
        if not isinstance(score, Scored):
            return parts.note(f"已提交，但没有评分：{score.reason}", "warn")
        word, _ = word_for(score.total, self.question.pass_mark)
        hint = f"提示：{gaps}。" if gaps else ""
        return parts.note(
            f"第 {outcome.attempt.number} 次提交：{score.total:g} 分，{word}。{hint}详细反馈在下方。", "ok"
        )

    def show(self, outcome: Outcome) -> None:
        """Show the feedback of an attempt."""
        attempt = outcome.attempt
        head = Markup('<h2>第 {} 次提交的评分</h2><p class="kit-soft">{}</p>').format(
            attempt.number, attempt.at[:16].replace("T", " ")
        )
        fragment = score_fragment(
            attempt.score,
            attempt.answer,
            self.question.prompt,
            reveal=outcome.reveal,
            passages=outcome.passages,
            pass_mark=self.question.pass_mark,
        )
        parts.show(self.feedback, Markup('<div class="kit-card">{}{}</div>').format(head, Markup(fragment)))

    def show_last(self) -> None:
        """Show the feedback of the last attempt again."""
        attempts = self.question.earlier()
        if attempts:
            self.show(self.question.review(attempts[-1]))

    def _show_history(self) -> None:
        attempts: tuple[Attempt, ...] = self.question.earlier() if self.graded else ()
        parts.visible(self.review_button, bool(attempts))
        if attempts:
            self.submit_button.description = "修改后再交"
        parts.show(self.history, compared(attempts))


def heading(question: Question, titled: bool = True) -> Markup:
    """Title, kind, minutes and what is asked."""
    prompt = question.prompt
    minutes = Markup('<span class="kit-chip">约 {} 分钟</span>').format(prompt.minutes) if prompt.minutes else ""
    title = Markup("<h2>{}</h2>").format(prompt.title) if titled else ""
    return Markup('{}<p><span class="kit-chip">{}</span>{}</p><div class="kit-prompt kit-note">{}</div>').format(
        title, prompt.kind_title, minutes, markdown.block(prompt.instruction)
    )
