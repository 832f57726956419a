"""Filling ``wheelhouse/``: every locked package as a wheel, for machines without a network."""

import hashlib
import os
import platform
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bootstrap import plan, shell, venv, words
from bootstrap.words import Trouble, say


@dataclass(frozen=True)
class Target:
    """A kind of machine: as uv names it, and the wheel tags that it takes, as pip names them."""

    uv: str
    tags: tuple[str, ...]


def _manylinux(arch: str, oldest: int) -> tuple[str, ...]:
    """Tags up to glibc 2.28: Debian 10, Ubuntu 20.04, Kylin V10, UOS 20 and all newer have that or more."""
    legacy = (f"manylinux2014_{arch}", *((f"manylinux2010_{arch}", f"manylinux1_{arch}") if oldest < 17 else ()))
    return (*(f"manylinux_2_{minor}_{arch}" for minor in range(28, oldest - 1, -1)), *legacy)


TARGETS = {
    "linux-x86_64": Target("x86_64-manylinux_2_28", _manylinux("x86_64", 5)),
    "linux-aarch64": Target("aarch64-manylinux_2_28", _manylinux("aarch64", 17)),
    "windows": Target("x86_64-pc-windows-msvc", ("win_amd64",)),
}


@dataclass(frozen=True)
class Options:
    """For which machines, and which Python of theirs."""

    platforms: tuple[str, ...]
    python: str


def read_options(words_given: Sequence[str], *, here: str | None, python: str) -> Options:
    """Read ``--platform P`` (may be repeated) and ``--python 3.N``; ``here`` and ``python`` are the defaults.

    Raises
    ------
    Trouble
        For anything else, or where no platform is named and this machine is none of ours.
    """
    rest, platforms = list(words_given), list[str]()
    while rest:
        word, _, value = rest.pop(0).partition("=")
        if word not in ("--platform", "--python"):
            raise words.usage(f"wheelhouse 不认识“{word}”。")
        value = value or (rest.pop(0) if rest else "")
        if word == "--python":
            if not re.fullmatch(r"3\.(1[1-9]|[2-9]\d)", value):
                raise words.usage(f"--python 后面要写 3.11 或更新的版本，如 3.12，现在是“{value}”。")
            python = value
        elif value == "all":
            platforms += TARGETS
        elif value in TARGETS:
            platforms.append(value)
        else:
            raise words.usage(f"--platform 后面要写 {'、'.join(TARGETS)} 或 all，现在是“{value}”。")
    if not platforms and here is None:
        raise words.usage(f"请用 --platform 写明目标平台：{'、'.join(TARGETS)} 或 all。")
    return Options(tuple(dict.fromkeys(platforms or [str(here)])), python)


def this_platform(system: str, machine: str) -> str | None:
    """Our name for a machine, None where it is none of ours."""
    name = plan.platform_name(system, machine)
    return name if name in TARGETS else None


def resolve_command(uv: Path, lock: Path, target: Target, python: str) -> list[str]:
    """Command that writes the part of the lock which holds for one target, hashes included."""
    options = ["--no-deps", "--generate-hashes", "--no-header", "--no-annotate", "--only-binary", ":all:", "--quiet"]
    return [str(uv), "pip", "compile", str(lock), *options, "--python-platform", target.uv, "--python-version", python]


def download_command(venv_python: Path, part: Path, target: Target, python: str, into: Path) -> list[str]:
    """Command that downloads the wheels of one target."""
    tags = [word for tag in target.tags for word in ("--platform", tag)]
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp", *tags]
    options.append("--ignore-requires-python")  # the lock has decided; pip would take 3.11 for 3.11.0
    command = [str(venv_python), "-m", "pip", "download", *options, "--python-version", python]
    return [*command, "--find-links", str(into), "-d", str(into), "-r", str(part)]


def fill(where: plan.Layout, words_given: Sequence[str]) -> int:
    """Download every wheel of the lock for the chosen machines into ``wheelhouse/``; what is there is kept.

    Raises
    ------
    Trouble
        Where a package cannot be had.
    """
    here = this_platform(platform.system(), platform.machine())
    options = read_options(words_given, here=here, python=f"{sys.version_info[0]}.{sys.version_info[1]}")
    venv.ensure(where, use_wheelhouse=False)  # the one that is there may be of an older lock
    filling = where.root / "wheelhouse.part"  # set-up must never see a half-filled wheelhouse
    if where.wheelhouse.is_dir() and not filling.exists():
        shutil.copytree(where.wheelhouse, filling)
    filling.mkdir(exist_ok=True)
    environ = plan.installer_environment(
        os.environ,
        plan.read_pip_config(shell.ask([where.python, "-m", "pip", "config", "list"], os.environ)),
        offline=False,
    )
    for number, name in enumerate(options.platforms, 1):
        step = f"[{number}/{len(options.platforms)}] 下载 {name} 的安装包"
        _download(where, environ, step=step, target=TARGETS[name], python=options.python, into=filling)
    _remove_others(filling, where.lock.read_text("utf-8"))
    shutil.rmtree(where.wheelhouse, ignore_errors=True)
    filling.rename(where.wheelhouse)
    wheels = list(where.wheelhouse.glob("*.whl"))
    megabytes = sum(wheel.stat().st_size for wheel in wheels) / 1e6
    say(f"完成：wheelhouse 文件夹里有 {len(wheels)} 个安装包，共 {megabytes:.0f} MB，适用于：")
    for machine in plan.wheelhouse_is_for([wheel.name for wheel in wheels]):
        say(f"    {machine}")
    say("把整个文件夹（不含 .venv）拷到目标电脑，在那里运行 python3 start.py（Windows：py start.py）。")
    return 0


def _download(
    where: plan.Layout, environ: dict[str, str], *, step: str, target: Target, python: str, into: Path
) -> None:
    """Download for the first and for the last release of a Python: markers may tell 3.11.2 from 3.11.9."""
    part = where.venv / "kit-wheelhouse.txt"
    fetched: set[str] = set()
    for release in (f"{python}.0", f"{python}.99"):
        resolve = resolve_command(where.script("uv"), where.lock, target, release)
        status, said = shell.work(f"{step}：核对清单", [*resolve, "-o", str(part)], environ, where.log)
        if status:
            raise _cannot(where, target, python, said)
        blocks = plan.lock_blocks(part.read_text("utf-8"))
        missing = [text for pin, text in blocks.items() if pin not in fetched]
        if not missing:
            continue
        part.write_text("\n".join(missing) + "\n", "utf-8")
        status, said = shell.work(step, download_command(where.python, part, target, python, into), environ, where.log)
        if status:
            raise _cannot(where, target, python, said)
        fetched |= blocks.keys()


def _cannot(where: plan.Layout, target: Target, python: str, said: str) -> Trouble:
    if plan.diagnose(said) == "network":
        return Trouble("连不上软件包下载站。", "检查网络后再运行一次；已下载的部分不会白费。")
    tail = "\n".join(f"    {line}" for line in plan.telling_lines(said, 8))
    return Trouble(
        f"有软件包没有适合 {target.uv}、Python {python} 的安装包：\n{tail}",
        f"换一个 Python 版本，例如 --python 3.12；全部信息在 {where.log}。",
    )


def _remove_others(folder: Path, lock: str) -> None:
    """Remove what is not in the lock: wheels of an older one, and what was cut short."""
    locked = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock))
    for path in folder.iterdir():
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() not in locked:
            path.unlink()
