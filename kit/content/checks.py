"""Recomputing a key's figures from the case's own ledgers: ``checks:`` in key.yaml.

A check says which figure, and how it comes about, in a small language that people can read::

    - {figure: 170.5万元, point: P1.2, of: "sum(支出台账.金额（万元）, rows=[1,4,8,11,13])"}
    - {figure: 54.0%, point: P1.2, of: "sum(支出台账.金额（万元）, rows=[1,4]) / sum(支出台账.金额（万元）, rows=all)"}
    - {figure: 5笔, of: "count(支出台账, where(决策依据 == "局长办公会" and 金额（万元） >= 10))"}
    - {figure: 36天, of: "days(信访台账.收件日, row=1, 信访台账.办结日, row=1)"}
    - {figure: 142天, of: "days(线索台账.收到日期, row=8, '2023-11-15')"}

Arithmetic is exact (fractions). Nothing is executed: the language knows sum, count, max, min, days, the four
operations and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kit.errors import KitError
from kit.model.case import Material


class CheckError(KitError):
    """An expression that cannot be read or evaluated; the text says where and why."""


@dataclass(frozen=True)
class Outcome:
    """A figure as written and as computed; ``holds`` where they agree within the tolerance."""

    figure: str
    written: Fraction
    computed: Fraction
    tolerance: Fraction

    @property
    def holds(self) -> bool:
        return abs(self.written - self.computed) <= self.tolerance


NUMBER = re.compile(r"[+-]?\d[\d,，]*(?:\.\d+)?")
QUOTED = r"\"[^\"]*\"|'[^']*'|“[^”]*”"
DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})")


def check_figure(materials: Iterable[Material], figure: str, of: str, tolerance: Fraction | None = None) -> Outcome:
    """Recompute one figure.

    Parameters
    ----------
    materials
        The case's materials; its ledgers are named in ``of`` as in case.yaml.
    figure
        As it stands in the key: the first number in it counts, in the unit written; with ``%`` it is compared
        with 100 × the expression.
    of
        The expression.
    tolerance
        In the unit written; half a unit of the last digit written if not given.

    Raises
    ------
    CheckError
        Where the figure has no number or the expression cannot be read or evaluated.
    """
    found = NUMBER.search(figure)
    if found is None:
        raise CheckError(f"figure“{figure}”里没有数字")
    digits = found.group().replace(",", "").replace("，", "")
    decimals = len(digits.partition(".")[2])
    value = Expression(of, {material.name: material for material in materials if material.is_table}).value()
    return Outcome(
        figure=figure,
        written=Fraction(Decimal(digits)),
        computed=value * 100 if "%" in figure or "％" in figure else value,
        tolerance=Fraction(1, 2 * 10**decimals) if tolerance is None else tolerance,
    )


class Expression:
    """One expression over named ledgers, read by recursive descent."""

    def __init__(self, text: str, ledgers: dict[str, Material]) -> None:
        self.text = text
        self.ledgers = ledgers
        self.at = 0

    def value(self) -> Fraction:
        result = self.sum_of_terms()
        if self.peek():
            raise self.error("多出了内容")
        return result

    def sum_of_terms(self) -> Fraction:
        result = self.term()
        while self.peek() in ("+", "-"):
            result = result + self.term() if self.take() == "+" else result - self.term()
        return result

    def term(self) -> Fraction:
        result = self.factor()
        while self.peek() in ("*", "/", "×", "÷"):
            if self.take() in "*×":
                result *= self.factor()
            else:
                divisor = self.factor()
                if divisor == 0:
                    raise self.error("除数是 0")
                result /= divisor
        return result

    def factor(self) -> Fraction:
        if self.accept("("):
            result = self.sum_of_terms()
            self.expect(")")
            return result
        if (number := self.match(r"-?\d+(?:\.\d+)?")) is not None:
            return Fraction(Decimal(number))
        name = self.match(r"[a-z]+")
        functions: dict[str, Callable[[], Fraction]] = {
            "sum": lambda: sum(self.column_values(), Fraction(0)),
            "max": lambda: max(self.column_values()),
            "min": lambda: min(self.column_values()),
            "count": self.count,
            "days": self.days,
        }
        if name not in functions:
            raise self.error("这里应是数字、括号，或 sum、count、max、min、days")
        self.expect("(")
        result = functions[name]()
        self.expect(")")
        return result

    def count(self) -> Fraction:
        ledger = self.ledger()
        return Fraction(len(self.rows(ledger)))

    def days(self) -> Fraction:
        """Days from the first date to the second; a date is a cell's or written out in quotes."""
        first = self.moment()
        self.expect(",")
        return Fraction((self.moment() - first).days)

    def moment(self) -> date:
        quoted = self.match(QUOTED)
        if quoted is None:
            return self.date_cell()
        found = DATE.fullmatch(quoted[1:-1].rstrip("日"))
        if found is None:
            raise self.error(f"{quoted} 不是日期，应写成 '2023-11-15'")
        return self.day(found, quoted)

    def date_cell(self) -> date:
        ledger = self.ledger()
        column = self.column(ledger)
        self.expect(",")
        if self.match(r"row\s*=") is None:
            raise self.error("这里应写 row=行号")
        row = self.row_number(ledger)
        cell = ledger.units[row - 1].cells[column]
        found = DATE.search(cell)
        if found is None:
            raise self.error(f"{ledger.name}·{row} 的“{cell}”不是日期")
        return self.day(found, f"{ledger.name}·{row} 的“{cell}”")

    def day(self, found: re.Match[str], where: str) -> date:
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            raise self.error(f"{where} 没有这一天") from None

    def column_values(self) -> list[Fraction]:
        ledger = self.ledger()
        column = self.column(ledger)
        values = []
        for row in self.rows(ledger):
            cell = ledger.units[row - 1].cells[column]
            found = NUMBER.search(cell)
            if found is None:
                raise self.error(f"{ledger.name}·{row} 的“{cell}”里没有数字")
            values.append(Fraction(Decimal(found.group().replace(",", "").replace("，", ""))))
        if not values:
            raise self.error("没有一行符合条件")
        return values

    def rows(self, ledger: Material) -> Sequence[int]:
        """Row numbers chosen by ``, rows=all``, ``, rows=[…]`` or ``, where(…)``; all where nothing is said."""
        if not self.accept(","):
            return [unit.number for unit in ledger.units]
        if self.match(r"rows\s*=\s*all") is not None:
            return [unit.number for unit in ledger.units]
        if self.match(r"rows\s*=\s*\[") is not None:
            chosen = [self.row_number(ledger)]
            while self.accept(","):
                chosen.append(self.row_number(ledger))
            self.expect("]")
            return chosen
        if self.match(r"(?:rows\s*=\s*)?where\s*\(") is not None:
            tests = [self.condition(ledger)]
            while self.match(r"and\b") is not None:
                tests.append(self.condition(ledger))
            self.expect(")")
            return [unit.number for unit in ledger.units if all(test(unit.cells) for test in tests)]
        raise self.error("这里应写 rows=[…]、rows=all 或 where(…)")

    def condition(self, ledger: Material) -> Callable[[Sequence[str]], bool]:
        column = self.column(ledger)
        sign = self.match(r"==|!=|>=|<=|>|<|contains\b")
        if sign is None:
            raise self.error("这里应是 ==、!=、>=、<=、>、< 或 contains")
        quoted = self.match(QUOTED)
        if quoted is not None:
            return text_test(column, sign, quoted[1:-1])
        number = self.match(r"-?\d+(?:\.\d+)?")
        if number is None:
            raise self.error("这里应是带引号的文字或数字")
        return number_test(column, sign, Fraction(Decimal(number)))

    def ledger(self) -> Material:
        self.space()
        for name in sorted(self.ledgers, key=len, reverse=True):
            if self.text.startswith(name, self.at):
                self.at += len(name)
                return self.ledgers[name]
        raise self.error(f"这里应是台账名：{'、'.join(self.ledgers) or '本案例没有台账'}")

    def column(self, ledger: Material) -> int:
        self.accept(".")
        self.space()
        for name in sorted(ledger.header, key=len, reverse=True):
            if self.text.startswith(name, self.at):
                self.at += len(name)
                return ledger.header.index(name)
        raise self.error(f"“{ledger.name}”没有这一列，可用：{'、'.join(ledger.header)}")

    def row_number(self, ledger: Material) -> int:
        number = self.match(r"\d+")
        if number is None:
            raise self.error("这里应是行号")
        if not 1 <= int(number) <= len(ledger.units):
            raise self.error(f"“{ledger.name}”只有 {len(ledger.units)} 行，没有第 {number} 行")
        return int(number)

    def space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def peek(self) -> str:
        self.space()
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        self.at += 1
        return self.text[self.at - 1]

    def accept(self, sign: str) -> bool:
        if self.peek() == sign:
            self.at += 1
            return True
        return False

    def expect(self, sign: str) -> None:
        if not self.accept(sign):
            raise self.error(f"这里应是 {sign}")

    def match(self, pattern: str) -> str | None:
        self.space()
        found = re.compile(pattern).match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found.group()

    def error(self, what: str) -> CheckError:
        return CheckError(f"“{self.text}”第 {self.at + 1} 个字处：{what}")


