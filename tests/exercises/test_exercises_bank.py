"""What the exercise bank as a whole must hold: rows trained, right answers that earn it, and no pattern to guess by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from kit.content.coverage import CoverageRow, coverage_rows
from kit.content.library import Question, default_library
from kit.model.case import Judgement, Option
from kit.model.exercise import Item, OwnItem
from kit.model.score import Scored
from kit.tasks import ideal, score_raw
from kit.tasks.kind import Source

LIBRARY = default_library()
SETS = {set_id: LIBRARY.exercise(set_id).set for set_id in LIBRARY.exercise_ids()}
ALL = {str(question.ref): question for set_id in SETS for question in LIBRARY.exercise_questions(set_id)}
ITEMS = {f"{set_id}/{item.id}": item for set_id, found in SETS.items() for item in found.items if item.use is None}
TRAINED = [row for row in coverage_rows() if set(row.kinds) != {"profile"}]
LEAST = {"finding": 85, "measures": 85}

NOTEBOOK_SETS = {
    "01": ("classify-basics", "classify"),
    "02": ("evidence-basics", "evidence"),
    "03": ("finding-basics", "finding"),
    "04": ("measures-basics", "measures"),
    "05": ("discipline", "judgement"),
    "06": ("figures-check", "verify"),
    "07": ("review-calibration", "review"),
}
"""Notebook → the set that it practises on, and the kind that it is about."""


def of_kind(kind: str) -> list[Item]:
    return [item for item in ITEMS.values() if item.kind == kind]


FAULTY = LIBRARY.faults()
CASES = [LIBRARY.case(case_id) for case_id in LIBRARY.case_ids() if case_id not in FAULTY]
"""A case with a fault fails the tests of the content, and need not take these along."""

NAMED: dict[str, dict[str, Judgement]] = {
    "exercises": {f"{name}/{s.id}": s for name, item in ITEMS.items() for s in item.judgement},
    "cases": {f"{case.head.id}/{s.id}": s for case in CASES for s in case.judgement},
}
SITUATIONS = {bank: list(named.values()) for bank, named in NAMED.items()}


def best_place(situation: Judgement) -> int:
    scores = [option.score for option in situation.options]
    return scores.index(max(scores))


def rank_by_length(texts: list[str], right: int) -> int:
    """0 where the right one is the longest."""
    return sorted(map(len, texts), reverse=True).index(len(texts[right]))


@pytest.mark.parametrize("row", TRAINED, ids=lambda row: f"{row.id}-{row.ability}")
def test_row_is_trained_by_two_items(row: CoverageRow) -> None:
    training = [name for name, item in ITEMS.items() if row.id in item.covers and item.kind in row.kinds]
    assert len(training) >= 2, training


def test_the_bank_has_enough_items_of_its_own() -> None:
    assert sum(item.case is None for item in ITEMS.values()) >= 150


@pytest.mark.parametrize(("set_id", "kind"), NOTEBOOK_SETS.values(), ids=NOTEBOOK_SETS)
def test_notebook_has_its_set(set_id: str, kind: str) -> None:
    kinds = Counter(item.kind for item in SETS[set_id].items)
    assert kinds[kind] >= 6
    assert kinds.most_common(1)[0][0] == kind


@pytest.mark.parametrize("name", ALL)
def test_what_the_key_says_is_right_earns_it(name: str) -> None:
    question: Question = ALL[name]
    answer = ideal(question.task, question.source, question.problem)
    assert answer is not None
    if question.problem is not None:
        answer = {"problem": question.problem, **answer}
    score = score_raw(question.task, answer, question.source)
    assert isinstance(score, Scored)
    assert score.total >= LEAST.get(question.task, 95)


@pytest.mark.parametrize("item", of_kind("rewrite"), ids=lambda item: item.id)
def test_a_sentence_held_wrong_earns_little(item: Item) -> None:
    assert item.rewrite is not None
    source = OwnItem(name="set/item", item=item)
    given = (item.rewrite.statement, *(wrong.text for wrong in (*item.rewrite.overstated, *item.rewrite.understated)))
    found = {text: score_raw("rewrite", {"text": text}, source) for text in given}
    assert {text: score.total for text, score in found.items() if isinstance(score, Scored) and score.total > 30} == {}


@pytest.mark.parametrize("item", of_kind("rewrite"), ids=lambda item: item.id)
def test_reference_has_no_figure_that_the_facts_lack(item: Item) -> None:
    assert item.rewrite is not None
    known = set(re.findall(r"\d+(?:\.\d+)?", item.rewrite.facts + item.rewrite.statement))
    told = set(re.findall(r"\d+(?:\.\d+)?", item.rewrite.reference))
    assert told - known <= REWRITE_SUMS.get(item.id, set())


REWRITE_SUMS = {"single-tender": {"4", "75.8"}, "duty-gap": {"4"}, "clue-vs-claim": {"3"}}
"""Figures that a reference reckons from the facts: 4 contracts of 75.8 in all; 12 - 7 - 1 = 4 overdue; 3 years."""


@pytest.mark.parametrize("rank", [0, 1, 2, 3])
@pytest.mark.parametrize("bank", SITUATIONS)
def test_no_length_gives_the_best_option_away(bank: str, rank: int) -> None:
    """A guesser who always takes the option of one rank by length is right in at most half of the situations."""
    ranks = Counter(rank_by_length([o.text for o in s.options], best_place(s)) for s in SITUATIONS[bank])
    assert ranks[rank] <= len(SITUATIONS[bank]) / 2


@pytest.mark.parametrize("bank", SITUATIONS)
def test_no_place_gives_the_best_option_away(bank: str) -> None:
    places = Counter(best_place(situation) for situation in SITUATIONS[bank])
    assert max(places.values()) <= 0.4 * len(SITUATIONS[bank])
    assert len(places) == 4


@pytest.mark.parametrize("bank", SITUATIONS)
def test_situations_have_shades(bank: str) -> None:
    """Between the best and the wrong there is a half-right way, in nine situations of ten at least."""
    flat = [name for name, s in NAMED[bank].items() if len({o.score for o in s.options}) < 3]
    assert len(flat) <= len(NAMED[bank]) / 10, flat


@pytest.mark.parametrize("bank", SITUATIONS)
def test_options_are_lettered_as_they_stand(bank: str) -> None:
    assert {"".join(option.id for option in s.options) for s in SITUATIONS[bank]} == {"abcd"}


@pytest.mark.parametrize("bank", SITUATIONS)
def test_some_options_cross_the_bottom_line(bank: str) -> None:
    """Grave ones are there, never worth a point, and the best option of no situation is one."""
    grave = [option for s in SITUATIONS[bank] for option in s.options if option.grave]
    assert len(grave) >= len(SITUATIONS[bank]) / 5
    assert {option.score for option in grave} == {-1}


def test_verdicts_do_not_stand_out_by_length() -> None:
    asked = [q for item in of_kind("verify") if item.verify for q in item.verify.questions if q.verdict]
    texts = [([o.text for o in q.options], [o.id for o in q.options].index(q.verdict or "")) for q in asked]
    longest = sum(rank_by_length(options, right) == 0 for options, right in texts)
    assert longest <= len(asked) / 2


def test_files_do_not_give_the_order_away() -> None:
    for item in of_kind("order"):
        assert item.order is not None
        flat = [name for entry in item.order.answer for name in ((entry,) if isinstance(entry, str) else entry)]
        assert [step.id for step in item.order.steps][: len(flat)] != flat, item.id


def test_a_plan_mixes_good_and_bad_measures() -> None:
    for item in of_kind("diagnose"):
        assert item.diagnose is not None
        good = sum(not row.labels for row in item.diagnose.plan)
        assert 0 < good < len(item.diagnose.plan), item.id


def test_review_marks_are_not_all_alike() -> None:
    """Marks of a draft differ between criteria but in clear cases; over all drafts each mark is used."""
    marks = [tuple(item.review.marks.values()) for item in of_kind("review") if item.review]
    assert sum(len(set(found)) > 1 for found in marks) >= 0.7 * len(marks)
    assert {mark for found in marks for mark in found} == {0, 1, 2, 3, 4}


GOOD_WORDS = ("报告", "程序", "登记", "说明", "如实", "集体")
"""Words of the trade that a right answer tends to have; wrong ones must have them too."""

GUESSERS: dict[str, Callable[[tuple[Option, ...]], Option]] = {
    "first": lambda options: options[0],
    "longest": lambda options: max(options, key=lambda option: len(option.text)),
    "shortest": lambda options: min(options, key=lambda option: len(option.text)),
    "good words": lambda options: max(options, key=lambda option: sum(word in option.text for word in GOOD_WORDS)),
}


JUDGED: dict[str, list[Source]] = {
    "exercises": [question.source for question in ALL.values() if question.task == "judgement"],
    "cases": [case for case in CASES if case.judgement],
}


@pytest.mark.parametrize("guess", GUESSERS)
@pytest.mark.parametrize("bank", JUDGED)
def test_guessing_by_looks_does_not_pass_a_situation(bank: str, guess: str) -> None:
    choose = GUESSERS[guess]
    totals = []
    for source in JUDGED[bank]:
        choices = {situation.id: choose(situation.options).id for situation in source.judgement}
        score = score_raw("judgement", {"choices": choices}, source)
        assert isinstance(score, Scored)
        totals.append(score.total)
    assert sum(totals) / len(totals) < 55


HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”）》][,;:!?()]|[,;:!?()][\u4e00-\u9fff“（《]|\"")


def texts_of(value: object) -> Iterator[str]:
    """Every string inside an item."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in (*value.keys(), *value.values()):
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)


