"""What authors have becomes prose and ledgers; what is hostile or unreadable is refused with a reason."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from openpyxl import Workbook

from kit.content.files import SourceText
from kit.content.importing import LARGEST, import_file
from kit.content.importtext import ImportFault, paragraphs_of, pasted_ledger
from kit.content.materials import read_material
from kit.errors import Finding

LEDGER = [("序号", "事项", "金额（万元）"), ("1", "设备,采购", "3.5"), ("2", "印刷", "4")]


def docx() -> bytes:
    document = Document()
    document.add_heading("党组会议记录", 1)
    document.add_paragraph("2024年3月5日，党组书记甲某主持。")
    changed = document.add_paragraph("同意支付")
    for tag, text_tag, text in (("w:del", "w:delText", "30万元"), ("w:ins", "w:t", "50万元")):
        mark, run, word = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        word.text = text
        run.append(word)
        mark.append(run)
        changed._p.append(mark)
    document.add_paragraph("#3 会议室。")
    document.add_paragraph("支出台账")
    table = document.add_table(3, 3)
    for row, cells in enumerate(LEDGER):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    form = document.add_table(1, 2)
    form.cell(0, 0).text, form.cell(0, 1).text = "签批", "同意"
    return saved(document)


def saved(document: object) -> bytes:
    held = io.BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["2023年支出台账"], ["部门", "日期", "占比", "金额"], ["办公室", datetime(2024, 3, 5), 0.541, 170.5],
                [None, datetime(2024, 3, 6, 9, 30), 0.4, 3], ["人事科", None, 1, "=D3+D4"]):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    for row in (3, 4, 5):
        sheet.cell(row, 3).number_format = "0.0%"
    hidden = book.create_sheet("底账")
    hidden.sheet_state = "hidden"
    second = book.create_sheet("谈话安排")
    for row in (["姓名", "姓名"], ["甲某", "乙某"]):
        second.append(row)
    return saved(book)


def pdf(*lines: str, encrypted: bool = False) -> bytes:
    """A PDF of one page with Chinese text by a ToUnicode map."""
    chars = sorted({char for line in lines for char in line})
    code = {char: n for n, char in enumerate(chars, start=1)}
    shown = b"BT /F1 12 Tf 14 TL 50 700 Td " + b"".join(
        b"<" + b"".join(b"%04X" % code[char] for char in line) + b"> Tj T* " for line in lines
    )
    pairs = b"".join(b"<%04X> <%04X>\n" % (code[char], ord(char)) for char in chars)
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> "
    cmap += b"endcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap end end" % (len(chars), pairs)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s ET\nendstream" % (len(shown) + 3, shown),
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/DW 1000"
        b"/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    said, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(said))
        said += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return said + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(said))  # fmt: skip


def archive(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return held.getvalue()


TAKEN = [
    (
        "会议.docx",
        docx(),
        [
            (
                "会议",
                ".md",
                ["# 党组会议记录", "同意支付50万元", "＃3 会议室。", "（表格见《支出台账》）", "签批 | 同意"],
            ),
            ("支出台账", ".csv", ["序号,事项,金额（万元）", '1,"设备,采购",3.5', "2,印刷,4"]),
        ],
    ),
    (
        "2023支出.xlsx",
        xlsx(),
        [
            (
                "2023年支出台账",
                ".csv",
                [
                    "部门,日期,占比,金额",
                    "办公室,2024-03-05,54.1%,170.5",
                    "办公室,2024-03-06 09:30:00,40%,3",
                    "人事科,,100%,",
                ],
            ),
            ("谈话安排", ".csv", ["姓名,姓名2", "甲某,乙某"]),
        ],
    ),
    ("甲.csv", "序号，事项\n1，印刷\n".encode("gb18030"), [("甲", ".csv", ["序号,事项", "1,印刷"])]),
    ("乙.csv", b"\xef\xbb\xbf" + "序号,事项\r\n1,印刷\r\n".encode(), [("乙", ".csv", ["序号,事项", "1,印刷"])]),
    ("丙.csv", "序号\t事项\n1\t印刷\n".encode("utf-16"), [("丙", ".csv", ["1,印刷"])]),
    ("通知.txt", "第一段。\n第二段。\n".encode("gb18030"), [("通知", ".md", ["第一段。\n\n第二段。"])]),
    ("规定.md", "# 规定\n\n第一条 甲\n".encode(), [("规定", ".md", ["# 规定\n\n第一条 甲\n"])]),
    ("../../x/谈话.txt", "甲\u200b某说".encode(), [("谈话", ".md", ["甲某说"])]),
    (
        "报告.pdf",
        pdf("党组会议研究了采购事项。", "会议同意支付五十万元。"),
        [("报告", ".md", ["党组会议研究了采购事项。\n\n会议同意"])],
    ),
]


@pytest.mark.parametrize(("name", "data", "wanted"), TAKEN, ids=[row[0] for row in TAKEN])
def test_taken(name: str, data: bytes, wanted: list[tuple[str, str, list[str]]]) -> None:
    found = import_file(name, data)
    assert [(one.name, one.suffix) for one in found] == [row[:2] for row in wanted]
    for one, (title, suffix, parts) in zip(found, wanted, strict=True):
        for part in parts:
            assert part in one.text
        faults: list[Finding] = []
        source = SourceText("x", one.text.encode(), one.text)
        assert read_material(title, f"materials/x{suffix}", source, faults) is not None
        assert faults == []


def test_deleted_words_stay_deleted_and_notes_tell_what_was_left() -> None:
    prose, _ = import_file("会议.docx", docx())
    assert "30万元" not in prose.text
    first, _ = import_file("支出.xlsx", xlsx())
    told = "；".join(first.notes)
    assert "公式" in told
    assert "合并" in told
    assert "隐藏" in told


def bomb() -> bytes:
    return archive({"[Content_Types].xml": b"<a/>", "word/document.xml": b" " * 15_000_000})


def many() -> bytes:
    return archive({f"word/media/{n}.bin": bytes(1_000_000) for n in range(70)})


def entity() -> bytes:
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    return archive({"[Content_Types].xml": b"<a/>", "word/document.xml": xml})


def entity_utf16() -> bytes:
    xml = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")
    return archive({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": xml})


def wide() -> bytes:
    return ("甲," * 70 + "乙\n" + "1," * 70 + "2\n").encode()


REFUSED = [
    ("空.docx", b"", "空文件"),
    ("旧.doc", b"x", "另存为 .docx"),
    ("图.png", b"x", "识别或录入"),
    ("什么", b"x", "可以导入的有"),
    ("大.txt", b"x" * (LARGEST + 1), "超过 20 MB"),
    ("坏.docx", b"PK\x03\x04nonsense", "不是完好的 .docx"),
    ("别的.docx", archive({"a.txt": b"x"}), "读不出来"),
    ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "密码"),
    ("炸.docx", bomb(), "不合常理"),
    ("多.docx", many(), "解开后太大"),
    ("外.docx", entity(), "DTD"),
    ("外.xlsx", entity_utf16(), "DTD"),
    ("宽.csv", wide(), "表格太大"),
    ("单.csv", "只有一列\n1\n".encode(), "两列以上"),
    ("引.csv", b'a,b\n"1,2\n', "引号没有收尾"),
    ("乱.txt", bytes(range(256)), "文字编码"),
    ("坏.pdf", b"%PDF-1.4 nonsense", "读不出来"),
    ("扫描.pdf", pdf(""), "扫描件"),
    ("空白.txt", b" \n ", "没有找到文字"),
]


@pytest.mark.parametrize(("name", "data", "told"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(name: str, data: bytes, told: str) -> None:
    with pytest.raises(ImportFault, match=told):
        import_file(name, data)


@pytest.mark.parametrize(
    "path", sorted(Path(__file__).parents[2].glob("cases/*/materials/*.csv"))[:8], ids=lambda p: p.name
)
def test_a_ledger_of_the_bank_comes_back_as_it_is(path: Path) -> None:
    text = path.read_text("utf-8")
    assert list(csv.reader(io.StringIO(pasted_ledger(text)[0]))) == list(csv.reader(io.StringIO(text)))


WRAPPED = [
    "会议研究了本年度设备采购事项以及下一步安排并",
    "决定由办公室牵头组织实施各科室要积极配合做好",
    "验收工作，并在年底之前将情况书面报告给党组会",
    "审定。",
    "二、其他事项",
]
PARAGRAPHS = [
    (["甲。", "乙。"], ["甲。", "乙。"]),
    (["甲", "", "乙"], ["甲", "乙"]),
    (WRAPPED, ["".join(WRAPPED[:4]), WRAPPED[4]]),
]


@pytest.mark.parametrize(("lines", "wanted"), PARAGRAPHS)
def test_hard_breaks_are_undone(lines: list[str], wanted: list[str]) -> None:
    assert paragraphs_of(lines) == wanted


def test_any_garbage_is_refused_or_taken_but_never_crashes() -> None:
    good = docx()
    for cut in range(0, len(good), max(1, len(good) // 25)):
        for data in (good[:cut], good[:cut] + struct.pack("<I", zlib.crc32(good[:cut])) + good[cut + 4 :]):
            try:
                import_file("甲.docx", data)
            except ImportFault:
                continue