def text_test(column: int, sign: str, wanted: str) -> Callable[[Sequence[str]], bool]:
    tests: dict[str, Callable[[str], bool]] = {
        "==": lambda cell: cell == wanted,
        "!=": lambda cell: cell != wanted,
        "contains": lambda cell: wanted in cell,
        ">": lambda cell: cell > wanted,
        "<": lambda cell: bool(cell) and cell < wanted,
        ">=": lambda cell: cell >= wanted,
        "<=": lambda cell: bool(cell) and cell <= wanted,
    }
    return lambda cells: tests[sign](cells[column].strip())


def number_test(column: int, sign: str, wanted: Fraction) -> Callable[[Sequence[str]], bool]:
    tests: dict[str, Callable[[Fraction], bool]] = {
        "==": lambda value: value == wanted,
        "!=": lambda value: value != wanted,
        "contains": lambda value: value == wanted,
        ">": lambda value: value > wanted,
        "<": lambda value: value < wanted,
        ">=": lambda value: value >= wanted,
        "<=": lambda value: value <= wanted,
    }

    def holds(cells: Sequence[str]) -> bool:
        found = NUMBER.search(cells[column])
        return found is not None and tests[sign](Fraction(Decimal(found.group().replace(",", "").replace("，", ""))))

    return holds
