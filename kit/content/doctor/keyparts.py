"""The parts of a key against each other: evidence, points, weights, red herrings, references, judgement options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from kit.content.doctor.remark import Remark, Severity, bare, pairs, shared, short
from kit.model.case import Case, MeasurePoint, Point, Problem, RedHerring
from kit.text.encoder import Encoder, similarities

ALIKE, NEAR = 0.5, 0.9
"""Share of character pairs in common, and cosine, from which two points say the same."""
SWAMPED = 0.6
"""Share of a criterion's weight that one of three or more points should not pass."""
NAMED = 0.25
"""Share of a wrong statement's pairs that a red herring's own words must bring back, to count as its warning."""
CRITERIA = {"定性": "定性", "事实": "事实", "依据": "依据", "原因责任": "分析", "影响": "分析"}


def key_parts(case: Case, encoder: Encoder | None) -> Iterator[Remark]:
    """Everything in which the key's parts do not go together. ``encoder`` None: words alone are compared."""
    yield from doubled_evidence(case)
    for problem in case.problems:
        yield from evidence_spread(case, problem)
        yield from overlaps(problem.points, encoder)
        yield from overlaps(problem.measures, encoder)
        yield from weights(problem)
        yield from reference(problem)
    yield from forgotten_herrings(case)
    yield from options(case)


def doubled_evidence(case: Case) -> Iterator[Remark]:
    holders: dict[tuple[str, str | int | None], list[tuple[str, str]]] = {}
    for problem in case.problems:
        for entry in problem.evidence:
            holders.setdefault((entry.material, entry.quote or entry.row), []).append((problem.id, entry.need))
    loose: dict[tuple[str, str], list[str]] = {}
    for (material, what), held in holders.items():
        names = list(dict.fromkeys(name for name, _ in held))
        if len(names) < 2:
            continue
        told = f"“{short(what)}”" if isinstance(what, str) else f"第 {what} 行"
        both = all(need == "必需" for _, need in held)
        if both and isinstance(what, str):
            message = f"《{material}》{told}同时是{'、'.join(names)}的必需证据：请分成两句，或确认它确实撑起两个问题"
            yield Remark("建议改", "一证两用", "、".join(names), message)
        else:
            loose.setdefault((material, "、".join(names)), []).append(told)
    for (material, where), all_told in loose.items():
        message = f"《{material}》{'、'.join(all_told)}同时是{where}的证据：请确认确实撑起两个问题"
        yield Remark("供参考", "一证两用", where, message)


def evidence_spread(case: Case, problem: Problem) -> Iterator[Remark]:
    units = case.evidence_units.get(problem.id, {})
    if "必需" not in units.values():
        yield Remark("必须改", "证据", problem.id, "没有必需的证据：证据题没有可找的，请至少标一处“必需”")
        return
    sources = {name.rpartition("·")[0] for name in units}
    if len(sources) < 2 <= len(case.materials):
        yield Remark(
            "建议改", "证据", problem.id, f"证据都在《{sources.pop()}》一份材料里：请把事实放在几处，合起来才成立"
        )


def overlaps(points: tuple[Point, ...] | tuple[MeasurePoint, ...], encoder: Encoder | None) -> Iterator[Remark]:
    """Points that say the same: what meets one meets the other, and counts twice."""
    texts = [point.text for point in points]
    near = similarities(encoder, texts, texts) if encoder is not None and texts else None
    for one, other in combinations(range(len(points)), 2):
        left, right = pairs(texts[one]), pairs(texts[other])
        alike = len(left & right) / max(1, min(len(left), len(right)))
        cosine = float(near[one, other]) if near is not None else 0.0
        same_aspect = points[one].aspect == points[other].aspect
        if (alike >= ALIKE and (same_aspect or alike >= 0.7)) or cosine >= NEAR:
            severity: Severity = "建议改" if alike >= 0.7 else "供参考"
            told = f"与 {points[other].id} 说的很像（“{short(texts[one])}”“{short(texts[other])}”）：同一句话会得两次分"
            yield Remark(severity, "要点重叠", points[one].id, told)
    for point in points:
        twice = [text for text, times in Counter(map(bare, (point.text, *point.accept))).items() if times > 1]
        if twice:
            yield Remark("建议改", "要点重叠", point.id, "有一种说法写了两遍：请删去一遍")


