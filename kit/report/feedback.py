"""A score as a page that people read: total, criteria, what met which point, what is missing, the reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kit.model.prompt import Prompt
from kit.model.score import Criterion, Flag, Match, Score, Scored
from kit.report import markdown
from kit.report.spans import Highlight, highlighted
from kit.report.style import style_tag
from kit.report.told import ROW_FIELDS, FieldText, told

MET, PARTLY = 0.75, 0.3
"""Credit from which a scoring point counts as met, and as partly met."""

WORDS = ((90.0, "优秀", "good"), (80.0, "良好", "good"), (60.0, "合格", "fair"), (0.0, "还需加强", "bad"))

FLAG_NAMES = {
    "empty": "没有作答",
    "copied": "照抄材料",
    "repeated": "内容重复",
    "slogan": "空话套话",
    "overstep": "越权越界",
    "unsupported_number": "数字没有出处",
    "wrong_number": "数字有误",
    "contradicted": "与材料相反",
    "wrong_statement": "表述不当",
    "red_herring": "误把干扰当问题",
    "overstated": "拔高",
    "understated": "定低",
    "wrong_subject": "主体不对",
    "fragment": "碎片化",
    "padding": "凑数",
    "sham": "虚假整改",
    "improper_owner": "责任主体不当",
    "vague_deadline": "时限笼统",
    "unrelated": "与题目无关",
    "injection": "夹带评分指令",
}
"""Flag kinds of the contract in words; others are shown as 提醒."""


def score_fragment(
    score: Score,
    raw: Mapping[str, Any],
    prompt: Prompt,
    *,
    reveal: Sequence[tuple[str, str]] = (),
    passages: Mapping[str, str] | None = None,
    pass_mark: float = 60.0,
    open_reference: bool = True,
    answer_title: str = "你的作答",
) -> str:
    """One scored answer as an HTML fragment; everything in it is escaped.

    Parameters
    ----------
    score, raw, prompt
        What it earned, the raw answer in the contract's form, and the question.
    reveal
        (heading, Markdown) of the reference answer; left out where empty.
    passages
        Unit name → text, to quote what a missed point rests on.
    """
    if not isinstance(score, Scored):
        why = Markup('<div class="kit-note kit-warn">这次没有评分（不是零分）：{}</div>').format(score.reason)
        return str(Markup('<div class="kit-feedback">{}{}</div>').format(why, reference_part(reveal, open_reference)))
    score = in_words(score)
    notes = numbered(score)
    parts = [
        total_part(score, pass_mark),
        beside(
            criteria_part(score.criteria) + answer_part(told(prompt, raw), notes, answer_title),
            missing_part(score, passages or {}) + flags_part(score.flags, notes),
        ),
        reference_part(reveal, open_reference),
    ]
    return str(Markup('<div class="kit-feedback">{}</div>').format(Markup("").join(parts)))


def in_words(score: Scored) -> Scored:
    """The score with each match under the name by which people see its criterion."""
    names = {criterion.name: criterion.shown for criterion in score.criteria}
    told_matches = (
        match.model_copy(update={"criterion": names.get(match.criterion, match.criterion)}) for match in score.matches
    )
    return score.model_copy(update={"matches": tuple(told_matches)})


def feedback_page(title: str, sections: Iterable[tuple[str, str]], *, intro: str = "") -> str:
    """A self-contained HTML page of (heading, HTML fragment) sections; ``intro`` is Markdown."""
    body = Markup("").join(
        Markup("<section><h2>{}</h2>{}</section>").format(heading, Markup(fragment)) for heading, fragment in sections
    )
    return str(
        Markup(
            '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>{style}</head>'
            '<body><main class="kit-page"><h1>{title}</h1>{intro}{body}</main></body></html>\n'
        ).format(title=title, style=style_tag(), intro=markdown.block(intro) if intro else "", body=body)
    )


def word_for(total: float, pass_mark: float = 60.0) -> tuple[str, str]:
    """The plain word for a total, and its look. Below the pass mark nothing is called 合格 or better."""
    if total < pass_mark:
        return WORDS[-1][1:]
    return next(((word, look) for least, word, look in WORDS[:-1] if total >= least), ("合格", "fair"))


@dataclass(frozen=True)
class Note:
    """One numbered remark on words of the answer."""

    number: int
    look: str
    span: tuple[int, int]
    row: int | None
    field: str | None
    index: int | None
    text: Markup
    source: Match | Flag


def numbered(score: Scored) -> tuple[Note, ...]:
    """Remarks on words of the answer, numbered in reading order."""
    found: list[tuple[Match | Flag, tuple[int, int], str, Markup]] = []
    for match in score.matches:
        if match.span and match.credit >= PARTLY:
            found.append((match, match.span, "met" if match.credit >= MET else "part", match_words(match)))
    for flag in score.flags:
        if flag.span:
            found.append((flag, flag.span, "held", flag_words(flag)))
    found.sort(key=lambda entry: (entry[0].index or 0, entry[0].row or 0, field_place(entry[0].field), entry[1]))
    return tuple(
        Note(n, look, span, source.row, source.field, source.index, words, source)
        for n, (source, span, look, words) in enumerate(found, start=1)
    )


def field_place(field: str | None) -> int:
    order = [name for name, _ in ROW_FIELDS]
    return order.index(field) if field in order else 0


def match_words(match: Match) -> Markup:
    state = "写到了" if match.credit >= MET else "写到一部分"
    criterion = Markup('<span class="kit-soft">{}</span> ').format(match.criterion) if match.criterion else ""
    missing = Markup(' <span class="kit-soft">{}</span>').format(match.note) if match.note else ""
    return Markup("{}{}：{}{}").format(criterion, state, match.point_text or match.point, missing)


def flag_words(flag: Flag) -> Markup:
    share = f"（约占 {round(100 * flag.share)}%）" if flag.share is not None else ""
    return Markup('<span class="kit-key">{}</span>{} {}').format(FLAG_NAMES.get(flag.kind, "提醒"), share, flag.note)


def total_part(score: Scored, pass_mark: float) -> Markup:
    word, look = word_for(score.total, pass_mark)
    review = (
        Markup('<div class="kit-note">机器对这份作答把握不大，请把分数当作参考，有条件时请教员复看。</div>')
        if score.needs_review
        else ""
    )
    summary = Markup("<p>{}</p>").format(score.summary) if score.summary else ""
    return Markup(
        '<div class="kit-total"><b class="kit-{look}">{total:g}</b><span class="kit-soft">/ 100 分</span>'
        '<span class="kit-word kit-{look}">{word}</span></div>{summary}{review}'
    ).format(look=look, total=score.total, word=word, summary=summary, review=review)


def beside(left: Markup, right: Markup) -> Markup:
    """Two parts, beside each other where there is room."""
    return Markup('<div class="kit-two"><div>{}</div><div>{}</div></div>').format(left, right) if right else left


def criteria_part(criteria: Sequence[Criterion]) -> Markup:
    """Each criterion as a bar with mark, largest mark and why."""
    if not criteria:
        return Markup("")
    return Markup('<h3>各项得分</h3><div class="kit-criteria">{}</div>').format(
        Markup("").join(criterion_row(criterion) for criterion in criteria)
    )


def criterion_row(criterion: Criterion) -> Markup:
    share = criterion.mark / criterion.max_mark if criterion.max_mark > 0 else 0.0
    share = min(1.0, max(0.0, share))
    look = "good" if share >= 0.8 else "fair" if share >= 0.5 else "bad"
    return Markup(
        '<span class="kit-key">{name}</span><span class="kit-bar kit-{look}"><i style="width:{width}%"></i></span>'
        '<span class="kit-mark">{mark:g} / {top:g}</span><span class="kit-why">{why}</span>'
    ).format(
        name=criterion.shown,
        look=look,
        width=round(100 * share),
        mark=round(criterion.mark, 2),
        top=criterion.max_mark,
        why=criterion.why,
    )


def answer_part(fields: Sequence[FieldText], notes: Sequence[Note], title: str) -> Markup:
    """The answer with highlights, a legend, and the numbered notes."""
    if not fields:
        return Markup("")
    is_rows = any(field.row is not None and field.field in dict(ROW_FIELDS) for field in fields)
    body = rows_table(fields, notes) if is_rows else Markup("").join(field_box(field, notes) for field in fields)
    legend = (
        Markup(
            '<p class="kit-soft kit-legend"><span><mark class="kit-met">绿色实线</mark> 写到要点</span>'
            '<span><mark class="kit-part">橙色虚线</mark> 写到一部分</span>'
            '<span><mark class="kit-held">红色波浪线</mark> 需要改</span></p>'
        )
        if notes
        else ""
    )
    items = Markup("").join(
        Markup('<li><span class="kit-n">{}</span><span>{}</span></li>').format(note.number, note.text) for note in notes
    )
    remarks = Markup('<ul class="kit-notes">{}</ul>').format(items) if notes else ""
    return Markup("<h3>{}</h3>{}{}{}").format(title, legend, body, remarks)


def field_box(field: FieldText, notes: Sequence[Note]) -> Markup:
    label = Markup('<div class="kit-soft">{}</div>').format(field.label) if field.label else ""
    words = marked(field, notes) if field.text else Markup('<span class="kit-soft">（空）</span>')
    return Markup('{}<div class="kit-answer">{}</div>').format(label, words)


def rows_table(fields: Sequence[FieldText], notes: Sequence[Note]) -> Markup:
    rows: dict[int, list[FieldText]] = {}
    for field in fields:
        rows.setdefault(field.row or 0, []).append(field)
    head = Markup("").join(Markup("<th>{}</th>").format(label) for _, label in ROW_FIELDS)
    body = Markup("").join(
        Markup('<tr><td class="kit-num">{}</td>{}</tr>').format(
            number + 1, Markup("").join(Markup("<td>{}</td>").format(marked(cell, notes)) for cell in cells)
        )
        for number, cells in rows.items()
    )
    return Markup(
        '<div class="kit-scroll"><table class="kit-table"><thead><tr><th class="kit-num">序号</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(head, body)


def marked(field: FieldText, notes: Sequence[Note]) -> Markup:
    return highlighted(
        field.text, [Highlight(*note.span, note.number, note.look) for note in notes if belongs(note, field)]
    )


def belongs(note: Note, field: FieldText) -> bool:
    if field.row is not None or note.row is not None:
        return note.row == field.row and note.field in (field.field, None)
    if field.index is not None or note.index is not None:
        return note.index == field.index
    return note.field in (field.field, None, "text")


WRITTEN = frozenset({"finding", "measures", "discover", "rewrite"})
"""Kinds whose answer is a text: there a point is written, elsewhere it is answered."""


def missing_part(score: Scored, passages: Mapping[str, str]) -> Markup:
    """What was missed, and what is still missing of what was partly met, with the material's passage."""
    missed = [match for match in score.matches if match.credit < MET]
    states = ("没有写到", "只写到一部分") if score.task in WRITTEN else ("没有答对", "只答对一部分")
    if not missed:
        return Markup("")
    items = Markup("").join(missing_item(match, states[match.credit >= PARTLY], passages) for match in missed)
    return Markup("<h3>还缺什么，为什么要紧</h3><ul>{}</ul>").format(items)


