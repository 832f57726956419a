"""A case under work as plain values, and back to files that a person can read in any editor.

Unfinished is allowed here: lint says what is missing. What was opened and is not changed comes back byte for byte.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from kit.content.cases import CASE_ID, CaseReading, read_case
from kit.content.files import decode, inside, read_bytes
from kit.content.lint import case_faults
from kit.content.yamldoc import Place
from kit.content.yamledit import Value, edited, read
from kit.errors import ContentError, Finding, KitError

HEAD, KEY = "case.yaml", "key.yaml"

HEAD_START = """\
# 案例的基本情况：学员先看到的。写法见 docs/author.md
id: {case_id}
title: ""
difficulty: 2   # 1 基础 · 2 进阶 · 3 综合
inspection: 常规巡察   # 常规巡察 | 专项巡察 | 机动巡察 | 回头看
organ: ""
minutes: 60
background: ""
materials:
  - {{name: 会议记录, file: materials/01.md}}
provenance: ""
"""

KEY_START = """\
# 答案：学员看不到。写法见 docs/author.md
problems:
  - id: P1
    title: ""
    prompt: ""
    category: ""
    level: 党务   # 政治 | 党务 | 业务 | 财务
    severity: 一般   # 一般 < 较重 < 严重
    evidence: []
    points:
      - {id: P1.1, aspect: 定性, weight: 2, text: ""}
      - {id: P1.2, aspect: 事实, weight: 2, text: ""}
      - {id: P1.3, aspect: 依据, weight: 1, text: ""}
      - {id: P1.4, aspect: 原因责任, weight: 1, text: ""}
      - {id: P1.5, aspect: 影响, weight: 1, text: ""}
    wrong: []
    measures:
      - {id: P1.m1, aspect: 立行立改, weight: 1, text: ""}
      - {id: P1.m2, aspect: 建章立制, weight: 2, text: ""}
    owners: []
