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


def unrelated(asked: Asked) -> Raw | None:
    """A sound text about something else: the reference of another case, where there is one."""
    form = asked_form(asked)
    finding, rows = other_reference(asked)
    by_form: dict[type, Callable[[], Raw]] = {
        TextForm: lambda: {"text": finding},
        TextListForm: lambda: {"findings": [finding]},
        RowsForm: lambda: {"rows": rows},
    }
    return {**empty(asked), **by_form[type(form)]()} if type(form) in by_form else None


OTHER_FINDING = (
    "机关党委发展党员工作把关不严,基层组织建设存在薄弱环节。2022年发展的3名党员中,2名没有进行政治审查,1名没有征求群众意见。"
    "违反《中国共产党发展党员工作细则》的规定。机关党委书记履行抓党建责任不力,致使党员队伍质量下降。"
)
OTHER_ROWS = [
    {
        "measure": "对2022年以来发展的党员档案逐一核查,缺少政治审查材料的一律补审",
        "owner": "机关党委",
        "deadline": "2024年9月30日前",
        "deliverable": "核查报告",
    }
]


def other_reference(asked: Asked) -> tuple[str, list[Raw]]:
    """A finding and measures about a matter that the source does not hold."""
    case = getattr(asked.source, "case", asked.source)
    area = getattr(case, "id", "")
    if area != "xc-004-party-life" or "xc-003-procurement" not in library().case_ids():
        return OTHER_FINDING, OTHER_ROWS
    reference = library().case("xc-003-procurement").problems[0].reference
    assert reference is not None
    return reference.finding, [row.model_dump() for row in reference.measures]
