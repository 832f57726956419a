"""Feedback: everything is shown, everything is escaped, nothing is fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from kit.model import prompt as forms
from kit.model.case import MeasureRow
from kit.model.exercise import Choice
from kit.model.score import Criterion, Flag, Match, Scored, Unscored
from kit.report import markdown
from kit.report.feedback import FLAG_NAMES, feedback_page, score_fragment, word_for
from kit.report.spans import Highlight, highlighted
from kit.report.told import TELLERS, told

TEXT = forms.TextForm(label="问题底稿", advice="", shortest=1, longest=9)
ROWS = forms.RowsForm(fields=(("measure", "措施", ""), ("owner", "责任", "")))
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style><script>x</script>",
    "&lt;script&gt;",
    "{{ 7*7 }} {0} {} %s",
    "[点我](javascript:alert(1))",
    "![图](http://evil.example/x.png)",
    "<http://evil.example>",
    "`code` **粗** <b>x</b>",
    "\u202e倒写\x00\x07",
    "]]>--><!--",
]
ALLOWED_TAGS = """html head meta title style body main section div span b i p h1 h2 h3 h4 ul ol li mark sup table thead
tbody tr th td details summary strong em code pre br hr blockquote"""
ALLOWED = frozenset(ALLOWED_TAGS.split())


class Checker(HTMLParser):
    """Collects tags and attributes as a browser would read them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def prompt_for(form: Any, kind: str = "finding") -> forms.Prompt:
    return forms.Prompt(kind=kind, kind_title="题型", title="标题", instruction="请作答", form=form)


def scored(**more: Any) -> Scored:
    base: dict[str, Any] = {"task": "finding", "total": 72.5, "criteria": ()}
    return Scored(**(base | more))


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_text_stays_text_everywhere(bad: str) -> None:
    score = scored(
        criteria=(Criterion(name=bad, mark=1, max_mark=4, why=bad),),
        matches=(
            Match(point=bad, credit=1, span=(0, 3), point_text=bad, note=bad, criterion=bad),
            Match(point=bad, credit=0, point_text=bad, note=bad, source=(bad,), criterion=bad),
        ),
        flags=(Flag(kind=bad, note=bad, span=(1, 4)), Flag(kind="copied", note=bad, share=0.5)),
        summary=bad,
    )
    fragment = score_fragment(score, {"text": bad}, prompt_for(TEXT), reveal=((bad, bad),), passages={bad: bad})
    read = Checker(feedback_page(bad, [(bad, fragment)], intro=bad))
    assert set(read.tags) <= ALLOWED
    assert read.tags.count("style") == 1
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("href", "src")]
    assert bad.replace("\x00", "") in "".join(read.text).replace("\x00", "").replace("\ufffd", "")


@pytest.mark.parametrize(("span", "shown"), [((0, 2), "甲乙"), ((2, 99), "丙丁"), ((-5, 1), "甲")])
def test_spans_mark_the_words_they_name(span: tuple[int, int], shown: str) -> None:
    assert str(highlighted("甲乙丙丁", [Highlight(*span, 1, "met")])) in (
        f'<mark class="kit-met">{shown}</mark><sup class="kit-ref">1</sup>丙丁',
        f'甲乙<mark class="kit-met">{shown}</mark><sup class="kit-ref">1</sup>',
        f'<mark class="kit-met">{shown}</mark><sup class="kit-ref">1</sup>乙丙丁',
    )


@pytest.mark.parametrize("span", [(2, 2), (3, 1), (9, 12), (-4, 0)])
def test_spans_outside_the_text_or_empty_are_left_out(span: tuple[int, int]) -> None:
    assert str(highlighted("甲乙丙丁", [Highlight(*span, 1, "met")])) == "甲乙丙丁"


def test_overlapping_spans_keep_every_number_and_every_character_once() -> None:
    marked = str(highlighted("一<二三四五", [Highlight(0, 4, 1, "met"), Highlight(2, 6, 2, "held")]))
    assert "".join(Checker(marked).text) == "一<二三1四五2"
    assert marked.count('class="kit-held"') == 2


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("甲乙，丙丁。", [(0, 6, "met")], "[甲乙，丙丁]1。"),  # no stop in colour
        ("甲乙，丙丁。", [(0, 5, "held"), (0, 6, "met")], "{甲乙，丙丁}1,2。"),  # the stop is all that differs
        ("甲乙，丙丁。", [(0, 2, "held"), (3, 5, "held"), (0, 6, "met")], "{甲乙}1，{丙丁}2,3。"),
        ("甲乙丙丁戊", [(0, 5, "met"), (1, 3, "met")], "[甲乙丙丁戊]1,2"),  # within, and no graver
        ("甲乙丙丁戊", [(0, 5, "met"), (1, 3, "held")], "[甲]{乙丙}2[丁戊]1"),  # graver: its own words show it
        ("甲乙丙丁戊", [(0, 5, "held"), (1, 3, "met")], "{甲乙丙丁戊}1,2"),
        ("甲乙丙丁戊", [(0, 4, "met"), (0, 5, "met")], "[甲乙丙丁戊]1,2"),
        ("甲乙，丙丁。戊己", [(0, 2, "part"), (6, 8, "part"), (0, 8, "met")], "(甲乙)1，[丙丁]。(戊己)2,3"),
        ("占比97%，多", [(2, 6, "met")], "占比[97%]1，多"),
        ("按《条例》办", [(1, 5, "met")], "按[《条例》]1办"),
        ("。，。", [(0, 3, "met")], "[。，。]1"),  # nothing but punctuation: shown all the same
    ],
)
def test_highlights_of_the_same_words_share_a_mark(text: str, spans: list[tuple[int, int, str]], shown: str) -> None:
    marked = str(highlighted(text, marks_of(spans)))
    for look, (left, right) in {"met": "[]", "held": "{}", "part": "()"}.items():
        marked = re.sub(f'<mark class="kit-{look}">(.*?)</mark>', rf"{left}\1{right}", marked)
    assert re.sub(r"<[^>]+>", "", marked) == shown


