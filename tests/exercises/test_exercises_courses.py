"""Ready-made courses: items taken over from other sets, and two parallel forms of the closing test."""

from __future__ import annotations

import pytest

from kit.content.library import default_library
from kit.model.attempt import TaskRef

LIBRARY = default_library()
COURSES = ("course-one-day", "course-three-days", "final-exam-a", "final-exam-b", "self-study", "rater-calibration")


@pytest.mark.parametrize("set_id", COURSES)
def test_a_taken_over_item_is_the_original_under_its_own_name(set_id: str) -> None:
    for question, item in zip(LIBRARY.exercise_questions(set_id), LIBRARY.exercise(set_id).set.items, strict=True):
        assert item.use is not None
        original = LIBRARY.question(TaskRef(task=item.kind, item=item.use))
        assert question.ref.item == f"{set_id}/{item.id}"
        assert question.source == original.source
        assert (question.problem, question.title) == (original.problem, original.title)
        assert question.covers == ()


def form(set_id: str) -> list[tuple[str, int | None, int | None]]:
    items = [question.item for question in LIBRARY.exercise_questions(set_id)]
    return [(item.kind, item.difficulty, item.minutes) for item in items if item is not None]


def test_the_two_forms_are_parallel_and_share_nothing() -> None:
    assert form("final-exam-a") == form("final-exam-b")
    used = [{item.use for item in LIBRARY.exercise(name).set.items} for name in ("final-exam-a", "final-exam-b")]
    assert used[0] & used[1] == set()


@pytest.mark.parametrize("set_id", ["final-exam-a", "final-exam-b"])
def test_an_exam_leaves_time_to_read(set_id: str) -> None:
    minutes = sum(told or 0 for _, _, told in form(set_id))
    limit = LIBRARY.exercise(set_id).set.time_limit
    assert limit is not None
    assert 1.1 * minutes <= limit <= 1.5 * minutes
