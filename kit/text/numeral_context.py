"""What one numeral counts, told by what stands around it: unit, percent sign, 第, 号, letters, words like 约 and 以上.

Everything here works on folded text (kit.text.normalise); kit.text.numbers is the door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from kit.text import numerals
from kit.text.normalise import Span
from kit.text.quantity import Kind, Quantity

UNIT = re.compile(
    r"(?P<mid>个(?P<some>[多半])(?:月|小时|星期))|(?P<loose>[余多来几]?)(?P<tens>[十百千万亿]{0,2})(?P<loose2>[余多]?)"
    r"(?P<unit>个?百分点|个?工作日|个?自然日|个?季度|个月|个?小时|个?星期|个?学期|分钟|课时|学时|人次|件次|户次|车次|班次|场次|人份"
    r"|人民币|美元|港元|欧元|块钱|平方米|平方公里|公里|公斤|公顷|千瓦时|年(?!级|轻|龄|底|初|末)|[年天日周秒元圆米吨亩]"
    r"|个人(?![^员]?[有原意表责事])|个(?!别)|[次人名位项条件份笔张册期家户处批场套辆台卷本页篇封桩宗例类种组支间栋座所门段节级遍趟岁票款句字轮届步层环]"
    r"|部(?![门分署])|回(?![复应收避])|起(?![草因初到])|分(?![管别布工析之局配]))?"
)

CANONICAL = {
    **dict.fromkeys(("名", "位", "个人"), "人"),
    **dict.fromkeys(("日", "个自然日", "自然日"), "天"),
    **dict.fromkeys(("回", "遍", "趟"), "次"),
    **dict.fromkeys(("个月",), "月"),
    **dict.fromkeys(("个季度",), "季度"),
    **dict.fromkeys(("个小时",), "小时"),
    **dict.fromkeys(("个星期", "星期"), "周"),
    **dict.fromkeys(("个工作日",), "工作日"),
    **dict.fromkeys(("个学期",), "学期"),
    **dict.fromkeys(("圆", "块钱", "人民币"), "元"),
    **dict.fromkeys(("桩", "宗"), "起"),
    **dict.fromkeys(("个百分点",), "百分点"),
}

MONEY = frozenset({"元", "美元", "港元", "欧元"})

DURATIONS = frozenset({"年", "月", "周", "天", "工作日", "小时", "分钟", "秒", "季度", "学期"})

BEFORE = re.compile(
    r"(?:(?P<about>大?约|大概|大致|估计|左右)|(?P<near>(?<![最附临靠])(?:接近|将近|近))"
    r"|(?P<least>超过|(?<![不])超|逾|高于|多于|大于|不少于|不低于|不小于|至少|起码|最少|突破|不止)"
    r"|(?P<most>不足|不到|不满|低于|少于|小于|未达到?|达不到|未超过|不超过|不高于|不多于|至多|最多|未满)"
    r"|(?P<up>上)|(?P<some>(?<![次人无岁])[数几]))(?:了|其)?$"
)

AFTER = re.compile(r"(?P<about>左右|上下|前后)|(?P<least>及?以上|多(?![次项])|余|出头|有余)|(?P<most>及?以[下内]|之内)")

LETTERS = re.compile(r"[A-Za-z]{1,6}-?$")

FILED = re.compile(r"[一-鿿]-$")

TENTH = re.compile(r"成(?![立为员果本效绩功熟长就品交套了人年都因])(?P<half>[一二三四五六七八九半])?")

SIGN = re.compile(r"\s?(?:(?P<sign>%|‰)|(?P<multiple>倍))")

UNIT_ONLY = re.compile(r"[元人次个件%]")

MULTIPLE = re.compile(rf"[\d.,]+[{numerals.CHINESE_UNIT}]{{1,2}}")

SPREAD = re.compile(
    r"(?P<ten>十?)(?P<low>[一二两三四五六七八九])(?P<high>[二三四五六七八九])(?P<times>[十百千万亿]{0,2})"
)


@dataclass(frozen=True)
class Token:
    """A numeral and its value; the value is 0 where there is none."""

    text: str
    span: Span
    value: Fraction

    @property
    def chinese(self) -> bool:
        return not self.text[0].isdecimal()

    @property
    def digitless(self) -> bool:
        """Only units: the 百 of 百分之五, 上百, 数百."""
        return not any(char.isdecimal() or char in numerals.DIGITS for char in self.text)

    @property
    def scaled(self) -> int:
        """What the figures are multiplied by: 10000 for 48.6万."""
        return numerals.scale(self.text.lstrip("0123456789.,")) if MULTIPLE.fullmatch(self.text) else 1


@dataclass(frozen=True)
class Draft:
    """A figure on its way, with the numeral it came from.

    ``loose`` where it counts only if a neighbour lends a unit; ``times`` is what that neighbour's figures are times.
    """

    quantity: Quantity
    token: Token
    loose: bool = False
    times: int = 1


def drafted(source: str, found: list[Token]) -> Iterator[Draft]:
    """One draft for each numeral that is a figure; 三分之一 takes two numerals."""
    skip = False
    for place, token in enumerate(found):
        if skip:
            skip = False
            continue
        follower = found[place + 1] if place + 1 < len(found) else None
        quantity = fraction(source, token, follower)
        skip = quantity is not None
        quantity = quantity or code(source, token) or share(source, token)
        if quantity is None:
            draft = counted(source, token)
            if draft is None:
                continue
            yield draft
        else:
            yield Draft(hedged(source, quantity, token), token)


def fraction(source: str, token: Token, follower: Token | None) -> Quantity | None:
    """``三分之一``, ``百分之五十四``, ``2/3``."""
    if follower is None:
        return None
    between = source[token.span[1] : follower.span[0]]
    span = (token.span[0], follower.span[1])
    if between == "分之" and token.value > 0:
        part = Fraction(100) * follower.value / token.value
        kind: Kind = "percent" if token.digitless else "ratio"
        return exact(
            part, "%", kind, span, grain=grain(follower) * 100 / token.value if kind == "percent" else part / 1000
        )
    plain = token.text.isdecimal() and follower.text.isdecimal()
    if between == "/" and plain and 0 < token.value <= follower.value and follower.value > 1:
        return exact(100 * token.value / follower.value, "%", "ratio", span, grain=Fraction(1, 10))
    return None


def code(source: str, token: Token) -> Quantity | None:
    """``00473071``, ``XF03``, ``12号``: a name made of figures."""
    start, end = token.span
    digits = token.text.isdecimal()
    letters = LETTERS.search(source[max(0, start - 7) : start]) if not token.chinese else None
    spelled = token.chinese and len(token.text) > 4 and all(char in numerals.DIGITS for char in token.text)
    numbered = source[end : end + 1] == "号" and source[max(0, start - 1) : start] != "第"
    zeros = digits and len(token.text) > 1 and token.text[0] == "0"
    long = digits and len(token.text) > 7 and not UNIT_ONLY.match(source, end)
    latin = digits and source[end : end + 1].isascii() and source[end : end + 1].isalpha()
    filed = digits and len(token.text) > 2 and FILED.search(source[max(0, start - 2) : start])
    if not (letters or spelled or numbered or zeros or long or latin or filed):
        return None
    if token.chinese:
        plain = "".join(str(numerals.DIGITS[char]) for char in token.text) if spelled else str(int(token.value))
    else:
        plain = token.text.replace(",", "")
    head = letters.group().rstrip("-").upper() if letters else ""
    span = (start - len(letters.group()) if letters else start, end + (1 if numbered else 0))
    return replace(exact(Fraction(0), "", "code", span), code=head + (plain.lstrip("0") or "0"))


def share(source: str, token: Token) -> Quantity | None:
    """``54%``, ``七成五``, ``3倍``."""
    start, end = token.span
    tenth = (
        TENTH.match(source, end) if token.value <= 10 and not token.digitless and token.value.denominator == 1 else None
    )
    if tenth:
        half = tenth["half"] or ""
        extra = 5 if half == "半" else numerals.DIGITS.get(half, 0)
        return exact(token.value * 10 + extra, "%", "percent", (start, tenth.end()), grain=Fraction(1 if extra else 10))
    sign = SIGN.match(source, end)
    if sign is None or token.digitless:
        return None
    if sign["multiple"]:
        return exact(token.value, "倍", "multiple", (start, sign.end()), grain=grain(token))
    times = Fraction(1, 10) if sign["sign"] == "‰" else Fraction(1)
    return exact(token.value * times, "%", "percent", (start, sign.end()), grain=grain(token) * times)


def counted(source: str, token: Token) -> Draft | None:
    """A numeral with its unit, or a bare one; None where a Chinese numeral is no figure (十分, 二大队)."""
    start, end = token.span
    match = UNIT.match(source, end)
    assert match is not None
    spread = spread_of(token.text)
    if token.chinese and not spread and unread(token.text):
        return None
    unit = CANONICAL.get(match["unit"] or "", match["unit"] or "")
    if match["mid"]:
        unit, shift = CANONICAL.get(match["mid"][2:], match["mid"][2:]), Fraction(1, 2)
    else:
        shift = Fraction(0)
    used = bool(unit) or bool(match["tens"])
    loose = (match["loose"] or match["loose2"]) if used and not match["mid"] else ""
    times = numerals.scale(match["tens"]) if used and match["tens"] else 1
    span = (start, match.end() if used else end)
    before = BEFORE.search(source[max(0, start - 8) : start])
    if token.digitless and not counts(token, unit, loose, before):
        return None
    value = (token.value + shift) * times
    kind = kind_of(unit)
    quantity = exact(value, unit, kind, span, grain=grain(token) * times)
    if spread and (unit or times > 1):
        quantity = spread_out(quantity, spread, times)
    elif loose:
        quantity = replace(quantity, high=value + step(value), low=value)
    elif match["mid"]:
        high = token.value + (1 if match["some"] == "多" else shift)
        quantity = replace(quantity, low=token.value if match["some"] == "多" else high, high=high)
    elif unit in {"年", "天", "小时"} and source.startswith("半", span[1]):
        quantity = exact(value + Fraction(1, 2), unit, kind, (start, span[1] + 1), grain(token))
    bare = (
        token.chinese
        and not unit
        and not (any(char in numerals.CHINESE_UNIT for char in token.text) and len(token.text) > 2)
    )
    quantity = replace(quantity, weak=token.text == "一")
    if source[max(0, start - 1) : start] == "第":
        quantity = replace(quantity, kind="ordinal", span=(start - 1, span[1]), weak=False)
        return Draft(quantity, token)
    return Draft(hedged(source, quantity, token), token, loose=bare)


def counts(token: Token, unit: str, loose: str, before: re.Match[str] | None) -> bool:
    """Whether a numeral without a digit is a figure: 十人, 百余人, 近百人 and 百万元 are, 百姓 and 千米 are not."""
    if before and (before["up"] or before["some"]):
        return True
    return bool(unit) and (token.text[0] == "十" or bool(loose) or unit in MONEY or before is not None)


def spread_of(text: str) -> re.Match[str] | None:
    """``三四``, ``二三十``, ``三五``: two neighbouring figures, the second the greater by 1 or 2."""
    match = SPREAD.fullmatch(text)
    return match if match and numerals.DIGITS[match["high"]] - numerals.DIGITS[match["low"]] in {1, 2} else None


def unread(text: str) -> bool:
    """Whether a Chinese run is no single number: 一六年, 五一万, 零一四十八."""
    return numerals.value(text) is None or (len(text) > 1 and all(char in numerals.DIGITS for char in text))


def spread_out(quantity: Quantity, spread: re.Match[str], times: int) -> Quantity:
    """``三四件`` and ``二三十人`` lie between two figures."""
    scale = numerals.scale(spread["times"]) * times
    ten = 10 if spread["ten"] else 0
    low = Fraction((ten + numerals.DIGITS[spread["low"]]) * scale)
    high = Fraction((ten + numerals.DIGITS[spread["high"]]) * scale)
    return replace(quantity, value=(low + high) / 2, low=low, high=high)


def hedged(source: str, quantity: Quantity, token: Token) -> Quantity:
    """With the bounds that the words before and after set: 约, 近, 超过, 不足, 以上, 左右."""
    if quantity.kind in {"code", "ordinal"}:
        return quantity
    start, end = quantity.span
    before = BEFORE.search(source[max(0, start - 8) : start])
    after = AFTER.match(source, end)
    words = {name for found in (before, after) if found for name, word in found.groupdict().items() if word}
    if not token.digitless:
        words -= {"up", "some"}
    if not words:
        return quantity
    value, span = quantity.value, (start, after.end() if after else end)
    if before and {name for name, word in before.groupdict().items() if word} & words:
        span = (start - len(before.group()), span[1])
    low, high = limits(value, words, quantity)
    return replace(quantity, low=low, high=high, span=span)


def limits(value: Fraction, words: set[str], quantity: Quantity) -> tuple[Fraction, Fraction | None]:
    """The bounds that hedging words set around ``value``."""
    if "some" in words:
        return value * 2, value * 9
    if "most" in words:
        return Fraction(0), value
    if "least" in words or "up" in words:
        return value, quantity.high if quantity.approx else None
    slack = max(value / 20, step(value) / 2 if value >= 10 else Fraction(0))
    if "near" in words:
        return value - min(value / 5, max(value / 20, step(value))), value
    return quantity.low - slack, None if quantity.high is None else quantity.high + slack


def exact(value: Fraction, unit: str, kind: Kind, span: Span, grain: Fraction = Fraction(1)) -> Quantity:
    return Quantity(value, unit, kind, span, low=value, high=value, grain=grain)


def kind_of(unit: str) -> Kind:
    if not unit:
        return "number"
    if unit in MONEY:
        return "money"
    if unit in DURATIONS:
        return "duration"
    return "points" if unit == "百分点" else "count"


def grain(token: Token) -> Fraction:
    return grain_of(token.text)


@lru_cache(maxsize=4096)
def grain_of(numeral: str) -> Fraction:
    """What one step of the last figure written is worth: 10000 for 326万, 1/10 for 54.0.

    >>> [str(grain_of(numeral)) for numeral in ("326万", "54.0", "四万三千", "8640")]
    ['10000', '1/10', '1000', '1']
    """
    figures = numeral.rstrip(numerals.CHINESE_UNIT)
    units = numeral[len(figures) :]
    decimals = len(figures.partition(".")[2] or figures.partition("点")[2])
    return Fraction(numerals.scale(units[-2:] if numeral[0].isdecimal() else units[-1:]), 10 ** min(decimals, 12))


def step(value: Fraction) -> Fraction:
    """The place of the last figure of ``value`` that is not zero: 10 for 170, 1/10 for 3.5."""
    if value <= 0:
        return Fraction(1)
    place = Fraction(1)
    while value % (place * 10) == 0:
        place *= 10
    while value % place and place > Fraction(1, 10**6):
        place /= 10
    return place
