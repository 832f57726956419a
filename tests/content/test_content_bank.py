"""What the bank of cases as a whole must hold."""

from __future__ import annotations

from collections import Counter

import pytest

from kit.content.library import default_library
from kit.content.taxonomy import taxonomy
from kit.model.case import Case

LIBRARY = default_library()
CASES = [LIBRARY.case(case_id) for case_id in LIBRARY.case_ids()]
PRIMARY = Counter(problem.category for case in CASES for problem in case.problems)
LONG = {"xc-029-household-award", "xc-030-college-logistics"}


def characters(case: Case) -> int:
    return sum(len("".join(material.raw.split())) for material in case.materials)


def test_every_leaf_is_somebodys_primary_category_and_ten_are_twice() -> None:
    assert set(taxonomy().leaves) - set(PRIMARY) == set()
    assert sum(count >= 2 for count in PRIMARY.values()) >= 10
    assert sum(PRIMARY.values()) >= 72


def test_difficulties_and_kinds_of_inspection_are_spread() -> None:
    assert Counter(case.head.difficulty for case in CASES) == {1: 8, 2: 14, 3: 8}
    assert {case.head.inspection for case in CASES} == {"常规巡察", "专项巡察", "机动巡察", "回头看"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_has_all_its_parts(case: Case) -> None:
    if case.id in LONG:
        assert characters(case) > 8000
        assert max(len(material.units) for material in case.materials if material.is_table) >= 200
        assert case.head.difficulty == 3
    else:
        assert 2000 <= characters(case) <= 4500
    assert len(case.red_herrings) >= 2
    assert 2 <= len(case.judgement) <= 4
    for problem in case.problems:
        assert {point.aspect for point in problem.points} == {"定性", "事实", "依据", "原因责任", "影响"}
        assert problem.wrong
        assert problem.owners
        assert len({measure.aspect for measure in problem.measures}) >= 3
        assert problem.reference is not None
        assert len(problem.reference.finding) >= 250
        for row in problem.reference.measures:
            assert all((row.measure, row.owner, row.deadline, row.deliverable))


def test_twelve_cases_have_anchor_papers() -> None:
    folders = LIBRARY.case_folders()
    assert sum((folder / "samples.jsonl").is_file() for folder in folders.values()) >= 12
