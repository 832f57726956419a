"""The one style sheet of workbench and reports: no external resource, system fonts, JupyterLab's own colours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup


@cache
def sheet() -> str:
    """The text of ``style.css``."""
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def style_tag() -> Markup:
    """The style sheet as an element to stand in a page or a widget."""
    return Markup("<style>{}</style>").format(Markup(sheet()))
