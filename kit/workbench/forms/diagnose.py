"""Diagnosis of a rectification plan: labels for each measure, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.prompt import DiagnoseForm, PlanAsk
from kit.report import markdown
from kit.report.told import ROW_FIELDS, listed, mapped, text
from kit.workbench import parts
from kit.workbench.forms.verify import tables_page
from kit.workbench.forms.view import FormView, RawAnswer, Setting

SOUND = "合格"
"""The label that says that nothing is wrong; it excludes the others."""


def build(form: DiagnoseForm, setting: Setting) -> FormView:
    """Each measure of the plan with a toggle for each label and a field for the reason."""
    names = [name for name, _ in form.labels]
    rows = {row.id: PlanRow(n, row, form, setting.changed) for n, row in enumerate(form.plan, start=1)}
    means = Markup("").join(Markup("<li><b>{}</b>：{}</li>").format(name, meaning) for name, meaning in form.labels)
    head = Markup(
        '<div class="kit-label">整改针对的问题</div>{}{}'
        "<details open><summary>类别的含义</summary><ul>{}</ul></details>"
    )

    def read() -> RawAnswer:
        labels = {name: row.labels() for name, row in rows.items()}
        reasons = {name: row.reason.value for name, row in rows.items()}
        return {
            "labels": {name: chosen for name, chosen in labels.items() if chosen},
            "reasons": {name: reason for name, reason in reasons.items() if reason.strip()},
        }

    def write(raw: Mapping[str, Any]) -> None:
        labels, reasons = mapped(raw.get("labels")), mapped(raw.get("reasons"))
        for name, row in rows.items():
            chosen = [label for label in listed(labels.get(name)) if label in names]
            row.show(chosen or ([SOUND] if name in labels and SOUND in names else []))
            row.reason.value = text(reasons.get(name))

    def gaps() -> str:
        missing = [str(n) for n, row in enumerate(rows.values(), start=1) if not row.labels()]
        return f"第 {'、'.join(missing)} 条还没有判断" if missing else ""

    widget = parts.column(
        parts.html(head.format(markdown.block(form.problem), tables_page(form.tables), means)),
        *(row.widget for row in rows.values()),
    )
    return FormView(widget, read, write, gaps)


class PlanRow:
    """One measure with its toggles; 合格 and the others exclude each other."""

    def __init__(self, number: int, row: PlanAsk, form: DiagnoseForm, changed: Callable[[], None]) -> None:
        self.toggles = {
            name: w.ToggleButton(description=name, tooltip=meaning, layout=w.Layout(width="auto"))
            for name, meaning in form.labels
        }
        self.reason = parts.text_area("理由（简要）", rows=1, label="理由")
        self.changed = changed
        self._setting = False
        for name, toggle in self.toggles.items():
            toggle.observe(lambda _, name=name: self.turned(name), names="value")
        parts.on_change(self.reason, changed)
        self.widget = parts.column(
            parts.html(plan_told(number, row)),
            parts.line(*self.toggles.values()),
            self.reason,
            classes=["kit-card", "kit-gap"],
        )

    def turned(self, name: str) -> None:
        """A toggle was pressed: what it excludes is taken back."""
        if self._setting:
            return
        if self.toggles[name].value:
            kept = [name] if name == SOUND else [label for label in self.labels() if label != SOUND]
            self.show(kept)
        self.changed()

    def labels(self) -> list[str]:
        return [name for name, toggle in self.toggles.items() if toggle.value]

    def show(self, chosen: list[str]) -> None:
        self._setting = True
        for name, toggle in self.toggles.items():
            toggle.value = name in chosen
            toggle.button_style = "info" if toggle.value else ""
        self._setting = False


def plan_told(number: int, row: PlanAsk) -> Markup:
    rest = [(label, getattr(row, name)) for name, label in ROW_FIELDS[1:] if getattr(row, name)]
    told = " · ".join(f"{label}：{value}" for label, value in rest)
    return Markup('<div><span class="kit-chip">{}</span><b>{}</b></div><div class="kit-soft">{}</div>').format(
        f"第 {number} 条", row.measure, told
    )
