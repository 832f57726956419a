"""Making ``.venv``, filling it from the lock, healing it."""

import contextlib
import dataclasses
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import struct
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bootstrap import plan, shell, words
from bootstrap.words import Trouble, say

NEEDED_BYTES = 1_500_000_000
LONG_ROOT = 90  # the longest path inside .venv has about 165 characters, Windows allows 260
UV_BY_HAND = "kit-uv"  # folder in .venv for a uv that was unpacked without pip
LAST_LINES = 12


def layout(root: Path) -> plan.Layout:
    return plan.Layout(root=root, windows=os.name == "nt")


def ensure(where: plan.Layout, *, use_wheelhouse: bool = True) -> None:
    """See to it that ``.venv`` holds exactly what the lock says; quick where it already does.

    From ``wheelhouse/`` without any network where that folder exists and ``use_wheelhouse``.

    Raises
    ------
    Trouble
        With what is missing and how to mend it.  Running again goes on from there.
    """
    print_, home_ = _fingerprint(where), _home(where)
    if _decide(where, print_, home_) == "ready":
        return
    with alone(where):
        action = _decide(where, print_, home_)  # another window may just have finished
        if action != "ready":
            offline = use_wheelhouse and where.wheelhouse.is_dir()
            _set_up(where, action, plan.State("making", print_, home_), offline=offline)


def _fingerprint(where: plan.Layout) -> str:
    sources = [where.lock, where.root / "pyproject.toml", where.settings]
    for source in sources:
        if not source.is_file():
            raise words.root_incomplete(source.relative_to(where.root).as_posix())
    return plan.fingerprint(*(source.read_bytes() for source in sources))


def _home(where: plan.Layout) -> str:
    return plan.home(where.root, sys.version_info[:2], f"{sys.platform}-{platform.machine()}")


def _decide(where: plan.Layout, print_: str, home_: str) -> plan.Action:
    return plan.decide(
        read_state(where.state),
        print_=print_,
        home_=home_,
        venv_exists=where.venv.exists(),
        works=where.python.exists() and where.script("kit").exists(),
        foreign_version_fits=where.python.exists() and _foreign_version(where) == sys.version_info[:2],
    )


def _foreign_version(where: plan.Layout) -> tuple[int, int] | None:
    try:
        return plan.venv_version((where.venv / "pyvenv.cfg").read_text("utf-8", "replace"))
    except OSError:
        return None


