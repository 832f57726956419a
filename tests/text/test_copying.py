"""What was copied, and what is said twice."""

from __future__ import annotations

import pytest

from kit.text.copying import copied_share, copied_spans, repeated_share, repeated_spans

SOURCE = "甲某说:“时间紧,就在这个会上定,不用再上党组会。”其他人没有意见。"

COPIES = [
    ("甲某说：“时间紧，就在这个会上定，不用再上党组会。”", True),
    ("他认为 时间紧 就在这个会上定 不用再上党组会 这样不对", True),
    ("时间紧就在这个会\u200b上定不用再上党组会", True),
    ("甲某以时间紧为由绕开党组会", False),
    ("", False),
    ("🙂🙂🙂", False),
]


@pytest.mark.parametrize(("answer", "copied"), COPIES)
def test_copies(answer: str, copied: bool) -> None:
    assert bool(copied_spans(answer, [SOURCE])) is copied


def test_spans_and_share() -> None:
    answer = "我看到材料写着：时间紧，就在这个会上定，不用再上党组会。这说明程序意识淡薄。"
    ((start, end),) = copied_spans(answer, [SOURCE])
    assert answer[start:end] == "时间紧，就在这个会上定，不用再上党组会"
    assert copied_share(answer, [SOURCE]) == round(17 / 33, 4)
    assert copied_share(answer, []) == 0
    assert copied_share(SOURCE, [SOURCE]) == 1


def test_a_copy_does_not_run_over_two_sources() -> None:
    assert copied_spans("时间紧就在这个会上定其他人没有意见", ["时间紧就在这个会上", "定其他人没有意见"]) == []


def test_too_short_a_run_is_refused() -> None:
    with pytest.raises(ValueError, match="min_len"):
        copied_spans("甲", ["乙"], min_len=1)


TWICE = "未经党组会集体研究即决定大额支出"
REPEATS = [
    (f"{TWICE}。财务审核流于形式。{TWICE}。", 1),
    (f"一是{TWICE}；二是{TWICE}", 1),
    (f"{TWICE}。{TWICE}，也就是这样。", 1),
    ("2023年4月12日研究外墙修缮。2023年9月6日研究外墙修缮。", 0),
    ("修订报销办法。修订采购办法。", 0),
    ("甲某，甲某，甲某", 0),
    ("", 0),
]


@pytest.mark.parametrize(("text", "count"), REPEATS)
def test_repeats(text: str, count: int) -> None:
    found = repeated_spans(text)
    assert len(found) == count
    assert all(repeat.of[1] <= repeat.span[0] for repeat in found)


def test_ten_repetitions() -> None:
    assert repeated_share(f"{TWICE}。" * 10) == 0.9
