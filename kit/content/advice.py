"""What does not keep a case from loading and should be mended all the same: told by ``kit lint`` alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kit.content.cases import CaseReading
from kit.content.checks import CheckError, check_figure
from kit.content.exercises import ExerciseReading
from kit.content.files import SourceText, real
from kit.content.materials import blocks_of
from kit.content.yamldoc import Doc, Node
from kit.errors import Finding
from kit.text.numerals import value

BACKGROUND = (100, 400)
"""Characters of ``background``, spaces not counted."""
SWAMPED = 0.8
"""A point with a larger share of its criterion's weight makes the others count for nothing."""
CRITERION = {"原因责任": "分析", "影响": "分析"}
"""The criterion of an aspect, where it is not the aspect itself."""

# Full-width forms of ASCII, the ideographic space and full stop: they look right in a code and are not.
FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000\u3002]")
NUMERAL = re.compile("[零〇一二两三四五六七八九十百千]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def advise_case(reading: CaseReading) -> Iterator[Finding]:
    """Everything worth mending in a case that can be told from what could be read of it."""
    for source in reading.sources.values():
        yield from source_faults(source)
    yield from layout_faults(reading)
    if reading.head_doc is not None:
        yield from background_faults(reading.head_doc.top)
        yield from code_faults([reading.head_doc.top], ("id",))
    if reading.key_doc is not None:
        yield from key_faults(reading.key_doc.top)
        yield from herring_faults(reading, reading.key_doc)
        yield from figure_faults(reading, reading.key_doc)


def advise_exercise(reading: ExerciseReading) -> Iterator[Finding]:
    """Everything worth mending in an exercise file that can be told from the file alone."""
    if reading.source is not None:
        yield from source_faults(reading.source)
    if reading.doc is not None:
        yield from code_faults(reading.doc.top.descend(), ("id",))
        for item in reading.doc.top.records("items"):
            task = item.child("rewrite")
            for point in task.records("points") if task is not None else ():
                yield from number_faults(point)


def source_faults(source: SourceText) -> Iterator[Finding]:
    if source.bom:
        yield Finding(source.shown, 1, "文件开头有 BOM：请另存为不带 BOM 的 UTF-8")
    for number, line in enumerate(source.text.split("\n"), start=1):
        hidden = INVISIBLE.search(line)
        if hidden:
            yield Finding(source.shown, number, f"有看不见的字符 U+{ord(hidden.group()):04X}：请删去，它会使比对落空")


def figure_faults(reading: CaseReading, doc: Doc) -> Iterator[Finding]:
    """Figures of the key that the case's own ledgers do not give; ``checks`` of another form are left alone."""
    materials = [material for material in reading.materials.values() if material is not None]
    for check in doc.top.records("checks"):
        figure, of, allowed = check.text("figure"), check.text("of"), check.number("tolerance")
        if figure is None or of is None:
            continue
        try:
            outcome = check_figure(materials, figure, of, None if allowed is None else Fraction(str(allowed)))
        except CheckError as error:
            yield check.finding(f"这条核算读不了：{error}", "of")
            continue
        if not outcome.holds:
            told = f"{float(outcome.computed):.6g}"
            yield check.finding(f"“{figure}”与台账算出的 {told} 不一致：请核对数字或算式", "figure")


def layout_faults(reading: CaseReading) -> Iterator[Finding]:
    """Materials as laid out on disk and on the page."""
    there = reading.folder / "materials"
    if reading.head is not None and there.is_dir():
        named = {real(reading.folder / entry.file) for entry in reading.head.materials}
        for path in sorted(there.rglob("*"))[:1000]:
            if path.is_file() and real(path) not in named and not path.name.startswith("."):
                shown = f"{reading.shown}/{path.relative_to(reading.folder).as_posix()}"
                yield Finding(shown, 1, "case.yaml 的 materials 里没有列出这个文件：请补上，或删去文件")
    for material in reading.materials.values():
        if material is None:
            continue
        source = reading.sources[material.file]
        if material.is_table:
            for unit in material.units:
                if not any(cell.strip() for cell in unit.cells):
                    yield Finding(source.shown, 1, f"第 {unit.number} 行数据整行为空：请删去这一行")
        else:
            for line, block in blocks_of(source.text):
                if block.lstrip().startswith("#") and "\n" in block:
                    yield Finding(source.shown, line, "标题与下面的文字之间没有空行：请空一行，否则标题会并入段落编号")


def background_faults(head: Node) -> Iterator[Finding]:
    background = head.text("background")
    if background is not None:
        length = len("".join(background.split()))
        if background and not BACKGROUND[0] <= length <= BACKGROUND[1]:
            told = f"background 有 {length} 字，应在 {BACKGROUND[0]}–{BACKGROUND[1]} 字之间：请{{}}"
            yield head.finding(told.format("补充" if length < BACKGROUND[0] else "删减"), "background")


def key_faults(key: Node) -> Iterator[Finding]:
    problems = key.records("problems")
    yield from code_faults(key.descend(), ("id", "category"))
    yield from code_faults([also for problem in problems if (also := problem.child("also"))], ())
    for problem in problems:
        points = problem.child("points")
        if points is None or points.value == ():
            yield problem.finding("没有得分点（points）：底稿题无法评分，请补上")
        yield from weight_faults(problem)
        for name in ("points", "measures"):
            for point in problem.records(name):
                yield from number_faults(point)


def code_faults(nodes: Iterable[Node], fields: tuple[str, ...]) -> Iterator[Finding]:
    """Full-width signs in ids and codes: the values of ``fields``, or, without fields, the names themselves."""
    for node in nodes:
        names = fields or (tuple(node.value) if isinstance(node.value, dict) else ())
        for name in names:
            code = node.text(name) if fields else name
            if code is not None and FULL_WIDTH.search(code):
                half = unicodedata.normalize("NFKC", code).replace("\u3002", ".").strip()
                yield node.finding(f"“{code}”里有全角字符：请改成半角“{half}”", name)
            elif code is not None and code != code.strip():
                yield node.finding(f"“{code}”首尾有空格：请删去", name)


def weight_faults(problem: Node) -> Iterator[Finding]:
    """A point whose weight leaves the others of its criterion next to nothing."""
    groups: dict[str, list[tuple[Node, float]]] = {}
    for name in ("points", "measures"):
        for point in problem.records(name):
            weight, aspect = point.number("weight"), point.text("aspect")
            if weight is not None and weight > 0 and aspect:
                criterion = "measures" if name == "measures" else CRITERION.get(aspect, aspect)
                groups.setdefault(criterion, []).append((point, weight))
    for criterion, points in groups.items():
        total = sum(weight for _, weight in points)
        for point, weight in points:
            if len(points) > 1 and weight > SWAMPED * total:
                told = f"权重 {weight:g} 占{criterion}的 {weight / total:.0%}，其余得分点几乎不起作用：请重新分配"
                yield point.finding(told, "weight")


def number_faults(point: Node) -> Iterator[Finding]:
    """Figures that full credit needs and that the point itself does not state."""
    stated = [folded(text) for text in (point.text("text") or "", *point.texts("accept"))]
    for entry in point.entries("numbers"):
        if isinstance(entry.value, str) and stated[0] and not any(folded(entry.value) in text for text in stated):
            yield entry.finding(
                f"numbers 里的“{entry.value}”不在 text 和 accept 中：请改成一致，否则作答写对也难得满分"
            )


def folded(text: str) -> str:
    """Text with full-width forms, spaces, thousands separators and Chinese numerals levelled."""
    return NUMERAL.sub(in_digits, re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)))


def in_digits(match: re.Match[str]) -> str:
    number = value(match.group())
    return match.group() if number is None else str(number)


def herring_faults(reading: CaseReading, key: Doc) -> Iterator[Finding]:
    """Red herrings that are evidence of every problem, and so can never cost anything."""
    carried = [set(units) for units in reading.resolved.evidence.values()]
    everywhere = set.intersection(*carried) if carried else set()
    for herring, unit in reading.resolved.herrings:
        if unit in everywhere:
            yield herring.finding(f"“{unit}”同时是每个问题的证据，不会起干扰作用：请换一处，或核对证据")
