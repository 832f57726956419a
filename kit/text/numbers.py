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
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from kit.text import numerals
from kit.text.dates import Date, dates
from kit.text.lexicon import finder
from kit.text.normalise import Span, normalise
from kit.text.quantity import Kind, Quantity, compatible, same

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
JOIN = re.compile(r"\s?(?:、|,|和|及|与|或|以及)\s?")
RANGE = re.compile(r"\s?(?:至|到|--?|~)\s?")
SIGN = re.compile(r"\s?(?:(?P<sign>%|‰)|(?P<multiple>倍))")
UNIT_ONLY = re.compile(r"[元人次个件%]")
MULTIPLE = re.compile(rf"[\d.,]+[{numerals.CHINESE_UNIT}]{{1,2}}")


HALF = re.compile(r"(?<![上下一大过两])半(?P<unit>年|天|个月|个?小时)")
SPREAD = re.compile(
    r"(?P<ten>十?)(?P<low>[一二两三四五六七八九])(?P<high>[二三四五六七八九])(?P<times>[十百千万亿]{0,2})"
)
DOTTED = re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}")


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
    if token.digitless and not (before and (before["up"] or before["some"])) and not counts(token, unit, loose):
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


def counts(token: Token, unit: str, loose: str) -> bool:
    """Whether a numeral without a digit is a figure: 十人, 百余人 and 百万元 are, 百姓 and 千米 are not."""
    return bool(unit) and (token.text[0] == "十" or bool(loose) or unit in MONEY)


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


def apart(ordered: list[Quantity]) -> list[Quantity]:
    """Without overlaps; the first of two stays."""
    kept: list[Quantity] = []
    for figure in ordered:
        if not kept or figure.span[0] >= kept[-1].span[1]:
            kept.append(figure)
    return kept
