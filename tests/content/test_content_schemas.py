"""The schemas are current, valid, in Chinese, and agree with the loader on sound and broken files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kit.content.files import read_source
from kit.content.schemas import main, schemas, written
from kit.content.yamldoc import parse

PROJECT = Path(__file__).parent.parent.parent
SCHEMAS = schemas()
CASES = sorted((PROJECT / "cases").glob("*/"))
SETS = sorted((PROJECT / "exercises").glob("*.yaml"))
BASE = Path(__file__).parent / "base"
FILES = [
    *(("case.schema.json", case / "case.yaml") for case in [*CASES, BASE / "cases" / "aa-001-base"]),
    *(("key.schema.json", case / "key.yaml") for case in [*CASES, BASE / "cases" / "aa-001-base"]),
    *(("exercise.schema.json", path) for path in [*SETS, BASE / "exercises" / "aa-set.yaml"]),
]


def plain(path: Path) -> Any:
    """A YAML file as JSON would have it."""
    source = read_source(path, path.name, [])
    doc = parse(source, []) if source else None
    return json.loads(json.dumps(doc.value)) if doc else None


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_on_disk_is_current(name: str) -> None:
    held = (PROJECT / "schemas" / name).read_text(encoding="utf-8")
    assert held == written(SCHEMAS[name]), "run: python -m kit.content.schemas"


def test_main_writes_them_all(tmp_path: Path) -> None:
    main(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_valid_and_told_in_chinese(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    told = list(descriptions(SCHEMAS[name]))
    assert len(told) >= 9
    assert all(re.search("[\u4e00-\u9fff]", text) for text in told)


def descriptions(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "description" and isinstance(value, str):
                yield value
            else:
                yield from descriptions(value)


@pytest.mark.parametrize(("name", "path"), FILES, ids=[f"{path.parent.name}/{path.name}" for _, path in FILES])
def test_sound_files_pass(name: str, path: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMAS[name]).validate(plain(path))


BROKEN = (
    ("case.schema.json", "cases/aa-001-base/case.yaml", "organ:", "organs:"),
    ("case.schema.json", "cases/aa-001-base/case.yaml", "id: aa-001-base", "id: base"),
    ("key.schema.json", "cases/aa-001-base/key.yaml", "category: C1.1", "category: C7.7"),
    ("key.schema.json", "cases/aa-001-base/key.yaml", "row: 2", "row: 2, quote: x"),
    ("key.schema.json", "cases/aa-001-base/key.yaml", "score: -1", "score: -2"),
    ("exercise.schema.json", "exercises/aa-set.yaml", "kind: match", "kind: order"),
    ("exercise.schema.json", "exercises/aa-set.yaml", "covers: [10]", "covers: [99]"),
    ("exercise.schema.json", "exercises/aa-set.yaml", "    problem: P1\n", ""),
    ("exercise.schema.json", "exercises/aa-set.yaml", "value: 7, unit: 个, ", ""),
)


@pytest.mark.parametrize(("name", "file", "old", "new"), BROKEN)
def test_broken_files_do_not_pass(name: str, file: str, old: str, new: str, base: Path) -> None:
    text = (base / file).read_text(encoding="utf-8")
    assert old in text
    (base / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMAS[name]).validate(plain(base / file))
