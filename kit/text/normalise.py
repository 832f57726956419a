"""Fold the many ways of writing the same Chinese text into one, and remember where each character came from.

Every original character becomes zero, one or a few characters of the folded text, whatever its neighbours, so a span of
the folded text always maps back to a span of the original. What is folded: full width and half width, compatibility
forms, punctuation and dashes, line ends, invisible and bidirectional characters (dropped), Cyrillic and Greek letters
that look Latin, foreign digits, radicals that look like characters. Traditional characters and letter case are left.

>>> normal = normalise("共１２万元,\u200b占５４％")
>>> normal.text
'共12万元,占54%'
>>> normal.to_original((6, 10))
(7, 11)
>>> normalise("约1.2×10⁵元").text
'约1.2×10^5元'
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open, in Unicode code points."""


@dataclass(frozen=True)
class Normal:
    """Folded text with its way back.

    Attributes
    ----------
    text
        The folded text.
    offsets
        ``len(text) + 1`` ascending numbers: the index in the original of the character that gave ``text[i]``,
        and last the length of the original.
    """

    text: str
    offsets: Sequence[int]

    def to_original(self, span: Span) -> Span:
        """The span of the original that gave ``text[start:end]``; an empty span stays empty."""
        start, end = span
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    def from_original(self, span: Span) -> Span:
        """The smallest span of ``text`` that covers what is left of ``original[start:end]``."""
        start, end = (bisect_left(self.offsets, place) for place in span)
        return start, max(start, end)


def normalise(text: str) -> Normal:
    """Fold ``text``. Total (any string, lone surrogates too), deterministic, linear in its length."""
    folded = text.translate(FOLD)
    if len(folded) == len(text) and all(len(FOLD[ord(char)]) == 1 for char in set(text)):
        return Normal(ZERO.sub("〇", folded), range(len(text) + 1))
    offsets: list[int] = []
    for index, char in enumerate(text):
        offsets.extend([index] * len(FOLD[ord(char)]))
    offsets.append(len(text))
    return Normal(ZERO.sub("〇", folded), offsets)


class Fold(dict[int, str]):
    """What each code point folds to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold(chr(code))
        return folded


def fold(char: str) -> str:
    """What one character folds to: nothing, one character or a few.

    >>> [fold(char) for char in "Ａ①⁵½，\u202e"]
    ['A', '(1)', '^5', ' 1/2', ',', '']
    """
    known = PARTICULAR.get(char)
    if known is not None:
        return known
    category = unicodedata.category(char)
    if category in {"Cc", "Cf", "Mn", "Me"}:
        return ""
    if category in {"Cs", "Co", "Cn"}:
        return "\ufffd"
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(char))
    return folded_kindly(char)


def folded_kindly(char: str) -> str:
    """NFKC, but a mark that would melt into a neighbouring figure keeps a sign of its own: ``①5份`` is not 15份."""
    folded = unicodedata.normalize("NFKC", char)
    form = unicodedata.decomposition(char)
    if form.startswith("<super>"):
        return f"^{folded}"
    if form.startswith(("<circle>", "<sub>")):
        return f"({folded})"
    if folded[:-1].isdigit() and folded.endswith("."):
        return f"({folded[:-1]})"
    return "".join(PARTICULAR.get(part, part) for part in folded)


def pairs(olds: str, news: str) -> dict[str, str]:
    return dict(zip(olds, news, strict=True))


PARTICULAR: dict[str, str] = {
    "\t": " ",
    "…": "…",
    "⋯": "…",
    **dict.fromkeys("\n\r\x0b\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u3164\uffa0\u115f\u1160\u2800\ufffc", ""),
    **dict.fromkeys("‐‑‒–—―−﹣－﹘⸺⸻─━", "-"),
    **dict.fromkeys("～〜∼˜", "~"),
    **dict.fromkeys("·・•‧∙⋅", "·"),
    **dict.fromkeys("“”„‟＂「」『』〝〞〟﹁﹂﹃﹄″", '"'),
    **dict.fromkeys("‘’‚‛＇′`´", "'"),
    **dict.fromkeys("⁄∕／", "/"),
    **dict.fromkeys("×✕✖╳⨯", "×"),
    "｡": "。",
    "．": ".",
    "٪": "%",
    "﹪": "%",
    "％": "%",
    "￥": "¥",
    "〈": "《",
    "〉": "》",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "〖": "[",
    "〗": "]",
    "､": "、",
    "½": " 1/2",
    "⅓": " 1/3",
    "⅔": " 2/3",
    "¼": " 1/4",
    "¾": " 3/4",
    "⅕": " 1/5",
    "⅖": " 2/5",
    "⅗": " 3/5",
    "⅘": " 4/5",
    "⁺": "^+",
    "⁻": "^-",
    **pairs("АВЕЅІЈКМНОРСТУХ", "ABESIJKMHOPCTYX"),
    **pairs("авеѕіјкмнорстух", "abesijkmhopctyx"),
    **pairs("ԁԛԝһӏ", "dqwhl"),
    **pairs("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    **pairs("ονρι", "ovpi"),
    **pairs("⺀⺄⺅⺆⺈⺊⺌⺍⺕⺗", "冫乙亻冂勹卜小小彐心"),
    **pairs("⺘⺡⺣⺤⺨⺩⺪⺫⺮⺯", "扌氵灬爪犭王疋罒竹糸"),
    **pairs("⺳⺶⺷⺸⺺⺻⺼⺾⻂⻃", "罒羊羊羊聿聿肉艹衤覀"),
    **pairs("⻄⻅⻆⻉⻋⻌⻏⻐⻑⻓", "西见角贝车辶阝钅长长"),
    **pairs("⻔⻖⻗⻘⻙⻚⻛⻜⻝⻢", "门阝雨青韦页风飞食马"),
    **pairs("⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳", "骨鬼鱼鸟卤麦黄黾齐齿龙龟"),
}
"""Where NFKC would say too little or too much."""

FOLD = Fold()
ZERO = re.compile(r"(?<=[〇零一二三四五六七八九])[○◯OoО](?=[〇零○◯Oo一二三四五六七八九年])")
