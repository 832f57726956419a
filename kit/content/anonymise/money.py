"""Every amount of money multiplied by one exact factor: sums, differences and shares of amounts go on reconciling.

Nothing is rounded: the factor is chosen so that every product can be written out in full. Counts, percentages, dates
and codes stay.

>>> move_money("三笔48.6、49.2、36.7万元，共134.5万元；罚款十二万元；12人，占97.1%", Fraction(3, 2)).text
'三笔72.9、73.8、55.05万元，共201.75万元；罚款十八万元；12人，占97.1%'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from kit.content.anonymise.documents import Document, cells
from kit.text.numerals import CHINESE, MIXED, value

NUMERAL = rf"(?:{MIXED}|{CHINESE})"
JOIN = r"\s?(?:[、,，~—–至到和及与-]|—{2}|以及)\s?"
UNIT = r"(?:亿|千万|百万|十万|万|千|百)?元(?![旦宵月首帅老素件])"
AMOUNT = re.compile(
    rf"(?<![\d.A-Za-z%])(?P<list>{NUMERAL}(?:{JOIN}{NUMERAL})*)(?P<more>[余多几])?\s?(?P<unit>{UNIT}|块钱)"
)
SIGNED = re.compile(rf"[¥￥]\s?(?P<list>{MIXED})")
BARE = re.compile(
    rf"(?<![\d.A-Za-z%第])(?P<list>{MIXED})(?P<more>[余多])?(?=[万亿](?:余)?(?:$|[\s，。；、：,.;）)”\"|]|的|以[上下内]|左右))(?P<unit>)"
)
WEALTH = re.compile(r"元|款|费|支|资金|金额|投资|支出|收入|预算|贷|债|资产|补贴|工资|奖金|价")
MONEY_HEADER = re.compile(
    r"[（(/／](?:人民币)?(?:亿|千万|百万|万|千)?元|金额|价款|单价|总价|合同价|价格|资金|支出|收入|余额|借方|贷方|补贴|工资|奖金|租金|押金|报销|货款|税额|费用|欠款|付款额|成交价|预算"
)
COUNT_HEADER = re.compile(
    r"数$|人数|次数|率|比例|占比|%|％|日期|时间|编号|序号|号$|期限|月份|年度|面积|天数|数量|[（(](?:人|次|户|件|个|份|天|亩|%|％|平方米|吨|公斤)[)）]"
)
PLAIN = re.compile(r"\s*(?P<minus>[-−]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*")
CAPITALS = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


@dataclass(frozen=True)
class Sum:
    """One figure that is money: where it stands, how it is written, what one of its units is worth in 元."""

    start: int
    end: int
    text: str
    worth: Fraction

    @property
    def yuan(self) -> Fraction:
        return (value(bare(self.text)) or Fraction(0)) * self.worth


@dataclass(frozen=True)
class Scaled:
    """A text with its amounts multiplied, and how many were."""

    text: str
    count: int = 0


def bare(numeral: str) -> str:
    return numeral.replace(",", "").replace("−", "").replace("-", "")


def unit_worth(unit: str) -> Fraction:
    return (
        value("一" + unit.removesuffix("元")) or Fraction(1) if unit.endswith("元") and len(unit) > 1 else Fraction(1)
    )


def sums(text: str) -> Iterator[Sum]:
    """Every amount of a stretch of prose, in order; those of a list share the unit behind the last."""
    taken: set[int] = set()
    for expression in (AMOUNT, SIGNED, BARE):
        for match in expression.finditer(text):
            if expression is BARE and not WEALTH.search(sentence(text, match.start())):
                continue
            worth = unit_worth(match.groupdict().get("unit") or "")
            for part in re.finditer(NUMERAL, match["list"]):
                start = match.start("list") + part.start()
                if re.fullmatch("[百千万亿佰仟萬億]+", part.group()):
                    continue  # 万元以上, 数百万元: no figure
                if not taken & set(range(start, start + len(part.group()))):
                    taken |= set(range(start, start + len(part.group())))
                    own = worth if not re.search("[万亿萬億]", part.group()) or worth == 1 else Fraction(1)
                    yield Sum(start, start + len(part.group()), part.group(), own)


def sentence(text: str, place: int) -> str:
    start = max(text.rfind(mark, 0, place) for mark in "。；\n") + 1
    return text[start : place + 12]


def table_sums(text: str) -> Iterator[Sum]:
    """Every amount of a CSV text: figures under a heading of money, and amounts with their unit anywhere."""
    worth: dict[int, Fraction] = {}
    for cell in cells(text):
        if cell.row == 0:
            if MONEY_HEADER.search(cell.text) and not counts(cell.text):
                unit = re.search(r"(亿|千万|百万|万|千)元", cell.text)
                worth[cell.column] = unit_worth(f"{unit.group(1)}元") if unit else Fraction(1)
            continue
        figure = PLAIN.fullmatch(cell.text) if cell.column in worth else None
        if figure:
            start = cell.start + figure.start("number")
            yield Sum(start, start + len(figure["number"]), figure["number"], worth[cell.column])
        elif not figure:
            for one in sums(cell.text):
                yield Sum(cell.start + one.start, cell.start + one.end, one.text, one.worth)


def counts(header: str) -> bool:
    """Whether a heading is of numbers and no money, though it may speak of money (补贴人数)."""
    return COUNT_HEADER.search(header) is not None and not re.search(r"[（(/／](?:亿|千万|百万|万|千)?元", header)


def document_sums(document: Document) -> list[Sum]:
    return sorted(table_sums(document.text) if document.is_table else sums(document.text), key=lambda one: one.start)


def unscaled_columns(document: Document) -> list[str]:
    """Columns of figures that are left as they are, for a person to look at: no heading says that they are money."""
    if not document.is_table:
        return []
    headers: dict[int, str] = {}
    figures: dict[int, int] = {}
    for cell in cells(document.text):
        if cell.row == 0:
            headers[cell.column] = cell.text.strip()
        elif PLAIN.fullmatch(cell.text) and "." in cell.text:
            figures[cell.column] = figures.get(cell.column, 0) + 1
    return [
        name
        for column, name in headers.items()
        if figures.get(column) and not (MONEY_HEADER.search(name) or COUNT_HEADER.search(name))
    ]


def scale(text: str, found: Iterable[Sum], factor: Fraction) -> Scaled:
    """``text`` with every amount of ``found`` multiplied."""
    out, place, times = [], 0, 0
    for one in found:
        out += [text[place : one.start], multiplied(one.text, factor)]
        place = one.end
        times += 1
    return Scaled("".join([*out, text[place:]]), times)


def move_money(text: str, factor: Fraction, protected: Sequence[tuple[int, int]] = ()) -> Scaled:
    """Prose with every amount multiplied; ``protected`` spans stay."""
    kept = [one for one in sums(text) if not any(one.start < end and start < one.end for start, end in protected)]
    return scale(text, sorted(kept, key=lambda one: one.start), factor)


def multiplied(numeral: str, factor: Fraction) -> str:  # noqa: PLR0911 - one return for each form of numeral
    """A numeral times a factor, written in its own form as far as the product can be.

    >>> [multiplied(numeral, Fraction(5, 4)) for numeral in ("36.80", "1,200,000", "十二万", "3万6千", "壹拾贰万")]
    ['46.00', '1,500,000', '十五万', '4.5万', '壹拾伍万']
    """
    amount = value(bare(numeral))
    if amount is None:
        return numeral
    product = amount * factor
    plain = re.fullmatch(r"[\d,]+(?:\.(\d+))?", numeral)
    if plain:
        return decimal(product, len(plain.group(1) or ""), "," in numeral)
    scaled = re.fullmatch(r"([\d,]+(?:\.\d+)?)([十百千万亿]+)", numeral)
    if scaled:
        unit = value("一" + scaled.group(2)) or Fraction(1)
        digits = len(scaled.group(1).partition(".")[2])
        return decimal(product / unit, digits, "," in numeral) + scaled.group(2)
    if product.denominator == 1 and not numeral[0].isdigit():
        words = chinese_number(int(product))
        if re.search("[壹贰叁肆伍陆柒捌玖拾佰仟]", numeral):
            return ("一" + words if words.startswith("十") else words).translate(CAPITALS)
        return words
    for name, worth in (("亿", 10**8), ("万", 10**4)):
        if product >= worth and (name in numeral or "万" in numeral):
            return decimal(product / worth, 0, False) + name
    return decimal(product, 0, False)


def decimal(amount: Fraction, digits: int, commas: bool) -> str:
    """The fraction as a decimal with at least ``digits`` places, exact.

    Raises
    ------
    ValueError
        Where no finite decimal is equal to it.
    """
    places = digits
    while (amount * 10**places).denominator != 1:
        places += 1
        if places > 12:
            raise ValueError(f"{amount} has no short decimal")
    figures = str(int(amount * 10**places)).zfill(places + 1)
    whole, part = (figures[:-places], figures[-places:]) if places else (figures, "")
    return (f"{int(whole):,}" if commas else whole) + (f".{part}" if part else "")


def chinese_number(number: int) -> str:
    """A whole number in Chinese figures.

    >>> [chinese_number(number) for number in (0, 12, 105, 20000, 350000, 1002003, 120050000)]
    ['零', '十二', '一百零五', '二万', '三十五万', '一百万二千零三', '一亿二千零五万']
    """
    if number == 0:
        return "零"
    out = ""
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, unit)
        if part:
            words = section(part) if part < 10**4 else chinese_number(part)
            out += ("零" if out and part < 1000 else "") + words + name
    return out[1:] if out.startswith("一十") else out


def section(number: int) -> str:
    digits = "零一二三四五六七八九"
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure, number = divmod(number, unit)
        if figure:
            out += ("零" if gap and out else "") + digits[figure] + name
            gap = False
        elif out:
            gap = True
    return out


def fits(one: Sum, factor: Fraction, more: int) -> bool:
    """Whether the product can be written as the original is: no part of a 分, and at most ``more`` further places."""
    written = (value(bare(one.text)) or Fraction(0)) * factor
    digits = len(one.text.partition(".")[2].rstrip("万亿千百十"))
    unit = 10**4 if re.search("[万萬]", one.text) else 10**8 if re.search("[亿億]", one.text) else 1
    return (one.yuan * factor * 100).denominator == 1 and (written / unit * 10 ** (digits + more)).denominator == 1


def choose_factor(found: Sequence[Sum], rng: Random) -> Fraction:
    """A factor between 0.6 and 1.8, not near 1, with which all amounts can be written out; else 2 or 3.

    Those that need no further decimal places come first, then those that need one, then two.
    """
    candidates = [Fraction(n, 20) for n in (*range(12, 18), *range(23, 37))]
    for more in range(3):
        possible = [factor for factor in candidates if all(fits(one, factor, more) for one in found)]
        if possible:
            return rng.choice(possible)
    return rng.choice([Fraction(2), Fraction(3)])
