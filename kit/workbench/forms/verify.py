"""Checks of figures: ledgers above, a field per question below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.exercise import Table
from kit.model.prompt import VerifyAsk, VerifyForm
from kit.report import markdown
from kit.report.told import listed, mapped, text
from kit.workbench import parts
from kit.workbench.forms.judgement import pick, radio
from kit.workbench.forms.view import FormView, RawAnswer, Setting
from kit.workbench.reader import Reading, table


def build(form: VerifyForm, setting: Setting) -> FormView:
    """A number field, boxes for rows, or radio buttons for each question."""
    groups = row_groups(form.tables, setting.reading)
    fields = {ask.id: field_for(ask, groups) for ask in form.questions}
    cards: list[w.Widget] = [parts.html(tables_page(form.tables))]
    for number, ask in enumerate(form.questions, start=1):
        for widget in fields[ask.id].watched:
            parts.on_change(widget, setting.changed)
        told = Markup('<div class="kit-label">第 {} 题</div>{}').format(number, markdown.block(ask.ask))
        cards.append(parts.column(parts.html(told), fields[ask.id].widget, classes=["kit-card", "kit-gap"]))

    def read() -> RawAnswer:
        given = {name: field.read() for name, field in fields.items()}
        return {"answers": {name: value for name, value in given.items() if value}}

    def write(raw: Mapping[str, Any]) -> None:
        answers = mapped(raw.get("answers"))
        for name, field in fields.items():
            field.write(answers.get(name))

    def gaps() -> str:
        missing = [str(n) for n, field in enumerate(fields.values(), start=1) if not field.read()]
        return f"第 {'、'.join(missing)} 题还没有作答" if missing else ""

    return FormView(parts.column(*cards), read, write, gaps)


def tables_page(tables: tuple[Table, ...]) -> Markup:
    """Each table or paper with its name; rows numbered as the questions name them."""
    return Markup("").join(table_page(entry) for entry in tables)


def table_page(entry: Table) -> Markup:
    rows = [(f"{entry.name}·{n}", cells) for n, cells in enumerate(entry.rows, start=1)]
    return Markup('<div class="kit-label">{}</div>{}{}').format(
        entry.name,
        markdown.block(entry.text) if entry.text else "",
        table(entry.header, rows) if entry.header or rows else "",
    )


def row_groups(tables: tuple[Table, ...], reading: Reading) -> dict[str, int]:
    """Ledger name → number of rows, of the question's own tables and of its case."""
    groups = {entry.name: len(entry.rows) for entry in tables if entry.rows}
    return groups | {entry.name: len(entry.units) for entry in reading.materials if entry.is_table}


def field_for(ask: VerifyAsk, groups: Mapping[str, int]) -> Number | Rows | Verdict:
    if ask.form == "rows":
        return Rows(groups)
    return Verdict(ask) if ask.form == "verdict" else Number(ask)


class Number:
    """A number with its unit beside it; read as it was typed."""

    def __init__(self, ask: VerifyAsk) -> None:
        self.field = w.Text(
            placeholder="填数字", continuous_update=True, tooltip=ask.ask, layout=w.Layout(width="12em")
        )
        self.widget: w.Widget = parts.line(self.field, parts.html(ask.unit))
        self.watched: list[w.Widget] = [self.field]

    def read(self) -> str:
        return str(self.field.value).strip()

    def write(self, value: Any) -> None:
        self.field.value = text(value)


class Rows:
    """A box for every row of every ledger, by its number."""

    def __init__(self, groups: Mapping[str, int]) -> None:
        self.boxes: dict[str, w.Checkbox] = {}
        lines: list[w.Widget] = []
        for name, count in groups.items():
            for number in range(1, count + 1):
                self.boxes[f"{name}·{number}"] = w.Checkbox(
                    description=str(number), tooltip=f"{name}·{number}", indent=False, layout=w.Layout(width="auto")
                )
            boxes = [self.boxes[f"{name}·{number}"] for number in range(1, count + 1)]
            lines.append(
                parts.column(parts.html(f"{name}（勾选行号）", "kit-soft"), parts.line(*boxes, classes=["kit-ticks"]))
            )
        self.widget: w.Widget = parts.column(*lines)
        self.watched: list[w.Widget] = list(self.boxes.values())

    def read(self) -> list[str]:
        return [name for name, box in self.boxes.items() if box.value]

    def write(self, value: Any) -> None:
        wanted = listed(value) or [value]
        for name, box in self.boxes.items():
            box.value = name in wanted


class Verdict:
    """One of the options."""

    def __init__(self, ask: VerifyAsk) -> None:
        self.field = radio(ask.options)
        self.widget: w.Widget = self.field
        self.watched: list[w.Widget] = [self.field]

    def read(self) -> str:
        return str(self.field.value or "")

    def write(self, value: Any) -> None:
        pick(self.field, value)
