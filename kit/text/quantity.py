"""One figure of a text as a value that can be compared: what it counts, how much, and how sure the writer was."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kit.text.normalise import Span

Kind = Literal["money", "percent", "points", "ratio", "multiple", "count", "duration", "number", "ordinal", "code"]

MONTHS = {"年": 12, "季度": 3, "月": 1}
MINUTES = {"周": 10080, "天": 1440, "小时": 60, "分钟": 1}
THINGS = frozenset("个项件份笔起条家户处张册本套台辆批期类种卷页篇则例")
"""Counting words that people use for one another (5个事项, 5项)."""


@dataclass(frozen=True)
class Quantity:
    """One figure.

    Attributes
    ----------
    value
        Exact, in ``unit`` after conversion: 12万元 is 120000 元; 三成 and 三分之一 are 30 and 100/3 of ``%``.
        For a hedge without a figure (大部分) the middle of its bounds; for a range the middle; 0 for a code.
    unit
        Canonical: 名 and 位 are 人, 日 is 天, 个月 is 月; empty for a bare number.
    kind
        ``ordinal`` for 第3次 and 第五条, ``code`` for 00473071, XF03, 12号; these are names and count nothing.
    span
        Half-open, of the text as given; a hedge before or after the figure is within it.
    low, high
        Bounds, closed; equal to ``value`` where the figure is exact; ``high`` is None where nothing bounds it.
    approx
        Whether ``low`` and ``high`` differ from ``value``.
    grain
        What one step of the last figure written is worth: 10000 for 326万, 1/10 for 54.0%.
    weak
        An 一 or a 多数 that may well count nothing; its absence elsewhere says nothing.
    code
        Of a code its letters (capital) and figures, without leading zeros.
    """

    value: Fraction
    unit: str
    kind: Kind
    span: Span
    low: Fraction
    high: Fraction | None
    grain: Fraction = Fraction(1)
    weak: bool = False
    code: str = ""

    @property
    def approx(self) -> bool:
        return not self.low == self.value == self.high

    def __str__(self) -> str:
        number = self.code or f"{float(self.value):g}"
        return f"{'~' if self.approx else ''}{number}{self.unit}"


def same(left: Quantity, right: Quantity) -> bool:
    """Whether two figures say exactly the same, whatever their form: 4.32万元 and 43200元, 54.0% and 54%, 2名 and 两人.

    Hedged figures are the same only where their bounds are. A bare 48.6万 may be money. Ordinals and codes are only the
    same as their like.
    """
    if "code" in (left.kind, right.kind):
        return left.kind == right.kind and same_code(left.code, right.code)
    if (left.kind == "ordinal") != (right.kind == "ordinal"):
        return False
    if family(left) == family(right):
        return measure(left) == measure(right) and bounds(left) == bounds(right)
    bare = not left.unit or not right.unit
    return bare and likely(left, right) and (left.value, left.low, left.high) == (right.value, right.low, right.high)


def compatible(claim: Quantity, truth: Quantity) -> bool:
    """Whether ``claim`` may be said where ``truth`` holds: near half of 48 %, 170余万元 of 170.5万元, 54% of 54.03%.

    Either may be hedged: their bounds must meet. An exact claim may be ``truth`` rounded to the claim's own last
    figure, where that changes it by at most 2 %. Counting words of things stand for one another. Not symmetric.
    """
    if same(claim, truth):
        return True
    if {claim.kind, truth.kind} & {"code", "ordinal"}:
        return False
    if family(claim) != family(truth) and not (likely(claim, truth) or {claim.unit, truth.unit} <= THINGS):
        return False
    low, high = bounds(claim)
    true_low, true_high = bounds(truth)
    if claim.kind in {"money", "percent", "ratio", "points", "multiple", "number"} and not claim.approx:
        slack = min(claim.grain * factor(claim) / 2, abs(measure(claim)) / 50)
        low, high = low - slack, low + slack
    return (high is None or true_low <= high) and (true_high is None or low <= true_high)


def same_code(left: str, right: str) -> bool:
    """Equal, or equal in figures where one of them has no letters."""
    if left == right:
        return True
    digits = [code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-") for code in (left, right)]
    return digits[0] == digits[1] and (digits[0] == left or digits[1] == right)


def family(quantity: Quantity) -> str:
    """What can be compared with what."""
    if quantity.unit in MONTHS and quantity.kind == "duration":
        return "months"
    if quantity.unit in MINUTES and quantity.kind == "duration":
        return "minutes"
    return f"{'points' if quantity.kind == 'points' else ''}{quantity.unit}"


def factor(quantity: Quantity) -> int:
    if quantity.kind != "duration":
        return 1
    return MONTHS.get(quantity.unit) or MINUTES.get(quantity.unit, 1)


def measure(quantity: Quantity) -> Fraction:
    return quantity.value * factor(quantity)


def bounds(quantity: Quantity) -> tuple[Fraction, Fraction | None]:
    times = factor(quantity)
    return quantity.low * times, None if quantity.high is None else quantity.high * times


def likely(left: Quantity, right: Quantity) -> bool:
    """Whether a bare number may be meant for what the other has a unit for; a percentage must be called one."""
    if left.unit and right.unit:
        return False
    return not {left.kind, right.kind} & {"percent", "ratio", "points", "code", "ordinal"}
