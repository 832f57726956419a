"""Marking a given draft by the rubric, 0–4 in each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.prompt import ReviewForm
from kit.report.told import ROW_FIELDS, mapped
from kit.workbench import parts
from kit.workbench.forms.view import FormView, RawAnswer, Setting

MARKS = (4, 3, 2, 1, 0)


def build(form: ReviewForm, setting: Setting) -> FormView:
    """The draft, the points to hold it against, and radio buttons with the rubric's words."""
    fields: dict[str, w.RadioButtons] = {}
    cards: list[w.Widget] = [parts.html(draft_page(form))]
    for name, words in form.rubric.items():
        fields[name] = w.RadioButtons(
            options=[(f"{mark} 分 {text}", mark) for mark, text in zip(MARKS, words, strict=True)],
            value=None,
            layout=w.Layout(width="100%"),
            _dom_classes=("kit-radio",),
        )
        parts.on_change(fields[name], setting.changed)
        cards.append(parts.column(parts.html(name, "kit-label"), fields[name], classes=["kit-card", "kit-gap"]))

    def read() -> RawAnswer:
        return {"marks": {name: field.value for name, field in fields.items() if field.value is not None}}

    def write(raw: Mapping[str, Any]) -> None:
        marks = mapped(raw.get("marks"))
        for name, field in fields.items():
            field.value = marks.get(name) if marks.get(name) in MARKS else None

    def gaps() -> str:
        missing = [name for name, field in fields.items() if field.value is None]
        return f"{'、'.join(missing)} 还没有打分" if missing else ""

    return FormView(parts.column(*cards), read, write, gaps)


def draft_page(form: ReviewForm) -> Markup:
    """The draft to mark, and the points that a full one has."""
    draft = Markup('<div class="kit-answer">{}</div>').format(form.text) if form.text else plan_table(form)
    points = Markup("").join(Markup("<li>{}</li>").format(point) for point in form.key_points)
    told = Markup('<div class="kit-label">评分时对照的要点</div><ul>{}</ul>').format(points) if points else ""
    return Markup('<div class="kit-label">待评的作答</div>{}{}').format(draft, told)


def plan_table(form: ReviewForm) -> Markup:
    head = Markup("").join(Markup("<th>{}</th>").format(label) for _, label in ROW_FIELDS)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(getattr(row, name)) for name, _ in ROW_FIELDS)
        )
        for row in form.rows
    )
    return Markup(
        '<div class="kit-scroll"><table class="kit-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(head, body)
