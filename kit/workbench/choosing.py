"""A list to choose from: search by title, filters, and a button at each entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ipywidgets as w
from markupsafe import Markup

from kit.workbench import parts

ALL = "全部"
FEW = 6
"""From more entries on the list keeps its height, so that nothing below jumps while one searches."""


@dataclass(frozen=True)
class Entry:
    """What can be chosen: its name, what the search looks in, its traits by filter, and how it is shown."""

    name: str
    words: str
    traits: Mapping[str, str]
    told: Markup


class Chooser:
    """Entries in a list of bounded height; those show that have every word searched for and every trait chosen.

    ``entries`` is asked again at ``refresh``; ``opened`` gets the name of the entry whose button is pressed.
    """

    def __init__(self, what: str, entries: Callable[[], Sequence[Entry]], opened: Callable[[str], object]) -> None:
        self.what, self.entries, self.opened = what, entries, opened
        self.rows: dict[str, tuple[w.Box, w.HTML]] = {}
        self.tell = parts.html()
        self.count = parts.html("", "kit-soft")
        self.none = parts.html(f"没有符合条件的{what}。请换个词，或单击“清除条件”。", "kit-soft")
        self.search = w.Text(
            placeholder=f"搜索{what}：输入标题里的词",
            continuous_update=True,
            tooltip=f"按标题搜索{what}",
            layout=w.Layout(width="auto"),
            _dom_classes=("kit-search",),
        )
        self.shown: list[Entry] = list(entries())
        steady = ["kit-steady"] if len(self.shown) > FEW else []
        self.list = parts.column(classes=["kit-list", *steady])
        self.filters = {name: self.filter(name) for name in dict.fromkeys(t for e in self.shown for t in e.traits)}
        self.clear_button = parts.button("清除条件", self.clear)
        for field in (self.search, *self.filters.values()):
            parts.on_change(field, self.arrange)
        bar = parts.line(self.search, *self.filters.values(), self.clear_button, self.count, classes=["kit-filters"])
        self.widget = parts.column(bar, self.tell, self.list)
        self.refresh()

    def filter(self, name: str) -> w.Dropdown:
        found = list(dict.fromkeys(entry.traits[name] for entry in self.shown if name in entry.traits))
        return w.Dropdown(
            options=[(f"{name}：{ALL}", ""), *((value, value) for value in found)],
            value="",
            tooltip=f"按{name}筛选",
            layout=w.Layout(width="auto"),
        )

    def clear(self) -> None:
        """Show everything again."""
        self.search.value = ""
        for field in self.filters.values():
            field.value = ""

    def refresh(self) -> None:
        """Tell anew how each entry stands."""
        self.shown = list(self.entries())
        for entry in self.shown:
            if entry.name not in self.rows:
                self.rows[entry.name] = self.row(entry)
            parts.show(self.rows[entry.name][1], entry.told)
        for name, field in self.filters.items():
            known = [value for _, value in field.options]
            new = [e.traits[name] for e in self.shown if e.traits.get(name) not in (None, *known)]
            if new:
                chosen = field.value
                field.options = [*field.options, *((value, value) for value in dict.fromkeys(new))]
                field.value = chosen
        self.arrange()

    def row(self, entry: Entry) -> tuple[w.Box, w.HTML]:
        place = parts.html(entry.told, "kit-grow")
        opening = parts.button(
            "打开",
            lambda: self.opened(entry.name),
            tell=self.tell,
            style="primary",
            tip=f"打开：{entry.words}",
        )
        return parts.box(opening, place, classes=["kit-choose"]), place

    def matching(self) -> list[Entry]:
        words = self.search.value.casefold().split()
        chosen = {name: field.value for name, field in self.filters.items() if field.value}
        return [
            entry
            for entry in self.shown
            if all(word in entry.words.casefold() for word in words)
            and all(entry.traits.get(name) == value for name, value in chosen.items())
        ]

    def arrange(self) -> None:
        """Show the entries that match, and how many they are."""
        found = self.matching()
        self.list.children = [self.rows[entry.name][0] for entry in found] or [self.none]
        parts.show(self.count, f"共 {len(self.shown)} 个" + (f"，显示 {len(found)} 个" if found != self.shown else ""))
        parts.visible(self.clear_button, bool(self.search.value or any(f.value for f in self.filters.values())))
