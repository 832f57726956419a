"""Does a clause report a deficiency or assert that all is well? Told by cues, since no embedding tells the two apart.

Cues lie in ``kit/data/lexicon/polarity.tsv``: words of compliance and of deficiency, acts that are owed, verbs that
spoil what follows, and negators, which turn what stands within their reach; two of them cancel each other.

>>> [polarity(clause).sign for clause in ("未上党组会研究", "均经党组会集体研究", "没有重复报销", "并非没有重复报销")]
[-1, 1, 1, -1]
>>> contradicts("均经党组会集体研究，没有以局长办公会代替", "以局长办公会代替党组会决定大额支出") > 0.6
True
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kit.text.lexicon import finder
from kit.text.normalise import Span, normalise

REACHES = {"negator": 10, "spoil": 7, "assert": 12}
"""Characters between a cue and what it turns, spoils or asserts."""

JOINS = frozenset("、或和及")
CARRYING = frozenset({"执行", "落实", "履行", "贯彻", "实施", "坚持"})
"""Acts whose object goes undone with them: 未执行末位表态制度."""

STOPS = frozenset(",;。!?:\n")
ENDS = frozenset(";。!?\n")
WEIGHTS = {"good": 1.0, "bad": 1.0, "duty": 0.6, "spoil": 0.8, "negator": 0.5}
FAINT = frozenset({"问题", "影响", "矛盾", "风险", "不足", "偏差", "差距", "隐患", "突出", "严重", "自行", "反复"})
"""Words of deficiency that as often only name a topic."""

NOUNS = frozenset({"集体决策", "表态"})
"""Keys of good cues that often only name what is spoken of."""

BANS = ("不得", "如果", "倘若", "假如", "若", "凡", "严禁", "禁止")
"""Norms and conditions after which not even a deficiency is asserted."""

TOLD = 0.1
"""What an act adds that is told without 均, 已, 全部 or the like."""

REMEMBERED = 400
"""Longer texts are judged anew each time, so that memory stays small."""

CLEAR = 0.25
"""Below this the balance of cues says nothing."""


@dataclass(frozen=True)
class Cue:
    """One cue: its words, span in the text as given, key of its pair of opposites, and effect: above 0 compliance."""

    text: str
    span: Span
    key: str
    effect: float


@dataclass(frozen=True)
class Polarity:
    """What a clause states.

    Attributes
    ----------
    sign
        1 compliance, -1 deficiency, 0 neither.
    strength
        How clear that is, 0–1.
    negated
        Whether a negation stands in it that is not cancelled.
    cues
        In order of the text.
    """

    sign: int
    strength: float
    negated: bool
    cues: tuple[Cue, ...]


@dataclass
class Mark:
    """A cue as found on the folded text, before its neighbours have had their say."""

    group: str
    key: str
    text: str
    start: int
    end: int
    turned: bool = False
    used: bool = False
    spoiled: bool = False
    asserted: bool = False


def polarity(clause: str) -> Polarity:
    """What ``clause`` states, by its cues. Norms (应当…, 不得…) assert nothing; after 但 and 却 comes what counts."""
    return remembered(clause) if len(clause) <= REMEMBERED else judged(clause)


@lru_cache(maxsize=4096)
def remembered(clause: str) -> Polarity:
    return judged(clause)


def judged(clause: str) -> Polarity:
    normal = normalise(clause)
    marks = marked(normal.text)
    turn_all(marks, normal.text)
    effects = weighed(marks, normal.text)
    cues = tuple(
        Cue(mark.text, normal.to_original((mark.start, mark.end)), mark.key, round(effect, 3))
        for mark, effect in effects
    )
    balance = sum(cue.effect for cue in cues)
    total = sum(abs(cue.effect) for cue in cues)
    sign = 0 if abs(balance) < CLEAR else 1 if balance > 0 else -1
    strength = round(min(1.0, abs(balance)) * (abs(balance) / total if total else 0.0), 3)
    odd = any(mark.turned and mark.group != "negator" for mark in marks) or any(
        mark.group == "negator" and not mark.used for mark in marks
    )
    return Polarity(sign, strength if sign else 0.0, odd, cues)


def marked(text: str) -> list[Mark]:
    """Every cue of the folded text."""
    cues = finder("polarity")
    found = []
    for match in cues.all(text):
        entry = cues.entry(match)
        if entry.group != "neutral":
            found.append(Mark(entry.group, entry.like, match.group(), match.start(), match.end()))
    return found


def turn_all(marks: list[Mark], text: str) -> None:
    """Let negators turn what they reach, verbs that spoil spoil it, and words like 均 and 已 assert it."""
    for place, mark in enumerate(marks):
        if mark.group not in {"negator", "spoil", "assert"} or (mark.group == "negator" and mark.turned):
            continue
        end = mark.end
        for other in marks[place + 1 : place + 9]:
            gap = text[end : other.start]
            if other.group == "turn" or len(gap) > REACHES[mark.group] or STOPS & set(gap):
                break
            if mark.group != "negator":
                other.asserted |= mark.group == "assert"
                other.spoiled |= mark.group == "spoil" and other.group in {"good", "duty"}
                continue
            if other.group in {"modal", "assert"} or (other.group == "negator" and len(gap) > 1):
                if other.group == "negator":
                    break
                continue
            mark.used, other.turned = True, not other.turned
            if other.group == "negator":
                other.used = True
                break
            end = other.end
            follows = text[end : end + 1]
            if not (follows in JOINS or other.text in CARRYING or touching(marks, place, other)):
                break


def touching(marks: list[Mark], place: int, word: Mark) -> bool:
    """Whether what a word of manner belongs to begins where it ends: the 报告 of 未及时报告, the 增设 of 未擅自增设."""
    wanted = {"good": "duty", "bad": "bad"}.get(word.group, "")
    return any(other.start == word.end and other.group == wanted for other in marks[place + 1 : place + 9])


def weighed(marks: list[Mark], text: str) -> list[tuple[Mark, float]]:
    """Every cue with its effect on the balance."""
    effects: list[tuple[Mark, float]] = []
    clause: list[tuple[Mark, float]] = []
    sentence = 0
    modal, breach = "", False
    spoiling: Mark | None = None
    last = 0
    for mark in marks:
        gap = text[last : mark.start]
        if STOPS & set(gap):
            modal, breach, spoiling = "", False, None
            effects.extend(settled(clause))
            clause = []
            sentence = len(effects) if ENDS & set(gap) else sentence
        last = mark.end
        if mark.group == "modal":
            modal = mark.text
        elif mark.group == "turn":
            effects[sentence:] = lessened(effects[sentence:])
            clause, sentence = lessened(clause), len(effects)
            modal, breach = "", False
        elif mark.group != "assert":
            effect = effect_of(mark, modal, breach, spoiling)
            breach = breach or (mark.key == "合规" and mark.group == "bad" and not mark.turned)
            spoiling = mark if mark.group == "spoil" else spoiling
            clause.extend([(mark, effect)] if effect else [])
    return effects + settled(clause)


def lessened(effects: list[tuple[Mark, float]]) -> list[tuple[Mark, float]]:
    """What stood before 但 counts less."""
    return [(mark, effect * 0.3) for mark, effect in effects]


def settled(effects: list[tuple[Mark, float]]) -> list[tuple[Mark, float]]:
    """Take back a noun of praise of which something bad is said later: 末位表态落实不好, 集体领导弱化."""
    worst = max((place for place, (_, effect) in enumerate(effects) if effect < 0), default=-1)
    return [
        (mark, 0.05 if mark.key in NOUNS and effect > 0 and place < worst else effect)
        for place, (mark, effect) in enumerate(effects)
    ]


def effect_of(mark: Mark, modal: str, breach: bool, spoiling: Mark | None) -> float:
    """What one cue adds to the balance where it stands."""
    weight = WEIGHTS[mark.group] * (0.4 if mark.text in FAINT else 1.0)
    banned = modal.startswith(BANS) and not mark.turned
    if mark.group == "negator":
        return 0.0 if mark.used or modal else -weight
    if mark.group in {"good", "duty"}:
        return good_effect(mark, weight, spoiling) if not breach and (mark.turned or not modal) else 0.0
    if mark.group == "bad" and spoiling is not None and mark.start - spoiling.end <= 2:
        return weight * 0.5
    return 0.0 if banned else weight if mark.turned else -weight


def good_effect(mark: Mark, weight: float, spoiling: Mark | None) -> float:
    """An act that is owed counts little where it is only told, and a lot where it was left undone."""
    if mark.spoiled and spoiling is not None:
        return weight if spoiling.turned != mark.turned else -weight
    if mark.turned:
        return -max(weight, 0.8)
    return weight if mark.group == "good" or mark.asserted else TOLD


def contradicts(clause: str, point_text: str) -> float:
    """How far ``clause`` states the opposite of ``point_text`` about the same thing, 0–1, by cues.

    Strongest where the very word of one is negated in the other (重复报销, 无重复报销), then where a pair of opposites
    is met (率先表态, 末位表态), then where one reports a deficiency and the other compliance; always as far as both
    speak of the same things, told by shared character pairs. 0 where either has no cue.
    """
    one, other = polarity(clause), polarity(point_text)
    if not one.cues or not other.cues:
        return 0.0
    topic = min(1.0, shared(clause, point_text) / 0.3)
    word = max((opposed(cue, rival) for cue in one.cues for rival in other.cues), default=0.0)
    whole = 0.7 * min(one.strength, other.strength) ** 0.5 if one.sign * other.sign < 0 else 0.0
    word *= 1.0 if one.sign * other.sign < 0 else 0.7 if one.sign * other.sign == 0 else 0.25
    found = max(word * (0.55 + 0.45 * topic) if topic > 0 or word >= 0.9 else 0.0, whole * topic)
    return round(min(1.0, found + (0.15 * topic if word and whole else 0.0)), 3)


def opposed(cue: Cue, rival: Cue) -> float:
    """How far two cues are each other's opposite: the same word turned 0.9, a pair of opposites 0.75 or less."""
    if cue.effect * rival.effect >= 0:
        return 0.0
    if cue.text == rival.text or (len(cue.text) > 2 and len(rival.text) > 2 and cue.text[-3:] == rival.text[-3:]):
        return 0.9 * min(1.0, 2 * abs(cue.effect), 2 * abs(rival.effect))
    return 0.75 * min(1.0, abs(cue.effect), abs(rival.effect)) if cue.key and cue.key == rival.key else 0.0


def shared(one: str, other: str) -> float:
    """The share of the shorter text's character pairs that the other has too."""
    left, right = (grams(normalise(text).text) for text in (one, other))
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def grams(text: str) -> set[str]:
    return set(pairs_of(char for char in text if char.isalnum()))


def pairs_of(chars: Iterable[str]) -> Iterable[str]:
    last = ""
    for char in chars:
        if last:
            yield last + char
        last = char