def marks_of(spans: list[tuple[int, int, str]]) -> list[Highlight]:
    return [Highlight(start, end, number, look) for number, (start, end, look) in enumerate(spans, start=1)]


@pytest.mark.parametrize(
    ("task", "credit", "told_state"),
    [
        ("finding", 0.0, "没有写到："),
        ("rewrite", 0.5, "只写到一部分："),
        ("judgement", 0.0, "没有答对："),
        ("verify", 0.5, "只答对一部分："),
    ],
)
def test_what_is_missing_is_told_in_the_words_of_the_kind(task: str, credit: float, told_state: str) -> None:
    score = scored(task=task, matches=(Match(point="a", credit=credit, point_text="先报告"),))
    assert f"{told_state}先报告" in "".join(Checker(score_fragment(score, {}, prompt_for(TEXT, task))).text)


def test_a_criterion_is_shown_by_its_label() -> None:
    score = scored(
        criteria=(Criterion(name="J1", label="情境 1", mark=1, max_mark=2),),
        matches=(Match(point="J1", credit=0, point_text="报告", criterion="J1"),),
    )
    page = score_fragment(score, {}, prompt_for(TEXT))
    assert page.count("情境 1") == 2
    assert "J1" not in page


@pytest.mark.parametrize(
    ("total", "pass_mark", "word"),
    [
        (100, 60, "优秀"),
        (90, 60, "优秀"),
        (89.9, 60, "良好"),
        (60, 60, "合格"),
        (59.9, 60, "还需加强"),
        (75, 80, "还需加强"),
        (45, 40, "合格"),
        (0, 0, "合格"),
    ],
)
def test_the_plain_word_follows_total_and_pass_mark(total: float, pass_mark: float, word: str) -> None:
    assert word_for(total, pass_mark)[0] == word


def test_a_score_tells_total_criteria_met_missing_and_held_against() -> None:
    score = scored(
        criteria=(Criterion(name="定性", mark=3, max_mark=4, why="高度略欠"),),
        matches=(
            Match(point="P1.1", credit=0.9, span=(0, 2), point_text="以书记办公会代替党组会", criterion="定性"),
            Match(
                point="P1.2", credit=0.4, span=(2, 4), point_text="七次研究大额资金", note="缺 7 次", criterion="事实"
            ),
            Match(point="P1.3", credit=0, point_text="违反三重一大", source=("会议记录·3", "无此段"), criterion="依据"),
        ),
        flags=(Flag(kind="unsupported_number", note="9 次没有出处", span=(3, 5)),),
        needs_review=True,
    )
    page = score_fragment(
        score, {"text": "甲乙丙丁戊己"}, prompt_for(TEXT), passages={"会议记录·3": "书记**办公会**决定"}
    )
    text = "".join(Checker(page).text)
    for told_text in (
        "72.5",
        "3 / 4",
        "高度略欠",
        "写到了：以书记办公会代替党组会",
        "写到一部分：七次研究大额资金",
        "没有写到：违反三重一大",
        "会议记录·3",
        "书记办公会决定",
        "数字没有出处",
        "9 次没有出处",
        "请教员复看",
    ):
        assert told_text in text
    assert "无此段" not in text
    assert "参考答案" not in text
    assert "width:75%" in page


def test_spans_of_rows_and_findings_stand_in_their_own_field() -> None:
    rows = {"rows": [{"measure": "修订办法", "owner": "办公室"}, {"measure": "开会", "owner": "各部门"}]}
    score = scored(flags=(Flag(kind="improper_owner", note="笼统", row=1, field="owner", span=(0, 3)),))
    page = score_fragment(score, rows, prompt_for(ROWS, "measures"))
    assert '<mark class="kit-held">各部门</mark>' in page
    assert page.count('<mark class="kit-held">') == 2  # the legend's, and this one
    found = scored(matches=(Match(point="P1", credit=1, index=1, span=(0, 2), point_text="问题"),))
    page = score_fragment(
        found, {"findings": ["甲乙丙", "丁戊己"]}, prompt_for(forms.TextListForm(label="问题", advice=""))
    )
    assert '<mark class="kit-met">丁戊</mark>' in page
    assert "甲乙丙</div>" in page


