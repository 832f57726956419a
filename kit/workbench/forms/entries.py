"""A list of entries that can be added, copied, moved, and deleted with undo; for findings and measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.workbench import parts


@dataclass(frozen=True)
class Entry:
    """One entry: its widget, the fields to watch, and how its value is read."""

    widget: w.Widget
    fields: list[w.Widget]
    read: Callable[[], Any]


class Entries:
    """Entries under numbered heads with buttons. ``make`` builds one from a value, ``changed`` is told of all."""

    def __init__(self, label: str, empty: Any, make: Callable[[Any], Entry], changed: Callable[[], None]) -> None:
        self.label, self.empty, self.make, self.changed = label, empty, make, changed
        self.entries: list[Entry] = []
        self.deleted: tuple[int, Any] | None = None
        self.heads: dict[int, w.HTML] = {}
        self.box = parts.column(classes=["kit-entries"])
        self.undo_button = parts.button("撤销删除", self.undo)
        parts.visible(self.undo_button, False)
        self.widget = parts.column(self.box, parts.line(parts.button(f"+ 添加一条{label}", self.add), self.undo_button))
        self.frames: dict[int, w.VBox] = {}

    def values(self) -> list[Any]:
        return [entry.read() for entry in self.entries]

    def fill(self, values: Iterable[Any]) -> None:
        """Show exactly these values."""
        self.entries, self.frames, self.heads = [], {}, {}
        for value in values:
            self._insert(len(self.entries), value)
        self._arrange()

    def add(self) -> None:
        """A new empty entry at the end."""
        self._insert(len(self.entries), self.empty)
        self._arrange()
        self.changed()

    def copy(self, entry: Entry) -> None:
        """The same once more, right below."""
        self._insert(self.entries.index(entry) + 1, entry.read())
        self._arrange()
        self.changed()

    def delete(self, entry: Entry) -> None:
        """Take one away; it can be brought back."""
        place = self.entries.index(entry)
        self.deleted = (place, entry.read())
        self.entries.remove(entry)
        self.frames.pop(id(entry))
        self.heads.pop(id(entry))
        parts.visible(self.undo_button, True)
        self._arrange()
        self.changed()

    def undo(self) -> None:
        """Bring back what was deleted last, where it stood."""
        if self.deleted is not None:
            self._insert(*self.deleted)
            self.deleted = None
            parts.visible(self.undo_button, False)
            self._arrange()
            self.changed()

    def move(self, entry: Entry, step: int) -> None:
        """Up (-1) or down (+1)."""
        place = self.entries.index(entry)
        target = place + step
        if 0 <= target < len(self.entries):
            self.entries.insert(target, self.entries.pop(place))
            self._arrange()
            self.changed()

    def _insert(self, place: int, value: Any) -> None:
        entry = self.make(value)
        for field in entry.fields:
            parts.on_change(field, self.changed)
        self.entries.insert(place, entry)
        head = parts.html("", "kit-entryhead")
        tools = parts.line(
            head,
            parts.button("上移", lambda: self.move(entry, -1)),
            parts.button("下移", lambda: self.move(entry, 1)),
            parts.button("复制", lambda: self.copy(entry)),
            parts.button("删除", lambda: self.delete(entry)),
            classes=["kit-tools"],
        )
        self.heads[id(entry)] = head
        self.frames[id(entry)] = parts.column(tools, entry.widget, classes=["kit-entry"])

    def _arrange(self) -> None:
        for number, entry in enumerate(self.entries, start=1):
            parts.show(self.heads[id(entry)], Markup('<span class="kit-key">{} {}</span>').format(self.label, number))
        self.box.children = tuple(self.frames[id(entry)] for entry in self.entries)
