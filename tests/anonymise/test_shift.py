"""Dates moved by days, amounts by a factor."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.content.anonymise.documents import Document
from kit.content.anonymise.money import (
    chinese_number,
    choose_factor,
    decimal,
    document_sums,
    move_money,
    multiplied,
    scale,
    unscaled_columns,
)
from kit.content.anonymise.timeshift import choose_days, disturbance, exact_days, move_dates
from kit.text.numerals import value

DATES = [
    ("2023年4月12日、9月6日和2024年1月18日，22日又开一次", "2022年4月6日、8月31日和2023年1月12日，16日又开一次"),
    ("2023年5月21日至23日", "2022年5月15日至17日"),
    ("2024年5月21至23日", "2023年5月16至18日"),
    ("2023年2月5日至7日", "2022年1月30日至2月1日"),
    ("二〇二三年三月", "二〇二二年三月"),
    ("2023-06-05，2023/6/5，2023.06.05", "2022-05-30，2022/5/30，2022.05.30"),
    ("20230605归档", "20220530归档"),
    ("2023年4-6月，2023年度预算，2023年第三季度", "2022年4-6月，2022年度预算，2022年第三季度"),
    ("2023年1月3日，12月30日。次年1月3日", "2021年12月28日，2022年12月24日。2022年12月28日"),
    ("2023年起，每月20日前报送，30日内办结", "2022年起，每月20日前报送，30日内办结"),
    ("发票00473071，97.1%，12号楼", "发票00473071，97.1%，12号楼"),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: str) -> None:
    assert move_dates(text, -371).text == expected


def test_a_date_without_a_year_is_told() -> None:
    moved = move_dates("4月12日开会", -371)
    assert moved.text == "4月12日开会"
    assert moved.left == ("4月12日",)


@given(st.lists(st.dates(date(2001, 1, 1), date(2030, 12, 31)), min_size=2, max_size=6), st.integers(-1400, 1400))
def test_intervals_hold(days: list[date], shift: int) -> None:
    text = "；".join(f"{day.year}年{day.month}月{day.day}日" for day in days)
    moved = exact_days([move_dates(text, shift).text])
    assert [(new - old).days for old, new in zip(days, moved, strict=True)] == [shift] * len(days)


@pytest.mark.parametrize("seed", range(5))
def test_chosen_days_keep_weekdays_and_years(seed: int) -> None:
    texts = ["2023年2月15日至2024年6月14日，2023年7月19日，2023-11-20"]
    days = choose_days(texts, Random(seed))
    assert days % 7 == 0
    assert -1200 <= days < 0
    assert days % 365 not in (0, 1, 364)
    assert disturbance(exact_days(texts), days) < 20


AMOUNTS = [
    ("三笔48.6、49.2、36.7万元，共134.5万元", "三笔60.75、61.5、45.875万元，共168.125万元"),
    ("罚款十二万元，补三百二十元", "罚款十五万元，补四百元"),
    ("近200万元，5.8万元至6万余元", "近250万元，7.25万元至7.5万余元"),
    ("1,200,000元，￥36.80", "1,500,000元，￥46.00"),
    ("壹拾贰万元整", "壹拾伍万元整"),
    ("50人×3天×240元", "50人×3天×300元"),
    ("12人、97.1%、3次、第5条、2023年、170万人", "12人、97.1%、3次、第5条、2023年、170万人"),
    ("数百万元，万元以上", "数百万元，万元以上"),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts(text: str, expected: str) -> None:
    assert move_money(text, Fraction(5, 4)).text == expected


def test_table() -> None:
    table = 'n,金额（万元）,人数,备注,完成率\n1,"1,234.50",12,另付3万元,97.1\n2,-40,8,,100\n'
    document = Document("a.csv", table)
    scaled = scale(table, document_sums(document), Fraction(2)).text
    assert scaled == 'n,金额（万元）,人数,备注,完成率\n1,"2,469.00",12,另付6万元,97.1\n2,-80,8,,100\n'
    assert unscaled_columns(Document("b.csv", "x,已付\n1,2.5\n")) == ["已付"]


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=8), st.integers(0, 10**6))
def test_sums_reconcile_exactly(cents: list[int], seed: int) -> None:
    """In 万元 with up to six places, as ledgers have them; the total is in the text, the parts in a table."""
    amounts = [Fraction(number, 100) for number in cents]
    table = "金额（元）\n" + "".join(f"{decimal(amount, 2, False)}\n" for amount in amounts)
    prose = f"共{decimal(sum(amounts, Fraction(0)), 2, False)}元"
    ledger = Document("a.csv", table)
    factor = choose_factor([*document_sums(ledger), *document_sums(Document("a.md", prose))], Random(seed))
    new = [Fraction(line) for line in scale(table, document_sums(ledger), factor).text.splitlines()[1:]]
    assert all((amount * 100).denominator == 1 for amount in new)
    assert move_money(prose, factor).text == f"共{decimal(sum(new), 2, False)}元"


@given(st.integers(0, 10**12 - 1))
def test_chinese_numbers_read_back(number: int) -> None:
    assert value(chinese_number(number)) == number


def test_a_factor_without_a_decimal_is_refused() -> None:
    with pytest.raises(ValueError, match="no short decimal"):
        multiplied("10", Fraction(1, 3))
