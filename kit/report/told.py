"""A raw answer told in words: codes and ids replaced by what the trainee saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kit.model import prompt as forms
from kit.model.prompt import Prompt

ROW_FIELDS = (("measure", "整改措施"), ("owner", "责任主体"), ("deadline", "完成时限"), ("deliverable", "可查验成果"))


@dataclass(frozen=True)
class FieldText:
    """One field of an answer as shown; ``row``, ``field``, ``index`` name it as matches and flags do."""

    label: str
    text: str
    row: int | None = None
    field: str | None = None
    index: int | None = None


def told(prompt: Prompt, raw: Mapping[str, Any]) -> tuple[FieldText, ...]:
    """The fields of a raw answer in order, in words. Bad or missing parts are told as they are, never raised."""
    teller = TELLERS.get(type(prompt.form), told_plainly)
    return tuple(teller(prompt.form, raw))


def told_text(form: Any, raw: Mapping[str, Any]) -> list[FieldText]:
    return [FieldText("", text(raw.get("text")))]


def told_findings(form: Any, raw: Mapping[str, Any]) -> list[FieldText]:
    return [FieldText(f"问题 {n + 1}", text(entry), index=n) for n, entry in enumerate(listed(raw.get("findings")))]


def told_rows(form: Any, raw: Mapping[str, Any]) -> list[FieldText]:
    return [
        FieldText(label, text(mapped(row).get(name)), row=n, field=name)
        for n, row in enumerate(listed(raw.get("rows")))
        for name, label in ROW_FIELDS
    ]


def told_classify(form: forms.ClassifyForm, raw: Mapping[str, Any]) -> list[FieldText]:
    code = text(raw.get("category"))
    leaf = next((leaf for leaf in form.leaves if leaf.code == code), None)
    name = f"{code} {leaf.name}" if leaf else code
    return [
        FieldText("分类", name or "（未选）", field="category"),
        FieldText("层面", text(raw.get("level")) or "（未选）", field="level"),
        FieldText("严重程度", text(raw.get("severity")) or "（未选）", field="severity"),
    ]


def told_evidence(form: Any, raw: Mapping[str, Any]) -> list[FieldText]:
    names = [text(name) for name in listed(raw.get("selected"))]
    return [FieldText(f"选中 {len(names)} 处", "、".join(names) or "（未选）")]


def told_judgement(form: forms.JudgementForm, raw: Mapping[str, Any]) -> list[FieldText]:
    choices = mapped(raw.get("choices"))
    told_items = []
    for number, item in enumerate(form.situations, start=1):
        chosen = text(choices.get(item.id))
        words = next((option.text for option in item.options if option.id == chosen), chosen)
        told_items.append(FieldText(f"情境 {number}", words or "（未作答）", field=item.id))
    return told_items


def told_match(form: forms.MatchForm, raw: Mapping[str, Any]) -> list[FieldText]:
    left = {choice.id: choice.text for choice in form.left}
    right = {choice.id: choice.text for choice in form.right}
    pairs = mapped(raw.get("pairs"))
    told_items = []
    for name, words in left.items():
        chosen = listed(pairs.get(name)) or [pairs[name]] if pairs.get(name) else []
        answer = "、".join(right.get(text(end), text(end)) for end in chosen)
        told_items.append(FieldText(words, answer or "（未作答）", field=name))
    return told_items


def told_order(form: forms.OrderForm, raw: Mapping[str, Any]) -> list[FieldText]:
    steps = {choice.id: choice.text for choice in form.steps}
    names = [text(name) for name in listed(raw.get("order"))]
    return [FieldText(f"第 {n}", steps.get(name, name), field=name) for n, name in enumerate(names, start=1)] or [
        FieldText("", "（未作答）")
    ]


def told_verify(form: forms.VerifyForm, raw: Mapping[str, Any]) -> list[FieldText]:
    answers = mapped(raw.get("answers"))
    told_items = []
    for ask in form.questions:
        given = answers.get(ask.id)
        words = "、".join(text(name) for name in given) if isinstance(given, list | tuple) else text(given)
        words = next((option.text for option in ask.options if option.id == words), words)
        told_items.append(FieldText(ask.ask, f"{words} {ask.unit}".strip() if words else "（未作答）", field=ask.id))
    return told_items


def told_diagnose(form: forms.DiagnoseForm, raw: Mapping[str, Any]) -> list[FieldText]:
    labels, reasons = mapped(raw.get("labels")), mapped(raw.get("reasons"))
    told_items = []
    for place, row in enumerate(form.plan):
        if row.id not in labels:
            words = "（未判断）"
        else:
            words = "、".join(text(label) for label in listed(labels[row.id])) or "没有问题"
        told_items.append(FieldText(f"{place + 1}. {row.measure}", words, row=place, field=row.id))
        if text(reasons.get(row.id)):
            told_items.append(FieldText("理由", text(reasons.get(row.id)), field=f"reasons.{row.id}"))
    return told_items


def told_review(form: forms.ReviewForm, raw: Mapping[str, Any]) -> list[FieldText]:
    marks = mapped(raw.get("marks"))
    return [FieldText(name, f"{marks[name]} 分" if name in marks else "（未评）", field=name) for name in form.rubric]


def told_plainly(form: Any, raw: Mapping[str, Any]) -> list[FieldText]:
    return [FieldText(str(name), text(value), field=str(name)) for name, value in raw.items()]


TELLERS: dict[type, Callable[[Any, Mapping[str, Any]], list[FieldText]]] = {
    forms.TextForm: told_text,
    forms.TextListForm: told_findings,
    forms.RowsForm: told_rows,
    forms.ClassifyForm: told_classify,
    forms.EvidenceForm: told_evidence,
    forms.JudgementForm: told_judgement,
    forms.MatchForm: told_match,
    forms.OrderForm: told_order,
    forms.VerifyForm: told_verify,
    forms.DiagnoseForm: told_diagnose,
    forms.ReviewForm: told_review,
}


def text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else []


def mapped(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
