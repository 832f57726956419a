"""The whole tree of errors that the kit raises on purpose.

::

    KitError                     anything the kit says on purpose; str(e) is Chinese and can be shown
    ├── ContentError             a case or exercise file is wrong; carries every Finding at once
    ├── UnknownNameError         no such case, exercise, item, task kind or command (also a KeyError)
    ├── AnswerFormatError        a raw answer cannot be read; the trainee can mend it
    ├── StorageError             a file of the trainee's cannot be read or written
    └── SetupError               something the machine lacks, and how to get it
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


class KitError(Exception):
    """Base of every error the kit raises on purpose; its text is Chinese, for people."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of one file, with its place and its mend.

    ``str()`` gives the line that ``kit lint`` prints: ``file:line: what, and how to mend it``.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(KitError):
    """A case or an exercise file is wrong; ``findings`` holds every fault found at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class UnknownNameError(KitError, KeyError):
    """A name that nothing has; the message offers the nearest known ones."""

    def __init__(self, what: str, name: str, known: Iterable[str] = (), place: str = "") -> None:
        self.name = name
        shown = name if len(name) <= 80 else f"{name[:80]}…"
        near = get_close_matches(name[:80], list(known), n=3, cutoff=0.4)
        hint = f"，是不是 {'、'.join(near)}？" if near else ""
        super().__init__(f"{place}没有名为“{shown}”的{what}{hint}")

    def __str__(self) -> str:
        return str(self.args[0])


class AnswerFormatError(KitError):
    """A raw answer cannot be read; ``problems`` says every reason at once, for the trainee to mend."""

    def __init__(self, problems: Iterable[str] | str) -> None:
        self.problems: tuple[str, ...] = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__(";".join(self.problems))


class StorageError(KitError):
    """A file of the trainee's cannot be read or written."""

    def __init__(self, path: Path, what: str) -> None:
        self.path = path
        super().__init__(f"{path}: {what}")


class SetupError(KitError):
    """Something the machine lacks, and how to get it."""
