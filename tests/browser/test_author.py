"""The author's path in a real browser: from an ordinary Word file to a saved case that lints clean and trains."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from labserver import ROOT, Server, serving
from looks import check_looks
from notebookpage import Notebook
from playwright.sync_api import Browser, Locator, Page, expect

from kit.content.lint import lint

pytestmark = pytest.mark.browser

CASE = "ab-001-print-shop"
FILE_WORDS = frozenset(
    {"Word", "Excel", "docx", "xlsx", "csv", "txt", "md", "pdf", "xc", "case", "key", "yaml", "materials"}
)
"""What an author knows of files."""
PARAGRAPHS = (
    "2024年3月5日，某局召开局长办公会，局长乙某主持，会议研究决定支付印刷费48万元，会后没有提交党组会。",
    "某局党组议事规则第六条规定，单笔30万元以上的支出，由党组会集体研究决定。",
    "2024年6月11日，局长办公会听取食堂改造情况，费用12万元，按规定由局长办公会研究，会议材料齐全。",
    "谈话中，党组书记甲某说，印刷的事情办公会定过了，党组会就没有再上，规则我没有细看。",
    "办公室主任丙某说，食堂改造是急事，办公会定了以后又报党组会备案，手续是全的。",
)
LEDGER = (
    ("序号", "事项", "金额（万元）", "决策会议"),
    ("1", "印刷服务", "48", "局长办公会"),
    ("2", "食堂改造", "12", "局长办公会"),
)
BACKGROUND = (
    "2024年9月，某市委巡察组对某局党组开展常规巡察。该局承担行业管理和公共服务职责，设六个科室和一个下属中心，在职人员四十余名。"
    "巡察组调阅了今年以来的会议材料和支出台账，并与有关人员谈话。以下为摘录，其中既有需要关注的情况，也有正常业务。"
    "请对照制度和台账，判断存在什么情况，并提出意见。"
)
POINTS = (
    "局党组落实集体决策制度不严，大额支出未经党组会研究",
    "2024年3月5日局长办公会决定支付印刷费48万元，没有提交党组会",
    "违反某局党组议事规则第六条关于30万元以上支出的规定",
    "党组书记甲某对议事规则不熟悉，带头执行不力",
    "集体领导作用被削弱，大额支出的风险增大",
)
MEASURES = ("对3月5日决定的印刷费支出提交党组会复核", "修订局长办公会议事规则，把30万元以上支出列入党组会清单")


def word_file(path: Path) -> Path:
    document = Document()
    document.add_heading("会议和谈话摘录", 1)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    document.add_paragraph("支出台账")
    table = document.add_table(len(LEDGER), len(LEDGER[0]))
    for row, cells in enumerate(LEDGER):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    held = io.BytesIO()
    document.save(held)
    path.write_bytes(held.getvalue())
    return path


@pytest.fixture(scope="module")
def desk(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A JupyterLab whose cases lie in a folder of its own."""
    home = tmp_path_factory.mktemp("project")
    (home / "cases").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_ROOT", str(home))
        with serving(tmp_path_factory.mktemp("authorlab")) as server:
            shutil.copytree(ROOT / "notebooks" / "教员", server.notebooks / "教员")
            yield server, home


@pytest.fixture
def notebook(desk: tuple[Server, Path], browser: Browser, pictures: Path) -> Iterator[Notebook]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    context.set_default_timeout(20_000)
    made = Notebook(desk[0], context.new_page(), pictures)
    yield made
    made.page.screenshot(path=pictures / "last-author.png")
    context.close()
    assert made.faults == []


def step(page: Page, name: str) -> None:
    page.locator(".kit-task > .kit-tabs").first.get_by_role("button", name=name, exact=True).click()


def area(page: Page, tip: str, number: int = 0) -> Locator:
    return page.locator(f".kit-task textarea[title='{tip}'], .kit-task input[title='{tip}']").nth(number)


def mark(page: Page, words: str) -> None:
    """Mark words in the materials with the mouse, as an author would."""
    found = page.wait_for_function(
        """words => {
          const pane = document.querySelector('.kit-markable') || document.head;
          const walk = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const node = walk.currentNode, at = node.data.indexOf(words);
            if (at < 0 || !node.parentElement.checkVisibility()) continue;
            node.parentElement.scrollIntoView({block: 'center'});
            const range = document.createRange();
            range.setStart(node, at); range.setEnd(node, at + words.length);
            const all = [...range.getClientRects()], first = all[0], last = all[all.length - 1];
            return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
          }
        }""",
        arg=words,
    )
    box = found.json_value()
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()


