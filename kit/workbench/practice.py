"""Practising one task of a case: where it is asked per problem, the problems stand behind a row of buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets as w

from kit.model.attempt import TaskRef
from kit.model.exercise import PROBLEM_KINDS
from kit.workbench import parts
from kit.workbench.desk import Desk
from kit.workbench.task import TaskView


def refs_of(desk: Desk, case_id: str, task: str, problem: str | None = None) -> dict[str, TaskRef]:
    """What is asked, by label (问题 1 …); labels show nothing of the key. Raises UnknownNameError, ContentError."""
    if task not in PROBLEM_KINDS or problem is not None:
        ref = desk.library.question(TaskRef(task=task, case=case_id, problem=problem)).ref
        return {"": ref}
    case = desk.library.case(case_id)
    return {
        f"问题 {number}": TaskRef(task=task, case=case_id, problem=entry.id)
        for number, entry in enumerate(case.problems, start=1)
    }


def practice(desk: Desk, case_id: str, task: str, problem: str | None = None) -> w.VBox:
    """The view for a task of a case; with ``problem`` None one can go from problem to problem."""
    refs = refs_of(desk, case_id, task, problem)
    return switcher({label: opener(desk, ref) for label, ref in refs.items()})


def opener(desk: Desk, ref: TaskRef) -> Callable[[], w.Widget]:
    return lambda: TaskView(desk, desk.question(ref)).widget


def switcher(makers: Mapping[str, Callable[[], w.Widget]]) -> w.VBox:
    """Views behind a row of buttons, each built when it is first shown and kept then."""
    labels = list(makers)
    built: dict[str, w.Widget] = {}
    place = parts.column()
    chooser = parts.tabs(labels, labels[0])

    def turn() -> None:
        label = str(chooser.value)
        if label not in built:
            built[label] = makers[label]()
        place.children = (built[label],)

    turn()
    parts.on_change(chooser, turn)
    return parts.column(*([chooser] if len(labels) > 1 else []), place)
