"""The cases and exercises of two folders, by name; every question of them in one form."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from kit.content.cases import load_case, load_head
from kit.content.exercises import load_exercise
from kit.content.files import real
from kit.content.paths import DATA, cases_dir, exercises_dir
from kit.errors import AnswerFormatError, ContentError, UnknownNameError
from kit.model.attempt import TaskRef
from kit.model.case import Case, CaseHead
from kit.model.exercise import CASE_KINDS, KIND_NAMES, PROBLEM_KINDS, Exercise, Item, OwnItem

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Question:
    """One thing that is asked: ``task`` and ``source`` (with ``problem``, where the kind has one) go to ``kit.tasks``.

    ``item`` is there where an exercise asks; ``covers`` are the rows of coverage.csv that it trains.
    ``title`` shows nothing of the key.
    """

    ref: TaskRef
    task: str
    source: Case | OwnItem
    problem: str | None
    title: str
    covers: tuple[int, ...] = ()
    item: Item | None = None


class Library:
    """Cases and exercises of two folders. Each is read on first use and kept; a new Library reads anew.

    ``cases`` holds case folders, or is one itself; ``exercises`` holds ``<id>.yaml``. A folder that is absent is empty.
    """

    def __init__(self, cases: Path, exercises: Path | None = None) -> None:
        self.cases_dir = cases
        self.exercises_dir = exercises
        self.kept_cases: dict[str, Case | ContentError] = {}
        self.kept_heads: dict[str, CaseHead | ContentError] = {}
        self.kept_exercises: dict[str, Exercise | ContentError] = {}

    def case_ids(self) -> tuple[str, ...]:
        """Names of the case folders, sorted; also of those with faults."""
        return tuple(sorted(self.case_folders()))

    def case_folders(self) -> dict[str, Path]:
        if (self.cases_dir / "case.yaml").is_file():
            return {real(self.cases_dir).name: self.cases_dir}
        if not self.cases_dir.is_dir():
            return {}
        return {path.name: path for path in self.cases_dir.iterdir() if is_case_folder(path)}

    def heads(self) -> tuple[CaseHead, ...]:
        """What a trainee sees first of every case whose case.yaml is sound; the others are in ``faults()``."""
        found = (self.head_or_fault(case_id) for case_id in self.case_ids())
        return tuple(head for head in found if isinstance(head, CaseHead))

    def faults(self) -> dict[str, ContentError]:
        """What is wrong with cases and exercises, by name; reads them all."""
        cases = {case_id: self.case_or_fault(case_id) for case_id in self.case_ids()}
        sets = {set_id: self.exercise_or_fault(set_id) for set_id in self.exercise_ids()}
        return {name: found for name, found in (cases | sets).items() if isinstance(found, ContentError)}

    def case(self, case_id: str) -> Case:
        """The case of that id. Raises UnknownNameError, ContentError."""
        if case_id not in self.kept_cases and case_id not in self.case_ids():
            raise UnknownNameError("案例", case_id, self.case_ids())
        return sound(self.case_or_fault(case_id))

    def exercise_ids(self) -> tuple[str, ...]:
        """Ids of the exercise files, sorted; also of those with faults."""
        if self.exercises_dir is None or not self.exercises_dir.is_dir():
            return ()
        return tuple(sorted(path.stem for path in self.exercises_dir.glob("*.yaml") if not path.name.startswith(".")))

    def exercise(self, set_id: str) -> Exercise:
        """The exercise of that id. Raises UnknownNameError, ContentError."""
        if set_id not in self.kept_exercises and set_id not in self.exercise_ids():
            raise UnknownNameError("练习", set_id, self.exercise_ids())
        return sound(self.exercise_or_fault(set_id))

    def question(self, ref: TaskRef) -> Question:
        """The question that a reference names.

        Raises
        ------
        UnknownNameError
            for an unknown case, problem, item or task, with the nearest names.
        AnswerFormatError
            where the reference lacks a part that its task needs.
        ContentError
            where the case or exercise has faults.
        """
        if ref.item is not None:
            return self.item_question(ref.item, ref.task)
        if ref.task not in KIND_NAMES:
            raise UnknownNameError("题型", ref.task, KIND_NAMES)
        if ref.task not in CASE_KINDS:
            raise AnswerFormatError(f"题型 {ref.task} 的题在练习里：请用 item 写明“练习/题目”")
        if ref.case is None:
            raise AnswerFormatError("缺少 case：请写明是哪个案例")
        case = self.case(ref.case)
        problem = checked_problem(case, ref.task, ref.problem)
        title = f"{case.head.title}·{problem}" if problem else case.head.title
        return Question(
            ref=TaskRef(task=ref.task, case=case.id, problem=problem),
            task=ref.task,
            source=case,
            problem=problem,
            title=title,
        )

    def exercise_questions(self, set_id: str) -> tuple[Question, ...]:
        """All questions of an exercise, in its order. Raises as ``question``."""
        return tuple(self.question_of(set_id, item) for item in self.exercise(set_id).set.items)

    def item_question(self, name: str, task: str) -> Question:
        set_id, slash, item_id = name.partition("/")
        if not slash:
            raise AnswerFormatError(f"item 应写成“练习/题目”，现为“{name[:80]}”")
        exercise = self.exercise(set_id)
        item = exercise.item(item_id)
        if item is None:
            raise UnknownNameError("题目", item_id, [item.id for item in exercise.set.items], place=f"练习 {set_id} 里")
        if task and task != item.kind:
            raise UnknownNameError("题型", task, [item.kind], place=f"{name} 是 {item.kind} 题，")
        return self.question_of(set_id, item)

    def question_of(self, set_id: str, item: Item) -> Question:
        name = f"{set_id}/{item.id}"
        if item.use is not None:
            home, _, used_id = item.use.partition("/")
            used = self.exercise(home).item(used_id)
            if used is not None and used.use is not None:
                raise UnknownNameError("题目", item.use, place=f"{name} 沿用的是另一道沿用的题：")
            original = self.item_question(item.use, item.kind)
            ref = TaskRef(task=item.kind, item=name)
            return replace(original, ref=ref, title=item.title or original.title, covers=())
        case = self.case(item.case) if item.case is not None else None
        source: Case | OwnItem
        problem = None
        if item.on_case and case is not None:
            source, problem = case, checked_problem(case, item.kind, item.problem)
        else:
            source = OwnItem(name=name, item=item, case=case, key_hash=item_hash(item, case))
        return Question(
            ref=TaskRef(task=item.kind, item=name),
            task=item.kind,
            source=source,
            problem=problem,
            title=item.title or (case.head.title if case is not None else name),
            covers=item.covers,
            item=item,
        )

    def head_or_fault(self, case_id: str) -> CaseHead | ContentError:
        if case_id not in self.kept_heads:
            self.kept_heads[case_id] = outcome(load_head, self.case_folders()[case_id], self.shown_case(case_id))
        return self.kept_heads[case_id]

    def case_or_fault(self, case_id: str) -> Case | ContentError:
        if case_id not in self.kept_cases:
            self.kept_cases[case_id] = outcome(load_case, self.case_folders()[case_id], self.shown_case(case_id))
        return self.kept_cases[case_id]

    def exercise_or_fault(self, set_id: str) -> Exercise | ContentError:
        if set_id not in self.kept_exercises:
            folder = self.exercises_dir or Path()
            shown = f"{folder.name}/{set_id}.yaml"
            self.kept_exercises[set_id] = outcome(load_exercise, folder / f"{set_id}.yaml", shown)
        return self.kept_exercises[set_id]

    def shown_case(self, case_id: str) -> str:
        return f"{self.cases_dir.name}/{case_id}" if self.cases_dir.name != case_id else case_id


def outcome(load: Callable[[Path, str], Kept], path: Path, shown: str) -> Kept | ContentError:
    try:
        return load(path, shown)
    except ContentError as error:
        return error


def sound(found: Kept | ContentError) -> Kept:
    if isinstance(found, ContentError):
        raise ContentError(found.findings)
    return found


def is_case_folder(path: Path) -> bool:
    """Whether a folder is meant as a case: it has a case.yaml or a key.yaml."""
    return not path.name.startswith(".") and any((path / name).exists() for name in ("case.yaml", "key.yaml"))


def checked_problem(case: Case, task: str, problem: str | None) -> str | None:
    """The problem that a task on a case asks about; None for tasks on the whole case."""
    if task not in PROBLEM_KINDS:
        return None
    if problem is None:
        raise AnswerFormatError(f"缺少 problem：题型 {task} 要写明案例 {case.id} 的哪个问题")
    if case.problem(problem) is None:
        raise UnknownNameError("问题", problem, [known.id for known in case.problems], place=f"案例 {case.id} 里")
    return problem


def item_hash(item: Item, case: Case | None) -> str:
    """SHA-256 of what an own item is scored against; fields added to the format later leave it as it is."""
    digest = hashlib.sha256(item.model_dump_json(exclude_defaults=True).encode())
    if case is not None:
        digest.update(f"{case.content_hash}{case.key_hash}".encode())
    return digest.hexdigest()


@cache
def default_library() -> Library:
    """The project's own cases and exercises."""
    return Library(cases_dir(), exercises_dir())


@cache
def demo_library() -> Library:
    """The cases bundled with the package, for ``kit demo``."""
    return Library(DATA / "demo" / "cases", DATA / "demo" / "exercises")
