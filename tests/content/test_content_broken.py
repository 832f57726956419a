"""Every fault that an author can make: what lint says of it, and at which line."""

# ruff: noqa: E501 - a table reads best with one row a line

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.content.cases import load_case
from kit.content.exercises import load_exercise
from kit.content.lint import lint
from kit.errors import ContentError

CASE = "cases/aa-001-base"
KEY = f"{CASE}/key.yaml"
HEAD = f"{CASE}/case.yaml"
PROSE = f"{CASE}/materials/01-meetings.md"
TABLE = f"{CASE}/materials/02-ledger.csv"
SET = "exercises/aa-set.yaml"
SAMPLES = f"{CASE}/samples.jsonl"


@dataclass(frozen=True)
class Row:
    """Replace ``old`` (which must be there) by ``new`` in ``file``; the finding stands at the line of ``at``.

    ``at`` is a text that the broken file has, or a line number.
    """

    name: str
    file: str
    old: str
    new: str
    at: str | int
    says: str


FORM = (
    Row("unknown field", KEY, "    severity:", "    sevirity:", "sevirity", "不认识的字段“sevirity”，是不是“severity”？"),
    Row("field missing", KEY, "    severity: 较重\n", "", 2, "缺少字段“severity”：请补上"),
    Row("unknown field in case.yaml", HEAD, "organ:", "organs:", "organs:", "是不是“organ”？"),
    Row("unknown field far from any", HEAD, "organ:", "zzzzzz: 1\norgan:", "zzzzzz", "不认识的字段“zzzzzz”：可用的有 id、title"),
    Row("half-width comma in braces", KEY, "text: 甲某涉嫌受贿,", "text: 甲某,涉嫌受贿,", "涉嫌受贿", "给整句加引号，或改用全角标点"),
    Row("duplicate key", KEY, "    level: 政治\n", "    level: 政治\n    level: 业务\n", 8, "“level”重复：第 7 行已有"),
    Row("wrong choice", KEY, "level: 政治", "level: 政务", "level:", "不能是 “政务”：应为 政治、党务、业务、财务 之一，是不是“政治”？"),
    Row("wrong choice of need", KEY, "定, need: 必需", "定, need: 必须", "need: 必须", "必需、佐证 之一"),
    Row("number for text", KEY, "title: 以局长办公会代替党组会", "title: 2023", "title: 2023", "应是文字，现为 数字 2023：请给它加引号"),
    Row("text for number", HEAD, "minutes: 30", 'minutes: "30"', "minutes", "应是整数，现为 “30”：请写不带引号的整数"),
    Row("fraction for whole", HEAD, "minutes: 30", "minutes: 30.5", "minutes", "应是整数，现为 数字 30.5"),
    Row("truth for whole", HEAD, "minutes: 30", "minutes: true", "minutes", "应是整数，现为 true"),
    Row("too large", HEAD, "minutes: 30", "minutes: 6000", "minutes", "是 数字 6000，应不大于 600"),
    Row("too small", HEAD, "difficulty: 1", "difficulty: 0", "difficulty", "应不小于 1"),
    Row("empty value", HEAD, "organ: 某局党组", "organ:", "organ:", "“organ”空着：请填写"),
    Row("empty text", HEAD, "organ: 某局党组", 'organ: ""', "organ:", "“organ”空着：请填写"),
    Row("text for list", KEY, "owners: [局党组, 办公室]", "owners: 局党组", "owners:", "应是列表，现为 “局党组”"),
    Row("text for record", KEY, "also: {C1.3: 0.4}", "also: C1.3", "also:", "应是“名称: 值”的对应，现为 “C1.3”"),
    Row("yes is text", KEY, "grave: true", "grave: yes", "grave: yes", "应是 true 或 false，现为 “yes”"),
    Row("colon in a list element", KEY, "owners: [局党组, 办公室]", "owners: [局党组: 书记]", "owners:", "文字里有“: ”或花括号时请整句加引号"),
    Row("list element", KEY, "owners: [局党组, 办公室]", "owners: [局党组, 3]", "owners:", "“owners”第 2 项应是文字，现为 数字 3"),
    Row("share above one", KEY, "C1.3: 0.4", "C1.3: 1.4", "also:", "“C1.3”是 数字 1.4，应不大于 1"),
    Row("infinite", KEY, "C1.3: 0.4", "C1.3: .inf", "also:", "“.inf”不是有限的数"),
    Row("infinite by exponent", KEY, "C1.3: 0.4", "C1.3: 1e999", "also:", "“1e999”不是有限的数"),
    Row("endless digits", KEY, "C1.3: 0.4", "C1.3: " + "9" * 5000, "also:", "数字长达 5000 位"),
    Row("no problems", KEY, "problems:\n", "problems: []\nproblem:\n", "problems:", "只有 0 项，至少要 1 项"),
    Row("whole file a list", HEAD, "id: aa-001-base\n", "- id: aa-001-base\n", 2, "YAML 写法有误"),
    Row("whole file a text", SET, "id: aa-set\n", "只有一句话\n# ", 3, "YAML 写法有误"),
)  # fmt: skip

