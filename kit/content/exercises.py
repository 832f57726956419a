"""An exercise file as an Exercise: read and checked at the door. The cases it names are looked up by the library."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from kit.content.files import SourceText, read_source
from kit.content.itemcheck import check_items
from kit.content.validate import validate
from kit.content.yamldoc import Doc, parse
from kit.errors import ContentError, Finding
from kit.model.exercise import Exercise, ExerciseSet


@dataclass
class ExerciseReading:
    """What could be read of an exercise file, and every fault that keeps it from being used."""

    path: Path
    shown: str
    faults: list[Finding] = field(default_factory=list)
    source: SourceText | None = None
    doc: Doc | None = None
    set: ExerciseSet | None = None


def load_exercise(path: Path, shown: str | None = None) -> Exercise:
    """The exercise in a file.

    Parameters
    ----------
    path
        The file; its stem is the set's id.
    shown
        How the file is named in findings; its own name if not given.

    Raises
    ------
    ContentError
        with every fault at once.
    """
    reading = read_exercise(path, shown)
    if reading.faults or reading.set is None or reading.source is None:
        raise ContentError(sorted(set(reading.faults)))
    return Exercise(set=reading.set, key_hash=hashlib.sha256(reading.source.data).hexdigest())


def read_exercise(path: Path, shown: str | None = None) -> ExerciseReading:
    """Everything of an exercise file that can be read, with every fault."""
    reading = ExerciseReading(path, shown or path.name)
    reading.source = read_source(path, reading.shown, reading.faults)
    reading.doc = parse(reading.source, reading.faults) if reading.source else None
    if reading.doc is None:
        return reading
    reading.set = validate(ExerciseSet, reading.doc, reading.faults)
    set_id = reading.doc.top.text("id")
    if set_id is not None and set_id != path.stem:
        told = f"编号“{set_id}”与文件名“{path.stem}”不同：请改成一致"
        reading.faults.append(reading.doc.finding(("id",), told))
    check_items(reading.doc.top, reading.faults)
    return reading
