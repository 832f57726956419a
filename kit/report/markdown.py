"""Markdown to HTML, safely: raw HTML is shown as text; links and images stay text, so nothing is ever fetched."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@cache
def parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only where something is rendered

    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    return made.disable(["link", "image", "autolink", "reference", "html_block", "html_inline"])


def block(text: str) -> Markup:
    """Markdown of any length as HTML blocks."""
    return Markup(parser().render(text))


def inline(text: str) -> Markup:
    """One line of Markdown (bold, code) without a paragraph around it."""
    return Markup(parser().renderInline(text))
