"""evidence: the contract's formula, worked by hand."""

import pytest
from own_items import case, flags, scored, why

from kit.errors import AnswerFormatError
from kit.model.score import Unscored
from kit.tasks import evidence


def units(*numbers: int) -> dict[str, object]:
    return {"problem": "P1", "selected": [f"记录·{number}" for number in numbers]}


@pytest.mark.parametrize(
    ("numbers", "recall", "precision", "total"),
    [
        ((1, 2, 3), 100, 100, 100),
        ((1, 2), 80, 100, 88.9),  # weights 2 + 2 of 5
        ((3,), 20, 100, 33.3),
        ((1, 2, 3, 6), 100, 75, 85.7),
        ((1, 2, 3, 4), 100, 75, 75.7),  # 85.7 less a red herring
        ((4,), 0, 0, 0),  # not below 0
        ((4, 6), 0, 0, 0),
        ((), 0, 0, 0),
        ((1, 1, 2, 2, 3), 100, 100, 100),  # named twice counts once
    ],
)
def test_totals(numbers: tuple[int, ...], recall: float, precision: float, total: float) -> None:
    score = scored("evidence", units(*numbers), case())
    assert score.marks == {"查全": recall, "查准": precision}
    assert score.total == total


def test_evidence_of_the_asked_problem_is_never_its_red_herring() -> None:
    assert flags(scored("evidence", units(1, 2, 3), case())) == []


def test_a_red_herring_is_told_with_its_reason() -> None:
    score = scored("evidence", units(1, 4), case())
    assert flags(score) == ["red_herring"]
    assert "程序合规" in score.flags[0].note


def test_every_unit_is_told_and_the_missing_ones_why_they_matter() -> None:
    score = scored("evidence", units(1), case())
    assert [(match.point, match.credit) for match in score.matches] == [("记录·1", 1), ("记录·2", 0), ("记录·3", 0)]
    assert "立不住" in score.matches[1].note
    assert "印证" in score.matches[2].note
    assert "漏选必需证据 记录·2" in why(score, "查全")


def test_evidence_of_another_problem_is_told_apart() -> None:
    told = why(scored("evidence", units(1, 5, 6), case()), "查准")
    assert "记录·5 说的是本案另一方面的问题" in told
    assert "记录·6 不能证明本问题" in told


def test_unknown_units_are_told_all_at_once_with_near_names() -> None:
    with pytest.raises(AnswerFormatError) as caught:
        evidence.parse({"problem": "P1", "selected": ["记录.1", "纪录·2", 3]}, case())
    assert len(caught.value.problems) == 3
    assert "记录·1" in str(caught.value)


def test_many_unknown_units_do_not_flood() -> None:
    with pytest.raises(AnswerFormatError) as caught:
        evidence.parse({"problem": "P1", "selected": [f"没有·{n}" for n in range(5000)]}, case())
    assert len(caught.value.problems) == 31
    assert "4970" in caught.value.problems[-1]


def test_a_problem_without_evidence_is_not_scored() -> None:
    source = case().model_copy(update={"evidence_units": {}})
    result = evidence.score(evidence.parse(units(1), source), source)
    assert isinstance(result, Unscored)
    assert evidence.ideal(source, "P1") is None


def test_reveal_parts() -> None:
    assert [heading for heading, _ in evidence.reveal(case(), "P1")] == ["必需证据", "佐证证据", "看似问题、其实不是"]