YAML = (
    Row("anchor", KEY, "title: 以局长", "title: &t 以局长", "&t", "不支持锚点 &t"),
    Row("alias", KEY, "    prompt: 请就", "    prompt: *t\n    # ", "*t", "不支持引用 *t"),
    Row("merge key", KEY, "    level: 政治", "    <<: {level: 政治}", "<<", "不支持合并键"),
    Row("tag", KEY, "level: 政治", "level: !!str 政治", "!!str", "不支持标签"),
    Row("python tag", KEY, "level: 政治", "level: !!python/object/apply:os.getcwd []", "!!python", "不支持标签"),
    Row("two documents", KEY, "red_herrings:", "---\nred_herrings:", "---", "多份文档"),
    Row("too deep", KEY, "owners: [局党组, 办公室]", "owners: " + "[" * 50 + "]" * 50, "owners:", "嵌套超过 20 层"),
    Row("tab", KEY, "    level: 政治", "\tlevel: 政治", "\tlevel", "用制表符（Tab）缩进：请换成空格"),
    Row("full-width colon", KEY, "    level: 政治", "    level\uff1a政治", "level\uff1a", "用了全角冒号"),
    Row("full-width colon at the top", HEAD, "organ: 某", "organ\uff1a某", "organ\uff1a", "用了全角冒号"),
    Row("quote not closed", HEAD, "title: 某局议事决策案例", 'title: "某局议事决策案例', "title:", "引号没有收尾"),
    Row("colon in text", HEAD, "title: 某局议事决策案例", "title: 某局: 案例", "title:", "含“: ”的文字请整句加引号"),
    Row("text not indented", HEAD, "title: 某局", "title: |\n某局", 3, "多行文字没有缩进"),
    Row("indentation", KEY, "    level: 政治", "   level: 政治", "   level: 政治", "缩进不齐"),
    Row("quote then text", HEAD, "title: 某局", 'title: "某局"', "title:", "整句加引号"),
    Row("at sign", HEAD, "title: 某局", "title: @某局", "title:", "请整句加引号"),
    Row("bracket not closed", KEY, "owners: [局党组, 办公室]", "owners: [局党组, 办公室", "red_herrings:", "括号"),
)  # fmt: skip

