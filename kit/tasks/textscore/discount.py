"""What keeps content from counting in full: words listed instead of stated, and passages copied from the material."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kit.tasks.textscore.own import Own
from kit.tasks.textscore.verdict import Verdict, share

RUN = re.compile(r"[^\s,，。;；:：、!！?？|/]+")
STATED = 8
"""Characters without any separator from which on something is stated and not just named."""

MOST_STATED = 0.3
"""Share of the text in such runs from which on it counts as prose; drafts by people lie above."""

LISTED = 0.3
"""What a mere list of words keeps of its marks."""

FEW_RUNS = 6
COPIED_COST = {"定性": 0.4, "事实": 0.4, "依据": 0.2, "分析": 0.5}
"""What a wholly copied answer loses of each mark: to quote is not to judge."""

FREE_COPY = 0.2
"""Share of a text that may be quoted without any loss: names of rules and figures have to be."""

TOLD_BELOW = 0.9


def discounted(verdicts: Mapping[str, Verdict], text: str, own: Own) -> dict[str, Verdict]:
    """The verdicts on content, each as far as its words are the answer's own statements."""
    prose = prose_of(text)
    return {name: lessened(name, verdict, prose, own) for name, verdict in verdicts.items()}


def lessened(name: str, verdict: Verdict, prose: float, own: Own) -> Verdict:
    copied = max(0.0, own.copied - FREE_COPY) / (1 - FREE_COPY)
    factor = prose * (1 - COPIED_COST[name] * copied)
    if factor >= 1 or verdict.mark == 0:
        return verdict
    why = verdict.why
    if prose < TOLD_BELOW:
        why += "只罗列词语、没有成句陈述，折算计分。"
    elif factor < TOLD_BELOW:
        why += "照抄材料的文字折算计分。"
    return replace(verdict, mark=round(verdict.mark * factor, 2), why=why)


def prose_of(text: str) -> float:
    """1 where enough of a text is stated in clauses, less the more it is a list of words."""
    runs = RUN.findall(text)
    if len(runs) < FEW_RUNS:
        return 1.0
    stated = share(sum(len(run) for run in runs if len(run) >= STATED), sum(len(run) for run in runs))
    return min(1.0, LISTED + (1 - LISTED) * stated / MOST_STATED)
