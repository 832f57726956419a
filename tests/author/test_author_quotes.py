"""Words that an author marks become a quote that occurs once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.content.cases import load_case
from kit.content.files import SourceText
from kit.content.materials import find_quote, read_material
from kit.content.quotes import locate
from kit.errors import Finding
from kit.model.case import Material, Unit

ROOT = Path(__file__).parents[2]

PROSE = "# 会议\n\n甲某说，先办。乙某说，再议。\n\n甲某说，先办。丙某说“不同意”，散会。\n\n同一句。\n\n同一句。"
LEDGER = '事项,说明\n印刷,"先办,后补"\n会议室,先办\n设备,"称""急用"""\n'


def material(name: str, file: str, text: str) -> Material:
    faults: list[Finding] = []
    made = read_material(name, file, SourceText(file, text.encode(), text), faults)
    assert made is not None, faults
    return made


MATERIALS = (material("会议", "a.md", PROSE), material("台账", "b.csv", LEDGER))

ONE = [
    ("乙某说", "会议·1", "乙某说", None),
    ("  丙某说“不同意”  ", "会议·2", "丙某说“不同意”", None),
    ("丙某说不同意", "会议·2", "丙某说“不同意", None),
    ("台账·2", "台账·2", None, 2),
    ("会议·2", "会议·2", "丙某说“不同意”", None),
    ("先办,后补", "台账·1", "先办,后补", None),
    ('称""急用', "台账·3", '称""急用', None),
    ("印刷", "台账·1", "印刷", None),
]


@pytest.mark.parametrize(("words", "unit", "quote", "row"), ONE, ids=[row[0] for row in ONE])
def test_one_place(words: str, unit: str, quote: str | None, row: int | None) -> None:
    found = locate(MATERIALS, words).found
    assert found is not None
    assert (found.unit, found.quote, found.row) == (unit, quote, row)


def test_more_places_are_offered_each_with_a_longer_quote() -> None:
    search = locate(MATERIALS, "先办")
    assert search.found is None
    assert "出现了" in search.message
    assert [place.unit for place in search.choices] == ["会议·1", "会议·2", "台账·1", "台账·2"]
    for place in search.choices:
        source = next(one for one in MATERIALS if one.name == place.material)
        assert place.row is not None or isinstance(find_quote(source, place.quote or ""), Unit)


NONE = [("", "划选"), ("没有这样的话", "没有这句话"), ("同一句。", "多选一些"), ("事项", "没有这句话")]


@pytest.mark.parametrize(("words", "told"), NONE)
def test_no_place(words: str, told: str) -> None:
    search = locate(MATERIALS, words)
    assert (search.found, search.choices) == (None, ())
    assert told in search.message


@pytest.mark.parametrize("case_id", ["xc-001-collective-decision", "xc-006-key-task"])
def test_every_unit_of_a_case_can_be_named(case_id: str) -> None:
    case = load_case(ROOT / "cases" / case_id)
    for unit in case.units.values():
        found = locate(case.materials, unit.name).found
        assert found is not None
        assert found.unit == unit.name
        if found.quote is not None:
            source = next(one for one in case.materials if one.name == found.material)
            assert find_quote(source, found.quote) == unit
