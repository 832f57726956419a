"""Saving a case: every file atomically, and nothing that was there before is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.errors import StorageError
from kit.model.case import Case
from kit.study import files

VERSIONS = "case-versions.jsonl"


@dataclass(frozen=True)
class SavedCase:
    """What was written, what was taken out, and where the earlier versions are kept (None: there were none)."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    backup: Path | None
    notes: tuple[str, ...] = ()


def save_case(
    folder: Path, changed: Mapping[str, bytes | None], opened: Mapping[str, bytes], data: Path, now: datetime
) -> SavedCase:
    """Write the changed files of a case (None: take the file away); the earlier ones are kept as ``.bak`` first.

    The copies go below ``data``, not into the case folder: that is handed on, and must not carry old keys with it.
    ``opened`` is what the author started from; where somebody else changed a file meanwhile, that is told.
    Raises StorageError; a file is either as before or as wanted then.
    """
    before = {name: held for name in changed if (held := there(folder / name)) is not None}
    wanted = {name: new for name, new in changed.items() if before.get(name) != new}
    backup = keep(folder, {name: before[name] for name in wanted if name in before}, data, now)
    notes = tuple(
        f"{name} 在打开之后被别的程序改过：这里保存的是向导里的内容，改过的那份在备份里。"
        for name in wanted
        if name in before and before[name] != opened.get(name, before[name] if name not in opened else b"")
    )
    for name, new in wanted.items():
        if new is None:
            try:
                (folder / name).unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(folder / name, f"无法移走（{files.reason(error)}）") from error
        else:
            files.write_atomic(folder / name, new)
    return SavedCase(
        written=tuple(name for name, new in wanted.items() if new is not None),
        removed=tuple(name for name, new in wanted.items() if new is None),
        backup=backup,
        notes=notes,
    )


def keep(folder: Path, before: Mapping[str, bytes], data: Path, now: datetime) -> Path | None:
    """Copies of the files as they are now, in a new folder; None where there is nothing to keep."""
    if not before:
        return None
    place = files.free_path(data / "case-backups" / folder.name / files.stamp(now))
    for name, held in before.items():
        files.write_atomic(place / f"{name}.bak", held)
    return place


def there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(path, f"无法读取（{files.reason(error)}）") from error


def note_version(data: Path, case: Case, now: datetime) -> None:
    """Remember that this version of a case was saved, once. Raises StorageError."""
    noted = versions(data)
    entry = {"case": case.id, "content_hash": case.content_hash, "key_hash": case.key_hash}
    if any(entry.items() <= one.items() for one in noted):
        return
    line = json.dumps({**entry, "at": now.isoformat(timespec="seconds")}, ensure_ascii=False)
    files.append_line(data / VERSIONS, line.encode("utf-8"))


def versions(data: Path) -> tuple[dict[str, str], ...]:
    """Every version that was saved here; lines that cannot be read are left out."""
    found = []
    for line in (there(data / VERSIONS) or b"").split(b"\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and {"case", "content_hash", "key_hash", "at"} <= entry.keys():
            found.append({str(name): str(value) for name, value in entry.items()})
    return tuple(found)
