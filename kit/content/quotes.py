"""From words that an author marks to a quote that occurs once: found, made longer, or offered for choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kit.content.materials import find_quote, occurrences
from kit.model.case import Material, Unit

SHORTEST, LONGEST = 6, 60
"""Characters that a proposed quote has, where the paragraph allows it."""
MOST = 8
"""Choices that are offered at most."""
CLAUSE = re.compile(r"[^。！？；，、：,;!?\n]+")


@dataclass(frozen=True)
class Located:
    """A place in the materials: the unit, and the quote or the row that names it in a key."""

    material: str
    unit: str
    quote: str | None = None
    row: int | None = None

    @property
    def entry(self) -> dict[str, str | int]:
        """As it is written in key.yaml."""
        where: dict[str, str | int] = {"material": self.material}
        return where | ({"row": self.row} if self.row is not None else {"quote": self.quote or ""})

    @property
    def told(self) -> str:
        return f"{self.unit}：整行" if self.quote is None else f"{self.unit}：“{self.quote}”"


@dataclass(frozen=True)
class Search:
    """What came of marked words: one place, or several to choose from, with what to tell the author."""

    found: Located | None
    choices: tuple[Located, ...]
    message: str


def locate(materials: Iterable[Material], words: str) -> Search:
    """Where in the materials these words are.

    ``words`` is a passage as copied or marked, or the name of a unit (``会议记录·3``, ``支出台账·7``).
    """
    there = tuple(materials)
    words = words.strip().strip("\n")
    if not words:
        return Search(None, (), "请先在左边的材料里划选一句话，或点一下台账的一行。")
    unit = next((unit for material in there for unit in material.units if unit.name == words), None)
    if unit is not None:
        found = of_unit(next(material for material in there if material.name == unit.material), unit)
        return Search(found, (), f"选中 {found.told}")
    hits = [hit for material in there for hit in hits_of(material, words)]
    if not hits:
        hits = [hit for material in there for hit in loose_hits(material, words)]
    if not hits:
        return Search(None, (), "材料里没有这句话：请从左边的材料里划选，一次只选一段之内的文字。")
    grown = [unique(material, unit, start, end) for material, unit, start, end in hits]
    places = list(dict.fromkeys(place for place in grown if place is not None))
    if len(places) == 1:
        longer = "（原话出现不止一次，已加长到只出现一次）" if places[0].quote not in (None, words) else ""
        return Search(places[0], (), f"选中 {places[0].told}{longer}")
    if not places:
        return Search(None, (), "这句话前后都有一样的文字，定不到一处：请多选一些。")
    return Search(None, tuple(places[:MOST]), f"这句话出现了 {len(places)} 次：请选是哪一处，已各自加长到只出现一次。")


def of_unit(material: Material, unit: Unit) -> Located:
    """The row, or a short passage of the paragraph that occurs once."""
    if material.is_table:
        return Located(material.name, unit.name, row=unit.number)
    clauses = [match.group().strip() for match in CLAUSE.finditer(unit.text)]
    for quote in (*(clause for clause in clauses if SHORTEST <= len(clause) <= LONGEST), unit.text):
        if occurrences(material.raw, quote) == 1:
            return Located(material.name, unit.name, quote=quote)
    return unique(material, unit, 0, len(unit.text)) or Located(material.name, unit.name, quote=unit.text)


def texts_of(material: Material) -> Iterator[tuple[Unit, str]]:
    """The texts that a quote may lie in, as they stand in the raw file: paragraphs, cells."""
    for unit in material.units:
        if material.is_table:
            for cell in unit.cells:
                yield unit, cell.replace('"', '""')
        else:
            yield unit, unit.text


Hit = tuple[Material, tuple[Unit, str], int, int]


def hits_of(material: Material, words: str) -> Iterator[Hit]:
    for unit, text in texts_of(material):
        start = text.find(words)
        while start >= 0:
            yield material, (unit, text), start, start + len(words)
            start = text.find(words, start + 1)


def loose_hits(material: Material, words: str) -> Iterator[Hit]:
    """Hits where only blanks, punctuation and line ends differ."""
    wanted = "".join(filter(str.isalnum, words))
    if len(wanted) < 4:
        return
    for unit, text in texts_of(material):
        kept = [place for place, char in enumerate(text) if char.isalnum()]
        start = "".join(text[place] for place in kept).find(wanted)
        if start >= 0:
            yield material, (unit, text), kept[start], kept[start + len(wanted) - 1] + 1


def unique(material: Material, unit: Unit | tuple[Unit, str], start: int, end: int) -> Located | None:
    """The passage, made longer to both sides until it occurs once; a row where no passage of its cell does."""
    held, text = unit if isinstance(unit, tuple) else (unit, unit.text)
    if occurrences(material.raw, text[start:end]) > 1:
        around = [match for match in CLAUSE.finditer(text) if match.start() < end and match.end() > start]
        start = min([start, *(match.start() for match in around)])
        end = max([end, *(match.end() for match in around)])
    while True:
        quote = text[start:end].strip("\n")
        if quote.strip() and isinstance(find_quote(material, quote), Unit):
            return Located(material.name, held.name, quote=quote)
        if start == 0 and end == len(text):
            return Located(material.name, held.name, row=held.number) if material.is_table else None
        start, end = max(0, start - 1), min(len(text), end + 1)
        while start > 0 and text[start].isascii() and text[start].isdigit():
            start -= 1
