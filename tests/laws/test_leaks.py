"""A prompt holds nothing of the key: every text and every field of it is looked at."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sources import Asked, every

from kit.model.case import Case
from kit.tasks import KINDS

ALL = [asked for asked in every() if asked.kind in KINDS]
SHORTEST = 6
"""Code points of a key's text that cannot stand in a prompt by chance."""

KEY_FIELDS = frozenset(
    {
        "why",
        "score",
        "grave",
        "value",
        "verdict",
        "tolerance",
        "answer",
        "pairs",
        "need",
        "points",
        "wrong",
        "accept",
        "reference",
        "marks",
        "overstated",
        "understated",
        "category",
        "also",
        "severity",
        "evidence",
        "red_herrings",
        "key_hash",
        "weight",
        "numbers",
        "owners",
        "principle",
    }
)
"""Names of fields that hold the key; no prompt may have one, whatever is in it."""

SECRET_FIELDS = frozenset({"why", "reference", "accept", "points", "wrong", "overstated", "understated"})
"""Fields of an item's payload whose texts a trainee sees only after submission."""


def texts(value: Any) -> Iterator[str]:
    """Every string within a dumped record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from texts(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from texts(entry)


def fields(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for entry in value.values():
            yield from fields(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from fields(entry)


def under(value: Any, names: frozenset[str]) -> Iterator[str]:
    """Every string below a field of one of these names."""
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from texts(entry) if name in names else under(entry, names)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from under(entry, names)


def secrets(asked: Asked) -> set[str]:
    """What the key says in words and the prompt may not; a phrase of the statement to rewrite is no secret."""
    if not isinstance(asked.source, Case):
        rewriting = asked.source.item.rewrite
        known = rewriting.statement + rewriting.facts if rewriting else ""
        found = {text for text in under(asked.source.item.model_dump(), SECRET_FIELDS) if text not in known}
    elif asked.kind == "judgement":
        found = {option.why for item in asked.source.judgement for option in item.options}
    else:
        dumped = [problem.model_dump(exclude={"prompt", "id"}) for problem in asked.source.problems]
        herrings = [herring.why for herring in asked.source.red_herrings]
        told = {*texts(dumped), *herrings, *asked.source.red_herring_units.values()}
        known = public(asked.source)
        found = {text for text in told if text not in known}
    return {text for text in found if len(text) >= SHORTEST}


def public(case: Case) -> str:
    """What a trainee knows anyway: names of materials, and the taxonomy's own words."""
    return "\n".join(
        [material.name for material in case.materials] + [leaf.name for leaf in case.taxonomy.leaves.values()]
    )


@pytest.mark.parametrize("asked", ALL, ids=str)
def test_a_prompt_holds_no_text_of_the_key(asked: Asked) -> None:
    shown = json.dumps(KINDS[asked.kind].prompt(asked.source, asked.problem).model_dump(), ensure_ascii=False)
    hidden = secrets(asked)
    assert hidden
    quoted = [json.dumps(secret, ensure_ascii=False)[1:-1] for secret in hidden]
    assert [secret for secret in quoted if secret in shown] == []


@pytest.mark.parametrize("asked", ALL, ids=str)
def test_a_prompt_has_no_field_of_the_key(asked: Asked) -> None:
    dumped = KINDS[asked.kind].prompt(asked.source, asked.problem).model_dump()
    assert set(fields(dumped)) & KEY_FIELDS == set()
    if asked.kind == "diagnose":
        assert all("labels" not in row for row in dumped["form"]["plan"])


@pytest.mark.parametrize("asked", [one for one in ALL if one.kind in {"order", "match"}], ids=str)
def test_the_arrangement_depends_on_the_item_alone(asked: Asked) -> None:
    kind = KINDS[asked.kind]
    first, again = kind.prompt(asked.source, None), kind.prompt(asked.source, None)
    assert first == again
    item = asked.source.item
    payload = getattr(item, asked.kind)
    side = "steps" if asked.kind == "order" else "right"
    turned = payload.model_copy(update={side: getattr(payload, side)[::-1]})
    source = asked.source.model_copy(update={"item": item.model_copy(update={asked.kind: turned})})
    assert kind.prompt(source, None).form == first.form
