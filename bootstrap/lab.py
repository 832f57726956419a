"""Opening JupyterLab: loopback only, in Chinese, with the Python of ``.venv``."""

import os
import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bootstrap import plan, shell, words
from bootstrap.words import say

START_PAGE = "00-开始.ipynb"
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Options:
    """What may stand after ``start.py`` where there is no command."""

    port: int | None = None
    browser: bool = True


def read_options(words_given: Sequence[str]) -> Options:
    """Read ``--no-browser`` and ``--port N``.

    Raises
    ------
    Trouble
        For anything else.
    """
    port, browser = None, True
    rest = list(words_given)
    while rest:
        word, _, value = rest.pop(0).partition("=")
        if word == "--no-browser":
            browser = False
        elif word == "--port":
            text = value or (rest.pop(0) if rest else "")
            if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
                raise words.usage(f"--port 后面要写 1 到 65535 之间的端口号，现在是“{text}”。")
            port = int(text)
        else:
            raise words.usage(f"不认识“{word}”。")
    return Options(port, browser)


def is_taken(port: int) -> bool:
    """Whether something listens on this loopback port, or we may not."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there SO_REUSEADDR would let two programs share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
        return False


def pick_port(wanted: int | None) -> int:
    """Port to use.

    Raises
    ------
    Trouble
        Where the wanted port, or all that we look at, are taken.
    """
    candidates = [wanted] if wanted is not None else range(plan.LAB_FIRST_PORT, plan.LAB_FIRST_PORT + plan.LAB_PORTS)
    taken = {port for port in candidates if is_taken(port)}
    port = plan.choose_port(wanted, taken)
    if port is not None:
        return port
    if wanted is not None:
        raise words.port_taken(wanted)
    raise words.no_port(plan.LAB_FIRST_PORT, plan.LAB_FIRST_PORT + plan.LAB_PORTS - 1)


def command(python: Path, notebooks: Path, port: int, *, browser: bool, superuser: bool) -> list[str]:
    """Command line of JupyterLab.

    Its root is ``notebooks/``, so that the answer keys are not one click away from the trainee.
    """
    options = {
        "ip": HOST,
        "port": str(port),
        "port_retries": "0",
        "root_dir": str(notebooks),
        "open_browser": str(browser),
        "answer_yes": "True",  # Ctrl-C stops at once, without a question in English
        "allow_root": str(superuser),
    }
    settings = [f"--ServerApp.{name}={value}" for name, value in options.items()]
    settings += [
        "--Application.log_level=ERROR",  # what is below that is in English, and nothing that the person can mend
        "--LabApp.extension_manager=readonly",  # no look into a registry
        "--KernelManager.transport_encryption=auto",  # other users of the machine cannot listen
    ]
    return [str(python), "-m", "jupyterlab", str(notebooks / START_PAGE), *settings]


def address(port: int, token: str) -> str:
    return f"http://{HOST}:{port}/lab/tree/{quote(START_PAGE)}?token={token}"


def open_lab(where: plan.Layout, options: Options) -> int:
    """Open the start page and stay until JupyterLab ends; return its exit status."""
    if not (where.notebooks / START_PAGE).is_file():
        raise words.root_incomplete(f"notebooks/{START_PAGE}")
    port = pick_port(options.port)
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(16)
    environ = plan.clean_environment(os.environ) | {"JUPYTER_TOKEN": token}
    superuser = getattr(os, "geteuid", lambda: 1)() == 0
    say("正在打开 JupyterLab。浏览器没有自动打开时，请把下面的网址复制到浏览器：")
    say(f"    {address(port, token)}")
    say("学习结束后，在本窗口按 Ctrl-C 退出。作答随时自动保存。")
    status = shell.hand_over(
        command(where.python, where.notebooks, port, browser=options.browser, superuser=superuser),
        environ,
        cwd=where.notebooks,
    )
    say("JupyterLab 已关闭。")
    return status
