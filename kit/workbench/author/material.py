"""The step of the materials: paste them, or import what there is."""

from __future__ import annotations

import re
from typing import Any

import ipywidgets as w

from kit.content.importing import READERS, import_file
from kit.content.importtext import ImportFault, pasted_ledger
from kit.content.write import CaseDraft
from kit.errors import KitError
from kit.workbench import parts
from kit.workbench.author.fields import Changed, Fields, Record, labelled, record_list, records, row
from kit.workbench.author.sensitive import Sensitive
from kit.workbench.forms.entries import Entries

HINTS = {
    ".md": "一段一段地写或粘贴，段与段之间空一行；每段会自动编号。标题前加 #",
    ".csv": "第一行是列名。可以从表格软件里整块复制，粘贴到这里；也可以每行一条、用半角逗号隔开",
}


class Materials:
    """The list of materials with an import above it."""

    def __init__(self, draft: CaseDraft, changed: Changed) -> None:
        self.draft, self.changed = draft, changed
        self.tell = parts.html()
        self.upload = w.FileUpload(
            accept=",".join(READERS), multiple=True, description="导入文件", tooltip="导入文件",
            layout=w.Layout(width="auto"),
        )  # fmt: skip
        parts.on_change(self.upload, lambda: parts.guarded(self.take, self.tell))
        self.entries = self.listed()
        hint = (
            "可以导入 Word（docx）、Excel（xlsx）、csv、txt、md 和有文字层的 pdf；表格会单独成为台账。原文件不会改动。"
        )
        self.place = parts.column(self.entries.widget)
        self.sensitive = Sensitive(draft, changed, self.refresh)
        self.widget = parts.column(
            parts.line(self.upload, parts.html(hint, "kit-soft")), self.tell, self.sensitive.widget, self.place
        )

    def listed(self) -> Entries:
        held = records(self.draft.head, "materials")
        return record_list("材料", held, self.empty, build=self.build, changed=self.changed)

    def empty(self) -> Record:
        return {"name": "", "file": ""}

    def build(self, fields: Fields) -> w.Widget:
        record = fields.record
        if not record.get("file"):
            record["file"] = self.free_file(".md")
            self.draft.texts.setdefault(record["file"], "")
        name = fields.text("名称", "name", "如：会议记录、支出台账", late=True)
        names = [str(record.get("name") or "")]
        parts.on_change(fields.widgets[0], lambda: self.renamed(record, names))
        kind = w.Dropdown(options=[("文字", ".md"), ("台账", ".csv")], value=suffix_of(record), tooltip="形式")
        area = parts.text_area(HINTS[suffix_of(record)], rows=6, label="内容")
        area.value = self.draft.texts.get(record["file"], "")
        tell = parts.html()

        def typed() -> None:
            text = area.value
            first = text.split("\n", 1)[0]
            if suffix_of(record) == ".csv" and "\t" in first:
                try:
                    text, notes = pasted_ledger(text)
                except ImportFault as fault:
                    parts.show(tell, parts.note(str(fault), "warn"))
                else:
                    parts.show(tell, parts.notes(notes))
                    area.value = text
                    return
            if self.draft.texts.get(record["file"]) != text:
                self.draft.texts[record["file"]] = text
                self.changed()

        def turned() -> None:
            old = record["file"]
            if suffix_of(record) == kind.value:
                return
            record["file"] = self.free_file(kind.value)
            self.draft.texts[record["file"]] = self.draft.texts.pop(old, "")
            area.placeholder = HINTS[kind.value]
            self.changed()

        parts.on_change(area, typed)
        parts.on_change(kind, turned)
        return parts.column(row(name, labelled("形式", kind)), labelled("内容", area), tell)

    def renamed(self, record: Record, names: list[str]) -> None:
        """The key names materials by their names: let it follow. ``names`` holds the name so far."""
        new = str(record.get("name") or "")
        if names[0] and new and names[0] != new:
            follow(self.draft.key, names[0], new)
            self.changed()
        names[0] = new or names[0]

    def take(self) -> None:
        """Import what was chosen."""
        told = ""
        for chosen in self.upload.value:
            try:
                for one in import_file(str(chosen["name"]), bytes(chosen["content"])):
                    name = self.add(one.name, one.suffix, one.text)
                    notes = "；".join(one.notes)
                    told += parts.note(f"已导入《{name}》{'：' + notes if notes else ''}", "ok")
            except KitError as error:
                told += parts.note(str(error), "warn")
        if self.upload.value:
            self.upload.value = ()
        self.refresh()
        parts.show(self.tell, told)
        self.changed()

    def refresh(self) -> None:
        """Show the materials as they are in the draft now."""
        self.entries = self.listed()
        self.place.children = (self.entries.widget,)

    def add(self, name: str, suffix: str, text: str) -> str:
        """One more material under a free name; an empty one at the start is filled first."""
        held = records(self.draft.head, "materials")
        held[:] = [entry for entry in held if self.draft.texts.get(str(entry.get("file")), "").strip()
                   or str(entry.get("file")) in self.draft.opened]  # fmt: skip
        known = {str(entry.get("name")) for entry in held}
        free = next(n for n in [name, *(f"{name}{k}" for k in range(2, 1000))] if n not in known)
        file = self.free_file(suffix)
        held.append({"name": free, "file": file})
        self.draft.texts[file] = text
        return free

    def free_file(self, suffix: str) -> str:
        used = {str(entry.get("file")) for entry in records(self.draft.head, "materials")} | set(self.draft.opened)
        numbers = {int(found.group(1)) for file in used if (found := re.match(r"materials/(\d+)", file))}
        number = max(numbers, default=0) + 1
        while f"materials/{number:02d}{suffix}" in used | set(self.draft.texts):
            number += 1
        return f"materials/{number:02d}{suffix}"


def suffix_of(record: Record) -> str:
    return ".csv" if str(record.get("file", "")).lower().endswith(".csv") else ".md"


def follow(key: Any, old: str, new: str) -> None:
    """Write the new name of a material wherever the key names the old one."""
    if isinstance(key, dict):
        if key.get("material") == old:
            key["material"] = new
        for part in key.values():
            follow(part, old, new)
    elif isinstance(key, list):
        for part in key:
            follow(part, old, new)
