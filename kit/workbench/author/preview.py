"""A case as its trainees will see it, and what the case doctor says of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets as w
from markupsafe import Markup

from kit import tasks
from kit.content.doctor import examine
from kit.content.write import CaseDraft
from kit.model.case import Case
from kit.report import markdown
from kit.report.author import examination_fragment
from kit.workbench import parts
from kit.workbench.forms import build
from kit.workbench.forms.view import Setting
from kit.workbench.practice import switcher
from kit.workbench.reader import Reading, reader


def preview(case: Case, draft: CaseDraft, tell: w.HTML) -> w.Widget:
    """The reader, each question, and the examination, behind a row of buttons."""
    makers: dict[str, Callable[[], w.Widget]] = {"学员看到的材料": lambda: reader(Reading(case.head, case.materials))}
    for problem in case.problems:
        makers[f"{problem.id} 底稿题"] = partial(question, case, "finding", problem.id)
        if problem.measures:
            makers[f"{problem.id} 措施题"] = partial(question, case, "measures", problem.id)
    if case.judgement:
        makers["纪律情境题"] = partial(question, case, "judgement", None)
    makers["体检"] = partial(doctor, case, tell)
    return switcher(makers)


def question(case: Case, task: str, problem: str | None) -> w.Widget:
    """A question as a trainee sees it; nothing that is written here is kept."""
    prompt = tasks.ask(task, case, problem)
    form = build(Setting(prompt, Reading(case.head, case.materials), lambda: None))
    asked = Markup('<div class="kit-prompt kit-note">{}</div>').format(markdown.block(prompt.instruction))
    note = parts.note("这是预览，在这里写的不会保存，也不评分。")
    return parts.column(parts.html(note), parts.html(asked), form.widget)


def doctor(case: Case, tell: w.HTML) -> w.Widget:
    """The examination on demand: scoring the references takes a few seconds."""
    place = parts.html()

    def run() -> None:
        from kit.text.encoder import default_encoder  # noqa: PLC0415 - heavy, only on demand

        parts.show(place, parts.note("正在体检，请稍候……"))
        parts.show(place, examination_fragment(examine(case, encoder=default_encoder())))

    hint = "检查泄题、事实无出处、要点重叠、权重、干扰项、篇幅、选项规律，并把参考答案试评一遍。"
    return parts.column(parts.html(hint, "kit-soft"), parts.line(parts.button("开始体检", run, tell=tell)), place)
