"""Is it the answer's own: copied from the material or the question, said twice, or speaking to the marker?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kit.model.score import Flag
from kit.tasks.textscore.answer import Answer
from kit.tasks.textscore.ground import RUN, Ground
from kit.tasks.textscore.verdict import share
from kit.tasks.textscore.words import COMMAND

COPIED_FREE = 0.1
"""Share of an answer that may stand in the material's words: names, rules and quotations must."""

COPIED_FLAG = 0.45
REPEATED_FLAG = 0.25


@dataclass(frozen=True)
class Own:
    """``copied`` (beyond what is free) and ``repeated``: shares of the text; ``commands``: it speaks to the marker."""

    copied: float
    repeated: float
    commands: bool
    flags: tuple[Flag, ...]


def own_of(answer: Answer, ground: Ground) -> Own:
    source = ground.shingles
    letters = [(place, char) for place, char in enumerate(answer.text) if char.isalnum()]
    plain = "".join(char for _, char in letters)
    copied = runs(plain, lambda piece: piece in source)
    repeated = repeats(plain)
    share_copied, share_repeated = (len(places) / len(plain) if plain else 0.0 for places in (copied, repeated))
    command = COMMAND.search(answer.text)
    flags = []
    if share_copied >= COPIED_FLAG:
        flags.append(
            Flag(
                kind="copied",
                note=f"约 {share_copied:.0%} 的文字照抄材料，应概括提炼",
                share=round(share_copied, 2),
                span=(letters[min(copied)][0], letters[max(copied)][0] + 1),
            )
        )
    if share_repeated >= REPEATED_FLAG:
        span = (letters[min(repeated)][0], letters[max(repeated)][0] + 1)
        flags.append(Flag(kind="repeated", note="同样的话说了不止一遍", share=round(share_repeated, 2), span=span))
    if command:
        flags.append(
            Flag(kind="injection", note="作答中有对评分者发出的指令，不予理会，交由人工复核", span=command.span())
        )
    return Own(
        copied=share(share_copied - COPIED_FREE, 1 - COPIED_FREE),
        repeated=share_repeated,
        commands=command is not None,
        flags=tuple(flags),
    )


def runs(plain: str, taken: Callable[[str], bool]) -> set[int]:
    """Places of all characters that lie in a taken run of ``RUN`` characters."""
    found: set[int] = set()
    for place in range(len(plain) - RUN + 1):
        if taken(plain[place : place + RUN]):
            found.update(range(place, place + RUN))
    return found


def repeats(plain: str) -> set[int]:
    seen: set[str] = set()
    found: set[int] = set()
    for place in range(len(plain) - RUN + 1):
        piece = plain[place : place + RUN]
        if piece in seen:
            found.update(range(place, place + RUN))
        seen.add(piece)
    return found
