"""问题分类体系: three foci and D 监督整改, second levels, and the leaves that problems are filed under."""

from __future__ import annotations

from kit.model.record import Record


class Leaf(Record):
    """A category: ``impl`` 1–4 is its 四个落实 facet, ``around`` its 六个围绕 facet."""

    code: str
    name: str
    impl: int
    around: str
    group: str
    group_name: str
    focus: str
    focus_name: str


class Taxonomy(Record):
    """All leaves by code, in the order of the file."""

    version: int
    leaves: dict[str, Leaf]

    def codes(self) -> frozenset[str]:
        return frozenset(self.leaves)
