"""Numbers and codes that lead to one person or body: found by their form, their check digit and what stands before.

>>> [m.text for m in codes("身份证53010219900307001X，电话0871-65310288转8，订单号202305181234567890")]
['53010219900307001X', '0871-65310288']
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from datetime import date

from kit.content.anonymise.mention import Mention, mention, resolved

PROVINCES = frozenset(
    map(
        str,
        (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82),
    )
)
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0x2013: 0x2D,
    0x2014: 0x2D,
    0x2212: 0x2D,
}
"""Full-width signs to plain ones, one for one, so that places stay what they are."""

NOT_BEFORE = r"(?<![0-9A-Za-z])"
NOT_AFTER = r"(?![0-9A-Za-z])"
GAP = r"[ -]?"

ID18 = re.compile(
    rf"{NOT_BEFORE}[1-9]\d{{5}}{GAP}(?:18|19|20)\d\d{GAP}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){GAP}\d{{3}}[\dXx]{NOT_AFTER}"
)
ID15 = re.compile(rf"{NOT_BEFORE}[1-8]\d{{7}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}{NOT_AFTER}")
MOBILE = re.compile(
    rf"{NOT_BEFORE}(?:(?:\+|00)?86[ -]?)?1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}}(?!\d)|\+861[3-9]\d{{9}}(?!\d)"
)
LANDLINE = re.compile(
    rf"{NOT_BEFORE}(?:\(0(?:10|2\d|[3-9]\d\d)\)\s?|0(?:10|2\d|[3-9]\d\d)[ -]{{1,2}})[1-9]\d{{2,3}}{GAP}\d{{4}}(?!\d)"
)
SERVICE = re.compile(rf"{NOT_BEFORE}[48]00-?\d{{3,4}}-?\d{{3,4}}(?!\d)")
BARE_LINE = re.compile(
    r"(?:电话|座机|传真|热线|拨打|致电)[^\d\n,。;]{0,6}(0\d{9,11}|[2-9]\d{2,3}[ -]?\d{4})(?![\d元万次])"
)
CARD = re.compile(rf"{NOT_BEFORE}[3-69]\d{{3}}(?:[ -]?\d{{4}}){{3}}(?:[ -]?\d{{1,3}})?{NOT_AFTER}")
ACCOUNT = re.compile(
    r"(?:账号|帐号|账户|帐户|卡号|户头|银行卡|存折|开户)[^\d\n。;]{0,12}?(\d(?:[ -]?\d){8,29})(?![\dA-Za-z])"
)
CREDIT = re.compile(rf"{NOT_BEFORE}[159ANY][1-59]\d{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}{NOT_AFTER}")
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z]\s?[·•‧・.]?\s?"
    r"(?=[A-HJ-NP-Z]{0,5}\d)(?:[A-HJ-NP-Z0-9]{6}|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])"
)
EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)")
IPV6 = re.compile(r"(?<![0-9A-Za-z:])(?=[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:)[0-9A-Fa-f:]{4,39}(?![0-9A-Za-z:])")
DOCUMENT = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,12})(?P<year>[〔\[【(﹝]\s?(?:19|20)\d\d\s?[〕\]】)﹞])\s?第?\s?\d{1,5}\s?号"
)
CONTRACT = re.compile(
    r"(?:合同|协议|订单|标书)[^A-Za-z\d\n。;]{0,10}"
    r"(?P<code>(?:[A-Za-z]{1,8}[-_/]?)(?:[A-Za-z0-9]|[-_/〔〕\[\]()](?=[A-Za-z0-9第号〔\[(])|第|号$|号(?![\u4e00-\u9fff])){4,40})"
)
CONTRACT_NUMBER = re.compile(
    r"(?:合同|协议)(?:书)?(?:的)?(?:编号|号码|号)(?:为|是|系)?[::]?\s?(?P<code>[\u4e00-\u9fff]{1,8}[字第]?[〔\[(]?(?:19|20)\d\d[〕\])]?[-第]?\d{1,6}号?|\d{6,20}(?:-\d+)*)"
)
BEFORE_CODE = re.compile(
    r".*(?:根据|按照|依照|参照|依据|遵照|违反|执行|凭|[和与及的以据经在由对即为见是了按照]|印发|下发|转发|文号|编号|文件|通知)(?=..)"
)
NATIONAL = re.compile(r"(?:中发|中办发|国发|国办发|中纪发|国办函|国函|中办|国令|主席令)")
ISSUED = re.compile(
    r"[发函字文办复批通议纪令告知预财建投采党委政监审督组人农教卫环水林商资划管法规运财库金行审报简信险改残联]$"
)
UNNAMED = re.compile(r"某|(?:局|院|校|党组|公司|支队|镇|乡|街道|协会|集团|县|区|市)(?:党)?(?:发|字|函|办|办发)$")
ID_WORDS = re.compile(r"身份证|证件|身份号|公民身份")
ACCOUNT_WORDS = re.compile(r"账号|帐号|账户|帐户|卡号|存折")
CREDIT_WORDS = re.compile(r"信用代码|机构代码|税号")
IP_WORDS = re.compile(r"IP|ip|地址|服务器|登录|网关|访问|主机")


def id_check(number: str) -> bool:
    """Whether the eighteenth sign of an ID number fits the others (GB 11643)."""
    total = sum(
        int(digit) * weight
        for digit, weight in zip(number, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=False)
    )
    return "10X98765432"[total % 11] == number[17].upper()


def luhn(number: str) -> bool:
    """Whether the last digit of a card number fits the others (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def credit_check(code: str) -> bool:
    """Whether the eighteenth sign of a unified social credit code fits the others (GB 32100)."""
    if any(sign not in CREDIT_SIGNS for sign in code):
        return False
    total = sum(CREDIT_SIGNS.index(sign) * 3**place % 31 for place, sign in enumerate(code[:17]))
    return CREDIT_SIGNS[(31 - total % 31) % 31] == code[17]


def codes(text: str) -> tuple[Mention, ...]:
    """Every number or code of ``text``, in order, none overlapping; offsets are of ``text`` as given."""
    plain = text.translate(WIDE)
    found = (one for find in FINDERS for one in find(plain))
    return tuple(mention(text, m.start, m.end, m.kind, m.weight, hint=m.hint) for m in resolved(found))


def before(text: str, start: int, reach: int = 16) -> str:
    """What stands before a place, in the same line."""
    return text[max(0, start - reach) : start].rpartition("\n")[2]


def ids(text: str) -> Iterator[Mention]:
    for match in ID18.finditer(text):
        digits = re.sub("[ -]", "", match.group())
        if not real_day(digits[6:14]) or digits[:2] not in PROVINCES:
            continue
        # A wrong check digit is a slip of the pen where the text says that it is an ID number.
        if id_check(digits) or ID_WORDS.search(before(text, match.start())):
            yield mention(text, *match.span(), "id", 90)
    for match in ID15.finditer(text):
        digits = match.group()
        if (
            digits[:2] in PROVINCES
            and real_day("19" + digits[6:12])
            and not ACCOUNT_WORDS.search(before(text, match.start()))
        ):
            yield mention(text, *match.span(), "id", 85)


def real_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def phones(text: str) -> Iterator[Mention]:
    for expression in (MOBILE, LANDLINE, SERVICE):
        for match in expression.finditer(text):
            if not ACCOUNT_WORDS.search(before(text, match.start(), 8)):
                yield mention(text, *match.span(), "phone", 80)
    for match in BARE_LINE.finditer(text):
        yield mention(text, *match.span(1), "phone", 75)


def accounts(text: str) -> Iterator[Mention]:
    for match in CARD.finditer(text):
        if luhn(re.sub("[ -]", "", match.group())):
            yield mention(text, *match.span(), "account", 82)
    for match in ACCOUNT.finditer(text):
        told = before(text, match.start(1), 30)
        if not ID_WORDS.search(told[-8:]):
            yield mention(text, *match.span(1), "account", 81)


def credits(text: str) -> Iterator[Mention]:
    for match in CREDIT.finditer(text):
        if credit_check(match.group()) or CREDIT_WORDS.search(before(text, match.start())):
            yield mention(text, *match.span(), "credit", 88)


def plates(text: str) -> Iterator[Mention]:
    return (mention(text, *match.span(), "plate", 70) for match in PLATE.finditer(text))


def emails(text: str) -> Iterator[Mention]:
    return (mention(text, *match.span(), "email", 95) for match in EMAIL.finditer(text))


def addresses_of_machines(text: str) -> Iterator[Mention]:
    for match in IPV4.finditer(text):
        octets = [int(part) for part in match.group().split(".")]
        numbered = all(octet < 20 for octet in octets) and not IP_WORDS.search(before(text, match.start()))
        if max(octets) <= 255 and not numbered:
            yield mention(text, *match.span(), "ip", 70)
    for match in IPV6.finditer(text):
        try:
            ipaddress.IPv6Address(match.group())
        except ValueError:
            continue
        if sum(map(str.isalnum, match.group())) > 2:
            yield mention(text, *match.span(), "ip", 70)


def documents(text: str) -> Iterator[Mention]:
    for match in DOCUMENT.finditer(text):
        code = match["code"]
        stripped = BEFORE_CODE.match(code)
        start = match.start() + (stripped.end() if stripped else 0)
        code = text[start : match.end("code")]
        if ISSUED.search(code) and not NATIONAL.match(code):
            yield mention(text, start, match.end(), "document", 60, hint=bool(UNNAMED.match(code)))


def contracts(text: str) -> Iterator[Mention]:
    for match in CONTRACT.finditer(text):
        code = match["code"].rstrip("-_/([〔第")
        digits = re.findall(r"\d+", code)
        # HT-01 is a label of an anonymised paper; a year or a long number leads to a real one.
        if any(len(run) >= 4 for run in digits) or sum(map(len, digits)) >= 6:
            yield mention(text, match.start("code"), match.start("code") + len(code), "contract", 65)
            shape = re.sub(r"\d+", lambda run: rf"\d{{{len(run.group())}}}", re.escape(code))
            likes = re.finditer(rf"{NOT_BEFORE}{shape}{NOT_AFTER}", text)
            yield from (mention(text, *like.span(), "contract", 64) for like in likes)
    for match in CONTRACT_NUMBER.finditer(text):
        yield mention(text, *match.span("code"), "contract", 66, hint=match["code"].startswith("某"))


FINDERS: tuple[Callable[[str], Iterator[Mention]], ...] = (
    ids,
    phones,
    accounts,
    credits,
    plates,
    emails,
    addresses_of_machines,
    documents,
    contracts,
)
