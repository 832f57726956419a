"""What gives a person away though it names nobody: birth dates, and a named body's head told with an exact sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kit.content.anonymise.mention import Mention, mention

DAY = (
    r"(?:19|20)\d\d(?:年\s?\d{1,2}月(?:\s?\d{1,2}日)?|[-./]\d{1,2}(?:[-./]\d{1,2})?|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))"
)
BORN = re.compile(
    rf"(?P<day>{DAY})\s?(?:出生|生(?![产效活成态命意物源])|生人)|(?:出生于|生于|出生日期|出生年月|生日)(?:是|为)?[：:]?\s?(?P<late>{DAY})"
)


def risks(text: str) -> Iterator[Mention]:
    for match in BORN.finditer(text):
        group = "day" if match["day"] else "late"
        yield mention(
            text, *match.span(group), "date", 60, hint="日" not in match[group] and match[group].count("-") < 2
        )


HEADS = (
    r"(?:党委|党组|党支部)?书记|[局处科县市区镇乡村院校园所站队行部厅台馆场厂矿会]长"
    r"|主任|董事长|总经理|经理|秘书长|法定代表人"
)
EXACT_SUM = re.compile(r"(?<![近约超逾\d.])\d[\d,]*(?:\.\d+)?\s?(?:亿|万)?元")


def posts_with_sums(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """A body or place by name, its head, and an exact sum in one sentence: together they can be looked up."""
    for one in named:
        if one.kind not in {"organisation", "place"} or one.hint:
            continue
        rest = re.split("[。；！？\n]", text[one.end : one.end + 60])[0]
        head = re.match(rf"[^，。；]{{0,8}}?(?:{HEADS})", rest)
        amount = EXACT_SUM.search(rest, head.end()) if head else None
        if amount:
            yield mention(text, one.start, one.end + amount.end(), "post_sum", 10)
