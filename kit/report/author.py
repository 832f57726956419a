"""The author's pages: what the case doctor found, and what the bank holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from kit.content.bank import Bank
from kit.content.doctor import SEVERITIES, Examination, Trial
from kit.report.feedback import feedback_page

LOOKS = {"必须改": "kit-bad", "建议改": "kit-fair", "供参考": "kit-soft"}
TASKS = {
    "finding": "底稿",
    "measures": "措施",
    "classify": "分类",
    "evidence": "证据",
    "discover": "发现",
    "judgement": "情境",
}


def table(header: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[str] = ()) -> Markup:
    """A table; the columns named in ``numbers`` stand right. Cells are escaped unless they are Markup."""
    looks = [Markup(' class="kit-num"') if name in numbers else "" for name in header]
    head = Markup("").join(Markup("<th{}>{}</th>").format(look, name) for look, name in zip(looks, header, strict=True))
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td{}>{}</td>").format(look, cell) for look, cell in zip(looks, row, strict=True))
        )
        for row in rows
    )
    return Markup(
        '<div class="kit-scroll"><table class="kit-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(head, body)


def summary(seen: Examination) -> str:
    """The counts in one line."""
    counts = "，".join(f"{severity} {seen.count(severity)} 处" for severity in SEVERITIES)
    return f"{counts}；材料共 {seen.length} 字" if seen.case is not None else counts


def examination_fragment(seen: Examination) -> Markup:
    """What was found of one case, and its trial run."""
    parts = [Markup("<p>{}</p>").format(summary(seen))]
    if seen.case is None:
        parts.append(Markup('<p class="kit-note kit-warn">{}</p>').format("案例文件还有毛病，改好后才能体检内容。"))
    rows = [
        (Markup('<span class="{}">{}</span>').format(LOOKS[remark.severity], remark.severity), remark.topic,
         remark.where, remark.message)
        for remark in seen.remarks
    ]  # fmt: skip
    parts.append(table(("轻重", "项目", "位置", "发现与改法"), rows) if rows else Markup("<p>没有发现毛病。</p>"))
    if seen.trials:
        parts.append(trials_part(seen.trials))
    return Markup('<div class="kit-feedback">{}</div>').format(Markup("").join(parts))


def trials_part(trials: Sequence[Trial]) -> Markup:
    rows = [
        (trial.name, trial.problem, TASKS.get(trial.task, trial.task), number(trial.marked), number(trial.scored),
         number(trial.apart), marks_told(trial))
        for trial in trials
    ]  # fmt: skip
    columns = ("作答", "问题", "题型", "人评", "机评", "相差", "各维（人→机）")
    note = "参考答案和样卷各评一遍；人评是样卷里写的分。相差 20 分以上的，请看要点和同义说法。"
    return Markup("<h3>试评</h3><p class='kit-soft'>{}</p>{}").format(
        note, table(columns, rows, ("人评", "机评", "相差"))
    )


def marks_told(trial: Trial) -> str:
    return trial.reason or " ".join(
        f"{name} {'' if marked is None else f'{marked:g}→'}{scored:g}" for name, marked, scored in trial.marks
    )


def number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


def examination_page(seen: Sequence[Examination]) -> str:
    """A page with all that was found of all cases."""
    intro = "“必须改”是确定的毛病，“建议改”多半是，“供参考”请人看一眼再定。"
    if len(seen) == 1:
        return feedback_page(f"案例体检：{titled(seen[0])}", [("体检结果", examination_fragment(seen[0]))], intro=intro)
    return feedback_page("案例体检", [(titled(one), examination_fragment(one)) for one in seen], intro=intro)


def titled(seen: Examination) -> str:
    return f"{seen.case.head.title}（{seen.name}）" if seen.case is not None else seen.name


def bank_sections(bank: Bank) -> list[tuple[str, Markup]]:
    """The bank's tables by their headings."""
    sections = [
        ("总览", overview(bank)),
        ("问题分类", leaves_part(bank)),
        ("案例", cases_part(bank)),
        ("使用与题目统计", items_part(bank)),
        ("版本", versions_part(bank)),
    ]
    if bank.faults:
        told = f"读不出的案例（用 kit lint 查看）：{'、'.join(bank.faults)}"
        sections.insert(1, ("有毛病的案例", Markup('<p class="kit-note kit-warn">{}</p>').format(told)))
    return sections


def overview(bank: Bank) -> Markup:
    problems = sum(line.problems for line in bank.cases)
    used = len(bank.leaves) - len(bank.holes)
    told = f"{len(bank.cases)} 个案例，{problems} 个问题；{len(bank.leaves)} 个末级分类中 {used} 个有主问题。"
    names = {
        "difficulty": "难度",
        "inspection": "巡察方式",
        "organ": "单位类型",
        "minutes": "用时",
        "ability": "能练什么",
    }
    rows = [
        (label, "；".join(f"{name} {count}" for name, count in bank.spread(by).items())) for by, label in names.items()
    ]
    return Markup("<p>{}</p>{}").format(told, table(("方面", "案例数"), rows))


def leaves_part(bank: Bank) -> Markup:
    rows = [
        (line.leaf.code, line.leaf.name, line.leaf.group_name, len(line.primary),
         "、".join(line.primary) or Markup('<span class="kit-bad">缺</span>'), "、".join(line.also) or "—")
        for line in bank.leaves
    ]  # fmt: skip
    holes = "、".join(line.leaf.code for line in bank.holes)
    told = f"还没有主问题的分类有 {len(bank.holes)} 个：{holes}。" if holes else "每个末级分类都有主问题。"
    columns = ("代码", "分类", "类别", "主问题数", "主问题", "相关问题")
    return Markup("<p>{}</p>{}").format(told, table(columns, rows, ("主问题数",)))


def cases_part(bank: Bank) -> Markup:
    rows = [
        (line.case.id, line.case.head.title, line.case.head.difficulty, line.case.head.inspection, line.case.head.organ,
         line.case.head.minutes, line.problems, line.situations, line.characters, line.attempts)
        for line in bank.cases
    ]  # fmt: skip
    columns = ("编号", "题目", "难度", "方式", "单位", "分钟", "问题", "情境", "字数", "作答")
    return table(columns, rows, ("难度", "分钟", "问题", "情境", "字数", "作答"))


def items_part(bank: Bank) -> Markup:
    if not bank.items:
        return Markup("<p>这台电脑上还没有作答，暂无统计。</p>")
    rows = [
        (line.name, TASKS.get(line.task, line.task), line.attempts, line.people_first, number(line.mean),
         "—" if line.passed is None else f"{line.passed:.0%}", number(line.minutes))
        for line in bank.items
    ]  # fmt: skip
    columns = ("题目", "题型", "作答次数", "首答", "首答均分", "首答合格", "平均分钟")
    return table(columns, rows, columns[2:])


def versions_part(bank: Bank) -> Markup:
    note = "材料或答案一改就是新版本；每次作答都记着答的是哪一版，旧版的成绩不会和新版混在一起。"
    rows = [
        (line.case, line.content, line.key, "现行" if line.current else "旧版", line.attempts,
         line.first_at[:10] or "—", line.last_at[:10] or "—")
        for line in bank.versions
    ]  # fmt: skip
    columns = ("案例", "材料版本", "答案版本", "状态", "作答次数", "最早", "最近")
    return Markup("<p class='kit-soft'>{}</p>{}").format(note, table(columns, rows, ("作答次数",)))


def bank_page(bank: Bank) -> str:
    """The whole of the bank as a page."""
    return feedback_page("案例题库", bank_sections(bank))
