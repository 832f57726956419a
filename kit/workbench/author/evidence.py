"""The steps in which passages are marked: evidence of a problem, red herrings."""

from __future__ import annotations

from typing import get_args

import ipywidgets as w
from markupsafe import Markup

from kit.content.quotes import Located
from kit.content.write import CaseDraft
from kit.model.case import Material, Need
from kit.workbench import parts
from kit.workbench.author.fields import Changed, Fields, record_list, records
from kit.workbench.author.picker import Picker
from kit.workbench.forms.entries import Entries


def evidence(materials: tuple[Material, ...], problem: dict[str, object], changed: Changed) -> w.Widget:
    """Mark what carries a problem; each passage is needed (必需) or supports (佐证)."""
    held = records(problem, "evidence")

    def build(fields: Fields) -> w.Widget:
        return parts.column(parts.html(told(fields.record)), fields.choice("必要程度", "need", get_args(Need)))

    def listed() -> Entries:
        made = record_list("证据", held, lambda: {"material": "", "quote": "", "need": "必需"}, build=build,
                           changed=changed)  # fmt: skip
        parts.visible(made.widget.children[-1].children[0], False)
        return made

    def chosen(place: Located) -> None:
        entry = {**place.entry, "need": need.value}
        if not any({**old, "need": need.value} == entry for old in held):
            held.append(entry)
        shown.children = (listed().widget,)
        changed()

    need = w.ToggleButtons(options=list(get_args(Need)), value="必需", tooltip="必要程度")
    need.style.button_width = "auto"
    need.add_class("kit-choice")
    shown = parts.column(listed().widget)
    hint = parts.html("没有它结论就不成立的是“必需”，能印证的是“佐证”。", "kit-soft")
    picker = Picker(materials, chosen, "加为证据", need, hint)
    return picker.beside(parts.html(Markup("<h3>已标的证据</h3>")), shown)


def herrings(materials: tuple[Material, ...], draft: CaseDraft, changed: Changed) -> w.Widget:
    """Mark what looks like a problem and is not, and say why."""
    held = records(draft.key, "red_herrings")

    def build(fields: Fields) -> w.Widget:
        why = fields.area("为什么不是问题", "why", "如：金额虽大，但已论证、公示并经批复")
        return parts.column(parts.html(told(fields.record)), why)

    def listed() -> Entries:
        made = record_list("干扰项", held, lambda: {"material": "", "quote": "", "why": ""}, build=build,
                           changed=changed)  # fmt: skip
        parts.visible(made.widget.children[-1].children[0], False)
        return made

    def chosen(place: Located) -> None:
        held.append({**place.entry, "why": ""})
        shown.children = (listed().widget,)
        changed()

    shown = parts.column(listed().widget)
    hint = "看似问题其实合规、或者不归这次巡察管的事，至少标两处；并在相应问题的“错误说法”里写上一条。"
    picker = Picker(materials, chosen, "加为干扰项")
    return picker.beside(parts.html(hint, "kit-soft"), parts.html(Markup("<h3>已标的干扰项</h3>")), shown)


def told(record: dict[str, object]) -> Markup:
    """Where a passage is, for people."""
    where = f"第 {record['row']} 行" if "row" in record else f"“{record.get('quote') or ''}”"
    return Markup("<b>{}</b> {}").format(str(record.get("material") or ""), where)