MEANING = (
    Row("quote absent", KEY, "quote: 就在这个会上定", "quote: 就在那个会上定", 10, "不在《会议记录》中：请从原文逐字复制"),
    Row("quote differs in signs", KEY, "quote: 时间紧", "quote: 时间紧。就在", 11, "文字相同而空格、标点或换行不同"),
    Row("quote ambiguous", KEY, "quote: 时间紧", "quote: 办公会", 11, "出现 2 次：请加长到只出现一次"),
    Row("quote across blocks", KEY, "quote: 时间紧", 'quote: "同意。\\n\\n外墙"', 11, "跨了段落"),
    Row("quote in a heading", KEY, "quote: 时间紧", "quote: 六月", 11, "在标题里：请引用正文"),
    Row("quote across cells", KEY, 'quote: "36.8"', "quote: 系统运维,36.8", 12, "不认识的字段“36.8”"),
    Row("quote across cells, quoted", KEY, 'quote: "36.8"', 'quote: "系统运维,36.8"', 12, "跨了表格的格子"),
    Row("quote in the header", KEY, 'quote: "36.8"', "quote: 依据", 12, "在表头里"),
    Row("quote of an escaped cell", KEY, 'quote: "36.8"', "quote: '6月19日\"局长'", 12, "双引号写成了两个"),
    Row("quote empty", KEY, "quote: 时间紧", 'quote: ""', 11, "空着"),
    Row("row too large", KEY, "row: 2", "row: 4", 13, "没有第 4 行数据：数据行从 1 到 3，不算表头"),
    Row("row zero", KEY, "row: 2", "row: 0", 13, "没有第 0 行数据"),
    Row("row of prose", KEY, "支出台账, row: 2", "会议记录, row: 2", 13, "《会议记录》不是台账"),
    Row("both quote and row", KEY, "row: 2", "row: 2, quote: 设备采购", 13, "只能写一个"),
    Row("neither", KEY, "row: 2, ", "", 13, "缺少引文"),
    Row("unknown material", KEY, "{material: 支出台账, row: 2", "{material: 支出台帐, row: 2", 13, "是不是“支出台账”？"),
    Row("herring out of range", KEY, "row: 3, why", "row: 9, why", "row: 9", "没有第 9 行数据"),
    Row("unknown code", KEY, "category: C1.1", "category: C1.9", "category", "分类体系里没有“C1.9”，是不是“C1."),
    Row("code of a group", KEY, "category: C1.1", "category: C1", "category", "不是末级：请写到末级，如 C1.1"),
    Row("full-width code", KEY, "category: C1.1", "category: Ｃ１.１", "category", "是不是“C1.1”？"),
    Row("full-width point in a code", KEY, "category: C1.1", "category: C1。1", "category", "请改成半角“C1.1”"),
    Row("also unknown", KEY, "C1.3: 0.4", "C9.9: 0.4", "also", "分类体系里没有“C9.9”"),
    Row("also holds the primary", KEY, "C1.3: 0.4", "C1.1: 0.4", "also", "also 里不能再写主分类“C1.1”"),
    Row("weight zero", KEY, "weight: 1, text: 办公会", "weight: 0, text: 办公会", "weight: 0,", "应大于 0"),
    Row("weight too large", KEY, "weight: 1, text: 办公会", "weight: 101, text: 办公会", "101", "应不大于 100"),
    Row("weight swamps", KEY, "weight: 1, text: 办公会", "weight: 50, text: 办公会", "weight: 50", "占事实的 96%"),
    Row("measure swamps", KEY, "weight: 1, text: 逐项", "weight: 9, text: 逐项", "weight: 9", "占measures的 90%"),
    Row("point id twice", KEY, "id: P1.3", "id: P1.1", "办公会当场", "得分点编号“P1.1”重复：第 15 行已有"),
    Row("measure id as a point's", KEY, "id: P1.m2", "id: P1.2", "P1.2, aspect", "得分点编号“P1.2”重复"),
    Row("option id twice", KEY, "{id: b, text", "{id: a, text", "透露一点", "选项编号“a”重复"),
    Row("one option", KEY, "      - {id: b, text: 透露一点, score: -1, why: 泄密, grave: true}\n", "", "options:", "至少要 2 项"),
    Row("no best option", KEY, "score: 2", "score: 0", "options:", "没有得正分的选项"),
    Row("best option is grave", KEY, "score: 2,", "score: 2, grave: true,", "options:", "没有得正分的选项"),
    Row("score too high", KEY, "score: 2", "score: 3", "score: 3", "应不大于 2"),
    Row("score too low", KEY, "score: -1", "score: -2", "score: -2", "应不小于 -1"),
    Row("number not in the text", KEY, "[2笔, 95.3万元]", "[2笔, 59.3万元]", "59.3", "numbers 里的“59.3万元”不在 text 和 accept 中"),
    Row("full-width id", KEY, "- id: J1", "- id: Ｊ1", "Ｊ1", "“Ｊ1”里有全角字符：请改成半角“J1”"),
    Row("no points", KEY, "    points:\n", "    points: []\n    wrong:\n", 2, "没有得分点"),
    Row("herring is evidence of all", KEY, "row: 3, why", "row: 2, why", "row: 2, why", "“支出台账·2”同时是每个问题的证据"),
    Row("id unlike the folder", HEAD, "id: aa-001-base", "id: aa-001-other", 1, "与文件夹名“aa-001-base”不同"),
    Row("id of a wrong form", HEAD, "id: aa-001-base", "id: AA-1", 1, "不合格式"),
    Row("background short", HEAD, "  请阅读材料", "# ", "background", "应在 100–400 字之间：请补充"),
    Row("background long", HEAD, "请阅读材料", "请阅读材料" * 80, "background", "请删减"),
    Row("material name twice", HEAD, "name: 支出台账", "name: 会议记录", 13, "材料名“会议记录”重复"),
    Row("same file twice", HEAD, "materials/02-ledger.csv", "materials/01-meetings.md", 13, "已用作材料《会议记录》"),
)  # fmt: skip