@pytest.mark.parametrize("name", ITEMS)
def test_chinese_is_punctuated_as_chinese(name: str) -> None:
    assert [text for text in texts_of(ITEMS[name].model_dump()) if HALF_WIDTH.search(text)] == []


@pytest.mark.parametrize("item", of_kind("diagnose"), ids=lambda item: item.id)
def test_a_plan_asks_for_a_mark_on_sound_measures_too(item: Item) -> None:
    """A row without any mark was not judged and earns nothing, so no prompt may ask to leave sound ones bare."""
    assert "不打标签" not in item.prompt


COUNTS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)}
TITLE_CHOOSES = re.compile("哪([一二三四五六七八九十])[项条件个]")
TITLE_STEPS = re.compile("^([一二三四五六七八九十])[项条个](?:措施|发现|领域)")


@pytest.mark.parametrize(
    "item", [item for item in of_kind("order") if TITLE_CHOOSES.search(item.title)], ids=lambda item: item.id
)
def test_counts_in_a_title_are_true(item: Item) -> None:
    """``六项措施选哪三项``: six steps to choose from, three to choose."""
    assert item.order is not None
    assert [COUNTS[word] for word in TITLE_CHOOSES.findall(item.title)] == [item.order.choose]
    assert {COUNTS[word] for word in TITLE_STEPS.findall(item.title)} <= {len(item.order.steps)}
