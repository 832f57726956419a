"""A trial run: the case's own references and samples through the scorer, beside the marks that people gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from kit.content.answers import read_lines
from kit.content.doctor.remark import Remark, Severity
from kit.errors import KitError
from kit.model.attempt import Attempt
from kit.model.case import Case
from kit.model.score import Scored
from kit.tasks import score_raw

GOOD = 75.0
"""What a reference should earn at least; below, the key or the reference is not what its author thinks."""
APART = 20.0
"""Difference of two totals from which a person should look."""
FEWEST, ENOUGH = 5, 20
EXPECTED = {1: (60.0, 95.0), 2: (45.0, 85.0), 3: (30.0, 75.0)}
"""Mean first totals that go with a difficulty."""


@dataclass(frozen=True)
class Trial:
    """One answer tried: ``marked`` is the people's total 0–100 (None: nobody marked it), ``scored`` the machine's."""

    name: str
    problem: str
    task: str
    marked: float | None
    scored: float | None
    marks: tuple[tuple[str, float | None, float], ...] = ()
    reason: str = ""

    @property
    def apart(self) -> float | None:
        return None if self.marked is None or self.scored is None else round(self.scored - self.marked, 1)


def reference_trials(case: Case) -> Iterator[Trial]:
    """Each reference answer scored."""
    for problem in case.problems:
        given = problem.reference
        if given is None:
            continue
        named = {"case": case.id, "problem": problem.id}
        if given.finding.strip():
            yield tried(case, "参考答案", {**named, "task": "finding", "text": given.finding})
        if given.measures:
            rows = [row.model_dump() for row in given.measures]
            yield tried(case, "参考答案", {**named, "task": "measures", "rows": rows})


def sample_trials(case: Case, lines: Iterable[bytes]) -> Iterator[Trial]:
    """Each line of samples.jsonl scored; what cannot be read is left to lint."""
    for line in read_lines(lines):
        if not line.error and line.ref is not None and line.ref.case == case.id:
            yield tried(case, line.answer_id or "", line.raw)


def tried(case: Case, name: str, raw: dict[str, object]) -> Trial:
    task, problem = str(raw["task"]), str(raw.get("problem") or "")
    given = raw.get("marks")
    marks = {str(key): float(value) for key, value in given.items()} if isinstance(given, dict) else {}
    marked = 5.0 * sum(marks.values()) if marks else None
    try:
        score = score_raw(task, raw, case)
    except KitError as error:
        return Trial(name, problem, task, marked, None, reason=str(error))
    if not isinstance(score, Scored):
        return Trial(name, problem, task, marked, None, reason=score.reason)
    beside = tuple((criterion, marks.get(criterion), mark) for criterion, mark in score.marks.items())
    return Trial(name, problem, task, marked, score.total, beside)


def trial_remarks(trials: Sequence[Trial]) -> Iterator[Remark]:
    """Where a reference earns little, and where the machine and people part."""
    kinds = {"finding": "底稿", "measures": "措施"}
    for trial in trials:
        what = kinds.get(trial.task, trial.task)
        if trial.name == "参考答案":
            if trial.scored is None:
                yield Remark("必须改", "试评", trial.problem, f"参考{what}没法评分：{trial.reason}")
            elif trial.scored < GOOD:
                low = "、".join(f"{name} {mark:g}" for name, _, mark in trial.marks if mark < 3)
                told = f"参考{what}机器只给 {trial.scored:g} 分（{low}）：请看要点是不是写得太窄，或参考答案漏了要点"
                yield Remark("建议改", "试评", trial.problem, told)
        elif trial.apart is not None and abs(trial.apart) >= APART:
            told = f"{trial.name}：人给 {trial.marked:g} 分，机器给 {trial.scored:g} 分，请看要点和同义说法"
            yield Remark("供参考", "试评", trial.problem, told)
    groups: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for trial in trials:
        if trial.marked is not None and trial.scored is not None:
            groups.setdefault((trial.problem, trial.task), []).append((trial.marked, trial.scored))
    for (problem, task), totals in groups.items():
        wrong = sum(one[0] - other[0] >= APART and one[1] < other[1] for one in totals for other in totals)
        if wrong:
            told = f"{kinds.get(task, task)}样卷有 {wrong} 对好坏次序与人评相反"
            yield Remark("供参考", "试评", problem, told)


def pilot_remarks(case: Case, attempts: Iterable[Attempt]) -> Iterator[Remark]:
    """A difficulty that disagrees with how the case went; only first attempts at the key as it is now count."""
    first: dict[str, list[float]] = {}
    for attempt in attempts:
        if (attempt.ref.case, attempt.number, attempt.key_hash) == (case.id, 1, case.key_hash) and isinstance(
            attempt.score, Scored
        ):
            first.setdefault(attempt.ref.task, []).append(attempt.score.total)
    totals = [total for task in ("discover", "finding", "measures") for total in first.get(task, ())]
    if len(totals) < FEWEST:
        return
    low, high = EXPECTED[case.head.difficulty]
    found = mean(totals)
    if not low <= found <= high:
        told = f"{len(totals)} 次首答平均 {found:.1f} 分，难度 {case.head.difficulty} 一般在 {low:g}–{high:g} 分"
        severity: Severity = "建议改" if len(totals) >= ENOUGH else "供参考"
        yield Remark(severity, "难度", "全案", f"{told}：请调整难度标注，或查看哪一题过{'难' if found < low else '易'}")
