"""The lock, pyproject.toml and environment.yml are in step, and every package can be had on every platform."""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bootstrap import plan, relock, wheels

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ENVIRONMENT = (ROOT / "environment.yml").read_text("utf-8")
PINS = [Requirement(pin) for pin in relock.pins(LOCK)]
ASKED = [
    *PROJECT["project"]["dependencies"],
    *(asked for extra in PROJECT["project"]["optional-dependencies"].values() for asked in extra),
]
RELOCK = ".venv/bin/python -m bootstrap.relock"


@pytest.mark.parametrize("asked", ASKED)
def test_what_the_project_asks_for_is_locked(asked: str) -> None:
    wanted = Requirement(asked)
    pins = [pin for pin in PINS if canonicalize_name(pin.name) == canonicalize_name(wanted.name)]
    assert pins, f"{asked} is not in the lock: run {RELOCK}"
    for pin in pins:
        (version,) = (specifier.version for specifier in pin.specifier)
        assert wanted.specifier.contains(version, prereleases=True), f"{pin} does not fit {asked}: run {RELOCK}"


def test_nothing_is_locked_that_nobody_asks_for() -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)
    why = {canonicalize_name(entry.partition("==")[0]): entry for entry in entries if "==" in entry}
    direct = {canonicalize_name(Requirement(asked).name) for asked in ASKED}
    named = {name for name, reason in why.items() if "# via xuncha-kit" in reason or "#   xuncha-kit" in reason}
    assert named == direct, f"run {RELOCK}"


def test_every_pin_has_hashes_and_one_version() -> None:
    blocks = plan.lock_blocks(LOCK)
    assert len(blocks) == len(PINS) > 100
    assert [pin for pin, block in blocks.items() if "--hash=sha256:" not in block] == []
    assert [str(pin) for pin in PINS if [s.operator for s in pin.specifier] != ["=="]] == []


def test_environment_is_the_lock() -> None:
    assert relock.environment(LOCK) == ENVIRONMENT, f"run {RELOCK}"


@pytest.mark.parametrize("name", ["jupyterlab", "ipywidgets", "pandas", "nbval", "pytest"])
def test_environment_names(name: str) -> None:
    (pip,) = (entry["pip"] for entry in yaml.safe_load(ENVIRONMENT)["dependencies"] if isinstance(entry, dict))
    assert [entry for entry in pip if entry.startswith(f"{name}==")]
    assert pip[-1] == "-e ."


def test_environment_asks_for_our_python() -> None:
    (python,) = (
        e for e in yaml.safe_load(ENVIRONMENT)["dependencies"] if isinstance(e, str) and e.startswith("python")
    )
    assert f"python{PROJECT['project']['requires-python']}" in python


def test_what_is_installed_is_what_is_locked() -> None:
    wrong = []
    for pin in PINS:
        if pin.marker is not None and not pin.marker.evaluate():
            continue
        try:
            found = metadata.version(pin.name)
        except metadata.PackageNotFoundError:
            found = "nothing"
        if not pin.specifier.contains(found if found != "nothing" else "0", prereleases=True):
            wrong.append(f"{pin}: {found} is installed")
    assert wrong == [], "run python3 start.py setup"


def dry_run(target: wheels.Target, python: str, requirements: Path, into: Path) -> subprocess.CompletedProcess[str]:
    uv = Path(sys.executable).with_name("uv.exe" if sys.platform == "win32" else "uv")
    options = ["--dry-run", "--only-binary", ":all:", "--no-deps", "--require-hashes", "--target", str(into)]
    where = ["--python-platform", target.uv, "--python-version", python]
    command = [str(uv), "pip", "install", *options, *where, "-r", str(requirements)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("python", ["3.11.0", "3.11.99", "3.12.99", "3.13.99"])
@pytest.mark.parametrize("name", wheels.TARGETS)
def test_every_package_has_a_wheel(name: str, python: str, tmp_path: Path) -> None:
    """Asks the registry. Without a network it cannot be told, and the test says so; CI allows no skip."""
    target = wheels.TARGETS[name]
    done = dry_run(target, python, ROOT / "requirements.lock", tmp_path / "all")
    if done.returncode == 0:
        return
    if plan.diagnose(done.stderr) == "network":
        pytest.skip("没有网络，无法核对各平台的安装包；请在能上网的电脑上运行本测试")
    without = []
    for pin, block in plan.lock_blocks(LOCK).items():
        one = tmp_path / "one.txt"
        one.write_text(block + "\n", "utf-8")
        if dry_run(target, python, one, tmp_path / "one").returncode:
            without.append(pin)
    pytest.fail(f"no wheel for {name}, Python {python}: {', '.join(without) or done.stderr}")


def test_a_package_without_a_wheel_is_noticed(tmp_path: Path) -> None:
    """The check above must be able to fail: a wheel for Windows only is none for Linux."""
    pywinpty = plan.lock_block(LOCK, "pywinpty").replace(" ; os_name == 'nt'", "")
    assert "==" in pywinpty
    only_windows = tmp_path / "one.txt"
    only_windows.write_text(pywinpty + "\n", "utf-8")
    done = dry_run(wheels.TARGETS["linux-aarch64"], "3.11", only_windows, tmp_path / "into")
    if plan.diagnose(done.stderr) == "network":
        pytest.skip("没有网络，无法核对各平台的安装包；请在能上网的电脑上运行本测试")
    assert done.returncode != 0
    assert "pywinpty" in done.stderr


def test_settings_name_what_jupyterlab_knows() -> None:
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    settings = json.loads((ROOT / "kit" / "data" / "jupyter" / "overrides.json").read_text("utf-8"))
    for plugin, values in settings.items():
        package, _, name = plugin.partition(":")
        schema = json.loads((schemas / package / f"{name}.json").read_text("utf-8"))
        assert values.keys() <= schema["properties"].keys(), plugin
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"] == "zh_CN"
    assert importlib.util.find_spec("jupyterlab_language_pack_zh_CN") is not None
