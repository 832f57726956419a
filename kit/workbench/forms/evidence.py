"""Evidence: units ticked in the material itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from kit.model.prompt import EvidenceForm
from kit.report import markdown
from kit.report.told import listed
from kit.workbench import parts
from kit.workbench.forms.view import FormView, RawAnswer, Setting
from kit.workbench.reader import boxed_pages, reader


def build(form: EvidenceForm, setting: Setting) -> FormView:
    """A reader with a box at each paragraph and row, and the list of what is ticked."""
    materials = tuple(m for m in setting.reading.materials if m.name in form.materials)
    texts = {unit.name: " | ".join(unit.cells) or unit.text for material in materials for unit in material.units}
    chosen = parts.html("", "kit-chosen")

    def ticked() -> list[str]:
        return [name for name, box in boxed.boxes.items() if box.value]

    def tell() -> None:
        parts.show(chosen, told(ticked(), texts))

    def changed() -> None:
        tell()
        setting.changed()

    def clear() -> None:
        for box in boxed.boxes.values():
            box.value = False

    def read() -> RawAnswer:
        return {"selected": ticked()}

    def write(raw: Mapping[str, Any]) -> None:
        wanted = set(listed(raw.get("selected")))
        for name, box in boxed.boxes.items():
            box.value = name in wanted

    boxed = boxed_pages(materials, changed)
    tell()
    hint = "在材料里勾选段落或台账行（空格键可勾选），选中的列在这里。"
    widget = parts.column(
        parts.html(Markup('<p class="kit-soft">{}</p>').format(hint)),
        chosen,
        parts.line(parts.button("全部取消", clear)),
    )
    return FormView(
        widget, read, write, lambda: "" if ticked() else "还没有选证据", reader(setting.reading, pages=boxed.pages)
    )


def told(names: list[str], texts: Mapping[str, str], longest: int = 60) -> Markup:
    """What is ticked, with the beginning of each."""
    if not names:
        return Markup('<div class="kit-card kit-soft">还没有选中任何段落或台账行</div>')
    items = Markup("").join(
        Markup('<li><span class="kit-key">{}</span> <span class="kit-soft">{}</span></li>').format(
            name, markdown.inline(texts[name][:longest] + ("…" if len(texts[name]) > longest else ""))
        )
        for name in names
    )
    return Markup('<div class="kit-label">已选 {} 处</div><ul>{}</ul>').format(len(names), items)
