"""Classification: focus, group, leaf, with a search over all; level and severity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.model.prompt import ClassifyForm, TreeOption
from kit.workbench import parts
from kit.workbench.forms.view import FormView, RawAnswer, Setting


def build(form: ClassifyForm, setting: Setting) -> FormView:
    """Three lists that follow each other, a search field, and two rows of buttons."""
    tree = Tree(form.leaves, setting.changed)
    level, severity = choice(form.levels), choice(form.severities)
    for field in (level, severity):
        parts.on_change(field, setting.changed)

    def read() -> RawAnswer:
        return {"category": tree.code, "level": level.value or "", "severity": severity.value or ""}

    def write(raw: Mapping[str, Any]) -> None:
        tree.pick(str(raw.get("category") or ""))
        level.value = raw.get("level") if raw.get("level") in form.levels else None
        severity.value = raw.get("severity") if raw.get("severity") in form.severities else None

    def gaps() -> str:
        given = {"分类": tree.code, "层面": level.value, "严重程度": severity.value}
        missing = [name for name, value in given.items() if not value]
        return f"{'、'.join(missing)}还没有选" if missing else ""

    widget = parts.column(
        parts.html("① 分类", "kit-label"),
        tree.widget,
        parts.html("② 在哪个层面定性", "kit-label"),
        level,
        parts.html("③ 严重程度", "kit-label"),
        severity,
    )
    return FormView(widget, read, write, gaps)


def choice(options: tuple[str, ...]) -> w.ToggleButtons:
    """A row of buttons, none pressed."""
    return parts.tabs(options, None, "kit-choice")


class Tree:
    """Choosing a leaf: focus → group → leaf, or by searching names and codes."""

    def __init__(self, leaves: tuple[TreeOption, ...], changed: Any) -> None:
        self.leaves = {leaf.code: leaf for leaf in leaves}
        self.changed = changed
        self.code = ""
        self._setting = False
        self.search = w.Text(
            placeholder="搜索分类：输入关键词或代码",
            continuous_update=True,
            tooltip="搜索分类",
            layout=w.Layout(width="100%"),
        )
        self.focus = listing("先选聚焦方面", self._foci(), rows=4)
        self.group = listing("再选类别", [], rows=5)
        self.leaf = listing("最后选具体问题", [], rows=6)
        self.told = parts.html("", "kit-chosen")
        parts.on_change(self.search, self._searched)
        parts.on_change(self.focus, self._focused)
        parts.on_change(self.group, self._grouped)
        parts.on_change(self.leaf, self._leafed)
        captions = [parts.html(name, "kit-soft") for name in ("聚焦", "类别", "具体问题")]
        columns = [
            parts.column(caption, field, classes=["kit-level"])
            for caption, field in zip(captions, (self.focus, self.group, self.leaf), strict=True)
        ]
        self.widget = parts.column(self.search, parts.box(*columns, classes=["kit-tree"]), self.told)
        self._tell()

    def _foci(self) -> list[str]:
        return list(dict.fromkeys(leaf.path[0] for leaf in self.leaves.values()))

    def _set(self, field: w.Select, options: list[Any], value: Any) -> None:
        self._setting = True
        if list(field.options) != options:
            field.options = options
        field.value = value
        self._setting = False

    def _focused(self) -> None:
        if self._setting:
            return
        self.code = ""
        groups = list(dict.fromkeys(leaf.path[1] for leaf in self.leaves.values() if leaf.path[0] == self.focus.value))
        self._set(self.group, groups, None)
        self._set(self.leaf, [], None)
        self._tell(changed=True)

    def _grouped(self) -> None:
        if self._setting:
            return
        self.code = ""
        self._set(self.leaf, self._leaves_of(self.group.value), None)
        self._tell(changed=True)

    def _leafed(self) -> None:
        if not self._setting and self.leaf.value:
            self.pick(self.leaf.value, keep_leaves=bool(self.search.value.strip()))
            self.changed()

    def _searched(self) -> None:
        words = self.search.value.upper().split()
        if not words:
            self.pick(self.code)
            return
        found = [leaf for leaf in self.leaves.values() if all(word in haystack(leaf) for word in words)]
        self._set(self.leaf, [shown(leaf) for leaf in found], None)

    def _leaves_of(self, group: str | None) -> list[tuple[str, str]]:
        return [shown(leaf) for leaf in self.leaves.values() if leaf.path[1] == group]

    def pick(self, code: str, keep_leaves: bool = False) -> None:
        """Show a leaf as chosen, with the lists above it following; an unknown code chooses none."""
        leaf = self.leaves.get(code)
        self.code = code if leaf else ""
        if leaf is None:
            self._set(self.leaf, self._leaves_of(self.group.value), None)
        else:
            focus, group = leaf.path[0], leaf.path[1]
            groups = list(dict.fromkeys(other.path[1] for other in self.leaves.values() if other.path[0] == focus))
            self._set(self.focus, self._foci(), focus)
            self._set(self.group, groups, group)
            self._set(self.leaf, list(self.leaf.options) if keep_leaves else self._leaves_of(group), code)
        self._tell()

    def _tell(self, changed: bool = False) -> None:
        leaf = self.leaves.get(self.code)
        if leaf is None:
            parts.show(self.told, Markup('<div class="kit-card kit-soft">还没有选定分类</div>'))
        else:
            parts.show(
                self.told,
                Markup('<div class="kit-card">已选 <b>{} {}</b><div class="kit-soft">{}</div></div>').format(
                    leaf.code, leaf.name, " › ".join(leaf.path)
                ),
            )
        if changed:
            self.changed()


def listing(tip: str, options: list[Any], rows: int) -> w.Select:
    return w.Select(
        options=options,
        value=None,
        rows=rows,
        tooltip=tip,
        layout=w.Layout(width="100%"),
        _dom_classes=("kit-select",),
    )


def shown(leaf: TreeOption) -> tuple[str, str]:
    return f"{leaf.code} {leaf.name}", leaf.code


def haystack(leaf: TreeOption) -> str:
    return f"{leaf.code} {leaf.name} {' '.join(leaf.path)}".upper()
