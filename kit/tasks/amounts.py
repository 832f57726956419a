"""One number with its unit, as people write it in an answer: ``97.1%``, ``12万元``, ``120,000元``, ``三分之一``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kit.text.normalise import normalise

LONGEST = 60
"""Code points of one number with its unit; longer is not one number."""

SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
BASES = {
    "%": ("比例", 0.01),
    "‰": ("比例", 0.001),
    "成": ("比例", 0.1),
    "倍": ("比例", 1.0),
    "百分点": ("百分点", 1.0),
    "个百分点": ("百分点", 1.0),
    "元": ("金额", 1.0),
    "块": ("金额", 1.0),
    "块钱": ("金额", 1.0),
    "圆": ("金额", 1.0),
    "元人民币": ("金额", 1.0),
    "角": ("金额", 0.1),
    "天": ("日数", 1.0),
    "日": ("日数", 1.0),
    "周": ("日数", 7.0),
    "月": ("月数", 1.0),
    "个月": ("月数", 1.0),
    "年": ("月数", 12.0),
    "小时": ("时长", 60.0),
    "分钟": ("时长", 1.0),
    "平方米": ("面积", 1.0),
    "㎡": ("面积", 1.0),
    "亩": ("面积", 2000 / 3),
}
COUNTERS = {"人次", "个人", "个项目", *"个笔次份项条件家人名位户宗批起处张期轮场部台辆套所篇页行只例封"}
"""Counting words; one is as good as another for the same count."""

DIGITS: dict[str, int] = {
    char: digit
    for digit, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
PLACES = {"十": 10, "百": 100, "千": 1000}

_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_AMOUNT = re.compile(
    r"(?:约|大约|近|共计|共|合计|为|是|即|=|≈|人民币|¥|￥)*"
    r"(?P<sign>[-+负]?)"
    rf"(?:(?P<below>{_FIGURES}|{_NUMERAL})分之(?P<above>{_FIGURES}|{_NUMERAL})|(?P<top>{_FIGURES})/(?P<bottom>{_FIGURES})"
    rf"|(?P<figures>{_FIGURES})|(?P<numeral>{_NUMERAL}))"
    r"(?P<scale>十万|百万|千万|万亿|[百千万亿]?)"
    r"(?P<unit>[^\d.,/+\-]{0,8}?)(?:左右)?[。.]?"
)


@dataclass(frozen=True)
class Amount:
    """``number`` as written times ``scale`` (万 → 10⁴), and the rest of the unit; ``bare``: neither scale nor unit."""

    number: float
    scale: float
    unit: str

    @property
    def bare(self) -> bool:
        return self.scale == 1 and not self.unit


def read_amount(text: str) -> Amount | None:
    """The one number that the whole text is; None where it is none, or more than one."""
    if len(text) > LONGEST:
        return None
    found = _AMOUNT.fullmatch(re.sub(r"\s+", "", normalise(text).text))
    if not found:
        return None
    sign = -1.0 if found["sign"] in {"-", "负"} else 1.0
    scale = SCALES.get(found["scale"], 1.0)
    unit = found["unit"]
    if found["below"] or found["bottom"]:
        above, below = number_of(found["above"] or found["top"]), number_of(found["below"] or found["bottom"])
        if not below:
            return None
        return Amount(sign * above / below, scale, unit or "倍")
    written = found["figures"] or found["numeral"]
    if len(written) > 1 and written[-1] in "万亿":
        written, scale = written[:-1], SCALES[written[-1]]
    return Amount(sign * number_of(written), scale, unit)


def converted(amount: Amount, unit: str) -> float | None:
    """The amount in ``unit`` (such as 万元, %, 笔); None where its own unit cannot be turned into that.

    A bare number is taken to be in the unit asked for; 12万 without a unit has the base that is asked for.
    """
    asked_scale, asked_base = split_unit(unit)
    if amount.bare:
        return amount.number
    extra, base = split_unit(amount.unit)
    kind, factor = dimension(base or asked_base)
    asked_kind, asked_factor = dimension(asked_base)
    if kind != asked_kind:
        return None
    return amount.number * (amount.scale * extra * factor) / (asked_scale * asked_factor)


def split_unit(unit: str) -> tuple[float, str]:
    """``万元`` → (10⁴, ``元``)."""
    folded = normalise(unit).text.strip()
    if folded in BASES:
        return 1.0, folded
    for name in sorted(SCALES, key=len, reverse=True):
        if folded.startswith(name):
            return SCALES[name], folded[len(name) :]
    return 1.0, folded


def dimension(base: str) -> tuple[str, float]:
    """What a unit measures, and its size beside that dimension's own; all counting words are one dimension."""
    if base in COUNTERS:
        return "计数", 1.0
    return BASES.get(base, (base, 1.0))


def number_of(text: str) -> float:
    """The value of figures or of a Chinese numeral."""
    if text[0].isdigit() or text[0] == ".":
        return float(text.replace(",", ""))
    before, _, after = text.partition("点")
    value = float(numeral(before))
    return value + sum(DIGITS[char] * 0.1**place for place, char in enumerate(after, start=1))


def numeral(text: str) -> int:
    """一百二十万 → 1200000; 二〇二三 → 2023."""
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, section, digit = 0, 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in PLACES:
            section, digit = section + (digit or 1) * PLACES[char], 0
        elif char == "万":
            total, section, digit = total + ((section + digit) or 1) * 10**4, 0, 0
        else:
            total, section, digit = ((total + section + digit) or 1) * 10**8, 0, 0
    return total + section + digit