FILES = (
    Row("file missing", HEAD, "02-ledger.csv", "02-leger.csv", 13, "没有文件“materials/02-leger.csv”：请补上，或改正文件名，是不是“materials/02-ledger.csv”？"),
    Row("path up", HEAD, "materials/02-ledger.csv", "../other/x.csv", 13, "离开了案例文件夹"),
    Row("path up inside", HEAD, "materials/02-ledger.csv", "materials/../../x.csv", 13, "离开了案例文件夹"),
    Row("absolute", HEAD, "materials/02-ledger.csv", "/etc/passwd", 13, "绝对路径"),
    Row("drive", HEAD, "materials/02-ledger.csv", "C:/x.csv", 13, "绝对路径"),
    Row("backslash", HEAD, "materials/02-ledger.csv", "materials\\02-ledger.csv", 13, "反斜杠"),
    Row("the key as material", HEAD, "materials/02-ledger.csv", "key.yaml", 13, "不是 .md 或 .csv"),
    Row("path with NUL", HEAD, "materials/02-ledger.csv", '"materials/\\0.csv"', 13, "含有控制字符 U+0000"),
    Row("ragged", TABLE, "42.0,4月", "42.0,多,4月", 4, "第 3 行数据有 5 格，表头有 4 格"),
    Row("duplicate header", TABLE, "日期,事项", "事项,事项", 1, "表头“事项”重复 2 次"),
    Row("empty header", TABLE, "日期,事项", ",事项", 1, "表头有空格子"),
    Row("full-width commas", TABLE, "日期,事项,金额（万元）,依据", "日期，事项，金额，依据", 1, "请用半角逗号隔开"),
    Row("quote open in a table", TABLE, '"6月19日""局长办公会"",纪要在案"', '"6月19日', 3, "双引号没有收尾"),
    Row("empty table row", TABLE, "2023-07-02,外墙修缮,42.0,4月12日党组会", ",,,", 1, "第 3 行数据整行为空"),
    Row("heading without a gap", PROSE, "## 六月\n\n", "## 六月\n", 6, "标题与下面的文字之间没有空行"),
    Row("zero-width", PROSE, "设备采购", "设备\u200b采购", "设备\u200b", "有看不见的字符 U+200B"),
    Row("control", PROSE, "设备采购", "设备\x07采购", "设备\x07", "含有控制字符 U+0007"),
    Row("NUL", HEAD, "某局党组", "某局\0党组", "organ", "含有控制字符 U+0000"),
    Row("line separator", KEY, "text: 修订党组", "text: 修订\u2028党组", "修订\u2028", "U+2028"),
)  # fmt: skip

