"""Laws that every task kind keeps, on every source there is. A kind without a source fails."""

import json
import random
from typing import Any

import pytest
from answers import (
    DRAW,
    FIELDS,
    asked_form,
    drawn,
    empty,
    everything,
    from_prompt,
    shuffled,
    unrelated,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sources import Asked, every, library

from kit.errors import AnswerFormatError
from kit.model.score import Scored, as_contract
from kit.tasks import KINDS, score_raw

TEXT_KINDS = frozenset({"finding", "measures", "discover", "rewrite"})
"""Kinds whose scorer reads free text: slower, so the laws by chance try them on fewer examples."""

BY_MARKS = frozenset({"finding", "measures"})
BY_F1 = frozenset({"evidence", "discover"})
"""Kinds whose total is not simply the share of all marks; their formulas are below."""

IDEAL_FLOOR = {"finding": 85, "measures": 85}
NO_IDEAL: frozenset[str] = frozenset()
"""Sources whose key holds no right answer, by name; none may join them in silence."""

ALL = [asked for asked in every() if asked.kind in KINDS]
LAWS = settings(
    derandomize=True, deadline=None, database=None, max_examples=40, suppress_health_check=list(HealthCheck)
)
FEW = settings(LAWS, max_examples=12)

each_source = pytest.mark.parametrize("asked", ALL, ids=str)
each_kind = pytest.mark.parametrize("kind", sorted(KINDS))


def of_kind(kind: str) -> list[Asked]:
    found = [asked for asked in ALL if asked.kind == kind]
    return found[:4] if kind in TEXT_KINDS else found


def scored(asked: Asked, raw: dict[str, Any]) -> Scored:
    score = score_raw(asked.kind, raw, asked.source)
    assert isinstance(score, Scored), f"{asked}: {score}"
    return score


def by_chance(kind: str, law: Any) -> None:
    """Runs ``law(asked, rng)`` on sources and seeds that hypothesis chooses."""

    @(FEW if kind in TEXT_KINDS else LAWS)
    @given(st.sampled_from(of_kind(kind)), st.integers(0, 10**6))
    def run(asked: Asked, seed: int) -> None:
        law(asked, random.Random(seed))

    run()


@each_kind
def test_no_kind_escapes(kind: str) -> None:
    sources = of_kind(kind)
    assert sources, f"题型 {kind} 没有可供检验的题目:请在 tests/laws/sources.py 里加一个"
    assert type(asked_form(sources[0])) in DRAW
    assert type(asked_form(sources[0])) in FIELDS


def test_nothing_stored_escapes() -> None:
    assert not library().faults()
    assert {asked.kind for asked in every()} == set(KINDS)


def check_bounds(asked: Asked, score: Scored) -> None:
    lowest = -1 if asked.kind == "judgement" else 0
    assert score.task == asked.kind
    assert 0 <= score.total <= 100
    assert score.total == round(score.total, 1)
    assert score.criteria
    assert len({criterion.name for criterion in score.criteria}) == len(score.criteria)
    for criterion in score.criteria:
        assert lowest * abs(criterion.max_mark) <= criterion.mark <= criterion.max_mark, criterion
        assert 0 <= criterion.confidence <= 1
        assert criterion.why.strip(), f"{criterion.name} 没有说明"
    assert all(0 <= match.credit <= 1 for match in score.matches)
    assert score.scorer
    assert score.summary


@each_kind
def test_marks_and_totals_stay_in_bounds(kind: str) -> None:
    by_chance(kind, lambda asked, rng: check_bounds(asked, scored(asked, drawn(asked, rng))))


def check_total(asked: Asked, score: Scored) -> None:
    marks = score.marks
    if asked.kind in BY_F1:
        recall, precision = marks["查全"], marks["查准"]
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
        herrings = sum(flag.kind == "red_herring" for flag in score.flags)
        assert score.total == pytest.approx(max(0.0, f1 - 10 * herrings), abs=0.1)
    elif asked.kind in BY_MARKS:
        total = 5 * sum(marks.values())
        gate = marks["定性" if asked.kind == "finding" else "针对"]
        assert score.total == pytest.approx(min(total, 30.0) if gate < 0.5 else total, abs=0.3)
    else:
        most = sum(criterion.max_mark for criterion in score.criteria)
        assert score.total == pytest.approx(100 * max(0.0, sum(marks.values())) / most, abs=0.1)


@each_kind
def test_the_total_follows_from_the_marks(kind: str) -> None:
    by_chance(kind, lambda asked, rng: check_total(asked, scored(asked, drawn(asked, rng))))


@each_kind
def test_the_same_answer_gets_the_same_score_in_any_order(kind: str) -> None:
    rng = random.Random(7)
    tries = [(asked, drawn(asked, rng)) for asked in of_kind(kind)[:6] for _ in range(3)]
    forward = [scored(asked, raw) for asked, raw in tries]
    backward = [scored(asked, raw) for asked, raw in reversed(tries)]
    assert forward == backward[::-1]


@each_kind
def test_a_score_survives_json(kind: str) -> None:
    def law(asked: Asked, rng: random.Random) -> None:
        score = scored(asked, drawn(asked, rng))
        assert Scored.model_validate_json(score.model_dump_json()) == score
        json.dumps(as_contract(score), ensure_ascii=False, allow_nan=False).encode()

    by_chance(kind, law)


@each_source
def test_what_the_key_says_is_right_earns_it(asked: Asked) -> None:
    raw = KINDS[asked.kind].ideal(asked.source, asked.problem)
    assert (raw is None) == (str(asked) in NO_IDEAL)
    if raw is None:
        return
    score = scored(asked, raw)
    check_bounds(asked, score)
    check_total(asked, score)
    assert score.total >= IDEAL_FLOOR.get(asked.kind, 95), score


@each_source
def test_an_empty_answer_earns_nothing(asked: Asked) -> None:
    score = scored(asked, empty(asked))
    assert score.total == 0
    assert "empty" in {flag.kind for flag in score.flags}
    check_bounds(asked, score)


# Pairing by place cannot always earn nothing: three lefts of one right stand beside it once in any arrangement.
PROMPT_CEILING = {"match": 20}


@each_source
def test_the_prompt_handed_in_earns_nothing(asked: Asked) -> None:
    assert scored(asked, from_prompt(asked)).total <= PROMPT_CEILING.get(asked.kind, 5)


@each_source
def test_the_reference_is_shown_with_reasons(asked: Asked) -> None:
    parts = KINDS[asked.kind].reveal(asked.source, asked.problem)
    assert parts
    assert all(heading.strip() and text.strip() for heading, text in parts)


@pytest.mark.parametrize("asked", [one for one in ALL if one.kind in TEXT_KINDS], ids=str)
def test_a_sound_text_about_something_else_does_not_pass(asked: Asked) -> None:
    totals = [scored(asked, raw).total for raw in unrelated(asked)]
    assert totals
    assert max(totals) <= 30, totals


LIST_ORDER_COUNTS = frozenset({"order"})


@each_kind
def test_order_of_selections_does_not_matter(kind: str) -> None:
    def law(asked: Asked, rng: random.Random) -> None:
        raw = drawn(asked, rng)
        lists = kind not in LIST_ORDER_COUNTS | TEXT_KINDS
        again = scored(asked, shuffled(raw, rng, lists))
        assert again == scored(asked, raw)

    by_chance(kind, law)


# Guessing, on the mean of many tries over all sources of the kind: the most that it may earn.
RANDOM_CEILING = {
    "classify": 30,
    "evidence": 30,
    "judgement": 50,
    "match": 40,
    "order": 35,
    "verify": 40,
    "diagnose": 30,
    "review": 50,
}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - TEXT_KINDS))
def test_guessing_does_badly(kind: str) -> None:
    totals = [scored(asked, drawn(asked, random.Random(seed))).total for asked in of_kind(kind) for seed in range(20)]
    assert sum(totals) / len(totals) <= RANDOM_CEILING[kind]


