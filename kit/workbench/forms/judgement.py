"""纪律情境: one choice in each situation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.exercise import Choice
from kit.model.prompt import JudgementForm
from kit.report import markdown
from kit.report.told import mapped
from kit.workbench import parts
from kit.workbench.forms.view import FormView, RawAnswer, Setting


def build(form: JudgementForm, setting: Setting) -> FormView:
    """Each situation with its options as radio buttons."""
    radios: dict[str, w.RadioButtons] = {}
    cards: list[w.Widget] = []
    for number, item in enumerate(form.situations, start=1):
        radios[item.id] = radio(item.options)
        parts.on_change(radios[item.id], setting.changed)
        told = Markup('<div class="kit-label">情境 {}</div>{}').format(number, markdown.block(item.scenario))
        cards.append(parts.column(parts.html(told), radios[item.id], classes=["kit-card", "kit-gap"]))

    def read() -> RawAnswer:
        return {"choices": {name: field.value for name, field in radios.items() if field.value}}

    def write(raw: Mapping[str, Any]) -> None:
        choices = mapped(raw.get("choices"))
        for name, field in radios.items():
            pick(field, choices.get(name))

    def gaps() -> str:
        missing = [str(n) for n, field in enumerate(radios.values(), start=1) if not field.value]
        return f"情境 {'、'.join(missing)} 还没有选" if missing else ""

    return FormView(parts.column(*cards), read, write, gaps)


def radio(options: tuple[Choice, ...]) -> w.RadioButtons:
    """Options under each other, none chosen."""
    return w.RadioButtons(
        options=[(option.text, option.id) for option in options],
        value=None,
        layout=w.Layout(width="100%"),
        _dom_classes=("kit-radio",),
    )


def pick(field: Any, value: Any) -> None:
    """Choose ``value`` where the field has it, else nothing."""
    known = [entry[1] for entry in field.options]
    field.value = value if value in known else None
