"""Attempts: append-only, whole lines, numbered; a torn end is set aside and told."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from kit.errors import StorageError
from kit.model.attempt import TaskRef
from kit.model.score import Criterion, Scored, Unscored
from kit.study.attempts import FILE_NAME, attempts_of, read_attempts, record_attempt
from kit.study.progress import by_case, by_kind, by_question, by_set

NOW = datetime(2026, 3, 1, 10, 32)
REF = TaskRef(task="finding", case="xc-001-a", problem="P1")


def scored(total: float) -> Scored:
    return Scored(
        task="finding", total=total, criteria=(Criterion(name="定性", mark=3, max_mark=4),), scorer="finding/1"
    )


def test_attempts_are_numbered_within_their_question_and_come_back_whole(tmp_path: Path) -> None:
    other = TaskRef(task="match", item="s/one")
    for ref, total in ((REF, 50), (other, 70), (REF, 80)):
        record_attempt(
            tmp_path, ref, {"text": "一\n二"}, scored(total), now=NOW, key_hash="k", content_hash="c", seconds=3.5
        )
    attempts = attempts_of(tmp_path, REF)
    assert [(a.number, a.score.total) for a in attempts if isinstance(a.score, Scored)] == [(1, 50), (2, 80)]
    assert attempts[1].answer == {"text": "一\n二"}
    assert (attempts[1].key_hash, attempts[1].content_hash, attempts[1].scorer, attempts[1].seconds) == (
        "k",
        "c",
        "finding/1",
        3.5,
    )
    assert attempts[1].score == scored(80)
    assert len((tmp_path / FILE_NAME).read_bytes().splitlines()) == 3


def test_an_unscored_attempt_is_kept_as_such(tmp_path: Path) -> None:
    record_attempt(tmp_path, REF, {}, Unscored(task="finding", reason="没有要点"), now=NOW)
    assert read_attempts(tmp_path).attempts[0].score == Unscored(task="finding", reason="没有要点")


@pytest.mark.parametrize("torn", [b'{"ref": {"task"', b"\xff\xff", b'{"ref": "x"}'])
def test_a_torn_last_line_is_told_then_set_aside_and_the_rest_stays(tmp_path: Path, torn: bytes) -> None:
    record_attempt(tmp_path, REF, {"text": "一"}, scored(50), now=NOW)
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    journal = read_attempts(tmp_path)
    assert len(journal.attempts) == 1
    assert "不完整" in journal.notes[0]
    attempt, notes = record_attempt(tmp_path, REF, {"text": "二"}, scored(60), now=NOW)
    assert attempt.number == 2
    assert "已另存为" in notes[0]
    assert [p.read_bytes() for p in tmp_path.glob("*.damaged-*")] == [torn]
    assert path.read_bytes().startswith(whole)
    assert read_attempts(tmp_path).notes == ()


def test_a_whole_last_line_without_its_end_counts_and_is_ended(tmp_path: Path) -> None:
    record_attempt(tmp_path, REF, {"text": "一"}, scored(50), now=NOW)
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert len(read_attempts(tmp_path).attempts) == 1
    attempt, notes = record_attempt(tmp_path, REF, {"text": "二"}, scored(60), now=NOW)
    assert (attempt.number, notes) == (2, ())
    assert len(read_attempts(tmp_path).attempts) == 2


def test_a_damaged_line_in_between_is_told_and_left(tmp_path: Path) -> None:
    record_attempt(tmp_path, REF, {}, scored(50), now=NOW)
    path = tmp_path / FILE_NAME
    path.write_bytes(b"garbage\n\n" + path.read_bytes())
    journal = read_attempts(tmp_path)
    assert len(journal.attempts) == 1
    assert journal.notes == (f"{FILE_NAME} 第 1 行无法读出，已跳过（文件未改动）。",)


APPENDER = """
import sys
from datetime import datetime
from pathlib import Path
from kit.model.attempt import TaskRef
from kit.model.score import Scored
from kit.study.attempts import record_attempt
score = Scored(task="finding", total=1, criteria=())
for n in range(15):
    record_attempt(Path(sys.argv[1]), TaskRef(task="finding", case="c", problem="P1"), {"text": "字" * 30000}, score,
                   now=datetime(2026, 1, 1))
"""


def test_two_kernels_appending_at_once_do_not_interleave(tmp_path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", APPENDER, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    journal = read_attempts(tmp_path)
    assert journal.notes == ()
    assert sorted(attempt.number for attempt in journal.attempts) == list(range(1, 31))


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file")
    with pytest.raises(StorageError, match="data"):
        record_attempt(blocked, REF, {}, scored(1), now=NOW)


def test_progress_is_computed_from_the_attempts(tmp_path: Path) -> None:
    second = TaskRef(task="classify", case="xc-001-a", problem="P1")
    item = TaskRef(task="match", item="set/one")
    record_attempt(tmp_path, REF, {}, scored(40), now=NOW)
    record_attempt(tmp_path, REF, {}, scored(75), now=NOW)
    record_attempt(tmp_path, REF, {}, scored(70), now=NOW)
    record_attempt(tmp_path, second, {}, scored(50), now=NOW)
    record_attempt(tmp_path, item, {}, Unscored(task="match", reason="无"), now=NOW)
    attempts = read_attempts(tmp_path).attempts
    first = by_question(attempts)[0]
    assert (first.attempts, first.first, first.last, first.best, first.passed, first.gain) == (3, 40, 70, 75, 1, 35)
    case = by_case(attempts)[0]
    assert (case.name, case.questions, case.attempts, case.best, case.passed) == ("xc-001-a", 2, 4, 62.5, 1)
    kinds = {standing.name: standing for standing in by_kind(attempts)}
    assert set(kinds) == {"finding", "classify", "match"}
    assert (kinds["match"].best, kinds["match"].passed) == (None, 0)
    assert [standing.name for standing in by_set(attempts)] == ["set"]
    assert by_question(attempts, lambda _: 80.0)[0].passed == 0
