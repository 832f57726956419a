"""Figures of a key recomputed from the case's ledgers."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from kit.content.checks import CheckError, check_figure
from kit.content.lint import lint
from kit.model.case import Material, Unit

ROWS = [
    ("1", "2023-02-20", "业务系统运维", "36.80", "局长办公会"),
    ("2", "2023-04-20", "外墙修缮", "42.00", "党组会"),
    ("3", "2024年1月5日", "课题研究", "1,024.60", "局长办公会"),
    ("4", "", "待定", "", "无"),
]
HEADER = ("序号", "支付日期", "事项", "金额（万元）", "依据")
LEDGER = Material(
    name="支出台账",
    file="materials/ledger.csv",
    raw="",
    header=HEADER,
    units=tuple(
        Unit(name=f"支出台账·{n}", material="支出台账", number=n, text="", cells=cells)
        for n, cells in enumerate(ROWS, start=1)
    ),
)

HOLDS = [
    ("78.8万元", "sum(支出台账.金额（万元）, rows=[1,2])"),
    ("1103.4万元", 'sum(支出台账.金额（万元）, where(依据 != "无"))'),
    ("1061.4万元", 'sum(支出台账.金额（万元）, where(依据 == "局长办公会"))'),
    ("1061.4万元", "sum(支出台账.金额（万元）, rows=where(依据 == “局长办公会” and 金额（万元） > 10))"),
    ("2笔", 'count(支出台账, where(依据 contains "办公会"))'),
    ("4笔", "count(支出台账)"),
    ("4笔", "count(支出台账, rows=all)"),
    ("3笔", "count(支出台账, where(金额（万元） >= 36.8))"),
    ("1,024.6万元", "max(支出台账.金额（万元）, rows=[1,2,3])"),
    ("36.8", "min(支出台账.金额（万元）, rows=[1,2,3])"),
    ("46.7%", "36.8 / (36.8 + 42)"),
    ("59天", "days(支出台账.支付日期, row=1, 支出台账.支付日期, row=2)"),
    ("319天", "days(支出台账.支付日期, row=1, 支出台账.支付日期, row=3)"),
    ("20天", "days(支出台账.支付日期, row=2, '2023-05-10')"),
    ("10天", 'days("2023年2月10日", 支出台账.支付日期, row=1)'),
    ("5.2", "42.00 - 36.80"),
    ("14", "2 + 3 * 4"),
    ("20", "(2 + 3) × 4"),
    ("0.33", "1 ÷ 3"),
]


@pytest.mark.parametrize(("figure", "of"), HOLDS, ids=[row[1] for row in HOLDS])
def test_holds(figure: str, of: str) -> None:
    assert check_figure([LEDGER], figure, of).holds


FAILS = [
    ("78.9万元", "sum(支出台账.金额（万元）, rows=[1,2])"),
    ("46.6%", "36.8 / (36.8 + 42)"),
    ("60天", "days(支出台账.支付日期, row=1, 支出台账.支付日期, row=2)"),
]


@pytest.mark.parametrize(("figure", "of"), FAILS, ids=[row[1] for row in FAILS])
def test_does_not_hold(figure: str, of: str) -> None:
    assert not check_figure([LEDGER], figure, of).holds


def test_a_tolerance_is_in_the_unit_written() -> None:
    assert check_figure([LEDGER], "80万元", "sum(支出台账.金额（万元）, rows=[1,2])", Fraction(2)).holds


TOLD = [
    ("十万元", "1", "没有数字"),
    ("1", "", "这里应是数字"),
    ("1", "1 +", "这里应是数字"),
    ("1", "1 1", "多出了内容"),
    ("1", "1 / 0", "除数是 0"),
    ("1", "sum(收入台账.金额, rows=all)", "台账名：支出台账"),
    ("1", "sum(支出台账.金额, rows=all)", "没有这一列"),
    ("1", "sum(支出台账.金额（万元）, rows=[9])", "没有第 9 行"),
    ("1", "sum(支出台账.金额（万元）, rows=[4])", "里没有数字"),
    ("1", 'sum(支出台账.金额（万元）, where(依据 == "谁"))', "没有一行"),
    ("1", "sum(支出台账.金额（万元）, rows=[1]", "这里应是 )"),
    ("1", "days(支出台账.支付日期, row=4, 支出台账.支付日期, row=1)", "不是日期"),
    ("1", "days('五月', 支出台账.支付日期, row=1)", "'五月' 不是日期"),
    ("1", "days('2023-02-30', 支出台账.支付日期, row=1)", "没有这一天"),
    ("1", "__import__('os')", "这里应是数字"),
    ("1", "count(支出台账, where(依据 ~ 3))", "这里应是 =="),
]


@pytest.mark.parametrize(("figure", "of", "said"), TOLD, ids=[row[1] or "nothing" for row in TOLD])
def test_told(figure: str, of: str, said: str) -> None:
    with pytest.raises(CheckError, match=said.replace("(", r"\(").replace(")", r"\)")):
        check_figure([LEDGER], figure, of)


FALSE = """  - {figure: 5笔, of: "1 + 1"}
  - {figure: 5笔, of: "1 +"}
  - {figure: 2笔, of: "1 + 1"}
  - {note: other people}
"""


def test_lint_tells_the_line_of_a_figure_that_does_not_hold(tmp_path: Path) -> None:
    case = tmp_path / "xc-001-collective-decision"
    shutil.copytree(Path(__file__).parents[2] / "cases" / case.name, case)
    with (case / "key.yaml").open("a", encoding="utf-8") as key:
        first = len((case / "key.yaml").read_text(encoding="utf-8").splitlines()) + 1
        key.write(FALSE)
    told = [finding for finding in lint([case]) if finding.file.endswith("key.yaml")]
    assert [(finding.line, finding.message[:8]) for finding in told] == [
        (first, "“5笔”与台账算"),
        (first + 1, "这条核算读不了："),
    ]
