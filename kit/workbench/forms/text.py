"""Free text: 问题底稿 and 改写."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from kit.model.prompt import TextForm
from kit.report import markdown
from kit.report.told import text
from kit.workbench import parts
from kit.workbench.forms.view import FormView, RawAnswer, Setting


def build(form: TextForm, setting: Setting) -> FormView:
    """One large field with what is given, field help and a live count."""
    area = parts.text_area(f"在这里写{form.label}", rows=12, label=form.label)
    count = parts.html("", "kit-count")

    def tell() -> None:
        parts.show(count, told_length(area.value, form))

    def changed() -> None:
        tell()
        setting.changed()

    def read() -> RawAnswer:
        return {"text": area.value}

    def write(raw: Mapping[str, Any]) -> None:
        area.value = text(raw.get("text"))

    tell()
    parts.on_change(area, changed)
    widget = parts.column(
        parts.html(given(form)),
        parts.html(Markup('<div class="kit-label">{}</div>').format(form.label)),
        area,
        count,
        parts.html(help_fold(form.advice)),
    )
    return FormView(widget, read, write, lambda: "" if area.value.strip() else "还没有写")


def given(form: TextForm) -> Markup:
    """The statement to rewrite and its facts, where the form brings them."""
    shown = [("原表述", form.given), ("已查明的事实", form.facts)]
    return Markup("").join(
        Markup('<div class="kit-label">{}</div><div class="kit-card">{}</div>').format(label, markdown.block(content))
        for label, content in shown
        if content
    )


def help_fold(advice: str, title: str = "填写提示") -> Markup:
    if not advice:
        return Markup("")
    return Markup("<details><summary>{}</summary>{}</details>").format(title, markdown.block(advice))


def told_length(written: str, form: TextForm) -> str:
    """How much is written, and how that stands to the guidance."""
    length = parts.count_of(written)
    hint = f"（建议 {form.shortest}~{form.longest} 字）" if form.longest else ""
    if length and form.shortest and length < form.shortest:
        hint = f"（建议 {form.shortest}~{form.longest} 字，还可再写 {form.shortest - length} 字左右）"
    elif form.longest and length > form.longest:
        hint = f"（建议 {form.shortest}~{form.longest} 字，已超出 {length - form.longest} 字，可精简）"
    return f"已写 {length} 字{hint}"
