"""DOCX, XLSX and text PDF as materials. Sizes are looked at before anything is unpacked, and entities are refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kit.content.importtext import Imported, ImportFault, ledger, paragraphs_of, tidy, told_table, unheaded, with_notes

UNPACKED = 60_000_000
"""Bytes that an archive may hold in all."""
LARGEST_PART = 20_000_000
RATIO = 200
"""How many times larger than packed a part over 1 MB may be."""
PAGES = 300
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE_NUMBER = re.compile(r"\s*[-—–·]?\s*(第\s*)?\d{1,4}(\s*/\s*\d{1,4})?(\s*页)?(,?\s*共\s*\d+\s*页)?\s*[-—–·]?\s*")

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = {
    f"{WORD}del",
    f"{WORD}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
BLANKS = {f"{WORD}tab", f"{WORD}br", f"{WORD}cr"}


def checked_archive(data: bytes, suffix: str) -> zipfile.ZipFile:
    """The archive of an Office file, its size and its parts looked at before anything is unpacked."""
    if data.startswith(OLE):
        raise ImportFault(f"这个文件有密码，或是旧格式改了扩展名：请去掉密码，另存为 {suffix} 再导入。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise ImportFault(f"不是完好的 {suffix} 文件：请用办公软件打开，另存一份再导入。") from error
    large = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    total = sum(part.file_size for part in parts)
    if len(parts) > 5000 or total > UNPACKED or any(part.file_size > LARGEST_PART for part in large):
        raise ImportFault("文件解开后太大，不安全：请删去图片和不用的部分，另存再导入。")
    if any(part.file_size > 1_000_000 and part.file_size > RATIO * max(part.compress_size, 1) for part in parts):
        raise ImportFault("文件压缩得不合常理，可能有害，没有读取。")
    for part in large:
        if re.search(rb"<!\s*(DOCTYPE|ENTITY)", archive.read(part).replace(b"\0", b""), re.IGNORECASE):
            raise ImportFault("文件里有外部引用的定义（DTD），可能有害，没有读取。")
    return archive


def from_docx(name: str, data: bytes) -> list[Imported]:
    checked_archive(data, ".docx")
    from docx import Document  # noqa: PLC0415 - only where one is imported

    document = Document(io.BytesIO(data))
    headings = {
        style.style_id: int(found.group(1))
        for style in document.styles
        if (found := re.fullmatch(r"(?:Heading|heading|标题) ?([1-6])", style.name or ""))
    }
    walk = DocxWalk(name, headings)
    body = document.element.body
    walk.through(body)
    pictures = sum(1 for _ in body.iter(f"{WORD}drawing", f"{WORD}pict"))
    notes = [f"文件里有 {pictures} 处图片或图形，没有导入"] if pictures else []
    if next(body.iter(f"{WORD}numPr"), None) is not None:
        notes.append("自动编号（如“一、”“1.”）不是文字，没有导入；需要时请手工补上")
    prose = [tidy(block.lstrip("# ")) for block in walk.blocks if not block.startswith("（表格见《")]
    if not set(prose) - {table.name for table in walk.tables}:
        return walk.tables
    return [Imported(name, ".md", "\n\n".join(walk.blocks), tuple(notes)), *walk.tables]


@dataclass
class DocxWalk:
    """The blocks and ledgers met on the way through a document's body; ``headings`` is style id → depth."""

    name: str
    headings: dict[str, int]
    blocks: list[str] = field(default_factory=list)
    tables: list[Imported] = field(default_factory=list)

    def through(self, parent: Any) -> None:
        for child in parent:
            if child.tag == f"{WORD}p":
                self.paragraph(child)
            elif child.tag == f"{WORD}tbl":
                self.table(child)
            elif child.tag == f"{WORD}sdt":
                for content in child.iterchildren(f"{WORD}sdtContent"):
                    self.through(content)

    def paragraph(self, element: Any) -> None:
        text = " ".join(text_of(element).split())
        style = element.find(f"{WORD}pPr/{WORD}pStyle")
        depth = self.headings.get(style.get(f"{WORD}val")) if style is not None else None
        if text:
            self.blocks.append(f"{'#' * depth} {text}" if depth else unheaded(text))

    def table(self, element: Any) -> None:
        rows = [[text_of(cell) for cell in row.iter(f"{WORD}tc")] for row in element.iter(f"{WORD}tr")]
        found = ledger(rows) if len({len(row) for row in rows}) == 1 else None
        if found is None:
            self.blocks.extend(filter(None, [unheaded(told_table(rows))]))
            return
        label = tidy(self.blocks[-1].lstrip("# ")) if self.blocks else ""
        is_title = 2 <= len(label) <= 24 and re.search(r"(表|台账|清单|明细|统计|情况|记录)$", label)
        number = len(self.tables) + 1
        title = label if is_title else f"{self.name}表{number}"
        if title in {table.name for table in self.tables}:
            title = f"{title}{number}"
        self.tables.append(Imported(title, ".csv", *found))
        if is_title and not self.blocks[-1].startswith("#"):
            self.blocks.pop()
        self.blocks.append(f"（表格见《{title}》）")


