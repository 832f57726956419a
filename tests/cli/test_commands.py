"""The command line as its user meets it: words, exit codes, documentation."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kit
from kit.cli.main import COMMANDS, main
from kit.tasks import KINDS

ROOT = Path(__file__).parents[2]
CASE = "xc-001-collective-decision"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"^\| `{name}\b", (ROOT / "docs/commands.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_first_help_page_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "用法：kit [选项] [命令] [参数]…" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_chinese_and_tells_the_exit_codes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "用法：" in shown
    assert "退出码：" in shown
    assert not re.search(r"Usage|Options|Show this|Commands|OPTIONS", shown)


USES = [
    ([], 0, "命令：", ""),
    (["--help"], 0, "检查案例和练习文件", ""),
    (["--version"], 0, "0.", ""),
    (["nonsense"], 2, "", "没有命令 nonsense"),
    (["cases", "--nonsense"], 2, "", "没有选项 --nonsense"),
    (["score"], 2, "", "缺少参数 作答文件.jsonl"),
    (["score", "--cases"], 2, "", "--cases 后面要有值"),
    (["score", "nowhere.jsonl"], 2, "", "没有这个文件"),
    (["score", "."], 2, "", "读不出 .：这是文件夹"),
    (["demo", "--out", "nowhere/page.html"], 2, "", "写不出 nowhere"),
    (["cases", "--case"], 2, "", "没有选项 --case，是不是 --cases？"),
    (["score", "--cases", "nowhere", "nowhere.jsonl"], 2, "", "没有文件夹 nowhere"),
    (["score", "--exercises", "nowhere", "nowhere.jsonl"], 2, "", "没有文件夹 nowhere"),
    (["cases", "--cases", "nowhere"], 2, "", "没有文件夹 nowhere"),
    (["lint", "nowhere"], 2, "", "没有文件或文件夹 nowhere"),
    (["where"], 0, "作答数据：", ""),
    (["cases"], 0, CASE, ""),
]


@pytest.mark.parametrize(("args", "status", "out", "err"), USES, ids=[" ".join(row[0]) or "nothing" for row in USES])
def test_use(args: list[str], status: int, out: str, err: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == status
    shown = capsys.readouterr()
    assert out in shown.out
    assert err in shown.err


def test_lint_tells_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "xc-901-broken").mkdir()
    (tmp_path / "xc-901-broken/case.yaml").write_text("id: xc-901-broken\ntitel: 某\n", encoding="utf-8")
    assert main(["lint", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert re.search(r"case\.yaml:2: .*titel.*title", shown)


ANSWERS: list[tuple[str, dict[str, object], str | None]] = [
    ("classify", {"case": CASE, "problem": "P1", "task": "classify", "category": "C1.1", "level": "政治"}, None),
    ("evidence", {"case": CASE, "problem": "P1", "task": "evidence", "selected": ["支出台账·1"]}, None),
    ("empty", {"case": CASE, "problem": "P1", "task": "finding", "text": ""}, None),
    ("rows missing", {"case": CASE, "problem": "P1", "task": "measures"}, None),
    ("judgement", {"case": CASE, "task": "judgement", "choices": {"J1": "a"}}, None),
    ("discover", {"case": CASE, "task": "discover", "findings": ["议事决策不规范"]}, None),
    ("surrogate", {"case": CASE, "problem": "P1", "task": "finding", "text": "\ud800党组"}, None),
    ("unknown case", {"case": "xc-001-nonsense", "problem": "P1", "task": "finding", "text": "…"}, "xc-001-nonsense"),
    ("path as case", {"case": "../../etc", "problem": "P1", "task": "finding", "text": "…"}, "../../etc"),
    ("unknown problem", {"case": CASE, "problem": "P9", "task": "finding", "text": "…"}, "P9"),
    ("no problem", {"case": CASE, "task": "finding", "text": "…"}, "problem"),
    ("unknown task", {"case": CASE, "problem": "P1", "task": "essay", "text": "…"}, "essay"),
    ("unknown unit", {"case": CASE, "problem": "P1", "task": "evidence", "selected": ["支出台账·99"]}, "支出台账·99"),
    ("unknown code", {"case": CASE, "problem": "P1", "task": "classify", "category": "Z9"}, "Z9"),
    ("unknown option", {"case": CASE, "task": "judgement", "choices": {"J1": "z"}}, "z"),
    ("wrong type", {"case": CASE, "problem": "P1", "task": "finding", "text": 3}, "text"),
    ("rows of text", {"case": CASE, "problem": "P1", "task": "measures", "rows": ["…"]}, "rows"),
    ("unknown item", {"item": "nowhere/i1", "task": "match", "pairs": {}}, "nowhere"),
]


def test_score_gives_a_line_for_each_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answers.jsonl"
    lines = [json.dumps({"answer_id": name} | answer) for name, answer, _ in ANSWERS]
    path.write_bytes("\r\n".join([*lines, "", "{broken", lines[0]]).encode("utf-8-sig"))
    assert main(["score", str(path)]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [entry["answer_id"] for entry in told] == [*(name for name, *_ in ANSWERS), None, "classify"]
    for entry, (name, _, error) in zip(told, ANSWERS, strict=False):
        if error is None:
            assert "error" not in entry, entry
            assert 0 <= entry["total"] <= 100
            assert set(entry) >= {
                "task",
                "marks",
                "confidence",
                "needs_review",
                "matches",
                "flags",
                "explanation",
                "scorer",
            }
        else:
            assert error in entry["error"], name
            assert entry["line"] == [row[0] for row in ANSWERS].index(name) + 1
    assert told[-2]["line"] == len(ANSWERS) + 2
    assert told[-1] == told[0]
    assert next(entry for entry in told if entry["answer_id"] == "empty")["flags"] == [
        {"kind": "empty", "note": next(e for e in told if e["answer_id"] == "empty")["flags"][0]["note"]}
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("category: C1.1", "category: C9.9"), ("    level: ", "\tlevel: "), ("problems:", "problems: &p")]
)
def test_a_broken_case_is_an_error_line_and_the_rest_go_on(
    old: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = ROOT / "tests/content/base/cases/aa-001-base"
    shutil.copytree(source, tmp_path / "cases/aa-001-base")
    broken = shutil.copytree(source, tmp_path / "cases/aa-002-broken")
    head, key = broken / "case.yaml", broken / "key.yaml"
    head.write_text(head.read_text("utf-8").replace("aa-001-base", "aa-002-broken"), "utf-8")
    assert old in key.read_text("utf-8")
    key.write_text(key.read_text("utf-8").replace(old, new, 1), "utf-8")
    answer = {"problem": "P1", "task": "classify", "category": "C1.1", "level": "政治", "severity": "较重"}
    path = tmp_path / "answers.jsonl"
    names = ("aa-002-broken", "aa-001-base")
    path.write_text("\n".join(json.dumps({"answer_id": name, "case": name} | answer) for name in names), "utf-8")
    assert main(["score", "--cases", str(tmp_path / "cases"), str(path)]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["answer_id"], first["line"]) == ("aa-002-broken", 1)
    assert "key.yaml:" in first["error"]
    assert (second["answer_id"], second["total"]) == ("aa-001-base", 100)


def test_demo_prints_a_table_and_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "页.html"
    assert main(["demo", "--out", str(page)]) == 0
    shown = capsys.readouterr().out
    text = page.read_text(encoding="utf-8")
    assert all(kind.title in shown and kind.title in text for kind in KINDS.values())
    assert "页.html" in shown


def test_coverage_tells_what_is_trained_and_what_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage"]) == 0
    shown = capsys.readouterr().out
    ((rows, trained),) = re.findall(r"^(\d+) 个要点中，(\d+) 个有题目训练", shown, re.MULTILINE)
    assert int(rows) == 76
    assert int(trained) >= 40
    assert main(["coverage", "--missing"]) == 0
    missing = capsys.readouterr().out
    assert len(re.findall(r"^│ +\d+ │", missing, re.MULTILINE)) == int(rows) - int(trained)


def test_score_reads_standard_input_and_exits_0() -> None:
    data = json.dumps({"answer_id": "a", "case": CASE, "task": "judgement", "choices": {}}).encode()
    done = subprocess.run(
        [sys.executable, "-m", "kit.cli.main", "score", "-"], input=data, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["total"] == 0


def seconds(*command: str) -> float:
    """Processor seconds of a fresh process, best of three: what else the machine is doing does not count."""

    def used() -> float:
        times = os.times()
        return times.children_user + times.children_system

    best = 60.0
    for _ in range(3):
        start = used()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        best = min(best, used() - start)
    return best


def test_import_is_quick() -> None:
    assert seconds("-c", "import kit") - seconds("-c", "pass") <= 0.5


def test_a_finding_is_scored_quickly_after_the_first() -> None:
    """Processor seconds: what else the machine is doing does not count."""
    text = "局党组以办公会代替党组会决定大额支出，2023年以来5笔涉及187万元，贯彻民主集中制不到位。" * 8
    answer = {"case": CASE, "problem": "P1", "task": "finding"}
    kit.score({**answer, "text": text})
    for number in range(3):
        start = time.process_time()
        kit.score({**answer, "text": f"{text}另有{number}笔未上会。"})
        assert time.process_time() - start <= 0.3


def test_cases_is_quick() -> None:
    assert seconds("-m", "kit.cli.main", "cases") <= 1.0
