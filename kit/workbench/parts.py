"""Small parts that every view is made of; texts are escaped here unless they are Markup already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as w
from markupsafe import Markup, escape

from kit.errors import KitError
from kit.report.style import style_tag

Handler = Callable[[], object]

OWN_KEYS = Markup(
    """<style onload="const root = this.closest('.kit-root');
root.addEventListener('focusin', event => { event.target.dataset.lmSuppressShortcuts = 'true' });
root.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) &amp;&amp; event.key === 's') event.preventDefault() })">.kit-root {}</style>"""
)
"""Keeps JupyterLab's shortcuts out of our fields: there, X would cut the cell and an arrow key leave the list.
Ctrl+S does nothing here instead of the browser's saving: everything is saved already."""


def root(*children: w.Widget) -> w.VBox:
    """The outermost box of a view, with the style sheet in it."""
    box = w.VBox([html(style_tag() + OWN_KEYS), *children], layout=w.Layout(width="100%"))
    box.add_class("kit-root")
    return box


def html(content: str = "", *classes: str) -> w.HTML:
    """Shown HTML. ``content`` is escaped unless it is Markup."""
    made = w.HTML(value=str(escape(content)), layout=w.Layout(width="auto", margin="0"))
    made.add_class("kit-html")
    for name in classes:
        made.add_class(name)
    return made


def show(place: w.HTML, content: str) -> None:
    """Put content in its place: escaped unless Markup. Sent only where it differs."""
    value = str(escape(content))
    if place.value != value:
        place.value = value


def note(text: str, look: str = "") -> Markup:
    """A remark in a box: look is empty, ok or warn."""
    return Markup('<div class="kit-note{}" role="status">{}</div>').format(f" kit-{look}" if look else "", text)


def notes(texts: Iterable[str], look: str = "") -> Markup:
    return Markup("").join(note(text, look) for text in texts)


def column(*children: w.Widget, classes: Iterable[str] = ()) -> w.VBox:
    return classed(w.VBox(list(children), layout=w.Layout(width="100%")), classes)


def line(*children: w.Widget, classes: Iterable[str] = ()) -> w.HBox:
    """Children beside each other, wrapped where there is no room."""
    box = w.HBox(list(children), layout=w.Layout(width="100%", flex_flow="row wrap", align_items="center"))
    return classed(box, ["kit-line", *classes])


def classed(widget: w.DOMWidget, classes: Iterable[str]) -> Any:
    for name in classes:
        widget.add_class(name)
    return widget


def button(label: str, pressed: Handler, *, tell: w.HTML | None = None, style: str = "", tip: str = "") -> w.Button:
    """A button; what its handler raises is shown in ``tell`` and not lost."""
    made = w.Button(description=label, tooltip=tip or label, button_style=style, layout=w.Layout(width="auto"))
    made.on_click(lambda _: guarded(pressed, tell))
    return made


def guarded(handler: Handler, tell: w.HTML | None) -> None:
    """Run a handler; an error is told in Chinese where the trainee looks."""
    try:
        handler()
    except KitError as error:
        if tell is None:
            raise
        show(tell, note(str(error), "warn"))
    except Exception as error:
        if tell is not None:
            text = f"程序出错：{type(error).__name__}：{error}。作答已保存，请把这行文字告诉教员。"
            show(tell, note(text, "warn"))
        raise


def visible(widget: w.DOMWidget, is_visible: bool) -> None:
    """Show or hide without building anew."""
    widget.layout.display = None if is_visible else "none"


def text_area(placeholder: str, *, rows: int = 4, label: str = "") -> w.Textarea:
    """A field of several lines that reports every keystroke and grows with its text."""
    made = w.Textarea(
        placeholder=placeholder,
        continuous_update=True,
        rows=rows,
        tooltip=label or placeholder,
        layout=w.Layout(width="100%", height="auto", margin="0"),
    )
    made.add_class("kit-area")
    return made


def count_of(text: str) -> int:
    """Characters as a trainee counts them: without blanks and line ends."""
    return len("".join(text.split()))


def on_change(widget: w.Widget, changed: Handler, name: str = "value") -> None:
    widget.observe(lambda _: changed(), names=name)
