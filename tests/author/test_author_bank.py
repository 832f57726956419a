"""The bank view: what there is by every side, what lacks, what was answered in which version."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kit.cli.main import main
from kit.content.bank import Bank, bank_of, body_of
from kit.content.library import Library, demo_library
from kit.model.attempt import Attempt, TaskRef
from kit.model.score import Scored, Unscored
from kit.report.author import bank_page
from kit.study.authoring import note_version, versions

CASE = "xc-900-demo"
NOW = datetime(2026, 3, 1, 10, 0)


def attempt(total: float | None, number: int = 1, key: str = "", seconds: float | None = None, day: int = 1) -> Attempt:
    case = demo_library().case(CASE)
    score = Unscored(task="finding", reason="x") if total is None else Scored(task="finding", total=total, criteria=())
    return Attempt(
        ref=TaskRef(task="finding", case=CASE, problem="P1"),
        at=f"2026-03-{day:02d}T10:00:00",
        number=number,
        answer={},
        score=score,
        key_hash=key or case.key_hash,
        content_hash=case.content_hash,
        seconds=seconds,
    )


def bank(*attempts: Attempt) -> Bank:
    return bank_of(demo_library(), attempts)


def test_every_leaf_is_there_and_holes_are_those_without_a_primary_problem() -> None:
    found = bank()
    case = demo_library().case(CASE)
    assert len(found.leaves) == 64
    used = {problem.category for problem in case.problems}
    assert {line.leaf.code for line in found.leaves if line.primary} == used
    assert len(found.holes) == 64 - len(used)
    assert {code for problem in case.problems for code in problem.also} == {
        line.leaf.code for line in found.leaves if line.also
    }


@pytest.mark.parametrize("by", ["difficulty", "inspection", "organ", "minutes", "ability"])
def test_every_case_is_in_every_spread(by: str) -> None:
    assert sum(bank().spread(by).values()) >= len(bank().cases)


BODIES = [
    ("某市某局党组", "市直机关"),
    ("某县交通执法支队党总支", "执法支队"),
    ("某市公交集团公司党委", "国企"),
    ("某市第三中学党支部", "学校"),
    ("某县人民医院党委", "医院"),
    ("某镇党委", "乡镇"),
    ("某街道党工委", "街道"),
    ("某经济开发区党工委", "开发区"),
    ("某市建材行业协会党支部", "行业协会"),
    ("某市数据中心党支部", "下属事业单位"),
    ("甲", "其他"),
]


@pytest.mark.parametrize(("organ", "kind"), BODIES)
def test_kinds_of_bodies(organ: str, kind: str) -> None:
    assert body_of(organ) == kind


def test_statistics_count_first_attempts_at_the_key_as_it_is() -> None:
    found = bank(
        attempt(40, seconds=60), attempt(80, seconds=120), attempt(100, number=2), attempt(None), attempt(0, key="old")
    )
    (line,) = found.items
    assert (line.attempts, line.people_first, line.mean, line.passed, line.minutes) == (4, 2, 60.0, 0.5, 1.5)
    assert found.cases[0].attempts == 5


def test_versions_tell_how_many_answered_which() -> None:
    found = bank(attempt(40, key="old", day=1), attempt(50, key="old", day=2), attempt(60, day=3))
    told = [(line.key, line.attempts, line.current, line.first_at[:10]) for line in found.versions]
    current = demo_library().case(CASE).key_hash[:8]
    assert told == [("old", 2, False, "2026-03-01"), (current, 1, True, "2026-03-03")]


def test_saved_versions_are_remembered_once(tmp_path: Path) -> None:
    case = demo_library().case(CASE)
    note_version(tmp_path, case, NOW)
    note_version(tmp_path, case, NOW)
    note_version(tmp_path, case.model_copy(update={"key_hash": "other"}), NOW)
    with (tmp_path / "case-versions.jsonl").open("ab") as file:
        file.write(b'{"case": "torn\n')
    assert [entry["key_hash"] for entry in versions(tmp_path)] == [case.key_hash, "other"]
    assert len(bank_of(demo_library(), (), versions(tmp_path)).versions) == 2


def test_the_command_tells_and_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = demo_library().cases_dir / CASE
    shutil.copytree(source, tmp_path / "cases" / CASE)
    home = ["--cases", str(tmp_path / "cases")]
    assert main(["bank", *home, "--out", str(tmp_path / "bank.html")]) == 0
    assert "64 个末级分类" in capsys.readouterr().err
    assert "问题分类" in (tmp_path / "bank.html").read_text("utf-8")
    assert main(["bank", *home, "--holes"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(bank().holes)
    (tmp_path / "cases" / CASE / "key.yaml").write_text("x", encoding="utf-8")
    assert main(["bank", *home]) == 1
    assert main(["bank", "--cases", str(tmp_path / "none")]) == 2
    assert "有毛病" in bank_page(bank_of(Library(tmp_path / "cases")))
