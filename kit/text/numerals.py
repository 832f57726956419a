"""Read one numeral, in Arabic or Chinese figures or both, as an exact number.

>>> [str(value(numeral)) for numeral in ("十二万", "12万", "一百二十三万四千五百", "1.2×10^5", "三点五", "一万二")]
['120000', '120000', '1234500', '120000', '7/2', '12000']
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

DIGITS = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **{"两": 2, "俩": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "幺": 1},
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
LONGEST = 40
"""Figures with more characters are no quantities; nothing is computed from them."""

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[×xX*]10\^+[+-]?\d(?:\^?\d)?|[eE][+-]?\d{1,2}(?![\dA-Za-z]))?"
CHINESE_DIGIT = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两俩"
CHINESE_UNIT = "十百千万亿拾佰仟萬億"
CHINESE = rf"[{CHINESE_DIGIT}{CHINESE_UNIT}廿卅]{{1,30}}(?:点[〇零一二三四五六七八九]{{1,9}}[万亿萬億]{{0,2}})?"
TAIL = rf"(?:\d{{1,4}}(?:\.\d{{1,4}})?[{CHINESE_UNIT}]{{1,2}}){{0,3}}(?:\d{{1,4}}(?![\d.]))?"
MIXED = rf"{ARABIC}(?:[{CHINESE_UNIT}]{{1,3}}{TAIL})?"
SCIENCE = re.compile(r"(?P<base>[\d.]+)(?:[×xX*]10\^+|[eE])(?P<power>[+-]?\d(?:\^?\d)?)")
PART = re.compile(rf"(?P<number>\d+(?:\.\d+)?)(?P<unit>[{CHINESE_UNIT}]*)")


@lru_cache(maxsize=4096)
def value(numeral: str) -> Fraction | None:
    """The number, or None where ``numeral`` is none or is too long to be a quantity."""
    numeral = numeral.replace(",", "")
    if not numeral or len(numeral) > LONGEST:
        return None
    science = SCIENCE.fullmatch(numeral)
    if science:
        base = plain(science["base"])
        return None if base is None else base * Fraction(10) ** int(science["power"].replace("^", ""))
    if numeral[0].isdigit() and numeral.isascii():
        return plain(numeral)
    if numeral[0].isdecimal():
        return mixed(numeral)
    return chinese(numeral)


def plain(numeral: str) -> Fraction | None:
    return Fraction(numeral) if re.fullmatch(r"\d+(?:\.\d+)?", numeral, re.ASCII) else None


def mixed(numeral: str) -> Fraction | None:
    """``3万5千``, ``1亿2000万``, ``3.5亿``."""
    total, place = Fraction(0), 0
    for match in PART.finditer(numeral):
        if match.start() != place:
            return None
        total += Fraction(match["number"]) * scale(match["unit"])
        place = match.end()
    return total if place == len(numeral) else None


def scale(units: str) -> int:
    """What a run of units multiplies by.

    >>> scale("十万"), scale("")
    (100000, 1)
    """
    product = 1
    for unit in units:
        product *= TENS.get(unit) or MYRIADS[unit]
    return product


def chinese(numeral: str) -> Fraction | None:
    """A numeral in Chinese figures; figures without units are read one after another (二〇二三)."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    whole, point, rest = numeral.partition("点")
    if point:
        decimals = "".join(str(DIGITS[char]) for char in rest if char in DIGITS)
        base = chinese(whole)
        return None if base is None else (base + Fraction(f"0.{decimals or '0'}")) * scale(rest.lstrip(CHINESE_DIGIT))
    if all(char in DIGITS for char in whole):
        return Fraction("".join(str(DIGITS[char]) for char in whole)) if whole else None
    return grouped(whole)


def grouped(numeral: str) -> Fraction | None:
    """``一百二十三万四千五百``; a last figure without unit counts in the next lower one (一万二, 三百五)."""
    total = section = 0
    digit, last, padded = -1, 1, False
    for char in numeral:
        if char in DIGITS:
            if digit > 0:
                return None
            digit, padded = DIGITS[char], padded or DIGITS[char] == 0
        elif char in TENS:
            last = TENS[char]
            section += (1 if digit < 0 else digit) * last
            digit, padded = -1, False
        else:
            last = MYRIADS[char]
            section += max(digit, 0)
            total = (
                (total + section) * last if last > 10**4 and total else total + (section or (0 if total else 1)) * last
            )
            section, digit, padded = 0, -1, False
    if digit > 0:
        section += digit * (last // 10 if last >= 100 and not padded else 1)
    return Fraction(total + section)
