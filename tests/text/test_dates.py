"""Dates however written; durations are none."""

from __future__ import annotations

import pytest

from kit.text.dates import dates, same_date

DATES = [
    ("2023年3月12日", ["2023-03-12"]),
    ("2023.3.12", ["2023-03-12"]),
    ("2023-03-12", ["2023-03-12"]),
    ("2023/3", ["2023-03"]),
    ("２０２３年３月", ["2023-03"]),
    ("二〇二三年三月", ["2023-03"]),
    ("二○二三年", ["2023"]),
    ("二零二三年十一月二十一日", ["2023-11-21"]),
    ("2023年以来", ["2023"]),
    ("今年3月，去年", ["今年-03", "去年"]),
    ("5月21日至23日", ["05-21", "05-23"]),
    ("5月21至23日", ["05-21", "05-23"]),
    ("2023年4月12日、9月6日和2024年1月18日", ["2023-04-12", "2023-09-06", "2024-01-18"]),
    ("2023—2024年", ["2023", "2024"]),
    ("2021、2022年", ["2021", "2022"]),
    ("1—6月", ["01", "06"]),
    ("22日上午", ["22"]),
    ("20日前到账", ["20"]),
    ("2023年底", ["2023-底"]),
    ("2023年上半年", ["2023-上半年"]),
    ("2023年第三季度", ["2023-Q3"]),
    ("2023年三、四季度", ["2023-Q3", "2023-Q4"]),
    ("5月中旬", ["05-中旬"]),
    ("23年3月", ["2023-03"]),
    ("3月12号", ["03-12"]),
]
NO_DATES = [
    "60日内",
    "30日内书面告知",
    "逾30日",
    "延期30日",
    "9个月",
    "7个季度",
    "12号楼",
    "2023.3万元",
    "三年行动",
    "2023元",
    "13月",
    "3个工作日",
    "",
]


@pytest.mark.parametrize(("text", "told"), DATES, ids=[row[0] for row in DATES])
def test_dates(text: str, told: list[str]) -> None:
    found = dates(text)
    assert [str(date) for date in found] == told
    assert all(0 <= date.span[0] < date.span[1] <= len(text) for date in found)


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert dates(text) == ()


def test_ranges_and_lists_inherit() -> None:
    first, second = dates("2024年5月21日至23日")
    assert (first.role, second.role, first.inherited, second.inherited) == ("from", "to", False, True)


ALIKE = [
    ("2024年5月22日", "2024-5-22", 1.0),
    ("5月22日", "2024年5月22日", 0.9),
    ("22日", "2024年5月22日", 0.6),
    ("2023年", "2023年3月12日", 0.5),
    ("2023年3月", "2023年3月12日", 0.5),
    ("22日", "22日", 0.8),
    ("5月21日", "5月22日", 0.0),
    ("2023年1月18日", "2024年1月18日", 0.0),
    ("2023年", "5月22日", 0.0),
    ("第三季度", "2023年第三季度", 0.6),
]


@pytest.mark.parametrize(("left", "right", "strength"), ALIKE)
def test_same_date(left: str, right: str, strength: float) -> None:
    (one,), (other,) = dates(left), dates(right)
    assert same_date(one, other) == strength
    assert same_date(other, one) == strength
