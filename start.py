# -*- coding: utf-8 -*-  # noqa: UP009 - Python 2 must read this far
"""The one door of the kit: ``python3 start.py [command]``.

This file must parse under every Python, old ones too, so that it can say
in plain words that the Python is too old.  What it does lies in bootstrap/,
which is written for Python 3.11 and needs the standard library only.
"""

import sys

OLDEST = (3, 11)

TOO_OLD = """\
Python 太旧：本工具包需要 Python 3.11 或更新的版本，现在运行的是 Python %d.%d。
怎么办：
  1. 请信息管理员安装 Python 3.11 至 3.13（Windows 安装时请勾选“Add python.exe to PATH”）。
  2. 如果本机已有新版本，请写明版本再启动，例如：
       Linux:   python3.11 start.py
       Windows: py -3.11 start.py
"""


def explain_old_python(version):
    """Say on stderr which Python is needed; bytes where text cannot be written."""
    message = TOO_OLD % tuple(version[:2])
    encoding = (getattr(sys.stderr, "encoding", None) or "ascii").lower().replace("-", "")
    if encoding in ("ascii", "ansi_x3.41968", "latin1", "iso88591"):  # cannot write Chinese
        message = message if isinstance(message, bytes) else message.encode("utf-8")
        getattr(sys.stderr, "buffer", sys.stderr).write(message)
    else:
        sys.stderr.write(message)


def main():
    """Hand over to bootstrap/ under a Python that can read it."""
    if sys.version_info[:2] < OLDEST:
        explain_old_python(sys.version_info)
        return 3
    sys.dont_write_bytecode = True  # the folder may be read-only or shared
    from bootstrap.main import run  # noqa: PLC0415 - unreadable for an old Python

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
