"""The report at the end of a whole case: all scores, strengths and weaknesses; a page to keep."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping

import ipywidgets as w
from markupsafe import Markup

from kit.model.attempt import Attempt, TaskRef
from kit.model.score import Scored
from kit.report.feedback import feedback_page, score_fragment, word_for
from kit.study.attempts import of_ref
from kit.study.files import file_stem, stamp, write_atomic
from kit.study.progress import mean
from kit.workbench import parts
from kit.workbench.desk import Desk
from kit.workbench.lists import grid

Steps = Mapping[str, Mapping[str, TaskRef]]
STRONG, WEAK = 0.8, 0.6
"""Share of a criterion's marks from which it is a strength, and below which it is a weakness."""


def report_view(desk: Desk, title: str, steps: Steps) -> w.VBox:
    """The report of the latest attempts, with a button that saves it as a page."""
    tell = parts.html()

    def save() -> None:
        page = report_page(desk, title, steps).encode("utf-8")
        path = desk.folder / "reports" / f"{file_stem(title)}-{stamp(desk.clock())}.html"
        write_atomic(path, page)
        link = Markup('<a download="{}" href="data:text/html;charset=utf-8;base64,{}">点这里下载一份</a>').format(
            f"综合演练报告-{stamp(desk.clock())}.html", b64encode(page).decode("ascii")
        )
        told = Markup('<div class="kit-note kit-ok">报告已保存到 {}。{}</div>').format(str(path), link)
        parts.show(tell, told)

    return parts.column(
        parts.html(summary(latest(desk, steps), steps)), parts.line(parts.button("保存报告", save, tell=tell)), tell
    )


def latest(desk: Desk, steps: Steps) -> dict[str, Attempt]:
    """The last attempt at each question that was handed in."""
    attempts = desk.journal().attempts
    found = {}
    for questions in steps.values():
        for ref in questions.values():
            tries = of_ref(attempts, ref)
            if tries:
                found[str(ref)] = tries[-1]
    return found


def summary(done: Mapping[str, Attempt], steps: Steps) -> Markup:
    """All scores in a table, the mean, strengths and weaknesses."""
    rows = [
        (step, label, told_total(done.get(str(ref))))
        for step, questions in steps.items()
        for label, ref in questions.items()
    ]
    totals = [attempt.score.total for attempt in done.values() if isinstance(attempt.score, Scored)]
    average = mean(totals)
    asked = sum(len(questions) for questions in steps.values())
    if average is None:
        return Markup("<h2>报告</h2>") + parts.note("还没有交过任何一题，交了以后这里汇总成绩。")
    word, look = word_for(average)
    head = Markup(
        '<h2>报告</h2><div class="kit-total"><b class="kit-{look}">{total:g}</b><span class="kit-soft">/ 100 分</span>'
        '<span class="kit-word kit-{look}">{word}</span>'
        '<span class="kit-soft">已交 {done} / {asked} 题的平均分</span></div>'
    ).format(look=look, total=average, word=word, done=len(totals), asked=asked)
    strong, weak = strengths(done.values(), steps)
    return (
        head + grid(("步骤", "题目", "得分"), rows, numeric=[2]) + listed("做得好的", strong) + listed("要加强的", weak)
    )


def told_total(attempt: Attempt | None) -> str:
    if attempt is None:
        return "未交"
    return f"{attempt.score.total:g}" if isinstance(attempt.score, Scored) else f"未评分：{attempt.score.reason}"


def strengths(attempts: Iterable[Attempt], steps: Steps) -> tuple[list[str], list[str]]:
    """Criteria at or above 80 % of their marks, and those below 60 %, each with why; best and worst first."""
    labels = {str(ref): f"{step} · {label}" for step, qs in steps.items() for label, ref in qs.items()}
    shares = [
        (
            criterion.mark / criterion.max_mark,
            f"{labels.get(str(attempt.ref), '')} · {criterion.shown}：{criterion.why}",
        )
        for attempt in attempts
        if isinstance(attempt.score, Scored)
        for criterion in attempt.score.criteria
        if criterion.max_mark > 0
    ]
    shares.sort(key=lambda entry: entry[0])
    weak = [told for share, told in shares if share < WEAK]
    strong = [told for share, told in reversed(shares) if share >= STRONG]
    return strong[:6], weak[:6]


def listed(title: str, entries: list[str]) -> Markup:
    if not entries:
        return Markup("")
    items = Markup("").join(Markup("<li>{}</li>").format(entry) for entry in entries)
    return Markup("<h3>{}</h3><ul>{}</ul>").format(title, items)


def report_page(desk: Desk, title: str, steps: Steps) -> str:
    """The report as a self-contained page: the summary, then each answer with its feedback."""
    done = latest(desk, steps)
    sections: list[tuple[str, str]] = [("总览", str(summary(done, steps)))]
    for step, questions in steps.items():
        for label, ref in questions.items():
            attempt = done.get(str(ref))
            if attempt is not None:
                outcome = desk.review(attempt)
                prompt = desk.question(ref).prompt
                fragment = score_fragment(
                    attempt.score, attempt.answer, prompt, reveal=outcome.reveal, passages=outcome.passages
                )
                sections.append((f"{step} · {label}", fragment))
    when = desk.clock().strftime("%Y-%m-%d %H:%M")
    return feedback_page(
        f"综合演练报告：{title}", sections, intro=f"生成时间：{when}。机器评分供学习参考，以教员意见为准。"
    )
