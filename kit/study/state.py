"""Small things to remember between sessions: when an exam began, which step was skipped."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.study import files
from kit.study.drafts import encode


def load_state(folder: Path, name: str, now: datetime) -> dict[str, Any]:
    """What was remembered under this name; empty where nothing was. A damaged file is set aside."""
    path = folder / "state" / f"{files.file_stem(name)}.json"
    try:
        content = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError):
        content = None
    if isinstance(content, dict) and content.get("name") == name and isinstance(content.get("state"), dict):
        return dict(content["state"])
    files.replace(path, files.free_path(path.with_name(f"{path.name}.damaged-{files.stamp(now)}")))
    return {}


def save_state(folder: Path, name: str, state: dict[str, Any]) -> None:
    """Remember ``state`` under this name. Raises StorageError."""
    path = folder / "state" / f"{files.file_stem(name)}.json"
    files.write_atomic(path, encode({"name": name, "state": state}))
