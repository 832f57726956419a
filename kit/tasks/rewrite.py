"""rewrite 定性改写: lift a 就事论事 statement to its proper level; neither 拔高 nor 定低.

An item of its own: the statement, its facts, the level, and scoring points of aspect 定性 (and 事实 where the facts
must stay). Copying the statement earns nothing; over- and understatement cost.
"""

from __future__ import annotations

from typing import Any

from kit.errors import UnknownNameError
from kit.model.answer import RewriteAnswer
from kit.model.exercise import OwnItem, RewriteTask
from kit.model.prompt import Prompt, TextForm
from kit.model.score import Flag, Score, Scored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import background_of, minutes_of, name_of, title_of
from kit.tasks.reading import Reader
from kit.tasks.textscore.answer import plain
from kit.tasks.textscore.lift import CRITERIA, judged
from kit.tasks.textscore.verdict import Verdict, needs_review
from kit.text.encoder import Encoder, default_encoder

VERSION = "rewrite/1"
SHORTEST, LONGEST = 60, 250


def task_of(source: Source) -> RewriteTask:
    """The item's payload. Raises UnknownNameError where there is none."""
    if isinstance(source, OwnItem) and source.item.rewrite is not None:
        return source.item.rewrite
    raise UnknownNameError("定性改写题", "rewrite", place=f"{name_of(source)}：")


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The statement to lift, and its facts. Raises UnknownNameError."""
    task = task_of(source)
    return Prompt(
        kind="rewrite",
        kind_title=KIND.title,
        title=title_of(source),
        instruction=source.item.prompt
        if isinstance(source, OwnItem) and source.item.prompt
        else "下面的表述就事论事。请根据事实改写定性，写到应有的高度，既不拔高也不定低。",
        form=TextForm(
            label="改写后的表述",
            advice="先点明责任主体和没有落实的责任，再用事实支撑；不说材料没有的话，不作违纪违法结论。",
            shortest=SHORTEST,
            longest=LONGEST,
            given=task.statement,
            facts=task.facts,
        ),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> RewriteAnswer:
    """``{"text": "…"}``. Raises AnswerFormatError."""
    task_of(source)
    reader = Reader(raw)
    text = reader.text("text")
    reader.finish()
    return RewriteAnswer(text=text)


def score(answer: RewriteAnswer, source: Source) -> Score:
    """定性高度 50, 事实支撑 25, 分寸 25; the last two count no more than the first allows."""
    task, encoder = task_of(source), default_encoder()
    if not answer.text.strip():
        return empty(encoder)
    asked = plain(f"{title_of(source)}{prompt(source).instruction}")
    verdicts, total = judged(answer.text, task, encoder, asked)
    flags = tuple(flag for verdict in verdicts.values() for flag in verdict.flags)
    weakest = min(CRITERIA, key=lambda name: verdicts[name].mark / CRITERIA[name])
    whole = all(verdicts[name].mark >= 0.85 * most for name, most in CRITERIA.items())
    return Scored(
        task="rewrite",
        total=total,
        criteria=tuple(criterion(name, verdict) for name, verdict in verdicts.items()),
        matches=tuple(match for verdict in verdicts.values() for match in verdict.matches),
        flags=flags,
        summary="定性到位，分寸得当。" if whole else f"最需要改进的是“{weakest}”：{verdicts[weakest].why}",
        needs_review=needs_review(verdicts.values(), flags),
        scorer=f"{VERSION} {encoder.name}",
    )


def criterion(name: str, verdict: Verdict) -> Any:
    return verdict.criterion(name).model_copy(update={"max_mark": CRITERIA[name]})


def empty(encoder: Encoder) -> Scored:
    return Scored(
        task="rewrite",
        total=0.0,
        criteria=tuple(criterion(name, Verdict(0.0, "未作答。", 1.0)) for name in CRITERIA),
        flags=(Flag(kind="empty", note="未作答，计 0 分"),),
        summary="未作答。",
        scorer=f"{VERSION} {encoder.name}",
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The author's reference."""
    return {"text": task_of(source).reference}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Reference, points, then what would be too high and too low, and why."""
    task = task_of(source)
    parts = [("参考表述", task.reference), (f"要点（{task.level}层面）", "\n".join(f"- {p.text}" for p in task.points))]
    for title, entries in (("这样写是拔高", task.overstated), ("这样写是定低", task.understated)):
        if entries:
            parts.append((title, "\n".join(f"- {entry.text} —— {entry.why}" for entry in entries)))
    return tuple(parts)


KIND = Kind(
    name="rewrite",
    title="定性改写",
    scope="item",
    version=VERSION,
    criteria=tuple(CRITERIA.items()),
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