ITEMS = (
    Row("name unlike the file", SET, "id: aa-set", "id: aa-sets", 1, "编号“aa-sets”与文件名“aa-set”不同"),
    Row("unknown mode", SET, "mode: practice", "mode: train", "mode:", "应为 practice、exam 之一"),
    Row("pass mark", SET, "pass_mark: 60", "pass_mark: 160", "pass_mark", "应不大于 100"),
    Row("time limit", SET, "time_limit: 30", "time_limit: 0", "time_limit", "应不小于 1"),
    Row("item id twice", SET, "id: pairs", "id: find", 13, "题目编号“find”重复：第 8 行已有"),
    Row("item id with a slash", SET, "id: pairs", "id: a/b", 13, "不能有“/”"),
    Row("full-width item id", SET, "id: pairs", "id: ｐairs", 13, "“ｐairs”里有全角字符：请改成半角“pairs”"),
    Row("full-width field name", SET, "    kind: match", "    ｋｉｎｄ: match", 14, "不认识的字段“ｋｉｎｄ”，是不是“kind”？"),
    Row("rewrite number not in the text", SET, "weight: 1, text: 党组", "weight: 1, numbers: [3次], text: 党组", "numbers:", "numbers 里的“3次”不在"),
    Row("unknown kind", SET, "kind: match", "kind: matsh", "matsh", "没有题型“matsh”，是不是“match”？"),
    Row("payload missing", SET, "    match:\n", "    mach:\n", 14, "题型 match 缺少“match:”一节"),
    Row("payload for another kind", SET, "kind: match", "kind: order", "match:", "题型是 order，不应有“match”"),
    Row("case missing", SET, "    case: aa-001-base\n    problem", "    problem", "kind: finding", "题型 finding 缺少“case”"),
    Row("problem missing", SET, "    problem: P1\n", "", "kind: finding", "题型 finding 缺少“problem”"),
    Row("problem for a match", SET, "kind: match", "kind: match\n    problem: P1", 15, "题型 match 不针对某一个问题"),
    Row("unknown case", SET, "aa-001-base\n    problem", "aa-001-bass\n    problem", 10, "没有案例“aa-001-bass”，是不是“aa-001-base”？"),
    Row("unknown problem", SET, "problem: P1", "problem: P9", "problem: P9", "里没有问题“P9”"),
    Row("covers unknown row", SET, "covers: [10]", "covers: [99]", "[99]", "covers 里的 99 不在训练要点表中：行号从 1 到 76"),
    Row("covers a wrong kind", SET, "covers: [10]", "covers: [48]", "[48]", "只能用 judgement 训练，不能用 finding"),
    Row("covers twice", SET, "covers: [10]", "covers: [10, 10]", "[10, 10]", "covers 里 10 重复"),
    Row("covers a text", SET, "covers: [10]", "covers: ['10']", "['10']", "应是整数"),
    Row("pair unknown left", SET, "{left: l1,", "{left: l3,", "left: l3", "左栏里没有“l3”，是不是“l1”？"),
    Row("pair unknown right", SET, "right: r2, why", "right: r9, why", "r9", "右栏里没有“r9”"),
    Row("left without a pair", SET, "{left: l2, right: r2", "{left: l1, right: r2", "left: [", "左栏“l2”没有配对"),
    Row("left id twice", SET, "{id: l2, text", "{id: l1, text", "left: [", "左栏编号“l1”重复"),
    Row("order unknown", SET, "[s2, s3]]", "[s2, s4]]", "answer:", "answer 里的“s4”不在 steps 中"),
    Row("order incomplete", SET, "answer: [s1, [s2, s3]]", "answer: [s1, s2]", "answer:", "answer 缺少 s3"),
    Row("order twice", SET, "[s2, s3]]", "[s2, s3, s1]]", "answer:", "answer 里“s1”重复"),
    Row("choice of another length", SET, "answer: [s1, [s2, s3]]", "choose: 2\n      answer: [s1]", "answer:", "而 choose 要选 2 项"),
    Row("choice without values", SET, "answer: [s1, [s2, s3]]", "choose: 2\n      answer: [s1, s2]", "id: s1", "每一项都要有 value"),
    Row("choice of too many", SET, "answer: [s1, [s2, s3]]", "choose: 3\n      answer: [s1, s2, s3]", "choose", "steps 只有 3 项"),
    Row("order element of no kind", SET, "[s2, s3]]", "5]", "answer:", "“answer”第 2 项应是文字，现为 数字 5"),
    Row("order element of an inner list", SET, "[s2, s3]]", "[s2, 3]]", "answer:", "“answer”第 2 项第 2 项应是文字，现为 数字 3"),
    Row("verify without an answer", SET, "value: 7, unit: 个, ", "", "q1", "小题没有答案：value、rows、verdict 必须恰有一个"),
    Row("verify with two", SET, "value: 7, unit", "value: 7, rows: [汇总·1], unit", "q1", "同时有 value、rows"),
    Row("verify unknown row", SET, "汇总·2", "汇总·3", "汇总·3", "没有名为“汇总·3”的数据行，是不是“汇总·"),
    Row("verify unknown case row", SET, "支出台账·1", "支出台账·7", "支出台账·7", "没有名为“支出台账·7”的数据行"),
    Row("verify unknown verdict", SET, "verdict: a", "verdict: c", "verdict: c", "选项里没有“c”"),
    Row("verify table ragged", SET, "- [一, '3']", "- [一]", "- [一]", "第 1 行有 1 格，表头有 2 格"),
    Row("verify cell a number", SET, "- [一, '3']", "- [一, 3]", "- [一, 3]", "应是文字，现为 数字 3：请给它加引号"),
    Row("diagnose unknown label", SET, "labels: [空泛]", "labels: [空话]", "d1", "凑数、空泛、虚假、不对应 之一"),
    Row("diagnose empty measure", SET, "measure: 修订办法, ", "", "d2", "措施没有内容"),
    Row("rewrite without 定性", SET, "aspect: 定性, weight: 1", "aspect: 事实, weight: 1", "points:", "没有 aspect 为 定性 的得分点"),
    Row("review mark missing", SET, "marks: {定性: 1, ", "marks: {", "marks:", "marks 缺少维度 定性"),
    Row("review mark out of range", SET, "marks: {定性: 1", "marks: {定性: 5", "marks:", "应不大于 4"),
    Row("review unknown criterion", SET, "why: {定性: 含糊", "why: {定型: 含糊", "why: {定型", "why 里没有维度“定型”，是不是“定性”？"),
    Row("review without a draft", SET, "      text: 该单位有问题。\n", "", "    review:\n", "缺少“text”"),
    Row("judgement without a best", SET, "婉拒并报告, score: 2", "婉拒并报告, score: -1", "options:\n", "没有得正分的选项"),
    Row("judgement with neither", SET, "    judgement:\n      - id: J1", "    judgment:\n      - id: J1", "kind: judgement", "缺少“judgement:”一节或“case”"),
)  # fmt: skip

