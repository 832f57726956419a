"""A small sound case and exercise, copied for each test to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

BASE = Path(__file__).parent / "base"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder with ``cases/aa-001-base`` and ``exercises/aa-set.yaml``, both without fault."""
    shutil.copytree(BASE, tmp_path / "base")
    return tmp_path / "base"
