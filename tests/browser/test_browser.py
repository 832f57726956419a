"""The notebooks in a real browser, as people see and use them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from labserver import until
from looks import check_looks
from notebookpage import Notebook, plain
from playwright.sync_api import expect

import kit

pytestmark = pytest.mark.browser

Open = Callable[[str], Notebook]

FINDING = (
    "某市某局党组履行议事决策职责不到位，落实党组议事规则不严格，以局长办公会代替党组会决定大额支出。"
    "根子在于党组书记民主集中制意识不强，监督没有跟上，存在廉洁风险。"
)
CASE = "xc-001-collective-decision"


def test_menus_are_chinese_and_a_case_opens_from_the_start_page(open_notebook: Open) -> None:
    notebook = open_notebook("00-开始.ipynb")
    bar = notebook.page.locator("#jp-MainMenu")
    assert plain(bar.inner_text()).split() == ["文件", "编辑", "查看", "运行", "内核", "标签页", "设置", "帮助"]
    notebook.run_all()
    check_looks(notebook)
    notebook.picture("00-start", notebook.page.locator(".kit-root").first)
    own = notebook.page.locator(".jp-MarkdownOutput p").first
    assert own.evaluate("node => getComputedStyle(node).fontSize") == "16px", "the notebook's text is as large as ours"
    title = kit.load_case(CASE).head.title
    notebook.page.get_by_placeholder("搜索案例").press_sequentially(title[:-2])
    expect(notebook.page.locator(".kit-choose:visible")).to_have_count(1)
    notebook.page.locator(".kit-choose", has_text=title).get_by_role("button", name="打开").click()
    notebook.page.get_by_role("button", name="问题底稿", exact=True).click()
    expect(notebook.page.get_by_placeholder("在这里写问题底稿")).to_be_visible()
    notebook.page.get_by_role("button", name="会议记录", exact=True).click()
    expect(notebook.page.locator(".kit-name", has_text="会议记录·1").first).to_be_visible()
    check_looks(notebook)
    notebook.picture("00-case", notebook.page.locator(".kit-task"))
    notebook.press("← 换一个案例或练习")
    expect(notebook.page.locator(".kit-choose").first).to_be_visible()
    notebook.press("清除条件")
    expect(notebook.page.locator(".kit-choose:visible")).not_to_have_count(1)


def test_category_is_found_by_keyboard_alone(open_notebook: Open) -> None:
    notebook = open_notebook("01-分类定性.ipynb")
    notebook.run_all()
    check_looks(notebook)
    notebook.picture("01-top")
    notebook.go_to("分类定性")
    cells = notebook.page.locator(".jp-Notebook .jp-Cell").count()
    problem = kit.load_case(CASE).problems[0]
    search = notebook.page.get_by_placeholder("搜索分类：输入关键词或代码")
    search.press_sequentially(problem.category)
    leaves = notebook.task.locator(".kit-level select").last
    expect(leaves.locator("option")).to_have_count(1)
    leaves.focus()
    notebook.page.keyboard.press("ArrowDown")  # JupyterLab's own key for the next cell
    expect(notebook.task.locator(".kit-chosen")).to_contain_text(f"已选 {problem.category}")
    for label in (problem.level, problem.severity):
        choice = notebook.task.locator(".kit-choice").get_by_role("button", name=label, exact=True)
        choice.focus()
        notebook.page.keyboard.press("x")  # JupyterLab's own key for cutting the cell
        notebook.page.keyboard.press("Enter")
        expect(choice).to_have_class(re.compile("mod-active"))
    expect(notebook.page.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)
    check_looks(notebook)
    notebook.picture("01-form", notebook.task)
    assert notebook.submit() == pytest.approx(100)
    expect(notebook.task.locator(".kit-feedback")).to_contain_text("参考答案")
    check_looks(notebook)
    notebook.picture("01-feedback", notebook.task.locator(".kit-feedback"))


def test_finding_is_scored_and_there_again_after_reload(open_notebook: Open) -> None:
    notebook = open_notebook("03-问题底稿.ipynb")
    notebook.run_all()
    check_looks(notebook)
    notebook.picture("03-top")
    notebook.picture("03-example", notebook.page.locator(".kit-root").first)
    notebook.go_to("问题底稿")
    area = notebook.page.get_by_placeholder("在这里写问题底稿")
    notebook.picture("03-empty", notebook.task)
    area.click()
    notebook.page.keyboard.insert_text(FINDING)
    expect(notebook.task.locator(".kit-count")).to_contain_text(f"已写 {len(FINDING)} 字")
    total = notebook.submit()
    assert total == kit.score({"case": CASE, "problem": "P1", "task": "finding", "text": FINDING}).total
    assert 5 < total < 90
    expect(notebook.task.locator(".kit-feedback")).to_contain_text("各项得分")
    expect(notebook.task.locator(".kit-feedback")).to_contain_text("还缺什么，为什么要紧")
    check_looks(notebook)
    notebook.picture("03-feedback", notebook.task.locator(".kit-feedback"))

    notebook.reload()
    notebook.run_all()
    notebook.go_to("问题底稿")
    expect(area).to_have_value(FINDING)
    expect(notebook.task.locator(".kit-note.kit-ok").first).to_contain_text("已恢复")
    notebook.press("查看上次评分")
    assert notebook.total() == total
    area.press("End")
    notebook.page.keyboard.insert_text("以上不符合党组议事规则关于大额资金集体研究的规定。")
    notebook.press("修改后再交")
    compared = notebook.task.locator(".kit-compare, .kit-scroll").filter(has_text="第 2 次")
    expect(compared).to_contain_text("第 1 次")
    first, second = notebook.attempts()
    assert (first["number"], first["score"]["total"], second["number"]) == (1, total, 2)
    notebook.picture("03-compared", compared)


def test_text_survives_a_killed_kernel(open_notebook: Open) -> None:
    notebook = open_notebook("04-整改措施.ipynb")
    notebook.run_all()
    check_looks(notebook)
    notebook.picture("04-top")
    notebook.go_to("整改措施")
    first = notebook.task.locator(".kit-entry").first.locator("textarea").first
    first.click()
    notebook.page.keyboard.insert_text("修订党组议事规则，明确大额支出必须上会")
    notebook.page.wait_for_timeout(1200)
    notebook.server.kernel().kill()
    notebook.page.goto("about:blank")
    notebook.server.end_kernels()
    notebook.faults.clear()  # that the connection broke is what this test wants
    notebook.open("04-整改措施.ipynb")
    notebook.run_all()
    notebook.go_to("整改措施")
    expect(first).to_have_value("修订党组议事规则，明确大额支出必须上会")
    expect(notebook.task.locator(".kit-note.kit-ok").first).to_contain_text("已恢复")
    check_looks(notebook)
    notebook.picture("04-restored", notebook.task)


def test_situations_tell_why(open_notebook: Open) -> None:
    notebook = open_notebook("05-纪律情境.ipynb")
    notebook.run_all()
    check_looks(notebook)
    notebook.picture("05-top")
    item = kit.load_exercise("discipline").set.items[0]
    radios = notebook.task.locator(".kit-radio")
    for place in range(radios.count()):
        radios.nth(place).locator(".widget-radio-box label").first.click()
    notebook.picture("05-form", notebook.task)
    total = notebook.submit()
    answer = notebook.attempts()[0]["answer"]
    assert len(answer["choices"]) == radios.count() > 0
    assert total == kit.score(answer).total
    told = plain(notebook.task.locator(".kit-feedback").inner_text())
    for situation in item.judgement:
        chosen = next(option for option in situation.options if option.id == answer["choices"][situation.id])
        assert chosen.why.rstrip("。") in told
    check_looks(notebook)
    notebook.picture("05-feedback", notebook.task.locator(".kit-feedback"))


@pytest.mark.parametrize("name", ["02-证据摘取", "06-数据核验", "07-评阅校准"])
def test_notebook_looks_well(open_notebook: Open, name: str) -> None:
    notebook = open_notebook(f"{name}.ipynb")
    notebook.run_all()
    check_looks(notebook)
    number = name[:2]
    notebook.picture(f"{number}-top")
    notebook.picture(f"{number}-task", notebook.task)
    notebook.picture(f"{number}-work", notebook.task.locator(".kit-work"))
    notebook.press("提交评分")
    expect(notebook.task).to_contain_text(re.compile("第 1 次提交|改好再交"))


def test_whole_case_from_discovery_to_report(open_notebook: Open) -> None:
    notebook = open_notebook("08-综合演练.ipynb")
    notebook.run_all()
    case = kit.load_case(CASE)
    problem = case.problems[0]
    reference = problem.reference
    assert reference is not None
    steps = notebook.page.locator(".kit-steps")
    assert plain(steps.inner_text()).split("\n") == ["发现问题"]
    check_looks(notebook)
    notebook.picture("08-discover", steps)

    fields = notebook.task.locator(".kit-entry textarea")
    for place, entry in enumerate(case.problems[:2]):
        fields.nth(place).click()
        notebook.page.keyboard.insert_text(entry.points[0].text)
    totals = {"发现问题": notebook.submit()}
    expect(steps.get_by_role("button", name="报告")).to_be_visible()
    notebook.picture("08-discovered", notebook.task.locator(".kit-feedback"))
    notebook.press("下一步")

    notebook.turn_to("分类定性")
    notebook.page.get_by_placeholder("搜索分类：输入关键词或代码").press_sequentially(problem.category)
    leaves = notebook.task.locator(".kit-level select").last
    expect(leaves.locator("option")).to_have_count(1)
    leaves.select_option(index=0)
    notebook.choose(problem.level)
    notebook.choose(problem.severity)
    totals["分类定性"] = notebook.submit()

    notebook.turn_to("证据摘取")
    for name, need in case.evidence_units[problem.id].items():
        material = name.split("·")[0]
        if need == "必需":
            notebook.task.get_by_role("button", name=material, exact=True).click()
            notebook.task.get_by_role("checkbox", name=f"选中 {name}", exact=True).check()
            expect(notebook.task.locator(".kit-chosen")).to_contain_text(name)
    check_looks(notebook)
    notebook.picture("08-evidence", notebook.task)
    totals["证据摘取"] = notebook.submit()

    notebook.turn_to("问题底稿")
    notebook.page.get_by_placeholder("在这里写问题底稿").fill(reference.finding)
    totals["问题底稿"] = notebook.submit()
    check_looks(notebook)
    notebook.picture("08-finding", notebook.task.locator(".kit-feedback"))

    notebook.turn_to("整改措施")
    for place, row in enumerate(reference.measures[:3]):
        areas = notebook.task.locator(".kit-entry").nth(place).locator("textarea")
        for area, words in enumerate((row.measure, row.owner, row.deadline, row.deliverable)):
            areas.nth(area).fill(words)
    totals["整改措施"] = notebook.submit()
    check_looks(notebook)
    notebook.picture("08-measures", notebook.task)

    notebook.turn_to("纪律情境")
    for place, situation in enumerate(case.judgement):
        best = max(range(len(situation.options)), key=lambda n: situation.options[n].score)
        notebook.task.locator(".kit-radio").nth(place).locator(".widget-radio-box label").nth(best).click()
    totals["纪律情境"] = notebook.submit()
    assert all(totals[step] >= 85 for step in ("分类定性", "问题底稿", "纪律情境"))

    notebook.press("报告")
    report = notebook.page.locator(".kit-root", has_text="已交 6 /")
    expect(report).to_contain_text("做得好的")
    for total in totals.values():
        expect(report).to_contain_text(f"{total:g}")
    check_looks(notebook)
    notebook.picture("08-report", steps)
    with notebook.page.expect_download() as download:
        notebook.press("保存报告")
        notebook.page.get_by_role("link", name="点这里下载一份").click()
    kept = until(lambda: list((notebook.server.data / "reports").glob("*.html")), "the report is on disk")
    assert download.value.path().read_bytes() == kept[0].read_bytes()
    page = kept[0].read_text("utf-8")
    assert reference.finding[:20] in page or "kit-met" in page
