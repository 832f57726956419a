"""What a key says beyond its form: codes, ids, options, and every quote and row resolved to its unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kit.content.materials import find_quote
from kit.content.validate import nearest
from kit.content.yamldoc import Node
from kit.errors import Finding
from kit.model.case import Material, Need, Unit
from kit.model.taxonomy import Taxonomy


@dataclass
class Resolved:
    """Units by problem; the red herrings' units with why they are none, and which entry of the key names which."""

    evidence: dict[str, dict[str, Need]] = field(default_factory=dict)
    red_herrings: dict[str, str] = field(default_factory=dict)
    herrings: list[tuple[Node, str]] = field(default_factory=list)


def check_key(
    key: Node, materials: Mapping[str, Material | None], taxonomy: Taxonomy, faults: list[Finding]
) -> Resolved:
    """Resolve the key against the materials (None: named, but unreadable); ``faults`` gets what is wrong."""
    resolved = Resolved()
    faults.extend(duplicates(key.records("problems"), "问题"))
    faults.extend(duplicates(key.records("judgement"), "情境题"))
    points = [point for problem in key.records("problems") for name in ("points", "measures")
              for point in problem.records(name)]  # fmt: skip
    faults.extend(duplicates(points, "得分点"))
    for problem in key.records("problems"):
        faults.extend(code_faults(problem, taxonomy))
        resolved.evidence[problem.text("id") or ""] = evidence_of(problem, materials, faults)
    for herring in key.records("red_herrings"):
        unit = resolve(herring, materials, faults)
        why = herring.text("why")
        if unit is None:
            continue
        resolved.herrings.append((herring, unit.name))
        if why:
            known = resolved.red_herrings.get(unit.name)
            resolved.red_herrings[unit.name] = f"{known}；{why}" if known else why
    for item in key.records("judgement"):
        faults.extend(option_faults(item))
    return resolved


def duplicates(nodes: Iterable[Node], what: str) -> Iterable[Finding]:
    """A finding for each node whose ``id`` an earlier one has."""
    first: dict[str, int] = {}
    for node in nodes:
        name = node.text("id")
        if name is None:
            continue
        line = node.doc.line((*node.place, "id"))
        if name in first:
            yield node.finding(f"{what}编号“{name}”重复：第 {first[name]} 行已有，请换一个", "id")
        first.setdefault(name, line)


def code_faults(problem: Node, taxonomy: Taxonomy) -> Iterable[Finding]:
    category = problem.text("category")
    if category and category not in taxonomy.leaves:
        yield problem.finding(unknown_code(category, taxonomy), "category")
    also = problem.child("also")
    if also is None or not isinstance(also.value, dict):
        return
    for code in also.value:
        if code == category:
            yield also.finding(f"also 里不能再写主分类“{code}”：请删去，或换成别的分类", code)
        elif code not in taxonomy.leaves:
            yield also.finding(unknown_code(code, taxonomy), code)


def unknown_code(code: str, taxonomy: Taxonomy) -> str:
    level = next((leaf for leaf in taxonomy.leaves if leaf.startswith(f"{code}.") or leaf[:1] == code), None)
    if level:
        return f"分类“{code}”不是末级：请写到末级，如 {level}"
    return f"分类体系里没有“{code[:30]}”{nearest(to_half_width(code), taxonomy.leaves)}"


def to_half_width(text: str) -> str:
    folded = (chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char for char in text)
    return "".join(folded).replace("\u3002", ".")


def evidence_of(problem: Node, materials: Mapping[str, Material | None], faults: list[Finding]) -> dict[str, Need]:
    """The problem's units in the key's order; a unit named twice has its highest need."""
    units: dict[str, Need] = {}
    for entry in problem.records("evidence"):
        unit = resolve(entry, materials, faults)
        if unit is not None:
            needed = entry.text("need") == "必需" or units.get(unit.name) == "必需"
            units[unit.name] = "必需" if needed else "佐证"
    return units


def resolve(entry: Node, materials: Mapping[str, Material | None], faults: list[Finding]) -> Unit | None:
    """The unit that a quote or a row names; None with a fault where it names none."""
    name = entry.text("material")
    if name is None or not materials:
        return None  # told elsewhere: the field is missing, or case.yaml names no material at all
    if name not in materials:
        faults.append(entry.finding(f"没有名为“{name}”的材料{nearest(name, materials)}", "material"))
        return None
    fault, field_name = place_fault(entry)
    if fault is not None:
        faults.append(entry.finding(fault, field_name))
        return None
    material, quote, row = materials[name], entry.text("quote"), entry.number("row")
    if material is None or (quote is None and row is None):
        return None  # told elsewhere: the material cannot be read, or the field has a wrong type
    found = find_quote(material, quote.strip("\n")) if quote is not None else find_row(material, row or 0)
    if isinstance(found, str):
        faults.append(entry.finding(found, "row" if quote is None else "quote"))
        return None
    return found


def place_fault(entry: Node) -> tuple[str | None, str | None]:
    """What is wrong with an entry that should have exactly one of quote and row, and at which field."""
    quote, row = entry.child("quote"), entry.child("row")
    if quote is None and row is None:
        return "缺少引文：请写 quote（原文）或 row（台账第几行数据）", None
    if quote is not None and row is not None:
        return "quote 和 row 只能写一个：请删去一个", "row"
    if quote is not None and isinstance(quote.value, str) and not quote.value.strip():
        return "quote 空着：请引材料原文", "quote"
    return None, None


def find_row(material: Material, row: float) -> Unit | str:
    if not material.is_table:
        return f"《{material.name}》不是台账，不能用 row：请改用 quote 引原文"
    if row != int(row) or not 1 <= row <= len(material.units):
        return f"《{material.name}》没有第 {row:g} 行数据：数据行从 1 到 {len(material.units)}，不算表头"
    return material.units[int(row) - 1]


def option_faults(item: Node) -> Iterable[Finding]:
    """Faults of one judgement item's options."""
    options = item.records("options")
    yield from duplicates(options, "选项")
    scores = [(option.number("score"), option.value.get("grave")) for option in options]
    if len(options) > 1 and all(score is not None for score, _ in scores):
        best = max((score for score, grave in scores if score is not None and grave is not True), default=0)
        if best <= 0:
            yield item.finding("没有得正分的选项：请至少给一个恰当的做法 1 分或 2 分（且不标 grave）", "options")
