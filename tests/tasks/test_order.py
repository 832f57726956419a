"""order: tau with ties, choice above chance, and arrangements that give nothing away."""

import itertools
from typing import Any

import pytest
from own_items import flags, item, scored, why

from kit.errors import AnswerFormatError
from kit.model.prompt import OrderForm
from kit.model.score import Unscored
from kit.tasks import order


def steps(*values: float | None) -> list[dict[str, Any]]:
    return [
        {
            "id": f"s{place}",
            "text": f"第{place}件事",
            "why": f"理由{place}",
            **({} if value is None else {"value": value}),
        }
        for place, value in enumerate(values, start=1)
    ]


def source(answer: list[Any], count: int = 4, choose: int | None = None, values: tuple[float, ...] = ()) -> Any:
    payload = {"steps": steps(*(values or (None,) * count)), "answer": answer}
    return item("order", order=payload | ({"choose": choose} if choose else {}))


FULL = source(["s1", "s2", "s3", "s4"])
TIED = source(["s1", ["s2", "s3"], "s4"])
CHOICE = source(["s1", "s2"], choose=2, values=(10, 6, 2, 0, 2))


@pytest.mark.parametrize(
    ("asked", "given", "total"),
    [
        (FULL, "s1 s2 s3 s4", 100),
        (FULL, "s2 s1 s3 s4", 66.7),
        (FULL, "s4 s3 s2 s1", 0),
        (FULL, "s1 s2 s3", 50),  # 3 of 6 pairs
        (FULL, "s1", 0),
        (FULL, "", 0),
        (TIED, "s1 s3 s2 s4", 100),
        (TIED, "s1 s2 s3 s4", 100),
        (TIED, "s1 s2 s4 s3", 60),  # 4 - 1 of 5 pairs
    ],
)
def test_full_orders(asked: Any, given: str, total: float) -> None:
    assert scored("order", {"order": given.split()}, asked).total == total


@pytest.mark.parametrize("given", list(itertools.permutations(["s1", "s2", "s3", "s4"]))[::3])
def test_tau_is_kendalls(given: tuple[str, ...]) -> None:
    turned = sum(first > then for first, then in itertools.combinations(given, 2))
    assert order.tau(given, order.task_of(FULL)) == pytest.approx(1 - 2 * turned / 6)


# Worth 20 in all of 5: a blind pair has 8, the best 16.
@pytest.mark.parametrize(
    ("given", "choice", "rank"),
    [
        ("s1 s2", 70, 30),
        ("s2 s1", 70, 0),
        ("s1 s3", 35, 0),  # (12 - 8) / 8
        ("s1 s4", 17.5, 0),
        ("s2 s3", 0, 0),
        ("s1", 17.5, 0),
        ("s4 s5", 0, 0),
    ],
)
def test_choices_above_chance(given: str, choice: float, rank: float) -> None:
    score = scored("order", {"order": given.split()}, CHOICE)
    assert score.marks == {"取舍": choice, "排序": rank}
    assert score.total == choice + rank


def test_all_blind_choices_earn_less_than_half_on_average() -> None:
    totals = [
        scored("order", {"order": list(pair)}, CHOICE).total
        for pair in itertools.permutations(["s1", "s2", "s3", "s4", "s5"], 2)
    ]
    assert sum(totals) / len(totals) < 25


def test_what_should_have_been_chosen_and_what_not_is_told() -> None:
    told = why(scored("order", {"order": ["s1", "s4"]}, CHOICE), "取舍")
    assert "“第4件事”可以不选：理由4" in told
    assert "该选而未选“第2件事”：理由2" in told


def test_turned_steps_and_missing_ones_are_told() -> None:
    score = scored("order", {"order": ["s2", "s1", "s3"]}, FULL)
    assert "“第1件事”应在“第2件事”之前" in why(score, "次序")
    assert "未排入：“第4件事”" in why(score, "次序")
    assert flags(score) == ["empty"]


@pytest.mark.parametrize(
    ("asked", "given", "told"),
    [
        (CHOICE, ["s1", "s2", "s3"], "只能选 2 项"),
        (FULL, ["s1", "s1"], "s1 重复"),
        (FULL, ["s9"], "s1"),
        (FULL, "s1", "应是列表"),
    ],
)
def test_what_cannot_be_read_is_told(asked: Any, given: Any, told: str) -> None:
    with pytest.raises(AnswerFormatError, match=told):
        order.parse({"order": given}, asked)


@pytest.mark.parametrize("asked", [FULL, TIED, CHOICE])
def test_the_arrangement_shown_earns_nothing(asked: Any) -> None:
    form = order.prompt(asked).form
    assert isinstance(form, OrderForm)
    assert scored("order", {"order": [step.id for step in form.steps][: form.choose]}, asked).total == 0


def test_no_order_no_score() -> None:
    asked = source([["s1", "s2", "s3"], []], count=3)
    assert isinstance(order.score(order.parse({"order": ["s1"]}, asked), asked), Unscored)
