"""Figures of an answer against those of a point and of the material: right, unsupported, derived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate

from kit.text.dates import Date, dates, same_date
from kit.text.numbers import quantities
from kit.text.quantity import Quantity, compatible

MOST_LISTED = 16
"""Figures of one kind from which sums, differences and shares are worked out; more would derive anything."""

NAMES = frozenset({"code", "ordinal", "time"})
"""Kinds that name a thing or count its place: they are looked for, but never held against an answer."""


@dataclass(frozen=True)
class Figure:
    """A quantity or a date with its words and its range in the raw text."""

    value: Quantity | Date
    text: str
    span: tuple[int, int]

    @property
    def kind(self) -> str:
        return self.value.kind if isinstance(self.value, Quantity) else "date"

    @property
    def firm(self) -> bool:
        """Whether it claims something that the material must carry: not a name, a bare number, or a hedge like 多数."""
        if isinstance(self.value, Date):
            return not self.value.relative and (self.value.day is not None or self.value.month is not None)
        return self.kind not in NAMES | {"number"} and not self.value.weak


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Every quantity and date of the text, in order."""
    told = (date for date in dates(text) if date.month or date.year or date.day)
    found: list[Quantity | Date] = [*quantities(text), *told]
    return tuple(Figure(value, text[value.span[0] : value.span[1]], value.span) for value in sorted(found, key=start))


def start(value: Quantity | Date) -> tuple[int, int]:
    return value.span


def agrees(claim: Figure, truth: Figure) -> bool:
    """Whether the claim may be said where the truth holds."""
    if isinstance(claim.value, Date) or isinstance(truth.value, Date):
        return (
            isinstance(claim.value, Date)
            and isinstance(truth.value, Date)
            and same_date(claim.value, truth.value) >= 0.5
        )
    return compatible(claim.value, truth.value) or same_count(claim.value, truth.value)


COUNTS = frozenset("笔次件份项个条起家户人名位张批期处家场届本")


def same_count(claim: Quantity, truth: Quantity) -> bool:
    """Counting words of acts and things stand for one another: 5次会议决定 tells of 5笔."""
    if claim.kind != "count" or truth.kind != "count" or claim.approx or truth.approx:
        return False
    return claim.value == truth.value and {claim.unit, truth.unit} <= COUNTS


class Known:
    """Figures that hold, looked up by value."""

    def __init__(self, held: Iterable[Figure]) -> None:
        self.held = tuple(held)
        self._cache: dict[object, bool] = {}

    def holds(self, claim: Figure) -> bool:
        key = (claim.text, claim.kind)
        if key not in self._cache:
            self._cache[key] = any(agrees(claim, truth) for truth in self.held)
        return self._cache[key]


def derived(claim: Figure, right: Iterable[Figure]) -> bool:
    """Whether a sum of neighbours, a difference or a share of figures of the answer that hold gives this one."""
    value = claim.value
    if isinstance(value, Date) or value.kind not in {"money", "count", "percent", "ratio", "duration"}:
        return False
    wanted = {"percent": ("money", "count"), "ratio": ("money", "count")}.get(value.kind, (value.kind,))
    for kind in wanted:
        listed = [f.value.value for f in right if isinstance(f.value, Quantity) and f.value.kind == kind][:MOST_LISTED]
        if any(near(value, result) for result in results(listed, value.kind in {"percent", "ratio"})):
            return True
    return False


def results(listed: list[Fraction], shares: bool) -> set[Fraction]:
    if shares:
        return {100 * one / two for one in listed for two in listed if two and one <= two}
    sums = {Fraction(0), *accumulate(listed)}
    return {abs(one - two) for one in sums | set(listed) for two in sums | set(listed)}


def near(value: Quantity, result: Fraction) -> bool:
    slack = value.grain * Fraction(6, 10) if value.kind in {"percent", "ratio"} else Fraction(1, 100)
    return abs(value.value - result) <= slack
