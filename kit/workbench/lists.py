"""Tables of what there is and how it stands: cases, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from kit.errors import KitError
from kit.model.attempt import Attempt
from kit.study.progress import PASS_MARK, Standing, by_case, by_kind, by_question, by_set
from kit.tasks import KINDS
from kit.workbench import parts
from kit.workbench.desk import Desk
from kit.workbench.reader import DIFFICULTY


def cases_table(desk: Desk) -> Markup:
    """Every case that can be used, and a word about those that cannot."""
    done = {standing.name: standing for standing in by_case(desk.journal().attempts)}
    rows = [
        (
            head.id,
            head.title,
            DIFFICULTY[head.difficulty],
            head.inspection,
            f"{head.minutes} 分钟",
            done_told(done.get(head.id)),
        )
        for head in desk.library.heads()
    ]
    if not rows:
        return parts.note("没有找到案例。请确认 cases 文件夹在，里面有案例。", "warn")
    return grid(("编号", "案例", "难度", "类型", "时长", "练习情况"), rows) + faults_told(desk)


def done_told(standing: Standing | None) -> str:
    if standing is None:
        return "未练习"
    best = "" if standing.best is None else f"，最好成绩平均 {standing.best:g} 分"
    return f"练过 {standing.questions} 题{best}"


def faults_told(desk: Desk) -> Markup:
    """A word about cases and exercises with faults, which are left out."""
    faults = desk.library.faults()
    if not faults:
        return Markup("")
    return parts.note(f"有 {len(faults)} 个文件有错，没有列出：{'、'.join(faults)}。用 kit lint 查看怎么改。", "warn")


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    top = Markup("").join(Markup("<th>{}</th>").format(name) for name in head)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows
    )
    return Markup(
        '<div class="kit-scroll"><table class="kit-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(top, body)


def glance(desk: Desk) -> Markup:
    """Progress in one line, and what must be told of the record."""
    journal = desk.journal()
    if not journal.attempts:
        return Markup('<p class="kit-soft">还没有提交过作答。选一个案例或练习开始吧。</p>') + parts.notes(
            journal.notes, "warn"
        )
    standings = by_question(journal.attempts, pass_marks(desk))
    passed = sum(standing.passed for standing in standings)
    text = f"已练 {len(standings)} 题，提交 {len(journal.attempts)} 次，其中 {passed} 题达到合格线。"
    return Markup("<p>{}</p>").format(text) + parts.notes(journal.notes, "warn")


def progress_page(desk: Desk, case_id: str | None = None) -> Markup:
    """Progress by ability, case and set; of one case, by question."""
    journal = desk.journal()
    attempts = journal.attempts
    if case_id is not None:
        desk.library.case(case_id)
        attempts = tuple(attempt for attempt in attempts if attempt.ref.case == case_id)
    if not attempts:
        return Markup("<h2>学习进度</h2>") + parts.note("还没有提交过作答。") + parts.notes(journal.notes, "warn")
    parts_of: list[tuple[str, tuple[Standing, ...], Callable[[str], str]]] = [("按能力", by_kind(attempts), kind_title)]
    if case_id is None:
        parts_of += [
            ("按案例", by_case(attempts), lambda name: case_title(desk, name)),
            ("按练习", by_set(attempts, pass_marks(desk)), lambda name: set_title(desk, name)),
        ]
    parts_of.append(("按题目", by_question(attempts, pass_marks(desk)), question_titles(desk, attempts).__getitem__))
    page = Markup("<h2>学习进度</h2>") + glance(desk)
    for title, standings, told in parts_of:
        if standings:
            page += Markup("<h3>{}</h3>").format(title) + standing_table([(told(s.name), s) for s in standings])
    return page


def standing_table(rows: Iterable[tuple[str, Standing]]) -> Markup:
    def number(value: float | None) -> str:
        return "—" if value is None else f"{value:g}"

    return grid(
        ("名称", "题数", "提交次数", "首次", "最近", "最好", "合格题数", "最近练习"),
        [
            (
                name,
                str(s.questions),
                str(s.attempts),
                number(s.first),
                number(s.last),
                number(s.best),
                f"{s.passed} / {s.questions}",
                s.last_at[:16].replace("T", " "),
            )
            for name, s in rows
        ],
    )


def question_titles(desk: Desk, attempts: Iterable[Attempt]) -> dict[str, str]:
    """Question name → title and kind; the name itself where the question is no longer there."""
    titles = {}
    for ref in {str(attempt.ref): attempt.ref for attempt in attempts}.values():
        try:
            titles[str(ref)] = f"{desk.library.question(ref).title} · {kind_title(ref.task)}"
        except KitError:
            titles[str(ref)] = str(ref)
    return titles


def pass_marks(desk: Desk) -> Callable[[Attempt], float]:
    """What an attempt must reach: its set's pass mark, else that of all questions."""

    def needed(attempt: Attempt) -> float:
        try:
            return (
                desk.library.exercise(str(attempt.ref.item).split("/")[0]).set.pass_mark
                if attempt.ref.item
                else PASS_MARK
            )
        except KitError:
            return PASS_MARK

    return needed


def kind_title(name: str) -> str:
    return KINDS[name].title if name in KINDS else name


def case_title(desk: Desk, case_id: str) -> str:
    return next((head.title for head in desk.library.heads() if head.id == case_id), case_id)


def set_title(desk: Desk, set_id: str) -> str:
    try:
        return desk.library.exercise(set_id).set.title
    except KitError:
        return set_id
