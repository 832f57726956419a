"""Quotes: whatever stands once in a material, inside one block or cell, is found in its unit; all else is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.content.files import SourceText
from kit.content.materials import find_quote, occurrences, read_material
from kit.errors import Finding
from kit.model.case import Material, Unit

COUNTS = (("aaaa", "aa", 3), ("abab", "ab", 2), ("abc", "d", 0), ("。。。", "。。", 2), ("一二一", "一二一", 1))


@pytest.mark.parametrize(("text", "part", "times"), COUNTS)
def test_overlapping_occurrences_count(text: str, part: str, times: int) -> None:
    assert occurrences(text, part) == times


def material(file: str, text: str) -> Material | None:
    return read_material("材料", file, SourceText(file, text.encode(), text), [])


@settings(max_examples=200, deadline=None)
@given(text=st.text("甲乙丙 \n#，a", max_size=60), start=st.integers(0, 60), length=st.integers(1, 12))
def test_quotes_of_prose(text: str, start: int, length: int) -> None:
    read = material("a.md", text)
    quote = text[start : start + length]
    if read is None or not quote.strip():
        return
    found = find_quote(read, quote)
    holders = [unit for unit in read.units if quote in unit.text]
    if isinstance(found, Unit):
        assert (occurrences(text, quote), holders) == (1, [found])
    else:
        assert occurrences(text, quote) != 1 or not holders


CELL = st.text('甲乙,"\n a', max_size=6)


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4), pick=st.data())
def test_quotes_of_tables(rows: list[tuple[str, str]], pick: st.DataObject) -> None:
    escaped = [[cell.replace('"', '""') for cell in row] for row in rows]
    text = "天,地\n" + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in escaped)
    read = material("a.csv", text)
    assert read is not None
    assert [unit.cells for unit in read.units] == rows
    start = pick.draw(st.integers(0, len(text) - 1))
    quote = text[start : start + pick.draw(st.integers(1, 8))]
    found = find_quote(read, quote)
    holders = [unit for unit, row in zip(read.units, escaped, strict=True) if any(quote in cell for cell in row)]
    if isinstance(found, Unit):
        assert (occurrences(text, quote), holders) == (1, [found])
    else:
        assert occurrences(text, quote) != 1 or not holders


PROSE = (
    ("blank line with spaces", "一\n \t\n二", ["一", "二"]),
    ("several blank lines", "\n\n一\n\n\n\n二\n", ["一", "二"]),
    ("lines of one block", "一\n二\n\n三", ["一\n二", "三"]),
    ("headings between", "# 题\n\n一\n\n### 小题\n\n二", ["一", "二"]),
    ("two headings in a block", "# 题\n## 小题\n\n一", ["一"]),
    ("a number sign inside", "一 # 二", ["一 # 二"]),
    ("lists and tables are blocks", "- 一\n- 二\n\n|a|b|\n|-|-|", ["- 一\n- 二", "|a|b|\n|-|-|"]),
)


@pytest.mark.parametrize(("name", "text", "units"), PROSE, ids=[row[0] for row in PROSE])
def test_prose_is_cut_at_blank_lines(name: str, text: str, units: list[str]) -> None:
    read = material("a.md", text)
    assert read is not None
    assert [unit.text for unit in read.units] == units


TABLES = (
    ("cells over two lines", 'a,b\n1,"x\ny"\n2,z\n', [("1", "x\ny"), ("2", "z")]),
    ("blank lines", "a,b\n\n1,2\n\n\n3,4\n\n", [("1", "2"), ("3", "4")]),
    ("no line end at the end", "a,b\n1,2", [("1", "2")]),
    ("empty cells", "a,b\n,2\n", [("", "2")]),
    ("spaces are kept", "a,b\n 1 ,2\n", [(" 1 ", "2")]),
)


@pytest.mark.parametrize(("name", "text", "rows"), TABLES, ids=[row[0] for row in TABLES])
def test_tables_are_cut_into_data_rows(name: str, text: str, rows: list[tuple[str, ...]]) -> None:
    read = material("a.csv", text)
    assert read is not None
    assert [unit.cells for unit in read.units] == rows


def test_the_line_of_a_ragged_row_counts_lines_inside_cells() -> None:
    faults: list[Finding] = []
    text = 'a,b\n1,"x\ny"\n2\n'
    assert read_material("材料", "a.csv", SourceText("a.csv", text.encode(), text), faults) is None
    assert [(fault.line, fault.message[:15]) for fault in faults] == [(4, "第 2 行数据有 1 格，表头")]
