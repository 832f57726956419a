"""Attempts: everything handed in, append-only, one JSON line each, in ``attempts.jsonl``.

A line torn by a kill is set aside and told at the next append; a damaged line in between is told and left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kit.errors import StorageError
from kit.model.attempt import Attempt, TaskRef
from kit.model.score import Score
from kit.study import files

FILE_NAME = "attempts.jsonl"


@dataclass(frozen=True)
class Journal:
    """All attempts in order, and what must be told of lines that could not be read."""

    attempts: tuple[Attempt, ...]
    notes: tuple[str, ...] = ()


def read_attempts(folder: Path) -> Journal:
    """Every attempt on disk; none where there is no file. Raises StorageError where it cannot be read."""
    path = folder / FILE_NAME
    lines, torn = split(read_bytes(path))
    attempts, notes = [], []
    for number, line in enumerate(lines, start=1):
        attempt = parse_line(line)
        if attempt is not None:
            attempts.append(attempt)
        elif line.strip():
            notes.append(f"{FILE_NAME} 第 {number} 行无法读出，已跳过（文件未改动）。")
    last = parse_line(torn)
    if last is not None:
        attempts.append(last)
    elif torn.strip():
        notes.append(f"{FILE_NAME} 最后一行不完整（上次可能意外中断），已跳过。")
    return Journal(tuple(attempts), tuple(notes))


def attempts_of(folder: Path, ref: TaskRef) -> tuple[Attempt, ...]:
    """The attempts at one question, in order."""
    return of_ref(read_attempts(folder).attempts, ref)


def of_ref(attempts: Iterable[Attempt], ref: TaskRef) -> tuple[Attempt, ...]:
    return tuple(attempt for attempt in attempts if str(attempt.ref) == str(ref))


def record_attempt(
    folder: Path,
    ref: TaskRef,
    answer: dict[str, Any],
    score: Score,
    *,
    now: datetime,
    key_hash: str = "",
    content_hash: str = "",
    seconds: float | None = None,
) -> tuple[Attempt, tuple[str, ...]]:
    """Append one attempt, numbered from 1 within its question; the attempt, and what must be told.

    Safe against other kernels appending at the same time. Raises StorageError; nothing is written then.
    """
    with files.locked(folder):
        notes = mend_tail(folder, now)
        number = 1 + len(attempts_of(folder, ref))
        attempt = Attempt(
            ref=ref,
            at=now.isoformat(timespec="seconds"),
            number=number,
            answer=answer,
            score=score,
            scorer=score.scorer,
            key_hash=key_hash,
            content_hash=content_hash,
            seconds=seconds,
        )
        files.append_line(folder / FILE_NAME, attempt.model_dump_json(exclude_defaults=True).encode("utf-8"))
    return attempt, notes


def mend_tail(folder: Path, now: datetime) -> tuple[str, ...]:
    """Set a torn last line aside, or end a whole one, so that the next append stands on a line of its own."""
    path = folder / FILE_NAME
    data = read_bytes(path)
    _, torn = split(data)
    if not torn:
        return ()
    if parse_line(torn) is not None:
        files.append_line(path, b"")
        return ()
    aside = files.free_path(path.with_name(f"{FILE_NAME}.damaged-{files.stamp(now)}"))
    files.write_atomic(aside, torn)
    try:
        with path.open("r+b") as file:
            file.truncate(len(data) - len(torn))
    except OSError as error:
        raise StorageError(path, f"无法写入（{files.reason(error)}）") from error
    return (f"作答记录的最后一行不完整（上次可能意外中断），已另存为 {aside.name}，其余记录完好。",)


def split(data: bytes) -> tuple[list[bytes], bytes]:
    """The whole lines, and what stands after the last newline."""
    *lines, rest = data.split(b"\n")
    return lines, rest


def parse_line(line: bytes) -> Attempt | None:
    if not line.strip():
        return None
    try:
        return Attempt.model_validate_json(line)
    except (ValidationError, ValueError):
        return None


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise StorageError(path, f"无法读取（{files.reason(error)}）") from error
