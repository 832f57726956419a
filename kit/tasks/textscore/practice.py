"""操作, 责任时限, 长效, 实效: can it be done, by whom and when, does it last, can the results be seen?"""

from __future__ import annotations

from collections.abc import Mapping

from kit.model.score import Flag
from kit.tasks.textscore.ground import Ground
from kit.tasks.textscore.rows import Row
from kit.tasks.textscore.verdict import Verdict, mark_of, share, unsure
from kit.tasks.textscore.words import MECHANISM, RECURRING, RULE_MAKING, WIDER
from kit.text.align import Hit

CONCRETE = 0.55
CLEAR = 0.8


def operable(rows: tuple[Row, ...]) -> Verdict:
    """操作: acts with object and step, or words that only promise."""
    level = share(sum(row.concrete for row in rows), len(rows))
    concrete = sum(row.concrete >= CONCRETE for row in rows)
    found = {"concrete": level, "share": share(concrete, len(rows))}
    mark = mark_of("操作", found)
    vague = [row for row in rows if row.concrete < 0.3]
    text = f"{len(rows)} 条措施中有 {concrete} 条写明了具体动作、对象和步骤。"
    if vague:
        text += f"第 {'、'.join(str(row.place + 1) for row in vague[:5])} 条多为原则话，应写清做什么、怎么做。"
    flags = tuple(
        Flag(kind="slogan", note="只有“加强、提高、强化”之类的原则话", row=r.place, field="measure") for r in vague
    )
    return Verdict(mark, text, unsure(mark), flags=flags, features=found)


def accountable(rows: tuple[Row, ...]) -> Verdict:
    """责任时限: who answers, and by when."""
    found = {
        "owner": share(sum(row.owner for row in rows), len(rows)),
        "time": share(sum(row.time for row in rows), len(rows)),
        "both": share(sum(row.owner * row.time for row in rows), len(rows)),
        "improper": share(sum(row.improper for row in rows), len(rows)),
    }
    mark = mark_of("责任时限", found)
    clear = sum(row.owner >= CLEAR and row.time >= CLEAR for row in rows)
    flags = [
        *(
            Flag(
                kind="improper_owner", note="责任主体不适当：不能由被整改单位以外的一方承担", row=r.place, field="owner"
            )
            for r in rows
            if r.improper
        ),
        *(
            Flag(kind="improper_owner", note="责任主体笼统，应落到具体部门和人", row=r.place, field="owner")
            for r in rows
            if not r.improper and 0 < r.owner < 0.5
        ),
        *(
            Flag(kind="vague_deadline", note="时限不明确，应写到具体日期或周期", row=r.place, field="deadline")
            for r in rows
            if r.time < 0.5
        ),
    ]
    text = f"{len(rows)} 条措施中有 {clear} 条责任主体和时限都明确。"
    if found["owner"] < 0.6:
        text += "责任要落到具体部门和人。"
    if found["time"] < 0.6:
        text += "时限要写到日期或可检查的周期。"
    return Verdict(mark, text, unsure(mark, 1.0), flags=tuple(flags), features=found)


def lasting(rows: tuple[Row, ...], ground: Ground) -> Verdict:
    """长效: put right at once, then by rules, then more widely, and again and again."""
    if all(row.asked for row in rows):
        return Verdict(0.0, "没有长效措施。", 0.9)
    points = {point.id: point.aspect for point in ground.problem.measures}
    rule = wide = again = named = 0.0
    for row in rows:
        text = f"{row.row.measure},{row.row.deadline}"
        weight = row.concrete * (0.45 + 0.55 * row.about)
        if RULE_MAKING.search(text) and MECHANISM.search(text):
            rule = max(rule, weight)
        if MECHANISM.search(text):
            named = 1.0
        if WIDER.search(text):
            wide = max(wide, weight)
        if RECURRING.search(text):
            again = max(again, weight)
    found = {
        "rule": max(rule, best_of(rows, points, "建章立制")),
        "wider": max(wide, best_of(rows, points, "举一反三")),
        "again": max(again, best_of(rows, points, "长期坚持")),
        "named": named,
    }
    mark = mark_of("长效", found)
    told = {"rule": "建章立制", "wider": "举一反三", "again": "长期坚持的安排"}
    has = [name for key, name in told.items() if found[key] >= 0.5]
    lacks = [name for key, name in told.items() if found[key] < 0.5]
    text = (f"有{'、'.join(has)}；" if has else "") + (
        f"还缺少具体的{'、'.join(lacks)}。" if lacks else "考虑了当前与长远。"
    )
    return Verdict(mark, text, unsure(mark), features=found)


def best_of(rows: tuple[Row, ...], points: Mapping[str, str], aspect: str) -> float:
    hits: list[Hit] = [row.aims[name] for row in rows for name, kind in points.items() if kind == aspect]
    return min(1.0, max((hit.strength for hit in hits), default=0.0) * 1.6)


def effective(rows: tuple[Row, ...]) -> Verdict:
    """实效: results one can look at, nothing twice, nothing for show."""
    again = [row for row in rows if row.repeats is not None]
    sham = [row for row in rows if row.sham]
    if all(row.asked for row in rows):
        return Verdict(0.0, "只重复了题目，没有成果可以查验。", 0.9)
    found = {
        "result": share(sum(row.result * (0.4 + 0.6 * row.concrete) for row in rows), len(rows)),
        "repeated": share(len(again), len(rows)),
        "sham": share(len(sham), len(rows)),
        "about": share(sum(row.about for row in rows), len(rows)),
    }
    mark = mark_of("实效", found)
    visible = sum(row.result >= CLEAR for row in rows)
    text = f"{len(rows)} 条措施中有 {visible} 条成果可以查验。"
    if again:
        text += f"第 {'、'.join(str(row.place + 1) for row in again[:5])} 条与前面的措施重复或拆分凑数。"
    if sham:
        text += f"第 {'、'.join(str(row.place + 1) for row in sham[:5])} 条以开会、发文、表态代替整改。"
    flags = (
        *(
            Flag(kind="padding", note=f"与第 {(r.repeats or 0) + 1} 条是同一件事", row=r.place, field="measure")
            for r in again
        ),
        *(
            Flag(kind="sham", note="以会议、文件、表态或事后补造充当整改成果", row=r.place, field="deliverable")
            for r in sham
        ),
    )
    return Verdict(mark, text, unsure(mark), flags=flags, features=found)
