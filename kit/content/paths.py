"""Where cases and exercises lie."""

from __future__ import annotations

import os
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
"""Files that come with the package: taxonomy, coverage table, bundled demo."""


def root() -> Path:
    """The project's root: ``KIT_ROOT`` where set, else the folder that holds the ``kit`` package."""
    given = os.environ.get("KIT_ROOT")
    return Path(given).expanduser() if given else DATA.parent.parent


def cases_dir() -> Path:
    return root() / "cases"


def exercises_dir() -> Path:
    return root() / "exercises"
