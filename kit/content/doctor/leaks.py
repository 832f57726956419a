"""What gives the key away before a trainee has thought: the background, a prompt, the title."""

from __future__ import annotations

from collections.abc import Iterator

from kit.content.doctor.remark import Remark, bare, short
from kit.model.case import Case, Problem
from kit.text.copying import copied_share
from kit.text.numbers import quantities

RUN = 5
"""Characters in a row that count as taken over."""
MUCH = 0.6
"""Share of a title or a 定性 that a text may give away at most."""
SHORTEST = 8


def leaks(case: Case) -> Iterator[Remark]:
    """Words and figures of the key in what a trainee sees before the materials."""
    shown = [("背景", case.head.background), ("案例题目", case.head.title)]
    shown += [(f"{problem.id} 的提问", problem.prompt) for problem in case.problems]
    for problem in case.problems:
        for place, text in shown:
            yield from words_given(problem, place, text)
        for place, text in (shown[0], (f"{problem.id} 的提问", problem.prompt)):
            yield from figures_given(problem, place, text)


def words_given(problem: Problem, place: str, text: str) -> Iterator[Remark]:
    told = bare(text)
    if len(bare(problem.title)) >= SHORTEST and bare(problem.title) in told:
        yield Remark(
            "必须改", "泄题", place, f"原样写出了问题 {problem.id} 的题目“{short(problem.title)}”：请改成中性的说法"
        )
        return
    for point in problem.points:
        if point.aspect != "定性":
            continue
        for wording in (point.text, *point.accept):
            if len(bare(wording)) < SHORTEST:
                continue
            if bare(wording) in told:
                yield Remark(
                    "必须改", "泄题", place, f"原样写出了定性要点 {point.id}“{short(wording)}”：请改成中性的说法"
                )
                return
            if copied_share(wording, [text], RUN) >= MUCH:
                yield Remark(
                    "建议改", "泄题", place, f"与定性要点 {point.id}“{short(wording)}”的文字大半相同：会提示答案"
                )
                return


def figures_given(problem: Problem, place: str, text: str) -> Iterator[Remark]:
    told = amounts(text)
    given = {number for point in problem.points for number in point.numbers if amounts(number) & told}
    if given:
        figures = "、".join(sorted(given))
        yield Remark("建议改", "泄题", place, f"写出了问题 {problem.id} 要点里的数字 {figures}：应让学员自己从材料里找")


def amounts(text: str) -> set[str]:
    """Sums of money and percentages, in one writing."""
    return {str(figure) for figure in quantities(text) if figure.kind in ("money", "percent")}
