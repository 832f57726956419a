"""The library: names, questions, what it keeps, and what it says of names that nothing has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kit.content.coverage import CoverageLine, coverage_rows, coverage_table, untrained
from kit.content.itemcheck import RUBRIC
from kit.content.library import Library, default_library, demo_library
from kit.content.paths import cases_dir, exercises_dir, root
from kit.errors import AnswerFormatError, ContentError, UnknownNameError
from kit.model.attempt import TaskRef
from kit.model.case import Case
from kit.model.exercise import KIND_NAMES, OwnItem
from kit.tasks import KINDS
from kit.tasks.rubric import FINDING, MEASURES

CASE = "aa-001-base"


@pytest.fixture
def library(base: Path) -> Library:
    return Library(base / "cases", base / "exercises")


def test_names(library: Library) -> None:
    assert library.case_ids() == (CASE,)
    assert [head.id for head in library.heads()] == [CASE]
    assert library.exercise_ids() == ("aa-set",)
    assert library.faults() == {}
    assert library.case(CASE) is library.case(CASE)
    assert library.exercise("aa-set") is library.exercise("aa-set")


def test_a_folder_that_is_one_case_is_a_library_of_one(base: Path) -> None:
    assert Library(base / "cases" / CASE).case(CASE).id == CASE


def test_absent_folders_are_empty(base: Path) -> None:
    library = Library(base / "nowhere", base / "nowhere")
    assert (library.case_ids(), library.heads(), library.exercise_ids(), library.faults()) == ((), (), (), {})


ITEMS = (
    ("find", "finding", "P1", Case, (10,)),
    ("pairs", "match", None, OwnItem, (5,)),
    ("steps", "order", None, OwnItem, (22,)),
    ("check", "verify", None, OwnItem, (14,)),
    ("plan", "diagnose", None, OwnItem, (42,)),
    ("lift", "rewrite", None, OwnItem, (24,)),
    ("marks", "review", None, OwnItem, (1,)),
    ("stand", "judgement", None, OwnItem, (19,)),
)


def test_questions_of_an_exercise(library: Library) -> None:
    questions = library.exercise_questions("aa-set")
    told = [(q.ref.item, q.task, q.problem, type(q.source), q.covers) for q in questions]
    assert told == [(f"aa-set/{name}", kind, problem, source, rows) for name, kind, problem, source, rows in ITEMS]
    for question in questions:
        assert library.question(question.ref) == question
        assert str(question.ref) == question.ref.item
        assert question.title
        if isinstance(question.source, OwnItem):
            assert len(question.source.key_hash) == 64
            assert question.source.name == question.ref.item
    check = questions[3].source
    assert isinstance(check, OwnItem)
    assert check.case is library.case(CASE)


def test_an_item_without_a_task_given_is_found(library: Library) -> None:
    assert library.question(TaskRef(task="", item="aa-set/pairs")).task == "match"


@pytest.mark.parametrize("task", ["classify", "evidence", "finding", "measures"])
def test_questions_on_a_problem(task: str, library: Library) -> None:
    question = library.question(TaskRef(task=task, case=CASE, problem="P1"))
    assert (question.task, question.problem, question.item, question.covers) == (task, "P1", None, ())
    assert str(question.ref) == f"{CASE}/P1/{task}"
    problem = library.case(CASE).problems[0]
    assert problem.title not in question.title


@pytest.mark.parametrize("task", ["discover", "judgement"])
@pytest.mark.parametrize("problem", [None, "P1", "P9"])
def test_questions_on_a_whole_case_ignore_a_problem(task: str, problem: str | None, library: Library) -> None:
    question = library.question(TaskRef(task=task, case=CASE, problem=problem))
    assert (question.problem, str(question.ref)) == (None, f"{CASE}/{task}")


UNKNOWN = (
    (
        TaskRef(task="finding", case="aa-001-bas", problem="P1"),
        UnknownNameError,
        f"没有名为“aa-001-bas”的案例，是不是 {CASE}",
    ),
    (TaskRef(task="finding", case=CASE, problem="P2"), UnknownNameError, "没有名为“P2”的问题，是不是 P1"),
    (TaskRef(task="findings", case=CASE, problem="P1"), UnknownNameError, "没有名为“findings”的题型，是不是 finding"),
    (TaskRef(task="finding", item="aa-sett/find"), UnknownNameError, "没有名为“aa-sett”的练习，是不是 aa-set"),
    (TaskRef(task="finding", item="aa-set/finds"), UnknownNameError, "没有名为“finds”的题目，是不是 find"),
    (TaskRef(task="match", item="aa-set/find"), UnknownNameError, "aa-set/find 是 finding 题"),
    (TaskRef(task="finding", item="find"), AnswerFormatError, "item 应写成“练习/题目”"),
    (TaskRef(task="finding", case=CASE), AnswerFormatError, "缺少 problem"),
    (TaskRef(task="finding", problem="P1"), AnswerFormatError, "缺少 case"),
    (TaskRef(task="match", case=CASE), AnswerFormatError, "题型 match 的题在练习里"),
    (TaskRef(task="finding", case="../cases/" + CASE, problem="P1"), UnknownNameError, "没有名为"),
    (TaskRef(task="finding", item="../exercises/aa-set/find"), UnknownNameError, "没有名为"),
)


@pytest.mark.parametrize(("ref", "error", "says"), UNKNOWN, ids=[str(row[0]) for row in UNKNOWN])
def test_what_cannot_be_named_is_told(ref: TaskRef, error: type[Exception], says: str, library: Library) -> None:
    with pytest.raises(error) as raised:
        library.question(ref)
    assert says in str(raised.value)


def test_a_broken_case_does_not_hide_the_others(base: Path, library: Library) -> None:
    other = base / "cases" / "aa-002-broken"
    other.mkdir()
    (other / "case.yaml").write_text("id: [\n", encoding="utf-8")
    assert library.case_ids() == (CASE, "aa-002-broken")
    assert [head.id for head in library.heads()] == [CASE]
    with pytest.raises(ContentError) as raised:
        library.case("aa-002-broken")
    assert raised.value.findings[0].file == "cases/aa-002-broken/case.yaml"
    assert set(library.faults()) == {"aa-002-broken"}


def test_an_item_hash_moves_with_the_item_and_its_case(base: Path, library: Library) -> None:
    def hashes(held: Library) -> dict[str, str]:
        questions = held.exercise_questions("aa-set")
        return {q.item.id: q.source.key_hash for q in questions if q.item and isinstance(q.source, OwnItem)}

    before = hashes(library)
    path = base / "exercises" / "aa-set.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("党章规定", "党章的规定"), encoding="utf-8")
    after = hashes(Library(base / "cases", base / "exercises"))
    assert {name for name in before if before[name] != after[name]} == {"pairs"}
    key = base / "cases" / CASE / "key.yaml"
    key.write_bytes(key.read_bytes() + b"# later\n")
    last = hashes(Library(base / "cases", base / "exercises"))
    assert {name for name in after if after[name] != last[name]} == {"check"}


def test_root_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIT_ROOT", str(tmp_path))
    assert (root(), cases_dir(), exercises_dir()) == (tmp_path, tmp_path / "cases", tmp_path / "exercises")
    monkeypatch.delenv("KIT_ROOT")
    assert (root() / "kit" / "content").is_dir()


def test_default_and_demo_libraries_are_sound() -> None:
    assert len(default_library().case_ids()) >= 8
    assert default_library().faults() == {}
    assert demo_library().case_ids()
    assert demo_library().faults() == {}


def test_coverage_rows_are_all_there() -> None:
    rows = coverage_rows()
    assert [row.id for row in rows] == list(range(1, 77))
    kinds = {kind for row in rows for kind in row.kinds}
    assert kinds - set(KIND_NAMES) == {"profile"}
    assert rows[13].item == "14个党组织/300个问题/到位率97.1%"


def test_an_item_counts_only_where_its_kind_is_allowed(base: Path) -> None:
    path = base / "exercises" / "aa-set.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("covers: [10]", "covers: [10, 7, 48]"), encoding="utf-8")
    table = coverage_table(Library(base / "cases", base / "exercises"))
    lines: dict[int, CoverageLine] = {line.row.id: line for line in table}
    assert len(lines) == 76
    assert {number for number, line in lines.items() if line.trained} == {10, 7, 5, 22, 14, 42, 24, 1, 19}
    assert lines[10].items == ("aa-set/find",)
    assert (lines[48].items, lines[48].misplaced) == ((), ("aa-set/find",))
    assert len(untrained(table)) == 76 - 9


def test_coverage_goes_on_over_a_broken_set(base: Path) -> None:
    (base / "exercises" / "bb.yaml").write_text("id: [", encoding="utf-8")
    assert sum(line.trained for line in coverage_table(Library(base / "cases", base / "exercises"))) == 8


def test_kinds_and_criteria_agree_with_the_tasks() -> None:
    assert set(KINDS) <= set(KIND_NAMES)
    assert {"finding": tuple(FINDING), "measures": tuple(MEASURES)} == RUBRIC


def test_the_library_is_light_to_import() -> None:
    heavy = "pandas numpy ipywidgets rich jinja2 sklearn IPython kit.tasks rjieba"
    code = f"import sys, kit.content.library; print([name for name in {heavy.split()} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
