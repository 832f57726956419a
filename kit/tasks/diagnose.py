"""diagnose 整改方案诊断: which measures of a plan are 凑数, 空泛, 虚假 or 不对应, and which are sound (合格).

Macro F1 over the labels, each F1 rescaled so that giving the label to every row earns nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kit.errors import UnknownNameError
from kit.model.answer import DiagnoseAnswer
from kit.model.case import Case
from kit.model.exercise import DiagnoseTask, PlanRow
from kit.model.prompt import DiagnoseForm, PlanAsk, Prompt
from kit.model.score import Criterion, Flag, Match, Score, Scored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import background_of, excerpt, listed, minutes_of, name_of, title_of
from kit.tasks.reading import Reader, told

VERSION = "diagnose/1"
SOUND = "合格"
LABELS = {
    "凑数": "拆分、重复或搬来日常工作充数，去掉它对解决问题没有影响",
    "空泛": "只有“加强、提高、强化”之类原则话，没有具体动作、对象和步骤",
    "虚假": "与事实或核查情况不符，未做称已做、未成称已成",
    "不对应": "措施本身可能可行，但没有对准问题或其根源",
}
MEANS = {**LABELS, SOUND: "有具体动作，对得上问题，经得起查验"}
ORDER = tuple(MEANS)


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The plan without labels, the problem it answers, and what the labels mean. Raises UnknownNameError."""
    task = task_of(source)
    usual = (
        "逐条判断整改措施是否存在凑数、空泛、虚假、不对应；没有问题的选“合格”。一条可以不止一种问题，并简要写明理由。"
    )
    return Prompt(
        kind="diagnose",
        kind_title=KIND.title,
        title=title_of(source),
        instruction="" if isinstance(source, Case) else source.item.prompt or usual,
        form=DiagnoseForm(
            problem=task.problem,
            tables=task.tables,
            plan=tuple(PlanAsk.model_validate(row.model_dump(exclude={"labels", "why"})) for row in task.plan),
            labels=tuple(MEANS.items()),
        ),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> DiagnoseAnswer:
    """``{"labels": {"r1": ["空泛"], "r2": []}, "reasons": {"r1": "…"}}``. Raises AnswerFormatError.

    An empty list, or 合格 alone, says that nothing is wrong with the row; a row left out was not judged.
    """
    rows = [row.id for row in task_of(source).plan]
    reader = Reader(raw)
    labels = {}
    for row, value in reader.mapping("labels").items():
        at = f"labels.{told(row)}"
        given = reader.as_one_or_more(value, at)
        known = [label for label in given if reader.known(label, ORDER, "诊断类别", at=at)]
        if SOUND in known and len(set(known)) > 1:
            reader.problems.append(f"{at}： “{SOUND}”不能与其他类别同选")
        if reader.known(row, rows, "措施", at="labels") and value is not None:
            labels[row] = frozenset(known) - {SOUND}
    reasons = reader.mapping_of_text("reasons")
    for row in reasons:
        reader.known(row, rows, "措施", at="reasons")
    reader.finish()
    return DiagnoseAnswer(labels=labels, reasons={row: text for row, text in reasons.items() if text.strip()})


def score(answer: DiagnoseAnswer, source: Source) -> Score:
    """100 × the mean over the labels of key and answer. Reasons are shown beside the key's, not scored."""
    task = task_of(source)
    right = {row.id: classes(row.labels) for row in task.plan}
    given = {row: classes(labels) for row, labels in answer.labels.items()}
    present = [label for label in ORDER if any(label in held for held in (*right.values(), *given.values()))]
    criteria = tuple(criterion_of(label, right, given, task) for label in present)
    exact = sum(given.get(row) == held for row, held in right.items())
    total = sum(criterion.mark for criterion in criteria) / len(criteria) if answer.labels else 0.0
    return Scored(
        task="diagnose",
        total=round(total, 1),
        criteria=criteria,
        matches=tuple(match_of(place, row, answer) for place, row in enumerate(task.plan)),
        flags=flags_of(answer, task),
        summary=f"{len(right)} 条措施，判断完全正确 {exact} 条。",
        scorer=VERSION,
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The key's labels and reasons."""
    plan = task_of(source).plan
    return {"labels": {row.id: list(row.labels) for row in plan}, "reasons": {row.id: row.why for row in plan}}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Every row with its labels and why."""
    return tuple(
        (f"{place}. {'、'.join(named(row))}", f"{row.measure}\n\n{row.why}")
        for place, row in enumerate(task_of(source).plan, start=1)
    )


def task_of(source: Source) -> DiagnoseTask:
    """The item's plan. Raises UnknownNameError where it has none."""
    task = None if isinstance(source, Case) else source.item.diagnose
    if task is None:
        raise UnknownNameError("整改方案诊断题", name_of(source))
    return task


def classes(labels: frozenset[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset(labels) or frozenset({SOUND})


def criterion_of(
    label: str, right: Mapping[str, frozenset[str]], given: Mapping[str, frozenset[str]], task: DiagnoseTask
) -> Criterion:
    places = {row.id: f"第 {place} 条" for place, row in enumerate(task.plan, start=1)}
    true = [row for row in places if label in right[row]]
    said = [row for row in places if label in given.get(row, frozenset())]
    missed = [places[row] for row in true if row not in said]
    extra = [places[row] for row in said if row not in true]
    mark = 100 * rescaled(f1_of(true, said), len(true) / len(places))
    parts = [f"漏判{listed(missed)}" if missed else "", f"误判{listed(extra)}" if extra else ""]
    verdict = "；".join(part for part in parts if part) or "判断全部正确"
    return Criterion(name=label, mark=round(mark, 2), max_mark=100, why=f"{verdict}。{label}：{MEANS[label]}。")


def f1_of(true: list[str], said: list[str]) -> float:
    both = len(set(true) & set(said))
    return 2 * both / (len(true) + len(said)) if both else 0.0


def rescaled(f1: float, share: float) -> float:
    """F1 above what labelling every row earns, 0–1; F1 itself where all rows have the label.

    That blind F1 is 2s / (1 + s) for a label which a share s of the rows has.
    """
    blind = 2 * share / (1 + share)
    return f1 if blind >= 1 else max(0.0, (f1 - blind) / (1 - blind))


def match_of(place: int, row: PlanRow, answer: DiagnoseAnswer) -> Match:
    right, given = classes(row.labels), answer.labels.get(row.id)
    held = classes(given) if given is not None else frozenset()
    credit = len(right & held) / len(right | held)
    mine = "、".join(label for label in ORDER if label in held) or "未判断"
    reason = answer.reasons.get(row.id)
    told_reason = f" 你的理由：{excerpt(reason, 200)}" if reason else ""
    return Match(
        point=row.id,
        credit=credit,
        row=place,
        field="labels",
        point_text=f"第 {place + 1} 条“{excerpt(row.measure)}”：{'、'.join(named(row))}",
        note=f"{'' if credit == 1 else f'你判为{mine}。'}{row.why}{told_reason}",
        criterion=next(iter(named(row))),
    )


def named(row: PlanRow) -> tuple[str, ...]:
    return row.labels or (SOUND,)


def flags_of(answer: DiagnoseAnswer, task: DiagnoseTask) -> tuple[Flag, ...]:
    if not answer.labels:
        return (Flag(kind="empty", note="未作判断，计 0 分", field="labels"),)
    return tuple(
        Flag(kind="empty", note=f"第 {place + 1} 条未判断", row=place, field="labels")
        for place, row in enumerate(task.plan)
        if row.id not in answer.labels
    )


KIND = Kind(
    name="diagnose",
    title="方案诊断",
    scope="item",
    version=VERSION,
    criteria=tuple((label, 100.0) for label in ORDER),
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