ROWS = FORM + YAML + MEANING + FILES + ITEMS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_fault_is_told_at_its_line(row: Row, base: Path) -> None:
    text = (base / row.file).read_text(encoding="utf-8")
    assert text.count(row.old) >= 1, "the row does not break anything"
    broken = text.replace(row.old, row.new, 1)
    (base / row.file).write_text(broken, encoding="utf-8", newline="")
    line = row.at if isinstance(row.at, int) else broken[: broken.index(row.at)].count("\n") + 1
    told = [str(finding) for finding in lint([base / "cases", base / "exercises"], base)]
    assert any(said.startswith(f"{row.file}:{line}: ") and row.says in said for said in told), told


def test_the_base_is_without_fault(base: Path) -> None:
    assert lint([base], base) == ()
    assert load_case(base / CASE).id == "aa-001-base"
    assert load_exercise(base / SET).id == "aa-set"


BYTES: tuple[tuple[str, str, Callable[[bytes], bytes], int, str], ...] = (
    ("GB18030", PROSE, lambda data: data.decode().encode("gb18030"), 1, "像是 GB18030（GBK）：请用编辑器另存为 UTF-8"),
    ("GB18030 key", KEY, lambda data: data.decode().encode("gb18030"), 3, "像是 GB18030"),
    ("UTF-16", HEAD, lambda data: data.decode().encode("utf-16"), 1, "编码是 UTF-16"),
    ("no encoding", TABLE, lambda data: data + b"\xff\xff\x80", 5, "也认不出是什么编码"),
    ("BOM", KEY, lambda data: b"\xef\xbb\xbf" + data, 1, "文件开头有 BOM"),
    ("BOM of a table", TABLE, lambda data: b"\xef\xbb\xbf" + data, 1, "文件开头有 BOM"),
    ("BOM of a set", SET, lambda data: b"\xef\xbb\xbf" + data, 1, "文件开头有 BOM"),
    ("empty", KEY, lambda data: b"", 1, "文件是空的"),
    ("blank", PROSE, lambda data: b" \n\r\n\t", 1, "文件是空的"),
    ("empty set", SET, lambda data: b"", 1, "文件是空的"),
    ("only comments", KEY, lambda data: b"# nothing\n# here\n", 1, "只有注释"),
    ("only dashes", HEAD, lambda data: b"---\n", 2, "整个文件没有内容"),
    ("header alone", TABLE, lambda data: data.split(b"\n")[0] + b"\n", 1, "只有表头，没有数据行"),
    ("headings alone", PROSE, lambda data: b"# a\n\n## b\n", 1, "没有正文段落"),
    ("only NUL", KEY, lambda data: b"\0" * 100, 1, "控制字符 U+0000"),
    ("an image", PROSE, lambda data: b"\x89PNG\r\n\x1a\n\0\0", 1, "认不出是什么编码"),
    ("cell too long", TABLE, lambda data: data + b"x" * 200_000 + b",,,\n", 5, "有一格过长"),
)


@pytest.mark.parametrize("row", BYTES, ids=lambda row: row[0])
def test_bytes_are_told(row: tuple[str, str, Callable[[bytes], bytes], int, str], base: Path) -> None:
    _, file, change, line, says = row
    (base / file).write_bytes(change((base / file).read_bytes()))
    told = [str(finding) for finding in lint([base], base)]
    assert any(said.startswith(f"{file}:{line}: ") and says in said for said in told), told


@pytest.mark.parametrize("file", [HEAD, KEY, PROSE, TABLE, SET])
def test_crlf_is_taken_as_it_comes(file: str, base: Path) -> None:
    before = load_case(base / CASE)
    (base / file).write_bytes((base / file).read_bytes().replace(b"\n", b"\r\n"))
    assert lint([base], base) == ()
    after = load_case(base / CASE)
    assert (after.units, after.problems, after.evidence_units) == (before.units, before.problems, before.evidence_units)


def test_a_bom_does_not_keep_a_case_from_loading(base: Path) -> None:
    for file in (HEAD, KEY, PROSE, TABLE):
        (base / file).write_bytes(b"\xef\xbb\xbf" + (base / file).read_bytes())
    assert load_case(base / CASE).materials[1].header[0] == "日期"


