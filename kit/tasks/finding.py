"""finding 问题底稿: state a problem with its qualification, facts, basis and analysis, in sober words.

Marked on the rubric's five criteria against the key's scoring points; one judge a criterion, in kit/tasks/textscore.
"""

from __future__ import annotations

from typing import Any

from kit.model.answer import FindingAnswer
from kit.model.case import Problem
from kit.model.prompt import Prompt, TextForm
from kit.model.score import Flag, Score, Scored, Unscored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import asked_problem, background_of, case_of, minutes_of, problem_id, title_of
from kit.tasks.reading import Reader
from kit.tasks.rubric import FINDING, TOP_MARK
from kit.tasks.textscore import analysis, basis, facts, qualify, wording
from kit.tasks.textscore.answer import LONGEST_JUDGED, Answer, plain, read
from kit.tasks.textscore.contrary import Contrary, contrary_of
from kit.tasks.textscore.discount import discounted
from kit.tasks.textscore.ground import Ground, ground_of
from kit.tasks.textscore.own import Own, own_of
from kit.tasks.textscore.reveal import told_points
from kit.tasks.textscore.verdict import Verdict, needs_review, total_of
from kit.text.encoder import Encoder, default_encoder

VERSION = "finding/1"
SHORTEST, LONGEST = 150, 600


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The problem area with what a 底稿 needs. Raises UnknownNameError."""
    asked = asked_problem(source, problem)
    return Prompt(
        kind="finding",
        kind_title=KIND.title,
        title=title_of(source),
        instruction=asked.prompt,
        form=TextForm(
            label="问题底稿",
            advice="先定性（谁、什么责任没落实），再写事实（时间、次数、金额、对象）、依据（制度名称和条款）、原因责任和影响。"
            "只写材料能证明的，不作违纪违法结论。",
            shortest=SHORTEST,
            longest=LONGEST,
        ),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> FindingAnswer:
    """``{"problem": "P1", "text": "…"}``. Raises AnswerFormatError."""
    reader = Reader(raw)
    problem = problem_id(reader, source)
    text = reader.text("text")
    reader.finish()
    return FindingAnswer(problem=problem, text=text)


def score(answer: FindingAnswer, source: Source) -> Score:
    """Marks 0–4 on 定性 事实 依据 分析 表述; the total is 5 × their sum, at most 30 where 定性 is below 0.5."""
    case = case_of(source)
    problem = asked_problem(source, answer.problem)
    if not problem.points:
        return Unscored(task="finding", reason="本题没有评分要点，无法评分", scorer=VERSION)
    encoder = default_encoder()
    if not answer.text.strip():
        return nothing(encoder, Flag(kind="empty", note="未作答，计 0 分"))
    asked = plain(f"{title_of(source)}{prompt(source, problem.id).instruction}")
    return judged(answer.text, ground_of(case, problem), encoder, asked)


def judged(text: str, ground: Ground, encoder: Encoder, asked: str = "") -> Scored:
    """One finding held against one problem's ground; ``asked`` is the question, which earns nothing."""
    answer = read(text, ground, encoder, asked)
    if not answer.clauses:
        return nothing(encoder, Flag(kind="copied", note="只重复了题目，没有作答", span=(0, len(text))))
    contrary = contrary_of(answer, ground)
    own = own_of(answer, ground)
    verdicts = verdicts_of(answer, ground, contrary, own)
    flags = (
        *too_long(text),
        *contrary.flags,
        *own.flags,
        *(flag for verdict in verdicts.values() for flag in verdict.flags),
    )
    return Scored(
        task="finding",
        total=total_of(verdict.mark for verdict in verdicts.values()),
        criteria=tuple(verdict.criterion(name) for name, verdict in verdicts.items()),
        matches=tuple(match for verdict in verdicts.values() for match in verdict.matches),
        flags=flags,
        summary=summary(verdicts),
        needs_review=needs_review(verdicts.values(), flags),
        scorer=f"{VERSION} {encoder.name}",
    )


def too_long(text: str) -> tuple[Flag, ...]:
    """Told where an answer is so long that its end was not held against the key."""
    if len(text) <= LONGEST_JUDGED:
        return ()
    note = f"全文 {len(text)} 字，只评前 {LONGEST_JUDGED} 字，底稿应当简洁"
    return (Flag(kind="padding", note=note, span=(LONGEST_JUDGED, len(text))),)


def verdicts_of(answer: Answer, ground: Ground, contrary: Contrary, own: Own) -> dict[str, Verdict]:
    """Every criterion's verdict, in the rubric's order."""
    told = {
        "定性": qualify.judge(answer, ground, contrary),
        "事实": facts.judge(answer, ground, contrary),
        "依据": basis.judge(answer, ground),
        "分析": analysis.judge(answer, ground, contrary),
    }
    told = discounted(told, answer.text, own)
    return {**told, wording.NAME: wording.judge(answer, told, own)}


def summary(verdicts: dict[str, Verdict]) -> str:
    """One sentence: what is strongest, and what to mend first."""
    weakest = min(verdicts, key=lambda name: verdicts[name].mark)
    strongest = max(verdicts, key=lambda name: verdicts[name].mark)
    if verdicts[weakest].mark >= 3.5:
        return "五个维度都达到要求。"
    if verdicts[strongest].mark < 1:
        return "作答与本题的要点基本没有对上，请重新阅读材料，从“是什么问题”写起。"
    return f"较好的是“{strongest}”，最需要改进的是“{weakest}”：{verdicts[weakest].why}"


def nothing(encoder: Encoder, flag: Flag) -> Scored:
    """What an answer earns that says nothing of its own."""
    return Scored(
        task="finding",
        total=0.0,
        criteria=tuple(Verdict(0.0, f"{flag.note}。", 1.0).criterion(name) for name in FINDING),
        flags=(flag,),
        summary=f"{flag.note}。",
        scorer=f"{VERSION} {encoder.name}",
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The reference finding; None where the author gave none."""
    asked = asked_problem(source, problem)
    if asked.reference is None or not asked.reference.finding.strip():
        return None
    return {"problem": asked.id, "text": asked.reference.finding}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Reference, the key's points with their passages, and what must not be said."""
    asked = asked_problem(source, problem)
    return (*reference_of(asked), *told_points(case_of(source), asked))


def reference_of(problem: Problem) -> tuple[tuple[str, str], ...]:
    text = problem.reference.finding.strip() if problem.reference else ""
    return (("参考底稿", text),) if text else ()


KIND = Kind(
    name="finding",
    title="问题底稿",
    scope="problem",
    version=VERSION,
    criteria=tuple((name, TOP_MARK) for name in FINDING),
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
