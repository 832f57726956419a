"""From 个别 to 全部."""

from __future__ import annotations

import pytest

from kit.text.scope import overstated, reach, scopes

LEVELS = [
    ("个别党员", 1),
    ("极少数单位", 1),
    ("少数科室", 2),
    ("有的支部", 2),
    ("部分支出", 3),
    ("近半数", 3),
    ("多数项目", 4),
    ("大部分合同", 4),
    ("普遍存在", 5),
    ("绝大多数", 5),
    ("全部未上会", 6),
    ("均未公示", 0),
    ("都没有", 6),
    ("一律公开", 6),
    ("无一例外", 6),
    ("不都规范", 3),
    ("未全部上会", 3),
]


@pytest.mark.parametrize(("text", "level"), LEVELS)
def test_level(text: str, level: int) -> None:
    assert [word.level for word in scopes(text)] == [level]


@pytest.mark.parametrize("text", ["个别谈话", "全面从严治党", "主要负责人", "平均", "首都", "少数民族", ""])
def test_no_scope(text: str) -> None:
    assert reach(text) is None


def test_overstated() -> None:
    assert overstated("10笔全部未上会", "部分支出未上会") == 3
    assert overstated("部分支出未上会", "全部未上会") == 0
    assert overstated("支出未上会", "部分支出未上会") == 0
