"""Reading authors' files at the door: bounded UTF-8 text from inside the case folder, or the reason why not."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from kit.errors import Finding

LARGEST_FILE = 5_000_000
"""Bytes; a larger file is refused by its size, unread."""

# Control characters are invisible and would count as line breaks or end a text in some tools and not in others.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


@dataclass(frozen=True)
class SourceText:
    """A file as read: its bytes, and its text without BOM and with ``\\n`` line ends."""

    shown: str
    data: bytes
    text: str
    bom: bool = False


def read_source(path: Path, shown: str, faults: list[Finding]) -> SourceText | None:
    """The file's text; None where it cannot be read, and then ``faults`` has every reason.

    ``shown`` is how the file is named to people.
    """
    data = read_bytes(path, shown, faults)
    return None if data is None else decode(data, shown, faults)


def read_bytes(path: Path, shown: str, faults: list[Finding]) -> bytes | None:
    try:
        if not path.exists():
            faults.append(Finding(shown, 1, "没有这个文件：请补上，或改正文件名"))
            return None
        if not path.is_file():
            faults.append(Finding(shown, 1, "不是普通文件：请换成文件"))
            return None
        size = path.stat().st_size
        if size > LARGEST_FILE:
            told = f"{size / 1e6:.1f} MB，超过 {LARGEST_FILE / 1e6:.0f} MB"
            faults.append(Finding(shown, 1, f"文件太大（{told}）：请拆分或删减，没有读取它"))
            return None
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        faults.append(Finding(shown, 1, f"读不了这个文件（{reason}）：请检查文件名和权限"))
        return None


def decode(data: bytes, shown: str, faults: list[Finding]) -> SourceText | None:
    """Bytes as UTF-8 text, BOM and CRLF taken away; None with a fault where they are not that."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(Finding(shown, 1, "编码是 UTF-16：请另存为 UTF-8"))
        return None
    bom = data.startswith(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8-sig" if bom else "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start + (3 if bom else 0)) + 1
        faults.append(Finding(shown, line, wrong_encoding(data)))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        faults.append(Finding(shown, 1, "文件是空的：请写入内容"))
        return None
    found = False
    for number, content in enumerate(text.split("\n"), start=1):
        control = CONTROL.search(content)
        if control:
            found = True
            faults.append(Finding(shown, number, f"含有控制字符 U+{ord(control.group()):04X}：请删去它"))
    return None if found else SourceText(shown, data, text, bom)


def wrong_encoding(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = "\0"
    # GB18030 decodes nearly any bytes; control characters give away what is no text at all.
    if CONTROL.search(text):
        return "编码不是 UTF-8，也认不出是什么编码：请用编辑器另存为 UTF-8"
    return "编码不是 UTF-8，像是 GB18030（GBK）：请用编辑器另存为 UTF-8"


def inside(folder: Path, path: Path) -> bool:
    """Whether a path, symbolic links followed, lies in the folder."""
    return real(path).is_relative_to(real(folder))


def real(path: Path) -> Path:
    """The path with symbolic links followed; unlike ``Path.resolve`` it never raises on links in circles."""
    return Path(os.path.realpath(path))


def path_fault(folder: Path, name: str) -> str | None:
    """Why ``name``, written in a case file, may not be read from ``folder``; None where it may.

    Only relative paths with ``/`` that stay inside the folder, symbolic links included, are allowed.
    """
    if "\\" in name:
        return f"路径“{name}”用了反斜杠：请改用 /"
    windows = PureWindowsPath(name)
    if name.startswith("/") or windows.drive or windows.root:
        return f"路径“{name}”是绝对路径：请写案例文件夹之内的相对路径，如 materials/01.md"
    if ".." in windows.parts:
        return f"路径“{name}”离开了案例文件夹：请去掉 ..，把文件放进 materials/"
    try:
        if inside(folder, folder / name):
            return None
    except (OSError, ValueError):
        return f"路径“{name}”无法识别：请改正"
    return f"路径“{name}”经符号链接离开了案例文件夹：请把文件本身放进 materials/"
