"""Find the dates of a Chinese text, however they are written, with the fields that are told and no others.

>>> [(date.year, date.month, date.day) for date in dates("2023年4月12日、9月6日和2024年1月18日，22日又开一次")]
[(2023, 4, 12), (2023, 9, 6), (2024, 1, 18), (None, None, 22)]
>>> [str(date) for date in dates("二〇二三年三月至2024.6，5月21至23日，2023年第三季度")]
['2023-03', '2024-06', '05-21', '05-23', '2023-Q3']
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kit.text.normalise import Span, normalise
from kit.text.numerals import chinese

YEAR = r"(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|[二廿]?十?[一二三四五六七八九]|二?十)"
JOIN = r"(?:--?|~|至|到|、|和|及|与|或|/)"
LOOSE = r"(?:(?<!\d,)|(?!\d{3}(?!\d)))"
FREE = LOOSE + r"(?<![\d.一二三四五六七八九十百千万亿〇零])"
ATOM = re.compile(
    rf"(?P<y>{FREE}{YEAR})\s?(?:年度?|(?={JOIN}{YEAR}\s?年))"
    rf"|(?P<ty>{FREE}[0-4]\d)年(?={MONTH}月)"
    rf"|(?P<ny>{FREE}{YEAR})(?P<sep>[./-])(?P<nm>{MONTH})(?!\d)(?:(?P=sep)(?P<nd>{DAY})(?!\d)日?)?(?P<tail>[万亿元%个]?)"
    rf"|(?P<m>{FREE}{MONTH})\s?(?:月份?|(?=(?:{JOIN}{MONTH}){{1,5}}月))"
    rf"|(?P<d>{LOOSE}(?<![\d.]){DAY})\s?(?:[日号]|(?=(?:{JOIN}{DAY}){{1,5}}日))"
    rf"|第?(?P<q>(?<!前)[一二三四1-4])(?:季度|(?={JOIN}第?[一二三四1-4]季度))"
    r"|(?P<part>[上下]半年|年[初底末内]|年中(?![央国共心小间期])|[初末底]|[上中下]旬)"
    r"|(?P<relative>今年|去年|前年|明年|本年度?|上年度?|次年|翌年|当年|同年)"
)
LASTS_BEFORE = re.compile(
    r"(?:超过?|逾期?|延[期长]|满|每|[到抵]?达|不足|[少多]于|近|约|连续|为期|提前|最[长短]|需要?|历时|期限|滞后|拖延?|晚了?|迟延?|共计?|第)$"
)
LASTS_AFTER = re.compile(r"(?:以?内|之内|之?久|时限|期限|以[上下]|之?后|工作日|的?期限|制)")
RANGES = frozenset({"-", "--", "~", "至", "到"})
JOINS = re.compile(rf"\s?{JOIN}?\s?")


@dataclass(frozen=True)
class Date:
    """One date as told; what is not told is None or empty.

    Attributes
    ----------
    part
        ``上半年``, ``年底``, ``底``, ``中旬`` and the like.
    relative
        ``今年``, ``次年`` and the like, left unresolved.
    role
        ``from`` and ``to`` for the two ends of a range.
    inherited
        Whether a coarser field was taken from the date just before (the second of 2023年4月12日、9月6日).
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    part: str = ""
    relative: str = ""
    role: str = ""
    inherited: bool = False

    def __str__(self) -> str:
        told = [
            f"{self.year:04d}" if self.year is not None else self.relative,
            f"Q{self.quarter}" if self.quarter else "",
            f"{self.month:02d}" if self.month else "",
            f"{self.day:02d}" if self.day else "",
            self.part,
        ]
        return "-".join(field for field in told if field)


def dates(text: str) -> tuple[Date, ...]:
    """The dates of ``text`` in order. Spans are of ``text`` as given. 60日内 is a duration and no date."""
    normal = normalise(text)
    found = inherit(merged(atoms(normal.text), normal.text), normal.text)
    return tuple(replace(date, span=normal.to_original(date.span)) for date in found if stands(date))


def atoms(text: str) -> list[Date]:
    """Years, months, days, quarters and parts, each by itself; a day that is a duration is left out."""
    found: list[Date] = []
    for match in ATOM.finditer(text):
        date = atom(match)
        touching = bool(found) and found[-1].span[1] == match.start()
        if date is None or not fits(text, date, touching and found[-1].month is not None):
            continue
        if date.part in {"初", "末", "底", "上旬", "中旬", "下旬"} and not touching:
            continue
        found.append(date)
    return found


