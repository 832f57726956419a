"""The taxonomy of problems, read once from the package's data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kit.content.files import read_source
from kit.content.paths import DATA
from kit.content.yamldoc import Doc, parse
from kit.errors import ContentError, Finding
from kit.model.taxonomy import Leaf, Taxonomy


@cache
def taxonomy() -> Taxonomy:
    """问题分类体系 as it comes with the kit."""
    return load_taxonomy(DATA / "taxonomy.yaml")


def load_taxonomy(path: Path) -> Taxonomy:
    """A taxonomy file as records. Raises ContentError."""
    faults: list[Finding] = []
    source = read_source(path, path.name, faults)
    doc = parse(source, faults) if source else None
    if doc is None or faults:
        raise ContentError(faults)
    try:
        leaves = leaves_of(doc)
        return Taxonomy(version=doc.value["version"], leaves={leaf.code: leaf for leaf in leaves})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ContentError([Finding(path.name, 1, f"分类体系的写法不对（{error}）：请对照原文件")]) from error


def leaves_of(doc: Doc) -> list[Leaf]:
    return [
        Leaf(
            code=code,
            group=group_code,
            group_name=group["name"],
            focus=focus_code,
            focus_name=focus["name"],
            **leaf,
        )
        for focus_code, focus in doc.value["tree"].items()
        for group_code, group in focus["children"].items()
        for code, leaf in group["leaves"].items()
    ]
