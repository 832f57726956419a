"""Find the figures of a Chinese text and read them as values: amounts, counts, shares, durations, hedges, codes.

Dates are not among them (kit.text.dates), nor are set phrases in which a figure counts nothing (三重一大, 一把手).

>>> [str(figure) for figure in quantities("十二万元、120,000元、1.2×10⁵元,占三成五,近半数,第五条,发票00473071,3至5人")]
['120000元', '120000元', '120000元', '35%', '~45%', '5条', '473071', '~4人']
>>> truth, *claims = quantities("170.5万元，170余万元，约170万，超过100万元，175万元")
>>> [compatible(claim, truth) for claim in claims]
[True, True, True, False]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kit.text import numerals
from kit.text.dates import Date, dates
from kit.text.lexicon import finder
from kit.text.normalise import Span, normalise
from kit.text.numeral_context import CANONICAL, Draft, Token, drafted, exact
from kit.text.quantity import Quantity, compatible, same

__all__ = ["Figure", "Quantity", "compatible", "parse_figure", "quantities", "same"]

Figure = Quantity | Date

NUMERAL = re.compile(rf"{numerals.MIXED}|{numerals.CHINESE}")

MARKERS = re.compile(
    r"(?:^|(?<=[\n。;;!?]))\s*(?:[1-9]\d?(?:、(?!\d)|\)|\.(?!\d))|[一二三四五六七八九十]{1,3}[、.])|\([一二三四五六七八九十\d]{1,2}\)"
)

CLOCK = re.compile(
    r"(?<!\d)\d{1,2}(?::[0-5]\d(?!\d)|[时点](?:[0-5]?\d分|半)|时(?![间期刻代效限段]))|[一二三四五六七八九十]点半?钟"
)

HEDGE = re.compile(
    r"(?P<before>近|接近|将近|不到|不足|约|超过?|过|逾|达到?)?(?P<what>绝大部分|绝大多数|大部分|大多数|多数|半数|一半|大半|过半(?!数)|少数(?!民族))"
    r"(?P<after>以上|以下|左右)?"
)

HEDGES: dict[str, tuple[int, int]] = {
    "绝大部分": (70, 100),
    "绝大多数": (70, 100),
    "大部分": (50, 100),
    "大多数": (50, 100),
    "多数": (50, 100),
    "大半": (50, 100),
    "少数": (0, 50),
    "半数": (50, 50),
    "一半": (50, 50),
    "过半": (50, 100),
}

JOIN = re.compile(r"\s?(?:、|和|及|与|或|以及)\s?")

RANGE = re.compile(r"\s?(?:至|到|--?|~)\s?")

HALF = re.compile(r"(?<![上下一大过两])半(?P<unit>年|天|个月|个?小时)")

DOTTED = re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}")


def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of ``text`` in order. Spans are of ``text`` as given, never overlapping. Total and linear."""
    normal = normalise(text)
    source = normal.text
    blocked = bytearray(len(source))
    for start, end in unfigured(source):
        blocked[start:end] = b"\x01" * (end - start)
    hedges = [hedge(match) for match in HEDGE.finditer(source) if not any(blocked[match.start() : match.end()])]
    for found in hedges:
        blocked[found.span[0] : found.span[1]] = b"\x01" * (found.span[1] - found.span[0])
    hedges += [half(match) for match in HALF.finditer(source)]
    drafts = ranged(ordinals(lent(list(drafted(source, tokens(source, blocked))), source), source), source)
    figures = [draft.quantity for draft in drafts if not draft.loose]
    ordered = sorted([*hedges, *figures], key=lambda figure: figure.span)
    return tuple(replace(figure, span=normal.to_original(figure.span)) for figure in apart(ordered))


def parse_figure(text: str) -> Figure | None:
    """The one figure that ``text`` is (7次, 326万元, 60%, 00473071) or the date (5月22日); None where it is neither."""
    told: list[Figure] = [*dates(text), *quantities(text)]
    return told[0] if told else None


def unfigured(source: str) -> Iterator[Span]:
    """Where figures count nothing: dates, clock times, list markers, set phrases, section numbers."""
    yield from (date.span for date in dates(source))
    for expression in (MARKERS, CLOCK, DOTTED):
        yield from (match.span() for match in expression.finditer(source))
    yield from (match.span() for match in finder("set_phrases").all(source))


def tokens(source: str, blocked: bytearray) -> list[Token]:
    """Every numeral outside what is blocked."""
    found = []
    for match in NUMERAL.finditer(source):
        if not any(blocked[match.start() : match.end()]):
            found.append(Token(match.group(), match.span(), numerals.value(match.group()) or Fraction(0)))
    return found


