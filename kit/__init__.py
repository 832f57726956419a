"""巡察干部案例训练与测评工具包: the public door.

In a notebook: ``kit.start()``, ``kit.practise("xc-001-collective-decision", "finding", "P1")``, and so on; ``__all__``
is the whole of it. Everything is loaded on first use, so that importing is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.errors import KitError
    from kit.workbench.door import (
        ask,
        author,
        bank,
        cases,
        exercise,
        load_case,
        load_exercise,
        practise,
        progress,
        read,
        score,
        start,
        whole_case,
        worked_example,
    )

__version__ = "0.1.0"

__all__ = [
    "KitError",
    "__version__",
    "ask",
    "author",
    "bank",
    "cases",
    "exercise",
    "load_case",
    "load_exercise",
    "practise",
    "progress",
    "read",
    "score",
    "start",
    "whole_case",
    "worked_example",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module("kit.errors" if name == "KitError" else "kit.workbench.door"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
