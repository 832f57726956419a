"""What the bank holds and what it lacks, how it was used, and which versions of a case were answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from kit.content.library import Library
from kit.content.taxonomy import taxonomy
from kit.errors import ContentError
from kit.model.attempt import Attempt
from kit.model.case import Case
from kit.model.score import Scored
from kit.model.taxonomy import Leaf

ABILITIES = {
    "discover": "发现问题",
    "classify": "分类定性",
    "evidence": "证据摘取",
    "finding": "问题底稿",
    "measures": "整改措施",
    "judgement": "纪律情境",
}
PASS = 60.0


@dataclass(frozen=True)
class LeafLine:
    """A leaf of the taxonomy with the problems (``case/problem``) that are filed under it, and those that touch it."""

    leaf: Leaf
    primary: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True)
class CaseLine:
    """A case of the bank: what there is in it to train with, and how often it was tried."""

    case: Case
    problems: int
    situations: int
    characters: int
    attempts: int


@dataclass(frozen=True)
class ItemLine:
    """How a question went: first attempts alone count in ``mean`` and ``passed`` (a share, 0–1)."""

    name: str
    task: str
    attempts: int
    people_first: int
    mean: float | None
    passed: float | None
    minutes: float | None


@dataclass(frozen=True)
class VersionLine:
    """One version of a case as it was answered or stands: short hashes of what is read, and of the key."""

    case: str
    content: str
    key: str
    attempts: int
    first_at: str
    last_at: str
    current: bool


@dataclass(frozen=True)
class Bank:
    """Everything the bank view shows. ``faults`` are cases that cannot be loaded."""

    leaves: tuple[LeafLine, ...]
    cases: tuple[CaseLine, ...]
    items: tuple[ItemLine, ...]
    versions: tuple[VersionLine, ...]
    faults: tuple[str, ...]

    @property
    def holes(self) -> tuple[LeafLine, ...]:
        """Leaves that no problem has as its primary category."""
        return tuple(line for line in self.leaves if not line.primary)

    def spread(self, by: str) -> dict[str, int]:
        """How many cases there are by ``difficulty``, ``inspection``, ``organ``, ``minutes`` or ``ability``."""
        return spread(self.cases, by)


def bank_of(library: Library, attempts: Iterable[Attempt] = (), noted: Iterable[Mapping[str, str]] = ()) -> Bank:
    """The bank of a library.

    ``attempts`` are what was handed in on this machine; ``noted`` are versions that were saved here (``case``,
    ``content_hash``, ``key_hash``, ``at``).
    """
    tried = tuple(attempts)
    cases, faults = [], []
    for case_id in library.case_ids():
        try:
            cases.append(library.case(case_id))
        except ContentError:
            faults.append(case_id)
    uses = Counter(attempt.ref.case for attempt in tried)
    return Bank(
        leaves=leaf_lines(cases),
        cases=tuple(case_line(case, uses[case.id]) for case in cases),
        items=item_lines(cases, tried),
        versions=version_lines(cases, tried, noted),
        faults=tuple(faults),
    )


def leaf_lines(cases: Sequence[Case]) -> tuple[LeafLine, ...]:
    primary: dict[str, list[str]] = {}
    also: dict[str, list[str]] = {}
    for case in cases:
        for problem in case.problems:
            primary.setdefault(problem.category, []).append(f"{case.id}/{problem.id}")
            for code in problem.also:
                also.setdefault(code, []).append(f"{case.id}/{problem.id}")
    return tuple(
        LeafLine(leaf, tuple(primary.get(code, ())), tuple(also.get(code, ())))
        for code, leaf in taxonomy().leaves.items()
    )


def case_line(case: Case, attempts: int) -> CaseLine:
    length = sum(len("".join(material.raw.split())) for material in case.materials)
    return CaseLine(case, len(case.problems), len(case.judgement), length, attempts)


def abilities_of(case: Case) -> tuple[str, ...]:
    """What a case can train."""
    found = ["discover", "classify", "evidence", "finding"]
    found += ["measures"] if any(problem.measures for problem in case.problems) else []
    return tuple(ABILITIES[name] for name in [*found, *(["judgement"] if case.judgement else [])])


BODIES = (
    ("学校", "学校|中学|小学|幼儿园|学院|职校"),
    ("医院", "医院|卫生院|疾控"),
    ("乡镇", "镇|乡党|乡政|村"),
    ("街道", "街道|社区"),
    ("开发区", "开发区|园区|管委会"),
    ("国企", "公司|集团|国企"),
    ("行业协会", "协会|商会|学会"),
    ("执法支队", "支队|大队|执法"),
    ("下属事业单位", "中心|事业|馆|站|所|院"),
    ("市直机关", "局|委|办|厅"),
)
"""Kinds of bodies with the words that tell them, the first that fits counts."""


def body_of(organ: str) -> str:
    """The kind of body that an inspected 单位 is, by its name."""
    return next((name for name, words in BODIES if re.search(words, organ)), "其他")


def spread(cases: Iterable[CaseLine], by: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for line in cases:
        head = line.case.head
        if by == "ability":
            found.update(abilities_of(line.case))
        elif by == "difficulty":
            found[f"{head.difficulty} {('基础', '进阶', '综合')[head.difficulty - 1]}"] += 1
        elif by == "inspection":
            found[head.inspection] += 1
        elif by == "minutes":
            found["45 分钟以内" if head.minutes <= 45 else "46–90 分钟" if head.minutes <= 90 else "90 分钟以上"] += 1
        else:
            found[body_of(head.organ)] += 1
    return dict(sorted(found.items()))


def item_lines(cases: Sequence[Case], attempts: Sequence[Attempt]) -> tuple[ItemLine, ...]:
    """One line a question; only attempts at its key as it is now count (of a set's item: as it was answered last)."""
    current = {case.id: case.key_hash for case in cases}
    last = {str(attempt.ref): attempt.key_hash for attempt in attempts}
    groups: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.key_hash == current.get(attempt.ref.case or "", last[str(attempt.ref)]):
            groups.setdefault(str(attempt.ref), []).append(attempt)
    return tuple(item_line(name, tries) for name, tries in sorted(groups.items()))


def item_line(name: str, tries: list[Attempt]) -> ItemLine:
    totals = [one.score.total for one in tries if one.number == 1 and isinstance(one.score, Scored)]
    seconds = [one.seconds for one in tries if one.seconds]
    return ItemLine(
        name=name,
        task=tries[0].ref.task,
        attempts=len(tries),
        people_first=len(totals),
        mean=round(mean(totals), 1) if totals else None,
        passed=round(sum(total >= PASS for total in totals) / len(totals), 3) if totals else None,
        minutes=round(mean(seconds) / 60, 1) if seconds else None,
    )


def version_lines(
    cases: Sequence[Case], attempts: Sequence[Attempt], noted: Iterable[Mapping[str, str]]
) -> tuple[VersionLine, ...]:
    """Every version known of each case, the one that stands last; attempts by the version that they answered."""
    times: dict[tuple[str, str, str], list[str]] = {}
    count: Counter[tuple[str, str, str]] = Counter()
    for note in noted:
        times.setdefault((note["case"], note["content_hash"], note["key_hash"]), []).append(note["at"])
    for attempt in attempts:
        if attempt.ref.case and attempt.key_hash:
            name = (attempt.ref.case, attempt.content_hash, attempt.key_hash)
            times.setdefault(name, []).append(attempt.at)
            count[name] += 1
    current = {(case.id, case.content_hash, case.key_hash) for case in cases}
    for name in current:
        times.setdefault(name, [])
    lines = [
        VersionLine(case, content[:8], key[:8], count[case, content, key], min(when, default=""),
                    max(when, default=""), (case, content, key) in current)
        for (case, content, key), when in times.items()
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.case, line.current, line.last_at)))
