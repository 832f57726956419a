"""What is proposed to stand for each entity: 甲某, 某县财政局, 某公司A; nothing that the texts already use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from kit.content.anonymise.bodies import office
from kit.content.anonymise.entity import Entity, family, is_nickname, post
from kit.content.anonymise.lexicon import STEMS, choice, words
from kit.content.anonymise.mention import KINDS, Kind
from kit.content.anonymise.reach import LEVELS

BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


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
