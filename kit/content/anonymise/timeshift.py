"""Every date moved by one number of days, so that intervals hold; with a multiple of seven weekdays hold too.

>>> move_dates("2023年12月28日立项，次年1月4日付款，2月1日验收；2023年度预算；2023-12-28", -371).text
'2022年12月22日立项，2022年12月29日付款，2023年1月26日验收；2022年度预算；2022-12-22'
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kit.text.dates import Date, dates
from kit.text.numerals import chinese

YEAR_DAYS = 365.2425
PARTS = re.compile(
    r"(?P<y>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})?(?P<ys>\s?(?:年度?|[./-])\s?)?"
    r"(?P<word>次年|翌年|当年|同年|今年|去年|前年|明年|本年度?|上年度?)?"
    r"(?:(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])(?P<ms>\s?(?:月份?|[./-])\s?))?"
    r"(?:(?P<d>\d{1,2}|三十一?|[二廿]?十?[一二三四五六七八九]|二?十)(?P<ds>\s?[日号])?)?"
)
COMPACT = re.compile(
    r"(?<![\dA-Za-z.-])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\dA-Za-z])"
)
RECURRING = re.compile(r"(?:每年|每季度?|每月|当月|次月|上月|同月|本月|其他月)$")
FOLLOWING = {"次年": 1, "翌年": 1, "当年": 0, "同年": 0}


@dataclass(frozen=True)
class Moved:
    """A text with its dates moved, the dates that could not be, and how many were."""

    text: str
    left: tuple[str, ...] = ()
    count: int = 0


@dataclass
class Walk:
    """What is known while a text is read from its beginning: the year that dates without one belong to."""

    days: int
    year: int | None = None
    month: int | None = None
    shown_year: int | None = None
    shown_month: int | None = None
    left: list[str] = field(default_factory=list)

    @property
    def years(self) -> int:
        return round(self.days / YEAR_DAYS)


def move_dates(text: str, days: int, protected: Sequence[tuple[int, int]] = ()) -> Moved:
    """Move every date of ``text`` by ``days``.

    A year by itself moves by the nearest whole number of years, a month by its middle day. 每月20日 and 今年 stay; what
    cannot be placed for want of a year is told in ``left``. ``protected`` spans stay as they are.
    """
    walk = Walk(days)
    out, place, moved = [], 0, 0
    for start, end, found in sorted(spots(text), key=lambda spot: spot[:2]):
        if start < place or any(start < last and first < end for first, last in protected):
            continue
        new = moved_one(text, (start, end), found, walk)
        out += [text[place:start], new]
        moved += new != text[start:end]
        place = end
    return Moved("".join([*out, text[place:]]), tuple(dict.fromkeys(walk.left)), moved)


Spot = tuple[int, int, Date | None]


def spots(text: str) -> list[Spot]:
    """Where dates stand: those that kit.text knows, and eight figures that are a day."""
    known: list[Spot] = [(*one.span, one) for one in dates(text)]
    taken = {place for start, end, _ in known for place in range(start, end)}
    compact = [match.span() for match in COMPACT.finditer(text) if match.start() not in taken]
    return known + [(start, end, None) for start, end in compact]


def moved_one(text: str, span: tuple[int, int], found: Date | None, walk: Walk) -> str:
    told = text[span[0] : span[1]]
    if found is None:
        old = on(int(told[:4]), int(told[4:6]), int(told[6:]))
        return (old + timedelta(walk.days)).strftime("%Y%m%d") if old else told
    if RECURRING.search(text[max(0, span[0] - 4) : span[0]]):
        return told
    match = PARTS.match(told)
    if match is None or (found.relative and found.relative not in FOLLOWING):
        if found.month or found.day:
            walk.left.append(told)
        return told
    if match["y"]:
        walk.year, walk.month = number(match["y"]), None
    elif found.relative and walk.year is not None:
        walk.year += FOLLOWING[found.relative]
    elif walk.year is None or (found.day and not found.month and walk.month is None):
        if found.month or found.day:
            walk.left.append(told)
        return told
    return rendered(told, match, found, walk)


def rendered(told: str, match: re.Match[str], found: Date, walk: Walk) -> str:
    """The date written anew in its own form; year and month are written out where they would be misread."""
    year = walk.year or 0
    named, day_text, day_sign = match["m"], match["d"], match["ds"] or ""
    if day_text and not found.day:  # the 4 of 4-6月
        named, day_text = day_text, None
    if not named and not day_text:
        walk.shown_year = year + walk.years
        return written(walk.shown_year, match["y"]) + told[match.end("y") :] if match["y"] else told
    month = number(named) if named else found.month or walk.month or 0
    old = on(year, month, number(day_text) if day_text else 15)
    if old is None:
        walk.left.append(told)
        return told
    new = old + timedelta(walk.days)
    expected = None if walk.shown_year is None else walk.shown_year + FOLLOWING.get(found.relative, 0)
    pieces = []
    if match["y"]:
        pieces += [written(new.year, match["y"]), match["ys"] or ""]
    elif new.year != expected:
        pieces += [str(new.year), "年"]
    else:
        pieces.append(match["word"] or "")
    if named:
        pieces += [written(new.month, named), match["ms"] or ""]
    elif new.month != walk.shown_month:
        pieces += [str(new.month), "月"]
    if day_text:
        pieces += [written(new.day, day_text), day_sign]
    walk.month, walk.shown_year, walk.shown_month = month, new.year, new.month
    return "".join(pieces) + told[match.end() :]


def number(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else int(chinese(numeral) or 0)


def written(value: int, like: str) -> str:
    """A number in the form of another: with leading zeros, or in Chinese figures."""
    if like.isdecimal():
        return str(value).zfill(len(like)) if like.startswith("0") else str(value)
    digits = "〇一二三四五六七八九"
    if len(like) == 4:
        return "".join(digits[int(figure)] for figure in str(value))
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (
        digits[ones] if ones or not tens else ""
    )


def on(year: int, month: int, day: int) -> date | None:
    """The day, the month's last where it has fewer days; None where there is no such month or day."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1 <= year <= 9000):
        return None
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def exact_days(texts: Iterable[str]) -> list[date]:
    """Every day that the texts tell in full."""
    out = []
    for text in texts:
        for one in dates(text):
            if one.year and one.month and one.day:
                day = on(one.year, one.month, one.day)
                if day:
                    out.append(day)
    return out


def disturbance(days: Sequence[date], shift: int) -> int:
    """How much a shift changes what people read from dates: years, quarters and months that no longer fit."""
    years = round(shift / YEAR_DAYS)
    cost = 0
    for day in days:
        new = day + timedelta(shift)
        cost += 20 * (new.year != day.year + years)
        cost += 3 * ((new.month - 1) // 3 != (day.month - 1) // 3) + (new.month != day.month)
    return cost


def choose_days(texts: Iterable[str], rng: Random, *, weekdays: bool = True) -> int:
    """A shift of one to three years into the past, near a whole number of years but not one.

    Near, because a case lives on its calendar (year's end, quarters); of the twelve that disturb least, one by chance.
    With ``weekdays`` a multiple of seven.
    """
    days = exact_days(texts)
    step = 7 if weekdays else 1
    candidates = [shift for shift in range(-1200, -300) if shift % step == 0 and 3 <= off_year(shift) <= 40]
    candidates.sort(key=lambda shift: (disturbance(days, shift), shift))
    return rng.choice(candidates[:12])


def off_year(shift: int) -> int:
    """How many days a shift is from the nearest whole number of years."""
    return abs(round(shift - round(shift / YEAR_DAYS) * YEAR_DAYS))
