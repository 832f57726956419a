"""Organisations, places and addresses, by rules: an ending, and words before it up to one that cannot be in a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kit.content.anonymise.lexicon import HAN, STEMS, choice, cut, words
from kit.content.anonymise.mention import Kind, Mention, mention

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
NUMBER = r"[\dA-Za-z一二三四五六七八九十百〇零]{1,5}"
TAIL = rf"(?:附?第?{NUMBER}\s?(?:号楼|号院|号附|号|栋|幢|座|排|单元|室|层|楼|区|组|户|社|期))+(?:{NUMBER}(?:室|号)?)?"
ADDRESS = re.compile(
    rf"(?:路|街|巷|弄|胡同|大道|段|村|社区|小区|花园|家园|雅苑|苑|新城|公寓|大厦|广场|新村|府邸|庭|里|院)(?:[东西南北中]?[一二三四五六七八九十]?段|[东南西北]区)?\s?{TAIL}(?:{HAN}{{2,8}}?{TAIL})?"
)
PRECISE = re.compile(r"号|室|栋|幢|单元|排")
ESTATE = re.compile(rf"{HAN}{{2,5}}(?:小区|花园|家园|雅苑|公寓|新村)")


def bodies(text: str) -> Iterator[Mention]:
    """Every mention of an organisation, a place or an address; they may overlap."""
    tokens = cut(text)
    yield from addresses(text, tokens)
    yield from offices(text, tokens)
    yield from ended(text, tokens)
    yield from places(text, tokens)


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


def addresses(text: str, tokens: Words) -> Iterator[Mention]:
    """Streets with numbers and estates with buildings; what touches is one address."""
    spans: list[tuple[int, int]] = []
    for match in ADDRESS.finditer(text):
        start = reach(text, tokens, match.start())
        head = text[start : match.start()]
        joined = bool(spans) and spans[-1][1] == start
        if (
            not PRECISE.search(match.group())
            or masked(head)
            or (len(head) < 2 and not joined)
            or text[start - 1 : start] == "某"
        ):
            continue
        spans = [*spans[:-1], (spans[-1][0], match.end())] if joined else [*spans, (start, match.end())]
    return (mention(text, start, end, "address", 58) for start, end in spans)


def masked(name: str) -> bool:
    """Whether a name is already an anonymised one."""
    return "某" in name or bool(re.match(rf"[{STEMS}][县市镇村乡区公局]", name))


@cache
def office() -> re.Pattern[str]:
    return re.compile(
        rf"{choice('functions')}(?:和{choice('functions')})?(?:委员会|局|厅|委(?![员托派培])|办公室|办(?![理公法事])|中心|总队|支队|大队|所|站)(?:[^\W\d_]{{1,6}}分局)?"
    )


def offices(text: str, tokens: Words) -> Iterator[Mention]:
    """县财政局, 临水县财政局: a department, with the place's name or with its level alone."""
    for match in office().finditer(text):
        start = reach(text, tokens, match.start())
        head = text[start : match.start()]
        if (start > 0 and text[start - 1] in "某该本各") or masked(head) or head.endswith(("、", "和")):
            continue
        level = head[-1:] if head[-1:] in tuple(LEVELS) else ""
        known = place_core(head.removesuffix(level)) if level else named_core(head)
        if known:
            yield mention(text, start, match.end(), "organisation", 41)
        elif (level or not match.group().endswith(("中心", "所", "站", "办", "委"))) and not text[
            : match.start() - len(level)
        ].endswith(("某", "该", "本", "各")):
            yield mention(text, match.start() - len(level), match.end(), "organisation", 25, hint=True)


@cache
def endings() -> re.Pattern[str]:
    return re.compile(
        rf"(?=(?P<tail>{choice('body_ends')}{HAN}{{2,4}}店(?!面|铺|主)|{choice('body_ends', 'public_ends')}))"
    )


def ended(text: str, tokens: Words) -> Iterator[Mention]:
    """Bodies by the ends of their names; what stands before the end must be a name and no trade, quality or number."""
    for match in endings().finditer(text):
        end, tail = match.end("tail"), match["tail"]
        if follows_on(text, end, tail):
            continue
        start, head = shorn(text, reach(text, tokens, match.start()), match.start())
        beside = text[max(0, start - 1) : start]
        if re.search(r"\d\s?[年个家月日]?$", text[max(0, start - 3) : start]) and tail not in LEGAL:
            continue
        if (
            MASKED_BEFORE.search(text[max(0, start - 3) : start])
            or re.match(r"[A-Za-z\d]", beside)
            or masked(head + tail)
        ):
            continue
        if re.fullmatch(rf"[{LEVELS}]委?(?:{choice('noun_verbs', 'functions')})*", head) and tail not in POLITICAL:
            yield mention(text, start, end, "organisation", 25, hint=True)
        elif proper(head, tail):
            yield mention(text, start, end, "organisation", 43)
    for match in numbered().finditer(text):
        if not re.match(HAN, text[match.start() - 1 : match.start()]) or text[match.start() - 1] in STOP_SINGLE:
            yield mention(text, *match.span(), "organisation", 24, hint=True)
    for match in FUNDED.finditer(text):
        named = match["place"] and match["place"] not in words("plain") and not stop_in(match["place"])
        start = match.start() if named else match.start("kind")
        if named or match["firm"]:
            yield mention(text, start, match.end(), "organisation", 34 if named else 24, hint=not named)


