"""Several free texts: 发现问题."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.prompt import TextListForm
from kit.report.told import listed, text
from kit.workbench import parts
from kit.workbench.forms.entries import Entries, Entry
from kit.workbench.forms.text import help_fold
from kit.workbench.forms.view import FormView, RawAnswer, Setting

FIRST = 3
"""Empty fields that stand ready at the start."""


def build(form: TextListForm, setting: Setting) -> FormView:
    """A field per problem found; add, delete with undo, move."""

    def entry_for(value: Any) -> Entry:
        area = parts.text_area(f"写一个{form.label}", rows=2, label=form.label)
        area.value = text(value)
        return Entry(area, [area], lambda: area.value)

    count = parts.html("", "kit-count")

    def changed() -> None:
        written = [value for value in entries.values() if value.strip()]
        length = sum(parts.count_of(value) for value in written)
        parts.show(count, f"已写 {len(written)} 个问题，共 {length} 字")
        setting.changed()

    def read() -> RawAnswer:
        return {"findings": [value for value in entries.values() if value.strip()]}

    def write(raw: Mapping[str, Any]) -> None:
        given = [text(value) for value in listed(raw.get("findings"))]
        entries.fill(given + [""] * (FIRST - len(given)))

    entries = Entries("问题", "", entry_for, changed)
    entries.fill([""] * FIRST)
    parts.show(count, "已写 0 个问题，共 0 字")
    widget: w.Widget = parts.column(
        parts.html(Markup('<div class="kit-label">{}</div>').format(form.label)),
        parts.html(help_fold(form.advice)),
        entries.widget,
        count,
    )
    return FormView(widget, read, write, lambda: "" if read()["findings"] else "还没有写出问题")
