"""Every figure and every row that a verify item calls right, reckoned anew from the item's own tables or its case.

A new verify question without a line here fails ``test_every_question_is_reckoned``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from kit.content.library import Question, default_library
from kit.model.exercise import OwnItem, VerifyQuestion, VerifyTask

Sheets = dict[str, list[tuple[str, ...]]]
LIBRARY = default_library()


def verify_questions() -> dict[str, Question]:
    """Every verify question of the bank by its name ``set/item``, each where it is at home."""
    found = [question for set_id in LIBRARY.exercise_ids() for question in LIBRARY.exercise_questions(set_id)]
    return {
        str(question.ref): question
        for question in found
        if isinstance(question.source, OwnItem)
        and question.task == "verify"
        and question.source.name == question.ref.item
    }


def task_of(question: Question) -> VerifyTask:
    assert isinstance(question.source, OwnItem)
    assert question.source.item.verify is not None
    return question.source.item.verify


def sheets_of(question: Question) -> Sheets:
    """The rows of every table, by the table's name."""
    assert isinstance(question.source, OwnItem)
    found: Sheets = {table.name: list(table.rows) for table in task_of(question).tables}
    if question.source.case is not None:
        for material in question.source.case.materials:
            found[material.name] = [unit.cells for unit in material.units]
    return found


QUESTIONS = verify_questions()
ASKED = {(name, asked.id): asked for name, question in QUESTIONS.items() for asked in task_of(question).questions}


def numbers(rows: list[tuple[str, ...]], column: int) -> list[float]:
    return [float(row[column]) for row in rows]


def total(rows: list[tuple[str, ...]], column: int) -> float:
    return sum(numbers(rows, column))


def percent(part: float, whole: float) -> float:
    return 100 * part / whole


def day(text: str, year: int | None = None) -> date:
    """``2024年3月5日`` or ``3月5日`` of ``year`` or ``2024-03-05`` as a date."""
    found = [int(number) for number in re.findall(r"\d+", text)]
    return date(*found) if year is None else date(year, *found)


def is_day(text: str) -> bool:
    return bool(re.search(r"\d", text))


def within(text: str, spans: list[tuple[str, ...]]) -> bool:
    return any(day(span[0]) <= day(text) <= day(span[1]) for span in spans)


def share(top: int, below: int) -> Callable[[tuple[str, ...]], float]:
    return lambda row: float(row[top]) / float(row[below])


def lowest(rows: list[tuple[str, ...]], measure: Callable[[tuple[str, ...]], float]) -> list[int]:
    least = min(measure(row) for row in rows)
    return [place for place, row in enumerate(rows, 1) if measure(row) == least]


def where(rows: list[tuple[str, ...]], holds: Callable[[tuple[str, ...]], bool]) -> list[int]:
    return [place for place, row in enumerate(rows, 1) if holds(row)]


def count(rows: list[tuple[str, ...]], holds: Callable[[tuple[str, ...]], bool]) -> int:
    return len(where(rows, holds))


def months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1)


def in_time(row: tuple[str, ...]) -> bool:
    return row[1] == "完成" and day(row[2]) <= date(2024, 11, 30)


def responsible(row: tuple[str, ...]) -> bool:
    """Whether 分管领导, 专班 and 经办人 are all there: 辛某 studies, 庚某 is retired (item's background)."""
    return row[1] not in ("待定", "辛某") and row[2].endswith("人") and row[3] != "庚某"


def four_haves(row: tuple[str, ...]) -> bool:
    return (
        row[1] == "区委书记" and row[2] == "单独设置" and float(row[4]) >= 0.8 * float(row[3]) and row[5] == "列入预算"
    )


def built_by(row: tuple[str, ...], when: date) -> bool:
    return all(is_day(cell) and day(cell) <= when for cell in row[3:5])


def party_meeting_skipped(row: tuple[str, ...]) -> bool:
    return float(row[4]) >= 10 and "党组会" not in row[5]


def heard(row: tuple[str, ...]) -> bool:
    return row[1] == "县委会议" and row[2].startswith("单独议题") and row[3] == row[4] == "有"


