"""The steps of the wizard that are fields alone: background, problems, points, measures, judgement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import ipywidgets as w
from markupsafe import Markup

from kit.content.taxonomy import taxonomy
from kit.content.write import CaseDraft
from kit.model.case import Inspection, Level, MeasureAspect, PointAspect, Severity
from kit.model.prompt import TreeOption
from kit.workbench import parts
from kit.workbench.author.fields import Changed, Fields, Record, number_new, record_list, records, row
from kit.workbench.forms.classify import Tree

DIFFICULTIES = (("1 基础", 1), ("2 进阶", 2), ("3 综合", 3))


def background(draft: CaseDraft, changed: Changed) -> w.Widget:
    """What a trainee sees first."""
    fields = Fields(draft.head, changed)
    return parts.column(
        fields.text("案例题目", "title", "如：某市某局采购管理案例（不要透露有什么问题）"),
        row(
            fields.text("被巡察单位", "organ", "如：某市某局党组"),
            fields.choice("巡察方式", "inspection", get_args(Inspection)),
            fields.choice("难度", "difficulty", DIFFICULTIES),
            fields.number("参考用时（分钟）", "minutes", 1, 600, 5),
        ),
        fields.area("背景（100–400 字）", "background", "交代单位、巡察的由来和材料的范围；不要透露问题", rows=5),
        fields.text("来源说明", "provenance", "如：虚构案例，根据通行问题类型编写"),
    )


def problem_record() -> Record:
    points = [("定性", 2), ("事实", 2), ("依据", 1), ("原因责任", 1), ("影响", 1)]
    return {
        "id": "", "title": "", "prompt": "", "category": "", "level": "党务", "severity": "一般", "evidence": [],
        "points": [{"id": "", "aspect": aspect, "weight": weight, "text": ""} for aspect, weight in points],
        "wrong": [],
        "measures": [{"id": "", "aspect": aspect, "weight": 1, "text": ""} for aspect in ("立行立改", "建章立制")],
        "owners": [],
    }  # fmt: skip


def problems(draft: CaseDraft, changed: Changed) -> w.Widget:
    """Each problem: what it is called, what is asked, and how it is classified."""
    held = records(draft.key, "problems")

    def renumbered() -> None:
        number_points(held)
        changed()

    entries = record_list("问题", held, problem_record, build=problem_fields, changed=renumbered, prefix="P")
    number_points(held)
    return entries.widget


def number_points(held: list[Record]) -> None:
    """Ids for new points; those of a copied problem follow its own id."""
    seen: set[str] = set()
    for problem in held:
        for name, sign in (("points", "."), ("measures", ".m")):
            entries = [entry for entry in problem.get(name) or () if isinstance(entry, dict)]
            for entry in entries:
                if entry.get("id") in seen:
                    entry["id"] = ""
            number_new(entries, f"{problem.get('id')}{sign}")
            seen |= {str(entry["id"]) for entry in entries}


def problem_fields(fields: Fields) -> w.Widget:
    record = fields.record
    leaves = tuple(
        TreeOption(code=code, name=leaf.name, path=(leaf.focus_name, leaf.group_name))
        for code, leaf in taxonomy().leaves.items()
    )

    def settled() -> None:
        if tree.code:
            fields.put("category", tree.code)

    tree: Tree = Tree(leaves, settled)
    tree.pick(str(record.get("category") or ""))
    also = Markup('<p class="kit-soft">相近分类（可得部分分）：{}</p>').format(
        "、".join(f"{code} {share:g}" for code, share in (record.get("also") or {}).items()) or "无"
    )
    return parts.column(
        fields.text("问题题目（学员看不到）", "title", "一句话说清问题，如：以书记办公会代替党组会决定重大事项"),
        fields.area("提问（学员看得到）", "prompt", "如：请就该单位议事决策方面存在的问题撰写底稿", rows=1),
        parts.html("分类", "kit-label"),
        tree.widget,
        also_fields(record, fields.changed, also),
        row(
            fields.choice("应在哪个层面定性", "level", get_args(Level)),
            fields.choice("严重程度", "severity", get_args(Severity)),
            fields.words("适当的责任主体", "owners", "用顿号隔开，如：党组、党组书记、办公室"),
        ),
    )


def also_fields(record: Record, changed: Changed, told: Markup) -> w.Widget:
    """Other codes that earn part of the credit."""
    codes = [(f"{code} {leaf.name}", code) for code, leaf in taxonomy().leaves.items()]
    code = w.Dropdown(
        options=[("选一个相近分类", ""), *codes], value="", tooltip="相近分类", layout=w.Layout(width="auto")
    )
    share = w.BoundedFloatText(value=0.4, min=0, max=1, step=0.1, tooltip="得分比例", layout=w.Layout(width="90px"))
    shown = parts.html(told)

    def refresh() -> None:
        now = "、".join(f"{name} {value:g}" for name, value in (record.get("also") or {}).items()) or "无"
        parts.show(shown, Markup('<p class="kit-soft">相近分类（可得部分分）：{}</p>').format(now))
        changed()

    def add() -> None:
        if code.value:
            held = record.get("also") if isinstance(record.get("also"), dict) else {}
            record["also"] = {**(held or {}), code.value: share.value}
            refresh()

    def clear() -> None:
        record.pop("also", None)
        refresh()

    line = parts.line(code, share, parts.button("加为相近分类", add), parts.button("清空相近分类", clear))
    return parts.column(shown, line)


def points(draft: CaseDraft, problem: Record, changed: Changed) -> w.Widget:
    """The scoring points of a finding, and what must not be said."""

    def numbered() -> None:
        number_points(records(draft.key, "problems"))
        changed()

    def empty() -> Record:
        return {"id": "", "aspect": "事实", "weight": 1, "text": ""}

    listed = record_list(
        "要点", records(problem, "points"), empty, build=point_fields(get_args(PointAspect)), changed=numbered,
        prefix=f"{problem.get('id')}.",
    )  # fmt: skip
    wrong = record_list(
        "错误说法", records(problem, "wrong"), lambda: {"text": "", "why": ""}, build=wrong_fields, changed=changed
    )
    advice = (
        "一个要点写一件事；数字写进“必须有的数字”，别的说法写进“同义说法”。定性、事实、依据、原因责任、影响最好都有。"
    )
    return parts.column(
        parts.html(advice, "kit-soft"),
        listed.widget,
        parts.html(Markup("<h3>错误说法（写了要扣分）</h3>")),
        wrong.widget,
    )


def point_fields(aspects: tuple[str, ...]) -> Callable[[Fields], w.Widget]:
    def build(fields: Fields) -> w.Widget:
        return parts.column(
            row(
                fields.choice("方面", "aspect", aspects),
                fields.number("权重", "weight", 0.5, 100, 0.5),
                fields.words("必须有的数字", "numbers", "如：7次、326万元"),
            ),
            fields.area("内容", "text", "写一件事"),
            fields.lines("同义说法", "accept", "别的写法也算对，每行一种"),
        )

    return build


def wrong_fields(fields: Fields) -> w.Widget:
    return parts.column(
        fields.text("错误说法", "text", "如：某人涉嫌犯罪"),
        fields.text("为什么不对", "why", "如：巡察不作违法犯罪定性"),
    )


def measures(draft: CaseDraft, problem: Record, changed: Changed) -> w.Widget:
    """The scoring points of measures, and the model answers that a trainee sees afterwards."""

    def numbered() -> None:
        number_points(records(draft.key, "problems"))
        changed()

    def empty() -> Record:
        return {"id": "", "aspect": "建章立制", "weight": 1, "text": ""}

    listed = record_list(
        "整改要点", records(problem, "measures"), empty, build=point_fields(get_args(MeasureAspect)), changed=numbered,
        prefix=f"{problem.get('id')}.m",
    )  # fmt: skip
    return parts.column(
        listed.widget, parts.html(Markup("<h3>参考答案（交卷后给学员看）</h3>")), reference(problem, changed)
    )


def reference(problem: Record, changed: Changed) -> w.Widget:
    """Model answers; nothing is written into the case while they are empty."""
    held = problem.get("reference")
    given: Record = held if isinstance(held, dict) else {}

    def kept() -> None:
        if any(given.values()):
            problem["reference"] = given
        else:
            problem.pop("reference", None)
        changed()

    rows = given.get("measures")
    listed: list[Record] = [entry for entry in rows if isinstance(entry, dict)] if isinstance(rows, list) else []

    def rows_kept() -> None:
        if listed:
            given["measures"] = listed
        else:
            given.pop("measures", None)
        kept()

    def empty() -> Record:
        return {"measure": "", "owner": "", "deadline": "", "deliverable": ""}

    entries = record_list("参考措施", listed, empty, build=measure_fields, changed=rows_kept)
    fields = Fields(given, kept)
    return parts.column(fields.area("参考底稿", "finding", "一篇合格的问题底稿", rows=5, optional=True), entries.widget)


def measure_fields(fields: Fields) -> w.Widget:
    return parts.column(
        fields.area("措施", "measure", "做什么，做到什么程度"),
        row(
            fields.text("责任主体", "owner", "谁"),
            fields.text("时限", "deadline", "哪一天之前"),
            fields.text("成果", "deliverable", "可以查验的东西"),
        ),
    )


def judgement(draft: CaseDraft, changed: Changed) -> w.Widget:
    """纪律情境: situations with options."""
    scores: tuple[tuple[str, Any], ...] = (("2 恰当", 2), ("1 尚可", 1), ("0 不妥", 0), ("-1 错误", -1))

    def option(fields: Fields) -> w.Widget:
        return parts.column(
            fields.area("做法", "text", "各个选项写得一样长、一样具体"),
            row(fields.choice("分值", "score", scores), fields.text("理由", "why", "为什么")),
            fields.tick("严重违纪（选了整题为 0 分）", "grave"),
        )

    def option_record() -> Record:
        return {"id": "", "text": "", "score": 0, "why": ""}

    def build(fields: Fields) -> w.Widget:
        options = record_list(
            "选项", records(fields.record, "options"), option_record, build=option, changed=fields.changed, prefix=""
        )
        return parts.column(
            fields.text("考的原则", "principle", "如：不履行执纪审查职责"),
            fields.area("情境", "scenario", "谈话时、查阅时、八小时之外遇到了什么", rows=3),
            options.widget,
        )

    def empty() -> Record:
        first = {"id": "a", "text": "", "score": 2, "why": ""}
        return {"id": "", "principle": "", "scenario": "", "options": [first, {**first, "id": "b", "score": 0}]}

    held = records(draft.key, "judgement")
    return record_list("情境题", held, empty, build=build, changed=changed, prefix="J").widget