def lent(drafts: list[Draft], source: str) -> list[Draft]:
    """Give a bare figure of a list or range the unit of the next: 48.6、49.2、36.7万元; 21至27天."""
    for place in range(len(drafts) - 2, -1, -1):
        here, following = drafts[place], drafts[place + 1]
        quantity, other = here.quantity, following.quantity
        gap = source[quantity.span[1] : other.span[0]]
        joined = JOIN.fullmatch(gap) or RANGE.fullmatch(gap)
        if (
            quantity.unit
            or quantity.kind not in {"number", "ordinal"}
            or not other.unit
            or following.loose
            or not joined
        ):
            continue
        times = max(following.token.scaled, following.times) if here.token.text.isascii() else 1
        times = times if quantity.kind == "number" else 1
        kind = quantity.kind if quantity.kind == "ordinal" else other.kind
        high = None if quantity.high is None else quantity.high * times
        lender = replace(quantity, value=quantity.value * times, low=quantity.low * times, high=high)
        drafts[place] = Draft(
            replace(lender, unit=other.unit, kind=kind, grain=quantity.grain * times), here.token, times=times
        )
    return drafts


def ordinals(drafts: list[Draft], source: str) -> list[Draft]:
    """``第五、七、十条`` are all ordinals, and so is the 四条 of 第三条、四条; XF03、11 are both codes."""
    for place in range(1, len(drafts)):
        last, here = drafts[place - 1].quantity, drafts[place].quantity
        gap = source[last.span[1] : here.span[0]]
        alike = last.unit == here.unit and here.kind in {"count", "number"}
        if last.kind == "ordinal" and alike and (JOIN.fullmatch(gap) or RANGE.fullmatch(gap)):
            drafts[place] = replace(drafts[place], quantity=replace(here, kind="ordinal", weak=False))
        elif last.kind == "code" and here.kind == "number" and drafts[place].token.text.isdecimal() and gap == "、":
            name = replace(here, kind="code", code=drafts[place].token.text.lstrip("0") or "0", value=Fraction(0))
            drafts[place] = replace(drafts[place], quantity=replace(name, low=Fraction(0), high=Fraction(0)))
    return drafts


def ranged(drafts: list[Draft], source: str) -> list[Draft]:
    """Join the two ends of 3至5次 and 200万元—300万元 into one figure with bounds."""
    whole: list[Draft] = []
    for draft in drafts:
        last = whole[-1].quantity if whole else None
        here = draft.quantity
        if (
            last is not None
            and (last.unit, last.kind) == (here.unit, here.kind)
            and last.kind not in {"code", "ordinal"}
            and last.value < here.value
            and (here.unit or draft.loose)
            and RANGE.fullmatch(source[last.span[1] : here.span[0]])
        ):
            joined = replace(here, value=(last.value + here.value) / 2, low=last.low, span=(last.span[0], here.span[1]))
            whole[-1] = Draft(replace(joined, weak=False), draft.token, whole[-1].loose and draft.loose)
        else:
            whole.append(draft)
    return whole


def hedge(match: re.Match[str]) -> Quantity:
    """``近半数``, ``过半``, ``绝大多数``: shares without a figure."""
    low, high = (Fraction(bound) for bound in HEDGES[match["what"]])
    value = (low + high) / 2
    before, after = match["before"] or "", match["after"] or ""
    if low == high:
        if before in {"近", "接近", "将近"}:
            low, high, value = Fraction(40), Fraction(50), Fraction(45)
        elif before in {"不到", "不足"} or after == "以下":
            low, high, value = Fraction(0), Fraction(50), Fraction(25)
        elif before in {"超", "超过", "过", "逾"} or after == "以上":
            low, high, value = Fraction(50), Fraction(100), Fraction(75)
        elif before == "约" or after == "左右":
            low, high = Fraction(45), Fraction(55)
    weak = match["what"] in {"多数", "少数", "大部分", "大多数"}
    return Quantity(value, "%", "ratio", match.span(), low, high, Fraction(10), weak)


def half(match: re.Match[str]) -> Quantity:
    return exact(Fraction(1, 2), CANONICAL.get(match["unit"], match["unit"]), "duration", match.span(), Fraction(1, 2))


def apart(ordered: list[Quantity]) -> list[Quantity]:
    """Without overlaps; the first of two stays."""
    kept: list[Quantity] = []
    for figure in ordered:
        if not kept or figure.span[0] >= kept[-1].span[1]:
            kept.append(figure)
    return kept
