"""JSON Schemas of the authors' files, for editors: ``python -m kit.content.schemas`` writes them into ``schemas/``.

They come from the model, so that they cannot say anything else than the loader; the Chinese words stand in
``schemawords``. What only ``kit lint`` can see (quotes, ids that name one another) they do not know.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kit.content.coverage import coverage_rows
from kit.content.itemcheck import RUBRIC
from kit.content.paths import root
from kit.content.schemawords import WORDS
from kit.content.taxonomy import taxonomy
from kit.model.case import CaseHead, Key
from kit.model.exercise import CASE_KINDS, KIND_NAMES, PAYLOAD_KINDS, PROBLEM_KINDS, ExerciseSet

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CASE_ID_PATTERN = r"^[a-z]{2}-[0-9]{3}-[a-z0-9-]+$"


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its file name."""
    return {
        "case.schema.json": case_schema(),
        "key.schema.json": key_schema(),
        "exercise.schema.json": exercise_schema(),
        "samples.schema.json": samples_schema(),
    }


def case_schema() -> dict[str, Any]:
    schema = worded(CaseHead.model_json_schema(), "案例 case.yaml")
    schema["properties"]["id"]["pattern"] = CASE_ID_PATTERN
    return schema


def key_schema() -> dict[str, Any]:
    schema = worded(Key.model_json_schema(), "答案 key.yaml")
    problem = schema["$defs"]["Problem"]["properties"]
    codes = list(taxonomy().leaves)
    problem["category"]["enum"] = codes
    problem["also"]["propertyNames"] = {"enum": codes}
    for name in ("Evidence", "RedHerring"):
        schema["$defs"][name]["oneOf"] = [{"required": ["quote"]}, {"required": ["row"]}]
    return schema


def exercise_schema() -> dict[str, Any]:
    schema = worded(ExerciseSet.model_json_schema(), "练习 exercises/*.yaml")
    item = schema["$defs"]["Item"]
    item["properties"]["kind"]["enum"] = list(KIND_NAMES)
    item["properties"]["covers"]["items"]["enum"] = [row.id for row in coverage_rows()]
    item["allOf"] = [needs(kind) for kind in KIND_NAMES]
    question = schema["$defs"]["VerifyQuestion"]
    question["oneOf"] = [{"required": [name]} for name in ("value", "rows", "verdict")]
    return schema


def needs(kind: str) -> dict[str, Any]:
    """What an item of a kind must have."""
    then: dict[str, Any]
    if kind == "judgement":
        then = {"anyOf": [{"required": ["judgement"]}, {"required": ["case"]}]}
    elif kind in PROBLEM_KINDS:
        then = {"required": ["case", "problem"]}
    else:
        then = {"required": ["case" if kind in CASE_KINDS else kind]}
    others = [name for name in PAYLOAD_KINDS if name != kind]
    then["not"] = {"anyOf": [{"required": [name]} for name in others]}
    own = {"properties": {"kind": {"const": kind}}, "not": {"required": ["use"]}}
    return {"if": own, "then": then}


def samples_schema() -> dict[str, Any]:
    """One line of samples.jsonl."""
    text = {"type": "string", "minLength": 1}
    criteria = sorted({criterion for names in RUBRIC.values() for criterion in names})
    schema: dict[str, Any] = {
        "title": "Sample",
        "type": "object",
        "required": ["answer_id", "case", "task", "rater", "marks", "why", "provenance"],
        "properties": {
            "answer_id": text,
            "case": {**text, "pattern": CASE_ID_PATTERN},
            "problem": text,
            "task": {"enum": list(CASE_KINDS)},
            "text": {"type": "string"},
            "rows": {"type": "array", "items": {"type": "object"}},
            "rater": text,
            "marks": {
                "type": "object",
                "propertyNames": {"enum": criteria},
                "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 4},
            },
            "why": {"type": ["string", "object"]},
            "provenance": text,
        },
    }
    return worded(schema, "样卷 samples.jsonl（每行一份）")


def worded(schema: dict[str, Any], title: str) -> dict[str, Any]:
    """The schema with Chinese descriptions in place of the model's English ones.

    Raises
    ------
    KeyError
        where a field has no words yet.
    """
    owners = {schema["title"]: schema, **schema.get("$defs", {})}
    for owner, record in owners.items():
        record.pop("description", None)
        for name, field in record.get("properties", {}).items():
            field.pop("title", None)
            record["properties"][name] = {**field, "description": WORDS[owner][name]}
        record.pop("title", None)
    return {"$schema": DIALECT, "title": title, **schema}


def written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main(folder: Path | None = None) -> None:
    """Write every schema into ``folder`` (``schemas/`` of the project)."""
    target = folder or root() / "schemas"
    target.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (target / name).write_text(written(schema), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
