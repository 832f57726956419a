"""Materials: prose cut into numbered blocks, ledgers into rows, and the search for a quote in them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from kit.content.files import SourceText
from kit.errors import Finding
from kit.model.case import Block, Material, Unit

SUFFIXES = (".md", ".csv")


def unit_name(material: str, number: int) -> str:
    return f"{material}·{number}"


def read_material(name: str, file: str, source: SourceText, faults: list[Finding]) -> Material | None:
    """The material; None where it cannot be cut into units, and then ``faults`` says why."""
    if file.lower().endswith(".csv"):
        return cut_table(name, file, source, faults)
    return cut_prose(name, file, source, faults)


def cut_prose(name: str, file: str, source: SourceText, faults: list[Finding]) -> Material | None:
    """Cut at blank lines; headings are shown and not counted, the other blocks are numbered from 1."""
    blocks = []
    number = 0
    for _, text in blocks_of(source.text):
        if is_heading(text):
            blocks.append(Block(text=text))
        else:
            number += 1
            blocks.append(Block(text=text, number=number))
    if not number:
        faults.append(Finding(source.shown, 1, "没有正文段落（只有标题）：请写入正文"))
        return None
    units = tuple(
        Unit(name=unit_name(name, block.number), material=name, number=block.number, text=block.text)
        for block in blocks
        if block.number is not None
    )
    return Material(name=name, file=file, raw=source.text, units=units, blocks=tuple(blocks))


def blocks_of(text: str) -> Iterator[tuple[int, str]]:
    """Each block of lines between blank ones, with the line that it begins at (from 1)."""
    start, held = 1, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            if not held:
                start = number
            held.append(line)
        elif held:
            yield start, "\n".join(held)
            held = []
    if held:
        yield start, "\n".join(held)


def is_heading(block: str) -> bool:
    """Whether every line of the block is a ``#`` heading; one with text right below it is a paragraph."""
    return all(line.lstrip().startswith("#") for line in block.split("\n"))


def cut_table(name: str, file: str, source: SourceText, faults: list[Finding]) -> Material | None:
    """Header row and data rows; every fault of the table is told."""
    before = len(faults)
    records = list(records_of(source, faults))
    header = tuple(cell.strip() for cell in records[0][1]) if records else ()
    header_line = records[0][0] if records else 1
    for fault in header_faults(header):
        faults.append(Finding(source.shown, header_line, fault))
    if len(records) < 2 and len(faults) == before:
        faults.append(Finding(source.shown, header_line, "只有表头，没有数据行：请补上数据"))
    units = []
    for number, (line, cells) in enumerate(records[1:], start=1):
        if len(cells) != len(header):
            told = f"第 {number} 行数据有 {len(cells)} 格，表头有 {len(header)} 格：请补齐或删去多余的逗号"
            faults.append(Finding(source.shown, line, f"{told}；格内有逗号时整格加双引号"))
        units.append(row_unit(name, number, header, tuple(cells)))
    if len(faults) > before:
        return None
    return Material(name=name, file=file, raw=source.text, units=tuple(units), header=header)


def records_of(source: SourceText, faults: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with its first line."""
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > 1 or (cells and cells[0].strip()):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        told = "双引号没有收尾，或引号后还有文字" if "field larger" not in str(error) else "有一格过长（超过 13 万字）"
        faults.append(Finding(source.shown, line, f"表格读不下去：{told}，请改正（格内的双引号要写成两个）"))


def header_faults(header: tuple[str, ...]) -> Iterator[str]:
    if not header:
        return
    if len(header) == 1 and any(mark in header[0] for mark in "\uff0c\uff1b;\t、"):
        yield "表头只有一格：各格之间请用半角逗号隔开"
    for cell, times in Counter(header).items():
        if not cell:
            yield "表头有空格子：请给每一列写上名称"
        elif times > 1:
            yield f"表头“{cell}”重复 {times} 次：请改成不同的名称"


def row_unit(material: str, number: int, header: tuple[str, ...], cells: tuple[str, ...]) -> Unit:
    text = "；".join(f"{title}：{cell.strip()}" for title, cell in zip(header, cells, strict=False) if cell.strip())
    return Unit(name=unit_name(material, number), material=material, number=number, text=text, cells=cells)


def find_quote(material: Material, quote: str) -> Unit | str:
    """The one unit that a quote lies in, or what is wrong with the quote and how to mend it."""
    times = occurrences(material.raw, quote)
    if times > 1:
        return f"引文“{short(quote)}”在《{material.name}》中出现 {times} 次：请加长到只出现一次"
    if times == 0:
        return absent(material, quote)
    return unit_of_cell(material, quote) if material.is_table else unit_of_block(material, quote)


def unit_of_cell(material: Material, quote: str) -> Unit | str:
    escaped = [(unit, cell.replace('"', '""')) for unit in material.units for cell in unit.cells]
    found = next((unit for unit, cell in escaped if quote in cell), None)
    if found is None and any(quote in title.replace('"', '""') for title in material.header):
        return f"引文“{short(quote)}”在表头里：请引用数据格，或改用 row"
    return found or f"引文“{short(quote)}”跨了表格的格子：请只引一格之内的文字，或改用 row"


def unit_of_block(material: Material, quote: str) -> Unit | str:
    block = next((block for block in material.blocks if quote in block.text), None)
    if block is None:
        return f"引文“{short(quote)}”跨了段落：请只引一段之内的文字，或分成两条"
    if block.number is None:
        return f"引文“{short(quote)}”在标题里：请引用正文"
    return material.units[block.number - 1]


def occurrences(text: str, part: str) -> int:
    """How often ``part`` occurs, overlapping ones too."""
    times, at = 0, text.find(part)
    while at >= 0:
        times, at = times + 1, text.find(part, at + 1)
    return times


def absent(material: Material, quote: str) -> str:
    told = f"引文“{short(quote)}”不在《{material.name}》中"
    if '"' in quote and any(quote in cell for unit in material.units for cell in unit.cells):
        return f"{told}：表格原文里的双引号写成了两个，请照写，或改用 row"
    if bare(quote) and bare(quote) in bare(material.raw):
        return f"{told}：文字相同而空格、标点或换行不同，请从原文复制"
    return f"{told}：请从原文逐字复制，并检查材料名"


def bare(text: str) -> str:
    """Letters, digits and Han characters alone."""
    return "".join(filter(str.isalnum, text))


def short(text: str, longest: int = 20) -> str:
    text = text.replace("\n", "⏎")
    return text if len(text) <= longest else f"{text[:longest]}…"
