"""The page on answers is kept in step with the kinds: an example of each, in the fields that are read."""

import json
import re
from pathlib import Path

import pytest

from kit.model.exercise import CASE_KINDS, KIND_NAMES

PAGE = (Path(__file__).parents[2] / "docs/format-answers.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
FIELDS = {
    "classify": {"category", "level", "severity"},
    "evidence": {"selected"},
    "finding": {"text"},
    "measures": {"rows"},
    "discover": {"findings"},
    "judgement": {"choices"},
    "match": {"pairs"},
    "order": {"order"},
    "verify": {"answers"},
    "diagnose": {"labels", "reasons"},
    "rewrite": {"text"},
    "review": {"marks"},
}


def test_every_kind_has_its_example_and_heading() -> None:
    assert {example["task"] for example in EXAMPLES} == set(KIND_NAMES) == set(FIELDS)
    assert set(re.findall(r"^### (\w+) ", PAGE, re.MULTILINE)) == set(KIND_NAMES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["task"])
def test_an_example_has_the_fields_of_its_kind(example: dict[str, object]) -> None:
    named = {"case"} if example["task"] in CASE_KINDS else {"item"}
    assert set(example) - {"answer_id", "task", "problem"} == FIELDS[str(example["task"])] | named
