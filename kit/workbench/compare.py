"""Attempts at one question side by side: totals, criteria, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kit.model.attempt import Attempt
from kit.model.score import Scored

MOST = 5
"""Columns shown; of more attempts the first and the last ones."""


def compared(attempts: Sequence[Attempt]) -> Markup:
    """A table with a column per attempt, the change against the attempt before in brackets. Empty for fewer than 2."""
    scored = [attempt for attempt in attempts if isinstance(attempt.score, Scored)]
    if len(scored) < 2:
        return Markup("")
    shown = scored if len(scored) <= MOST else [scored[0], *scored[1 - MOST :]]
    names = list(dict.fromkeys(name for attempt in shown for name in marks(attempt)))
    head = Markup("").join(
        Markup('<th class="kit-num">第 {} 次<br><span class="kit-soft">{}</span></th>').format(
            attempt.number, attempt.at[5:16].replace("T", " ")
        )
        for attempt in shown
    )
    rows = [row("总分", [total(attempt) for attempt in shown])]
    rows += [row(name, [marks(attempt).get(name) for attempt in shown]) for name in names]
    return Markup(
        '<h3>各次提交对照</h3><div class="kit-scroll kit-compare"><table class="kit-table">'
        "<thead><tr><th>项目</th>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(head, Markup("").join(rows))


def total(attempt: Attempt) -> float | None:
    return attempt.score.total if isinstance(attempt.score, Scored) else None


def marks(attempt: Attempt) -> dict[str, float]:
    """The mark of each criterion, under the name that people see."""
    return {c.shown: c.mark for c in attempt.score.criteria} if isinstance(attempt.score, Scored) else {}


def row(name: str, values: Sequence[float | None]) -> Markup:
    cells = [cell(value, values[n - 1] if n else None) for n, value in enumerate(values)]
    return Markup("<tr><td>{}</td>{}</tr>").format(name, Markup("").join(cells))


def cell(value: float | None, before: float | None) -> Markup:
    if value is None:
        return Markup('<td class="kit-num">—</td>')
    change = round(value - before, 2) if before is not None else 0.0
    look = "good" if change > 0 else "bad"
    told = Markup(' <span class="kit-{}">({:+g})</span>').format(look, change) if change else ""
    return Markup('<td class="kit-num">{:g}{}</td>').format(round(value, 2), told)