def weights(problem: Problem) -> Iterator[Remark]:
    groups: dict[str, list[Point]] = {}
    for point in problem.points:
        groups.setdefault(CRITERIA[point.aspect], []).append(point)
    for name in dict.fromkeys(CRITERIA.values()):
        if name not in groups:
            yield Remark("建议改", "权重", problem.id, f"没有“{name}”的要点：这一维无从评分，请补上")
    shares = {"整改措施": [(point.id, point.weight) for point in problem.measures]}
    shares |= {name: [(point.id, point.weight) for point in points] for name, points in groups.items()}
    for name, entries in shares.items():
        total = sum(weight for _, weight in entries)
        for point_id, weight in entries:
            if len(entries) > 2 and weight > SWAMPED * total:
                told = f"权重占“{name}”的 {weight / total:.0%}：其余要点几乎不起作用，请重新分配"
                yield Remark("建议改", "权重", point_id, told)


def reference(problem: Problem) -> Iterator[Remark]:
    if problem.measures and not problem.owners:
        yield Remark("建议改", "责任主体", problem.id, "没有写 owners：无从判断措施的责任主体是否恰当")
    given = problem.reference
    if given is None or not given.finding.strip():
        yield Remark("建议改", "参考答案", problem.id, "没有参考底稿：学员交卷后看不到范文")
        return
    if problem.measures and not given.measures:
        yield Remark("建议改", "参考答案", problem.id, "没有参考措施：学员交卷后看不到范例")
    names = {"owner": "责任主体", "deadline": "时限", "deliverable": "成果"}
    for number, row in enumerate(given.measures, start=1):
        empty = [told for name, told in names.items() if not getattr(row, name).strip()]
        if empty:
            yield Remark(
                "必须改", "参考答案", problem.id, f"参考措施第 {number} 条没有写{'、'.join(empty)}：范例自己要经得起查"
            )


def forgotten_herrings(case: Case) -> Iterator[Remark]:
    """Red herrings that no wrong statement warns of: who falls for one loses nothing in a finding."""
    warned = [f"{wrong.text}{wrong.why}" for problem in case.problems for wrong in problem.wrong]
    if len(case.red_herrings) < 2:
        yield Remark("建议改", "干扰项", "全案", f"只有 {len(case.red_herrings)} 处干扰项：一般至少两处合规而显眼的事")
    for herring in case.red_herrings:
        named = herring.quote or f"第 {herring.row} 行"
        own = f"{herring.quote or ''}{herring.why}{unit_text(case, herring)}"
        if not any(shared(text, own) >= NAMED for text in warned):
            told = f"“{short(named)}”没有对应的错误说法：写进底稿的人不会被扣分"
            yield Remark("建议改", "干扰项", herring.material, told)


def unit_text(case: Case, herring: RedHerring) -> str:
    """The paragraph or row that a red herring stands in."""
    for unit in case.units.values():
        if unit.material == herring.material and (
            unit.number == herring.row or (herring.quote is not None and herring.quote in unit.text)
        ):
            return unit.text
    return ""


def options(case: Case) -> Iterator[Remark]:
    """Judgement items that can be guessed by looks."""
    longest, letters = 0, []
    for item in case.judgement:
        best = max(item.options, key=lambda option: option.score)
        letters.append(best.id)
        lengths = [len(bare(option.text)) for option in item.options]
        is_longest = len(bare(best.text)) == max(lengths) and lengths.count(max(lengths)) == 1
        longest += is_longest
        if is_longest and len(bare(best.text)) > 1.4 * sorted(lengths)[-2]:
            yield Remark("建议改", "选项规律", item.id, "最恰当的选项明显最长：请把其他选项写得一样具体")
    if len(case.judgement) >= 3 and longest == len(case.judgement):
        yield Remark("建议改", "选项规律", "纪律情境", "每题都是最长的选项最恰当：凭长短就能猜中")
    if len(letters) >= 3 and len(set(letters)) == 1:
        yield Remark("建议改", "选项规律", "纪律情境", f"每题都是 {letters[0]} 最恰当：请打乱次序")
