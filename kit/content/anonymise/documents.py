"""Files as stretches of text to look through: lines of prose, cells of tables with their column's name before them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kit.content.anonymise.mention import Mention
from kit.content.anonymise.recognise import Recogniser, find
from kit.content.files import read_source
from kit.errors import Finding

TEXTS = frozenset({".md", ".txt", ".csv", ".yaml", ".yml", ".json", ".jsonl"})


@dataclass(frozen=True)
class Document:
    """One file: its path below the folder with ``/``, and its text with ``\\n`` line ends."""

    name: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *(place + 1 for place, char in enumerate(self.text) if char == "\n")]

    @cached_property
    def stems(self) -> bool:
        """Whether persons are called 甲某, 乙某 here, so that 丁主任 is not one of the name of Ding."""
        return re.search(r"[甲乙丙戊己庚辛壬癸]某", self.text) is not None

    def line(self, offset: int) -> int:
        """The line, from 1, that holds an offset."""
        return bisect_right(self.line_starts, offset)

    @property
    def is_table(self) -> bool:
        return self.name.lower().endswith(".csv")


@dataclass(frozen=True)
class Stretch:
    """A line or a cell: where it begins in its document, and what is said before it (a column's name)."""

    start: int
    text: str
    before: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell as it stands in the file, quotes left out, quotes within still doubled."""

    row: int
    column: int
    start: int
    text: str


def read_folder(folder: Path, faults: list[Finding]) -> tuple[Document, ...]:
    """Every file below a folder, in order of path; what is no text we read is a fault, so that nothing is left out."""
    documents = []
    for path in sorted(folder.rglob("*")):
        shown = path.relative_to(folder).as_posix()
        if path.is_dir() or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.suffix.lower() not in TEXTS:
            faults.append(Finding(shown, 1, "不是文本文件：请先转成 .md 或 .csv（案例编写里可以导入），再移走原文件"))
            continue
        source = read_source(path, shown, faults)
        if source is not None and "\\u" in source.text and path.suffix.lower().startswith(".json"):
            faults.append(Finding(shown, 1, "用 \\u 转义写汉字，看不见人名：请另存为直接写汉字的 UTF-8"))
        elif source is not None:
            documents.append(Document(shown, source.text))
    return tuple(documents)


def fingerprint(documents: Iterable[Document]) -> str:
    """A short hash of all names and texts."""
    digest = hashlib.sha256()
    for document in documents:
        for part in (document.name, document.text):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]


def stretches(document: Document) -> Iterator[Stretch]:
    if not document.is_table:
        for number, start in enumerate(document.line_starts):
            end = document.line_starts[number + 1] - 1 if number + 1 < len(document.line_starts) else len(document.text)
            yield Stretch(start, document.text[start:end])
        return
    header: dict[int, str] = {}
    for cell in cells(document.text):
        if cell.row == 0:
            header[cell.column] = cell.text.strip()
        yield Stretch(cell.start, cell.text, f"{header[cell.column]}：" if cell.row and header.get(cell.column) else "")


def cells(text: str) -> Iterator[Cell]:
    """The cells of a CSV text with their places; quoted cells may hold commas and line ends."""
    row = column = start = 0
    quoted = False
    for place, char in enumerate(text + "\n"):
        if char == '"':
            quoted = not quoted
        elif char in ",\n" and (not quoted or place == len(text)):
            raw = text[start:place]
            inner = 1 if len(raw) > 1 and raw[0] == raw[-1] == '"' else 0
            if place < len(text) or raw:
                yield Cell(row, column, start + inner, raw[inner : len(raw) - inner])
            row, column = (row + 1, 0) if char == "\n" else (row, column + 1)
            start = place + 1


def mentions(document: Document, recogniser: Recogniser) -> tuple[Mention, ...]:
    """Everything found in a document; offsets are of its text."""
    out: list[Mention] = []
    for stretch in stretches(document):
        if not stretch.text.strip():
            continue
        shift = stretch.start - len(stretch.before)
        for one in find(stretch.before + stretch.text, recogniser):
            stem = document.stems and one.kind == "person" and one.text[:1] == "丁" and len(one.text) > 1
            if one.start >= len(stretch.before) and not stem:
                out.append(one.moved(shift))
    return tuple(out)
