"""Files that survive a kill: atomic writes, single appends, a lock between kernels, and the data folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from kit.errors import StorageError

FOLDER_VARIABLE = "KIT_DATA"
"""Environment variable that overrides where a trainee's data are kept."""

REPLACE_TRIES = 8
LOCK_SECONDS = 5.0


def data_folder() -> Path:
    """Where the trainee's data are kept: ``KIT_DATA``, else the user's data folder of this platform."""
    chosen = os.environ.get(FOLDER_VARIABLE, "").strip()
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 - only where the variable is not set

    return user_data_path("xuncha-kit", appauthor=False)


def file_stem(name: str) -> str:
    """A file name for any text: readable where possible, different for different texts on every system."""
    readable = re.sub(r"[^0-9A-Za-z._-]+", "_", name).strip("._")[:80] or "x"
    return f"{readable}.{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def stamp(now: datetime) -> str:
    """The time as part of a file name."""
    return now.strftime("%Y%m%d-%H%M%S")


def free_path(path: Path) -> Path:
    """``path``, or the first of ``path-2``, ``path-3`` … that nothing has yet."""
    for count in range(1, 10_000):
        candidate = path if count == 1 else path.with_name(f"{path.name}-{count}")
        if not candidate.exists():
            return candidate
    raise StorageError(path, "同名的备份文件太多，请清理数据文件夹")


def write_atomic(path: Path, data: bytes) -> None:
    """Write beside, fsync, rename: a reader finds the old content or the new, never a part.

    Raises
    ------
    StorageError
        The folder cannot be written, or the disk is full. The old file is untouched then.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(beside, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise StorageError(path, f"无法保存（{reason(error)}），请检查磁盘空间和文件夹权限") from error
    fsync_folder(path.parent)


def replace(source: Path, target: Path) -> None:
    """``os.replace``, tried again while a virus scanner or a second kernel holds the file on Windows."""
    for attempt in range(REPLACE_TRIES):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if attempt == REPLACE_TRIES - 1:
                raise
            time.sleep(0.01 * 2**attempt)


def fsync_folder(folder: Path) -> None:
    """Make a rename durable, where the system can (POSIX)."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def append_line(path: Path, line: bytes) -> None:
    """Append ``line`` and a newline in a single write, and fsync. Raises StorageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        try:
            data = line + b"\n"
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise StorageError(path, f"无法写入（{reason(error)}），请检查磁盘空间和文件夹权限") from error


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock (``.lock``) against other kernels; the system frees it when a process dies.

    Raises StorageError where the lock is not free within five seconds, or the folder cannot be written.
    """
    path = folder / ".lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise StorageError(path, f"无法写入（{reason(error)}），请检查文件夹权限") from error
    with file:
        deadline = time.monotonic() + LOCK_SECONDS
        while not _try_lock(file):
            if time.monotonic() > deadline:
                raise StorageError(path, "另一个程序正占用数据文件夹，请关闭多余的笔记本后重试")
            time.sleep(0.02)
        try:
            yield
        finally:
            _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


def reason(error: OSError) -> str:
    """Why the system refused, for people."""
    known = {
        13: "没有权限",
        28: "磁盘已满",
        30: "磁盘只读",
        36: "文件名太长",
        20: "路径中有同名文件",
        21: "同名的是文件夹",
    }
    return known.get(error.errno or 0, error.strerror or type(error).__name__)
