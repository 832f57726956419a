"""discover: one entry for one problem; padding, repetition and the harmless do not pay."""

import itertools
import random
import re

import pytest
from drafts import DUTY, ELSEWHERE, FACTS, WHOLE, demo

from kit.errors import AnswerFormatError, UnknownNameError
from kit.model.score import Scored
from kit.tasks import ask, ideal, kind, score_raw
from kit.tasks.naming import han
from kit.tasks.textscore.fit import best_pairing, greedy

SAFETY = (
    "公司党委抓安全责任不落实，出租房产隐患长期不整改。R03消防通道堵塞、R05电气线路老化2处隐患2024年3月18日查出，"
    "发了整改通知没有复查，至9月30日196天仍未整改；10处房产少查8次，R09一次没查。"
)
LEASES = DUTY + FACTS
KEYWORDS = "国有资产 公开招租 评估 欠租 党委会 租金 安全 隐患 整改 责任 风险"
HARMLESS = "R02灭火器过期，安全管理存在问题。"


def discovered(*findings: str) -> Scored:
    score = score_raw("discover", {"findings": list(findings)}, demo())
    assert isinstance(score, Scored)
    return score


def test_both_problems_well_told_are_found() -> None:
    score = discovered(SAFETY, LEASES)
    assert score.total >= 85
    assert {match.point: match.index for match in score.matches} == {"P1": 1, "P2": 0}
    assert score.marks["查全"] >= 85


@pytest.mark.parametrize(
    ("findings", "low", "high"),
    [
        ((), 0, 0),
        (("", "  "), 0, 0),
        ((LEASES,), 55, 70),
        ((LEASES, LEASES), 40, 55),
        ((KEYWORDS,), 0, 30),
        ((KEYWORDS, KEYWORDS, KEYWORDS), 0, 30),
        ((ELSEWHERE,), 0, 20),
        ((ELSEWHERE, "食堂饭菜品种偏少，群众有意见。"), 0, 20),
        (("通读全部材料，列出你发现的问题",), 0, 5),
        (("🎉", "\ud800", "x" * 100_000), 0, 5),
    ],
)
def test_totals(findings: tuple[str, ...], low: float, high: float) -> None:
    assert low <= discovered(*findings).total <= high


@pytest.mark.parametrize("more", [(ELSEWHERE,), (KEYWORDS,), (LEASES,), (WHOLE,), (HARMLESS,)])
def test_more_entries_than_problems_cost(more: tuple[str, ...]) -> None:
    assert discovered(LEASES, SAFETY, *more).total < discovered(LEASES, SAFETY).total - 10


def test_order_does_not_matter() -> None:
    assert discovered(LEASES, SAFETY).total == discovered(SAFETY, LEASES).total


def test_what_was_missed_is_told_with_its_place() -> None:
    missed = discovered(LEASES).matches[1]
    assert (missed.point, missed.credit, missed.span) == ("P2", 0.0, None)
    assert missed.note.startswith("没有发现")
    assert missed.source


def test_the_key_says_what_is_right() -> None:
    raw = ideal("discover", demo())
    assert raw is not None
    score = score_raw("discover", raw, demo())
    assert isinstance(score, Scored)
    assert score.total >= 95
    headings = [heading for heading, _ in kind("discover").reveal(demo(), None)]
    assert all(any(problem.title in heading for heading in headings) for problem in demo().problems)


def test_the_prompt_does_not_say_how_many() -> None:
    shown = ask("discover", demo()).model_dump_json()
    assert not any(problem.title in shown or problem.prompt in shown for problem in demo().problems)
    with pytest.raises(UnknownNameError):
        ask("discover", demo(), "P1")


@pytest.mark.parametrize("findings", ["x", [3], ["x"] * 101], ids=["text", "number", "many"])
def test_what_cannot_be_read_is_told(findings: object) -> None:
    with pytest.raises(AnswerFormatError):
        score_raw("discover", {"findings": findings}, demo())


def brute(values: list[list[float]]) -> float:
    """The best sum over every injection of columns into rows."""
    rows, columns = len(values), len(values[0])
    padded = [*values, *([[0.0] * columns] * columns)]
    return max(
        sum(padded[row][column] for column, row in enumerate(chosen))
        for chosen in itertools.permutations(range(rows + columns), columns)
    )


@pytest.mark.parametrize("seed", range(30))
def test_the_pairing_is_the_best_there_is(seed: int) -> None:
    rng = random.Random(seed)
    rows, columns = rng.randint(1, 4), rng.randint(1, 3)
    values = [[rng.choice([0.0, 0.3, 0.5, 0.9, rng.random()]) for _ in range(columns)] for _ in range(rows)]
    pairs = best_pairing(values)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(values[row][column] for column, row in pairs.items()) == pytest.approx(brute(values))


def test_many_columns_are_paired_one_to_one() -> None:
    values = [[1.0 if row == column else 0.2 for column in range(14)] for row in range(14)]
    assert best_pairing(values) == greedy(values, 14) == {place: place for place in range(14)}
    assert best_pairing([]) == {}


@pytest.mark.parametrize(
    ("number", "told"), [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_problems_are_numbered_in_chinese(number: int, told: str) -> None:
    assert han(number) == told


def test_the_reference_shows_no_ids_and_full_width_colons() -> None:
    parts = kind("discover").reveal(demo(), None)
    assert [heading.split("：")[0] for heading, _ in parts[:2]] == ["问题一", "问题二"]
    assert not [text for _, text in parts if re.search(r"\d:", text)]
