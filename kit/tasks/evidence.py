"""evidence 证据摘取: which paragraphs and ledger rows carry a problem.

Weights 必需 2, 佐证 1. Total = 100 × F1 of weighted recall and precision, less 10 for each red herring.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kit.model.answer import EvidenceAnswer
from kit.model.case import Case
from kit.model.prompt import EvidenceForm, Prompt
from kit.model.score import Criterion, Flag, Match, Score, Scored, Unscored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import (
    area_of,
    asked_problem,
    background_of,
    case_of,
    excerpt,
    listed,
    minutes_of,
    problem_id,
    title_of,
)
from kit.tasks.reading import Reader

VERSION = "evidence/1"
CRITERIA = (("查全", 100.0), ("查准", 100.0))
WEIGHTS = {"必需": 2.0, "佐证": 1.0}
RED_HERRING_COST = 10.0
NEED_MEANS = {"必需": "缺了它，这个问题就立不住", "佐证": "它印证问题，使证据更扎实"}


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The problem's area, and the materials to select from. Raises UnknownNameError."""
    asked, case = asked_problem(source, problem), case_of(source)
    return Prompt(
        kind="evidence",
        kind_title=KIND.title,
        title=title_of(source),
        instruction=f"在材料中选出能证明“{area_of(asked)}”存在问题的段落和台账行。"
        "多选无关内容会降低查准；误把正常事项当问题，每处扣 10 分。",
        form=EvidenceForm(materials=tuple(material.name for material in case.materials)),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> EvidenceAnswer:
    """``{"problem": "P1", "selected": ["会议记录·3", "支出台账·7"]}``. Raises AnswerFormatError."""
    reader = Reader(raw)
    problem = problem_id(reader, source)
    units = case_of(source).units
    selected = {name.strip() for name in reader.texts("selected")} - {""}
    for name in sorted(selected):
        reader.known(name, units, "段落或台账行", at="selected")
    reader.finish()
    return EvidenceAnswer(problem=problem, selected=frozenset(selected))


def score(answer: EvidenceAnswer, source: Source) -> Score:
    """The contract's formula. Unscored where the key names no evidence of the problem."""
    case = case_of(source)
    problem = asked_problem(source, answer.problem)
    needs = case.evidence_units.get(problem.id, {})
    if not needs:
        return Unscored(task="evidence", reason=f"{problem.id} 的答案未列证据，无法评分", scorer=VERSION)
    selected = in_reading_order(answer.selected, case)
    found = [name for name in selected if name in needs]
    herrings = [name for name in selected if name in case.red_herring_units and name not in needs]
    recall = sum(WEIGHTS[needs[name]] for name in found) / sum(WEIGHTS[need] for need in needs.values())
    precision = len(found) / len(selected) if selected else 0.0
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    strays = [name for name in selected if name not in needs and name not in herrings]
    return Scored(
        task="evidence",
        total=round(max(0.0, 100 * f1 - RED_HERRING_COST * len(herrings)), 1),
        criteria=(
            Criterion(name="查全", mark=round(100 * recall, 2), max_mark=100, why=recall_why(needs, found, case)),
            Criterion(
                name="查准",
                mark=round(100 * precision, 2),
                max_mark=100,
                why=precision_why(selected, strays, herrings, case),
            ),
        ),
        matches=tuple(match_of(name, needs[name], name in found, case) for name in in_reading_order(needs, case)),
        flags=flags_of(selected, herrings, case),
        summary=f"应选 {len(needs)} 处，选中 {len(found)} 处，多选 {len(selected) - len(found)} 处"
        + (
            f"，其中误把正常事项当问题 {len(herrings)} 处，扣 {RED_HERRING_COST * len(herrings):g} 分。"
            if herrings
            else "。"
        ),
        scorer=VERSION,
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """Every unit that is evidence of the problem; None where the key names none."""
    asked, case = asked_problem(source, problem), case_of(source)
    needs = case.evidence_units.get(asked.id, {})
    return {"problem": asked.id, "selected": in_reading_order(needs, case)} if needs else None


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Every unit of evidence with its need and text, then what only looks like evidence, and why."""
    asked, case = asked_problem(source, problem), case_of(source)
    needs = case.evidence_units.get(asked.id, {})
    parts = []
    for need in WEIGHTS:
        names = [name for name in in_reading_order(needs, case) if needs[name] == need]
        if names:
            parts.append((f"{need}证据", "\n".join(unit_told(name, case) for name in names)))
    herrings = [name for name in in_reading_order(case.red_herring_units, case) if name not in needs]
    if herrings:
        told = [f"{unit_told(name, case)}\n  {case.red_herring_units[name]}" for name in herrings]
        parts.append(("看似问题、其实不是", "\n".join(told)))
    return tuple(parts)


def recall_why(needs: dict[str, Any], found: list[str], case: Case) -> str:
    missed = [name for name in in_reading_order(needs, case) if name not in found]
    if not missed:
        return f"{len(needs)} 处证据全部选出。"
    told = [
        f"漏选{need}证据 {listed(names)}（{NEED_MEANS[need]}）"
        for need in WEIGHTS
        if (names := [name for name in missed if needs[name] == need])
    ]
    return f"选出 {len(found)}/{len(needs)} 处。{'；'.join(told)}。"


def precision_why(selected: list[str], strays: list[str], herrings: list[str], case: Case) -> str:
    if not selected:
        return "未选任何证据。"
    told = []
    others = [name for name in strays if any(name in units for units in case.evidence_units.values())]
    if others:
        told.append(f"{listed(others)} 说的是本案另一方面的问题，不证明本题所问")
    if plain := [name for name in strays if name not in others]:
        told.append(f"{listed(plain)} 不能证明本问题")
    if herrings:
        told.append(f"{listed(herrings)} 看似问题其实不是，每处另扣 {RED_HERRING_COST:g} 分")
    return f"{'；'.join(told)}。" if told else f"所选 {len(selected)} 处都能证明本问题。"


def match_of(name: str, need: str, found: bool, case: Case) -> Match:
    return Match(
        point=name,
        credit=1.0 if found else 0.0,
        field="selected",
        point_text=f"{need}：{excerpt(unit_text(name, case), 80)}",
        note="" if found else f"漏选：{NEED_MEANS[need]}",
        source=(name,),
        criterion="查全",
    )


def flags_of(selected: list[str], herrings: list[str], case: Case) -> tuple[Flag, ...]:
    if not selected:
        return (Flag(kind="empty", note="未选任何证据，计 0 分", field="selected"),)
    return tuple(
        Flag(kind="red_herring", note=f"{name}：{case.red_herring_units[name]}", field="selected") for name in herrings
    )


def in_reading_order(names: Iterable[str], case: Case) -> list[str]:
    places = {name: place for place, name in enumerate(case.units)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def unit_text(name: str, case: Case) -> str:
    unit = case.units.get(name)
    return unit.text if unit else ""


def unit_told(name: str, case: Case) -> str:
    return f"- **{name}** {excerpt(unit_text(name, case), 160)}"


KIND = Kind(
    name="evidence",
    title="证据摘取",
    scope="problem",
    version=VERSION,
    criteria=CRITERIA,
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
