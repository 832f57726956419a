"""Words by which an answer shows what a clause of it is doing: the groups of ``kit/data/lexicon/cues.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kit.text.lexicon import table


class Cue:
    """One group of words, compiled when first looked for, so that importing the kit stays quick."""

    def __init__(self, group: str) -> None:
        self.group = group

    @cached_property
    def regex(self) -> re.Pattern[str]:
        words = [entry.word for entry in table("cues") if entry.group == self.group]
        return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))

    def search(self, text: str) -> re.Match[str] | None:
        return self.regex.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.regex.finditer(text)

    def among(self, text: str) -> list[str]:
        """Every word of the group that the text holds, as often as it does."""
        return [match.group() for match in self.regex.finditer(text)]


ORGAN = Cue("organ")
"""Who answers for a problem at the height of 巡察: the party body and its leaders."""

HEIGHT = Cue("height")
"""What lifts a statement from a slip of business to a failure of duty."""

DEFECT = Cue("defect")
BASIS = Cue("basis")
STRONG_BASIS = Cue("strong_basis")
"""Words by which an answer holds conduct against a rule."""

CAUSE = Cue("cause")
DUTY = Cue("duty")
EFFECT = Cue("effect")
EMPTY_TALK = Cue("empty_talk")
COLLOQUIAL = Cue("colloquial")
EMOTION = Cue("emotion")
PERSONAL = Cue("personal")
LITERARY = Cue("literary")
"""Figures of speech: a 底稿 states, it does not paint."""

PRAISE = Cue("praise")
"""Clauses that say that all is well."""

OVERSTEP = Cue("overstep")
"""What is not for 巡察 to say: guilt, punishment, orders."""

SLOGAN = Cue("slogan")
ACTION = Cue("action")
"""Verbs of acts that one can see done."""

PRINCIPLE = Cue("principle")
"""Words that promise and do nothing."""

MECHANISM = Cue("mechanism")
RULE_MAKING = Cue("rule_making")
WIDER = Cue("wider")
RECURRING = Cue("recurring")
VAGUE_TIME = Cue("vague_time")
PERIOD = Cue("period")
"""A span of time that can be checked."""

VAGUE_OWNER = Cue("vague_owner")
OUTSIDE = Cue("outside")
"""Who cannot be the responsible party of a body's own rectification."""

INSPECTABLE = Cue("inspectable")
UNINSPECTABLE = Cue("uninspectable")
SHAM = Cue("sham")
"""Results that only look like ones."""

MEETING = Cue("meeting")
"""Meetings, papers and plans: means, never results."""

COMMAND = Cue("command")
"""Speaking to the marker instead of writing a 底稿."""

RULE_NAME = re.compile(r"《([^《》]{2,40})》")
RULE_KIND = "办法|规则|规定|条例|准则|细则|实施方案|方案|制度|标准|意见|通知|规程|规范|党章|法"
RULE_TAIL = re.compile(rf"[\u4e00-\u9fff]{{2,14}}?(?:{RULE_KIND})(?![\u4e00-\u9fff]?执行)")
NUMERAL = r"[一二三四五六七八九十百\d]+"
ARTICLE = re.compile(rf"第?({NUMERAL}(?:[、,，和及至]第?{NUMERAL})*)[条款]")

PERSON = re.compile(r"[甲乙丙丁戊己庚辛壬癸]某某?|[A-Z](?:某|公司|单位|企业)|某[A-Z](?:公司)?|干部[A-Z]")
"""Anonymised people and firms as the trade writes them."""

FRAGMENT = re.compile(r"^\s*(?:\d+[.、)）]|[-—*•])?\s*\S{2,24}[。;；]?\s*$")
"""A line that is a jotting, not a statement."""

QUOTED = re.compile('“[^“”]*”|‘[^‘’]*’|"[^"]*"')


def unquoted(text: str) -> str:
    """The text without what it quotes: words of others are not the writer's own."""
    return QUOTED.sub("", text)
