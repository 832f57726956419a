"""coverage.csv: the abilities that a trainee needs, and which exercise items train each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from kit.content.library import Library
from kit.content.paths import DATA
from kit.errors import ContentError


@dataclass(frozen=True)
class CoverageRow:
    """One ability: ``where`` in the source text, ``item`` what it says, ``kinds`` of tasks that can train it."""

    id: int
    where: str
    item: str
    ability: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class CoverageLine:
    """A row with the items (``set/item``) that train it, and those that claim to with a kind that cannot."""

    row: CoverageRow
    items: tuple[str, ...]
    misplaced: tuple[str, ...] = ()

    @property
    def trained(self) -> bool:
        return bool(self.items)


@cache
def coverage_rows() -> tuple[CoverageRow, ...]:
    with (DATA / "coverage.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            CoverageRow(int(row["id"]), row["where"], row["item"], row["ability"], tuple(row["kinds"].split()))
            for row in csv.DictReader(file)
        )


def coverage_table(library: Library) -> tuple[CoverageLine, ...]:
    """Every row of coverage.csv in order, with the items that train it.

    An item counts only where its kind is among those that the row allows. Sets with faults count nothing;
    ``library.faults()`` tells these.
    """
    items: dict[int, list[tuple[str, str]]] = {}
    for set_id in library.exercise_ids():
        try:
            exercise = library.exercise(set_id)
        except ContentError:
            continue
        for item in exercise.set.items:
            for row in item.covers:
                items.setdefault(row, []).append((f"{set_id}/{item.id}", item.kind))
    return tuple(
        CoverageLine(
            row=row,
            items=tuple(name for name, kind in items.get(row.id, ()) if kind in row.kinds),
            misplaced=tuple(name for name, kind in items.get(row.id, ()) if kind not in row.kinds),
        )
        for row in coverage_rows()
    )


def untrained(table: tuple[CoverageLine, ...]) -> tuple[CoverageRow, ...]:
    """The rows that no item trains yet."""
    return tuple(line.row for line in table if not line.trained)
