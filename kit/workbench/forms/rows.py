"""Rows of 整改措施: what, by whom, by when, and what can be inspected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.prompt import RowsForm
from kit.report.told import listed, mapped, text
from kit.workbench import parts
from kit.workbench.forms.entries import Entries, Entry
from kit.workbench.forms.text import help_fold
from kit.workbench.forms.view import FormView, RawAnswer, Setting

FIRST = 3


def build(form: RowsForm, setting: Setting) -> FormView:
    """A row editor: add, copy, move, delete with undo; a live count."""
    names = [name for name, _, _ in form.fields]
    empty = dict.fromkeys(names, "")
    count = parts.html("", "kit-count")

    def entry_for(value: Any) -> Entry:
        return row_entry(form, mapped(value))

    def tell() -> None:
        rows = written(entries.values())
        length = sum(parts.count_of("".join(row.values())) for row in rows)
        parts.show(count, f"已写 {len(rows)} 条措施，共 {length} 字")

    def changed() -> None:
        tell()
        setting.changed()

    def read() -> RawAnswer:
        return {"rows": written(entries.values())}

    def write(raw: Mapping[str, Any]) -> None:
        given = [{name: text(mapped(row).get(name)) for name in names} for row in listed(raw.get("rows"))]
        entries.fill(given + [empty] * (FIRST - len(given)))
        tell()

    entries = Entries("措施", empty, entry_for, changed)
    entries.fill([empty] * FIRST)
    tell()
    advice = "\n".join(f"- **{label}**：{advice}" for _, label, advice in form.fields if advice)
    widget = parts.column(parts.html(help_fold(advice)), entries.widget, count)
    return FormView(widget, read, write, lambda: "" if read()["rows"] else "还没有写措施")


def row_entry(form: RowsForm, value: Mapping[str, Any]) -> Entry:
    """The fields of one row, the first one large."""
    fields: dict[str, w.Widget] = {}
    boxes: list[w.Widget] = []
    for place, (name, label, advice) in enumerate(form.fields):
        field = parts.text_area(advice or label, rows=2 if place == 0 else 1, label=label)
        field.value = text(value.get(name))
        fields[name] = field
        caption = parts.html(Markup('<div class="kit-label">{}</div>').format(label))
        boxes.append(parts.column(caption, field, classes=["kit-field"]))
    rest = parts.box(*boxes[1:], classes=["kit-fields"])
    return Entry(
        parts.column(boxes[0], rest),
        list(fields.values()),
        lambda: {name: field.value for name, field in fields.items()},
    )


def written(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows in which anything stands."""
    return [row for row in rows if any(value.strip() for value in row.values())]
