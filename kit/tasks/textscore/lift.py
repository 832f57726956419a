"""定性改写 judged: lifted to its height, carried by its facts, and neither too high nor too low."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kit.model.case import Point, Wrong
from kit.model.exercise import RewriteTask
from kit.model.score import Flag, Match
from kit.tasks.textscore.answer import LONGEST_JUDGED, by_id, own_clauses
from kit.tasks.textscore.figures import Figure, Known, agrees, derived, figures
from kit.tasks.textscore.ground import wordings
from kit.tasks.textscore.points import credit_of, missing_note, weighted
from kit.tasks.textscore.verdict import Verdict, share, unsure
from kit.tasks.textscore.words import DEFECT, OVERSTEP
from kit.text.align import Hit, Statement, align, grams, yardstick
from kit.text.clauses import Clause
from kit.text.encoder import Encoder

CRITERIA: dict[str, float] = {"定性高度": 50.0, "事实支撑": 25.0, "分寸": 25.0}

ENOUGH = 0.8
"""Share of the qualification's points that counts as all of it: nobody words it like the key."""

OWN_WORDS = 0.75
"""A clause with this share of its character pairs from the statement is the statement again."""

COPIED_FACT = 0.9
"""The same for the given facts, whose names and terms must be used."""

FACT_PAIRS = 10
FACT_FIGURES = 3
SAID = 0.5
"""Share of a wrong wording's own pairs that a clause must bring back to say it."""

LEAD = 0.1
COST = {"overstated": 0.6, "understated": 0.6, "overstep": 0.6, "unsupported_number": 0.3}


@dataclass(frozen=True)
class Lifted:
    """A rewriting: ``parts`` are not the statement's own words, ``fresh`` not the given facts' either.

    ``hits`` are what the fresh parts say of every statement by id, ``facts`` what all parts say: to copy the given
    facts carries a qualification, and may tell causes, but is no qualification itself.
    """

    text: str
    parts: tuple[Clause, ...]
    fresh: tuple[Clause, ...]
    copied: float
    hits: Mapping[str, Hit]
    facts: Mapping[str, Hit]

    def span(self, hit: Hit) -> tuple[int, int] | None:
        parts = self.parts if any(hit is other for other in self.facts.values()) else self.fresh
        if hit.first is None or hit.last is None:
            return None
        return parts[hit.first].span[0], parts[hit.last].span[1]


def judged(text: str, task: RewriteTask, encoder: Encoder, asked: str = "") -> tuple[dict[str, Verdict], float]:
    """The three verdicts, and the total out of 100; ``asked`` is the question, which earns nothing."""
    lifted = read(text, task, encoder, asked)
    height = height_of(lifted, task)
    reached = height.mark / CRITERIA["定性高度"]
    support = support_of(lifted, task, reached)
    measure = measure_of(lifted, task, reached)
    verdicts = {"定性高度": height, "事实支撑": support, "分寸": measure}
    return verdicts, round(min(100.0, sum(verdict.mark for verdict in verdicts.values())), 1)


def read(text: str, task: RewriteTask, encoder: Encoder, asked: str) -> Lifted:
    told = text[:LONGEST_JUDGED]
    given = grams(task.statement)
    every = own_clauses(told, asked)
    own = tuple(part for part in every if not same_words(part, given))
    fresh = tuple(part for part in own if not same_words(part, grams(task.facts), COPIED_FACT))
    statements = [
        *(Statement(point.id, wordings(point)) for point in task.points),
        *(Statement(f"over:{place}", (entry.text,)) for place, entry in enumerate(task.overstated)),
        *(Statement(f"under:{place}", (entry.text,)) for place, entry in enumerate(task.understated)),
    ]
    wider = [text for statement in statements for text in statement.wordings]
    against = yardstick(statements, task.statement + task.facts, wider)
    return Lifted(
        text=told,
        parts=own,
        fresh=fresh,
        copied=share(len(every) - len(own), len(every)),
        hits=by_id(against, align(fresh, against, encoder)),
        facts=by_id(against, align(own, against, encoder)),
    )


def same_words(part: Clause, given: set[str], least: float = OWN_WORDS) -> bool:
    pairs = grams(part.text)
    return len(pairs) >= 2 and len(pairs & given) / len(pairs) >= least


def height_of(lifted: Lifted, task: RewriteTask) -> Verdict:
    points = lifting(task)
    named = {point.id: credit_of(lifted.hits[point.id]) for point in points if point.aspect == "定性"}
    carried = min(1.0, 2 * max(named.values(), default=1.0))
    credits = {p.id: named.get(p.id, round(carried * credit_of(lifted.facts[p.id]), 2)) for p in points}
    most = CRITERIA["定性高度"]
    mark = round(most * share(weighted(points, credits), ENOUGH), 2)
    missing = [point.text for point in points if credits[point.id] < 0.5]
    if mark >= 0.85 * most:
        why = f"写到了{task.level}层面，主体和性质都点明了。"
    elif mark >= 0.4 * most:
        why = f"有所提升，还没有点到：{missing[0] if missing else '责任主体'}。"
    else:
        why = f"仍停留在就事论事，没有写到{task.level}层面。"
    if lifted.copied >= 0.5:
        why += "照抄原句不得分。"
    return Verdict(
        mark=mark,
        why=why,
        confidence=unsure(4 * mark / most),
        matches=tuple(match_of(point, credits[point.id], lifted, "定性高度") for point in points),
    )


def lifting(task: RewriteTask) -> tuple[Point, ...]:
    """The points that lift; an item without any of aspect 定性 takes all but the facts."""
    lifted = tuple(point for point in task.points if point.aspect != "事实")
    return lifted or task.points


