"""The case doctor: each fault that it knows, made in the demo case, is found; the sound case has none that must go."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kit.cli.main import main
from kit.content.cases import case_of, load_case
from kit.content.doctor import Examination, examine, examine_folder
from kit.content.write import CaseDraft, check_draft, open_draft
from kit.model.attempt import Attempt, TaskRef
from kit.model.case import Case
from kit.model.score import Scored
from kit.report.author import examination_page

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "kit/data/demo/cases/xc-900-demo"


def changed(change: Callable[[CaseDraft], None]) -> Case:
    draft = open_draft(DEMO)
    change(draft)
    reading, _ = check_draft(draft)
    return case_of(reading)


def seen(case: Case, **more: Any) -> Examination:
    return examine(case, trial=False, **more)


def problem(draft: CaseDraft, number: int = 0) -> dict[str, Any]:
    return draft.key["problems"][number]  # type: ignore[no-any-return]


def title_in_background(draft: CaseDraft) -> None:
    draft.head["background"] += f"经查，{problem(draft)['title']}。\n"


def point_in_prompt(draft: CaseDraft) -> None:
    problem(draft)["prompt"] = f"请围绕“{problem(draft)['points'][0]['text']}”撰写底稿"


def half_a_point_in_background(draft: CaseDraft) -> None:
    text = problem(draft)["points"][0]["text"]
    draft.head["background"] += f"请注意{text[: int(len(text) * 0.75)]}等情况。\n"


def figure_in_background(draft: CaseDraft) -> None:
    problem(draft)["points"].append({"id": "X1", "aspect": "事实", "weight": 1, "text": "共计876.5万元",
                                     "numbers": ["876.5万元"]})  # fmt: skip
    draft.head["background"] += "涉及876.5万元。\n"


def unknown_person(draft: CaseDraft) -> None:
    problem(draft)["points"][0]["text"] += "，癸某负有责任"


def unknown_figure(draft: CaseDraft) -> None:
    problem(draft)["points"].append({"id": "X1", "aspect": "事实", "weight": 1, "text": "违规支出8765.43万元"})


def quote_twice(draft: CaseDraft) -> None:
    entry = next(one for one in problem(draft)["evidence"] if "quote" in one)
    problem(draft, 1)["evidence"].append({**entry, "need": "必需"})
    entry["need"] = "必需"


def row_twice(draft: CaseDraft) -> None:
    entry = next(one for one in problem(draft)["evidence"] if "row" in one)
    problem(draft, 1)["evidence"].append(dict(entry))


def no_needed_evidence(draft: CaseDraft) -> None:
    for entry in problem(draft)["evidence"]:
        entry["need"] = "佐证"


def one_source(draft: CaseDraft) -> None:
    held = problem(draft)["evidence"]
    held[:] = [one for one in held if one["material"] == held[0]["material"]]


def point_twice(draft: CaseDraft) -> None:
    first = problem(draft)["points"][0]
    problem(draft)["points"].append({**first, "id": "X1"})


def wording_twice(draft: CaseDraft) -> None:
    first = problem(draft)["points"][0]
    first["accept"] = [first["text"]]


def heavy_point(draft: CaseDraft) -> None:
    first = next(one for one in problem(draft)["points"] if one["aspect"] == "事实")
    problem(draft)["points"] += [{"id": f"X{n}", "aspect": "事实", "weight": 1, "text": f"另一件事{n}"} for n in (1, 2)]
    first["weight"] = 50


def no_basis(draft: CaseDraft) -> None:
    problem(draft)["points"] = [one for one in problem(draft)["points"] if one["aspect"] != "依据"]


def no_reference(draft: CaseDraft) -> None:
    problem(draft).pop("reference", None)


def empty_deadline(draft: CaseDraft) -> None:
    problem(draft)["reference"]["measures"][0]["deadline"] = ""


def no_warning(draft: CaseDraft) -> None:
    for one in draft.key["problems"]:
        one["wrong"] = []


def one_herring(draft: CaseDraft) -> None:
    draft.key["red_herrings"] = draft.key["red_herrings"][:1]


def longest_best(draft: CaseDraft) -> None:
    item = {**draft.key["judgement"][0], "id": "JX"}
    best = max(item["options"], key=lambda option: option["score"])
    options = [{**one, "text": "向组长如实报告" * 9} if one is best else one for one in item["options"]]
    draft.key["judgement"].append({**item, "options": options})


def same_letter(draft: CaseDraft) -> None:
    item = draft.key["judgement"][0]
    options = [
        {"id": "a", "text": "向组长报告", "score": 2, "why": "对"},
        {"id": "b", "text": "自行处理了", "score": 0, "why": "错"},
    ]
    draft.key["judgement"] = [{**item, "id": f"J{n}", "options": options} for n in range(3)]


def long_sentence(draft: CaseDraft) -> None:
    file = draft.head["materials"][0]["file"]
    draft.texts[file] += "\n\n" + "会议听取了有关情况的汇报，" * 15 + "散会。\n"


def long_case(draft: CaseDraft) -> None:
    file = draft.head["materials"][0]["file"]
    draft.texts[file] += "".join(f"\n\n会议第{n}项议题，听取情况汇报，没有不同意见。" for n in range(250))


FAULTS: list[tuple[Callable[[CaseDraft], None], str, str, str]] = [
    (title_in_background, "必须改", "泄题", "原样写出了问题"),
    (point_in_prompt, "必须改", "泄题", "原样写出了定性要点"),
    (half_a_point_in_background, "建议改", "泄题", "大半相同"),
    (figure_in_background, "建议改", "泄题", "876.5万元"),
    (unknown_person, "必须改", "事实无出处", "癸某"),
    (unknown_figure, "建议改", "事实无出处", "8765.43万元"),
    (quote_twice, "建议改", "一证两用", "必需证据"),
    (row_twice, "供参考", "一证两用", "第"),
    (no_needed_evidence, "必须改", "证据", "没有必需的证据"),
    (one_source, "建议改", "证据", "一份材料里"),
    (point_twice, "建议改", "要点重叠", "得两次分"),
    (wording_twice, "建议改", "要点重叠", "写了两遍"),
    (heavy_point, "建议改", "权重", "其余要点几乎不起作用"),
    (no_basis, "建议改", "权重", "没有“依据”的要点"),
    (no_reference, "建议改", "参考答案", "没有参考底稿"),
    (empty_deadline, "必须改", "参考答案", "没有写时限"),
    (no_warning, "建议改", "干扰项", "没有对应的错误说法"),
    (one_herring, "建议改", "干扰项", "只有 1 处"),
    (longest_best, "建议改", "选项规律", "明显最长"),
    (same_letter, "建议改", "选项规律", "每题都是 a"),
    (long_sentence, "供参考", "可读性", "请断句"),
    (long_case, "建议改", "篇幅", "请删减"),
]


@pytest.mark.parametrize(("change", "severity", "topic", "told"), FAULTS, ids=[row[0].__name__ for row in FAULTS])
def test_a_fault_is_found_and_the_sound_case_has_it_not(
    change: Callable[[CaseDraft], None], severity: str, topic: str, told: str
) -> None:
    def found(case: Case) -> set[str]:
        return {
            f"{remark.where}：{remark.message}"
            for remark in seen(case).remarks
            if (remark.severity, remark.topic) == (severity, topic) and told in remark.message
        }

    assert found(changed(change)) - found(load_case(DEMO))


@pytest.mark.parametrize(
    "case", sorted(p.parent for p in (ROOT / "cases").glob("xc-00*/key.yaml")), ids=lambda p: p.name
)
def test_nothing_certain_is_held_against_the_first_cases(case: Path) -> None:
    assert [remark for remark in examine_folder(case, trial=False).remarks if remark.severity == "必须改"] == []


def attempt(case: Case, total: float, **changes: Any) -> Attempt:
    score = Scored(task="finding", total=total, criteria=())
    given = {"number": 1, "key_hash": case.key_hash, **changes}
    ref = TaskRef(task="finding", case=case.id, problem="P1")
    return Attempt(ref=ref, at="2026-03-01T10:00:00", answer={}, score=score, **given)


PILOTS = [
    ([95.0] * 6, {}, "供参考"),
    ([5.0] * 6, {}, "供参考"),
    ([5.0] * 30, {}, "建议改"),
    ([65.0] * 30, {}, None),
    ([5.0] * 4, {}, None),
    ([5.0] * 30, {"number": 2}, None),
    ([5.0] * 30, {"key_hash": "another"}, None),
]


@pytest.mark.parametrize(("totals", "changes", "severity"), PILOTS)
def test_difficulty_against_first_attempts_at_this_key(
    totals: list[float], changes: dict[str, Any], severity: str | None
) -> None:
    case = load_case(DEMO)
    case = case.model_copy(update={"head": case.head.model_copy(update={"difficulty": 2})})
    remarks = seen(case, attempts=[attempt(case, total, **changes) for total in totals]).remarks
    assert [remark.severity for remark in remarks if remark.topic == "难度"] == ([severity] if severity else [])


def test_the_trial_sets_machine_beside_marks() -> None:
    case = load_case(DEMO)
    marks = dict.fromkeys(("定性", "事实", "依据", "分析", "表述"), 4)
    named = {"answer_id": "a", "case": case.id, "problem": case.problems[0].id, "task": "finding"}
    sample = {**named, "text": "情况不好。", "marks": marks}
    done = examine(case, [json.dumps(sample, ensure_ascii=False).encode(), b"{nonsense\n"])
    references = [trial for trial in done.trials if trial.name == "参考答案"]
    assert len(references) == sum(2 for one in case.problems if one.reference)
    assert all(trial.scored is not None and trial.scored >= 60 for trial in references)
    tried = next(trial for trial in done.trials if trial.name == "a")
    assert tried.marked == 100
    assert tried.apart is not None
    assert tried.apart < -20
    assert any("人给 100 分" in remark.message for remark in done.remarks)
    page = examination_page([done])
    assert "试评" in page
    assert "<script" not in page


def test_a_case_that_does_not_load_has_what_lint_says(tmp_path: Path) -> None:
    folder = tmp_path / "ab-001-x"
    folder.mkdir()
    (folder / "case.yaml").write_text("id: ab-001-x\n<b>: 1\n", encoding="utf-8")
    done = examine_folder(folder)
    assert done.case is None
    assert {remark.severity for remark in done.remarks} == {"必须改"}
    assert "<b>" not in examination_page([done])


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--cases", str(tmp_path)]
    assert main(["case", "new", "ab-001-x", *home]) == 0
    assert main(["case", "new", "ab-001-x", *home]) == 2
    assert main(["case", "new", "AB", *home]) == 2
    assert main(["case", "check", str(tmp_path / "ab-001-x")]) == 1
    assert main(["case", "check", "nowhere"]) == 2
    assert main(["case", "check", str(DEMO), "--no-trial", "--out", str(tmp_path / "page.html")]) == 0
    assert "案例体检" in (tmp_path / "page.html").read_text("utf-8")
    assert main(["case"]) == 2
    shown = capsys.readouterr()
    assert "已经有" in shown.err
    assert "不合格式" in shown.err
    assert "没有案例 nowhere" in shown.err
    assert "必须改" in shown.out
