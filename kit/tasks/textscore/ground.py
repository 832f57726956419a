"""What a problem's answers are held against, made ready once: the key's statements, and what the material says."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kit.model.case import Case, Evidence, MeasurePoint, Point, Problem, RedHerring, Unit
from kit.text.align import Statement, Yardstick, common_pairs, grams, yardstick

KEPT = 32
"""Problems whose ground is kept ready in one process."""

RUN = 14
"""Letters and figures in a row that nobody writes alike by chance."""

SOURCES = 3
"""Units of the material that are named as carrying one point."""

SOURCE_SHARE = 0.2
"""Least share of a point's character pairs that a unit must hold to be named as its source."""


@dataclass(frozen=True)
class Ground:
    """One problem's key and material.

    ``points``, ``measures`` and ``contrary`` (wrong statements as ``wrong:n``, red herrings as ``herring:n``) are
    ready for alignment. Sets of character pairs: ``wording`` of the question, ``subject`` of the problem's key,
    ``material`` of all that the trainee reads, ``specific`` of both what is neither asked nor of the trade at large.
    ``sources`` names the units that carry a point or measure point, best first.
    """

    case: Case
    problem: Problem
    points: Yardstick
    measures: Yardstick
    contrary: Yardstick
    wording: frozenset[str]
    subject: frozenset[str]
    material: frozenset[str]
    specific: frozenset[str]
    texts: tuple[str, ...]
    cells: tuple[str, ...]
    shingles: frozenset[str]
    sources: Mapping[str, tuple[str, ...]]

    def of_aspect(self, *aspects: str) -> tuple[Point, ...]:
        return tuple(point for point in self.problem.points if point.aspect in aspects)


_READY: OrderedDict[tuple[int, str], tuple[Case, Ground]] = OrderedDict()


def ground_of(case: Case, problem: Problem) -> Ground:
    """The ground of that problem; made once for each case that is in use."""
    name = (id(case), problem.id)
    kept = _READY.get(name)
    if kept is not None and kept[0] is case and kept[1].problem is problem:
        _READY.move_to_end(name)
        return kept[1]
    ground = made(case, problem)
    _READY[name] = (case, ground)
    while len(_READY) > KEPT:
        _READY.popitem(last=False)
    return ground


def made(case: Case, problem: Problem) -> Ground:
    units = case.units
    texts = tuple(unit.text for unit in units.values())
    key: list[str] = []
    for other in case.problems:
        key += [text for point in other.points for text in wordings(point)]
        key += [text for point in other.measures for text in wordings(point)]
    wider = [*key, *texts]
    contrary = [
        *(Statement(f"wrong:{place}", (entry.text,)) for place, entry in enumerate(problem.wrong)),
        *(Statement(f"herring:{place}", herring_texts(entry, units)) for place, entry in enumerate(case.red_herrings)),
    ]
    subject = frozenset(grams(" ".join((problem.title, *(t for p in problem.points for t in wordings(p))))))
    material = frozenset(gram for text in texts for gram in grams(text))
    wording = frozenset(grams(problem.prompt))
    return Ground(
        case=case,
        problem=problem,
        points=yardstick([Statement(p.id, wordings(p)) for p in problem.points], problem.prompt, wider),
        measures=yardstick([Statement(p.id, wordings(p)) for p in problem.measures], problem.prompt, wider),
        contrary=yardstick(contrary, problem.prompt, wider),
        wording=wording,
        subject=subject,
        material=material,
        specific=(subject | material) - wording - common_pairs(),
        texts=texts,
        cells=tuple(ledger_figures(case)),
        shingles=frozenset(shingles(" ".join((*texts, problem.prompt)))),
        sources=carriers((*problem.points, *problem.measures), case, problem),
    )


HEADER_UNIT = re.compile("[（(]([^（）()]{1,4})[）)]$")


def ledger_figures(case: Case) -> Iterator[str]:
    """Ledger cells with the unit that stands in their column's header: 23.50 under 金额（万元） is 23.50万元."""
    for material in case.materials:
        units = [found.group(1) if (found := HEADER_UNIT.search(name.strip())) else "" for name in material.header]
        for row in material.units:
            told = [f"{cell}{unit}" for cell, unit in zip(row.cells, units, strict=False) if cell and unit]
            if told:
                yield "，".join(told)


def shingles(text: str) -> Iterator[str]:
    """Runs of ``RUN`` letters and figures, by which copying shows."""
    plain = "".join(char for char in text if char.isalnum())
    return (plain[place : place + RUN] for place in range(len(plain) - RUN + 1))


def wordings(point: Point | MeasurePoint) -> tuple[str, ...]:
    return (point.text, *point.accept)


def herring_texts(herring: RedHerring, units: Mapping[str, Unit]) -> tuple[str, ...]:
    """What an answer would say that takes the red herring for a problem: the passage itself."""
    if herring.quote:
        return (herring.quote,)
    unit = units.get(f"{herring.material}·{herring.row}")
    return (unit.text,) if unit else (herring.why,)


def carriers(points: Sequence[Point | MeasurePoint], case: Case, problem: Problem) -> dict[str, tuple[str, ...]]:
    """For each point the evidence units that share most of its wording, best first."""
    units = case.units
    told = {
        name: grams(evidence_text(name, problem.evidence, units)) for name in case.evidence_units.get(problem.id, {})
    }
    return {point.id: best_carriers(wordings(point), told) for point in points}


def best_carriers(texts: Iterable[str], told: Mapping[str, set[str]]) -> tuple[str, ...]:
    wanted = set().union(*(grams(text) for text in texts))
    shares = {name: len(wanted & pairs) / max(8, min(len(wanted), len(pairs))) for name, pairs in told.items()}
    ranked = sorted(shares, key=lambda name: (-shares[name], name))
    return tuple(name for name in ranked[:SOURCES] if shares[name] >= SOURCE_SHARE)


def evidence_text(name: str, evidence: Sequence[Evidence], units: Mapping[str, Unit]) -> str:
    """What of a unit is evidence: its quotes where there are any, else the whole unit."""
    unit = units.get(name)
    if unit is None:
        return ""
    quotes = [
        entry.quote
        for entry in evidence
        if entry.quote and entry.material == unit.material and entry.quote in unit.text
    ]
    return " ".join(quotes) if quotes else unit.text