def atom(match: re.Match[str]) -> Date | None:
    """What one match of ATOM tells."""
    span, groups = match.span(), match.groupdict()
    if groups["ny"]:
        if groups["tail"] and not groups["nd"]:
            return None
        end = match.end() - len(groups["tail"])
        day = number(groups["nd"]) if groups["nd"] else None
        return Date((span[0], end), year=number(groups["ny"]), month=number(groups["nm"]), day=day)
    if groups["ty"]:
        return Date(span, year=2000 + int(groups["ty"]))
    for name, field in (("y", "year"), ("m", "month"), ("d", "day"), ("q", "quarter")):
        if groups[name]:
            return Date(span, **{field: number(groups[name])})  # type: ignore[arg-type]
    return Date(span, part=groups["part"] or "", relative=groups["relative"] or "")


def number(numeral: str) -> int:
    """
    >>> number("2023"), number("二〇二三"), number("廿三")
    (2023, 2023, 23)
    """
    return int(numeral) if numeral.isdecimal() else int(chinese(numeral) or 0)


def fits(text: str, date: Date, after_month: bool) -> bool:
    """Whether a day by itself is one: 22日 is, 30日内 and 12号楼 are not. Other atoms always fit."""
    if date.day is None or date.month is not None or after_month:
        return True
    start, end = date.span
    if text[end - 1] == "号" or LASTS_BEFORE.search(text[max(0, start - 4) : start]):
        return False
    return not LASTS_AFTER.match(text, end) and (start == 0 or text[start - 1] not in "一二三四五六七八九十百千万亿")


def merged(found: list[Date], text: str) -> list[Date]:
    """Join atoms that touch and grow finer: 2023年 + 4月 + 12日, 2023年 + 第三季度."""
    whole: list[Date] = []
    for date in found:
        last = whole[-1] if whole else None
        if last and touches(last, date, text) and rank(last)[1] < rank(date)[0]:
            fields = {
                name: getattr(date, name) or getattr(last, name)
                for name in ("year", "month", "day", "quarter", "part", "relative")
            }
            whole[-1] = Date((last.span[0], date.span[1]), **fields)
        else:
            whole.append(date)
    return whole


def touches(last: Date, date: Date, text: str) -> bool:
    gap = text[last.span[1] : date.span[0]]
    return not gap.strip() and len(gap) < 2


def rank(date: Date) -> tuple[int, int]:
    """The coarsest and the finest field told: 0 year, 1 month, quarter or half year, 2 day or third of a month."""
    ranks = [
        rank
        for rank, told in (
            (0, date.year is not None or date.relative),
            (1, date.month or date.quarter or date.part),
            (2, date.day),
        )
        if told
    ]
    if date.part and not (date.month or date.quarter or date.year is not None or date.relative):
        ranks = [2] if date.part[-1] in "旬底初末" and not date.part.startswith("年") else [1]
    return min(ranks), max(ranks)


def inherit(found: list[Date], text: str) -> list[Date]:
    """Give a date in a list or range the coarser fields of the one just before, and a range its roles."""
    whole: list[Date] = []
    for date in found:
        last = whole[-1] if whole else None
        gap = text[last.span[1] : date.span[0]] if last else ""
        ranged = gap.strip() in RANGES
        if last and gap.strip() and JOINS.fullmatch(gap):
            taken = {
                "year": last.year if date.year is None and not date.relative else None,
                "month": last.month if date.month is None and date.day is not None else None,
            }
            fields = {name: field for name, field in taken.items() if field is not None}
            whole[-1] = replace(last, role="from") if ranged else last
            heir = replace(date, **fields, inherited=bool(fields))  # type: ignore[arg-type]
            whole.append(replace(heir, role="to") if ranged else heir)
        else:
            whole.append(date)
    return whole


def stands(date: Date) -> bool:
    """Whether anything is told at all, and a part of a month is told with its month."""
    return bool(str(date)) and not (date.part in {"初", "末", "底"} and str(date) == date.part)


def same_date(left: Date, right: Date) -> float:
    """How far two dates are the same, 0–1.

    1 where both tell the same fields alike; 0.9 where they are alike in month and day and one leaves the year out;
    0.8 where both tell only the day; 0.6 where only a part without year can be compared; 0.5 where one is coarser
    (2023年 and 2023年3月12日); 0 where any field that both tell differs, or none is told by both.

    >>> first, second, third = dates("2024年5月22日，5月22日，22日")
    >>> same_date(first, second), same_date(first, third), same_date(first, dates("2024年5月21日")[0])
    (0.9, 0.6, 0.0)
    """
    shared = 0
    for field in ("year", "month", "day", "quarter", "part", "relative"):
        one, other = getattr(left, field), getattr(right, field)
        if one and other:
            if one != other:
                return 0.0
            shared += 1
    if not shared:
        return 0.0
    one_fields, other_fields = told(left), told(right)
    if one_fields == other_fields:
        return 0.8 if one_fields == {"day"} else 1.0
    common = one_fields & other_fields
    if {"month", "day"} <= common:
        return 0.9
    return 0.6 if "year" not in common else 0.5


def told(date: Date) -> set[str]:
    return {name for name in ("year", "month", "day", "quarter", "part", "relative") if getattr(date, name)}