def test_from_a_word_file_to_a_case_that_trains(notebook: Notebook, desk: tuple[Server, Path], tmp_path: Path) -> None:
    server, home = desk
    page = notebook.page
    notebook.open("教员/案例编写.ipynb")
    notebook.run_all()
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-00-start", page.locator(".kit-root").first)
    page.get_by_placeholder("新案例的编号，如 ab-001-village").fill(CASE)
    notebook.press("新建案例")
    area(page, "案例题目").fill("某局经费支出管理案例")
    area(page, "被巡察单位").fill("某局党组")
    area(page, "背景（100–400 字）").fill(BACKGROUND)
    area(page, "来源说明").fill("虚构案例，由测试编写")
    expect(page.locator(".kit-note", has_text="其他步骤")).not_to_contain_text("这一步")
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-01-background", page.locator(".kit-task"))

    step(page, "材料")
    with page.expect_file_chooser() as chooser:
        page.locator("button.jupyter-button", has_text="导入文件").click()
    chooser.value.set_files(word_file(tmp_path / "会议谈话.docx"))
    expect(page.locator(".kit-note.kit-ok", has_text="已导入《支出台账》")).to_be_visible()
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-02-materials", page.locator(".kit-task"))

    step(page, "问题")
    area(page, "问题题目（学员看不到）").fill("大额支出以局长办公会代替党组会决定")
    area(page, "提问（学员看得到）").fill("请就该局议事决策方面存在的问题撰写底稿")
    page.get_by_placeholder("搜索分类：输入关键词或代码").fill("C1.1")
    page.locator(".kit-level select").last.select_option(index=0)
    expect(page.locator(".kit-chosen")).to_contain_text("已选 C1.1")
    area(page, "适当的责任主体").fill("党组、党组书记、办公室")
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-03-problem", page.locator(".kit-task"))

    step(page, "要点")
    for number, text in enumerate(POINTS):
        area(page, "内容", number).fill(text)
    area(page, "必须有的数字", 1).fill("48万元")
    area(page, "错误说法").wait_for(state="detached")
    notebook.press("+ 添加一条错误说法")
    area(page, "错误说法").fill("食堂改造12万元没有上党组会，决策违规")
    area(page, "为什么不对").fill("金额在30万元以下，按规定由局长办公会研究，又报了备案")
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-04-points", page.locator(".kit-task"))

    step(page, "证据")
    mark(page, "会议研究决定支付印刷费48万元")
    expect(page.locator(".kit-note.kit-ok", has_text="选中 会议谈话·1")).to_be_visible()
    notebook.press("加为证据")
    mark(page, "由党组会集体研究决定")
    notebook.press("加为证据")
    expect(page.locator(".kit-entry")).to_have_count(2)
    page.locator(".kit-marked textarea").fill("局长办公会")
    expect(page.locator(".kit-note", has_text="出现了")).to_be_visible()
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-05-evidence", page.locator(".kit-task"))
    page.get_by_role("button", name="支出台账", exact=True).click()
    page.locator(".kit-markable td", has_text="印刷服务").click()
    expect(page.locator(".kit-note.kit-ok", has_text="选中 支出台账·1：整行")).to_be_visible()
    notebook.press("加为证据")
    expect(page.locator(".kit-entry")).to_have_count(3)

    step(page, "干扰项")
    mark(page, "听取食堂改造情况")
    notebook.press("加为干扰项")
    area(page, "为什么不是问题").fill("金额在30万元以下，按规定由局长办公会研究")
    step(page, "整改措施")
    for number, text in enumerate(MEASURES):
        area(page, "内容", number).fill(text)
    step(page, "检查与预览")
    expect(page.locator(".kit-note.kit-ok", has_text="没有发现毛病")).to_be_visible()
    page.get_by_role("button", name="P1 底稿题", exact=True).click()
    expect(page.get_by_placeholder("在这里写问题底稿")).to_be_visible()
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-06-preview", page.locator(".kit-task"))
    page.get_by_role("button", name="体检", exact=True).click()
    notebook.press("开始体检")
    expect(page.locator(".kit-feedback")).to_contain_text("篇幅", timeout=60_000)
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-07-doctor", page.locator(".kit-task"))

    step(page, "保存")
    notebook.press("保存到案例文件夹")
    expect(page.locator(".kit-note.kit-ok", has_text="可以用来训练了")).to_be_visible()
    check_looks(notebook, FILE_WORDS)
    notebook.picture("author-08-saved", page.locator(".kit-task"))
    assert lint([home / "cases" / CASE]) == ()
    assert sorted(path.name for path in (home / "cases" / CASE).rglob("*") if path.is_file()) == [
        "02.md", "03.csv", "case.yaml", "key.yaml"]  # fmt: skip

    server.end_kernels()
    notebook.open("00-开始.ipynb")
    notebook.run_all()
    page.locator(".kit-choose", has_text="某局经费支出管理案例").get_by_role("button", name="打开").click()
    page.get_by_role("button", name="问题底稿", exact=True).click()
    page.get_by_placeholder("在这里写问题底稿").fill(
        f"{POINTS[0]}。{POINTS[1]}。{POINTS[2]}。{POINTS[3]}，{POINTS[4]}。"
    )
    assert notebook.submit() > 60
    notebook.picture("author-09-trained", notebook.task)
    assert json.loads((server.data / "attempts.jsonl").read_text("utf-8").splitlines()[-1])["ref"]["case"] == CASE


def test_the_bank_shows_what_there_is(notebook: Notebook, desk: tuple[Server, Path]) -> None:
    desk[0].end_kernels()
    notebook.open("教员/题库.ipynb")
    notebook.run_all()
    page = notebook.page
    expect(page.locator(".kit-root").first).to_contain_text("末级分类")
    check_looks(notebook, FILE_WORDS)
    notebook.picture("bank-overview", page.locator(".kit-root").first)
    page.get_by_role("button", name="问题分类", exact=True).click()
    check_looks(notebook, FILE_WORDS)
    notebook.picture("bank-leaves", page.locator(".kit-root").first)
