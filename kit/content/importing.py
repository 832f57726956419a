"""What authors have, as materials: DOCX, XLSX, CSV, TXT, Markdown and text PDF to Markdown prose and CSV ledgers.

Files come from anywhere: sizes are bounded before anything is unpacked, archives with entities are refused, nothing
that a file points to is fetched. A table with a header becomes a ledger of its own; any other stays in the prose.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from kit.content.files import CONTROL
from kit.content.importoffice import from_docx, from_pdf, from_xlsx
from kit.content.importtext import HIDDEN, Imported, ImportFault, from_csv, from_markdown, from_text, tidy
from kit.errors import KitError

LARGEST = 20_000_000
"""Bytes of a file that is taken."""


def import_file(name: str, data: bytes) -> tuple[Imported, ...]:
    """The materials in a file, prose before its tables.

    Raises ImportFault where the file cannot be taken; a file is never taken in part without a note.
    """
    path = PurePath(name.replace("\\", "/"))
    suffix = path.suffix.lower()
    if not data:
        raise ImportFault(f"“{path.name}”是空文件。")
    if len(data) > LARGEST:
        raise ImportFault(
            f"“{path.name}”有 {len(data) / 1e6:.0f} MB，超过 {LARGEST / 1e6:.0f} MB：请拆分，或只留需要的部分。"
        )
    if suffix not in READERS:
        hint = OLD.get(suffix, "可以导入的有 docx、xlsx、csv、txt、md 和有文字层的 pdf")
        raise ImportFault(f"不能导入“{path.name}”：{hint}。")
    try:
        found = READERS[suffix](tidy(path.stem) or "材料", data)
    except KitError:
        raise
    except Exception as error:  # a parser met what it did not expect: told, and nothing is taken
        raise ImportFault(
            f"“{path.name}”读不出来，文件可能已损坏（{type(error).__name__}）：请另存一份再试。"
        ) from error
    if not found:
        raise ImportFault(f"“{path.name}”里没有找到文字或表格。")
    return tuple(cleaned(one) for one in found)


def cleaned(one: Imported) -> Imported:
    """Without control and invisible characters, which the kit refuses."""
    text, controls = CONTROL.subn("", one.text.replace("\r\n", "\n").replace("\r", "\n"))
    text, hidden = HIDDEN.subn("", text)
    told = (f"删去了 {controls + hidden} 个看不见的字符",) if controls + hidden else ()
    return Imported(tidy(one.name)[:40] or "材料", one.suffix, text.strip("\n") + "\n", one.notes + told)


READERS: dict[str, Callable[[str, bytes], list[Imported]]] = {
    ".docx": from_docx,
    ".xlsx": from_xlsx,
    ".csv": from_csv,
    ".txt": from_text,
    ".md": from_markdown,
    ".pdf": from_pdf,
}
"""A reader for every kind of file, by its ending."""

OLD = {
    ".doc": "这是旧的 Word 格式，请在 Word 或 WPS 里另存为 .docx",
    ".xls": "这是旧的 Excel 格式，请在 Excel 或 WPS 里另存为 .xlsx",
    ".wps": "请在 WPS 里另存为 .docx",
    ".et": "请在 WPS 里另存为 .xlsx",
    ".docm": "带宏的文件不读，请另存为 .docx",
    ".xlsm": "带宏的文件不读，请另存为 .xlsx",
    ".jpg": "图片里的文字要先识别或录入",
    ".png": "图片里的文字要先识别或录入",
}