def read_state(path: Path) -> plan.State | None:
    """Return the note in ``.venv``, None where there is none that can be read."""
    try:
        fields = json.loads(path.read_text("utf-8"))
        return plan.State(str(fields["stage"]), str(fields["fingerprint"]), str(fields["home"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_state(where: plan.Layout, state: plan.State) -> None:
    beside = where.state.with_suffix(".new")
    beside.write_text(json.dumps(vars(state), ensure_ascii=False, indent=1), "utf-8")
    os.replace(beside, where.state)


@contextlib.contextmanager
def alone(where: plan.Layout) -> Iterator[None]:
    """Keep a second set-up of the same folder out; the system lifts the lock when we end, however we end."""
    name = hashlib.sha256(str(where.root).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    user = getattr(os, "getuid", lambda: "")()
    with (Path(tempfile.gettempdir()) / f"xuncha-kit-{user}-{name}.lock").open("a+b") as handle:
        try:
            if os.name == "nt":
                import msvcrt  # noqa: PLC0415 - exists on Windows only

                handle.seek(0)
                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            else:
                import fcntl  # noqa: PLC0415 - exists on POSIX only

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise words.busy() from None
        yield


def _set_up(where: plan.Layout, action: plan.Action, state: plan.State, *, offline: bool) -> None:
    _check_machine(where)
    if offline:
        _check_wheelhouse(where)
    source = "用 wheelhouse 文件夹离线安装" if offline else "从网上下载安装包"
    say(f"安装巡察案例训练工具包（{source}，首次约需 1 至 5 分钟）")
    with _as_trouble(where, offline=offline):
        by_hand = _make(where, action, state, offline=offline)
        environ = _installer_environment(where, offline=offline)
        _install(where, environ, by_hand=by_hand, offline=offline)
        where.lab_settings.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(where.settings, where.lab_settings)
        _write_state(where, dataclasses.replace(state, stage="ready"))
    say("安装完成。")


@contextlib.contextmanager
def _as_trouble(where: plan.Layout, *, offline: bool) -> Iterator[None]:
    """Turn what the system says about files into what the person can do."""
    try:
        yield
    except OSError as error:
        kind = plan.diagnose(f"[Errno {error.errno}] [WinError {getattr(error, 'winerror', 0)}] {error}")
        raise _explain(kind, where, str(error), offline=offline) from error


def _explain(kind: plan.Diagnosis, where: plan.Layout, said: str, *, offline: bool) -> Trouble:
    tail = "\n".join(f"    {line}" for line in plan.telling_lines(said, LAST_LINES))
    if offline and kind in ("no-wheel", "network"):
        return words.wheelhouse_does_not_fit("\n" + tail, _wheelhouse_options())
    known: dict[plan.Diagnosis, Trouble] = {
        "disk": words.disk_full(where.root),
        "in-use": words.in_use(where.venv),
        "permission": words.not_permitted(where.venv, tail),
        "hash": words.wheelhouse_damaged(),
        "network": words.no_network(),
        "no-wheel": words.no_wheel(platform.python_version()),
        "unknown": words.install_failed(where.log, tail),
    }
    return known[kind]


def _check_machine(where: plan.Layout) -> None:
    if struct.calcsize("P") < 8:
        raise words.python_is_32_bit()
    if where.windows and len(str(where.root)) > LONG_ROOT:
        say(words.long_path(where.root))
    try:
        with tempfile.TemporaryFile(dir=where.root):
            pass
    except OSError as error:
        kind = plan.diagnose(str(error))
        raise (words.disk_full if kind == "disk" else words.read_only)(where.root) from error
    if shutil.disk_usage(where.root).free < NEEDED_BYTES and not where.state.exists():
        raise words.disk_full(where.root)


def _wheelhouse_options() -> str:
    """What to add to ``start.py wheelhouse`` for this machine."""
    name = plan.platform_name(platform.system(), platform.machine())
    return f"--platform {name} --python {sys.version_info[0]}.{sys.version_info[1]}"


def _check_wheelhouse(where: plan.Layout) -> None:
    here = plan.this_machine(platform.system(), platform.machine(), sys.version_info[:2])
    filled_for = plan.wheelhouse_is_for([path.name for path in where.wheelhouse.glob("*.whl")])
    if filled_for and here not in filled_for:
        listed = "、".join(filled_for)
        raise words.wheelhouse_does_not_fit(f"本机是 {here}，文件夹里的是：{listed}", _wheelhouse_options())


def _make(where: plan.Layout, action: plan.Action, state: plan.State, *, offline: bool) -> bool:
    """Make the empty ``.venv`` where one is needed; return whether uv was unpacked by hand, without pip."""
    uv_wheel = _uv_wheel(where) if offline else None
    with_pip = importlib.util.find_spec("ensurepip") is not None
    if importlib.util.find_spec("venv") is None or (action != "update" and not with_pip and uv_wheel is None):
        raise words.no_venv_module()
    if action == "rebuild":
        if Path(sys.prefix).resolve() == where.venv.resolve():
            raise words.own_python(getattr(sys, "_base_executable", "python3"))
        say("上次安装没有完成，或文件夹、Python 有变动：清理后重新安装。")
        shutil.rmtree(where.venv)
    where.venv.mkdir(exist_ok=True)
    _write_state(where, state)  # before anything else: whatever happens from here on is seen next time
    if action != "update":
        python = getattr(sys, "_base_executable", None) or sys.executable
        options = [] if with_pip else ["--without-pip"]
        status, said = shell.work(
            "[1/3] 建立运行环境 .venv",
            [python, "-m", "venv", *options, where.venv],
            plan.clean_environment(os.environ),
            where.log,
        )
        if status:
            raise (
                words.no_venv_module()
                if "ensurepip" in said
                else _explain(plan.diagnose(said), where, said, offline=offline)
            )
    if uv_wheel is not None and not with_pip:
        _unpack_uv(where, uv_wheel)
        return True
    return False


def _uv_wheel(where: plan.Layout) -> Path | None:
    names = [path.name for path in where.wheelhouse.glob("uv-*.whl")]
    chosen = plan.choose_uv_wheel(names, system=platform.system(), machine=platform.machine())
    return where.wheelhouse / chosen if chosen else None


def _unpack_uv(where: plan.Layout, wheel: Path) -> None:
    """Take the uv program out of its wheel, after comparing its hash with the lock: needs no pip."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if f"sha256:{digest}" not in plan.lock_block(where.lock.read_text("utf-8"), "uv"):
        raise words.wheelhouse_damaged()
    target = _uv_by_hand(where)
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        member = next(name for name in archive.namelist() if name.endswith(f"/scripts/{target.name}"))
        target.write_bytes(archive.read(member))
    target.chmod(0o755)


def _uv_by_hand(where: plan.Layout) -> Path:
    return where.venv / UV_BY_HAND / ("uv.exe" if where.windows else "uv")


def _installer_environment(where: plan.Layout, *, offline: bool) -> dict[str, str]:
    listing = "" if offline else shell.ask([where.python, "-m", "pip", "config", "list"], os.environ)
    return plan.installer_environment(os.environ, plan.read_pip_config(listing), offline=offline)


def _install(where: plan.Layout, environ: Mapping[str, str], *, by_hand: bool, offline: bool) -> None:
    """Install the lock, then the kit itself; by uv where it can be had, else by pip."""
    find: list[str | Path] = ["--no-index", "--find-links", where.wheelhouse] if offline else []
    uv = _uv_by_hand(where) if by_hand else _install_uv(where, environ, find, offline=offline)
    pip: list[str | Path] = [where.python, "-m", "pip", "install"]
    locked: list[str | Path] = ["--require-hashes", "--only-binary", ":all:", *find, "-r", where.lock]
    itself: list[str | Path] = ["--no-deps", "--no-build-isolation", *find, "-e", where.root]
    for step, arguments in (("[2/3] 安装软件包", locked), ("[3/3] 安装 kit 命令", itself)):
        status, said = 1, ""
        if uv is not None:
            options = ["--offline"] if offline else []
            status, said = shell.work(
                step, [uv, "pip", "install", *options, "--python", where.python, *arguments], environ, where.log
            )
            if status and plan.diagnose(said) in ("disk", "in-use", "hash"):
                raise _explain(plan.diagnose(said), where, said, offline=offline)
        if status and not by_hand:
            status, said = shell.work(f"{step}（改用 pip）" if uv else step, [*pip, *arguments], environ, where.log)
        if status:
            raise _explain(plan.diagnose(said), where, said, offline=offline)


def _install_uv(
    where: plan.Layout, environ: Mapping[str, str], find: list[str | Path], *, offline: bool
) -> Path | None:
    """Put uv into ``.venv`` by pip; None where uv cannot be had, and pip must do."""
    pins = where.venv / "kit-uv.txt"
    pins.write_text(plan.lock_block(where.lock.read_text("utf-8"), "uv") + "\n", "utf-8")
    pip: list[str | Path] = [where.python, "-m", "pip", "install", "--retries", "2"]
    command = [*pip, "--require-hashes", "--only-binary", ":all:"]
    status, said = shell.work("[1/3] 准备安装工具", [*command, *find, "-r", pins], environ, where.log)
    if status and plan.diagnose(said) in ("network", "disk", "hash", "permission", "in-use"):
        raise _explain(plan.diagnose(said), where, said, offline=offline)
    return where.script("uv") if status == 0 else None
