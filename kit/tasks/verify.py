"""verify 数据核验: check figures against ledgers, find the rows that do not hold, say whether a claim stands.

Each question earns its weight: a value within tolerance whole, rows by F1, a verdict whole.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kit.errors import UnknownNameError
from kit.model.answer import VerifyAnswer
from kit.model.case import Case
from kit.model.exercise import VerifyQuestion, VerifyTask
from kit.model.prompt import Prompt, VerifyAsk, VerifyForm
from kit.model.score import Criterion, Flag, Match, Score, Scored
from kit.tasks.amounts import converted, read_amount
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import background_of, listed, minutes_of, name_of, title_of
from kit.tasks.reading import Reader, told

VERSION = "verify/1"
Given = str | frozenset[str]


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The ledgers and the questions. Raises UnknownNameError."""
    task = task_of(source)
    usual = "对照台账核算，逐题作答。数值题写数字和单位；选行题选出全部不符的行。"
    return Prompt(
        kind="verify",
        kind_title=KIND.title,
        title=title_of(source),
        instruction="" if isinstance(source, Case) else source.item.prompt or usual,
        form=VerifyForm(
            tables=task.tables,
            questions=tuple(
                VerifyAsk(id=asked.id, ask=asked.ask, form=form_of(asked), unit=asked.unit, options=asked.options)
                for asked in task.questions
            ),
        ),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> VerifyAnswer:
    """``{"answers": {"q1": "97.0%", "q2": ["整改台账·3"], "q3": "a"}}``; questions may be left out.

    Raises AnswerFormatError, also where a number cannot be read.
    """
    questions = {asked.id: asked for asked in task_of(source).questions}
    rows = rows_of(source)
    reader = Reader(raw)
    answers: dict[str, Given] = {}
    for name, value in reader.mapping("answers").items():
        if reader.known(name, questions, "题目", at="answers"):
            given = given_to(questions[name], value, rows, reader)
            if given:
                answers[name] = given
    reader.finish()
    return VerifyAnswer(answers=answers)


def score(answer: VerifyAnswer, source: Source) -> Score:
    """100 × weights earned / all weights, 0–100."""
    task = task_of(source)
    criteria, matches, flags = [], [], []
    for number, asked in enumerate(task.questions, start=1):
        name = f"第 {number} 题"
        given = answer.answers.get(asked.id)
        credit, why = marked(asked, given)
        criteria.append(
            Criterion(
                name=asked.id,
                mark=round(asked.weight * credit, 4),
                max_mark=asked.weight,
                why=f"{why}{asked.why}",
                label=name,
            )
        )
        matches.append(
            Match(
                point=asked.id,
                credit=credit,
                field=asked.id,
                point_text=f"{asked.ask} 答案：{right_told(asked)}",
                note=why,
                source=asked.rows,
                criterion=asked.id,
            )
        )
        if given is None:
            flags.append(Flag(kind="empty", note=f"{name}未作答，计 0 分", field=asked.id))
        elif form_of(asked) == "value" and credit == 0:
            flags.append(Flag(kind="wrong_number", note=why, field=asked.id))
    earned = sum(criterion.mark for criterion in criteria)
    return Scored(
        task="verify",
        total=round(100 * earned / sum(asked.weight for asked in task.questions), 1),
        criteria=tuple(criteria),
        matches=tuple(matches),
        flags=tuple(flags),
        summary=f"{len(criteria)} 题，答了 {len(answer.answers)} 题，全对 {sum(m.credit == 1 for m in matches)} 题。",
        scorer=VERSION,
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The key's value, rows or verdict for every question."""
    return {"answers": {asked.id: right_of(asked) for asked in task_of(source).questions}}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Every question with its answer and how one gets there."""
    return tuple(
        (f"第 {number} 题 {right_told(asked)}", f"{asked.ask}\n\n{asked.why}")
        for number, asked in enumerate(task_of(source).questions, start=1)
    )


def task_of(source: Source) -> VerifyTask:
    """The item's questions. Raises UnknownNameError where it has none."""
    task = None if isinstance(source, Case) else source.item.verify
    if task is None:
        raise UnknownNameError("数据核验题", name_of(source))
    return task


def rows_of(source: Source) -> frozenset[str]:
    """Names of every row that can be selected: of the item's own tables, and of its case."""
    task = task_of(source)
    own = {f"{table.name}·{place}" for table in task.tables for place in range(1, len(table.rows) + 1)}
    case = None if isinstance(source, Case) else source.case
    return frozenset(own | set(case.units if case else ()))


def form_of(asked: VerifyQuestion) -> str:
    if asked.verdict is not None:
        return "verdict"
    return "rows" if asked.rows else "value"


def given_to(asked: VerifyQuestion, value: Any, rows: frozenset[str], reader: Reader) -> Given:
    """What was answered, checked against what can be answered; empty where nothing was."""
    at = f"answers.{asked.id}"
    if form_of(asked) == "rows":
        names = {name.strip() for name in reader.as_one_or_more(value, at)} - {""}
        for name in sorted(names):
            reader.known(name, rows, "台账行", at=at)
        return frozenset(names)
    if form_of(asked) == "verdict":
        option = reader.as_text(value, at).strip()
        if option:
            reader.known(option, {choice.id: choice for choice in asked.options}, "选项", at=at)
        return option
    text = reader.as_text(value, at).strip()
    if text and read_amount(text) is None:
        example = f"12.5{asked.unit}" if asked.unit else "12.5"
        reader.problems.append(f"{at}： 从“{told(text)}”读不出一个数，请只写一个数，如 {example}")
    return text


def marked(asked: VerifyQuestion, given: Given | None) -> tuple[float, str]:
    """Credit 0–1, and why in a sentence."""
    if not given:
        return 0.0, f"未作答，答案是 {right_told(asked)}。"
    if isinstance(given, frozenset):
        return rows_marked(frozenset(asked.rows), given)
    if form_of(asked) == "verdict":
        right = given == asked.verdict
        return float(right), "判断正确。" if right else f"判断有误，应为“{right_told(asked)}”。"
    return value_marked(asked, given)


def value_marked(asked: VerifyQuestion, text: str) -> tuple[float, str]:
    amount, right = read_amount(text), right_told(asked)
    if amount is None or asked.value is None:
        return 0.0, f"答案是 {right}。"
    value = converted(amount, asked.unit)
    if value is not None and holds(asked, value):
        return 1.0, "核算正确。"
    if asked.unit == "%" and not amount.unit and holds(asked, 100 * amount.number):
        return 0.0, f"写成了小数，按百分比应写 {right}。"
    if holds(asked, amount.number):
        return 0.0, f"数字对，单位不对：你写的是“{told(text)}”，应为 {right}。"
    if value is None:
        return 0.0, f"单位“{told(amount.unit)}”与所问的“{asked.unit}”不是一回事，应为 {right}。"
    return 0.0, f"核算有误：你写的是“{told(text)}”，应为 {right}。"


def holds(asked: VerifyQuestion, value: Fraction) -> bool:
    """Whether a value is the right one within tolerance, reckoned exactly (0.1 is a tenth)."""
    right, tolerance = Fraction(str(asked.value or 0)), Fraction(str(asked.tolerance))
    return abs(value - right) <= tolerance


def rows_marked(right: frozenset[str], given: frozenset[str]) -> tuple[float, str]:
    both = right & given
    credit = 2 * len(both) / (len(right) + len(given))
    missed, extra = sorted(right - given), sorted(given - right)
    parts = [f"漏选 {listed(missed)}" if missed else "", f"误选 {listed(extra)}" if extra else ""]
    verdict = "；".join(part for part in parts if part)
    return credit, f"选对 {len(both)}/{len(right)} 行；{verdict}。" if verdict else f"{len(right)} 行全部选对。"


def right_of(asked: VerifyQuestion) -> str | list[str]:
    form = form_of(asked)
    if form == "verdict":
        return asked.verdict or ""
    return list(asked.rows) if form == "rows" else plain(asked.value or 0.0)


def right_told(asked: VerifyQuestion) -> str:
    form = form_of(asked)
    if form == "verdict":
        return next((choice.text for choice in asked.options if choice.id == asked.verdict), asked.verdict or "")
    return listed(list(asked.rows)) if form == "rows" else f"{plain(asked.value or 0.0)}{asked.unit}"


def plain(value: float) -> str:
    """A number without an exponent and without idle zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


KIND = Kind(
    name="verify",
    title="数据核验",
    scope="item",
    version=VERSION,
    criteria=(),
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
