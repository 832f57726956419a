"""Raw answers by the hundred: drawn from the prompt's form, so that a kind with a new form cannot escape."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from sources import FINDING, Asked, library

from kit.model.prompt import (
    ClassifyForm,
    DiagnoseForm,
    EvidenceForm,
    Form,
    JudgementForm,
    MatchForm,
    OrderForm,
    Prompt,
    ReviewForm,
    RowsForm,
    TextForm,
    TextListForm,
    VerifyForm,
)
from kit.tasks import KINDS
from kit.tasks.naming import case_of

Raw = dict[str, Any]
Rng = random.Random
PHRASES = (
    *FINDING.split("。")[:-1],
    "加强领导,提高认识,强化责任,务必抓好落实",
    "食堂饭菜品种偏少",
    "2023年以来共发现7次,涉及326万元",
    "甲某涉嫌受贿,应当严惩",
    "\x00\u200b①",
    "",
)


def asked_form(asked: Asked) -> Form:
    return KINDS[asked.kind].prompt(asked.source, asked.problem).form


def drawn(asked: Asked, rng: Rng) -> Raw:
    """A well-formed raw answer by chance; any part may be missing."""
    form = asked_form(asked)
    raw = DRAW[type(form)](form, asked, rng)
    return {"problem": asked.problem, **raw} if asked.problem else raw


def empty(asked: Asked) -> Raw:
    return {"problem": asked.problem} if asked.problem else {}


def some(options: Sequence[Any], rng: Rng, most: int | None = None) -> list[Any]:
    count = rng.randint(0, min(len(options), most or len(options)))
    return rng.sample(list(options), count)


def maybe(value: Any, rng: Rng, blank: Any = "") -> Any:
    return blank if rng.random() < 0.15 else value


def draw_classify(form: ClassifyForm, asked: Asked, rng: Rng) -> Raw:
    return {
        "category": maybe(rng.choice(form.leaves).code, rng),
        "level": maybe(rng.choice(form.levels), rng),
        "severity": maybe(rng.choice(form.severities), rng),
    }


def draw_evidence(form: EvidenceForm, asked: Asked, rng: Rng) -> Raw:
    return {"selected": some(list(case_of(asked.source).units), rng, 15)}


def draw_judgement(form: JudgementForm, asked: Asked, rng: Rng) -> Raw:
    return {"choices": {one.id: maybe(rng.choice(one.options).id, rng) for one in form.situations}}


def draw_match(form: MatchForm, asked: Asked, rng: Rng) -> Raw:
    rights = [choice.id for choice in form.right]
    return {"pairs": {left.id: rng.choice([some(rights, rng), rng.choice(rights)]) for left in some(form.left, rng)}}


def draw_order(form: OrderForm, asked: Asked, rng: Rng) -> Raw:
    return {"order": some([step.id for step in form.steps], rng, form.choose)}


def draw_verify(form: VerifyForm, asked: Asked, rng: Rng) -> Raw:
    rows = [f"{table.name}·{place}" for table in form.tables for place in range(1, len(table.rows) + 1)]
    if not rows and asked.source.case:
        rows = list(asked.source.case.units)
    by_form: dict[str, Callable[[Any], Any]] = {
        "value": lambda _: rng.choice(["97.6%", "12万元", "三分之一", "1,200", "-3", "0"]),
        "rows": lambda _: some(rows, rng, 6),
        "verdict": lambda one: rng.choice(one.options).id,
    }
    return {"answers": {one.id: by_form[one.form](one) for one in some(form.questions, rng)}}


def draw_diagnose(form: DiagnoseForm, asked: Asked, rng: Rng) -> Raw:
    labels = ["凑数", "空泛", "虚假", "不对应"]
    rows = some(form.plan, rng)
    return {
        "labels": {row.id: some(labels, rng, 2) for row in rows},
        "reasons": {row.id: rng.choice(PHRASES) for row in some(rows, rng)},
    }


def draw_review(form: ReviewForm, asked: Asked, rng: Rng) -> Raw:
    return {"marks": {name: rng.randint(0, 4) for name in some(list(form.rubric), rng)}}


def draw_text(form: TextForm, asked: Asked, rng: Rng) -> Raw:
    return {"text": "。".join(some(PHRASES, rng))}


def draw_list(form: TextListForm, asked: Asked, rng: Rng) -> Raw:
    return {"findings": ["。".join(some(PHRASES, rng, 3)) for _ in range(rng.randint(0, 4))]}


def draw_rows(form: RowsForm, asked: Asked, rng: Rng) -> Raw:
    fields = [name for name, _, _ in form.fields]
    return {"rows": [{name: rng.choice(PHRASES) for name in some(fields, rng)} for _ in range(rng.randint(0, 4))]}


DRAW: dict[type, Callable[[Any, Asked, Rng], Raw]] = {
    ClassifyForm: draw_classify,
    EvidenceForm: draw_evidence,
    JudgementForm: draw_judgement,
    MatchForm: draw_match,
    OrderForm: draw_order,
    VerifyForm: draw_verify,
    DiagnoseForm: draw_diagnose,
    ReviewForm: draw_review,
    TextForm: draw_text,
    TextListForm: draw_list,
    RowsForm: draw_rows,
}
FIELDS: dict[type, tuple[str, ...]] = {
    ClassifyForm: ("category", "level", "severity"),
    EvidenceForm: ("selected",),
    JudgementForm: ("choices",),
    MatchForm: ("pairs",),
    OrderForm: ("order",),
    VerifyForm: ("answers",),
    DiagnoseForm: ("labels", "reasons"),
    ReviewForm: ("marks",),
    TextForm: ("text",),
    TextListForm: ("findings",),
    RowsForm: ("rows",),
}


def shown_text(prompt: Prompt) -> str:
    """All that a prompt says in words, as one text."""
    form = prompt.form
    given = form.given if isinstance(form, TextForm) else ""
    return "\n".join(part for part in (prompt.title, prompt.background, prompt.instruction, given) if part)


def from_prompt(asked: Asked) -> Raw:
    """What someone hands in who copies the question, or leaves everything as it is shown."""
    prompt = KINDS[asked.kind].prompt(asked.source, asked.problem)
    form, text = prompt.form, shown_text(prompt)
    by_form: dict[type, Callable[[Any], Raw]] = {
        TextForm: lambda _: {"text": text},
        TextListForm: lambda _: {"findings": [text]},
        RowsForm: lambda _: {"rows": [{"measure": text}]},
        OrderForm: lambda shown: {"order": [step.id for step in shown.steps][: shown.choose]},
        MatchForm: lambda shown: {
            "pairs": {left.id: right.id for left, right in zip(shown.left, shown.right, strict=False)}
        },
    }
    return {**empty(asked), **by_form.get(type(form), lambda _: {})(form)}


def everything(asked: Asked) -> Raw | None:
    """Everything that can be selected, selected; None where a form cannot take it."""
    form = asked_form(asked)
    by_form: dict[type, Callable[[Any], Raw]] = {
        EvidenceForm: lambda _: {"selected": list(case_of(asked.source).units)},
        MatchForm: lambda shown: {"pairs": {left.id: [one.id for one in shown.right] for left in shown.left}},
        DiagnoseForm: lambda shown: {"labels": {row.id: ["凑数", "空泛", "虚假", "不对应"] for row in shown.plan}},
    }
    return {**empty(asked), **by_form[type(form)](form)} if type(form) in by_form else None


def shuffled(value: Any, rng: Rng, lists: bool = True) -> Any:
    """The same selections in another order: of mappings always, of lists where ``lists``."""
    if isinstance(value, dict):
        names = rng.sample(list(value), len(value))
        return {name: shuffled(value[name], rng, lists) for name in names}
    if isinstance(value, list):
        inner = [shuffled(entry, rng, lists) for entry in value]
        return rng.sample(inner, len(inner)) if lists else inner
    return value


def unrelated(asked: Asked) -> list[Raw]:
    """Sound texts about something else: roads for an item or the small case, another case's reference for a case."""
    form = asked_form(asked)
    by_form: dict[type, Callable[[str, list[Raw]], Raw]] = {
        TextForm: lambda finding, _: {"text": finding},
        TextListForm: lambda finding, _: {"findings": [finding]},
        RowsForm: lambda _, rows: {"rows": rows},
    }
    if type(form) not in by_form:
        return []
    return [{**empty(asked), **by_form[type(form)](finding, rows)} for finding, rows in other_references(asked)]


