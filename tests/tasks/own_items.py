"""Small sources for the tests of single kinds: a case in miniature and items of its own."""

from typing import Any

from kit.content.taxonomy import taxonomy
from kit.model.case import Case, CaseHead, Material, MaterialFile, Problem, Unit
from kit.model.exercise import Item, OwnItem
from kit.model.score import Scored
from kit.tasks import KINDS
from kit.tasks.kind import Source


def item(kind: str, **payload: Any) -> OwnItem:
    """An item of that kind with its payload under the kind's name."""
    return OwnItem(name=f"set/{kind}", item=Item.model_validate({"id": kind, "kind": kind, "title": "题", **payload}))


def scored(kind: str, raw: dict[str, Any], source: Source) -> Scored:
    score = KINDS[kind].score(KINDS[kind].parse(raw, source), source)
    assert isinstance(score, Scored)
    return score


def flags(score: Scored) -> list[str]:
    return [flag.kind for flag in score.flags]


def why(score: Scored, name: str) -> str:
    return next(criterion.why for criterion in score.criteria if criterion.name == name)


def case(**changes: Any) -> Case:
    """P1: C1.1, 政治, 较重; evidence 1 and 2 必需, 3 佐证; red herrings 4, and 3, which is evidence all the same."""
    units = tuple(Unit(name=f"记录·{n}", material="记录", number=n, text=f"第{n}段内容") for n in range(1, 7))
    problem = {
        "id": "P1",
        "title": "议事决策不规范",
        "prompt": "请就该局党组议事决策方面存在的问题撰写底稿",
        "category": "C1.1",
        "also": {"C1.3": 0.6, "B3.4": 0.4, "C2.1": 0.1},
        "level": "政治",
        "severity": "较重",
    }
    return Case(
        head=CaseHead(
            id="tt-001-case",
            title="某局案例",
            difficulty=1,
            inspection="常规巡察",
            organ="某局",
            minutes=10,
            background="背景",
            materials=(MaterialFile(name="记录", file="a.md"),),
            provenance="虚构",
        ),
        taxonomy=taxonomy(),
        materials=(Material(name="记录", file="a.md", raw="", units=units),),
        problems=(Problem.model_validate({**problem, **changes}), Problem.model_validate({**problem, "id": "P2"})),
        evidence_units={
            "P1": {"记录·1": "必需", "记录·2": "必需", "记录·3": "佐证"},
            "P2": {"记录·5": "必需"},
        },
        red_herring_units={"记录·3": "单看并不成立", "记录·4": "程序合规，在权限以内"},
    )