@pytest.mark.parametrize("file", [HEAD, KEY, PROSE, TABLE, SET, SAMPLES])
def test_fifty_megabytes_are_refused_unread(file: str, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (base / file).open("wb") as held:
        held.truncate(50_000_000)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("read") if path == base / file else read(path))
    told = [str(finding) for finding in lint([base / CASE, base / SET], base)]
    assert f"{file}:1: 文件太大（50.0 MB，超过 5 MB）：请拆分或删减，没有读取它" in told


@pytest.mark.parametrize(
    ("file", "place"), [(HEAD, f"{HEAD}:1"), (KEY, f"{KEY}:1"), (PROSE, f"{HEAD}:12"), (TABLE, f"{HEAD}:13")]
)
def test_missing_file_is_told(file: str, place: str, base: Path) -> None:
    (base / file).unlink()
    told = [str(finding) for finding in lint([base / CASE], base)]
    assert any(said.startswith(f"{place}: 没有") for said in told), told


def test_links_that_leave_the_folder_are_refused(base: Path) -> None:
    outside = base / "outside.csv"
    outside.write_text("a,b\n1,2\n", encoding="utf-8")
    (base / TABLE).unlink()
    (base / TABLE).symlink_to(outside)
    told = [str(finding) for finding in lint([base / CASE], base)]
    assert any(said.startswith(f"{HEAD}:13: ") and "经符号链接离开了案例文件夹" in said for said in told), told


def test_a_key_that_lies_elsewhere_is_refused(base: Path) -> None:
    (base / KEY).rename(base / "key.yaml")
    (base / KEY).symlink_to(base / "key.yaml")
    told = [str(finding) for finding in lint([base / CASE], base)]
    assert told == [f"{KEY}:1: key.yaml 是指向案例文件夹之外的链接：请把文件本身放进来"]


def test_links_in_circles_are_refused(base: Path) -> None:
    (base / TABLE).unlink()
    (base / TABLE).symlink_to(base / TABLE)
    assert any(finding.file == HEAD and finding.line == 13 for finding in lint([base / CASE], base))


def test_a_folder_or_a_pipe_is_no_file(base: Path) -> None:
    (base / KEY).unlink()
    (base / KEY).mkdir()
    (base / SET).unlink()
    os.mkfifo(base / SET)
    told = [str(finding) for finding in lint([base / CASE, base / SET], base)]
    assert f"{KEY}:1: 不是普通文件：请换成文件" in told
    assert f"{SET}:1: 不是普通文件：请换成文件" in told


def test_a_material_that_no_one_lists_is_told(base: Path) -> None:
    (base / CASE / "materials" / "03-extra.md").write_text("多余", encoding="utf-8")
    told = [str(finding) for finding in lint([base / CASE], base)]
    assert told == [f"{CASE}/materials/03-extra.md:1: case.yaml 的 materials 里没有列出这个文件：请补上，或删去文件"]


def test_exploding_anchors_are_refused_at_once(base: Path) -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    (base / KEY).write_text("a0: &a0 [x, x]\n" + levels, encoding="utf-8")
    told = [str(finding) for finding in lint([base / CASE], base)]
    assert any(said.startswith(f"{KEY}:1: 不支持锚点 &a0") for said in told)
    assert any(said.startswith(f"{KEY}:30: 不支持引用 *a28") for said in told)


def test_every_fault_is_told_at_once_by_loaders_too(base: Path) -> None:
    text = (base / KEY).read_text(encoding="utf-8")
    broken = (
        text.replace("severity: 较重", "severity: 很重")
        .replace("category: C1.1", "category: C7.7")
        .replace("quote: 时间紧", "quote: 没有这句")
        .replace("row: 2", "row: 20")
        .replace("id: P1.m2", "id: P1.m1")
    )
    (base / KEY).write_text(broken, encoding="utf-8")
    (base / TABLE).write_bytes((base / TABLE).read_bytes() + b"1,2\n")
    with pytest.raises(ContentError) as raised:
        load_case(base / CASE)
    lines = [(finding.file, finding.line) for finding in raised.value.findings]
    assert lines == [
        ("aa-001-base/key.yaml", 5),
        ("aa-001-base/key.yaml", 8),
        ("aa-001-base/key.yaml", 11),
        ("aa-001-base/key.yaml", 29),
        ("aa-001-base/materials/02-ledger.csv", 5),
    ]