# Where most of a case is evidence, the contract's formula is kind to those who select it all.
EVERYTHING_CEILING = {"evidence": 70, "match": 50, "diagnose": 5}


@pytest.mark.parametrize("asked", [one for one in ALL if everything(one) is not None], ids=str)
def test_selecting_everything_does_badly(asked: Asked) -> None:
    raw = everything(asked)
    assert raw is not None
    assert scored(asked, raw).total <= EVERYTHING_CEILING[asked.kind]


# Anything at all in any field.
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=()))
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
HOSTILE = (
    "\ud800",
    "\x00",
    "{{7*7}}<script>" * 3,
    "字" * 100_000,
    "1" * 100_000,
    float("nan"),
    float("inf"),
    10**400,
    True,
    [[[[[]]]]],
    ["\udfff", None, 3],
    {"\ud800": "\ud800"},
    {"": ""},
    {"measure": 3},
    [{"measure": ["\x00"], "unheard": 1}],
)


def only_format_errors(asked: Asked, raw: dict[str, Any]) -> None:
    try:
        score = score_raw(asked.kind, raw, asked.source)
    except AnswerFormatError as error:
        assert all(problem.strip() and len(problem) < 600 for problem in error.problems)  # noqa: PT017
        return
    assert isinstance(score, Scored)
    check_bounds(asked, score)


@each_kind
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: type(value).__name__)
def test_hostile_values_are_refused_kindly(kind: str, value: Any) -> None:
    asked = of_kind(kind)[0]
    fields = (*FIELDS[type(asked_form(asked))], "problem")
    for field in fields:
        only_format_errors(asked, {**empty(asked), field: value})
        only_format_errors(asked, {**empty(asked), field: [value]})
        inner = dict.fromkeys(names_within(asked), value)
        only_format_errors(asked, {**empty(asked), field: inner})


def names_within(asked: Asked) -> list[str]:
    """Names that the form knows inside its fields: questions, lefts, rows …"""
    raw = KINDS[asked.kind].ideal(asked.source, asked.problem) or {}
    return [name for value in raw.values() if isinstance(value, dict) for name in value] or ["x"]


@each_kind
def test_any_json_at_all_is_scored_or_refused_kindly(kind: str) -> None:
    asked = of_kind(kind)[0]
    fields = (*FIELDS[type(asked_form(asked))], "problem", "note")

    @(FEW if kind in TEXT_KINDS else LAWS)
    @given(st.dictionaries(st.sampled_from(fields), anything))
    def run(raw: dict[str, Any]) -> None:
        only_format_errors(asked, {**empty(asked), **raw})

    run()


@each_kind
def test_any_value_for_any_known_name_is_scored_or_refused_kindly(kind: str) -> None:
    asked = of_kind(kind)[0]
    names = names_within(asked)

    @(FEW if kind in TEXT_KINDS else LAWS)
    @given(st.sampled_from(FIELDS[type(asked_form(asked))]), st.dictionaries(st.sampled_from(names), anything))
    def run(field: str, value: dict[str, Any]) -> None:
        only_format_errors(asked, {**empty(asked), field: value})

    run()
