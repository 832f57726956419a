"""Fields that are bound to a record of the draft: what is typed stands in the record at once."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.workbench import parts
from kit.workbench.forms.entries import Entries, Entry

Record = dict[str, Any]
Changed = Callable[[], None]


class Fields:
    """Fields of one record. Each method gives a labelled field and keeps it in ``widgets``.

    A value that is not touched stays as it is in the record, whatever its form.
    """

    def __init__(self, record: Record, changed: Changed) -> None:
        self.record, self.changed = record, changed
        self.widgets: list[w.Widget] = []

    def text(self, label: str, name: str, hint: str = "", *, late: bool = False, optional: bool = False) -> w.Widget:
        """One line. ``late``: reported when the field is left."""
        layout = w.Layout(width="100%")
        field = w.Text(placeholder=hint or label, continuous_update=not late, tooltip=label, layout=layout)
        return self.bound(label, field, name, show=as_text, read=str.strip, optional=optional)

    def area(self, label: str, name: str, hint: str = "", *, rows: int = 2, optional: bool = False) -> w.Widget:
        """Several lines; line ends at the end stay as they were."""
        held = self.record.get(name)
        tail = "\n" if isinstance(held, str) and held.endswith("\n") else ""
        field = parts.text_area(hint or label, rows=rows, label=label)

        def read(shown: str) -> str:
            return shown.rstrip("\n") + (tail if shown.strip() else "")

        return self.bound(
            label, field, name, show=lambda value: as_text(value).rstrip("\n"), read=read, optional=optional
        )

    def lines(self, label: str, name: str, hint: str = "每行一个", *, rows: int = 2) -> w.Widget:
        """A list of texts, one a line."""
        field = parts.text_area(hint, rows=rows, label=label)

        def read(shown: str) -> list[str]:
            return [line.strip() for line in shown.split("\n") if line.strip()]

        return self.bound(label, field, name, show=lambda value: "\n".join(map(str, value or ())), read=read)

    def words(self, label: str, name: str, hint: str = "用顿号或空格隔开") -> w.Widget:
        """A list of short texts on one line."""
        field = w.Text(placeholder=hint, tooltip=label, layout=w.Layout(width="100%"))

        def read(shown: str) -> list[str]:
            return shown.replace("、", " ").replace("，", " ").split()

        return self.bound(label, field, name, show=lambda value: "、".join(map(str, value or ())), read=read)

    def choice(self, label: str, name: str, options: Sequence[tuple[str, Any] | str]) -> w.Widget:
        """One of several, in a list."""
        values = [option[1] if isinstance(option, tuple) else option for option in options]
        held = self.record.get(name)
        given: list[Any] = list(options) if held in values else [("（未选）", None), *options]
        field = w.Dropdown(options=given, value=held if held in values else None, tooltip=label,
                           layout=w.Layout(width="auto"))  # fmt: skip
        parts.on_change(field, lambda: self.put(name, field.value) if field.value is not None else None)
        self.widgets.append(field)
        return labelled(label, field)

    def number(self, label: str, name: str, low: float, high: float, step: float = 1) -> w.Widget:
        """A number within bounds; whole numbers stay whole."""
        held = self.record.get(name)
        value = held if isinstance(held, int | float) and not isinstance(held, bool) else low
        field = w.BoundedFloatText(value=min(high, max(low, value)), min=low, max=high, step=step, tooltip=label,
                                   layout=w.Layout(width="90px"))  # fmt: skip

        def taken() -> None:
            self.put(name, int(field.value) if field.value == int(field.value) else field.value)

        parts.on_change(field, taken)
        self.widgets.append(field)
        return labelled(label, field)

    def tick(self, label: str, name: str) -> w.Widget:
        """True or absent."""
        field = w.Checkbox(value=bool(self.record.get(name)), description=label, indent=False, tooltip=label,
                           layout=w.Layout(width="auto"))  # fmt: skip

        def taken() -> None:
            if field.value:
                self.put(name, True)
            else:
                self.record.pop(name, None)
                self.changed()

        parts.on_change(field, taken)
        self.widgets.append(field)
        return field

    def bound(
        self,
        label: str,
        field: Any,
        name: str,
        *,
        show: Callable[[Any], str],
        read: Callable[[str], Any],
        optional: bool = True,
    ) -> w.Widget:
        field.value = show(self.record.get(name))

        def taken() -> None:
            if field.value == show(self.record.get(name)):
                return
            value = read(field.value)
            if optional and not value:
                self.record.pop(name, None)
                self.changed()
            else:
                self.put(name, value)

        parts.on_change(field, taken)
        self.widgets.append(field)
        return labelled(label, field)

    def put(self, name: str, value: Any) -> None:
        if name not in self.record or self.record[name] != value:
            self.record[name] = value
            self.changed()


def as_text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def labelled(label: str, field: w.Widget) -> w.VBox:
    return parts.column(parts.html(label, "kit-label"), field, classes=["kit-field"])


def row(*fields: w.Widget) -> w.Box:
    """Fields beside each other where there is room."""
    return parts.classed(w.Box(list(fields), layout=w.Layout(width="100%")), ["kit-fields"])


def records(holder: Record, name: str) -> list[Record]:
    """The list of records under a name, made where it is absent or of another kind."""
    held = holder.get(name)
    if not isinstance(held, list):
        held = holder[name] = []
    held[:] = [entry for entry in held if isinstance(entry, dict)]
    return held


def record_list(
    label: str,
    held: list[Record],
    empty: Callable[[], Record],
    *,
    build: Callable[[Fields], w.Widget],
    changed: Changed,
    prefix: str | None = None,
) -> Entries:
    """An editor of a list of records in place: add, copy, move, delete with undo.

    ``prefix`` numbers what is new: P → P1, P2 …; None: the records have no ids.
    """

    def make(value: Record) -> Entry:
        record = copy.deepcopy(value)
        fields = Fields(record, changed)
        return Entry(build(fields), [], lambda: record)

    def arranged() -> None:
        held[:] = entries.values()
        if prefix is not None:
            number_new(held, prefix)
        changed()

    entries = Entries(label, empty(), make, arranged)
    entries.fill(held)
    held[:] = entries.values()
    return entries


def number_new(held: Iterable[Record], prefix: str) -> None:
    """Give an id to each record that has none, or one that an earlier record has."""
    seen: set[str] = set()
    for record in held:
        name = str(record.get("id") or "")
        if not name or name in seen:
            number = 1
            known = {str(other.get("id")) for other in held} | seen
            while name_of(prefix, number) in known:
                number += 1
            record["id"] = name_of(prefix, number)
        seen.add(str(record["id"]))


def name_of(prefix: str, number: int) -> str:
    """``P1``; for an empty prefix a letter."""
    return f"{prefix}{number}" if prefix else "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26]


def chips(texts: Iterable[str]) -> Markup:
    return Markup("").join(Markup('<span class="kit-chip">{}</span>').format(text) for text in texts)
