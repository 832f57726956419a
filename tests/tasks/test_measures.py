"""measures: every change of a plan moves the marks that it must; flags name row and field."""

import pytest
from drafts import ROWS, Rows, demo, leases, measures, row

from kit.errors import AnswerFormatError
from kit.tasks import ask, ideal, kind, score_raw
from kit.tasks.rubric import MEASURES

EMPTY_WORDS = [{**entry, "measure": "进一步提高认识，切实加强管理，不断提升规范化水平"} for entry in ROWS]
NO_DUTY = [{**entry, "owner": "", "deadline": ""} for entry in ROWS]
VAGUE = [{**entry, "owner": "各部门", "deadline": "尽快"} for entry in ROWS]
OUTSIDE = [{**entry, "owner": "某会计师事务所"} for entry in ROWS]
ONCE = ROWS[:2]
SHAM = [
    {**entry, "measure": "召开专题会议传达学习精神，已完成", "deliverable": "会议签到表（已完成）"} for entry in ROWS
]
SPLIT = [
    *ROWS,
    row("对R03、R05欠租14.1万元发出书面通知催缴，要求15日内缴清", *list(ROWS[1].values())[1:]),
    row("R03、R05两户15日内不缴清欠租14.1万元的，解除合同并追偿", *list(ROWS[1].values())[1:]),
]
OFF_TOPIC = [
    row("核对食堂采购账目，调整早餐品种，每周公示菜谱", "办公室", "2024年12月31日前", "食堂账目、菜谱"),
    row("选定树种，补植院内行道树", "办公室", "2025年3月31日前", "补植照片"),
    row("每年组织两次职工运动会", "办公室", "2025年起每年", "比赛成绩册"),
]


def test_a_sound_plan_is_good_throughout() -> None:
    score = measures(ROWS)
    assert score.total >= 85
    assert min(score.marks.values()) >= 3


@pytest.mark.parametrize(
    ("rows", "criterion", "least"),
    [
        (EMPTY_WORDS, "操作", 2.0),
        (NO_DUTY, "责任时限", 3.0),
        (VAGUE, "责任时限", 2.0),
        (OUTSIDE, "责任时限", 2.0),
        (ONCE, "长效", 1.5),
        (SHAM, "实效", 1.5),
        (SPLIT, "实效", 0.5),
        (OFF_TOPIC, "针对", 2.5),
    ],
    ids=["empty words", "no duty", "vague", "outside", "once", "sham", "split", "off topic"],
)
def test_what_is_amiss_costs_its_own_criterion(rows: Rows, criterion: str, least: float) -> None:
    assert measures(ROWS).marks[criterion] - measures(rows).marks[criterion] >= least


@pytest.mark.parametrize("kept", ["针对", "操作", "实效"])
def test_owners_and_deadlines_cost_nothing_else(kept: str) -> None:
    assert abs(measures(ROWS).marks[kept] - measures(NO_DUTY).marks[kept]) <= 0.2


@pytest.mark.parametrize(
    ("rows", "flag", "number", "field"),
    [
        (VAGUE, "vague_deadline", 0, "deadline"),
        (VAGUE, "improper_owner", 0, "owner"),
        (OUTSIDE, "improper_owner", 2, "owner"),
        (SPLIT, "padding", 5, "measure"),
        (SHAM, "sham", 1, "deliverable"),
        (OFF_TOPIC, "unrelated", 1, "measure"),
        (EMPTY_WORDS, "slogan", 0, "measure"),
    ],
)
def test_flags_say_where(rows: Rows, flag: str, number: int, field: str) -> None:
    assert (flag, number, field) in [(found.kind, found.row, found.field) for found in measures(rows).flags]
    assert flag not in [found.kind for found in measures(ROWS).flags]


@pytest.mark.parametrize("rows", [[], [row("")], [row("  "), row("\n")]])
def test_no_rows_are_empty(rows: Rows) -> None:
    score = measures(rows)
    assert score.total == 0
    assert [found.kind for found in score.flags] == ["empty"]


def test_order_of_rows_hardly_matters() -> None:
    assert abs(measures(ROWS[::-1]).total - measures(ROWS).total) <= 1


@pytest.mark.parametrize("point", leases().measures, ids=lambda point: point.id)
@pytest.mark.parametrize("before", [[], OFF_TOPIC, ROWS[:2], ROWS], ids=["none", "off topic", "two", "all"])
def test_a_further_met_point_never_lowers_its_criterion(point: object, before: Rows) -> None:
    text = point.text  # type: ignore[attr-defined]
    assert measures([*before, row(text)]).marks["针对"] >= measures(before).marks["针对"]


def test_matches_say_which_row_met_which_point() -> None:
    found = {match.point: match for match in measures(ROWS).matches}
    assert list(found) == [point.id for point in leases().measures]
    assert found["P1.m2"].row == 1
    assert found["P1.m3"].row == 2
    assert found["P1.m3"].field == "measure"
    span = found["P1.m3"].span
    assert span is not None
    assert "前置要件" in ROWS[2]["measure"][slice(*span)]


def test_the_reference_is_excellent() -> None:
    raw = ideal("measures", demo(), "P1")
    assert raw is not None
    assert measures(raw["rows"]).total >= 85


def test_the_total_is_capped_where_nothing_is_aimed_at_the_problem() -> None:
    score = measures(OFF_TOPIC)
    assert score.marks["针对"] < 0.5
    assert score.total <= 30


def test_odd_text_raises_nothing() -> None:
    score = measures([row("\ud800🎉" * 50, "\udfff", "0" * 5000, "x" * 900_000), *[row("召开会议")] * 400])
    assert score.total <= 30
    assert ("padding", 60) in [(found.kind, found.row) for found in score.flags]


@pytest.mark.parametrize(
    "rows", ["整改", [3], [{"measure": 3}], [row("x")] * 501], ids=["text", "number", "inner", "many"]
)
def test_what_cannot_be_read_is_told(rows: object) -> None:
    with pytest.raises(AnswerFormatError):
        score_raw("measures", {"problem": "P1", "rows": rows}, demo())


def test_a_missing_field_is_an_empty_one() -> None:
    assert measures([{"measure": ROWS[0]["measure"]}]) == measures([row(ROWS[0]["measure"])])


def test_every_criterion_is_told() -> None:
    score = measures(ROWS)
    assert [criterion.name for criterion in score.criteria] == list(MEASURES)
    assert all(criterion.why and 0 <= criterion.confidence <= 1 for criterion in score.criteria)


def test_the_prompt_shows_no_key_and_the_revelation_does() -> None:
    shown = ask("measures", demo(), "P1").model_dump_json()
    assert not any(point.text in shown for point in leases().measures)
    parts = dict(kind("measures").reveal(demo(), "P1"))
    assert parts["参考措施"].startswith("| 整改措施")
    assert all(point.text in parts["措施要点"] for point in leases().measures)
    assert "资产部" in parts["适当的责任主体"]
