"""measures 整改措施: rows of measure, owner, deadline and deliverable against one problem.

Marked on the rubric's five criteria against the key's measure points; judges in kit/tasks/textscore.
"""

from __future__ import annotations

from typing import Any

from kit.model.answer import MeasuresAnswer
from kit.model.case import MeasureRow
from kit.model.prompt import Prompt, RowsForm
from kit.model.score import Flag, Score, Scored, Unscored
from kit.tasks.kind import Kind, RawAnswer, Source
from kit.tasks.naming import area_of, asked_problem, background_of, case_of, minutes_of, problem_id, title_of
from kit.tasks.reading import Reader, type_name
from kit.tasks.rubric import MEASURES, TOP_MARK
from kit.tasks.textscore import aim, practice
from kit.tasks.textscore.answer import plain
from kit.tasks.textscore.ground import Ground, ground_of
from kit.tasks.textscore.reveal import told_measures
from kit.tasks.textscore.rows import ROWS_JUDGED, read_rows
from kit.tasks.textscore.verdict import Verdict, needs_review, total_of
from kit.text.encoder import Encoder, default_encoder

VERSION = "measures/1"
FIELDS = ("measure", "owner", "deadline", "deliverable")
MOST_ROWS = 500


def prompt(source: Source, problem: str | None = None) -> Prompt:
    """The problem area and the four fields of a row. Raises UnknownNameError."""
    asked = asked_problem(source, problem)
    return Prompt(
        kind="measures",
        kind_title=KIND.title,
        title=title_of(source),
        instruction=f"针对“{area_of(asked)}”制定整改措施：既要立行立改，又要建章立制、举一反三，考虑长远。",
        form=RowsForm(
            fields=(
                ("measure", "整改措施", "写清做什么、对什么做、怎么做，一条一件事"),
                ("owner", "责任主体", "具体到部门和责任人"),
                ("deadline", "完成时限", "具体日期，长期事项写明周期"),
                ("deliverable", "成果形式", "事后能查验的东西：凭证、制度文本、台账等"),
            )
        ),
        background=background_of(source),
        minutes=minutes_of(source),
    )


def parse(raw: RawAnswer, source: Source) -> MeasuresAnswer:
    """``{"problem": "P1", "rows": [{"measure": "…", "owner": "…", "deadline": "…", "deliverable": "…"}]}``."""
    reader = Reader(raw)
    problem = problem_id(reader, source)
    rows = rows_of(reader)
    reader.finish()
    return MeasuresAnswer(problem=problem, rows=rows)


def rows_of(reader: Reader) -> tuple[MeasureRow, ...]:
    """The field ``rows``; a missing field of a row is an empty one."""
    value = reader.raw.get("rows")
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        reader.fault("rows", f"应是列表，现为 {type_name(value)}")
        return ()
    if len(value) > MOST_ROWS:
        reader.fault("rows", f"有 {len(value)} 条，超过 {MOST_ROWS} 条，请删减后再交")
        return ()
    rows = []
    for place, entry in enumerate(value):
        if not isinstance(entry, dict):
            reader.fault(f"rows[{place}]", f"应是“名称: 值”的对应，现为 {type_name(entry)}")
            continue
        rows.append(MeasureRow(**{name: reader.as_text(entry.get(name), f"rows[{place}].{name}") for name in FIELDS}))
    return tuple(rows)


def score(answer: MeasuresAnswer, source: Source) -> Score:
    """Marks 0–4 on 针对 操作 责任时限 长效 实效; the total is 5 × their sum, at most 30 where 针对 is below 0.5."""
    case = case_of(source)
    problem = asked_problem(source, answer.problem)
    if not problem.measures:
        return Unscored(task="measures", reason="本题没有措施要点，无法评分", scorer=VERSION)
    encoder = default_encoder()
    if not any(getattr(row, name).strip() for row in answer.rows for name in FIELDS):
        return empty(encoder)
    asked = plain(f"{title_of(source)}{prompt(source, problem.id).instruction}{problem.prompt}")
    return judged(answer.rows, ground_of(case, problem), encoder, asked)


def judged(answered: tuple[MeasureRow, ...], ground: Ground, encoder: Encoder, asked: str = "") -> Scored:
    """One set of measures held against one problem's ground; ``asked`` is the question, which earns nothing."""
    rows = read_rows(answered, ground, encoder, asked)
    verdicts = {
        "针对": aim.judge(rows, ground),
        "操作": practice.operable(rows),
        "责任时限": practice.accountable(rows),
        "长效": practice.lasting(rows, ground),
        "实效": practice.effective(rows),
    }
    flags = (*too_many(answered), *(flag for verdict in verdicts.values() for flag in verdict.flags))
    return Scored(
        task="measures",
        total=total_of(verdict.mark for verdict in verdicts.values()),
        criteria=tuple(verdict.criterion(name) for name, verdict in verdicts.items()),
        matches=tuple(match for verdict in verdicts.values() for match in verdict.matches),
        flags=flags,
        summary=summary(verdicts, len(rows)),
        needs_review=needs_review(verdicts.values(), flags),
        scorer=f"{VERSION} {encoder.name}",
    )


def too_many(answered: tuple[MeasureRow, ...]) -> tuple[Flag, ...]:
    """Told where there are so many rows that the last ones were not held against the key."""
    if len(answered) <= ROWS_JUDGED:
        return ()
    return (Flag(kind="padding", note=f"共 {len(answered)} 条，只评前 {ROWS_JUDGED} 条", row=ROWS_JUDGED),)


def summary(verdicts: dict[str, Verdict], rows: int) -> str:
    weakest = min(verdicts, key=lambda name: verdicts[name].mark)
    if verdicts[weakest].mark >= 3.5:
        return f"共 {rows} 条措施，五个维度都达到要求。"
    return f"共 {rows} 条措施，最需要改进的是“{weakest}”：{verdicts[weakest].why}"


def empty(encoder: Encoder) -> Scored:
    return Scored(
        task="measures",
        total=0.0,
        criteria=tuple(Verdict(0.0, "未作答。", 1.0).criterion(name) for name in MEASURES),
        flags=(Flag(kind="empty", note="未作答，计 0 分"),),
        summary="未作答。",
        scorer=f"{VERSION} {encoder.name}",
    )


def ideal(source: Source, problem: str | None = None) -> dict[str, Any] | None:
    """The reference measures; None where the author gave none."""
    asked = asked_problem(source, problem)
    if asked.reference is None or not asked.reference.measures:
        return None
    return {"problem": asked.id, "rows": [row.model_dump() for row in asked.reference.measures]}


def reveal(source: Source, problem: str | None = None) -> tuple[tuple[str, str], ...]:
    """Reference rows as a table, then the key's measure points and proper owners."""
    asked = asked_problem(source, problem)
    rows = asked.reference.measures if asked.reference else ()
    table = "\n".join(
        (
            "| 整改措施 | 责任主体 | 时限 | 成果 |",
            "|---|---|---|---|",
            *(f"| {' | '.join(cells(row))} |" for row in rows),
        )
    )
    return (*((("参考措施", table),) if rows else ()), *told_measures(case_of(source), asked))


def cells(row: MeasureRow) -> tuple[str, ...]:
    return tuple(" ".join(getattr(row, name).split()).replace("|", "/") for name in FIELDS)


KIND = Kind(
    name="measures",
    title="整改措施",
    scope="problem",
    version=VERSION,
    criteria=tuple((name, TOP_MARK) for name in MEASURES),
    prompt=prompt,
    parse=parse,
    score=score,
    ideal=ideal,
    reveal=reveal,
)
