"""Helpers of the workbench tests: a clock to set, every question of the demo content, all that a browser would get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import ipywidgets as w

from kit.content.library import Question, demo_library
from kit.model.attempt import TaskRef
from kit.tasks import KINDS


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = datetime(2026, 3, 1, 10, 32, 5)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


def every_widget(top: w.Widget) -> Iterator[w.Widget]:
    """The widget and everything inside it that the browser gets, hidden or not."""
    seen: set[str] = set()
    waiting = [top]
    while waiting:
        widget = waiting.pop()
        if widget.model_id in seen:
            continue
        seen.add(widget.model_id)
        yield widget
        inside: list[w.Widget] = []
        for name in widget.keys:
            value = getattr(widget, name)
            inside += [part for part in (value if isinstance(value, tuple | list) else [value]) if is_widget(part)]
        waiting += reversed(inside)


def is_widget(value: object) -> bool:
    return isinstance(value, w.Widget)


def state_text(top: w.Widget) -> str:
    """All states as one text, as they would go over the wire."""
    return "\n".join(json.dumps(widget.get_state(), ensure_ascii=False, default=str) for widget in every_widget(top))


def find(top: w.Widget, kind: type, label: str) -> Any:
    """The widget of that class with that description or placeholder."""
    for widget in every_widget(top):
        if isinstance(widget, kind) and label in (
            getattr(widget, "description", ""),
            getattr(widget, "placeholder", ""),
        ):
            return widget
    raise AssertionError(f"no {kind.__name__} {label}")


def all_questions() -> list[Question]:
    """Every question of the demo content, of every kind."""
    library = demo_library()
    case_ids = library.case_ids()
    found = [question for set_id in library.exercise_ids() for question in library.exercise_questions(set_id)]
    for case_id in case_ids:
        case = library.case(case_id)
        for task in ("classify", "evidence", "finding", "measures"):
            found += [library.question(ref(task, case_id, problem.id)) for problem in case.problems]
        found += [library.question(ref(task, case_id)) for task in ("discover", "judgement")]
    return [question for question in found if question.task in KINDS]


def ref(task: str, case: str, problem: str | None = None) -> TaskRef:
    return TaskRef(task=task, case=case, problem=problem)
