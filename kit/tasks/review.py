"""review 评阅校准: mark a draft by the rubric, then see the reference marks.

Credit per criterion: exact 1, one off ½, else 0. Total = 100 × the mean.
"""

from __future__ import annotations

from typing import Any

from kit.errors import UnknownNameError
from kit.model.answer import ReviewAnswer
from kit.model.case import Case
from kit.model.exercise import ReviewTask
from kit.model.prompt import Prompt, ReviewForm
from kit.model.score import Criterion, Flag, Match, Score, Scored, Unscored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import background_of, minutes_of, name_of, title_of
from kit.tasks.reading import Reader, told, type_name
from kit.tasks.rubric import criteria_of, described

VERSION = "review/1"
TOP = 4
CREDIT = {0: 1.0, 1: 0.5}


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The draft, the points to hold it against, and the rubric. Raises UnknownNameError."""
    task = task_of(source)
    draft = "问题底稿" if task.draft == "finding" else "整改措施"
    usual = f"对照评分量表，逐项为这份{draft}打分（0~4 分），再与参考评分比较。"
    return Prompt(
        kind="review",
        kind_title=KIND.title,
        title=title_of(source),
        instruction="" if isinstance(source, Case) else source.item.prompt or usual,
        form=ReviewForm(
            draft=task.draft,
            text=task.text,
            rows=task.rows,
            key_points=task.key_points,
            rubric={name: criteria_of(task.draft)[name] for name in names_of(task)},
        ),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> ReviewAnswer:
    """``{"marks": {"定性": 3, …}}``, whole marks 0–4; criteria may be left out. Raises AnswerFormatError."""
    names = names_of(task_of(source))
    reader = Reader(raw)
    marks = {}
    for name, value in reader.mapping("marks").items():
        known = reader.known(name, names, "评分维度", at="marks")
        if value is None:
            continue
        mark = whole(value)
        if mark is None:
            reader.problems.append(f"marks.{told(name)} 应是 0~{TOP} 的整数，现为 {shown(value)}")
        elif known:
            marks[name] = mark
    reader.finish()
    return ReviewAnswer(marks=marks)


def score(answer: ReviewAnswer, source: Source) -> Score:
    """0–100. Unscored where the key gives no marks."""
    task = task_of(source)
    names = names_of(task)
    if not names:
        return Unscored(task="review", reason="本题没有参考评分，无法比较", scorer=VERSION)
    criteria = tuple(criterion_of(name, answer.marks.get(name), task) for name in names)
    return Scored(
        task="review",
        total=round(100 * sum(criterion.mark for criterion in criteria) / len(criteria), 1),
        criteria=criteria,
        matches=tuple(match_of(name, answer.marks.get(name), task) for name in names),
        flags=flags_of(answer, names),
        summary=summary_of(answer, task),
        scorer=VERSION,
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The reference marks."""
    return {"marks": dict(task_of(source).marks)}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Each criterion's reference mark, what it means in the rubric, and why."""
    task = task_of(source)
    return tuple(
        (
            f"{name} {task.marks[name]} 分",
            f"{task.why.get(name, '')}\n\n量表：{described(task.draft, name, task.marks[name])}",
        )
        for name in names_of(task)
    )


def task_of(source: Source) -> ReviewTask:
    """The item's draft. Raises UnknownNameError where it has none."""
    task = None if isinstance(source, Case) else source.item.review
    if task is None:
        raise UnknownNameError("评阅题", name_of(source))
    return task


def names_of(task: ReviewTask) -> list[str]:
    """The criteria that have a reference mark, in the rubric's order."""
    return [name for name in criteria_of(task.draft) if name in task.marks]


def whole(value: Any) -> int | None:
    """A mark 0–4, or None where the value is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in range(TOP + 1):
        return None
    return int(value)


def shown(value: Any) -> str:
    """A value that is no mark, as a message tells it."""
    if isinstance(value, str):
        return f"“{told(value)}”"
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6
    return f"{value:g}" if is_number else type_name(value)


def criterion_of(name: str, mark: int | None, task: ReviewTask) -> Criterion:
    right = task.marks[name]
    means = f"参考 {right} 分：{described(task.draft, name, right)}。{task.why.get(name, '')}"
    if mark is None:
        return Criterion(name=name, mark=0.0, max_mark=1, why=f"未打分。{means}")
    credit = CREDIT.get(abs(mark - right), 0.0)
    lean = "一致" if mark == right else f"偏{'宽' if mark > right else '严'} {abs(mark - right)} 分"
    return Criterion(name=name, mark=credit, max_mark=1, why=f"你打 {mark} 分，{lean}。{means}")


def match_of(name: str, mark: int | None, task: ReviewTask) -> Match:
    off = None if mark is None else abs(mark - task.marks[name])
    return Match(
        point=name,
        credit=CREDIT.get(off, 0.0) if off is not None else 0.0,
        field=name,
        point_text=f"{name}：参考 {task.marks[name]} 分",
        note=task.why.get(name, ""),
        criterion=name,
    )


def flags_of(answer: ReviewAnswer, names: list[str]) -> tuple[Flag, ...]:
    if not answer.marks:
        return (Flag(kind="empty", note="未打分，计 0 分", field="marks"),)
    return tuple(Flag(kind="empty", note=f"{name} 未打分", field=name) for name in names if name not in answer.marks)


def summary_of(answer: ReviewAnswer, task: ReviewTask) -> str:
    """Exact and adjacent agreement, and the mean signed difference, over the criteria that were marked."""
    gaps = [mark - task.marks[name] for name, mark in answer.marks.items()]
    if not gaps:
        return "未打分。"
    mean = sum(gaps) / len(gaps)
    lean = "宽严适当" if abs(mean) < 0.25 else f"总体偏{'宽' if mean > 0 else '严'}，平均差 {mean:+.1f} 分"
    exact, near = sum(gap == 0 for gap in gaps), sum(abs(gap) <= 1 for gap in gaps)
    return f"打分 {len(gaps)} 项，完全一致 {exact} 项，相差 1 分以内 {near} 项；{lean}。"


KIND = Kind(
    name="review",
    title="评阅校准",
    scope="item",
    version=VERSION,
    criteria=(),
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
