"""One view per form of question. A new form: its file, and a line in ``VIEWS``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kit.model import prompt as forms
from kit.workbench.forms import (
    classify,
    diagnose,
    evidence,
    judgement,
    match,
    order,
    review,
    rows,
    text,
    text_list,
    verify,
)
from kit.workbench.forms.view import FormView, Setting

VIEWS: dict[type, Callable[[Any, Setting], FormView]] = {
    forms.TextForm: text.build,
    forms.TextListForm: text_list.build,
    forms.RowsForm: rows.build,
    forms.ClassifyForm: classify.build,
    forms.EvidenceForm: evidence.build,
    forms.JudgementForm: judgement.build,
    forms.MatchForm: match.build,
    forms.OrderForm: order.build,
    forms.VerifyForm: verify.build,
    forms.DiagnoseForm: diagnose.build,
    forms.ReviewForm: review.build,
}


def build(setting: Setting) -> FormView:
    """The view for the prompt's form."""
    form = setting.prompt.form
    return VIEWS[type(form)](form, setting)
