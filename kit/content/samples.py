"""samples.jsonl of a case: marked anchor papers, one answer a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from kit.content.answers import parse_object
from kit.content.files import SourceText
from kit.content.itemcheck import RUBRIC
from kit.content.validate import nearest
from kit.errors import AnswerFormatError, Finding
from kit.model.exercise import CASE_KINDS, PROBLEM_KINDS

TOP_MARK = 4
BODY = {"finding": ("text", str, "文字"), "measures": ("rows", list, "列表"), "discover": ("findings", list, "列表")}
"""The field that holds the answer, by task, with its type."""


def sample_faults(source: SourceText, case_id: str, problems: Collection[str]) -> Iterator[Finding]:
    """Faults of a samples file, each at its line. ``problems`` are the ids of the case's problems."""
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            sample = parse_object(line.encode())
        except AnswerFormatError as error:
            yield Finding(source.shown, number, f"{error}：请改正这一行")
            continue
        for fault in line_faults(sample, case_id, problems):
            yield Finding(source.shown, number, fault)
        named = (str(sample.get("answer_id")), str(sample.get("rater")))
        if named in seen and "answer_id" in sample:
            told = f"{named[0]}（评分人 {named[1]}）重复：第 {seen[named]} 行已有，请删去一行"
            yield Finding(source.shown, number, told)
        seen.setdefault(named, number)


def line_faults(sample: dict[str, Any], case_id: str, problems: Collection[str]) -> Iterator[str]:
    for name in ("answer_id", "rater", "provenance"):
        if not isinstance(sample.get(name), str) or not sample[name]:
            yield f"缺少“{name}”，或不是文字：请补上"
    if sample.get("case") != case_id:
        yield f"case 应是本案例的编号“{case_id}”，现为“{sample.get('case')}”：请改正"
    task = sample.get("task")
    if not isinstance(task, str) or task not in CASE_KINDS:
        yield f"没有题型“{task}”{nearest(str(task), CASE_KINDS)}"
        return
    if task in PROBLEM_KINDS and sample.get("problem") not in problems:
        yield f"案例里没有问题“{sample.get('problem')}”{nearest(str(sample.get('problem')), problems)}"
    if task in BODY:
        name, form, told = BODY[task]
        if not isinstance(sample.get(name), form):
            yield f"缺少“{name}”，或不是{told}：请写上作答"
    yield from mark_faults(sample, RUBRIC.get(task, ()))


def mark_faults(sample: dict[str, Any], criteria: tuple[str, ...]) -> Iterator[str]:
    marks, why = sample.get("marks"), sample.get("why")
    if not isinstance(marks, dict) or not marks:
        yield "缺少“marks”，或不是“维度: 分”的对应：请补上"
    else:
        absent = [criterion for criterion in criteria if criterion not in marks]
        if absent:
            yield f"marks 缺少维度 {'、'.join(absent)}：请补上"
        for criterion, mark in marks.items():
            if criteria and criterion not in criteria:
                yield f"marks 里没有维度“{criterion}”{nearest(criterion, criteria)}"
            elif isinstance(mark, bool) or not isinstance(mark, int) or not 0 <= mark <= TOP_MARK:
                yield f"marks 的“{criterion}”是 {mark}，应是 0 到 {TOP_MARK} 的整数：请改正"
    if not isinstance(why, str | dict) or not why:
        yield "缺少“why”（给分理由）：请补上"