def test_unscored_is_told_as_such_and_never_as_zero() -> None:
    page = score_fragment(
        Unscored(task="finding", reason="没有要点"), {"text": ""}, prompt_for(TEXT), reveal=(("参考", "x"),)
    )
    text = "".join(Checker(page).text)
    assert "没有评分（不是零分）：没有要点" in text
    assert "/ 100" not in text
    assert "参考答案" in text


@pytest.mark.parametrize("is_open", [True, False])
def test_the_reference_stands_in_a_fold(is_open: bool) -> None:
    page = score_fragment(scored(), {}, prompt_for(TEXT), reveal=(("要点", "- 一\n- 二"),), open_reference=is_open)
    assert ("<details open>" in page) is is_open
    assert page.count("<li>") == 2


CHOICES = (Choice(id="a", text="先报告"), Choice(id="b", text="后报告"))
ANSWERS: list[tuple[Any, dict[str, Any], list[str]]] = [
    (TEXT, {"text": "正文"}, ["正文"]),
    (forms.TextListForm(label="", advice=""), {"findings": ["一", "二"]}, ["一", "二"]),
    (ROWS, {"rows": [{"measure": "改", "deadline": "3月"}]}, ["改", "3月"]),
    (
        forms.ClassifyForm(
            leaves=(forms.TreeOption(code="C1.1", name="集体领导", path=("C", "C1")),), levels=(), severities=()
        ),
        {"category": "C1.1", "level": "政治"},
        ["C1.1 集体领导", "政治", "（未选）"],
    ),
    (forms.EvidenceForm(materials=("台账",)), {"selected": ["台账·1", "台账·2"]}, ["台账·1、台账·2"]),
    (
        forms.JudgementForm(situations=(forms.Situation(id="J1", scenario="情境", options=CHOICES),)),
        {"choices": {"J1": "b"}},
        ["后报告"],
    ),
    (forms.MatchForm(left=CHOICES, right=CHOICES), {"pairs": {"a": "b"}}, ["后报告", "（未作答）"]),
    (forms.MatchForm(left=CHOICES, right=CHOICES, several=True), {"pairs": {"a": ["a", "b"]}}, ["先报告、后报告"]),
    (forms.OrderForm(steps=CHOICES), {"order": ["b", "a"]}, ["后报告", "先报告"]),
    (
        forms.VerifyForm(tables=(), questions=(forms.VerifyAsk(id="q", ask="多少", form="value", unit="万元"),)),
        {"answers": {"q": "12"}},
        ["12 万元"],
    ),
    (
        forms.DiagnoseForm(
            problem="", tables=(), plan=(forms.PlanAsk(id="r1", measure="开会"),), labels=(("空泛", ""),)
        ),
        {"labels": {"r1": ["空泛"]}, "reasons": {"r1": "没有动作"}},
        ["空泛", "没有动作"],
    ),
    (
        forms.ReviewForm(
            draft="finding", text="", rows=(MeasureRow(),), key_points=(), rubric={"定性": ("", "", "", "", "")}
        ),
        {"marks": {"定性": 0}},
        ["0 分"],
    ),
]


@pytest.mark.parametrize(("form", "raw", "expected"), ANSWERS)
def test_an_answer_is_told_in_the_words_that_the_trainee_saw(
    form: Any, raw: dict[str, Any], expected: list[str]
) -> None:
    texts = [field.text for field in told(prompt_for(form), raw)]
    assert [text for text in texts if text in expected] == expected


def test_every_form_has_words() -> None:
    assert {type(form) for form, _, _ in ANSWERS} == set(TELLERS)


@pytest.mark.parametrize(
    "raw", [{}, {"rows": None}, {"rows": 3}, {"pairs": []}, {"answers": "x"}, {"selected": {"a": 1}}]
)
@pytest.mark.parametrize("form", [form for form, _, _ in ANSWERS])
def test_a_malformed_answer_is_told_without_an_error(form: Any, raw: dict[str, Any]) -> None:
    score_fragment(scored(), raw, prompt_for(form))


def test_every_flag_of_the_contract_has_a_name() -> None:
    contract = """empty, copied, repeated, slogan, overstep, unsupported_number, wrong_number, contradicted,
    wrong_statement, red_herring, overstated, understated, wrong_subject, fragment, padding, sham,
    improper_owner, vague_deadline, unrelated, injection"""
    assert set(FLAG_NAMES) == {kind.strip() for kind in contract.split(",")}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**粗**", "<strong>粗</strong>"),
        ("a | b", "a | b"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("![i](http://x)", "![i](http://x)"),
    ],
)
def test_inline_markdown_is_safe(source: str, shown: str) -> None:
    assert str(markdown.inline(source)) == shown


def test_a_markdown_table_is_a_table() -> None:
    assert "<td>1</td>" in markdown.block("|甲|乙|\n|-|-|\n|1|2|")
