"""Small parts that every view is made of; texts are escaped here unless they are Markup already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as w
from markupsafe import Markup, escape

from kit.errors import ContentError, KitError
from kit.report.style import style_tag

Handler = Callable[[], object]

OWN_KEYS = Markup(
    """<style onload="const root = this.closest('.kit-root');
root.addEventListener('focusin', event => { event.target.dataset.lmSuppressShortcuts = 'true' });
root.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) &amp;&amp; event.key === 's') event.preventDefault() });
if (!document.getElementById('kit-notebook')) document.head.append(Object.assign(document.createElement('style'),
  {id: 'kit-notebook', textContent: '.jp-RenderedHTMLCommon { --jp-content-font-size1: 16px } ' +
    '.jp-RenderedHTMLCommon table { font-size: 15px }'}))">.kit-root {}</style>"""
)
"""Keeps JupyterLab's shortcuts out of our fields: there, X would cut the cell and an arrow key leave the list.
Ctrl+S does nothing here instead of the browser's saving: everything is saved already.
The notebook's own text becomes as large as ours; JupyterLab takes that setting from a user's own settings only."""


def root(*children: w.Widget) -> w.VBox:
    """The outermost box of a view, with the style sheet in it."""
    return column(html(style_tag() + OWN_KEYS), *children, classes=["kit-root"])


def html(content: str = "", *classes: str) -> w.HTML:
    """Shown HTML. ``content`` is escaped unless it is Markup."""
    return w.HTML(
        value=str(escape(content)), layout=w.Layout(width="auto", margin="0"), _dom_classes=("kit-html", *classes)
    )


def show(place: w.HTML, content: str) -> None:
    """Put content in its place: escaped unless Markup. Sent only where it differs."""
    value = str(escape(content))
    if place.value != value:
        place.value = value


def note(text: str, look: str = "") -> Markup:
    """A remark in a box: look is empty, ok or warn."""
    return Markup('<div class="kit-note{}" role="status">{}</div>').format(f" kit-{look}" if look else "", text)


def cannot_open(which: str, details: str) -> Markup:
    """That content is faulty, as a trainee is told; what is wrong stands in a fold, for whoever mends it."""
    return Markup(
        '<div class="kit-note" role="status">{}暂时不能打开，请告诉教员。'
        '<details><summary>详情（给教员看）</summary><div class="kit-fault">{}</div></details></div>'
    ).format(which, details)


def notes(texts: Iterable[str], look: str = "") -> Markup:
    return Markup("").join(note(text, look) for text in texts)


def column(*children: w.Widget, classes: Iterable[str] = ()) -> w.VBox:
    return w.VBox(list(children), layout=w.Layout(width="100%"), _dom_classes=tuple(classes))


def box(*children: w.Widget, classes: Iterable[str] = ()) -> w.Box:
    """Children laid out as the classes say."""
    return w.Box(list(children), layout=w.Layout(width="100%"), _dom_classes=tuple(classes))


def row(*children: w.Widget, classes: Iterable[str] = ()) -> w.HBox:
    """Children beside each other, never wrapped."""
    return w.HBox(list(children), layout=w.Layout(width="100%"), _dom_classes=tuple(classes))


def line(*children: w.Widget, classes: Iterable[str] = ()) -> w.HBox:
    """Children beside each other, wrapped where there is no room."""
    return w.HBox(
        list(children),
        layout=w.Layout(width="100%", flex_flow="row wrap", align_items="center"),
        _dom_classes=("kit-line", *classes),
    )


def classed(widget: w.DOMWidget, classes: Iterable[str]) -> Any:
    """The widget with classes put on afterwards; where it is made here, give them to its constructor instead."""
    widget._dom_classes = (*widget._dom_classes, *classes)
    return widget


def tabs(options: Iterable[str], value: str | None, *classes: str) -> w.ToggleButtons:
    """A row of buttons of which one is pressed, or none."""
    return w.ToggleButtons(
        options=list(options), value=value, style={"button_width": "auto"}, _dom_classes=classes or ("kit-tabs",)
    )


def button(label: str, pressed: Handler, *, tell: w.HTML | None = None, style: str = "", tip: str = "") -> w.Button:
    """A button; what its handler raises is shown in ``tell`` and not lost."""
    made = w.Button(description=label, tooltip=tip or label, button_style=style, layout=w.Layout(width="auto"))
    made.on_click(lambda _: guarded(pressed, tell))
    return made


def guarded(handler: Handler, tell: w.HTML | None) -> None:
    """Run a handler; an error is told in Chinese where the trainee looks."""
    try:
        handler()
    except ContentError as error:
        if tell is None:
            raise
        show(tell, cannot_open("这个案例", str(error)))
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
    return w.Textarea(
        placeholder=placeholder,
        continuous_update=True,
        rows=rows,
        tooltip=label or placeholder,
        layout=w.Layout(width="100%", height="auto", margin="0"),
        _dom_classes=("kit-area",),
    )


def count_of(text: str) -> int:
    """Characters as a trainee counts them: without blanks and line ends."""
    return len("".join(text.split()))


def on_change(widget: w.Widget, changed: Handler, name: str = "value") -> None:
    widget.observe(lambda _: changed(), names=name)
