"""Drafts: what a trainee has written so far, one file per question, saved at every change.

A draft that cannot be read is set aside under ``….damaged-<time>``; a version that another notebook
wrote meanwhile is kept beside as ``….conflict-<time>``. Nothing is ever overwritten unseen.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.errors import StorageError
from kit.model.attempt import TaskRef
from kit.study import files

DELAY = 0.3
"""Longest time in seconds that a change waits before it is written."""

RawAnswer = dict[str, Any]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Draft:
    """An answer as saved, and when (local time, ISO 8601)."""

    ref: str
    answer: RawAnswer
    saved_at: str

    @property
    def clock(self) -> str:
        """The time of day when it was saved: ``10:32``."""
        return self.saved_at[11:16]

    def told(self, now: datetime) -> str:
        """When it was saved, for people: ``10:32``, with the date where that was not today."""
        day = self.saved_at[:10]
        return self.clock if day == now.date().isoformat() else f"{day} {self.clock}"


@dataclass(frozen=True)
class Loaded:
    """A draft as found on disk, or None, with what must be told to the trainee."""

    draft: Draft | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Saved:
    """That a draft was saved: the draft, and what must be told to the trainee."""

    draft: Draft
    notes: tuple[str, ...] = ()


def draft_path(folder: Path, ref: TaskRef | str) -> Path:
    """Where the draft of a question is kept."""
    return folder / "drafts" / f"{files.file_stem(str(ref))}.json"


def load_draft(folder: Path, ref: TaskRef | str, now: datetime) -> Loaded:
    """The saved answer. A damaged file is set aside and told, never overwritten.

    Raises StorageError where the file is there but the system does not let it be read.
    """
    path = draft_path(folder, ref)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Loaded(None)
    except OSError as error:
        raise StorageError(path, f"无法读取（{files.reason(error)}）") from error
    draft = parse_draft(data, str(ref))
    if draft is not None:
        return Loaded(draft)
    aside = files.free_path(path.with_name(f"{path.name}.damaged-{files.stamp(now)}"))
    try:
        files.replace(path, aside)
    except OSError as error:
        raise StorageError(path, f"草稿已损坏，又无法移开（{files.reason(error)}）") from error
    return Loaded(None, (f"上次的草稿文件已损坏，无法读出；原文件保留为 {aside.name}，没有覆盖。",))


def set_aside(folder: Path, ref: TaskRef | str, now: datetime) -> Path | None:
    """Keep the draft under ``….kept-<time>``, so that the question is empty again; where it is now, if there was one.

    Raises StorageError.
    """
    path = draft_path(folder, ref)
    if not path.exists():
        return None
    with files.locked(path.parent):
        aside = files.free_path(path.with_name(f"{path.name}.kept-{files.stamp(now)}"))
        try:
            files.replace(path, aside)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageError(path, f"无法移开（{files.reason(error)}）") from error
    return aside


def parse_draft(data: bytes, ref: str) -> Draft | None:
    """The draft in these bytes, or None where they are not one of ``ref``."""
    try:
        content = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get("ref") != ref:
        return None
    answer, saved_at = content.get("answer"), content.get("saved_at")
    if not isinstance(answer, dict) or not isinstance(saved_at, str):
        return None
    return Draft(ref=ref, answer=answer, saved_at=saved_at)


def save_draft(folder: Path, ref: TaskRef | str, answer: RawAnswer, base: RawAnswer | None, now: datetime) -> Saved:
    """Write the answer atomically.

    ``base`` is the answer that this view last loaded or saved (None: none). Where the file holds
    another one, somebody else wrote it meanwhile: it is copied to ``….conflict-<time>`` first, and told.
    Raises StorageError.
    """
    path = draft_path(folder, ref)
    draft = Draft(str(ref), answer, now.isoformat(timespec="seconds"))
    data = encode({"version": 1, "ref": draft.ref, "saved_at": draft.saved_at, "answer": answer})
    with files.locked(path.parent):
        notes = keep_other(path, draft, base, now)
        files.write_atomic(path, data)
    return Saved(draft, notes)


def keep_other(path: Path, draft: Draft, base: RawAnswer | None, now: datetime) -> tuple[str, ...]:
    """Keep what somebody else wrote since ``base``; what to tell of it."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StorageError(path, f"无法读取（{files.reason(error)}）") from error
    other = parse_draft(data, draft.ref)
    if other is None:
        aside = files.free_path(path.with_name(f"{path.name}.damaged-{files.stamp(now)}"))
        files.write_atomic(aside, data)
        return (f"磁盘上的草稿文件已损坏，已另存为 {aside.name}，再保存现在的作答。",)
    if other.answer in (base, draft.answer):
        return ()
    aside = files.free_path(path.with_name(f"{path.name}.conflict-{files.stamp(now)}"))
    files.write_atomic(aside, data)
    return (
        f"本题在另一个窗口里也改过（{other.clock} 保存）。两份都已保留："
        f"另一份在 {aside.name}，这里继续保存本窗口的作答。",
    )


def encode(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


class Keeper:
    """Saves one view's answer at every change: the first at once, what follows at most ``DELAY`` later.

    ``told`` is called after each write with Saved, or with the StorageError; it may be called from
    another thread. A write that failed is tried again at the next change or ``flush``.
    """

    def __init__(
        self,
        folder: Path,
        ref: TaskRef,
        told: Callable[[Saved | StorageError], None],
        clock: Clock,
        delay: float = DELAY,
    ) -> None:
        self.folder, self.ref, self.told, self.clock, self.delay = folder, ref, told, clock, delay
        self.base: RawAnswer | None = None
        self._waiting: RawAnswer | None = None
        self._timer: threading.Timer | None = None
        self._guard = threading.RLock()

    def open(self) -> Loaded:
        """What is on disk; later writes know it as their base."""
        with self._guard:
            loaded = load_draft(self.folder, self.ref, self.clock())
            self.base = loaded.draft.answer if loaded.draft else None
            return loaded

    def put(self, answer: RawAnswer) -> None:
        """The answer as it is now. On disk within ``DELAY`` seconds."""
        with self._guard:
            self._waiting = answer
            if self._timer is None:
                self._write()
                self._timer = threading.Timer(self.delay, self._late)
                self._timer.start()

    def flush(self) -> None:
        """Write now what is waiting."""
        with self._guard:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            self._write()

    def _late(self) -> None:
        with self._guard:
            self._timer = None
            self._write()

    def _write(self) -> None:
        if self._waiting is None or self._waiting == self.base:
            self._waiting = None
            return
        try:
            saved = save_draft(self.folder, self.ref, self._waiting, self.base, self.clock())
        except StorageError as error:
            self.told(error)
            return
        self.base, self._waiting = saved.draft.answer, None
        self.told(saved)