def missing_item(match: Match, state: str, passages: Mapping[str, str]) -> Markup:
    criterion = Markup('<span class="kit-chip">{}</span>').format(match.criterion) if match.criterion else ""
    note = Markup('<div class="kit-soft">{}</div>').format(match.note) if match.note else ""
    quotes = Markup("").join(
        Markup('<div class="kit-passage"><span class="kit-key">{}</span> {}</div>').format(
            name, markdown.inline(shortened(passages[name]))
        )
        for name in match.source
        if name in passages
    )
    return Markup("<li>{}{}：{}{}{}</li>").format(criterion, state, match.point_text or match.point, note, quotes)


def shortened(passage: str, longest: int = 220) -> str:
    return passage if len(passage) <= longest else passage[:longest] + "……"


def flags_part(flags: Sequence[Flag], notes: Sequence[Note]) -> Markup:
    """What was held against the answer, in words, with its number in the text where it has one."""
    if not flags:
        return Markup("")
    numbers = {id(note.source): note.number for note in notes}
    items = Markup("").join(
        Markup("<li>{}{}</li>").format(
            flag_words(flag),
            Markup('<sup class="kit-ref">{}</sup>').format(numbers[id(flag)]) if id(flag) in numbers else "",
        )
        for flag in flags
    )
    return Markup("<h3>扣分与提醒</h3><ul>{}</ul>").format(items)


def reference_part(reveal: Sequence[tuple[str, str]], is_open: bool) -> Markup:
    if not reveal:
        return Markup("")
    body = Markup("").join(Markup("<h4>{}</h4>{}").format(heading, markdown.block(text)) for heading, text in reveal)
    return Markup("<details{}><summary>参考答案</summary>{}</details>").format(Markup(" open") if is_open else "", body)
