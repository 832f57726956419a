"""Persons, by rules: a surname alone proves nothing, what stands beside it does.

Beside full names: a post or form of address before or behind, a label such as 联系人, a verb that only people do, other
names in a list, an age, a brace with 男 or 女. Without a full name: surname and post (王局长, 李局), 老王 and 小周.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kit.content.anonymise.lexicon import HAN, STEMS, choice, cut, words
from kit.content.anonymise.mention import Mention, mention
from kit.content.anonymise.proof import NO_TITLE, Tokens, head, named, proof, refused, surname

PART = rf"(?:(?![与和及或给向被的在说是把将对由同跟找]){HAN}){{1,6}}"


DOTTED = re.compile(rf"{PART}(?:[·•‧・]{PART}){{1,3}}")


SHORT_FORM = re.compile(
    r"(?<![一-鿿])[老小](?=[一-鿿])|(?<=[，。；：、！？与和找把给让叫被由是向对跟请问说要到在去从为等])[老小](?=[一-鿿])"
)


def persons(text: str, enough: float = 2.6) -> Iterator[Mention]:
    """Every mention of a person that the rules are sure enough of; they may overlap.

    ``enough`` is how much proof a full name needs (see ``proof``): less finds more and errs more.
    """
    tokens = Tokens(text)
    yield from minority(text)
    yield from surname_and_post(text, tokens)
    yield from nicknames(text, tokens)
    yield from full_names(text, tokens, enough)


def minority(text: str) -> Iterator[Mention]:
    for match in DOTTED.finditer(text):
        start = left_edge(text, match.start(), match.group().index(next(c for c in match.group() if c in "·•‧・")))
        end = right_edge(text, match.end(), match.group())
        yield mention(text, start, end, "person", 55)
    part = choice("minority_names")
    for match in re.finditer(rf"{part}{{2,5}}", text):
        if len(match.group()) >= 4:
            yield mention(text, *match.span(), "person", 50)
    for match in re.finditer(part, text):
        if len(match.group()) >= 3:
            yield mention(text, *match.span(), "person", 31)


def left_edge(text: str, start: int, first: int) -> int:
    """Where a dotted name begins: behind the common words that were taken along with its first part."""
    head = text[start : start + first]
    edge = 0
    known = re.fullmatch(rf"(?:{choice('minority_names')})+", head) is not None
    for word, tag, place in () if known else cut(head):
        common = len(word) > 1 and not tag.startswith(("nr", "ns", "nz", "x")) and word not in words("minority_names")
        if common or word in words("after_names"):
            edge = place + len(word)
    exact = re.search(rf"(?:{choice('minority_names')}){{2,}}$|(?:{choice('minority_names')})$", head)
    if edge >= first or first - edge > 5:
        edge = exact.start() if exact else max(0, first - 4)
    return start + edge


def right_edge(text: str, end: int, name: str) -> int:
    """Where a dotted name ends: before a verb or a post that was taken along."""
    tail = max(name.rfind(dot) for dot in "·•‧・") + 1
    rest = name[tail:]
    exact = re.match(rf"(?:{choice('minority_names')})+", rest)
    if exact:
        return end - len(rest) + exact.end()
    stop = re.search(rf".(?={choice('titles', 'after_names')})", rest)
    return end - len(rest) + (stop.end() if stop else min(len(rest), 4))


def surname_and_post(text: str, tokens: Tokens) -> Iterator[Mention]:
    doubtful = words("word_surnames")
    for match in re.finditer(rf"(?P<name>{surname()}){choice('titles')}", text):
        name, start = match["name"], match.start()
        if match.group() in words("plain"):
            continue
        if name in words("compound_surnames") or name not in doubtful or bare_before(text, start):
            before = text[max(0, start - 1) : start]
            if (
                before not in set("老小副")
                and name not in NO_TITLE
                and not reaches_left(text, tokens, start)
                and not masked_context(text, name)
            ):
                yield mention(text, *match.span(), "person", 40)
    for match in re.finditer(rf"(?P<name>{surname()}){choice('short_titles')}", text):
        if not stands_free(text, match.end()):
            continue
        if match.group() in words("plain") or match["name"] in NO_TITLE:
            continue
        after = "" if match["name"] in doubtful else AFTER_VERBS
        if bare_before(text, match.start(), after):
            word = tokens.at.get(match.start(), ("", ""))
            if len(word[0]) < 2 or word[1].startswith("nr"):
                yield mention(text, *match.span(), "person", 38)


AFTER_VERBS = "和与及同跟找把给让叫被由是向对请问说要据经"


@cache
def follow() -> str:
    return rf"$|[\s，。；：、！？,.;:!?()（）“”]|{choice('after_names')}"


def stands_free(text: str, end: int) -> bool:
    """Whether a short form of address ends here: punctuation follows, or a word that can follow a name."""
    rest = text[end : end + 6]
    return bool(re.match(rf"(?:{follow()})", rest)) or cut(rest)[0][1].startswith(("v", "p", "d", "c", "u", "m"))


def bare_before(text: str, start: int, after: str = "和与及同跟找把给让叫被由是向对请") -> bool:
    return start == 0 or not ("一" <= text[start - 1] <= "鿿") or text[start - 1] in after


def reaches_left(text: str, tokens: Tokens, start: int) -> bool:
    """Whether the surname is the end of a longer word (管理局长: 理) or stands behind a lone character (东苑书记)."""
    for word, _, place in tokens.words:
        last = place + len(word)
        if place < start < last:
            return True
        if last == start:
            return word in set("东西南北中前后新老上下")
    return False


def masked_context(text: str, name: str) -> bool:
    """丁镇长 is anonymised where 戊某 or 甲某 are about; 丁 is also one of the ten stems."""
    return name in STEMS and bool(re.search(rf"[{STEMS}](?:某|书记|局长|主任|镇长|科长)", text.replace(name, "")))


def nicknames(text: str, tokens: Tokens) -> Iterator[Mention]:
    """老王, 小周; and 老戊, which tells that somebody is meant, but not who."""
    for match in SHORT_FORM.finditer(text):
        start, after = match.start(), text[match.end()]
        word, _ = tokens.at.get(start, ("", ""))
        if after in STEMS and after != "丁":
            yield mention(text, start, start + 2, "person", 37, hint=True)
        elif after not in words("surnames") or text[start : start + 2] in words("plain") or len(word) > 2:
            continue
        elif stands_free(text, start + 2):
            yield mention(text, start, start + 2, "person", 36)


def full_names(text: str, tokens: Tokens, enough: float) -> Iterator[Mention]:
    """The best reading at each place where a surname stands, if what is beside it proves enough."""
    for match in re.finditer(rf"(?=(?P<name>{surname()}))", text):
        start, family = match.start("name"), match["name"]
        readings = [(family, 1), (family, 2)]
        if len(family) == 2 and family[0] in words("surnames"):
            readings += [(family[0], 1), (family[0], 2)]
        scored = [
            (score, start + len(head) + given)
            for head, given in readings
            if (score := proof(text, tokens, start, head, start + len(head) + given)) >= enough
        ]
        if scored:
            best, end = max(scored)
            yield mention(text, start, end, "person", (30 if best < 2 else 31) + min(int(best), 12))
    yield from listed(text)
    for match in COUNTED.finditer(text):
        for part in re.finditer(f"{HAN}+", match["names"]):
            name, place = shortened(part.group(), match.start("names") + part.start())
            if re.fullmatch(named(), name) and not re.search("[某的]", name):
                yield mention(text, place, place + len(name), "person", 39)


def listed(text: str) -> Iterator[Mention]:
    """Names in a list of names: 雷雨、贾真、万一、毕然. Most of the list must have the shape of names."""
    for match in LIST.finditer(text):
        parts = [(part.group(), match.start() + part.start()) for part in re.finditer(f"{HAN}+", match.group())]
        parts = [shortened(part, place) for part, place in parts]
        parts[-1] = (first_name(parts[-1][0]), parts[-1][1])
        fits = [bool(re.fullmatch(named(), part)) and not refused(part, head(part)) for part, _ in parts]
        known = [fit and not is_word(part) for fit, (part, _) in zip(fits, parts, strict=True)]
        if len(parts) >= 3 and all(fits) and sum(known) * 2 >= len(parts):
            for part, place in parts:
                yield mention(text, place, place + len(part), "person", 39)


def first_name(part: str) -> str:
    """The name that the last member of a list begins with: 匡正 of 匡正驾驶."""
    for length in (3, 2):
        rest = part[length:]
        if rest and re.fullmatch(named(), part[:length]) and cut(rest)[0][1].startswith(("v", "p", "d", "c", "u")):
            return part[:length]
    return part


COUNTED = re.compile(
    rf"(?P<names>{HAN}{{2,9}}(?:、{HAN}{{2,4}})+?)(?:[二两三四五六七八九十]|\\d+)(?:人|位同志|名同志|名干部|位干部|名党员)"
)
"""Names that are counted behind: 马上、高明两位同志."""


LIST = re.compile(rf"{HAN}{{2,12}}(?:、{HAN}{{2,4}})+(?:、{HAN}{{2,8}})")


def shortened(part: str, place: int) -> tuple[str, int]:
    """A member of a list without the label before the first name."""
    label = re.match(rf".*(?:{choice('before_names')}|有|是|为|即)(?=..)", part)
    cut_at = label.end() if label else 0
    return part[cut_at:], place + cut_at


def is_word(name: str) -> bool:
    tokens = cut(name)
    return len(tokens) == 1 and not tokens[0][1].startswith("nr")
