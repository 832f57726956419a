"""One function for each word after ``start.py``."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bootstrap import lab, plan, shell, venv, wheels, words
from bootstrap.words import Trouble, say

ROOT = Path(__file__).resolve().parent.parent


def run(arguments: Sequence[str]) -> int:
    """Do what the words say; return the exit status. Every problem is said in Chinese, none as a traceback."""
    shell.speak_utf8()
    try:
        return dispatch(venv.layout(ROOT), list(arguments))
    except Trouble as trouble:
        say(str(trouble))
        return trouble.status
    except KeyboardInterrupt:
        say("\n已中止。再次运行会从头接着安装，不会留下问题。")
        return words.EXIT_INTERRUPTED


def dispatch(where: plan.Layout, arguments: list[str]) -> int:
    """Choose by the first word; a word that is none of ours is a command of ``kit``."""
    word = arguments[0] if arguments else ""
    rest = arguments[1:]
    if word in ("help", "-h", "--help"):
        print(words.HELP, end="")
        return 0
    if word == "wheelhouse":
        return wheels.fill(where, rest)
    if word == "setup":
        return _setup(where, rest)
    if word == "" or word.startswith("-"):
        options = lab.read_options(arguments)
        venv.ensure(where)
        return lab.open_lab(where, options)
    venv.ensure(where)
    environ = plan.clean_environment(os.environ)
    if word == "test":
        return shell.hand_over([where.python, "-m", "pytest", *rest], environ, cwd=where.root)
    return shell.hand_over([where.script("kit"), word, *rest], environ)


def _setup(where: plan.Layout, rest: list[str]) -> int:
    if rest:
        raise words.usage(f"setup 后面不用写“{rest[0]}”。")
    venv.ensure(where)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    say(f"一切就绪（Python {version}，{where.venv}）。运行 python3 start.py 开始学习。")
    return 0
