"""Length and readability of what a trainee reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.content.doctor.remark import Remark, short
from kit.model.case import Case

LENGTH = (2_000, 4_500)
LONG_CASE = 8_000
"""A case of difficulty 3 may have more than this instead; what lies between is neither."""
SENTENCE, MEAN_SENTENCE, PARAGRAPH = 160, 75, 450
END = re.compile(r"[。！？；!?]+[”’）》]*")


def characters(text: str) -> int:
    return len("".join(text.split()))


def length_of(case: Case) -> int:
    """Characters of all materials, blanks not counted."""
    return sum(characters(material.raw) for material in case.materials)


def texts(case: Case) -> Iterator[Remark]:
    """Materials that are too long, too short, or hard to read."""
    length = length_of(case)
    is_long = length > LONG_CASE and case.head.difficulty == 3
    if not LENGTH[0] <= length <= LENGTH[1] and not is_long:
        told = f"材料共 {length} 字，一般在 {LENGTH[0]}–{LENGTH[1]} 字之间（难度 3 可以超过 {LONG_CASE} 字）"
        yield Remark("建议改", "篇幅", "全案", f"{told}：请{'补充' if length < LENGTH[0] else '删减'}")
    for material in case.materials:
        if material.is_table:
            continue
        sentences = [part for unit in material.units for part in END.split(unit.text) if part.strip()]
        mean = sum(map(characters, sentences)) / max(1, len(sentences))
        if mean > MEAN_SENTENCE and len(sentences) > 3:
            yield Remark("建议改", "可读性", material.name, f"平均每句 {mean:.0f} 字，偏长：请断句")
        longest = max(sentences, key=characters, default="")
        if characters(longest) > SENTENCE:
            told = f"有一句 {characters(longest)} 字（“{short(longest)}”）：请断句"
            yield Remark("供参考", "可读性", material.name, told)
        for unit in material.units:
            if characters(unit.text) > PARAGRAPH:
                yield Remark(
                    "供参考", "可读性", unit.name, f"这一段有 {characters(unit.text)} 字：请分段，证据题也好选"
                )
