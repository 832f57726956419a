"""The calls of the public door (``kit``): each gives something that a notebook shows as a cell's last value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from kit import tasks
from kit.content.library import default_library
from kit.content.paths import cases_dir
from kit.model.attempt import TaskRef
from kit.model.case import Case
from kit.model.exercise import Exercise
from kit.model.prompt import Prompt
from kit.model.score import Score
from kit.study.files import data_folder
from kit.workbench import parts
from kit.workbench.desk import Desk, prompt_of
from kit.workbench.example import Page, example_page
from kit.workbench.practice import practice
from kit.workbench.reader import Reading, reader


def desk() -> Desk:
    """The desk of this installation: the project's cases, the user's data folder."""
    return Desk(default_library(), data_folder())


def start() -> w.Widget:
    """The start page: how it works, cases and exercise sets to choose from, progress at a glance."""
    from kit.workbench.startpage import start_page  # noqa: PLC0415 - only for this page

    return parts.root(start_page(desk()))


def cases() -> Page:
    """The list of cases as a table."""
    from kit.workbench.lists import cases_table  # noqa: PLC0415

    return Page(cases_table(desk()))


def read(case_id: str) -> w.Widget:
    """The case reader. Raises UnknownNameError, ContentError."""
    case = default_library().case(case_id)
    return parts.root(reader(Reading(case.head, case.materials)))


def practise(case_id: str, task: str, problem: str | None = None) -> w.Widget:
    """Practise one task of a case, on one problem or on each in turn. Raises UnknownNameError, ContentError."""
    return parts.root(practice(desk(), case_id, task, problem))


def exercise(set_id: str) -> w.Widget:
    """Work through an exercise set. Raises UnknownNameError, ContentError."""
    from kit.workbench.series import series  # noqa: PLC0415

    return parts.root(series(desk(), set_id))


def whole_case(case_id: str) -> w.Widget:
    """综合演练: a case from discovery to report. Raises UnknownNameError, ContentError."""
    from kit.workbench.whole import whole_view  # noqa: PLC0415

    return parts.root(whole_view(desk(), case_id))


def progress(case_id: str | None = None) -> Page:
    """What has been tried and how well, over all or for one case."""
    from kit.workbench.lists import progress_page  # noqa: PLC0415

    return Page(progress_page(desk(), case_id))


def author(case_id: str | None = None) -> w.Widget:
    """The author's wizard: begin a case, or open one (at once where its id is given)."""
    from kit.workbench.author.wizard import Place, Wizard  # noqa: PLC0415 - only for authors

    return parts.root(Wizard(Place(cases_dir(), data_folder()), case_id).widget)


def bank() -> w.Widget:
    """题库: what the bank holds and lacks, how it was used, which versions were answered."""
    from kit.workbench.author.bankview import bank_view  # noqa: PLC0415

    return parts.root(bank_view(desk()))


def worked_example(task: str) -> Page:
    """An answer of the demo case with its marks and comments. Raises UnknownNameError for an unknown task."""
    return Page(example_page(task))


def load_case(case_id: str) -> Case:
    """The case of that id, key included. Raises UnknownNameError, ContentError."""
    return default_library().case(case_id)


def load_exercise(set_id: str) -> Exercise:
    """The exercise set of that id, key included. Raises UnknownNameError, ContentError."""
    return default_library().exercise(set_id)


def ask(name: str, task: str = "", problem: str | None = None) -> Prompt:
    """The question as a trainee sees it: of a case by its id and a task, of an item by ``set/item``."""
    ref = TaskRef(task=task, item=name) if "/" in name else TaskRef(task=task, case=name, problem=problem)
    return prompt_of(default_library().question(ref))


def score(answer: Mapping[str, Any]) -> Score:
    """Score an answer in the contract's form (``case``/``problem``/``task`` or ``item``, and its fields).

    Nothing is recorded. Raises AnswerFormatError, UnknownNameError.
    """
    names = {name: answer.get(name) for name in ("case", "problem", "item")}
    asked = default_library().question(TaskRef(task=str(answer.get("task") or ""), **names))
    named = {**answer, "problem": asked.problem} if asked.problem else dict(answer)
    return tasks.score_raw(asked.task, named, asked.source)
