"""A JupyterLab of its own for the browser tests: free port, temporary folders, the very command of ``start.py``."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import psutil

from bootstrap import lab, plan

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "browser-tests"
START_SECONDS = 60.0


def until(ready: Callable[[], Any], what: str, seconds: float = 30.0, pause: float = 0.1) -> Any:
    """Wait until ``ready`` gives something true, and return it; fail with ``what`` in the message."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = ready()
        if value:
            return value
        time.sleep(pause)
    raise AssertionError(f"not within {seconds:g} s: {what}")


@dataclass(frozen=True)
class Server:
    """A running JupyterLab; ``notebooks`` is its root, a copy, and ``data`` the trainee's folder."""

    process: subprocess.Popen[bytes]
    port: int
    notebooks: Path
    data: Path

    def address(self, notebook: str) -> str:
        return f"http://127.0.0.1:{self.port}/lab/tree/{quote(notebook)}?token={TOKEN}&reset"

    def api(self, path: str, method: str = "GET") -> Any:
        request = Request(
            f"http://127.0.0.1:{self.port}/api/{path}", method=method, headers={"Authorization": f"token {TOKEN}"}
        )
        with urlopen(request, timeout=10) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def is_up(self) -> bool:
        assert self.process.poll() is None, "JupyterLab ended while starting"
        with contextlib.suppress(URLError, OSError):
            return bool(self.api("status"))
        return False

    def is_connected(self) -> bool:
        """Whether there is one kernel, idle and with a page connected to it: before that, running does nothing."""
        with contextlib.suppress(HTTPError):  # the server stumbles while a kernel comes or goes
            kernels = self.api("kernels")
            return len(kernels) == 1 and kernels[0]["execution_state"] == "idle" and kernels[0]["connections"] >= 1
        return False

    def kernel(self) -> psutil.Process:
        """The process of the only kernel."""
        found = [
            child
            for child in psutil.Process(self.process.pid).children(recursive=True)
            if any("ipykernel" in word for word in child.cmdline())
        ]
        assert len(found) == 1, f"one kernel expected, found {found}"
        return found[0]

    def end_kernels(self) -> None:
        """End every kernel; one that died is just being started again, so ask until none is left."""

        def ended() -> bool:
            with contextlib.suppress(HTTPError):
                for session in self.api("sessions"):
                    self.api(f"sessions/{session['id']}", "DELETE")
                return self.api("kernels") == []
            return False

        until(ended, "all kernels ended")

    def clear(self) -> None:
        """End all kernels, forget what the trainee did, and bring the notebooks back as they are in the project."""
        self.end_kernels()
        for entry in self.data.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        copy_notebooks(self.notebooks)


def copy_notebooks(folder: Path) -> None:
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        shutil.copyfile(notebook, folder / notebook.name)


def environment(folder: Path) -> dict[str, str]:
    """Everything that JupyterLab or the kit would keep goes below ``folder``."""
    places = {
        "KIT_DATA": "data",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "share",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
        "HOME": "home",
    }
    for name in places.values():
        (folder / name).mkdir(parents=True, exist_ok=True)
    return plan.clean_environment(os.environ) | {name: str(folder / place) for name, place in places.items()}


def free_port() -> int:
    """A port that the system picks: far from those that start.py tries, where somebody may be at work."""
    with socket.socket() as probe:
        probe.bind((lab.HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A JupyterLab below ``folder``, ended at the end."""
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    copy_notebooks(notebooks)
    environ = environment(folder) | {"JUPYTER_TOKEN": TOKEN}
    # start.py lays this file into .venv; here it is laid where this server alone sees it
    (folder / "config" / "labconfig").mkdir()
    shutil.copyfile(
        ROOT / "kit" / "data" / "jupyter" / "overrides.json",
        folder / "config" / "labconfig" / "default_setting_overrides.json",
    )
    port = free_port()
    superuser = getattr(os, "geteuid", lambda: 1)() == 0
    command = lab.command(Path(sys.executable), notebooks, port, browser=False, superuser=superuser)
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=notebooks, env=environ, stdout=log, stderr=log)
    server = Server(process, port, notebooks, folder / "data")
    try:
        until(server.is_up, "JupyterLab answers", START_SECONDS)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
