"""classify 分类定性: under which category, at which level (层面) and how severe a problem is.

Category 60 (by distance in the taxonomy and by ``also``), level 20, severity 20 (10 if one step off).
"""

from __future__ import annotations

import unicodedata
from typing import Any, get_args

from kit.model.answer import ClassifyAnswer
from kit.model.case import Case, Level, Problem, Severity
from kit.model.prompt import ClassifyForm, Prompt, TreeOption
from kit.model.score import Criterion, Flag, Match, Score, Scored
from kit.model.taxonomy import Leaf, Taxonomy
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import area_of, asked_problem, background_of, case_of, minutes_of, problem_id, title_of
from kit.tasks.reading import Reader

VERSION = "classify/1"
CRITERIA = (("类别", 60.0), ("层面", 20.0), ("严重程度", 20.0))
LEVELS: tuple[str, ...] = get_args(Level)
SEVERITIES: tuple[str, ...] = get_args(Severity)
SEVERITY_MARKS = {0: 20.0, 1: 10.0}
SAME_GROUP, SAME_FOCUS = 0.5, 0.25

LEVEL_MEANS = {
    "政治": "要从落实党中央和上级决策部署、履行职能责任、执行民主集中制等政治要求上说清性质",
    "党务": "问题就在党的建设具体工作的规范和质量上",
    "业务": "问题就在业务工作的履行和管理上",
    "财务": "问题就在资金、票据、核算等财务管理上",
}
SEVERITY_MEANS = {
    "一般": "个别、偶发，影响有限，立行立改即可",
    "较重": "多次发生或涉及面、金额较大，反映出责任或制度上的缺失",
    "严重": "性质恶劣、长期存在，或造成重大损失、严重影响",
}


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The problem's area with the whole taxonomy to choose from. Raises UnknownNameError."""
    asked = asked_problem(source, problem)
    return Prompt(
        kind="classify",
        kind_title=KIND.title,
        title=title_of(source),
        instruction=f"阅读材料，就“{area_of(asked)}”，判断问题应归入哪一类、应在哪个层面定性、严重程度如何。",
        form=ClassifyForm(leaves=tree_of(case_of(source).taxonomy), levels=LEVELS, severities=SEVERITIES),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> ClassifyAnswer:
    """``{"problem": "P1", "category": "C1.1", "level": "政治", "severity": "较重"}``; the last three may be empty."""
    reader = Reader(raw)
    problem = problem_id(reader, source)
    category = unicodedata.normalize("NFKC", reader.text("category")).strip().upper()
    level, severity = reader.text("level").strip(), reader.text("severity").strip()
    if category:
        reader.known(category, case_of(source).taxonomy.leaves, "分类代码", at="category")
    if level:
        reader.known(level, LEVELS, "层面", at="level")
    if severity:
        reader.known(severity, SEVERITIES, "严重程度", at="severity")
    reader.finish()
    return ClassifyAnswer(problem=problem, category=category, level=level, severity=severity)


def score(answer: ClassifyAnswer, source: Source) -> Score:
    """Sum of the three criteria, 0–100. Raises UnknownNameError for a problem that the case has not."""
    case = case_of(source)
    problem = asked_problem(source, answer.problem)
    share = category_share(answer.category, problem, case.taxonomy)
    steps = severity_distance(answer.severity, problem.severity)
    criteria = (
        Criterion(
            name="类别", mark=round(60 * share, 2), max_mark=60, why=category_why(answer.category, problem, case)
        ),
        Criterion(
            name="层面",
            mark=20.0 if answer.level == problem.level else 0.0,
            max_mark=20,
            why=level_why(answer.level, problem.level),
        ),
        Criterion(
            name="严重程度",
            mark=0.0 if steps is None else SEVERITY_MARKS.get(steps, 0.0),
            max_mark=20,
            why=severity_why(answer.severity, problem.severity),
        ),
    )
    given = (
        ("category", "类别", answer.category),
        ("level", "层面", answer.level),
        ("severity", "严重程度", answer.severity),
    )
    return Scored(
        task="classify",
        total=round(sum(criterion.mark for criterion in criteria), 1),
        criteria=criteria,
        matches=tuple(
            Match(
                point=f"{problem.id}.{field}",
                credit=criterion.mark / criterion.max_mark,
                field=field,
                point_text=f"{name}：{right}",
                criterion=name,
            )
            for (field, name, _), criterion, right in zip(given, criteria, rights(problem, case), strict=True)
        ),
        flags=tuple(
            Flag(kind="empty", note=f"未选{name}，该项计 0 分", field=field)
            for field, name, value in given
            if not value
        ),
        summary=f"{sum(c.mark == c.max_mark for c in criteria)}/3 项与参考答案一致。",
        scorer=VERSION,
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The key's category, level and severity."""
    asked = asked_problem(source, problem)
    return {"problem": asked.id, "category": asked.category, "level": asked.level, "severity": asked.severity}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """The right category with its place in the taxonomy, level and severity, and what each means."""
    case, asked = case_of(source), asked_problem(source, problem)
    leaf = case.taxonomy.leaves[asked.category]
    lines = [f"**{called(leaf.code, case.taxonomy)}**", f"{leaf.focus_name} › {leaf.group_name} › {leaf.name}"]
    lines += [f"- 也可归入 {called(code, case.taxonomy)}（得 {share:.0%}）" for code, share in asked.also.items()]
    return (
        ("类别", "\n\n".join(lines[:2]) + "\n\n" + "\n".join(lines[2:])),
        ("层面", f"**{asked.level}**：{LEVEL_MEANS[asked.level]}。"),
        ("严重程度", f"**{asked.severity}**：{SEVERITY_MEANS[asked.severity]}。"),
    )


def category_share(code: str, problem: Problem, taxonomy: Taxonomy) -> float:
    """0–1: whole for the code itself, else the best of ``also``, same second level ½, same focus ¼."""
    if code == problem.category:
        return 1.0
    shares = [problem.also.get(code, 0.0)]
    chosen, right = taxonomy.leaves.get(code), taxonomy.leaves.get(problem.category)
    if chosen and right and chosen.focus == right.focus:
        shares.append(SAME_GROUP if chosen.group == right.group else SAME_FOCUS)
    return max(shares)


def category_why(code: str, problem: Problem, case: Case) -> str:
    taxonomy = case.taxonomy
    right = called(problem.category, taxonomy)
    if not code:
        return f"未选类别。应归入 {right}。"
    if code == problem.category:
        return f"归类准确：{right}。"
    mine = called(code, taxonomy)
    share = category_share(code, problem, taxonomy)
    told = f"应归入 {right}；你选的是 {mine}。"
    chosen, leaf = taxonomy.leaves[code], taxonomy.leaves[problem.category]
    if share and problem.also.get(code, 0.0) >= share:
        return f"{told}它与本问题确有交叉，得 {share:.0%}；但主要矛盾在前者，归类先看违反的主要职责要求，再看连带问题。"
    if chosen.group == leaf.group:
        return f"{told}二级类目“{leaf.group_name}”判断正确，得一半；三级类目选偏，整改就会对不准具体责任。"
    if chosen.focus == leaf.focus:
        return f"{told}“{leaf.focus_name}”判断正确，得四分之一；但“{chosen.group_name}”不是本问题的要害。"
    return f"{told}两者不在同一聚焦，归错聚焦会使问题汇总失真，整改也会压给不相干的责任主体。"


def level_why(chosen: str, right: str) -> str:
    if chosen == right:
        return f"层面准确：{right}层面，{LEVEL_MEANS[right]}。"
    if not chosen:
        return f"未选层面。应在{right}层面定性：{LEVEL_MEANS[right]}。"
    slip = "把巡察做成了业务检查或财务审查，容易就事论事" if right == "政治" else "拔高或偏离会使定性站不住脚"
    return f"应在{right}层面定性：{LEVEL_MEANS[right]}。只当成{chosen}问题，{slip}。"


def severity_distance(chosen: str, right: str) -> int | None:
    """Steps between two severities; None where none is chosen."""
    return abs(SEVERITIES.index(chosen) - SEVERITIES.index(right)) if chosen in SEVERITIES else None


def severity_why(chosen: str, right: str) -> str:
    if chosen == right:
        return f"判断准确：{right}（{SEVERITY_MEANS[right]}）。"
    if not chosen:
        return f"未选严重程度。应为“{right}”：{SEVERITY_MEANS[right]}。"
    slip = "判轻" if SEVERITIES.index(chosen) < SEVERITIES.index(right) else "判重"
    part = "，只差一档，得一半" if severity_distance(chosen, right) == 1 else ""
    return f"应为“{right}”（{SEVERITY_MEANS[right]}）；你选“{chosen}”，{slip}了{part}。"


def rights(problem: Problem, case: Case) -> tuple[str, str, str]:
    return called(problem.category, case.taxonomy), problem.level, problem.severity


def called(code: str, taxonomy: Taxonomy) -> str:
    leaf = taxonomy.leaves.get(code)
    return f"{code} {leaf.name}" if leaf else code


def tree_of(taxonomy: Taxonomy) -> tuple[TreeOption, ...]:
    return tuple(TreeOption(code=leaf.code, name=leaf.name, path=path_of(leaf)) for leaf in taxonomy.leaves.values())


def path_of(leaf: Leaf) -> tuple[str, str]:
    return f"{leaf.focus} {leaf.focus_name}", f"{leaf.group} {leaf.group_name}"


KIND = Kind(
    name="classify",
    title="分类定性",
    scope="problem",
    version=VERSION,
    criteria=CRITERIA,
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