def support_of(lifted: Lifted, task: RewriteTask, reached: float) -> Verdict:
    """Facts kept: the key's fact points where there are any, else what the item gave."""
    points = tuple(point for point in task.points if point.aspect == "事实")
    told = figures(lifted.text)
    carried = grams(task.facts) - grams(task.statement)
    own = set().union(*(grams(part.text) for part in lifted.parts)) if lifted.parts else set()
    given = [figure for figure in figures(task.facts) if figure.firm]
    held = sum(any(agrees(claim, truth) for claim in told) for truth in given)
    wanted = min(FACT_FIGURES, len(given))
    kept = 0.5 * share(len(own & carried), FACT_PAIRS) + 0.5 * (share(held, wanted) if wanted else 1.0)
    credits = {point.id: fact_credit(point, lifted, told) for point in points}
    level = 0.4 * kept + 0.6 * share(weighted(points, credits), ENOUGH) if points else kept
    most = CRITERIA["事实支撑"]
    mark = round(most * level * min(1.0, 0.25 + reached), 2) if own else 0.0
    why = "用关键事实支撑了定性。" if level >= 0.8 else "支撑定性的关键事实（次数、金额、对象）还不够。"
    return Verdict(
        mark=mark,
        why=why,
        confidence=unsure(4 * mark / most),
        matches=tuple(match_of(point, credits[point.id], lifted, "事实支撑") for point in points),
    )


def fact_credit(point: Point, lifted: Lifted, told: Sequence[Figure]) -> float:
    wanted = [figure for number in point.numbers for figure in figures(number)[:1]]
    words = credit_of(lifted.facts[point.id])
    if not wanted:
        return words
    held = sum(any(agrees(claim, truth) for claim in told) for truth in wanted) / len(wanted)
    return round(0.4 * words + 0.6 * held if words > 0 else 0.3 * held, 2)


def measure_of(lifted: Lifted, task: RewriteTask, reached: float) -> Verdict:
    """Nothing above what the facts carry, nothing below what they say."""
    flags = [
        *said(lifted, task.overstated, "overstated", task),
        *understated(lifted, task, reached),
        *oversteps(lifted),
        *unsupported(lifted, task),
    ]
    cost = sum(COST[flag.kind] for flag in flags)
    most = CRITERIA["分寸"]
    mark = round(most * max(0.0, 1 - cost) * share(reached, 0.6), 2)
    why = "分寸得当，没有拔高，也没有定低。" if not flags else f"{flags[0].note}。"
    if not flags and reached < 0.3:
        why = "没有写出定性，谈不上分寸。"
    return Verdict(mark=mark, why=why, confidence=unsure(4 * mark / most), flags=tuple(flags))


def said(lifted: Lifted, entries: Sequence[Wrong], kind: str, task: RewriteTask) -> tuple[Flag, ...]:
    """Which of the author's too high (overstated) or too low wordings the rewriting says."""
    prefix, name = ("over", "拔高") if kind == "overstated" else ("under", "定低")
    found = []
    best = max((lifted.hits[point.id].recall for point in task.points), default=0.0)
    for place, entry in enumerate(entries):
        hit = lifted.hits[f"{prefix}:{place}"]
        plain = hit.recall >= 0.85 or (hit.recall >= SAID and hit.recall >= beside(hit, lifted, task) + LEAD)
        if plain and (kind != "understated" or hit.recall > best):
            found.append(Flag(kind=kind, note=f"{name}：{entry.why}", span=lifted.span(hit)))
    return tuple(found[:2])


def beside(hit: Hit, lifted: Lifted, task: RewriteTask) -> float:
    """The best recall of a point in the same clauses."""
    near = 0.0
    for point in task.points:
        other = lifted.hits[point.id]
        if None not in (other.first, other.last, hit.first, hit.last) and overlaps(hit, other):
            near = max(near, other.recall)
    return near


def overlaps(one: Hit, other: Hit) -> bool:
    return (one.first or 0) <= (other.last or 0) and (other.first or 0) <= (one.last or 0)


def understated(lifted: Lifted, task: RewriteTask, reached: float) -> tuple[Flag, ...]:
    found = said(lifted, task.understated, "understated", task)
    if found or reached >= 0.3 or not lifted.parts:
        return found
    if any(DEFECT.search(part.text) for part in lifted.parts):
        return (Flag(kind="understated", note=f"定低：没有写到{task.level}层面"),)
    return ()


def oversteps(lifted: Lifted) -> tuple[Flag, ...]:
    found = OVERSTEP.search(lifted.text)
    if found is None:
        return ()
    return (Flag(kind="overstep", note=f"“{found.group()}”超出巡察职责，不作违纪违法结论", span=found.span()),)


def unsupported(lifted: Lifted, task: RewriteTask) -> tuple[Flag, ...]:
    texts = (task.statement, task.facts, *(t for p in task.points for t in (*wordings(p), *p.numbers)))
    known = Known(figure for text in texts for figure in figures(text))
    told = figures(lifted.text)
    right = [figure for figure in told if known.holds(figure)]
    wrong = [f for f in told if f.firm and not known.holds(f) and not derived(f, right)]
    return tuple(
        Flag(kind="unsupported_number", note=f"“{figure.text}”在所给事实中没有依据", span=figure.span)
        for figure in wrong[:3]
    )


def match_of(point: Point, credit: float, lifted: Lifted, criterion: str) -> Match:
    hit = (lifted.hits if point.aspect == "定性" else lifted.facts)[point.id]
    return Match(
        point=point.id,
        credit=credit,
        span=lifted.span(hit) if credit > 0 else None,
        point_text=point.text,
        note=missing_note(credit, ()),
        criterion=criterion,
    )