def text_of(element: Any) -> str:
    """The words of an element: what was inserted under tracking counts, what was deleted does not."""
    said = ""
    for child in element:
        if child.tag in SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{WORD}t":
            said += child.text or ""
        else:
            said += " " if child.tag in BLANKS else text_of(child)
    return said


def from_xlsx(name: str, data: bytes) -> list[Imported]:
    checked_archive(data, ".xlsx")
    from openpyxl import load_workbook  # noqa: PLC0415 - only where one is imported

    book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(data), keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = len(book.worksheets) - len(sheets)
    found: list[Imported] = []
    for sheet in sheets:
        if sheet.max_row * sheet.max_column > 2_000_000:
            raise ImportFault(
                f"工作表“{sheet.title}”太大（{sheet.max_row} 行 × {sheet.max_column} 列）：请只留有用的区域。"
            )
        rows = [[cell_text(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
        notes = [f"有 {hidden} 个隐藏的工作表没有导入"] if hidden else []
        empty = sum(
            cell.data_type == "f" and sheet[cell.coordinate].value is None
            for row in formulas[sheet.title].iter_rows()
            for cell in row
        )
        notes += [f"有 {empty} 格是没有算出结果的公式，导入后是空的：请先在表格软件里打开并保存一次"] if empty else []
        notes += filled(rows, [area.bounds for area in sheet.merged_cells.ranges])
        titles = []
        while len(rows) > 2 and sum(bool(cell) for cell in dict.fromkeys(rows[0])) < 2:
            titles += [cell for cell in dict.fromkeys(rows.pop(0)) if cell]
        table = ledger(rows)
        if table is None:
            continue
        plain = re.fullmatch(r"(?i)sheet ?\d*|工作表 ?\d*", sheet.title)
        title = (titles[0] if titles else name) if plain else sheet.title
        notes += [f"表头上方的文字没有导入：{'；'.join(titles)}"] if titles[0 if not plain else 1 :] else []
        if title in {one.name for one in found}:
            title = f"{title}{len(found) + 1}"
        found.append(Imported(title, ".csv", *with_notes(table, tuple(notes))))
    return found


def filled(rows: list[list[str]], areas: Iterable[tuple[int, int, int, int]]) -> list[str]:
    """Write the value of each merged area into all of its cells."""
    count = 0
    for left, top, right, bottom in areas:
        count += bottom > top
        for row in range(top, min(bottom, len(rows)) + 1):
            for column in range(left, min(right, len(rows[row - 1])) + 1):
                rows[row - 1][column - 1] = rows[top - 1][left - 1]
    return [f"有 {count} 处上下合并的格子，已把内容填进每一行"] if count else []


def cell_text(value: object, form: str) -> str:
    """A cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        if "%" in form:
            return f"{value * 100:.10g}%"
        return str(value) if isinstance(value, int) else f"{value:.12g}"
    if hasattr(value, "strftime"):
        text = str(value)
        return text.removesuffix(" 00:00:00")
    return str(value)


def from_pdf(name: str, data: bytes) -> list[Imported]:
    from pypdf import PdfReader  # noqa: PLC0415 - only where one is imported
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportFault("这份 PDF 有密码：请去掉密码再导入。")
        if len(reader.pages) > PAGES:
            raise ImportFault(f"这份 PDF 有 {len(reader.pages)} 页，超过 {PAGES} 页：请拆分。")
        pages = [page.extract_text() for page in reader.pages]
    except PyPdfError as error:
        raise ImportFault(f"这份 PDF 读不出来（{type(error).__name__}）：请另存一份，或复制文字后粘贴。") from error
    lines = [line for page in pages for line in page.split("\n") if not PAGE_NUMBER.fullmatch(line) or not line.strip()]
    scanned = sum(len(page.strip()) < 10 for page in pages)
    if scanned == len(pages):
        raise ImportFault("这份 PDF 没有文字层，像是扫描件：请先做文字识别，或录入文字后粘贴。")
    notes = ("由 PDF 转来，换行和表格可能走样，请对照原件核对", *([f"有 {scanned} 页没有文字"] if scanned else []))
    return [Imported(name, ".md", "\n\n".join(map(unheaded, paragraphs_of(lines))), notes)]
