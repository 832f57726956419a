"""What ``kit lint`` asks of a case: codes and names that rules find, without the model, so that it stays fast."""

from __future__ import annotations

from collections.abc import Iterator

from kit.content.anonymise.documents import Document, mentions
from kit.content.anonymise.entity import is_nickname
from kit.content.anonymise.mention import KINDS
from kit.content.anonymise.recognise import Rules
from kit.errors import Finding


def anonymity_faults(name: str, text: str) -> Iterator[Finding]:
    """Everything in a file that looks like somebody or something real.

    Hints are left out, and so are 老王 and 小陈, which name nobody where nobody else is named.
    """
    document = Document(name, text)
    for one in mentions(document, Rules()):
        if not one.hint and one.kind != "post_sum" and not (one.kind == "person" and is_nickname(one.text)):
            told = f"“{one.text}”像是真实的{KINDS[one.kind]}：请换成化名（甲某、某县、某公司A……），或用 kit anonymise"
            yield Finding(name, document.line(one.start), told)
