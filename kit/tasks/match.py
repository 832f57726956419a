"""match 配对: 角色–职责, 线索–去向, 材料–部门, 观点–论据.

F1 over pairs × 100. Naming more rights for a left than any left of the key has costs double, so that
choosing everything does not pay.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from kit.errors import UnknownNameError
from kit.model.answer import MatchAnswer
from kit.model.case import Case
from kit.model.exercise import Choice, MatchTask, Pair
from kit.model.prompt import MatchForm, Prompt
from kit.model.score import Criterion, Flag, Match, Score, Scored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import arranged, background_of, listed, minutes_of, name_of, title_of
from kit.tasks.reading import Reader, told

VERSION = "match/1"
CRITERIA = (("配对", 100.0),)
SHUFFLES = 64
"""Arrangements tried for one whose rights do not stand beside their lefts."""


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """Lefts in the author's order; rights in an order that does not follow theirs. Raises UnknownNameError."""
    task = task_of(source)
    return Prompt(
        kind="match",
        kind_title=KIND.title,
        title=title_of(source),
        instruction=asked_of(source) or "为左边每一项选出右边与之对应的项。",
        form=MatchForm(left=task.left, right=shuffled(task, name_of(source)), several=most_of(task) > 1),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> MatchAnswer:
    """``{"pairs": {"l1": "r2", "l2": ["r1", "r3"]}}``; lefts may be left out. Raises AnswerFormatError."""
    task = task_of(source)
    lefts, rights = {choice.id for choice in task.left}, {choice.id for choice in task.right}
    reader = Reader(raw)
    pairs = set()
    for left, value in reader.mapping("pairs").items():
        at = f"pairs.{told(left)}"
        chosen = reader.as_one_or_more(value, at)
        if reader.known(left, lefts, "左边的项", at="pairs"):
            pairs |= {(left, right) for right in chosen if reader.known(right, rights, "右边的项", at=at)}
    reader.finish()
    return MatchAnswer(pairs=frozenset(pairs))


def score(answer: MatchAnswer, source: Source) -> Score:
    """100 × 2·right / (chosen + excess + pairs of the key), 0–100."""
    task = task_of(source)
    key = {(pair.left, pair.right): pair for pair in task.pairs}
    right = [pair for pair in key if pair in answer.pairs]
    wrong = sorted(answer.pairs - set(key))
    per_left = Counter(left for left, _ in answer.pairs)
    excess = sum(max(0, count - most_of(task)) for count in per_left.values())
    total = 100 * 2 * len(right) / (len(answer.pairs) + excess + len(key))
    return Scored(
        task="match",
        total=round(total, 1),
        criteria=(
            Criterion(name="配对", mark=round(total, 2), max_mark=100, why=why_of(answer, key, wrong, excess, task)),
        ),
        matches=tuple(match_of(pair, (pair.left, pair.right) in answer.pairs, task) for pair in key.values()),
        flags=flags_of(answer, wrong, task),
        summary=f"应配 {len(key)} 对，配对 {len(right)} 对，配错 {len(wrong)} 对。",
        scorer=VERSION,
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """Every pair of the key."""
    pairs: dict[str, list[str]] = {}
    for pair in task_of(source).pairs:
        pairs.setdefault(pair.left, []).append(pair.right)
    return {"pairs": {left: rights[0] if len(rights) == 1 else rights for left, rights in pairs.items()}}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Every right pair and why; then the rights that match nothing."""
    task = task_of(source)
    parts = [
        (text_of(pair.left, task.left), f"**{text_of(pair.right, task.right)}**\n\n{pair.why}") for pair in task.pairs
    ]
    used = {pair.right for pair in task.pairs}
    spare = [choice.text for choice in task.right if choice.id not in used]
    return (*parts, *((("没有对应的干扰项", "\n".join(f"- {text}" for text in spare)),) if spare else ()))


def task_of(source: Source) -> MatchTask:
    """The item's pairs. Raises UnknownNameError where it has none."""
    task = None if isinstance(source, Case) else source.item.match
    if task is None:
        raise UnknownNameError("配对题", name_of(source))
    return task


def asked_of(source: Source) -> str:
    return "" if isinstance(source, Case) else source.item.prompt


def most_of(task: MatchTask) -> int:
    """The largest number of rights that one left has in the key."""
    return max(Counter(pair.left for pair in task.pairs).values())


def shuffled(task: MatchTask, seed: str) -> tuple[Choice, ...]:
    """The arrangement of the rights, of some that depend on the name alone, with fewest beside their lefts."""
    by_id = {choice.id: choice for choice in task.right}
    key = {(pair.left, pair.right) for pair in task.pairs}
    lefts = [choice.id for choice in task.left]
    tries = (arranged(by_id, f"{seed}/{salt}") for salt in range(SHUFFLES))
    shown = min(tries, key=lambda order: sum(pair in key for pair in zip(lefts, order, strict=False)))
    return tuple(by_id[name] for name in shown)


def why_of(
    answer: MatchAnswer, key: dict[tuple[str, str], Pair], wrong: list[tuple[str, str]], excess: int, task: MatchTask
) -> str:
    if not answer.pairs:
        return "未作答。"
    missed = [text_of(left, task.left) for left, right in key if (left, right) not in answer.pairs]
    if not missed and not wrong:
        return f"{len(key)} 对全部正确。"
    parts = [f"配对 {len(key) - len(missed)}/{len(key)} 对"]
    if missed:
        parts.append(f"未配对的：{listed([f'“{name}”' for name in dict.fromkeys(missed)])}")
    if wrong:
        parts.append(f"配错 {len(wrong)} 对，降低得分")
    if excess:
        parts.append(f"有的项选得过多（每项至多 {most_of(task)} 个），多选的 {excess} 对加倍计错")
    return f"{'；'.join(parts)}。"


def match_of(pair: Pair, met: bool, task: MatchTask) -> Match:
    return Match(
        point=f"{pair.left}-{pair.right}",
        credit=1.0 if met else 0.0,
        field=pair.left,
        point_text=f"{text_of(pair.left, task.left)} → {text_of(pair.right, task.right)}",
        note=pair.why,
        criterion="配对",
    )


def flags_of(answer: MatchAnswer, wrong: list[tuple[str, str]], task: MatchTask) -> tuple[Flag, ...]:
    if not answer.pairs:
        return (Flag(kind="empty", note="未作答，计 0 分", field="pairs"),)
    return tuple(
        Flag(
            kind="wrong_choice",
            note=f"“{text_of(left, task.left)}”不应配“{text_of(right, task.right)}”",
            field=left,
        )
        for left, right in wrong
    )


def text_of(choice_id: str, choices: tuple[Choice, ...]) -> str:
    return next((choice.text for choice in choices if choice.id == choice_id), choice_id)


KIND = Kind(
    name="match",
    title="配对",
    scope="item",
    version=VERSION,
    criteria=CRITERIA,
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
