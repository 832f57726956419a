"""judgement 纪律情境: what to do in a situation of discipline (一依靠三不, 保密, 回避 …).

Scored by the options' own scores; a grave choice caps its situation at 0.
"""

from __future__ import annotations

from typing import Any

from kit.errors import UnknownNameError
from kit.model.answer import JudgementAnswer
from kit.model.case import Judgement, Option
from kit.model.exercise import Choice
from kit.model.prompt import JudgementForm, Prompt, Situation
from kit.model.score import Criterion, Flag, Match, Score, Scored, Unscored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import background_of, minutes_of, name_of, title_of, unstopped
from kit.tasks.reading import Reader

VERSION = "judgement/1"


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The situations with their options' texts. Raises UnknownNameError where the source has none."""
    if not source.judgement:
        raise UnknownNameError("纪律情境题", "judgement", place=f"{name_of(source)}:")
    situations = tuple(
        Situation(
            id=item.id,
            scenario=item.scenario,
            options=tuple(Choice(id=option.id, text=option.text) for option in item.options),
        )
        for item in source.judgement
    )
    return Prompt(
        kind="judgement",
        kind_title=KIND.title,
        title=title_of(source),
        instruction="阅读每个情境，选出最恰当的做法。每题只选一项。",
        form=JudgementForm(situations=situations),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> JudgementAnswer:
    """``{"choices": {"J1": "a"}}``; situations may be left out. Raises AnswerFormatError."""
    reader = Reader(raw)
    choices = reader.mapping_of_text("choices")
    known = {item.id: {option.id for option in item.options} for item in source.judgement}
    for item_id, option_id in choices.items():
        if reader.known(item_id, known, "情境题", at="choices") and option_id:
            reader.known(option_id, known[item_id], f"{item_id} 的选项", at="choices")
    reader.finish()
    return JudgementAnswer(choices={item: option for item, option in choices.items() if option})


def score(answer: JudgementAnswer, source: Source) -> Score:
    """100 × max(0, sum of scores) / sum of the best scores; what is unanswered counts 0."""
    best = sum(value_of(best_of(item)) for item in source.judgement)
    if best <= 0:
        return Unscored(task="judgement", reason="本题没有得分选项，无法评分", scorer=VERSION)
    criteria, matches, flags = [], [], []
    for name, item in named(source):
        chosen = next((option for option in item.options if option.id == answer.choices.get(item.id)), None)
        criteria.append(criterion_of(item, chosen, name))
        if chosen is None:
            flags.append(Flag(kind="empty", note=f"{name} 未作答，计 0 分", field=item.id))
            continue
        matches.append(
            Match(
                point=item.id,
                credit=credit_of(chosen, item),
                field=item.id,
                point_text=f"{item.principle}：{best_of(item).text}",
                note=chosen.why,
                criterion=item.id,
            )
        )
        if chosen.grave:
            flags.append(Flag(kind="overstep", note=f"{name} 触碰纪律底线：{chosen.why}", field=item.id))
    total = 100 * max(0.0, sum(criterion.mark for criterion in criteria)) / best
    return Scored(
        task="judgement",
        total=round(total, 1),
        criteria=tuple(criteria),
        matches=tuple(matches),
        flags=tuple(flags),
        summary=f"{len(source.judgement)} 个情境，答了 {len(matches)} 个。",
        scorer=VERSION,
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The best option of every situation."""
    return {"choices": {item.id: best_of(item).id for item in source.judgement}}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Every option with its score and why, the best first."""
    return tuple((f"{name} {item.principle}", options_told(item)) for name, item in named(source))


def named(source: Source) -> list[tuple[str, Judgement]]:
    """Each situation with the name under which the trainee sees it."""
    return [(f"情境 {number}", item) for number, item in enumerate(source.judgement, start=1)]


def criterion_of(item: Judgement, chosen: Option | None, label: str) -> Criterion:
    best = best_of(item)
    if chosen is None:
        why = f"未作答。较好的做法：{unstopped(best.text)}。{best.why}"
    elif chosen.id == best.id:
        why = f"选择恰当。{chosen.why}"
    else:
        why = f"{unstopped(chosen.why)}。更恰当的是：{unstopped(best.text)}（{unstopped(best.why)}）。"
    mark = value_of(chosen) if chosen else 0.0
    return Criterion(name=item.id, mark=mark, max_mark=value_of(best), why=why, label=label)


def credit_of(chosen: Option, item: Judgement) -> float:
    """0–1: the chosen option's worth beside the best one's; 0 where no option is worth anything."""
    best = value_of(best_of(item))
    return max(0.0, value_of(chosen)) / best if best > 0 else 0.0


def best_of(item: Judgement) -> Option:
    return max(item.options, key=lambda option: (value_of(option), option.id))


def value_of(option: Option) -> float:
    return min(option.score, 0.0) if option.grave else option.score


def options_told(item: Judgement) -> str:
    ranked = sorted(item.options, key=lambda option: -value_of(option))
    return "\n".join(f"- **{option.score:g} 分** {option.text} —— {option.why}" for option in ranked)


KIND = Kind(
    name="judgement",
    title="纪律情境",
    scope="case",
    version=VERSION,
    criteria=(),
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
