"""The door: readable for old Pythons, and every word leads where it should."""

import ast
import io
import socket
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import start
from bootstrap import lab, main, plan, venv, wheels, words
from bootstrap.words import Trouble

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "start.py").read_text("utf-8")


def test_start_parses_under_old_pythons() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 4))
    assert "coding: utf-8" in SOURCE.splitlines()[0]
    for node in ast.walk(tree):  # what Python 2 cannot read, and ast accepts
        assert not isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Nonlocal | ast.AsyncFunctionDef)
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            assert node.returns is None
            assert not arguments.kwonlyargs
            assert not arguments.posonlyargs
            assert all(argument.annotation is None for argument in arguments.args)
        if isinstance(node, ast.Raise):
            assert node.cause is None
    names = {token.string for token in tokenize.generate_tokens(io.StringIO(SOURCE).readline)}
    assert "print" not in names


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 0)])
def test_an_old_python_is_told_so(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    assert start.main() == words.EXIT_SETUP
    said = capsys.readouterr().err
    assert "Python 太旧" in said
    assert f"Python {version[0]}.{version[1]}" in said
    assert "3.11" in said


def test_an_old_python_is_told_so_where_the_terminal_cannot_write_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(sink, encoding="ascii", errors="strict"))
    start.explain_old_python((3, 6))
    sys.stderr.flush()
    assert "Python 太旧" in sink.getvalue().decode("utf-8")


class Calls:
    """Stands for the effects; remembers which were asked for."""

    def __init__(self) -> None:
        self.ensured = 0
        self.handed: list[list[str]] = []
        self.status = 0


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    record = Calls()

    def ensure(_where: plan.Layout) -> None:
        record.ensured += 1

    def hand_over(command: list[Any], _environ: object, cwd: object = None) -> int:
        record.handed.append([str(part) for part in command])
        return record.status

    monkeypatch.setattr(venv, "ensure", ensure)
    monkeypatch.setattr("bootstrap.shell.hand_over", hand_over)
    return record


@pytest.mark.parametrize(
    ("given", "program", "passed"),
    [
        (["demo"], "kit", ["demo"]),
        (["score", "--cases", "c", "a b.jsonl"], "kit", ["score", "--cases", "c", "a b.jsonl"]),
        (["lint", "--help"], "kit", ["lint", "--help"]),
        (["test"], "python", ["-m", "pytest"]),
        (["test", "tests/setup", "-x"], "python", ["-m", "pytest", "tests/setup", "-x"]),
    ],
)
@pytest.mark.parametrize("status", [0, 1, 7])
def test_words_are_handed_over_and_the_status_comes_back(
    calls: Calls, given: list[str], program: str, passed: list[str], status: int
) -> None:
    calls.status = status
    assert main.run(given) == status
    assert calls.ensured == 1
    (command,) = calls.handed
    assert Path(command[0]).stem == program
    assert command[1:] == passed


@pytest.mark.parametrize("word", ["help", "-h", "--help"])
def test_help_needs_no_set_up(calls: Calls, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([word]) == 0
    assert capsys.readouterr().out == words.HELP
    assert calls.ensured == 0


def test_setup_only_sets_up(calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["setup"]) == 0
    assert (calls.ensured, calls.handed) == (1, [])
    told = capsys.readouterr()
    assert "一切就绪" in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["--prot", "1"], "--prot"),
        (["--port"], "--port"),
        (["--port", "八八"], "八八"),
        (["--port", "0"], "0"),
        (["--port=65536"], "65536"),
        (["--no-browser", "demo"], "demo"),
        (["setup", "now"], "now"),
        (["wheelhouse", "--platform", "mac"], "mac"),
        (["wheelhouse", "--platform"], "--platform"),
        (["wheelhouse", "--python", "3.9"], "3.9"),
        (["wheelhouse", "--python", "3.12.1"], "3.12.1"),
        (["wheelhouse", "all"], "all"),
    ],
)
def test_a_slip_is_said_before_anything_is_done(
    calls: Calls, given: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(given) == words.EXIT_USAGE
    assert f"{named}" in capsys.readouterr().err
    assert (calls.ensured, calls.handed) == (0, [])


def test_ctrl_c_during_set_up(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def ensure(_where: plan.Layout) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(venv, "ensure", ensure)
    assert main.run(["setup"]) == words.EXIT_INTERRUPTED
    assert "已中止" in capsys.readouterr().err


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind((lab.HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_named(calls: Calls, taken_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--port", str(taken_port)]) == words.EXIT_USAGE
    assert f"端口 {taken_port} 已被占用" in capsys.readouterr().err
    assert calls.handed == []


def test_no_word_opens_the_start_page(calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--no-browser"]) == 0
    (command,) = calls.handed
    assert command[1:4] == ["-m", "jupyterlab", str(ROOT / "notebooks" / "00-开始.ipynb")]
    assert "--ServerApp.open_browser=False" in command
    assert f"--ServerApp.ip={lab.HOST}" in command
    assert "http://127.0.0.1:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ([], lab.Options(None, True)),
        (["--no-browser"], lab.Options(None, False)),
        (["--port", "9001"], lab.Options(9001, True)),
        (["--port=9001", "--no-browser"], lab.Options(9001, False)),
    ],
)
def test_lab_options(given: list[str], options: lab.Options) -> None:
    assert lab.read_options(given) == options


def test_the_lab_sees_the_notebooks_only() -> None:
    command = lab.command(Path("py"), Path("/r/notebooks"), 8888, browser=True, superuser=False)
    assert f"--ServerApp.root_dir={Path('/r/notebooks')}" in command
    assert "--ServerApp.allow_root=False" in command


LINUX = "linux-x86_64"
ALL = ("linux-x86_64", "linux-aarch64", "windows")


@pytest.mark.parametrize(
    ("given", "here", "options"),
    [
        ([], LINUX, wheels.Options((LINUX,), "3.11")),
        (["--platform", "windows"], LINUX, wheels.Options(("windows",), "3.11")),
        (["--platform=all", "--python=3.13"], None, wheels.Options(ALL, "3.13")),
        (["--platform", "windows", "--platform", "all"], None, wheels.Options(("windows", *ALL[:2]), "3.11")),
    ],
)
def test_wheelhouse_options(given: list[str], here: str | None, options: wheels.Options) -> None:
    assert wheels.read_options(given, here=here, python="3.11") == options


def test_a_machine_that_is_none_of_ours_must_name_its_target() -> None:
    with pytest.raises(Trouble, match="--platform"):
        wheels.read_options([], here=None, python="3.11")


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("Linux", "x86_64", "linux-x86_64"),
        ("Linux", "arm64", "linux-aarch64"),
        ("Windows", "AMD64", "windows"),
        ("Darwin", "arm64", None),
        ("Linux", "riscv64", None),
    ],
)
def test_this_platform(system: str, machine: str, name: str | None) -> None:
    assert wheels.this_platform(system, machine) == name


def test_start_itself_runs_and_helps() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "start.py"), "help"], capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout == words.HELP
    assert done.stderr == ""


@pytest.mark.parametrize("source", sorted((ROOT / "bootstrap").glob("*.py")), ids=lambda path: path.name)
def test_bootstrap_needs_the_standard_library_only(source: Path) -> None:
    imported = set[str]()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).partition(".")[0])
    assert imported - {"bootstrap"} <= sys.stdlib_module_names
