"""One number with its unit, as people write it in an answer: ``97.1%``, ``12万元``, ``120,000元``, ``三分之一``.

An answer field is not running text (kit.text.numbers): all of it must be one figure, and the unit may be left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from kit.text import numerals
from kit.text.normalise import normalise

LONGEST = 60
"""Code points of one number with its unit; longer is not one number."""

BASES = {
    "%": ("比例", Fraction(1, 100)),
    "‰": ("比例", Fraction(1, 1000)),
    "成": ("比例", Fraction(1, 10)),
    "倍": ("比例", Fraction(1)),
    "百分点": ("百分点", Fraction(1)),
    "个百分点": ("百分点", Fraction(1)),
    "元": ("金额", Fraction(1)),
    "块": ("金额", Fraction(1)),
    "块钱": ("金额", Fraction(1)),
    "圆": ("金额", Fraction(1)),
    "元人民币": ("金额", Fraction(1)),
    "角": ("金额", Fraction(1, 10)),
    "天": ("日数", Fraction(1)),
    "日": ("日数", Fraction(1)),
    "周": ("日数", Fraction(7)),
    "月": ("月数", Fraction(1)),
    "个月": ("月数", Fraction(1)),
    "年": ("月数", Fraction(12)),
    "小时": ("时长", Fraction(60)),
    "个小时": ("时长", Fraction(60)),
    "分钟": ("时长", Fraction(1)),
}
"""Unit → what it measures, and its size beside that measure's own; a unit that is not here measures only itself."""

COUNTERS = {"人次", "个人", "个项目", *"个笔次份项条件家人名位户宗批起处张期轮场部台辆套所篇页行只例封"}
"""Counting words; where the question names what is counted, one is as good as another."""

_FIGURE = rf"(?:{numerals.MIXED}|{numerals.CHINESE})"
_AMOUNT = re.compile(
    r"(?:约|大约|近|共计|共|合计|为|是|即|=|≈|人民币|[¥\uffe5])*"
    r"(?P<sign>[-+负]?)"
    rf"(?:(?P<below>{_FIGURE})分之(?P<above>{_FIGURE})|(?P<top>{_FIGURE})/(?P<bottom>{_FIGURE})|(?P<figure>{_FIGURE}))"
    r"(?P<unit>[^\d.,/+\-]{0,8}?)(?:左右)?[。.]?"
)


@dataclass(frozen=True)
class Amount:
    """``number`` × ``scale`` in ``unit``: 12万元 is 12 × 10000 元; 三分之一 is ⅓ 倍. No unit written: empty."""

    number: Fraction
    scale: int
    unit: str


def read_amount(text: str) -> Amount | None:
    """The one number that the whole text is; None where it is none, or more than one."""
    if len(text) > LONGEST:
        return None
    found = _AMOUNT.fullmatch(re.sub(r"\s+", "", normalise(text).text))
    if not found:
        return None
    sign = -1 if found["sign"] in {"-", "负"} else 1
    if found["figure"]:
        value, scale = numerals.value(found["figure"]), scale_of(found["figure"])
        return None if value is None else Amount(sign * value / scale, scale, found["unit"])
    above = numerals.value(found["above"] or found["top"])
    below = numerals.value(found["below"] or found["bottom"])
    return Amount(sign * above / below, 1, found["unit"] or "倍") if above is not None and below else None


def scale_of(figure: str) -> int:
    """What the last 万 or 亿 of a figure multiplies by: 10000 for 48.6万 and 十二万, else 1."""
    return numerals.MYRIADS.get(figure[-1], 1) if len(figure) > 1 else 1


def converted(amount: Amount, unit: str) -> Fraction | None:
    """The amount in ``unit`` (such as 万元, %, 笔); None where its own unit cannot be turned into that.

    A bare number is taken to be in the unit asked for; 12万 without a unit has the base that is asked for.
    """
    asked_scale, asked_base = split_unit(unit)
    if amount.scale == 1 and not amount.unit:
        return amount.number
    scale, base = split_unit(amount.unit)
    measure, factor = measured(base or asked_base)
    asked_measure, asked_factor = measured(asked_base)
    if measure != asked_measure:
        return None
    return amount.number * amount.scale * scale * factor / (asked_scale * asked_factor)


def split_unit(unit: str) -> tuple[int, str]:
    """``万元`` → (10000, ``元``)."""
    folded = normalise(unit).text.strip()
    base = folded if folded in BASES else folded.lstrip("十百千万亿")
    return numerals.scale(folded[: len(folded) - len(base)]), base


def measured(base: str) -> tuple[str, Fraction]:
    """What a unit measures, and its size beside that measure's own; all counting words are one measure."""
    return ("计数", Fraction(1)) if base in COUNTERS else BASES.get(base, (base, Fraction(1)))
