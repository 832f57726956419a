"""kit demo: the bundled case's sample answers scored without a browser, as a table and a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.tables import print_table
from kit.content.answers import AnswerLine, read_lines
from kit.content.library import Library, Question, demo_library
from kit.errors import KitError
from kit.model.case import Case
from kit.model.score import Score, Scored
from kit.report.feedback import feedback_page, score_fragment
from kit.study.files import reason
from kit.tasks import ask, kind, score_raw

INTRO = (
    "演示案例和样例作答都是虚构的；“教师评分”由语言模型按评分量表编写，供对照，不代表真人评分。"
    "每个得分旁边都写着理由、对上的要点、缺少的内容和扣分之处。"
)


@dataclass(frozen=True)
class Shown:
    """One sample answer with what it earned. ``expected`` is the sample's own marks summed to 0–100, if it has any."""

    line: AnswerLine
    question: Question
    score: Score
    label: str
    expected: float | None


def shown_answers(lines: list[bytes], library: Library) -> Iterator[Shown]:
    """Every sample answer scored, in the file's order. Raises KitError for one that cannot be."""
    for line in read_lines(lines):
        if line.ref is None:
            raise KitError(f"answers.jsonl:{line.line}: {line.error}")
        question = library.question(line.ref)
        raw = line.raw | ({"problem": question.problem} if question.problem else {})
        marks = line.raw.get("marks") if question.task in ("finding", "measures") else None
        yield Shown(
            line=line,
            question=question,
            score=score_raw(question.task, raw, question.source),
            label=str(line.raw.get("label", "")),
            expected=5.0 * sum(marks.values()) if isinstance(marks, dict) else None,
        )


def page(shown: list[Shown]) -> str:
    sections = []
    for one in shown:
        question = one.question
        prompt = ask(question.task, question.source, question.problem)
        case = question.source if isinstance(question.source, Case) else question.source.case
        fragment = score_fragment(
            one.score,
            one.line.raw,
            prompt,
            reveal=kind(question.task).reveal(question.source, question.problem),
            passages={name: unit.text for name, unit in case.units.items()} if case else {},
            open_reference=False,
        )
        comment = one.line.raw.get("comment")
        note = f'<p class="kit-muted">教师点评：{escape(comment)}</p>' if comment else ""
        sections.append((heading(one), note + fragment))
    return feedback_page("演示：样例作答的评分与反馈", sections, intro=INTRO)


def heading(one: Shown) -> str:
    return " · ".join(part for part in (kind(one.question.task).title, one.question.title, one.label) if part)


def row(one: Shown) -> tuple[Any, ...]:
    if not isinstance(one.score, Scored):
        return (kind(one.question.task).title, one.label, "—", "", one.score.reason)
    marks = (
        " ".join(f"{c.shown}{'：' if c.label else ''}{c.mark:g}" for c in one.score.criteria)
        if len(one.score.criteria) <= 6
        else ""
    )
    expected = "" if one.expected is None else f"{one.expected:g}"
    return (kind(one.question.task).title, one.label, f"{one.score.total:g}", expected, marks)


@click.command(cls=ChineseCommand, short_help="演示评分")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("演示反馈.html"),
    help="反馈网页写到哪里。不写则在当前文件夹写 演示反馈.html。",
)
def command(out: Path) -> int:
    """不开浏览器的演示：给随包的演示案例的样例作答评分，打印一张表，写出一页反馈。

    \b
    退出码：
      0  完成
      2  网页写不出来
    """
    lines = (files("kit") / "data/demo/answers.jsonl").read_bytes().splitlines(keepends=True)
    shown = list(shown_answers(lines, demo_library()))
    columns = ("题型", "作答", "得分", "教师评分", "各维得分")
    print_table("演示案例的样例作答", columns, map(row, shown), numbers=("得分", "教师评分"))
    try:
        out.write_text(page(shown), encoding="utf-8")
    except OSError as error:
        click.echo(f"错误：写不出 {out}：{reason(error)}。请用 --out 换一个位置。", err=True)
        return 2
    click.echo(f"反馈网页：{out.resolve()}（用浏览器打开）")
    return 0
