"""What sources, problems and units are called, and finding the case behind a source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from kit.errors import UnknownNameError
from kit.model.case import Case, Problem
from kit.tasks.kind import Source
from kit.tasks.reading import Reader

_ASKED = re.compile(r"^请?(?:就|围绕|针对|结合)(?P<area>.+?)[,\uff0c]?(?:撰写|编写|起草|形成|写)[^。]{0,8}底稿。?$")


def title_of(source: Source) -> str:
    return source.head.title if isinstance(source, Case) else source.item.title or source.name


def name_of(source: Source) -> str:
    return source.id if isinstance(source, Case) else source.name


def background_of(source: Source) -> str:
    """Markdown to read before an item of its own; a case's background is shown by the reader."""
    return "" if isinstance(source, Case) else source.item.background


def minutes_of(source: Source) -> int | None:
    return None if isinstance(source, Case) else source.item.minutes


def case_of(source: Source) -> Case:
    """The case, or the case that an item stands on. Raises UnknownNameError where there is none."""
    case = source if isinstance(source, Case) else source.case
    if case is None:
        raise UnknownNameError("案例", name_of(source), place="本题未关联案例：")
    return case


def asked_problem(source: Source, problem: str | None) -> Problem:
    """The problem that is asked about. Raises UnknownNameError with the nearest names."""
    case = case_of(source)
    wanted = problem or ("" if isinstance(source, Case) else source.item.problem) or ""
    found = case.problem(wanted)
    if found is None:
        raise UnknownNameError("问题", wanted, [entry.id for entry in case.problems], place=f"{case.id}:")
    return found


def problem_id(reader: Reader, source: Source) -> str:
    """The answer's ``problem``, or the item's; an unknown or missing one is a problem of the answer."""
    case = case_of(source)
    wanted = reader.text("problem") or ("" if isinstance(source, Case) else source.item.problem) or ""
    names = [entry.id for entry in case.problems]
    if wanted:
        reader.known(wanted, names, "问题", at="problem")
    elif "problem" not in reader.faulty:
        reader.problems.append(f"缺 problem（针对哪个问题），应为 {'、'.join(names)} 之一")
    return wanted


def area_of(problem: Problem) -> str:
    """The area that a problem's prompt asks about, without “请就…撰写底稿” around it."""
    asked = _ASKED.match(problem.prompt.strip())
    return asked["area"] if asked else problem.prompt.strip()


def arranged(ids: Iterable[str], seed: str) -> list[str]:
    """The ids in an order that has nothing to do with the author's, the same on every machine."""
    return sorted(ids, key=lambda name: sha256(f"{seed}\0{name}".encode("utf-8", "replace")).digest())


def han(number: int) -> str:
    """A number from 1 to 99 in Chinese: 一, 十, 十二, 三十."""
    tens, ones = divmod(number, 10)
    digits: tuple[str, ...] = ("", *"一二三四五六七八九")
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + digits[ones]


def listed(names: list[str], most: int = 6) -> str:
    """Names joined for people, cut after ``most`` with how many there are."""
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown} 等 {len(names)} 项"


def unstopped(text: str) -> str:
    """A text without the full stop at its end, to go on within a sentence."""
    return text.strip().rstrip("。.；;")


def excerpt(text: str, longest: int = 40) -> str:
    """One line of a text, cut after ``longest`` code points."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"
