"""A desk over the demo case, with a clock that can be set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ipywidgets as w
import pytest
from deskside import Clock

from kit.content.library import demo_library
from kit.workbench.desk import Desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    return Desk(demo_library(), tmp_path / "data", clock)


@pytest.fixture(autouse=True)
def no_widgets_left() -> Iterator[None]:
    """ipywidgets keeps every widget for as long as the process lives; let them go after each test."""
    yield
    w.Widget.close_all()
