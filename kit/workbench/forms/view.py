"""What every form view is: a widget, and how its answer is read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as w

from kit.model.prompt import Prompt
from kit.workbench.reader import Reading

RawAnswer = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """What a form view is built from: the question without its key, what there is to read, and whom to tell."""

    prompt: Prompt
    reading: Reading
    changed: Callable[[], None]


@dataclass(frozen=True)
class FormView:
    """A form on screen.

    Attributes
    ----------
    widget
        The form.
    read
        The answer as it stands, in the contract's form (without case, problem and task).
    write
        Show a raw answer; what cannot be shown is left out. May call ``changed``.
    gaps
        What is not answered yet, in Chinese, empty where all is.
    reader
        A reader to stand in place of the plain one, where the answer is given in the material.
    """

    widget: w.Widget
    read: Callable[[], RawAnswer]
    write: Callable[[Mapping[str, Any]], None]
    gaps: Callable[[], str]
    reader: w.Widget | None = None