red_herrings: []
judgement: []
"""


@dataclass
class CaseDraft:
    """A case under work.

    ``head`` and ``key`` are the values of case.yaml and key.yaml, ``texts`` the materials by file, with ``\\n``.
    ``opened`` are the files as they were opened or last saved, empty for what is new.
    """

    head: dict[str, Any]
    key: dict[str, Any]
    texts: dict[str, str] = field(default_factory=dict)
    opened: dict[str, bytes] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.head.get("id") or "")


@dataclass(frozen=True)
class Told:
    """A fault of a draft: where (a place in case.yaml or key.yaml, or the name of a material's file), and what."""

    file: str
    place: Place
    line: int
    message: str


def new_draft(case_id: str) -> CaseDraft:
    """An empty case with everything to be filled in. Raises KitError for an id of a wrong form."""
    if not CASE_ID.fullmatch(case_id):
        raise KitError(
            f"编号“{case_id}”不合格式：应为两个小写字母-三位数字-小写英文短名，如 ab-001-village-assets；"
            "xc 留给工具包自带的案例。"
        )
    return CaseDraft(read(HEAD_START.format(case_id=case_id), HEAD), read(KEY_START, KEY), {"materials/01.md": ""})


def new_files(case_id: str) -> dict[str, bytes]:
    """The files of an empty case, with comments that say what goes where. Raises KitError as ``new_draft``."""
    new_draft(case_id)
    files = {HEAD: HEAD_START.format(case_id=case_id), KEY: KEY_START, "materials/01.md": ""}
    return {name: text.encode() for name, text in files.items()}


def open_draft(folder: Path) -> CaseDraft:
    """The case in a folder, finished or not.

    Raises ContentError where a file cannot be read at all, or is not YAML: these are mended in an editor.
    """
    faults: list[Finding] = []
    data = {name: held for name in (HEAD, KEY) if (held := read_bytes(folder / name, name, faults)) is not None}
    values: dict[str, Value] = {}
    for name, held in data.items():
        try:
            values[name] = read(decoded(held, name), name)
        except ContentError as error:
            faults.extend(error.findings)
    faults += [Finding(name, 1, "应是“名称: 值”的对应：请对照格式说明改正")
               for name, value in values.items() if not isinstance(value, dict)]  # fmt: skip
    if faults:
        raise ContentError(faults)
    draft = CaseDraft(values[HEAD], values[KEY], {}, data)
    for file in files_named(draft):
        if not inside(folder, folder / file) or not (folder / file).is_file():
            continue
        held = read_bytes(folder / file, file, faults)
        if held is not None:
            draft.texts[file], draft.opened[file] = decoded(held, file), held
    if faults:
        raise ContentError(faults)
    return draft


def decoded(data: bytes, shown: str) -> str:
    """The file's text without BOM and with ``\\n``; an empty file is an empty text. Raises ContentError."""
    if not data.strip():
        return ""
    faults: list[Finding] = []
    source = decode(data, shown, faults)
    if source is None:
        raise ContentError(faults)
    return source.text


def files_named(draft: CaseDraft) -> list[str]:
    """The files that case.yaml names, each once, in order."""
    entries = draft.head.get("materials")
    named = [entry.get("file") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return list(dict.fromkeys(file for file in named if isinstance(file, str) and file))


def files_of(draft: CaseDraft) -> dict[str, bytes]:
    """Every file of the case as it is to be written. Raises ContentError for what no file can hold."""
    starts = {HEAD: HEAD_START.format(case_id=draft.id or "xx"), KEY: KEY_START}
    files = {}
    for name, value in ((HEAD, draft.head), (KEY, draft.key)):
        held = draft.opened.get(name)
        before = held.decode("utf-8") if held is not None else starts[name]
        files[name] = edited(before, value, name).encode("utf-8")
    for file in files_named(draft):
        if file in draft.texts and ".." not in PurePosixPath(file).parts and not file.startswith("/"):
            files[file] = material_bytes(draft.texts[file], draft.opened.get(file))
    return files


def material_bytes(text: str, opened: bytes | None) -> bytes:
    """A material with BOM and line ends as they were; its own bytes where the text is the same."""
    if opened is None:
        return text.encode("utf-8")
    if decoded(opened, "") == text:
        return opened
    bom = b"\xef\xbb\xbf" if opened.startswith(b"\xef\xbb\xbf") else b""
    return bom + (text.replace("\n", "\r\n") if b"\r\n" in opened else text).encode("utf-8")


def changed_files(draft: CaseDraft) -> dict[str, bytes | None]:
    """What saving would write: file → bytes, None for a material that was taken out of the case."""
    files = files_of(draft)
    changed: dict[str, bytes | None] = {name: data for name, data in files.items() if draft.opened.get(name) != data}
    return changed | {name: None for name in draft.opened if name not in files}


def check_draft(draft: CaseDraft, samples: bytes | None = None) -> tuple[CaseReading, tuple[Told, ...]]:
    """What lint would say of the case if it were saved now, each with its place; nothing is written for good.

    The reading serves a preview: ``case_of`` makes a Case of it where nothing keeps it from being one.
    """
    with tempfile.TemporaryDirectory(prefix="kit-case-", ignore_cleanup_errors=True) as held:
        folder = Path(held) / (draft.id if CASE_ID.fullmatch(draft.id) else "xx-000-x")
        folder.mkdir()
        for name, data in files_of(draft).items():
            if inside(folder, folder / name) and "\0" not in name:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
        if samples is not None:
            (folder / "samples.jsonl").write_bytes(samples)
        reading = read_case(folder)
        faults = sorted(set(case_faults(reading)))
    return reading, tuple(told_of(fault, reading) for fault in faults)


def told_of(fault: Finding, reading: CaseReading) -> Told:
    file = fault.file.removeprefix(f"{reading.shown}/")
    doc = {HEAD: reading.head_doc, KEY: reading.key_doc}.get(file)
    place: Place = ()
    if doc is not None:
        there = [place for place, line in doc.lines.items() if line == fault.line]
        named = re.findall("“([A-Za-z_]+)”", fault.message)
        place = max(there, key=lambda found: (found[-1:] == tuple(named[:1]), -len(found)), default=())
    return Told(file, place, fault.line, fault.message)


NAMES = {
    "problems": "问题",
    "points": "要点",
    "measures": "整改要点",
    "evidence": "证据",
    "wrong": "错误说法",
    "red_herrings": "干扰项",
    "judgement": "情境题",
    "options": "选项",
    "materials": "材料",
    "accept": "同义说法",
    "numbers": "数字",
    "owners": "责任主体",
    "reference": "参考答案",
    "title": "题目",
    "prompt": "提问",
    "category": "分类",
    "also": "相近分类",
    "level": "层面",
    "severity": "程度",
    "text": "内容",
    "why": "理由",
    "quote": "引文",
    "row": "行号",
    "material": "材料",
    "scenario": "情境",
    "principle": "原则",
    "background": "背景",
    "provenance": "来源",
    "organ": "单位",
    "minutes": "用时",
    "difficulty": "难度",
    "inspection": "巡察方式",
    "id": "编号",
    "weight": "权重",
    "aspect": "方面",
    "score": "分值",
    "name": "名称",
    "file": "文件",
    "finding": "参考底稿",
    "checks": "核算",
    "need": "必要程度",
}
"""What the fields are called on screen."""


def place_words(told: Told, names: Mapping[str, str] = {}) -> str:
    """Where a fault is, for people: ``问题 1 · 要点 2 · 内容``. ``names`` gives materials by their files."""
    if told.file in names:
        return f"材料《{names[told.file]}》第 {told.line} 行"
    if not told.place:
        return "" if told.file in (HEAD, KEY) else told.file
    words: list[str] = []
    for part in told.place:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(NAMES.get(str(part), str(part)))
    return " · ".join(words)


def plain_message(message: str) -> str:
    """A message of lint with the fields by their names on screen."""
    return re.sub("“([a-z_]+)”", lambda found: f"“{NAMES.get(found.group(1), found.group(1))}”", message)