SAMPLE = (
    '{"answer_id": "s1", "case": "aa-001-base", "problem": "P1", "task": "finding", "text": "党组议事不规范",'
    ' "rater": "A", "marks": {"定性": 3, "事实": 0, "依据": 0, "分析": 0, "表述": 2}, "why": "…", "provenance": "虚构"}'
)
SAMPLE_FAULTS = (
    ("not JSON", SAMPLE[:-1], "不是完整的 JSON"),
    ("a list", "[1, 2]", "一行应是一个 JSON 对象"),
    ("NaN", SAMPLE.replace('"定性": 3', '"定性": NaN'), "NaN"),
    ("mark too high", SAMPLE.replace('"定性": 3', '"定性": 5'), "“定性”是 5，应是 0 到 4 的整数"),
    ("mark in halves", SAMPLE.replace('"定性": 3', '"定性": 2.5'), "“定性”是 2.5，应是 0 到 4 的整数"),
    ("mark of no kind", SAMPLE.replace('"定性": 3', '"定性": true'), "应是 0 到 4 的整数"),
    ("criterion missing", SAMPLE.replace('"定性": 3, ', ""), "marks 缺少维度 定性"),
    ("criterion unknown", SAMPLE.replace('"定性": 3', '"定性": 3, "文采": 3'), "marks 里没有维度“文采”"),
    ("criteria of another kind", SAMPLE.replace('"finding"', '"measures"'), "marks 里没有维度“定性”"),
    ("unknown problem", SAMPLE.replace('"P1"', '"P7"'), "案例里没有问题“P7”"),
    ("other case", SAMPLE.replace("aa-001-base", "aa-002-base"), "case 应是本案例的编号“aa-001-base”"),
    ("unknown task", SAMPLE.replace('"finding"', '"findings"'), "没有题型“findings”，是不是“finding”？"),
    ("no text", SAMPLE.replace('"text": "党组议事不规范",', ""), "缺少“text”"),
    ("no rater", SAMPLE.replace('"rater": "A", ', ""), "缺少“rater”"),
    ("no why", SAMPLE.replace('"why": "…", ', ""), "缺少“why”"),
    ("no provenance", SAMPLE.replace(', "provenance": "虚构"', ""), "缺少“provenance”"),
    ("twice", SAMPLE, "s1（评分人 A）重复：第 1 行已有"),
)


@pytest.mark.parametrize(("name", "line", "says"), SAMPLE_FAULTS, ids=[row[0] for row in SAMPLE_FAULTS])
def test_sample_faults_are_told(name: str, line: str, says: str, base: Path) -> None:
    (base / SAMPLES).write_text(f"{SAMPLE}\n\n{line}\n", encoding="utf-8")
    told = [str(finding) for finding in lint([base / CASE], base)]
    assert any(said.startswith(f"{SAMPLES}:3: ") and says in said for said in told), told


def test_sound_samples_are_without_fault(base: Path) -> None:
    (base / SAMPLES).write_text(SAMPLE + "\n" + SAMPLE.replace('"A"', '"B"') + "\n", encoding="utf-8")
    assert lint([base / CASE], base) == ()


PATHS = (
    ("a material stands for its case", [PROSE], KEY),
    ("a key stands for its case", [KEY], KEY),
    ("a folder of cases", ["cases"], KEY),
    ("everything", ["."], KEY),
)


@pytest.mark.parametrize(("name", "paths", "file"), PATHS, ids=[row[0] for row in PATHS])
def test_paths_are_sorted_out(name: str, paths: list[str], file: str, base: Path) -> None:
    (base / KEY).write_text("problems: 1\n", encoding="utf-8")
    assert file in {finding.file for finding in lint([base / path for path in paths], base)}


def test_other_yaml_of_a_project_is_left_alone(base: Path) -> None:
    (base / "environment.yml").write_text("x: 1", encoding="utf-8")
    (base / "data").mkdir()
    (base / "data" / "taxonomy.yaml").write_text("x: 1", encoding="utf-8")
    (base / ".venv" / "exercises").mkdir(parents=True)
    (base / ".venv" / "exercises" / "x.yaml").write_text("x: 1", encoding="utf-8")
    assert lint([base], base) == ()
    (base / "exercises" / "x.yml").write_text("x: 1", encoding="utf-8")
    assert [finding.file for finding in lint([base], base)] == ["exercises/x.yml"]


def test_what_is_neither_case_nor_exercise_is_told(base: Path) -> None:
    (base / "empty").mkdir()
    (base / "note.txt").write_text("x", encoding="utf-8")
    (base / "set.yml").write_text("x: 1", encoding="utf-8")
    told = [str(finding) for finding in lint([base / "empty", base / "note.txt", base / "set.yml"], base)]
    assert told == [
        "empty:1: 这里没有案例，也没有练习：请检查路径",
        "note.txt:1: 既不是案例也不是练习：请给出案例文件夹或 .yaml 练习文件",
        "set.yml:1: 练习文件的扩展名应是 .yaml：请改名",
    ]
