"""discover 发现问题: list the problems of a case in free text, one an entry.

Entries are paired with the key's problems one to one, so that the sum of fits is largest; recall and precision are
taken over these fits. An entry that takes the harmless for a problem costs more than a stray one.
"""

from __future__ import annotations

from typing import Any

from kit.errors import UnknownNameError
from kit.model.answer import DiscoverAnswer
from kit.model.case import Case, Problem
from kit.model.prompt import Prompt, TextListForm
from kit.model.score import Criterion, Flag, Match, Score, Scored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import background_of, case_of, han, minutes_of, title_of
from kit.tasks.reading import Reader
from kit.tasks.textscore.answer import plain
from kit.tasks.textscore.fit import Fit, best_pairing, fits_of
from kit.tasks.textscore.reveal import told_points
from kit.text.encoder import default_encoder

VERSION = "discover/1"
HERRING_COST = 10.0
MOST_FINDINGS = 100
FOUND = 0.6
"""Fit from which on a problem counts as found when people are told."""


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The whole case, without a hint at how many problems it holds. Raises UnknownNameError."""
    case_of(source)
    if problem:
        raise UnknownNameError("问题", problem, place="发现问题是就整个案例作答的：")
    return Prompt(
        kind="discover",
        kind_title=KIND.title,
        title=title_of(source),
        instruction="通读全部材料，列出你发现的问题，一条一个。写清什么问题、有什么事实，不要把正常事项当问题。",
        form=TextListForm(label="发现的问题", advice="每条先点明问题性质，再写主要事实（时间、次数、金额、对象）。"),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> DiscoverAnswer:
    """``{"findings": ["…", "…"]}``. Raises AnswerFormatError."""
    reader = Reader(raw)
    findings = reader.texts("findings")
    if len(findings) > MOST_FINDINGS:
        reader.fault("findings", f"有 {len(findings)} 条，超过 {MOST_FINDINGS} 条，请删减后再交")
    reader.finish()
    return DiscoverAnswer(findings=findings)


def score(answer: DiscoverAnswer, source: Source) -> Score:
    """100 × F1 of recall and precision over the fits, less 10 for each red herring, not below 0."""
    case, encoder = case_of(source), default_encoder()
    scorer = f"{VERSION} {encoder.name}"
    given = [place for place, text in enumerate(answer.findings) if text.strip()]
    if not given:
        return empty(case, scorer)
    asked = plain(f"{title_of(source)}{prompt(source).instruction}{case.head.background}")
    fits = fits_of([answer.findings[place] for place in given], case, encoder, asked)
    pairing = best_pairing([[fit.value for fit in row.fits] for row in fits])
    got = {column: (row, fits[row].fits[column]) for column, row in pairing.items() if fits[row].fits[column].value > 0}
    gained = sum(fit.value for _, fit in got.values())
    recall, precision = gained / len(case.problems), gained / len(given)
    paired = {row for row, _ in got.values()}
    herrings = [row for row in range(len(given)) if fits[row].herring is not None and row not in paired]
    f1 = 2 * recall * precision / (recall + precision) if gained else 0.0
    return Scored(
        task="discover",
        total=round(max(0.0, 100 * f1 - HERRING_COST * len(herrings)), 1),
        criteria=(
            Criterion(
                name="查全",
                mark=round(100 * recall, 2),
                max_mark=100,
                why=recall_why(case, got),
                confidence=sure(got, case),
            ),
            Criterion(
                name="查准",
                mark=round(100 * precision, 2),
                max_mark=100,
                why=precision_why(len(given), len(paired), len(herrings)),
                confidence=sure(got, case),
            ),
        ),
        matches=tuple(match_of(case, column, got, given) for column in range(len(case.problems))),
        flags=tuple(
            Flag(
                kind="red_herring",
                note=f"这不是问题：{case.red_herrings[fits[row].herring or 0].why}",
                index=given[row],
                span=(0, len(answer.findings[given[row]])),
            )
            for row in herrings
        ),
        summary=f"列出 {len(given)} 条，对上 {sum(fit.value >= FOUND for _, fit in got.values())} 个问题，"
        f"本案共有 {len(case.problems)} 个。",
        needs_review=any(0.3 <= fit.value < FOUND for _, fit in got.values()),
        scorer=scorer,
    )


def empty(case: Case, scorer: str) -> Scored:
    return Scored(
        task="discover",
        total=0.0,
        criteria=tuple(Criterion(name=name, mark=0.0, max_mark=100, why="未作答。") for name in ("查全", "查准")),
        matches=tuple(match_of(case, column, {}, []) for column in range(len(case.problems))),
        flags=(Flag(kind="empty", note="未作答，计 0 分"),),
        summary="未作答。",
        scorer=scorer,
    )


def match_of(case: Case, column: int, got: dict[int, tuple[int, Fit]], given: list[int]) -> Match:
    problem = case.problems[column]
    source = tuple(name for name, need in case.evidence_units.get(problem.id, {}).items() if need == "必需")[:3]
    where = f"，见{'、'.join(source)}" if source else ""
    if column not in got:
        return Match(
            point=problem.id,
            credit=0.0,
            point_text=problem.title,
            note=f"没有发现{where}",
            source=source,
            criterion="查全",
        )
    row, fit = got[column]
    return Match(
        point=problem.id,
        credit=fit.value,
        span=fit.span,
        index=given[row],
        point_text=problem.title,
        note="" if fit.value >= 0.85 else f"{fit.lacking}{where}",
        source=source,
        criterion="查全",
    )


def sure(got: dict[int, tuple[int, Fit]], case: Case) -> float:
    """The clearer the fits (near 0 or 1), the surer."""
    values = [got[column][1].value if column in got else 0.0 for column in range(len(case.problems))]
    doubt = sum(1 - abs(2 * value - 1) for value in values) / len(values)
    return round(0.9 - 0.6 * doubt, 2)


def recall_why(case: Case, got: dict[int, tuple[int, Fit]]) -> str:
    found = [case.problems[column].title for column, (_, fit) in got.items() if fit.value >= FOUND]
    missed = [problem.title for column, problem in enumerate(case.problems) if column not in got]
    text = f"{len(case.problems)} 个问题中清楚找到 {len(found)} 个。"
    return text + (f"没有发现：{'；'.join(missed)}。" if missed else "")


def precision_why(given: int, paired: int, herrings: int) -> str:
    if given == paired:
        return f"所列 {given} 条都指向本案的问题。"
    text = f"所列 {given} 条中有 {given - paired} 条不是本案的问题，或与其他条重复。"
    return text + (f"其中 {herrings} 条把正常事项当成问题，每条另扣 {HERRING_COST:g} 分。" if herrings else "")


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """Each problem's reference finding, or else its title with its qualification and facts."""
    return {"findings": [ideal_of(entry) for entry in case_of(source).problems]}


def ideal_of(problem: Problem) -> str:
    told = [point.text for point in problem.points if point.aspect in {"定性", "事实"}]
    return "。".join((problem.title, *told))


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Every problem of the case with its points, then what only looks like a problem."""
    case = case_of(source)
    parts = [
        (f"问题{han(number)}：{entry.title}", dict(told_points(case, entry))["评分要点与出处"])
        for number, entry in enumerate(case.problems, start=1)
    ]
    if case.red_herrings:
        told = "\n".join(
            f"- {entry.quote or f'{entry.material}·{entry.row}'} —— {entry.why}" for entry in case.red_herrings
        )
        parts.append(("看似问题、其实不是", told))
    return tuple(parts)


KIND = Kind(
    name="discover",
    title="发现问题",
    scope="case",
    version=VERSION,
    criteria=(("查全", 100.0), ("查准", 100.0)),
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
