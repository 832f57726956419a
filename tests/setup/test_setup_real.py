"""A real set-up, without any network, from a small wheelhouse: a kit of one command in a folder with a Chinese name.

The packages are those that set-up itself needs (uv, hatchling), packed again from what is installed here.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wheel_again import pack, with_requirements

from bootstrap import venv, words

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = with_requirements("uv", "hatchling", "editables")
COMMAND = """\
import sys

def main():
    print("kit", *sys.argv[1:])
    sys.exit(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
"""
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "xuncha-kit"
version = "0.0.1"
[project.scripts]
kit = "kit.cli.main:main"
[tool.hatch.build.targets.wheel]
packages = ["kit"]
[tool.hatch.build]
dev-mode-exact = true
"""
NOWHERE = "http://127.0.0.1:9"


def environment(home: Path) -> dict[str, str]:
    """An environment whose every way out leads nowhere, and whose settings for pip and uv are poisoned."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    ways_out = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"), NOWHERE)
    poison = {"PIP_INDEX_URL": f"{NOWHERE}/simple", "UV_DEFAULT_INDEX": f"{NOWHERE}/simple", "PIP_NO_BINARY": ":all:"}
    poison |= {"PYTHONPATH": str(home / "elsewhere"), "PIP_TARGET": str(home / "elsewhere")}
    return kept | ways_out | poison | {"HOME": str(home), "USERPROFILE": str(home), "LANG": "C.UTF-8"}


class Folder:
    """A copied kit: start.py as it is, and a small kit to install."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        self.environment = environment(home)

    def command(self, *words_given: str) -> list[str]:
        base = getattr(sys, "_base_executable", sys.executable)
        return [base, str(self.root / "start.py"), *words_given]

    def run(self, *words_given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words_given),
            env=self.environment,
            cwd=self.root.parent,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )

    @property
    def state(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.root / ".venv" / "kit-setup.json").read_text("utf-8"))
        return found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("template")
    shutil.copy(ROOT / "start.py", root)
    shutil.copytree(ROOT / "bootstrap", root / "bootstrap", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "kit" / "cli").mkdir(parents=True)
    (root / "kit" / "__init__.py").touch()
    (root / "kit" / "cli" / "__init__.py").touch()
    (root / "kit" / "cli" / "main.py").write_text(COMMAND, "utf-8")
    (root / "kit" / "data" / "jupyter").mkdir(parents=True)
    shutil.copy(ROOT / "kit" / "data" / "jupyter" / "overrides.json", root / "kit" / "data" / "jupyter")
    (root / "pyproject.toml").write_text(PROJECT, "utf-8")
    (root / "wheelhouse").mkdir()
    (root / "requirements.lock").write_text("".join(pack(name, root / "wheelhouse") for name in PACKAGES), "utf-8")
    return root


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def ready(template: Path, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder that has been set up."""
    folder = Folder(tmp_path_factory.mktemp("拷贝 来的") / "巡察 训练", home)
    shutil.copytree(template, folder.root)
    done = folder.run("setup")
    assert done.returncode == 0, done.stderr
    assert "用 wheelhouse 文件夹离线安装" in done.stderr
    assert "安装完成" in done.stderr
    assert folder.state["stage"] == "ready"
    return folder


def test_the_command_is_there_and_its_status_comes_back(ready: Folder) -> None:
    done = ready.run("回声", "7")
    assert (done.returncode, done.stdout) == (7, "kit 回声 7\n")


def test_the_second_start_adds_little(ready: Folder) -> None:
    began = time.monotonic()
    done = ready.run("setup")
    assert time.monotonic() - began < 3
    assert done.returncode == 0
    assert "[1/3]" not in done.stderr


def test_the_kit_is_found_from_anywhere_and_runs_from_the_folder(ready: Folder, tmp_path: Path) -> None:
    python = venv.layout(ready.root).python
    said = subprocess.run(
        [str(python), "-c", "import kit; print(kit.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONUTF8": "1"},
    )
    assert Path(said.stdout.strip()) == ready.root / "kit" / "__init__.py"


def test_what_start_up_reads_is_ascii(ready: Folder) -> None:
    """Python 3.11 on Windows reads .pth files in the code page: a Chinese path in one keeps it from starting."""
    pths = list((ready.root / ".venv").rglob("*.pth"))
    assert [path for path in pths if "xuncha" in path.name]
    assert [path for path in pths if not path.read_bytes().isascii()] == []


def test_jupyterlab_settings_lie_in_the_venv(ready: Folder) -> None:
    settings = venv.layout(ready.root).lab_settings
    assert settings.is_relative_to(ready.root / ".venv")
    assert settings.read_bytes() == (ROOT / "kit" / "data" / "jupyter" / "overrides.json").read_bytes()


def test_a_changed_lock_is_installed_over(ready: Folder) -> None:
    lock = ready.root / "requirements.lock"
    before = ready.state["fingerprint"]
    lock.write_text("# renewed\n" + lock.read_text("utf-8"), "utf-8")
    done = ready.run("回声")
    assert (done.returncode, done.stdout) == (0, "kit 回声\n")
    assert "[2/3]" in done.stderr
    assert "清理后重新安装" not in done.stderr
    assert ready.state["fingerprint"] != before
    assert ready.state["stage"] == "ready"


@pytest.mark.slow
def test_killed_in_the_middle_moved_and_damaged_it_heals(template: Path, home: Path, tmp_path: Path) -> None:
    first = Folder(tmp_path / "甲", home)
    shutil.copytree(template, first.root)
    with subprocess.Popen(
        first.command("setup"), env=first.environment, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if b"[1/3]" in line:
                break
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)  # with what it had started, as when the window is closed
    assert first.state["stage"] == "making"

    moved = Folder(tmp_path / "乙", home)
    first.root.rename(moved.root)
    wheel = next((moved.root / "wheelhouse").glob("pathspec-*.whl"))
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:-1] + b"x")
    done = moved.run("setup")
    assert done.returncode == words.EXIT_SETUP
    assert "校验值不符" in done.stderr
    assert moved.state["stage"] == "making"

    wheel.write_bytes(whole)
    done = moved.run("回声", "0")
    assert (done.returncode, done.stdout) == (0, "kit 回声 0\n"), done.stderr
    assert "清理后重新安装" in done.stderr
    assert moved.state["stage"] == "ready"


@pytest.mark.slow
def test_without_network_and_wheelhouse_it_says_so(template: Path, home: Path, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "丙", home)
    shutil.copytree(template, folder.root, ignore=shutil.ignore_patterns("wheelhouse"))
    done = folder.run("setup")
    assert done.returncode == words.EXIT_SETUP
    assert "连不上软件包下载站" in done.stderr
    assert "start.py wheelhouse" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wheelhouse_for_another_machine_is_named(template: Path, home: Path, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "己", home)
    shutil.copytree(template, folder.root)
    (folder.root / "wheelhouse" / "a-1-cp310-cp310-win_amd64.whl").touch()
    done = folder.run("setup")
    assert done.returncode == words.EXIT_SETUP
    assert "Windows x86_64 Python 3.10" in done.stderr
    assert f"--python {sys.version_info[0]}.{sys.version_info[1]}" in done.stderr
    assert not (folder.root / ".venv").exists()


def test_a_second_window_waits_its_turn(template: Path, home: Path, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "丁", home)
    shutil.copytree(template, folder.root)
    with venv.alone(venv.layout(folder.root)):
        done = folder.run("setup")
    assert done.returncode == words.EXIT_SETUP
    assert "另一个窗口正在安装" in done.stderr
    assert not (folder.root / ".venv").exists()


@pytest.mark.parametrize("missing", ["requirements.lock", "pyproject.toml", "kit/data/jupyter/overrides.json"])
def test_a_folder_copied_in_part_is_said(template: Path, home: Path, tmp_path: Path, missing: str) -> None:
    folder = Folder(tmp_path / "戊", home)
    shutil.copytree(template, folder.root)
    (folder.root / missing).unlink()
    done = folder.run("setup")
    assert done.returncode == words.EXIT_SETUP
    assert missing in done.stderr
