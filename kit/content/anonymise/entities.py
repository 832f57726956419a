"""Mentions gathered into entities, aliases of one person or body linked where that is safe."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kit.content.anonymise.documents import Document
from kit.content.anonymise.entity import Entity, Place, family, is_nickname, post
from kit.content.anonymise.lexicon import choice
from kit.content.anonymise.mention import KINDS, Kind, Mention
from kit.content.anonymise.naming import propose
from kit.content.anonymise.reach import LEVELS, plain_name

CONTEXT = 12


Found = Sequence[tuple[Document, Sequence[Mention]]]


def gathered(found: Found) -> tuple[Entity, ...]:
    """Every entity of all documents, in order of kind and first mention, with proposed replacements."""
    found = [(document, [*mentions, *short_names(document, found)]) for document, mentions in found]
    alone = separate(found)
    texts = [document.text for document, _ in found]
    linked: list[Entity] = []
    for kind in KINDS:
        own = {name: entity for (of, name), entity in alone.items() if of == kind}
        if kind == "person":
            linked += people(own, texts)
        elif kind == "organisation":
            linked += bodies_linked(own, texts)
        else:
            linked += grouped(own)
    propose(linked, texts)
    return tuple(linked)


def short_names(document: Document, found: Found) -> Iterator[Mention]:
    """润泽水利 and 润泽公司, where 润泽水利工程有限公司 is told in full: no rule by itself would find them."""
    taken = [
        (one.start, one.end)
        for other, mentions in found
        if other is document
        for one in mentions
        if one.kind != "post_sum"
    ]
    full = {
        one.text
        for _, mentions in found
        for one in mentions
        if one.kind == "organisation" and one.text.endswith("公司")
    }
    trade = choice("trades", "plain_cores", "noun_verbs")
    shapes = list[str]()
    for core in sorted({core_of(name) for name in full}):
        if len(core) < 2 or plain_name(core + "公司", "organisation"):
            continue
        shapes.append(rf"{re.escape(core)}(?:{trade}{{1,2}}(?:公司|集团)?|公司|集团)")
    shapes += [
        re.escape(short)
        for short in sorted({pair[0] for other, _ in found for pair in abbreviations(other.text, full)})
    ]
    for shape in shapes:
        for match in re.finditer(shape, document.text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield Mention(*match.span(), "organisation", match.group(), 30)


def separate(found: Found) -> dict[tuple[Kind, str], Entity]:
    alone: dict[tuple[Kind, str], Entity] = {}
    for document, mentions in found:
        for one in mentions:
            entity = alone.setdefault((one.kind, one.text), Entity(one.kind))
            entity.hint = entity.hint and one.hint
            entity.places.setdefault(one.text, []).append(place_of(document, one))
    return alone


def place_of(document: Document, one: Mention) -> Place:
    before = document.text[max(0, one.start - CONTEXT) : one.start].rpartition("\n")[2]
    after = document.text[one.end : one.end + CONTEXT].partition("\n")[0]
    return Place(document.name, document.line(one.start), f"{before}【{one.text}】{after}")


def grouped(own: Mapping[str, Entity]) -> list[Entity]:
    """Codes that differ only in spaces and hyphens are one."""
    groups: dict[str, Entity] = {}
    for name, entity in own.items():
        key = re.sub(r"[\s\-－·•‧・()（）]|^\+?86", "", name).upper()
        if key in groups:
            groups[key].take(entity)
        else:
            groups[key] = entity
    return list(groups.values())


def people(own: Mapping[str, Entity], texts: Sequence[str]) -> list[Entity]:
    """Full names each by itself; 王局长 and 老王 with the one full name that they can mean, if there is but one."""
    full = {name: entity for name, entity in own.items() if not post(name) and not is_nickname(name)}
    by_family: dict[str, list[str]] = defaultdict(list)
    for name in full:
        by_family[family(name)].append(name)
    out = list(full.values())
    titled: dict[tuple[str, str], Entity] = {}
    for name, entity in own.items():
        if name in full or is_nickname(name):
            continue
        known = by_family[family(name)]
        holders = [one for one in known if holds(one, post(name), texts)]
        meant = (
            holders
            if len(holders) == 1
            else known
            if len(known) == 1 and not other_post(known[0], post(name), texts)
            else []
        )
        if meant:
            full[meant[0]].take(entity)
            join(full[meant[0]], f"“{name}”按{'职务' if holders else '同姓仅此一人'}认作{meant[0]}")
        elif (family(name), post(name)) in titled:
            titled[family(name), post(name)].take(entity)
        else:
            titled[family(name), post(name)] = entity
            out.append(entity)
            join(entity, f"也可能是{'、'.join(known)}" if known else "")
    for name, entity in own.items():
        if is_nickname(name) and name not in full:
            place_nickname(name, entity, [full[one] for one in by_family[family(name)]], titled, out)
    return out


def place_nickname(
    name: str, entity: Entity, known: list[Entity], titled: Mapping[tuple[str, str], Entity], out: list[Entity]
) -> None:
    """Join 老王 to the one Wang that there is; where there are several or none it stays by itself."""
    possible = known + [one for (surname, _), one in titled.items() if surname == family(name)]
    if len(possible) == 1:
        possible[0].take(entity)
        join(possible[0], f"“{name}”按同姓仅此一人认作同一人")
    else:
        out.append(entity)
        join(entity, "也可能是" + "、".join(next(iter(one.places)) for one in possible) if possible else "")


def join(entity: Entity, note: str) -> None:
    entity.note = "；".join(part for part in (entity.note, note) if part)


def holds(name: str, title: str, texts: Sequence[str]) -> bool:
    """Whether a text gives somebody a post: 局长王建国, 王建国局长, 王建国（局长）, 王建国任某局局长."""
    told = re.escape(title)
    own = re.escape(name) + "(?:同志)?"
    within = r"[^，。；、\n（()副]{0,14}"
    shapes = (
        rf"(?<!副){told}[：: ]?{re.escape(name)}|{own}{told}|{own}[（(]{within}(?<!副){told}"
        rf"|{own}，?(?:[曾现时原]?任|担任|系|是|为){within}(?<!副){told}"
    )
    return any(re.search(shapes, text) for text in texts)


def other_post(name: str, title: str, texts: Sequence[str]) -> bool:
    """Whether the texts give somebody a post of the same sort that is not this one (副局长 and not 局长)."""
    core = title.removeprefix("副")
    other = core if title.startswith("副") else f"副{core}"
    return holds(name, other, texts)


def bodies_linked(own: Mapping[str, Entity], texts: Sequence[str]) -> list[Entity]:
    """Full names each by itself; a short form with the one full name that has its core; 以下简称 as it says."""
    out: dict[str, Entity] = {}
    called = dict(pair for text in texts for pair in abbreviations(text, own))
    for name, entity in sorted(own.items(), key=lambda item: -len(item[0])):
        owners = [called[name]] if name in called and called[name] in out else short_for(name, out)
        if len(owners) == 1:
            out[owners[0]].take(entity)
            join(out[owners[0]], f"“{name}”认作{owners[0]}的简称")
        else:
            out[name] = entity
    first = {name: place for place, name in enumerate(own)}
    return [out[name] for name in sorted(out, key=lambda name: first[name])]


def abbreviations(text: str, own: Iterable[str]) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"[（(](?:以下|下)?(?:简称|称)[：:]?[“\"']?(?P<short>[^”\"'）)]{2,12})[”\"']?[）)]", text):
        for name in own:
            if text.endswith(name, 0, match.start()):
                yield match["short"], name


def core_of(name: str) -> str:
    """A firm's core: 金诚 of 临水县金诚建筑工程有限公司."""
    core = re.sub(rf"^.{{2,6}}?[{LEVELS}](?=..)", "", name)
    core = re.sub(rf"{choice('body_ends')}$", "", core)
    core = re.sub(rf"(?:{choice('trades', 'plain_cores', 'noun_verbs')})+$", "", core) or core
    return core


def short_for(name: str, longer: Mapping[str, Entity]) -> list[str]:
    core = core_of(name)
    if len(core) < 2 or not name.startswith(core):
        return []
    return [one for one in longer if len(one) > len(name) and core_of(one) == core]