def overdue_unanswered(row: tuple[str, ...]) -> bool:
    passed = (date(2024, 9, 30) - day(row[1])).days
    return passed > 90 and not is_day(row[3]) and "书面" not in row[4]


def change(sheets: Sheets, before: str, after: str) -> float:
    known = {row[0]: float(row[1]) for row in sheets["投诉月报"]}
    return percent(known[after] - known[before], known[before])


def collected(sheets: Sheets) -> float:
    return sum({row[0]: float(row[2]) for row in sheets["机关纪委台账"] + sheets["财务科台账"]}.values())


def open_centres(sheets: Sheets) -> list[tuple[str, ...]]:
    built = {row[0] for row in sheets["项目台账"] if built_by(row, date(2022, 12, 31))}
    return [row for row in sheets["运营数据"] if row[0] in built]


def back_again(row: tuple[str, ...]) -> bool:
    return is_day(row[3]) and day(row[3]) > day(row[1])


def on_duty(rows: list[tuple[str, ...]]) -> float:
    return float(rows[0][2]) - float(rows[1][2]) + float(rows[2][2])


CHECKED = date(2024, 10, 31)
COUNTED = date(2024, 6, 30)

VALUES: dict[tuple[str, str], Callable[[Sheets], float]] = {
    ("figures-check/rate-base", "q2"): lambda t: total(t["整改汇总"], 4),
    ("figures-check/rate-base", "q3"): lambda t: percent(total(t["整改汇总"], 5), total(t["整改汇总"], 2)),
    ("figures-check/rate-base", "q4"): lambda t: total(t["整改汇总"], 4) - total(t["整改汇总"], 5),
    ("figures-check/basic-done", "q3"): lambda t: percent(count(t["任务台账"], in_time), len(t["任务台账"])),
    ("figures-check/two-papers", "q1"): lambda t: total(t["签到与报账"], 1),
    ("figures-check/two-papers", "q3"): lambda t: total(t["签到与报账"], 3) - 200 * total(t["签到与报账"], 1),
    ("figures-check/mean-window", "q2"): lambda t: (
        sum(float(row[1]) * float(row[2]) for row in t["窗口办件"]) / total(t["窗口办件"], 1)
    ),
    ("figures-check/yoy-mom", "q1"): lambda t: change(t, "2022年12月", "2023年12月"),
    ("figures-check/yoy-mom", "q2"): lambda t: change(t, "2023年11月", "2023年12月"),
    ("figures-check/double-ledger", "q2"): collected,
    ("figures-check/double-ledger", "q3"): lambda t: percent(
        total(t["机关纪委台账"], 2) + total(t["财务科台账"], 2) - collected(t), collected(t)
    ),
    ("figures-check/overlap-dates", "q2"): lambda t: count(
        t["支委会台账"], lambda row: not within(row[0], t["丙某出差审批"])
    ),
    ("figures-check/instructions", "q1"): lambda t: sum(total(t["批示分类"], column) for column in (1, 2, 3)),
    ("figures-check/instructions", "q2"): lambda t: percent(
        total(t["批示分类"], 3), sum(total(t["批示分类"], column) for column in (1, 2, 3))
    ),
    ("figures-check/instructions", "q3"): lambda t: total(t["批示分类"], 3) - total(t["批示分类"], 4),
    ("figures-check/four-haves", "q2"): lambda t: percent(float(t["保障情况"][3][4]), float(t["保障情况"][3][3])),
    ("figures-check/four-haves", "q3"): lambda t: percent(total(t["保障情况"], 4), total(t["保障情况"], 3)),
    ("figures-check/who-leads", "q2"): lambda t: percent(count(t["分工表"], responsible), len(t["分工表"])),
    ("figures-check/lookback-sample", "q1"): lambda t: percent(total(t["抽查结果"], 2), total(t["抽查结果"], 1)),
    ("figures-check/lookback-sample", "q3"): lambda t: total(t["抽查结果"], 4),
    ("figures-check/clue-feedback", "q2"): lambda t: count(t["线索移交台账"], lambda row: is_day(row[3])),
    ("figures-check/clue-feedback", "q3"): lambda t: percent(
        count(t["线索移交台账"], lambda row: is_day(row[3])), len(t["线索移交台账"])
    ),
    ("figures-check/tracking-stale", "q3"): lambda t: (CHECKED - day(t["监督台账"][3][2])).days,
    ("figures-check/fund-paid", "q1"): lambda t: percent(total(t["资金流水"], 2), total(t["资金流水"], 1)),
    ("figures-check/fund-paid", "q2"): lambda t: total(t["资金流水"], 1) - total(t["资金流水"], 2),
    ("figures-check/unit-slip", "q2"): lambda t: sum(
        value / 10000 if value > 200 else value for value in numbers(t["合同台账"], 2)
    ),
    ("figures-check/satisfaction", "q1"): lambda t: percent(float(t["问卷结果"][0][1]), total(t["问卷结果"][:3], 1)),
    ("figures-check/satisfaction", "q3"): lambda t: percent(total(t["问卷结果"][:3], 1), total(t["问卷结果"], 1)),
    ("figures-check/care-centres", "q1"): lambda t: count(t["项目台账"], lambda row: built_by(row, date(2022, 12, 31))),
    ("figures-check/care-centres", "q2"): lambda t: count(t["项目台账"], lambda row: built_by(row, date(2023, 6, 30))),
    ("figures-check/care-centres", "q3"): lambda t: total(open_centres(t), 1),
    ("figures-check/care-centres", "q4"): lambda t: total(open_centres(t), 3),
    ("figures-check/big-spending", "q1"): lambda t: count(t["支出台账"], lambda row: float(row[4]) >= 10),
    ("figures-check/big-spending", "q2"): lambda t: total([r for r in t["支出台账"] if party_meeting_skipped(r)], 4),
    ("figures-check/big-spending", "q3"): lambda t: percent(
        total([row for row in t["支出台账"] if party_meeting_skipped(row)], 4),
        total([row for row in t["支出台账"] if float(row[4]) >= 10], 4),
    ),
    ("rectification-loop/recheck-lookback", "q2"): lambda t: total([r for r in t["回头看台账"] if back_again(r)], 2),
    ("rectification-loop/recheck-lookback", "q3"): lambda t: percent(
        count(t["回头看台账"], back_again), len(t["回头看台账"])
    ),
    ("rectification-loop/stale-ledger", "q3"): lambda t: percent(
        count(t["报送台账"], lambda row: is_day(row[3])), len(t["报送台账"])
    ),
    ("rectification-loop/stale-ledger", "q4"): lambda t: (COUNTED - months_later(day(t["报送台账"][3][1]), 6)).days,
    ("beginner-exam/exam-rate", "q2"): lambda t: percent(total(t["实事清单"], 2), total(t["实事清单"], 1)),
    ("beginner-exam/exam-dates", "q2"): lambda t: count(
        t["调度台账"], lambda row: not within(row[0], t["局长请假登记"])
    ),
    ("figures-advanced/meeting-hearing", "q1"): lambda t: count(t["会议目录"], heard),
    ("figures-advanced/meeting-hearing", "q2"): lambda t: count(t["会议目录"], lambda row: row[1] == "县委会议"),
    ("figures-advanced/signed-numbers", "q1"): lambda t: percent(
        float(t["履责台账"][0][3]), float(t["履责台账"][0][1])
    ),
    ("figures-advanced/signed-numbers", "q2"): lambda t: percent(
        float(t["履责台账"][1][3]), float(t["履责台账"][1][2])
    ),
    ("figures-advanced/special-team", "q1"): lambda t: total(t["专班名单"], 1),
    ("figures-advanced/special-team", "q2"): lambda t: total(t["专班名单"], 2) - total(t["专班名单"], 3) / 2,
    ("figures-advanced/special-team", "q3"): lambda t: percent(
        total(t["专班名单"], 2) - total(t["专班名单"], 3) / 2, total(t["专班名单"], 1)
    ),
    ("figures-advanced/four-haves-2", "q1"): lambda t: on_duty(t["人员与经费"]),
    ("figures-advanced/four-haves-2", "q2"): lambda t: percent(
        on_duty(t["人员与经费"]), float(t["人员与经费"][0][1]) + float(t["人员与经费"][2][1])
    ),
    ("figures-advanced/four-haves-2", "q3"): lambda t: percent(
        float(t["人员与经费"][4][2]), float(t["人员与经费"][3][2])
    ),
    ("figures-advanced/reform-lag", "q2"): lambda t: percent(
        count(t["工程台账"], lambda row: is_day(row[3])), len(t["工程台账"])
    ),
    ("figures-advanced/reform-lag", "q3"): lambda t: percent(total(t["工程台账"], 4), total(t["工程台账"], 1)),
    ("figures-advanced/reform-lag", "q4"): lambda t: percent(
        total(t["工程台账"], 4), total([row for row in t["工程台账"] if is_day(row[3])], 1)
    ),
}
"""(item, question) → the right value in the unit asked for."""

