"""Matching: for each left one right from a list, or several where the question allows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.exercise import Choice
from kit.model.prompt import MatchForm
from kit.report.told import listed, mapped
from kit.workbench import parts
from kit.workbench.forms.view import FormView, RawAnswer, Setting

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def build(form: MatchForm, setting: Setting) -> FormView:
    """The rights once with letters; beside each left a list of them, or a box for each."""
    letters = {choice.id: letter_for(n) for n, choice in enumerate(form.right)}
    fields = {choice.id: Boxes(form, letters) if form.several else List(form, letters) for choice in form.left}
    rows: list[w.Widget] = []
    for number, choice in enumerate(form.left, start=1):
        field = fields[choice.id]
        for widget in field.watched:
            parts.on_change(widget, setting.changed)
        told = Markup('<span class="kit-key">{}.</span> {}').format(number, choice.text)
        rows.append(parts.box(parts.html(told, "kit-grow"), field.widget, classes=["kit-pair"]))

    def read() -> RawAnswer:
        chosen = {name: field.read() for name, field in fields.items()}
        return {"pairs": {name: value for name, value in chosen.items() if value}}

    def write(raw: Mapping[str, Any]) -> None:
        pairs = mapped(raw.get("pairs"))
        for name, field in fields.items():
            value = pairs.get(name)
            field.write(listed(value) or ([value] if value else []))

    def gaps() -> str:
        missing = [str(n) for n, field in enumerate(fields.values(), start=1) if not field.read()]
        return f"第 {'、'.join(missing)} 项还没有选" if missing else ""

    return FormView(parts.column(parts.html(legend(form.right, letters)), *rows), read, write, gaps)


def letter_for(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def legend(choices: tuple[Choice, ...], letters: Mapping[str, str]) -> Markup:
    items = Markup("").join(
        Markup('<li><span class="kit-key">{}.</span> {}</li>').format(letters[choice.id], choice.text)
        for choice in choices
    )
    return Markup(
        '<div class="kit-card kit-gap"><div class="kit-label">可选项</div><ul class="kit-plain">{}</ul></div>'
    ).format(items)


class List:
    """One right from a drop-down list."""

    def __init__(self, form: MatchForm, letters: Mapping[str, str]) -> None:
        options = [("（请选择）", ""), *((f"{letters[c.id]}. {c.text}", c.id) for c in form.right)]
        self.field = w.Dropdown(options=options, value="", layout=w.Layout(width="100%"))
        self.widget: w.Widget = parts.column(self.field, classes=["kit-half"])
        self.watched: list[w.Widget] = [self.field]

    def read(self) -> list[str]:
        return [self.field.value] if self.field.value else []

    def write(self, chosen: list[Any]) -> None:
        known = [value for _, value in self.field.options]
        self.field.value = chosen[0] if chosen and chosen[0] in known else ""


class Boxes:
    """Any number of rights, a lettered box for each."""

    def __init__(self, form: MatchForm, letters: Mapping[str, str]) -> None:
        self.boxes = {
            choice.id: w.Checkbox(
                description=letters[choice.id], tooltip=choice.text, indent=False, layout=w.Layout(width="auto")
            )
            for choice in form.right
        }
        self.widget: w.Widget = parts.line(*self.boxes.values(), classes=["kit-half", "kit-ticks"])
        self.watched: list[w.Widget] = list(self.boxes.values())

    def read(self) -> list[str]:
        return [name for name, box in self.boxes.items() if box.value]

    def write(self, chosen: list[Any]) -> None:
        for name, box in self.boxes.items():
            box.value = name in chosen
