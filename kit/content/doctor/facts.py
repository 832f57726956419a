"""Facts of the key that no material carries: persons, and figures that neither stand anywhere nor come out of sums."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from kit.content.checks import NUMBER
from kit.content.doctor.remark import Remark, all_texts, shared, short
from kit.model.case import Case, Problem
from kit.text.dates import dates
from kit.text.numbers import quantities
from kit.text.quantity import Quantity, compatible

PERSON = re.compile(r"(?<![\u4e00-\u9fff])?[甲乙丙丁戊己庚辛壬癸]某(?:某)?")
COUNTABLE = 60
"""A count up to this may come from counting rows or paragraphs."""
ROWS_SUMMED = 12
"""Rows of evidence of which every selection is summed."""
LONGEST_SPAN = 400
MOST = 600
"""Values of which every pair is added and subtracted."""
TINY = 1e-9
RARE = 0.3
"""Share of its character pairs that a fact must have from the materials, else a person should look at it."""


def facts(case: Case, explained: Iterable[str] = ()) -> Iterator[Remark]:
    """Persons and figures of the key that a trainee cannot have from the materials.

    ``explained`` are figures that ``checks`` of the key compute from the ledgers.
    """
    read = all_texts(case)
    stated = quantities("。".join([read, *explained]))
    for problem in case.problems:
        yield from persons(problem, read)
        derived = derivable(case, problem)
        for point in problem.points:
            if point.aspect != "事实":
                continue
            absent = [number for number in figures_of(point.text, point.numbers)
                      if not carried(number, stated, derived)]  # fmt: skip
            if absent:
                told = "、".join(dict.fromkeys(absent))
                yield Remark(
                    "建议改",
                    "事实无出处",
                    point.id,
                    f"{told} 在材料里找不到，也凑不出来：请核对，或在 checks 里写明算法",
                )
            elif shared(point.text, read) < RARE:
                yield Remark(
                    "供参考", "事实无出处", point.id, f"“{short(point.text)}”的说法在材料里很少见：请核对有没有出处"
                )


def persons(problem: Problem, read: str) -> Iterator[Remark]:
    points = [point.text for point in problem.points] + [point.text for point in problem.measures]
    said = {"要点": points, "责任主体": list(problem.owners)}
    if problem.reference:
        said["参考底稿"] = [problem.reference.finding]
    for place, texts in said.items():
        unknown = {name for text in texts for name in PERSON.findall(text) if name not in read}
        if unknown:
            told = "、".join(sorted(unknown))
            yield Remark(
                "必须改", "事实无出处", f"{problem.id} 的{place}", f"写到{told}，材料和背景里没有这个人：请改正"
            )


def figures_of(text: str, numbers: Iterable[str]) -> Iterator[str]:
    """The figures of a fact as written; what only counts by the way is left out."""
    for number in numbers:
        yield from (number for figure in quantities(number) if counts(figure))
    for figure in quantities(text):
        if counts(figure) and not figure.weak and not figure.approx:
            yield text[figure.span[0] : figure.span[1]]


def counts(figure: Quantity) -> bool:
    return figure.kind in ("money", "percent", "count", "duration", "number", "ratio", "multiple", "points")


@dataclass(frozen=True)
class Derived:
    """Values that come out of the ledgers, ascending: ``sums`` of cells, ``near`` with the differences of any two."""

    sums: tuple[float, ...]
    near: tuple[float, ...]


def carried(number: str, stated: Iterable[Quantity], derived: Derived) -> bool:
    """Whether a figure stands in the materials or can be had from them."""
    known = list(stated)
    for figure in quantities(number):
        countable = figure.kind == "count" and figure.value <= COUNTABLE and figure.value.denominator == 1
        # a span between two dates is not looked for: the dates themselves are in the materials
        spanned = figure.kind == "duration" and figure.value <= LONGEST_SPAN
        if countable or spanned or any(compatible(figure, truth) for truth in known):
            continue
        if figure.kind in ("percent", "points", "ratio", "multiple"):
            if figure.kind == "percent" and not is_share(figure, derived):
                return False
            continue
        value, slack = float(figure.value), float(figure.grain) / 2
        if not any(has(derived.near, value / unit, slack / unit) for unit in (1, 10_000, 100_000_000)):
            return False
    return True


def has(values: tuple[float, ...], wanted: float, slack: float) -> bool:
    """Whether one of the ascending values lies within ``slack`` of what is wanted."""
    place = bisect_left(values, wanted - slack - TINY)
    return place < len(values) and values[place] <= wanted + slack + TINY


def is_share(figure: Quantity, derived: Derived) -> bool:
    """Whether a percentage is the quotient of two sums or counts."""
    value, slack = float(figure.value) / 100, float(figure.grain) / 200
    values = tuple(sorted({*derived.sums, *(float(n) for n in range(1, COUNTABLE + 1))}))
    return any(has(values, value * below, slack * below) for below in values if below > 0)


def derivable(case: Case, problem: Problem) -> Derived:
    """Sums of ledger columns: of all rows, of rows that agree in a column, of any rows of the problem's evidence."""
    found: set[Fraction] = set()
    units = case.evidence_units.get(problem.id, {})
    for material in case.materials:
        chosen = [unit.number - 1 for unit in material.units if unit.name in units]
        for column in range(len(material.header)):
            cells = [cell_value(unit.cells[column]) for unit in material.units]
            if all(cell is None for cell in cells):
                continue
            found.update(sums(cells, chosen))
            for by in range(len(material.header)):
                groups: dict[str, Fraction] = {}
                for unit, cell in zip(material.units, cells, strict=True):
                    groups[unit.cells[by]] = groups.get(unit.cells[by], Fraction(0)) + (cell or 0)
                found.update(groups.values())
    told = [one.value for one in quantities(all_texts(case)) if one.kind in ("money", "count", "number")]
    amounts = {float(value / unit) for value in told for unit in (1, 10_000)}
    base = sorted({float(value) for value in found} | amounts)[-MOST:]
    pairs = {abs(one - other) for one, other in combinations(base, 2)}
    added = {one + other for one, other in combinations(sorted(amounts)[-MOST:], 2)}
    return Derived(tuple(base), tuple(sorted({*base, *pairs, *added})))


def sums(cells: list[Fraction | None], chosen: list[int]) -> Iterator[Fraction]:
    """The total, and the sum of every selection of the chosen rows (of each run of them where they are many)."""
    yield sum((cell for cell in cells if cell is not None), Fraction(0))
    held = [cell for n in chosen if (cell := cells[n]) is not None]
    yield sum(held, Fraction(0))
    if len(held) <= ROWS_SUMMED:
        totals = {Fraction(0)}
        for cell in held:
            totals |= {total + cell for total in totals}
        yield from totals


def cell_value(cell: str) -> Fraction | None:
    if dates(cell):
        return None
    found = NUMBER.fullmatch(cell.strip().rstrip("元万亿%人次个件份笔"))
    return Fraction(found.group().replace(",", "").replace("，", "")) if found else None
