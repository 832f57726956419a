"""Text and tables as authors paste or keep them, made into the prose and the ledgers of a case."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.content.files import CONTROL
from kit.errors import KitError

ROWS, COLUMNS = 5_000, 60
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
ENDING = tuple("。！？：；”’）》!?:;…")
NUMBERED = re.compile(
    r"(\u3000\u3000|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\(\d{1,2}\)|\d{1,2}[.、．]|第[一二三四五六七八九十\d]+[章条节])"
)


class ImportFault(KitError):
    """A file that cannot be taken; the text says why and what to do."""


@dataclass(frozen=True)
class Imported:
    """One material: its name, ``.md`` or ``.csv``, its text, and what the author should know of it."""

    name: str
    suffix: str
    text: str
    notes: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """A text on one line, without what a name may not hold."""
    return " ".join(re.sub(r"[·/\\\x00-\x1f]", " ", HIDDEN.sub("", text)).split())


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Bytes as text: UTF-8, UTF-16 with its mark, else GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16"), ("原文件是 UTF-16 编码，已转成 UTF-8",)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = "\0"
    if CONTROL.search(text):
        raise ImportFault("认不出文字编码：请用记事本打开，另存为 UTF-8 再导入。")
    return text, ("原文件是 GB18030（GBK）编码，已转成 UTF-8",)


def from_text(name: str, data: bytes) -> list[Imported]:
    text, notes = decoded(data)
    paragraphs = paragraphs_of(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return [Imported(name, ".md", "\n\n".join(map(unheaded, paragraphs)), notes)] if paragraphs else []


def from_markdown(name: str, data: bytes) -> list[Imported]:
    text, notes = decoded(data)
    return [Imported(name, ".md", text, notes)] if text.strip() else []


def paragraphs_of(lines: Sequence[str]) -> list[str]:
    """Lines as paragraphs: at blank lines where there are any, else line by line; hard breaks are undone.

    A line is the first part of the next where it is as long as most and does not end a sentence.
    """
    full = sorted(len(line.strip()) for line in lines if line.strip())
    width = full[len(full) * 3 // 4] if full else 0
    wrapped = sum(len(line.strip()) >= width - 3 and not line.strip().endswith(ENDING) for line in lines) > 2
    found: list[str] = []
    open_line = False
    for line in lines:
        text = line.strip()
        if not text:
            open_line = False
            continue
        if open_line and found and not NUMBERED.match(line):
            found[-1] += ("" if not (found[-1][-1:].isascii() and text[:1].isascii()) else " ") + text
        else:
            found.append(text)
        open_line = wrapped and width >= 15 and len(text) >= width - 3 and not text.endswith(ENDING)
    return found


def unheaded(text: str) -> str:
    """A paragraph that Markdown does not take for a heading."""
    return "\uff03" + text[1:] if text.startswith("#") else text


def ledger(rows: Iterable[Sequence[str]]) -> tuple[str, tuple[str, ...]] | None:
    """Rows as the text of a CSV with a header, and notes; None where they are no ledger."""
    grid = [[" ".join(cell.split()) for cell in row] for row in rows]
    grid = [row for row in grid if any(row)]
    if len(grid) > ROWS + 1 or max(map(len, grid), default=0) > COLUMNS:
        raise ImportFault(f"表格太大（超过 {ROWS} 行或 {COLUMNS} 列）：请只留案例用得着的部分。")
    width = max((n + 1 for row in grid for n, cell in enumerate(row) if cell), default=0)
    if len(grid) < 2 or width < 2:
        return None
    grid = [[*row[:width], *[""] * (width - len(row))] for row in grid]
    notes = []
    header = [cell or f"列{n}" for n, cell in enumerate(grid[0], start=1)]
    if header != grid[0]:
        notes.append("有的列没有列名，已写作“列N”，请改成恰当的名称")
    seen: Counter[str] = Counter()
    for n, cell in enumerate(header):
        seen[cell] += 1
        if seen[cell] > 1:
            header[n] = f"{cell}{seen[cell]}"
            notes.append(f"列名“{cell}”重复，后一个已写作“{header[n]}”")
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows([header, *grid[1:]])
    return held.getvalue(), tuple(dict.fromkeys(notes))


def from_csv(name: str, data: bytes) -> list[Imported]:
    text, notes = decoded(data)
    return [Imported(name, ".csv", *with_notes(pasted_ledger(text), notes))]


def with_notes(found: tuple[str, tuple[str, ...]], notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return found[0], notes + found[1]


def pasted_ledger(text: str) -> tuple[str, tuple[str, ...]]:
    """A ledger from text with commas, tabs (as pasted from a table), semicolons or bars. Raises ImportFault."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    head = lines[0] if lines else ""
    sign = max("\t,;|", key=head.count) if any(head.count(sign) for sign in "\t,;|") else ","
    if not head.count(sign) and "\uff0c" in head:
        sign = "\uff0c"
    try:
        rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=sign, strict=True))
    except csv.Error as error:
        raise ImportFault("表格读不下去：双引号没有收尾，或有一格过长。请改正后再导入。") from error
    found = ledger(rows)
    if found is None:
        raise ImportFault("没有读出表格：至少要有一行列名和一行数据，两列以上。")
    uneven = sum(len(row) != len(rows[0]) for row in rows)
    return found[0], (*found[1], *([f"有 {uneven} 行的格数与列名不同，已补齐空格，请核对"] if uneven else []))


def told_table(rows: Sequence[Sequence[str]]) -> str:
    """A table that is no ledger, as a block of the prose."""
    lines = [" | ".join(" ".join(cell.split()) for cell in dict.fromkeys(row)) for row in rows]
    return "\n".join(line for line in lines if line.strip(" |"))