def stop_in(name: str) -> bool:
    return any(char in STOP_SINGLE for char in name) or masked(name) or all_plain(name)


@cache
def numbered() -> re.Pattern[str]:
    """市第四人民医院, 县一中, 区实验小学: of one place only one, but the place is not told."""
    return re.compile(
        rf"[{LEVELS}]立?(?:第?[一二三四五六七八九十]{{1,2}}|实验|中心|机关)?(?:人民|中|妇幼保健|精神病|传染病|口腔)?"
        r"(?:医院|中学|小学|幼儿园|高中|初中|中(?=[，。、；（）\s教校学师的]|$))"
    )


FUNDED = re.compile(
    rf"(?P<place>(?:(?<![一-鿿]){HAN}{{2}})?)(?P<kind>(?:城|交|国|建|农|产|水|旅|文旅)投)(?P<firm>(?:集团|公司)?)(?![入资标向放诉票保产])"
)
"""Firms that every county has, by their short names."""


def proper(head: str, tail: str) -> bool:
    """Whether the words before an ending name one body among its like."""
    if len(head) < 2 or plain_name(head + tail, "organisation"):
        return False
    if tail in {"县委", "市委", "区委", "镇党委", "乡党委"}:
        return place_core(head)
    if tail in POLITICAL:
        owner = re.fullmatch(
            rf"(?P<core>.+?)(?:[{LEVELS}村]|街道|社区|[局厅委院校]|公司|集团|学校|医院|[中小]学|中心|管委会)(?:机关)?",
            head,
        )
        return owner is not None and named_core(owner["core"])
    return tail in LEGAL or named_core(head)


LEGAL = frozenset(["有限责任公司", "股份有限公司", "集团有限公司", "有限公司"])


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


POLITICAL = frozenset(
    [
        "党委",
        "党组",
        "纪委",
        "纪委监委",
        "纪工委",
        "监委",
        "党工委",
        "人大",
        "人大常委会",
        "政协",
        "县委",
        "市委",
        "区委",
        "人民政府",
        "党支部",
        "党总支",
        "团委",
    ]
)


def follows_on(text: str, end: int, tail: str) -> bool:
    """Whether the ending is the beginning of another word: 厂长, 人大代表, 公司法, 股份有限公司."""
    return (
        re.match(r"法(?![定人院])|[长员校房区家址商]|代表|会(?![计同与和])", text[end : end + 2]) is not None
        and tail not in LEGAL
    )


def shorn(text: str, start: int, end: int) -> tuple[int, str]:
    """The words before an ending without what only stands before a name."""
    head = text[start:end]
    lead = re.match(
        r"(?:中标单位|施工单位|承包单位|甲方|乙方|丙方|收款单位|下属单位|原单位|单位|原告|被告|老板|企业|同志)+", head
    )
    cut_at = lead.end() if lead else 0
    return start + cut_at, head[cut_at:]


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


@cache
def place_ending() -> re.Pattern[str]:
    return re.compile(choice("place_ends"))


def places(text: str, tokens: Words) -> Iterator[Mention]:
    known = {place: (word, tag) for word, tag, place in tokens}
    for word, _, place in tokens:
        if word in words("cities"):
            yield mention(text, place, place + len(word), "place", 28)
    for match in place_ending().finditer(text):
        start = reach(text, tokens, match.start(), 5)
        head, tail = text[start : match.start()], match.group()
        if text[max(0, start - 1) : start] == "某" or runs_on(text, match, known):
            continue
        if any(text[at : match.end()] in words("plain") for at in range(start, match.start())):
            continue
        if plain_name(head + tail, "place") or not place_core(head, tail) or not clean_left(text, start):
            continue
        yield mention(text, start, match.end(), "place", 29)
    for match in firm().finditer(text):
        if clean_left(text, match.start()):
            yield mention(text, *match.span(), "organisation", 33)


@cache
def firm() -> re.Pattern[str]:
    """A firm's short name: a brand and a trade (恒力机械)."""
    lucky = "[恒宏鸿宇华盛达通泰瑞丰鑫旺兴隆源利信诚天金银永康顺昌茂嘉佳福联亿汇聚德仁和美博创正中凯旋腾飞]{2}"
    soft = "医疗|农业|食品|能源|环保|电力|文化|教育|旅游|酒店|投资|租赁|电子"
    names = rf"(?:(?:{choice('cities', 'brands')}|{lucky}){choice('trades')}|{lucky}(?:{soft}))"
    return re.compile(rf"{names}(?![公集商业厂局部站所院科室中学技])")


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


def runs_on(text: str, match: re.Match[str], known: dict[int, tuple[str, str]]) -> bool:
    """Whether the ending is part of a longer word (县委, 村民, 市场) or of a word that is no place (思路)."""
    for place, (word, tag) in known.items():
        if place < match.end() < place + len(word):
            return True
        if place < match.start() < place + len(word) and not tag.startswith(("nr", "ns", "nz", "x")) and len(word) <= 3:
            return True
    return text[match.end() : match.end() + 1] in tuple("委长民")