ROADS_FINDING = (
    "区交通运输局党组履行公路养护职责不力,农村公路重建轻养。2022年至2023年,全区41条农村公路中有17条超过一年没有巡查,"
    "9座危桥没有设置警示标志。违反《农村公路养护管理办法》关于定期巡查的规定。局党组责任意识不强,分管领导疏于督促,"
    "致使部分路段病害扩大,群众出行安全受到影响。"
)
ROADS_ROWS = [
    {
        "measure": "对41条农村公路和9座危桥逐一巡查,设置警示标志,修补路面坑槽",
        "owner": "公路养护站",
        "deadline": "2024年9月30日前",
        "deliverable": "巡查记录、修补验收单",
    }
]
FAR_CASES = {
    "xc-001-collective-decision": "xc-007-subsidy-petition",
    "xc-002-padded-rectification": "xc-008-cadre-selection",
    "xc-003-procurement": "xc-004-party-life",
    "xc-004-party-life": "xc-003-procurement",
    "xc-005-clue-handling": "xc-006-key-task",
    "xc-006-key-task": "xc-005-clue-handling",
    "xc-007-subsidy-petition": "xc-001-collective-decision",
    "xc-008-cadre-selection": "xc-003-procurement",
}
"""Case → one about another matter, whose references are sound and beside the point."""


def other_references(asked: Asked) -> list[tuple[str, list[Raw]]]:
    """Findings and measures about matters that the source does not hold."""
    found = [(ROADS_FINDING, ROADS_ROWS)]
    far = FAR_CASES.get(getattr(asked.source, "id", ""))
    if far in library().case_ids():
        references = [problem.reference for problem in library().case(far).problems]
        found += [(one.finding, [row.model_dump() for row in one.measures]) for one in references if one]
    return found