ROWS: dict[tuple[str, str], tuple[str, Callable[[Sheets], list[int]]]] = {
    ("figures-check/basic-done", "q2"): (
        "任务台账",
        lambda t: where(t["任务台账"], lambda row: row[1] == "完成" and not in_time(row)),
    ),
    ("figures-check/two-papers", "q2"): ("签到与报账", lambda t: where(t["签到与报账"], lambda row: row[1] != row[2])),
    ("figures-check/double-ledger", "q1"): (
        "财务科台账",
        lambda t: where(t["财务科台账"], lambda row: row[0] in {other[0] for other in t["机关纪委台账"]}),
    ),
    ("figures-check/overlap-dates", "q1"): (
        "支委会台账",
        lambda t: where(t["支委会台账"], lambda row: within(row[0], t["丙某出差审批"])),
    ),
    ("figures-check/four-haves", "q1"): (
        "保障情况",
        lambda t: where(t["保障情况"], lambda row: not four_haves(row)),
    ),
    ("figures-check/who-leads", "q1"): ("分工表", lambda t: where(t["分工表"], lambda row: not responsible(row))),
    ("figures-check/lookback-sample", "q2"): ("抽查结果", lambda t: lowest(t["抽查结果"], share(2, 1))),
    ("figures-check/clue-feedback", "q1"): ("线索移交台账", lambda t: where(t["线索移交台账"], overdue_unanswered)),
    ("figures-check/tracking-stale", "q1"): (
        "监督台账",
        lambda t: where(t["监督台账"], lambda row: row[3] != "已销号" and (CHECKED - day(row[2])).days > 30),
    ),
    ("figures-check/tracking-stale", "q2"): (
        "监督台账",
        lambda t: where(
            t["监督台账"],
            lambda row: row[3] != "已销号" and (CHECKED - day(row[1])).days > 15 and not is_day(row[4]),
        ),
    ),
    ("figures-check/fund-paid", "q3"): ("资金流水", lambda t: where(t["资金流水"], lambda row: float(row[2]) == 0)),
    ("figures-check/unit-slip", "q1"): ("合同台账", lambda t: where(t["合同台账"], lambda row: float(row[2]) > 200)),
    ("rectification-loop/recheck-lookback", "q1"): ("回头看台账", lambda t: where(t["回头看台账"], back_again)),
    ("rectification-loop/stale-ledger", "q1"): (
        "报送台账",
        lambda t: where(t["报送台账"], lambda row: day(row[2]) > months_later(day(row[1]), 2)),
    ),
    ("rectification-loop/stale-ledger", "q2"): (
        "报送台账",
        lambda t: where(t["报送台账"], lambda row: not is_day(row[3]) and not is_day(row[4])),
    ),
    ("beginner-exam/exam-rate", "q3"): ("实事清单", lambda t: lowest(t["实事清单"], share(2, 1))),
    ("beginner-exam/exam-dates", "q1"): (
        "调度台账",
        lambda t: where(t["调度台账"], lambda row: within(row[0], t["局长请假登记"])),
    ),
    ("figures-advanced/meeting-hearing", "q3"): (
        "会议目录",
        lambda t: where(t["会议目录"], lambda row: row[2].startswith("单独议题") and row[3] == "有" and row[4] == "无"),
    ),
    ("figures-advanced/special-team", "q4"): ("专班名单", lambda t: lowest(t["专班名单"], share(2, 1))),
    ("figures-advanced/reform-lag", "q1"): (
        "工程台账",
        lambda t: where(t["工程台账"], lambda row: is_day(row[2]) and not is_day(row[3])),
    ),
}
"""(item, question) → the table whose rows are asked for, and which of them (from 1)."""

