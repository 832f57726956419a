"""How far to the left the name of a body or place goes, and whether what was found is a name at all."""

from __future__ import annotations

import re

from kit.content.anonymise.lexicon import HAN, STEMS, choice, cut, words
from kit.content.anonymise.mention import Kind

LONGEST = 26


NEVER_INSIDE = frozenset(
    [
        "时任",
        "后任",
        "曾任",
        "现任",
        "原任",
        "历任",
        "兼任",
        "印发",
        "转发",
        "通报",
        "报告",
        "书面",
        "立项",
        "主要",
        "最好",
        "其他",
        "事项",
        "名单",
        "台账",
    ]
)


LEVELS = "省市县区州旗镇乡"


STOP_TAGS = ("p", "c", "u", "r", "d", "y", "e", "o", "w", "t", "q", "z")


STOP_SINGLE = frozenset(
    "的了在由与和及或向对从被把将给到去经据是为系任时等原找请按让叫以于因但则并均曾又也都还再送收付欠住租借交称说讲问该本各每我你他她它其某这那哪另"
)


Words = list[tuple[str, str, int]]


def reach(text: str, tokens: Words, start: int, longest: int = LONGEST) -> int:
    """How far to the left of ``start`` the words of a name go."""
    end = start
    for word, tag, place in reversed(tokens):
        if place >= start:
            continue
        if stops(word, tag) or end - place > longest or place + len(word) < start:
            break
        start = place
    if re.match(r"[年月日个家]", text[start:end]) and text[start - 1 : start].isdigit():
        start += 1
    head = text[start:end]
    hard = [match.end() for match in HARD.finditer(head) if not brand_at(head, match.start())]
    return start + max(hard, default=0)


HARD = re.compile("[未报听过没不把被将的了个离属能就受看逐同先当占少]")


MASKED_BEFORE = re.compile(r"(?:某[省市县区州旗镇乡村局]?[A-Z]?|[该本各])$")


def brand_at(head: str, place: int) -> bool:
    return any(head[at : at + 2] in words("brands") | words("cities") for at in (place - 1, place) if at >= 0)


def stops(word: str, tag: str) -> bool:
    """Whether a word cannot stand inside a name."""
    if not re.fullmatch(f"{HAN}+", word) or word in NEVER_INSIDE:
        return True
    if word in words("titles") and word not in words("noun_verbs"):
        return True
    if len(word) == 1:
        return word in STOP_SINGLE or tag.startswith("u")
    if any(word in words(name) for name in ("noun_verbs", "functions", "body_ends", "public_ends")):
        return False
    return tag.startswith(STOP_TAGS) or (tag.startswith("v") and tag != "vn") or tag in {"m", "f", "ad", "vd", "i", "l"}


def masked(name: str) -> bool:
    """Whether a name is already an anonymised one."""
    return "某" in name or bool(re.match(rf"[{STEMS}][县市镇村乡区公局]", name))


def stop_in(name: str) -> bool:
    return any(char in STOP_SINGLE for char in name) or masked(name) or all_plain(name)


def named_core(core: str) -> bool:
    """Whether a core has a word that the dictionary lacks, or has as a name, or that firms are named after."""
    core = re.sub(rf"{choice('functions')}[局委办]?", "", core).strip(LEVELS)
    if len(core) < 2 or (all_plain(core) and core not in words("brands")):
        return False
    brands = re.search(choice("brands"), core) is not None
    left = [(word, tag) for word, tag, _ in cut(core) if word not in words("plain_cores") | words("functions")]
    single = sum(len(word) == 1 and word not in LEVELS for word, _ in left)
    named = any(len(word) > 1 and tag in {"nr", "ns", "nz", "nt", "nrt", "nrfg", "x"} for word, tag in left)
    return brands or named or single >= 2


def plain_name(name: str, kind: Kind) -> bool:
    """Whether a name is none: a trade and an ending, a level and an ending, or an anonymised form."""
    if masked(name) or name in words("plain") or name in words("national"):
        return True
    if kind == "person":
        return False
    for end in sorted(words("body_ends") | words("public_ends") | words("place_ends"), key=len, reverse=True):
        if name.endswith(end):
            return all_plain(name[: -len(end)])
    return kind == "place" and name in words("plain_cores")


def all_plain(core: str) -> bool:
    """Whether a name's core is put together from plain words alone; a level by itself is not."""
    if core in {"县", "市", "省"} or core in words("brands"):
        return False
    return bool(re.fullmatch(rf"(?:{choice('plain_cores')})*", core))


def place_core(head: str, tail: str = "") -> bool:
    if head in words("brands") or head in words("cities"):
        return True
    if not 1 <= len(head) <= 5 or all_plain(head):
        return False
    tokens = [(word, tag) for word, tag, _ in cut(head)]
    if len(head) == 1:
        return False
    if len(head) == 2 and len(tokens) == 1 and tail in {"村", "镇", "乡"}:
        return tokens[0][1].startswith(("n", "s", "t", "a", "v"))
    return all(
        len(word) == 1 or tag in {"nr", "ns", "nz", "nt", "x"} or word in words("brands") for word, tag in tokens
    )


def clean_left(text: str, start: int) -> bool:
    before = text[max(0, start - 1) : start]
    return not before or not re.match(HAN, before) or before in STOP_SINGLE or before in LEVELS
