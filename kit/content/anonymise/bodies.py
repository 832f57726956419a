"""Organisations, places and addresses, by rules: an ending, and words before it up to one that cannot be in a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kit.content.anonymise.lexicon import HAN, choice, cut, words
from kit.content.anonymise.mention import Mention, mention
from kit.content.anonymise.places import addresses, places
from kit.content.anonymise.reach import (
    LEVELS,
    MASKED_BEFORE,
    STOP_SINGLE,
    Words,
    clean_left,
    masked,
    named_core,
    place_core,
    plain_name,
    reach,
    stop_in,
)


def bodies(text: str) -> Iterator[Mention]:
    """Every mention of an organisation, a place or an address; they may overlap."""
    tokens = cut(text)
    yield from addresses(text, tokens)
    yield from offices(text, tokens)
    yield from ended(text, tokens)
    yield from places(text, tokens)
    yield from short_firms(text)


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


def short_firms(text: str) -> Iterator[Mention]:
    for match in firm().finditer(text):
        if clean_left(text, match.start()):
            yield mention(text, *match.span(), "organisation", 33)


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


@cache
def firm() -> re.Pattern[str]:
    """A firm's short name: a brand and a trade (恒力机械)."""
    lucky = "[恒宏鸿宇华盛达通泰瑞丰鑫旺兴隆源利信诚天金银永康顺昌茂嘉佳福联亿汇聚德仁和美博创正中凯旋腾飞]{2}"
    soft = "医疗|农业|食品|能源|环保|电力|文化|教育|旅游|酒店|投资|租赁|电子"
    names = rf"(?:(?:{choice('cities', 'brands')}|{lucky}){choice('trades')}|{lucky}(?:{soft}))"
    return re.compile(rf"{names}(?![公集商业厂局部站所院科室中学技])")
