"""order 排序与取舍: put the steps of a procedure in order, or choose the few that matter and rank these.

A full order earns 100 × max(0, tau); a choice 70 for what the chosen are worth and 30 for their rank.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from kit.errors import UnknownNameError
from kit.model.answer import OrderAnswer
from kit.model.case import Case
from kit.model.exercise import Choice, OrderStep, OrderTask
from kit.model.prompt import OrderForm, Prompt
from kit.model.score import Criterion, Flag, Match, Score, Scored, Unscored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import arranged, background_of, listed, minutes_of, name_of, title_of, unstopped
from kit.tasks.reading import Reader

VERSION = "order/1"
CRITERIA = (("次序", 100.0),)
CHOICE_SHARE, RANK_SHARE = 70.0, 30.0
SHUFFLES = 64
"""Arrangements tried for one that shows nothing of the right order."""


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The steps in an arrangement that earns nothing if handed in as it stands. Raises UnknownNameError."""
    task = task_of(source)
    usual = (
        f"从下列各项中选出最该抓的 {task.choose} 项，并按轻重排序。" if task.choose else "把下列各项按正确的先后排序。"
    )
    return Prompt(
        kind="order",
        kind_title=KIND.title,
        title=title_of(source),
        instruction="" if isinstance(source, Case) else source.item.prompt or usual,
        form=OrderForm(steps=shuffled(task, name_of(source)), choose=task.choose),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> OrderAnswer:
    """``{"order": ["s2", "s1", …]}``, first first. Raises AnswerFormatError; too many chosen is one, too."""
    task = task_of(source)
    reader = Reader(raw)
    order = tuple(name for name in reader.texts("order") if name)
    for name in dict.fromkeys(order):
        reader.known(name, {step.id for step in task.steps}, "步骤", at="order")
    if repeated := [name for name, count in Counter(order).items() if count > 1]:
        reader.problems.append(f"order: {listed(repeated)} 重复出现，每项只能排一次")
    if task.choose and len(order) > task.choose:
        reader.problems.append(f"order: 只能选 {task.choose} 项，现选了 {len(order)} 项")
    reader.finish()
    return OrderAnswer(order=order)


def score(answer: OrderAnswer, source: Source) -> Score:
    """0–100. Unscored where the key leaves nothing to compare."""
    task = task_of(source)
    if not compared(task) and not task.choose:
        return Unscored(task="order", reason="答案中没有先后之分，无法评分", scorer=VERSION)
    criteria = choice_criteria(answer, task) if task.choose else (order_criterion(answer, task),)
    places = {name: place for place, name in enumerate(answer.order, start=1)}
    ranks = right_places(task)
    return Scored(
        task="order",
        total=round(sum(criterion.mark for criterion in criteria), 1),
        criteria=criteria,
        matches=tuple(
            match_of(step, places.get(step.id), ranks[step.id], task) for step in task.steps if step.id in ranks
        ),
        flags=flags_of(answer, task),
        summary=summary_of(answer, task),
        scorer=VERSION,
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The key's order; steps that may stand in any order as they come."""
    task = task_of(source)
    names = [name for group in groups_of(task) for name in group]
    return {"order": names[: task.choose] if task.choose else names}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """The right order with reasons; where there was a choice, what should have been left, and why."""
    task = task_of(source)
    steps = {step.id: step for step in task.steps}
    lines = []
    for place, group in enumerate(groups_of(task), start=1):
        note = "（以下各项不分先后）" if len(group) > 1 else ""
        lines += [f"{place}. **{steps[name].text}**{note} {steps[name].why}" for name in group if name in steps]
    parts = [("参考次序", "\n".join(lines))]
    left = [step for step in task.steps if step.id not in right_places(task)]
    if left:
        worth = [f"- {step.text}：{step.why}" for step in sorted(left, key=lambda step: -worth_of(step, task))]
        parts.append(("可以不选的", "\n".join(worth)))
    return tuple(parts)


def order_criterion(answer: OrderAnswer, task: OrderTask) -> Criterion:
    mark = 100 * max(0.0, tau(answer.order, task))
    return Criterion(name="次序", mark=round(mark, 2), max_mark=100, why=order_why(answer, task))


def choice_criteria(answer: OrderAnswer, task: OrderTask) -> tuple[Criterion, Criterion]:
    chosen, ranked = choice_share(answer.order, task), rank_share(answer.order, task)
    return (
        Criterion(
            name="取舍", mark=round(CHOICE_SHARE * chosen, 2), max_mark=CHOICE_SHARE, why=choice_why(answer, task)
        ),
        Criterion(name="排序", mark=round(RANK_SHARE * ranked, 2), max_mark=RANK_SHARE, why=order_why(answer, task)),
    )


def tau(order: tuple[str, ...], task: OrderTask) -> float:
    """(concordant - discordant) / all pairs that the key puts in order; -1–1. A missing step agrees with nothing."""
    places = {name: place for place, name in enumerate(order)}
    pairs = compared(task)
    agree = sum(sign(places[first], places[then]) for first, then in pairs if first in places and then in places)
    return agree / len(pairs)


def sign(first: int, then: int) -> int:
    return 1 if first < then else -1


def compared(task: OrderTask) -> list[tuple[str, str]]:
    """Every pair (earlier, later) that the key puts in order; steps of one group are in none."""
    return [(first, then) for earlier, later in combinations(groups_of(task), 2) for first in earlier for then in later]


def groups_of(task: OrderTask) -> list[tuple[str, ...]]:
    return [(group,) if isinstance(group, str) else group for group in task.answer]


def right_places(task: OrderTask) -> dict[str, int]:
    """Place of each step of the key's order, from 1; steps of one group share the place of its first."""
    places: dict[str, int] = {}
    before = 1
    for group in groups_of(task):
        places |= dict.fromkeys(group, before)
        before += len(group)
    return places


def worth_of(step: OrderStep, task: OrderTask) -> float:
    """A step's value; where the author gave none at all, 1 for a step of the best choice."""
    if any(other.value is not None for other in task.steps):
        return step.value or 0.0
    return 1.0 if step.id in right_places(task) else 0.0


def choice_share(order: tuple[str, ...], task: OrderTask) -> float:
    """0–1: worth of the chosen above what a blind choice has on average, beside that of the best choice."""
    count = task.choose or 0
    worths = {step.id: worth_of(step, task) for step in task.steps}
    best = sum(sorted(worths.values(), reverse=True)[:count])
    blind = count * sum(worths.values()) / len(worths)
    value = sum(worths[name] for name in order)
    if best <= blind:
        return len(order) / count
    return max(0.0, (value - blind) / (best - blind))


def rank_share(order: tuple[str, ...], task: OrderTask) -> float:
    """0–1: tau among the best choice; the share of it that was chosen where the key ranks none of it."""
    if compared(task):
        return max(0.0, tau(order, task))
    best = right_places(task)
    return sum(name in best for name in order) / len(best)


def order_why(answer: OrderAnswer, task: OrderTask) -> str:
    if not answer.order:
        return "未作答。"
    places = {name: place for place, name in enumerate(answer.order)}
    texts = {step.id: step.text for step in task.steps}
    upset = [(a, b) for a, b in compared(task) if a in places and b in places and places[a] > places[b]]
    missing = [name for name in right_places(task) if name not in places]
    parts = []
    if upset:
        shown = [f"“{texts.get(first)}”应在“{texts.get(then)}”之前" for first, then in upset[:3]]
        parts.append(f"{'；'.join(shown)}{f'(共 {len(upset)} 处颠倒)' if len(upset) > 3 else ''}")
    if missing:
        parts.append(f"未排入：{listed([f'“{texts.get(name)}”' for name in missing])}")
    return f"{'；'.join(parts)}。" if parts else "次序全部正确。"


def choice_why(answer: OrderAnswer, task: OrderTask) -> str:
    if not answer.order:
        return "未作答。"
    steps = {step.id: step for step in task.steps}
    best = right_places(task)
    minor = [steps[name] for name in answer.order if name not in best]
    passed = [steps[name] for name in best if name not in answer.order]
    if not minor and not passed:
        return f"所选 {len(answer.order)} 项都抓住了要害。"
    parts = [f"“{step.text}”可以不选：{step.why}" for step in minor]
    parts += [f"该选而未选“{step.text}”：{step.why}" for step in passed]
    return "；".join(unstopped(part) for part in parts) + "。得分已扣除随意选也能得到的部分。"


def match_of(step: OrderStep, place: int | None, right: int, task: OrderTask) -> Match:
    share = next(len(group) for group in groups_of(task) if step.id in group)
    met = place is not None and right <= place < right + share
    said = "未排入" if place is None else f"你排在第 {place}"
    return Match(
        point=step.id,
        credit=1.0 if met else 0.0,
        field="order",
        point_text=f"第 {right}：{step.text}",
        note=step.why if met else f"{said}。{step.why}",
        criterion="排序" if task.choose else "次序",
    )


def flags_of(answer: OrderAnswer, task: OrderTask) -> tuple[Flag, ...]:
    asked = task.choose or len(right_places(task))
    if not answer.order:
        return (Flag(kind="empty", note="未作答，计 0 分", field="order"),)
    if len(answer.order) < asked:
        return (Flag(kind="empty", note=f"应排 {asked} 项，只排了 {len(answer.order)} 项", field="order"),)
    return ()


def summary_of(answer: OrderAnswer, task: OrderTask) -> str:
    if task.choose:
        good = sum(name in right_places(task) for name in answer.order)
        return f"应选 {task.choose} 项，选中要害 {good} 项。"
    placed = {name: place for place, name in enumerate(answer.order)}
    pairs = compared(task)
    right = sum(a in placed and b in placed and placed[a] < placed[b] for a, b in pairs)
    return f"两两比较 {len(pairs)} 组，先后正确 {right} 组。"


def shuffled(task: OrderTask, seed: str) -> tuple[Choice, ...]:
    """The arrangement, of some that depend on the item's name alone, that earns least as it stands."""
    texts = {step.id: step.text for step in task.steps}
    tries = (tuple(arranged(texts, f"{seed}/{salt}")) for salt in range(SHUFFLES))
    shown = min(tries, key=lambda order: earned(order[: task.choose], task))
    return tuple(Choice(id=name, text=texts[name]) for name in shown)


def earned(order: tuple[str, ...], task: OrderTask) -> float:
    if task.choose:
        return CHOICE_SHARE * choice_share(order, task) + RANK_SHARE * rank_share(order, task)
    return 100 * max(0.0, tau(order, task)) if compared(task) else 0.0


def task_of(source: Source) -> OrderTask:
    """The item's steps. Raises UnknownNameError where it has none."""
    task = None if isinstance(source, Case) else source.item.order
    if task is None:
        raise UnknownNameError("排序题", name_of(source))
    return task


KIND = Kind(
    name="order",
    title="排序取舍",
    scope="item",
    version=VERSION,
    criteria=CRITERIA,
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
