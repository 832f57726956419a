"""``kit lint``: every fault of case folders and exercise files at once.

What the loaders refuse and what should be mended besides (``advice``, ``crosscheck``, ``samples``), in one list.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kit.content.advice import advise_case, advise_exercise, source_faults
from kit.content.anonymise.check import anonymity_faults
from kit.content.cases import CASE_ID, CaseReading, read_case
from kit.content.crosscheck import CaseLookup, cross_faults
from kit.content.exercises import read_exercise
from kit.content.files import read_source, real
from kit.content.paths import cases_dir
from kit.content.samples import sample_faults
from kit.errors import Finding

CASE_FILES = ("case.yaml", "key.yaml")
DEEPEST_FOLDER = 4


def lint(paths: Iterable[Path], root: Path | None = None) -> tuple[Finding, ...]:
    """Every fault of the given cases and exercises, by file and line.

    Parameters
    ----------
    paths
        Case folders, exercise files, or folders that hold these; a file inside a case stands for its case.
    root
        Files are named relative to it (to the working folder if not given); what lies outside keeps its path.
    """
    base = root if root is not None else Path.cwd()
    sorting = Sorting(base)
    for path in paths:
        sorting.take(path)
    faults = sorting.faults
    lookup = CaseLookup()
    for folder in sorting.cases:
        reading = read_case(folder, shown(folder, base))
        lookup.add(real(folder).name, reading)
        faults.extend(case_faults(reading))
    for path in sorting.exercises:
        homes = (real(folder).parent for folder in sorting.cases)
        lookup.folders = (*dict.fromkeys(homes), real(path).parent.parent / "cases", base / "cases", cases_dir())
        exercise = read_exercise(path, shown(path, base))
        faults.extend(exercise.faults)
        faults.extend(advise_exercise(exercise))
        faults.extend(cross_faults(exercise.doc, lookup, real(path).parent) if exercise.doc else ())
    return tuple(sorted(set(faults)))


def case_faults(reading: CaseReading) -> Iterator[Finding]:
    yield from reading.faults
    yield from advise_case(reading)
    for text in reading.sources.values():
        yield from anonymity_faults(text.shown, text.text)
    samples = reading.folder / "samples.jsonl"
    if os.path.lexists(samples):
        faults: list[Finding] = []
        source = read_source(samples, f"{reading.shown}/samples.jsonl", faults)
        yield from faults
        if source is not None:
            problems = reading.key_doc.top.records("problems") if reading.key_doc is not None else ()
            known = [name for problem in problems if (name := problem.text("id"))]
            yield from source_faults(source)
            yield from sample_faults(source, real(reading.folder).name, known)


@dataclass
class Sorting:
    """The cases and exercises that the given paths are or hold, each once, in order."""

    base: Path
    cases: dict[Path, None] = field(default_factory=dict)
    exercises: dict[Path, None] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """A path as given: it must be or hold something to check."""
        before = len(self.cases) + len(self.exercises) + len(self.faults)
        self.sort_out(path)
        if path.is_dir() and len(self.cases) + len(self.exercises) + len(self.faults) == before:
            self.fault(path, "这里没有案例，也没有练习：请检查路径")

    def sort_out(self, path: Path, depth: int = 0) -> None:
        if path.is_dir():
            if is_case(path):
                self.cases[path] = None
            elif depth < DEEPEST_FOLDER:
                # Further down, YAML is taken for exercises only where these are kept: a project has other YAML too.
                wanted = {".yaml", ".yml"} if path.name == "exercises" else {".yaml"} if depth == 0 else set()
                for child in self.children(path):
                    if child.is_dir() or child.suffix.lower() in wanted:
                        self.sort_out(child, depth + 1)
            return
        owner = next((folder for folder in (path.parent, path.parent.parent) if is_case(folder)), None)
        if owner is not None:
            self.cases[owner] = None
        elif path.suffix.lower() == ".yml":
            self.fault(path, "练习文件的扩展名应是 .yaml：请改名")
        elif path.suffix == ".yaml" or not path.exists():
            self.exercises[path] = None
        else:
            self.fault(path, "既不是案例也不是练习：请给出案例文件夹或 .yaml 练习文件")

    def children(self, path: Path) -> list[Path]:
        try:
            return sorted(child for child in path.iterdir() if not child.name.startswith("."))
        except OSError as error:
            self.fault(path, f"打不开这个文件夹（{error.strerror}）：请检查权限")
            return []

    def fault(self, path: Path, message: str) -> None:
        self.faults.append(Finding(shown(path, self.base), 1, message))


def is_case(path: Path) -> bool:
    """Whether a folder is a case, or is meant as one and lacks its files."""
    if any(os.path.lexists(path / name) for name in CASE_FILES):
        return True
    return bool(CASE_ID.fullmatch(path.name)) or ((path / "materials").is_dir() and path.parent.name == "cases")


def shown(path: Path, base: Path) -> str:
    """A path as people are told it: relative to the base where it lies inside, with ``/``."""
    full = Path(os.path.abspath(path))
    start = Path(os.path.abspath(base))
    return full.relative_to(start).as_posix() if full.is_relative_to(start) and full != start else path.as_posix()
