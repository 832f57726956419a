"""查找敏感信息: what names somebody in the whole case, and one replacement for each that a person confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.content.anonymise.documents import Document, mentions
from kit.content.anonymise.entities import gathered
from kit.content.anonymise.entity import Entity
from kit.content.anonymise.mention import KINDS
from kit.content.anonymise.proposal import MARKED, Decided
from kit.content.anonymise.recognise import Recogniser, default_recogniser
from kit.content.anonymise.rewrite import rewrite
from kit.content.write import CaseDraft
from kit.workbench import parts
from kit.workbench.author.fields import Changed


@dataclass(frozen=True)
class Piece:
    """One text of the draft, and how it is put back."""

    name: str
    text: str
    put: Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """One way of writing that was found: whether to replace it, and with what."""

    kind: str
    name: str
    wanted: w.Checkbox
    new: w.Text


class Sensitive:
    """A button, what it finds, and a button that replaces what was confirmed everywhere at once."""

    def __init__(
        self,
        draft: CaseDraft,
        changed: Changed,
        done: Changed,
        recogniser: Callable[[], Recogniser] = default_recogniser,
    ) -> None:
        self.draft, self.changed, self.done, self.recogniser = draft, changed, done, recogniser
        self.tell = parts.html()
        self.rows: list[Row] = []
        self.place = parts.column()
        look = parts.button("查找敏感信息", self.look, tell=self.tell)
        self.replace_button = parts.button("替换勾选的", self.replace, tell=self.tell, style="primary")
        parts.visible(self.replace_button, False)
        hint = "找人名、单位、地名、证件号、电话、账号、车牌、文号等；日期平移和金额缩放见案例作者手册。"
        self.widget = parts.column(
            parts.line(look, parts.html(hint, "kit-soft")), self.tell, self.place, parts.line(self.replace_button)
        )

    def look(self) -> None:
        """Find, and propose a replacement for each."""
        parts.show(self.tell, parts.note("正在查找，第一次要等几秒……"))
        recogniser = self.recogniser()
        documents = [Document(piece.name, piece.text) for piece in pieces(self.draft)]
        found = gathered([(document, mentions(document, recogniser)) for document in documents])
        self.rows = []
        boxes = [box for entity in found for box in self.listed(entity)]
        self.place.children = tuple(boxes)
        parts.visible(self.replace_button, bool(self.rows))
        told = f"找到 {len(boxes)} 处说法。请逐条看：勾上的会在材料和答案里一起替换。机器会漏，也会错，最后要靠人核对。"
        parts.show(self.tell, parts.note(told) if boxes else parts.note("没有找到。机器会漏，请再通读一遍。", "ok"))

    def listed(self, entity: Entity) -> Iterator[w.Widget]:
        for name, places in entity.places.items():
            where = "；".join(place.context for place in places[:3])
            shown = Markup(
                '<span class="kit-chip">{}</span><b>{}</b> <span class="kit-soft">{} 次：{} {}</span>'
            ).format(KINDS[entity.kind], name, len(places), where, entity.note)
            if entity.kind in MARKED:
                yield parts.html(shown)
                continue
            wanted = w.Checkbox(value=not entity.hint, description="替换为", indent=False, tooltip=f"替换 {name}",
                                layout=w.Layout(width="auto"))  # fmt: skip
            new = w.Text(value=entity.replacements.get(name, ""), tooltip="替换为", placeholder="替换成什么",
                         layout=w.Layout(width="200px"))  # fmt: skip
            self.rows.append(Row(entity.kind, name, wanted, new))
            yield parts.column(parts.html(shown), parts.line(wanted, new), classes=["kit-entry"])

    def replace(self) -> None:
        """Write what was confirmed into the draft; the files change only when the case is saved."""
        chosen = [row for row in self.rows if row.wanted.value and row.new.value.strip()]
        decided = Decided(
            replace={row.name: row.new.value.strip() for row in chosen},
            kinds={row.name: row.kind for row in self.rows},  # type: ignore[misc]
            keep=frozenset(row.name for row in self.rows if row not in chosen),
            days=0,
            factor=Fraction(1),
            fingerprint="",
        )
        held = pieces(self.draft)
        done = rewrite([Document(piece.name, piece.text) for piece in held], decided, self.recogniser())
        for piece, document in zip(held, done.documents, strict=True):
            if document.text != piece.text:
                piece.put(document.text)
        self.changed()
        self.done()
        left = "；".join(dict.fromkeys(finding.message for finding in done.left[:5]))
        self.rows, self.place.children = [], ()
        parts.visible(self.replace_button, False)
        parts.show(self.tell, parts.note(f"替换了 {done.replaced} 处。原文与化名的对照没有留存。{left}", "ok"))


def pieces(draft: CaseDraft) -> list[Piece]:
    """Every text of a case that may name somebody: materials, and all words of head and key."""
    found = [
        Piece(file, text, lambda new, file=file: draft.texts.__setitem__(file, new))  # type: ignore[misc]
        for file, text in draft.texts.items()
    ]
    return [*found, *words(draft.head, "case.yaml"), *words(draft.key, "key.yaml")]


SKIPPED = {"id", "file", "category", "level", "severity", "need", "aspect", "inspection"}
"""Fields whose values are codes and choices."""


def words(value: Any, name: str) -> Iterator[Piece]:
    parts_of = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts_of:
        if isinstance(part, str) and key not in SKIPPED and part.strip():
            yield Piece(name, part, lambda new, key=key: value.__setitem__(key, new))  # type: ignore[misc]
        elif isinstance(part, dict | list):
            yield from words(part, name)