TOLD: dict[tuple[str, str], Callable[[Sheets], tuple[float, float]]] = {
    ("figures-check/rate-base", "97.1%"): lambda t: (97.1, percent(total(t["整改汇总"], 5), total(t["整改汇总"], 4))),
    ("figures-check/rate-base", "300"): lambda t: (300, total(t["整改汇总"], 2)),
    ("figures-check/rate-base", "14"): lambda t: (14, total(t["整改汇总"], 1)),
    ("figures-check/rate-base", "due"): lambda t: (280, total(t["整改汇总"], 2) - total(t["整改汇总"], 3)),
    ("figures-check/basic-done", "83.3%"): lambda t: (
        83.3,
        percent(count(t["任务台账"], lambda row: row[1] in ("完成", "基本完成")), len(t["任务台账"])),
    ),
    ("figures-check/two-papers", "5.72"): lambda t: (57200, total(t["签到与报账"], 3)),
    ("figures-check/two-papers", "286"): lambda t: (286, total(t["签到与报账"], 2)),
    ("figures-check/mean-window", "3.0"): lambda t: (3.0, total(t["窗口办件"], 2) / 4),
    ("figures-check/double-ledger", "65050"): lambda t: (
        65050,
        total(t["机关纪委台账"], 2) + total(t["财务科台账"], 2),
    ),
    ("figures-check/fund-paid", "800"): lambda t: (800, total(t["资金流水"], 1)),
    ("figures-check/fund-paid", "left"): lambda t: (312, total(t["资金流水"], 3)),
    ("figures-check/unit-slip", "98147.8"): lambda t: (98147.8, total(t["合同台账"], 2)),
    ("figures-check/satisfaction", "97.8%"): lambda t: (
        97.8,
        percent(total(t["问卷结果"][:2], 1), total(t["问卷结果"][:3], 1)),
    ),
    ("beginner-exam/exam-rate", "92%"): lambda t: (
        92.0,
        percent(total(t["实事清单"], 2) + total(t["实事清单"], 3), total(t["实事清单"], 1)),
    ),
    ("beginner-exam/exam-rate", "rows"): lambda t: (
        total(t["实事清单"], 1),
        sum(total(t["实事清单"], column) for column in (2, 3, 4)),
    ),
    ("figures-check/lookback-sample", "rows"): lambda t: (
        total(t["抽查结果"], 1),
        sum(total(t["抽查结果"], column) for column in (2, 3, 4)),
    ),
}
"""What an item's paper claims, and what its tables say under the paper's own reading: the trap must really be there."""


