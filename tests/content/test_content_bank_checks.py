"""Every case of the bank has its figures recomputed: checks are there, name points that exist, and reach far enough."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.content.library import default_library
from kit.model.case import Case, Point

BANK = Path(__file__).parents[2] / "cases"
LIBRARY = default_library()
FAULTY = LIBRARY.faults()
"""A case with a fault fails the tests of the content, and need not take these along."""
CASES = {case_id: LIBRARY.case(case_id) for case_id in LIBRARY.case_ids() if case_id not in FAULTY}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FULL_DATE = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?(?: \d{1,2}:\d{2})?")
CALENDAR = re.compile(r"\d{4}年|\d{1,2}月\d{1,2}日")
TELLING = 50
"""Whole numbers below stand in some ledger by chance too often to say anything."""
BY_CHANCE = {("xc-012", "P1.10"), ("xc-020", "P1.5")}
"""180 mu of a village's maize and a rate of 100 % rest on prose; the ledgers' 180 and 100 are other things."""


def checks_of(case_id: str) -> list[dict[str, Any]]:
    (path,) = (path for path in BANK.glob("*/key.yaml") if path.parent.name.startswith(case_id))
    found = yaml.safe_load(path.read_text(encoding="utf-8")).get("checks")
    return found if isinstance(found, list) else []


CHECKS = {case_id: checks_of(case_id) for case_id in CASES}


def numbered(case: Case) -> list[Point]:
    return [point for problem in case.problems for point in problem.points if point.numbers]


def values(text: str) -> set[Decimal]:
    return {Decimal(number.replace(",", "")) for number in NUMBER.findall(text)}


def in_ledgers(case: Case) -> set[Decimal]:
    cells = (cell for material in case.materials if material.is_table for unit in material.units for cell in unit.cells)
    return {value for cell in cells for value in values(FULL_DATE.sub("", cell))}


def telling(point: Point) -> set[Decimal]:
    found = {value for number in point.numbers for value in values(CALENDAR.sub("", number))}
    return {value for value in found if value >= TELLING or value % 1}


@pytest.mark.parametrize("case_id", CASES)
def test_a_case_has_checks_of_points_that_exist(case_id: str) -> None:
    points = {point.id for problem in CASES[case_id].problems for point in problem.points}
    measures = {point.id for problem in CASES[case_id].problems for point in problem.measures}
    assert CHECKS[case_id]
    assert {check["point"] for check in CHECKS[case_id]} <= points | measures


@pytest.mark.parametrize("case_id", CASES)
def test_a_figure_that_stands_in_a_ledger_is_recomputed(case_id: str) -> None:
    covered = {check["point"] for check in CHECKS[case_id]}
    ledgers = in_ledgers(CASES[case_id])
    left = [
        point.id
        for point in numbered(CASES[case_id])
        if telling(point) & ledgers and point.id not in covered and (case_id[:6], point.id) not in BY_CHANCE
    ]
    assert left == []


@pytest.mark.parametrize("case_id", CASES)
def test_a_figure_that_is_checked_stands_in_the_key_or_its_materials(case_id: str) -> None:
    """A check whose figure nobody says any more guards nothing."""
    case = CASES[case_id]
    said = values(" ".join(problem.model_dump_json() for problem in case.problems))
    said |= values(" ".join(unit.text for unit in case.units.values()))
    strange = [check["figure"] for check in CHECKS[case_id] if not values(str(check["figure"])) & said]
    assert strange == []


def test_the_checks_reach_most_points_with_numbers() -> None:
    """Seven of ten in the bank and three of ten in each case; the rest rest on prose, which no check can count."""
    reached = {
        case_id: [point.id in {check["point"] for check in CHECKS[case_id]} for point in numbered(case)]
        for case_id, case in CASES.items()
    }
    assert {case_id: sum(hits) for case_id, hits in reached.items() if sum(hits) < 0.3 * len(hits)} == {}
    every = [hit for hits in reached.values() for hit in hits]
    assert sum(every) >= 0.7 * len(every)
