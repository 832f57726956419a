"""Ordering: move up and down, or type the place; where a choice is asked, choose first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.prompt import OrderForm
from kit.report.told import listed
from kit.workbench import parts
from kit.workbench.forms.view import FormView, RawAnswer, Setting


def build(form: OrderForm, setting: Setting) -> FormView:
    """The ranking above; where a choice is asked, what is not chosen below it."""
    ranking = Ranking(form, setting)
    return FormView(ranking.widget, ranking.read, ranking.write, ranking.gaps)


class Ranking:
    """Steps in their present order. Where all are to be ordered and none was moved, nothing is answered yet."""

    def __init__(self, form: OrderForm, setting: Setting) -> None:
        self.form, self.setting = form, setting
        self.texts = {step.id: step.text for step in form.steps}
        self.order: list[str] = [] if form.choose else list(self.texts)
        self.touched = False
        self.rows = {name: self._row(name) for name in self.texts}
        self.ranked = parts.column(classes=["kit-ranked"])
        self.rest = parts.column(classes=["kit-rest"])
        self.head = parts.html("", "kit-label")
        self.rest_head = parts.html("未选入的项", "kit-label")
        keep = parts.button("就按现在的顺序", self.keep)
        self.keep_line = parts.line(keep)
        self.widget = parts.column(self.head, self.ranked, self.keep_line, self.rest_head, self.rest)
        self._arrange()

    def _row(self, name: str) -> tuple[w.HBox, w.BoundedIntText]:
        place = w.BoundedIntText(
            value=1, min=1, max=max(1, len(self.texts)), tooltip="名次，可直接改数字", layout=w.Layout(width="4.6em")
        )
        place.observe(lambda change: self._typed(name, int(change["new"])), names="value")
        up, down = parts.button("上移", lambda: self.move(name, -1)), parts.button("下移", lambda: self.move(name, 1))
        tools = [place, up, down]
        if self.form.choose:
            tools = [place, up, down, parts.button("移出", lambda: self.drop(name))]
        told = parts.html(Markup("{}").format(self.texts[name]), "kit-grow")
        return parts.line(*tools, told, classes=["kit-step"]), place

    def _arrange(self) -> None:
        self._placing = True
        for number, name in enumerate(self.order, start=1):
            self.rows[name][1].value = number
        self._placing = False
        self.ranked.children = tuple(self.rows[name][0] for name in self.order)
        if self.form.choose:
            parts.show(self.head, f"已选 {len(self.order)} / {self.form.choose} 项，最要紧的排在最前")
            full = len(self.order) >= self.form.choose
            self.rest.children = tuple(self._candidate(name, full) for name in self.texts if name not in self.order)
        else:
            parts.show(self.head, "从先到后排列；用“上移”“下移”，或直接改名次数字")
        parts.visible(self.rest_head, bool(self.form.choose))
        parts.visible(self.keep_line, not self.form.choose and not self.touched)

    def _candidate(self, name: str, full: bool) -> w.HBox:
        choose = parts.button("选入", lambda: self.choose(name))
        choose.disabled = full
        return parts.line(choose, parts.html(self.texts[name], "kit-grow"), classes=["kit-step"])

    def _changed(self) -> None:
        self.touched = True
        self._arrange()
        self.setting.changed()

    def _typed(self, name: str, place: int) -> None:
        if not self._placing and name in self.order:
            self.put(name, place - 1)

    def put(self, name: str, place: int) -> None:
        """Set a step to a place counted from 0; the others keep their order."""
        self.order.remove(name)
        self.order.insert(min(max(place, 0), len(self.order)), name)
        self._changed()

    def move(self, name: str, step: int) -> None:
        self.put(name, self.order.index(name) + step)

    def keep(self) -> None:
        """The order as it stands is the answer."""
        self._changed()

    def choose(self, name: str) -> None:
        if self.form.choose and len(self.order) < self.form.choose and name not in self.order:
            self.order.append(name)
            self._changed()

    def drop(self, name: str) -> None:
        self.order.remove(name)
        self._changed()

    def read(self) -> RawAnswer:
        return {"order": list(self.order) if self.touched or self.form.choose else []}

    def write(self, raw: Mapping[str, Any]) -> None:
        given = [name for name in dict.fromkeys(listed(raw.get("order"))) if name in self.texts]
        self.touched = bool(given)
        missing = [] if self.form.choose else [name for name in self.texts if name not in given]
        self.order = given[: self.form.choose] if self.form.choose else given + missing
        self._arrange()

    def gaps(self) -> str:
        if self.form.choose and len(self.order) < self.form.choose:
            return f"只选了 {len(self.order)} 项，应选 {self.form.choose} 项"
        return "" if self.form.choose or self.touched else "顺序还没有动过，按未作答处理"