def reckoned() -> Iterator[tuple[str, str]]:
    yield from VALUES
    yield from ROWS


def test_every_question_is_reckoned() -> None:
    asked = {key for key, question in ASKED.items() if question.verdict is None}
    assert asked == set(reckoned())


@pytest.mark.parametrize(("item", "question"), VALUES, ids=lambda part: part)
def test_value_is_right(item: str, question: str) -> None:
    asked: VerifyQuestion = ASKED[item, question]
    found = VALUES[item, question](sheets_of(QUESTIONS[item]))
    assert asked.value is not None
    assert abs(found - asked.value) <= asked.tolerance + 1e-9, f"{found} is not {asked.value}"


@pytest.mark.parametrize(("item", "question"), ROWS, ids=lambda part: part)
def test_rows_are_right(item: str, question: str) -> None:
    table, rows = ROWS[item, question]
    found = [f"{table}·{place}" for place in rows(sheets_of(QUESTIONS[item]))]
    assert sorted(ASKED[item, question].rows) == sorted(found)


@pytest.mark.parametrize(("item", "claim"), TOLD, ids=lambda part: part)
def test_the_claim_comes_from_the_tables(item: str, claim: str) -> None:
    told, found = TOLD[item, claim](sheets_of(QUESTIONS[item]))
    assert round(found, 1) == pytest.approx(told)


def test_no_whole_number_of_300_gives_97_1_percent() -> None:
    assert 97.1 not in {round(percent(whole, 300), 1) for whole in range(301)}
