"""Running programs: with progress while they work, and their exit status passed on."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import IO

from bootstrap import plan
from bootstrap.words import EXIT_INTERRUPTED, say

BEAT_TERMINAL = 0.5
BEAT_FILE = 15.0
CANNOT_RUN = 126  # as a shell has it


def hand_over(command: Sequence[str | Path], environ: Mapping[str, str], cwd: Path | None = None) -> int:
    """Run a program on this terminal until it ends; return its exit status.

    A subprocess on every platform: on Windows ``os.execv`` would return to the prompt at once.
    Ctrl-C reaches the program itself; we only wait for it.  SIGTERM is passed on.
    """
    with subprocess.Popen([str(part) for part in command], env=dict(environ), cwd=cwd) as process:

        def pass_on(_number: int, _frame: FrameType | None) -> None:
            process.terminate()

        before = signal.signal(signal.SIGTERM, pass_on)
        interrupted = False
        try:
            while True:
                try:
                    status = process.wait()
                    break
                except KeyboardInterrupt:
                    interrupted = True
        finally:
            signal.signal(signal.SIGTERM, before)
    if interrupted and status < 0:
        return EXIT_INTERRUPTED
    return plan.exit_status(status)


def work(step: str, command: Sequence[str | Path], environ: Mapping[str, str], log: Path) -> tuple[int, str]:
    """Run a program silently, showing that it is at work; return its exit status and what it said.

    Everything it says is added to ``log``.  It ends with us: on Ctrl-C it is stopped before we go on.
    A program that the system does not let run counts as one that failed.
    """
    with log.open("ab") as sink:
        sink.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        sink.flush()
        start_of_output = log.stat().st_size
        try:
            status = _watch(step, [str(part) for part in command], environ, sink)
        except OSError as error:
            say(f"{step} 未成功")
            return CANNOT_RUN, str(error)
    with log.open("rb") as said:
        said.seek(start_of_output)
        return status, said.read().decode("utf-8", "replace")


def _watch(step: str, command: list[str], environ: Mapping[str, str], sink: IO[bytes]) -> int:
    with subprocess.Popen(
        command, env=dict(environ), stdout=sink, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
    ) as process:
        try:
            _show_progress(step, process)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    return process.returncode


def _show_progress(step: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the program; on a terminal count the seconds, elsewhere a line now and then."""
    terminal = sys.stderr.isatty()
    began = time.monotonic()
    if not terminal:
        say(f"{step} …")
    while True:
        seconds = int(time.monotonic() - began)
        if terminal:
            print(f"\r{step} … {seconds} 秒", end="", file=sys.stderr, flush=True)
        elif seconds:
            say(f"{step} … 已用 {seconds} 秒")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(BEAT_TERMINAL if terminal else BEAT_FILE)
            break
    if terminal:
        mark = "完成" if process.returncode == 0 else "未成功"
        print(f"\r{step} … {mark}（{time.monotonic() - began:.0f} 秒）", file=sys.stderr, flush=True)


def ask(command: Sequence[str | Path], environ: Mapping[str, str]) -> str:
    """Return what a program says on stdout; empty where it fails."""
    done = subprocess.run(
        [str(part) for part in command], env=dict(environ), capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def speak_utf8() -> None:
    """Make Chinese printable everywhere: UTF-8 on Windows, and never an exception elsewhere."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace", **({"encoding": "utf-8"} if os.name == "nt" else {}))
