"""What an exercise's items say beyond their form: kinds and payloads, and ids that must name one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kit.content.keycheck import duplicates, option_faults
from kit.content.validate import nearest
from kit.content.yamldoc import Node
from kit.errors import Finding
from kit.model.exercise import CASE_KINDS, KIND_NAMES, PAYLOAD_KINDS, PROBLEM_KINDS

RUBRIC = {
    "finding": ("定性", "事实", "依据", "分析", "表述"),
    "measures": ("针对", "操作", "责任时限", "长效", "实效"),
}
"""Criteria that a review marks, by what is reviewed."""


def check_items(top: Node, faults: list[Finding]) -> None:
    """Check every item of an exercise file; ``faults`` gets what is wrong."""
    items = top.records("items")
    faults.extend(duplicates(items, "题目"))
    for item in items:
        faults.extend(item_faults(item))


def item_faults(item: Node) -> Iterator[Finding]:
    if "/" in (item.text("id") or ""):
        yield item.finding("题目编号里不能有“/”：请改用“-”", "id")
    kind = item.text("kind")
    if kind is None:
        return
    if kind not in KIND_NAMES:
        yield item.finding(f"没有题型“{kind}”{nearest(kind, KIND_NAMES)}", "kind")
        return
    if item.text("use") is not None:
        yield from use_faults(item)
        return
    yield from payload_faults(item, kind)
    yield from case_faults(item, kind)
    if kind == "judgement":
        situations = item.records("judgement")
        yield from duplicates(situations, "情境题")
        for situation in situations:
            yield from option_faults(situation)
    payload = item.child(kind)
    if kind in CHECKS and payload is not None:
        yield from CHECKS[kind](payload)


def use_faults(item: Node) -> Iterator[Finding]:
    """An item taken over from another set has nothing of its own that could differ from it."""
    if not re.fullmatch("[^/]+/[^/]+", item.text("use") or ""):
        yield item.finding("use 应写成“练习/题目”，如 figures-check/v1", "use")
    for field in ("case", "problem", "prompt", "background", "covers", "difficulty", "minutes", *PAYLOAD_KINDS):
        if item.child(field) is not None:
            yield item.finding(f"沿用别的题（use），不应再写“{field}”：请删去，内容以被沿用的题为准", field)


def payload_faults(item: Node, kind: str) -> Iterator[Finding]:
    for other in PAYLOAD_KINDS:
        if other != kind and item.child(other) is not None:
            yield item.finding(f"题型是 {kind}，不应有“{other}”：请删去，或改正 kind", other)
    if kind in PAYLOAD_KINDS and kind != "judgement" and item.child(kind) is None:
        yield item.finding(f"题型 {kind} 缺少“{kind}:”一节：请补上题目内容", "kind")


def case_faults(item: Node, kind: str) -> Iterator[Finding]:
    has_case = item.text("case") is not None
    if kind in CASE_KINDS and not has_case and not item.entries("judgement"):
        told = "“judgement:”一节或“case”" if kind == "judgement" else "“case”"
        yield item.finding(f"题型 {kind} 缺少{told}：请写明用哪个案例", "kind")
    if kind in PROBLEM_KINDS and item.text("problem") is None:
        yield item.finding(f"题型 {kind} 缺少“problem”：请写明案例的哪个问题，如 P1", "kind")
    if kind not in PROBLEM_KINDS and item.child("problem") is not None:
        yield item.finding(f"题型 {kind} 不针对某一个问题：请删去“problem”", "problem")


def match_faults(task: Node) -> Iterator[Finding]:
    left, right = task.records("left"), task.records("right")
    yield from duplicates(left, "左栏")
    yield from duplicates(right, "右栏")
    seen = set()
    for pair in task.records("pairs"):
        yield from unknown(pair, "left", ids(left), "左栏")
        yield from unknown(pair, "right", ids(right), "右栏")
        told = (pair.text("left"), pair.text("right"))
        if told in seen and None not in told:
            yield pair.finding(f"配对 {told[0]}—{told[1]} 重复：请删去一处")
        seen.add(told)
    paired = {pair.text("left") for pair in task.records("pairs")}
    for choice in left:
        if choice.text("id") is not None and choice.text("id") not in paired:
            yield choice.finding(f"左栏“{choice.text('id')}”没有配对：请在 pairs 里补上", "id")


def order_faults(task: Node) -> Iterator[Finding]:
    steps = task.records("steps")
    yield from duplicates(steps, "步骤")
    answer = [name for entry in task.entries("answer") for name in names_in(entry)]
    told: set[str] = set()
    for place, name in answer:
        if name in told:
            yield place.finding(f"answer 里“{name}”重复：请删去一处")
        elif name not in ids(steps):
            yield place.finding(f"answer 里的“{name}”不在 steps 中{nearest(name, ids(steps))}")
        told.add(name)
    choose = task.number("choose")
    if choose is None:
        absent = [name for name in ids(steps) if name not in told]
        if absent and told:
            yield task.finding(f"answer 缺少 {'、'.join(absent)}：请排入全部步骤，或用 choose 说明选几项", "answer")
        return
    if choose >= len(steps):
        yield task.finding(f"choose 是 {choose:g}，而 steps 只有 {len(steps)} 项：请少选，或增加选项", "choose")
    if answer and len(told) != choose:
        yield task.finding(f"answer 有 {len(told)} 项，而 choose 要选 {choose:g} 项：请改成一致", "answer")
    for step in steps:
        if step.number("value") is None:
            yield step.finding("取舍题的每一项都要有 value（0–10，值得关注的程度）：请补上")


def names_in(entry: Node) -> Iterator[tuple[Node, str]]:
    """The names in one entry of an answer: a name, or a list of names that may stand in any order."""
    inner = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    return ((entry, name) for name in inner if isinstance(name, str))


def verify_faults(task: Node) -> Iterator[Finding]:
    yield from duplicates(task.records("questions"), "小题")
    yield from table_faults(task)
    for question in task.records("questions"):
        given = [name for name in ("value", "rows", "verdict") if question.child(name) is not None]
        if len(given) != 1:
            told = f"同时有 {'、'.join(given)}" if given else "没有答案"
            yield question.finding(f"小题{told}：value、rows、verdict 必须恰有一个")
        options = question.records("options")
        yield from duplicates(options, "选项")
        verdict = question.text("verdict")
        if verdict is not None and len(options) < 2:
            yield question.finding("有 verdict 的小题至少要有 2 个 options：请补上", "verdict")
        elif verdict is not None:
            yield from unknown(question, "verdict", ids(options), "选项")
        elif options:
            yield question.finding("没有 verdict 的小题不应有 options：请删去，或写 verdict", "options")


def table_faults(task: Node) -> Iterator[Finding]:
    """Faults of the ``tables`` that an item brings along."""
    names: set[str] = set()
    for table in task.records("tables"):
        name = table.text("name")
        if name is not None and name in names:
            yield table.finding(f"表名“{name}”重复：请换一个", "name")
        names.add(name or "")
        width = len(table.entries("header"))
        rows = table.entries("rows")
        if rows and not width:
            yield table.finding("有 rows 而没有 header：请写上表头", "rows")
        for number, row in enumerate(rows, start=1):
            if isinstance(row.value, tuple) and width and len(row.value) != width:
                yield row.finding(f"第 {number} 行有 {len(row.value)} 格，表头有 {width} 格：请补齐")
        if not rows and not table.text("text"):
            yield table.finding("表是空的：请写 header 和 rows，或写 text")


def diagnose_faults(task: Node) -> Iterator[Finding]:
    plan = task.records("plan")
    yield from duplicates(plan, "措施")
    yield from table_faults(task)
    for row in plan:
        if not row.text("measure"):
            yield row.finding("措施没有内容（measure）：请补上")
        labels = row.texts("labels")
        if len(set(labels)) < len(labels):
            yield row.finding("labels 有重复：请删去一个", "labels")


def rewrite_faults(task: Node) -> Iterator[Finding]:
    yield from duplicates(task.records("points"), "得分点")
    if task.records("points") and not any(point.text("aspect") == "定性" for point in task.records("points")):
        yield task.finding("没有 aspect 为 定性 的得分点：提升表述的题至少要有一个", "points")


def review_faults(task: Node) -> Iterator[Finding]:
    draft = task.text("draft")
    if draft not in RUBRIC:
        return
    wanted = {"finding": "text", "measures": "rows"}[draft]
    if not (task.text(wanted) or task.entries(wanted)):
        yield task.finding(f"draft 是 {draft}，缺少“{wanted}”：请写上被评的作答")
    for name in ("marks", "why"):
        held = task.child(name)
        if held is None or not isinstance(held.value, dict):
            continue
        absent = [criterion for criterion in RUBRIC[draft] if criterion not in held.value]
        if absent:
            yield task.finding(f"{name} 缺少维度 {'、'.join(absent)}：请补上", name)
        for criterion in held.value:
            if criterion not in RUBRIC[draft]:
                yield held.finding(f"{name} 里没有维度“{criterion}”{nearest(criterion, RUBRIC[draft])}", criterion)


def ids(nodes: Iterable[Node]) -> list[str]:
    return [name for node in nodes if (name := node.text("id")) is not None]


def unknown(node: Node, name: str, known: list[str], what: str) -> Iterator[Finding]:
    told = node.text(name)
    if told is not None and told not in known:
        yield node.finding(f"{what}里没有“{told}”{nearest(told, known)}", name)


CHECKS: dict[str, Callable[[Node], Iterator[Finding]]] = {
    "match": match_faults,
    "order": order_faults,
    "verify": verify_faults,
    "diagnose": diagnose_faults,
    "rewrite": rewrite_faults,
    "review": review_faults,
}
