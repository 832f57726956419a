"""A case folder as a Case: everything read, checked and resolved once, at the door."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from kit.content.files import SourceText, inside, path_fault, read_source, real
from kit.content.keycheck import Resolved, check_key
from kit.content.materials import SUFFIXES, read_material
from kit.content.taxonomy import taxonomy
from kit.content.validate import validate
from kit.content.yamldoc import Doc, Node, parse
from kit.errors import ContentError, Finding
from kit.model.case import Case, CaseHead, Key, Material
from kit.model.taxonomy import Taxonomy

CASE_ID = re.compile(r"[a-z]{2}-[0-9]{3}-[a-z0-9-]+")


@dataclass
class CaseReading:
    """What could be read of a case folder, and every fault that keeps it from being a Case.

    ``materials`` has None for a material that is named and cannot be read.
    """

    folder: Path
    shown: str
    faults: list[Finding] = field(default_factory=list)
    head_doc: Doc | None = None
    key_doc: Doc | None = None
    head: CaseHead | None = None
    key: Key | None = None
    materials: dict[str, Material | None] = field(default_factory=dict)
    sources: dict[str, SourceText] = field(default_factory=dict)
    resolved: Resolved = field(default_factory=Resolved)
    taxonomy: Taxonomy = field(default_factory=taxonomy)


def load_case(folder: Path, shown: str | None = None) -> Case:
    """The case in a folder.

    Parameters
    ----------
    folder
        The case folder; its name is the case's id.
    shown
        How the folder is named in findings; its own name if not given.

    Raises
    ------
    ContentError
        with every fault that keeps the case from being used, all at once.
    """
    return case_of(read_case(folder, shown))


def load_head(folder: Path, shown: str | None = None) -> CaseHead:
    """case.yaml alone. Raises ContentError with every fault of that file."""
    reading = CaseReading(folder, shown or folder.name)
    read_head(reading)
    if reading.head is None or reading.faults:
        raise ContentError(sorted(reading.faults))
    return reading.head


def read_case(folder: Path, shown: str | None = None) -> CaseReading:
    """Everything of a case folder that can be read, with every fault."""
    reading = CaseReading(folder, shown or folder.name)
    read_head(reading)
    read_materials(reading)
    reading.key_doc = read_doc(reading, "key.yaml")
    if reading.key_doc is not None:
        reading.key = validate(Key, reading.key_doc, reading.faults)
        reading.resolved = check_key(reading.key_doc.top, reading.materials, reading.taxonomy, reading.faults)
    return reading


def case_of(reading: CaseReading) -> Case:
    """A faultless reading as a Case. Raises ContentError where there are faults."""
    if reading.faults or reading.head is None or reading.key is None:
        raise ContentError(sorted(set(reading.faults)))
    names = [entry.name for entry in reading.head.materials]
    files = ["case.yaml", *(entry.file for entry in reading.head.materials)]
    return Case(
        head=reading.head,
        taxonomy=reading.taxonomy,
        materials=tuple(material for name in names if (material := reading.materials[name])),
        problems=reading.key.problems,
        red_herrings=reading.key.red_herrings,
        judgement=reading.key.judgement,
        evidence_units=reading.resolved.evidence,
        red_herring_units=reading.resolved.red_herrings,
        key_hash=hashlib.sha256(reading.sources["key.yaml"].data).hexdigest(),
        content_hash=hash_of(reading.sources[file] for file in files),
    )


def hash_of(sources: Iterable[SourceText]) -> str:
    """SHA-256 over the files' raw bytes, each preceded by its length, so that no text can move between files unseen."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(len(source.data).to_bytes(8, "big"))
        digest.update(source.data)
    return digest.hexdigest()


def read_head(reading: CaseReading) -> None:
    reading.head_doc = read_doc(reading, "case.yaml")
    if reading.head_doc is None:
        return
    reading.head = validate(CaseHead, reading.head_doc, reading.faults)
    case_id = reading.head_doc.top.text("id")
    folder = real(reading.folder).name
    if case_id is None:
        return
    if not CASE_ID.fullmatch(case_id):
        told = f"编号“{case_id}”不合格式：应为两个小写字母-三位数字-小写英文名，如 xc-001-collective-decision"
        reading.faults.append(reading.head_doc.finding(("id",), told))
    if case_id != folder:
        told = f"编号“{case_id}”与文件夹名“{folder}”不同：请改成一致"
        reading.faults.append(reading.head_doc.finding(("id",), told))


def read_doc(reading: CaseReading, file: str) -> Doc | None:
    if not inside(reading.folder, reading.folder / file):
        told = f"{file} 是指向案例文件夹之外的链接：请把文件本身放进来"
        reading.faults.append(Finding(f"{reading.shown}/{file}", 1, told))
        return None
    source = read_source(reading.folder / file, f"{reading.shown}/{file}", reading.faults)
    if source is None:
        return None
    reading.sources[file] = source
    return parse(source, reading.faults)


def read_materials(reading: CaseReading) -> None:
    """Every material that case.yaml names, read and cut into units."""
    if reading.head_doc is None:
        return
    files: dict[str, str] = {}
    for entry in reading.head_doc.top.records("materials"):
        name, file = entry.text("name"), entry.text("file")
        if not name or not file:
            continue
        if name in reading.materials:
            reading.faults.append(entry.finding(f"材料名“{name}”重复：请换一个", "name"))
        elif file in files:
            reading.faults.append(entry.finding(f"文件“{file}”已用作材料《{files[file]}》：请改正", "file"))
        else:
            reading.materials[name] = read_one(reading, entry, name, file)
        files.setdefault(file, name)


def read_one(reading: CaseReading, entry: Node, name: str, file: str) -> Material | None:
    fault = path_fault(reading.folder, file)
    if fault is None and not file.lower().endswith(SUFFIXES):
        fault = f"材料“{file}”不是 .md 或 .csv：请换成这两种"
    if fault is None and not (reading.folder / file).exists():
        fault = f"没有文件“{file}”：请补上，或改正文件名{near_files(reading.folder, file)}"
    if fault is not None:
        reading.faults.append(entry.finding(fault, "file"))
        return None
    source = read_source(reading.folder / file, f"{reading.shown}/{file}", reading.faults)
    if source is None:
        return None
    reading.sources[file] = source
    return read_material(name, file, source, reading.faults)


def near_files(folder: Path, file: str) -> str:
    there = [path.relative_to(folder).as_posix() for path in sorted((folder / "materials").glob("*"))[:200]]
    near = get_close_matches(file, there, n=1, cutoff=0.6)
    return f"，是不是“{near[0]}”？" if near else ""
