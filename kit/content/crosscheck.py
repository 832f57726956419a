"""What an exercise says of other files: the cases, problems and units that it names, and the rows that it covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kit.content.cases import CaseReading, read_case
from kit.content.coverage import CoverageRow, coverage_rows
from kit.content.exercises import read_exercise
from kit.content.materials import unit_name
from kit.content.validate import nearest
from kit.content.yamldoc import Doc, Node
from kit.errors import Finding
from kit.model.exercise import KIND_NAMES, PROBLEM_KINDS


@dataclass
class CaseLookup:
    """Cases that exercises may name, read on demand from ``folders``."""

    folders: tuple[Path, ...] = ()
    readings: dict[str, CaseReading] = field(default_factory=dict)

    def add(self, case_id: str, reading: CaseReading) -> None:
        self.readings.setdefault(case_id, reading)

    def find(self, case_id: str) -> CaseReading | None:
        if case_id not in self.readings and case_id in self.known():
            home = next(home for home in self.folders if (home / case_id / "case.yaml").is_file())
            self.readings[case_id] = read_case(home / case_id)
        return self.readings.get(case_id)

    def known(self) -> list[str]:
        there = {path.parent.name for home in self.folders for path in home.glob("*/case.yaml")}
        return sorted(there | set(self.readings))


def cross_faults(doc: Doc, lookup: CaseLookup, exercises: Path | None = None) -> Iterator[Finding]:
    """Faults of an exercise against the cases, the coverage table and the other sets in the folder ``exercises``."""
    rows = {row.id: row for row in coverage_rows()}
    for item in doc.top.records("items"):
        yield from cover_faults(item, rows)
        if exercises is not None:
            yield from used_faults(item, exercises)
        case_id = item.text("case")
        case = lookup.find(case_id) if case_id else None
        if case_id and case is None:
            yield item.finding(f"没有案例“{case_id}”{nearest(case_id, lookup.known())}", "case")
            continue
        if case is not None:
            yield from case_faults(item, case)
        if item.text("kind") == "verify":
            yield from unit_faults(item, case)


def used_faults(item: Node, exercises: Path) -> Iterator[Finding]:
    """A ``use`` that names no item, or one of another kind, or one that is itself taken over."""
    set_id, slash, item_id = (item.text("use") or "").partition("/")
    if not slash:
        return
    sets = sorted(path.stem for path in exercises.glob("*.yaml"))
    if set_id not in sets:
        yield item.finding(f"没有练习“{set_id}”{nearest(set_id, sets)}", "use")
        return
    found = read_exercise(exercises / f"{set_id}.yaml").set
    if found is None:
        return  # that file's own faults are told there
    used = next((other for other in found.items if other.id == item_id), None)
    if used is None:
        yield item.finding(f"练习 {set_id} 里没有题目“{item_id}”{nearest(item_id, [o.id for o in found.items])}", "use")
    elif used.use is not None:
        yield item.finding(f"{set_id}/{item_id} 本身沿用了 {used.use}：请直接写 {used.use}", "use")
    elif used.kind != item.text("kind"):
        yield item.finding(f"{set_id}/{item_id} 是 {used.kind} 题：请把 kind 改成 {used.kind}", "kind")


def cover_faults(item: Node, rows: dict[int, CoverageRow]) -> Iterator[Finding]:
    kind = item.text("kind") or ""
    seen = set()
    for entry in item.entries("covers"):
        if not isinstance(entry.value, int) or isinstance(entry.value, bool):
            continue
        if entry.value in seen:
            yield entry.finding(f"covers 里 {entry.value} 重复：请删去一个")
        elif entry.value not in rows:
            yield entry.finding(f"covers 里的 {entry.value} 不在训练要点表中：行号从 {min(rows)} 到 {max(rows)}")
        elif kind in KIND_NAMES and kind not in rows[entry.value].kinds:
            row = rows[entry.value]
            told = f"要点 {row.id}（{row.ability}）只能用 {'、'.join(row.kinds)} 训练，不能用 {kind}"
            yield entry.finding(f"{told}：请改题型，或从 covers 删去")
        seen.add(entry.value)


def case_faults(item: Node, case: CaseReading) -> Iterator[Finding]:
    if case.key_doc is None:
        return
    kind, problem, key = item.text("kind"), item.text("problem"), case.key_doc.top
    known = [name for entry in key.records("problems") if (name := entry.text("id"))]
    if kind in PROBLEM_KINDS and problem is not None and problem not in known:
        yield item.finding(f"案例 {item.text('case')} 里没有问题“{problem}”{nearest(problem, known)}", "problem")
    if kind == "judgement" and not item.entries("judgement") and not key.entries("judgement"):
        yield item.finding(f"案例 {item.text('case')} 没有纪律情境题：请换一个案例，或在本题写 judgement", "case")


def unit_faults(item: Node, case: CaseReading | None) -> Iterator[Finding]:
    """Rows to be found that neither the item's own tables nor the case's materials have."""
    task = item.child("verify")
    if task is None:
        return
    if case is not None and not (case.materials and all(case.materials.values())):
        return  # the case's own faults are told where the case is
    known = [
        unit_name(table.text("name") or "", number)
        for table in task.records("tables")
        for number in range(1, len(table.entries("rows")) + 1)
    ]
    if case is not None:
        known.extend(unit.name for material in case.materials.values() if material for unit in material.units)
    if not known and not task.records("tables"):
        yield task.finding("没有可核对的表：请写 tables，或用 case 指明案例")
        return
    for question in task.records("questions"):
        for entry in question.entries("rows"):
            if isinstance(entry.value, str) and entry.value not in known:
                yield entry.finding(f"没有名为“{entry.value}”的数据行{nearest(entry.value, known)}")
