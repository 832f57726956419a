"""The case doctor: what a careful reader would hold against a case, and a trial run of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kit.content.cases import case_of, read_case
from kit.content.doctor.facts import facts
from kit.content.doctor.keyparts import key_parts
from kit.content.doctor.leaks import leaks
from kit.content.doctor.remark import SEVERITIES, Remark, Severity
from kit.content.doctor.texts import length_of, texts
from kit.content.doctor.trial import Trial, pilot_remarks, reference_trials, sample_trials, trial_remarks
from kit.content.lint import case_faults
from kit.errors import ContentError, Finding
from kit.model.attempt import Attempt
from kit.model.case import Case
from kit.text.encoder import Encoder

__all__ = ["SEVERITIES", "Examination", "Remark", "Severity", "Trial", "examine", "examine_folder"]


@dataclass(frozen=True)
class Examination:
    """What was found. ``case`` is None where the files do not make one; then lint's findings are all there is.

    ``length`` counts the characters of the materials. Remarks stand in order of severity.
    """

    name: str
    case: Case | None
    remarks: tuple[Remark, ...]
    trials: tuple[Trial, ...] = ()
    length: int = 0

    def count(self, severity: Severity) -> int:
        return sum(remark.severity == severity for remark in self.remarks)


def examine_folder(
    folder: Path, attempts: Iterable[Attempt] = (), encoder: Encoder | None = None, *, trial: bool = True
) -> Examination:
    """Examine the case in a folder; faults that lint tells are 必须改. Raises nothing for any content of it."""
    reading = read_case(folder)
    found = sorted(set(case_faults(reading)))
    lint = [lint_remark(fault, reading.shown) for fault in found]
    try:
        case = case_of(reading)
    except ContentError:
        return Examination(folder.name, None, tuple(lint))
    samples = folder / "samples.jsonl"
    lines = samples.read_bytes().splitlines(keepends=True) if samples.is_file() else []
    checks = reading.key_doc.top.records("checks") if reading.key_doc is not None else ()
    explained = tuple(figure for check in checks if (figure := check.text("figure")))
    seen = examine(case, lines, attempts, encoder, explained=explained, trial=trial)
    return Examination(folder.name, case, (*lint, *seen.remarks), seen.trials, seen.length)


def lint_remark(fault: Finding, shown: str) -> Remark:
    return Remark("必须改", "格式", fault.file.removeprefix(f"{shown}/"), f"第 {fault.line} 行：{fault.message}")


def examine(
    case: Case,
    samples: Iterable[bytes] = (),
    attempts: Iterable[Attempt] = (),
    encoder: Encoder | None = None,
    *,
    explained: Iterable[str] = (),
    trial: bool = True,
) -> Examination:
    """Examine a case.

    Parameters
    ----------
    samples
        Lines of samples.jsonl, to be tried.
    attempts
        What trainees handed in; only attempts at this key count.
    encoder
        For points that say the same in other words; None compares words alone.
    explained
        Figures that the key's ``checks`` compute from the ledgers.
    trial
        Whether references and samples are scored; that takes seconds.
    """
    trials = (*reference_trials(case), *sample_trials(case, samples)) if trial else ()
    remarks = [
        *leaks(case),
        *facts(case, explained),
        *key_parts(case, encoder),
        *texts(case),
        *trial_remarks(trials),
        *pilot_remarks(case, attempts),
    ]
    ordered = sorted(dict.fromkeys(remarks), key=lambda remark: remark.order)
    return Examination(case.id, case, tuple(ordered), trials, length_of(case))
