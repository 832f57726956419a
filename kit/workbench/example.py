"""A worked example: an answer of the demo case with its marks and comments, as static HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from kit.content.library import Library, demo_library
from kit.content.library import Question as Asked
from kit.errors import AnswerFormatError, KitError, UnknownNameError
from kit.model.attempt import TaskRef
from kit.model.exercise import KIND_NAMES
from kit.model.score import Score, Scored
from kit.report import markdown
from kit.report.feedback import score_fragment
from kit.report.style import style_tag
from kit.tasks import kind as kind_of
from kit.workbench import parts
from kit.workbench.desk import case_behind, prompt_of, reading_of, told_unit
from kit.workbench.reader import background_page, material_page


class Page:
    """Static HTML that a notebook shows; its text without markup where there is no browser."""

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return str(Markup('<div class="kit-root">{}{}</div>').format(style_tag(), Markup(self.html)))

    def __repr__(self) -> str:
        bare = re.sub(r"<(style|script)\b.*?</\1>", "", self.html, flags=re.S)
        return re.sub(r"\n{3,}", "\n\n", Markup(re.sub(r"<[^>]+>", "\n", bare)).unescape()).strip()


def example_page(task: str) -> Markup:
    """The best and the weakest of the demo answers of this kind, each with its score. Raises UnknownNameError."""
    if task not in KIND_NAMES:
        raise UnknownNameError("题型", task, KIND_NAMES)
    try:
        shown = scored_answers(demo_library(), task)
    except KitError as error:
        return parts.note(f"示例暂时无法显示：{error}", "warn")
    if not shown:
        return parts.note("这种题型还没有示例作答，请直接做下面的练习。")
    shown.sort(key=lambda entry: entry[1].total, reverse=True)
    chosen = [shown[0]] if len(shown) == 1 else [shown[0], shown[-1]]
    titles = ["一份较好的作答"] if len(chosen) == 1 else ["一份较好的作答", "一份有欠缺的作答"]
    ref = ref_of(chosen[0][0])
    asked = demo_library().question(ref)
    prompt = prompt_of(asked)
    head = Markup('<h2>示例：{}</h2><p class="kit-soft">{}</p><div class="kit-note">{}</div>').format(
        prompt.kind_title, prompt.title, markdown.block(prompt.instruction)
    )
    head += material_fold(asked)
    return head + Markup("").join(
        answer_fold(title, raw, score, place == 0)
        for place, (title, (raw, score)) in enumerate(zip(titles, chosen, strict=True))
    )


def material_fold(asked: Asked) -> Markup:
    """What the example's question rests on, behind a fold."""
    reading = reading_of(asked)
    pages = (
        [Markup("<h3>案情背景</h3>{}").format(background_page(reading))] if reading.head or reading.background else []
    )
    pages += [Markup("<h3>{}</h3>{}").format(entry.name, material_page(entry)) for entry in reading.materials]
    if not pages:
        return Markup("")
    return Markup("<details><summary>先读这道题的材料</summary>{}</details>").format(Markup("").join(pages))


def answer_fold(title: str, raw: dict[str, Any], score: Scored, is_open: bool) -> Markup:
    asked = demo_library().question(ref_of(raw))
    case = case_behind(asked.source)
    passages = {name: told_unit(unit.text, unit.cells) for name, unit in case.units.items()} if case else {}
    reveal = kind_of(asked.task).reveal(asked.source, asked.problem) if is_open else ()
    fragment = score_fragment(
        score, raw, prompt_of(asked), reveal=reveal, passages=passages, open_reference=False, answer_title="作答"
    )
    return Markup("<details{}><summary>{}（{:g} 分）</summary>{}</details>").format(
        Markup(" open") if is_open else "", title, score.total, Markup(fragment)
    )


def scored_answers(library: Library, task: str) -> list[tuple[dict[str, Any], Scored]]:
    """Demo answers to the first question of this kind with their scores; what cannot be scored is left out."""
    found: list[tuple[dict[str, Any], Scored]] = []
    question = ""
    for raw in demo_answers(library):
        if raw.get("task") != task or question not in ("", str(ref_of(raw))):
            continue
        question = str(ref_of(raw))
        score = score_of(library, raw)
        if isinstance(score, Scored):
            found.append((raw, score))
    return found


def score_of(library: Library, raw: dict[str, Any]) -> Score | None:
    asked = library.question(ref_of(raw))
    kind = kind_of(asked.task)
    try:
        return kind.score(kind.parse(raw, asked.source), asked.source)
    except AnswerFormatError:
        return None


def demo_answers(library: Library) -> Iterator[dict[str, Any]]:
    """The bundled answers, none where the file is not there."""
    path = library.cases_dir.parent / "answers.jsonl"
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line.strip():
            yield json.loads(line)


def ref_of(raw: dict[str, Any]) -> TaskRef:
    names = {name: raw.get(name) for name in ("case", "problem", "item")}
    return TaskRef(task=str(raw.get("task") or ""), **names)
