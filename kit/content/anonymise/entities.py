"""Mentions gathered into entities, aliases of one person or body linked where that is safe, replacements proposed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from kit.content.anonymise.bodies import LEVELS, office, plain_name
from kit.content.anonymise.documents import Document
from kit.content.anonymise.lexicon import STEMS, choice, words
from kit.content.anonymise.mention import KINDS, Kind, Mention

BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CONTEXT = 12
SHORT = {
    "局": "局长",
    "处": "处长",
    "科": "科长",
    "总": "总经理",
    "镇": "镇长",
    "所": "所长",
    "队": "队长",
    "校": "校长",
    "院": "院长",
    "部": "部长",
    "厅": "厅长",
    "县": "县长",
    "乡": "乡长",
    "董": "董事长",
    "工": "工程师",
    "支": "支书",
}
"""Short forms of address and the posts that they stand for."""


@dataclass(frozen=True)
class Place:
    """Where something is told: file, line, and a few characters on both sides with the words themselves in 【】."""

    file: str
    line: int
    context: str


@dataclass
class Entity:
    """One person, body, place or code, under all its names.

    Attributes
    ----------
    replacements
        For each way it is written what is to stand there instead.
    hint
        Whether it gives nobody away by itself.
    note
        What the person who confirms should know: why two names were linked, who else is meant perhaps.
    """

    kind: Kind
    places: dict[str, list[Place]] = field(default_factory=dict)
    replacements: dict[str, str] = field(default_factory=dict)
    hint: bool = True
    note: str = ""

    def take(self, other: Entity) -> None:
        for name, places in other.places.items():
            self.places.setdefault(name, []).extend(places)
        self.hint = self.hint and other.hint


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


def family(name: str) -> str:
    """The surname of a full name, of 王局长 or of 老王."""
    if len(name) == 2 and name[0] in "老小":
        return name[1]
    return name[:2] if name[:2] in words("compound_surnames") and len(name) > 2 else name[:1]


def post(name: str) -> str:
    """The post in 王局长 or 王局; empty for a full name."""
    rest = name[len(family(name)) :]
    if name[0] in "老小" and len(name) == 2:
        return ""
    return SHORT.get(rest, rest) if rest in words("titles") or rest in words("short_titles") else ""


def is_nickname(name: str) -> bool:
    return len(name) == 2 and name[0] in "老小"


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


def propose(entities: Iterable[Entity], texts: Sequence[str]) -> None:
    """Fill in ``replacements``; nothing that the texts already use is proposed again."""
    used = Used(texts)
    entities = list(entities)
    places = named_places([one for one in entities if one.kind == "place"], used)
    for entity in entities:
        if entity.kind == "person":
            name_person(entity, used)
        elif entity.kind == "organisation":
            name_body(entity, places, used)
        elif entity.kind not in {"place", "post_sum", "date"}:
            label = used.code(entity.kind)
            entity.replacements = dict.fromkeys(entity.places, label)


class Used:
    """Which replacements are taken, by the texts themselves or by an entity before."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = "\n".join(texts)
        self.given: set[str] = set()
        self.persons = self.free_persons()

    def free_persons(self) -> Iterator[str]:
        for sign in STEMS + BRANCHES:
            if not re.search(rf"{sign}(?:某|{choice('titles')})|[老小]{sign}", self.text):
                yield sign
        yield from (f"人员{number:02d}" for number in count(1) if f"人员{number:02d}" not in self.text)

    def code(self, kind: Kind) -> str:
        shape = {"document": "某发〔〕{:02d}号", "address": "某地址{:02d}"}.get(
            kind, KINDS[kind].replace(" ", "") + "{:02d}"
        )
        return self.take(shape.format(number) for number in count(1))

    def take(self, candidates: Iterable[str]) -> str:
        chosen = next(one for one in candidates if one not in self.given and one not in self.text)
        self.given.add(chosen)
        return chosen


def letters(shape: str) -> Iterator[str]:
    """The shape without and then with letters: 某公司, 某公司A, …, 某公司A1 …; ``{}`` is where the letter goes."""
    yield from (shape.format(letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    yield from (shape.format(f"{letter}{number}") for number in count(1) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def name_person(entity: Entity, used: Used) -> None:
    sign = next(used.persons)
    for name in entity.places:
        if len(sign) > 1:
            entity.replacements[name] = sign
        elif is_nickname(name):
            entity.replacements[name] = name[0] + sign
        elif post(name):
            entity.replacements[name] = sign + name[len(family(name)) :]
        else:
            entity.replacements[name] = f"{sign}某"


def named_places(entities: Sequence[Entity], used: Used) -> dict[str, str]:
    """A replacement for every place: 某县 where there is one county, A县 and B县 where there are more."""
    by_end: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        name = next(iter(entity.places))
        ending = re.search(f"{choice('place_ends')}$", name)
        by_end[ending.group() if ending and ending.start() else "地"].append(entity)
    named: dict[str, str] = {}
    for end, members in by_end.items():
        for entity in members:
            alone = [f"某{end}"] if len(members) == 1 else []
            label = used.take(
                [
                    *alone,
                    *(f"{letter}{end}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
                    *(f"某{end}{number}" for number in range(1, 1000)),
                ]
            )
            entity.replacements = dict.fromkeys(entity.places, label)
            named |= entity.replacements
    return named


KEPT = re.compile(
    r"人民政府|党委|党工委|纪委|纪委监委|监委|管委会|办事处|居委会|居民委员会|村委会|村民委员会|村委|人民法院|人民检察院|县委|市委|区委|派出所|司法所|财政所|卫生院|人民医院|中医院"
)


def name_body(entity: Entity, places: Mapping[str, str], used: Used) -> None:
    """A department keeps what it is for (某县财政局), a firm or school only its sort (某公司A)."""
    first = next(iter(entity.places))
    label = ""
    for name in entity.places:
        owner = next((place for place in sorted(places, key=len, reverse=True) if name.startswith(place)), "")
        rest = name[len(owner) :]
        public = KEPT.fullmatch(rest) or office().fullmatch(rest)
        if entity.hint and not owner:
            entity.replacements[name] = f"某{name}"
        elif public:
            prefix = places.get(owner) or "某"
            entity.replacements[name] = prefix + rest
        else:
            label = label or used.take(sorts(first, rest, used))
            entity.replacements[name] = label


def sorts(name: str, rest: str, used: Used) -> Iterator[str]:
    """What a body may be called instead: its sort, alone and then with a letter."""
    department = office().search(name)
    if department and department.end() == len(name):
        lead = re.search(rf"[{LEVELS}](?={re.escape(department.group())})", name)
        yield f"某{lead.group() if lead else ''}{department.group()}"
    ending = re.search(
        f"(?:{choice('body_ends', 'public_ends', 'trades')}|[局厅委办院校所站队社部厂店行会馆园处场段])$", name
    )
    sort = ending.group() if ending else "单位"
    sort = "公司" if "公司" in sort or sort in words("trades") else sort
    yield from letters(f"某{sort}{{}}")
