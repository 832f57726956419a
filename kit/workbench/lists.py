"""Tables of what there is and how it stands: cases, progress."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from markupsafe import Markup

from kit.errors import KitError
from kit.model.attempt import Attempt, TaskRef
from kit.model.case import Case, CaseHead
from kit.study.progress import PASS_MARK, Standing, by_case, by_kind, by_question, by_set
from kit.tasks import KINDS
from kit.workbench import parts
from kit.workbench.desk import Desk
from kit.workbench.reader import DIFFICULTY

MOST_GROUPS = 12
"""Cases or sets shown at once on the progress page."""


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
        for head in sound_heads(desk)
    ]
    if not rows:
        return parts.note("没有找到案例。请确认 cases 文件夹在，里面有案例。", "warn")
    return grid(("编号", "案例", "难度", "类型", "时长", "练习情况"), rows) + faults_told(desk)


def sound_heads(desk: Desk) -> list[CaseHead]:
    """The cases that can be opened."""
    faults = desk.library.faults()
    return [head for head in desk.library.heads() if head.id not in faults]


def done_told(standing: Standing | None) -> str:
    if standing is None:
        return "未练习"
    best = "" if standing.best is None else f"，最好成绩平均 {standing.best:g} 分"
    return f"练过 {standing.questions} 题{best}"


def faults_told(desk: Desk) -> Markup:
    """A word about cases and exercises with faults, which are left out; what is wrong stands in a fold."""
    faults = desk.library.faults()
    if not faults:
        return Markup("")
    which = (
        "这个案例"
        if len(faults) == 1 and set(faults) <= set(desk.library.case_ids())
        else f"{len(faults)} 个案例或练习"
    )
    return parts.cannot_open(which, "\n".join(f"{name}\n{error}" for name, error in faults.items()))


def grid(head: Sequence[str], rows: Iterable[Sequence[str]], numeric: Collection[int] = ()) -> Markup:
    """A table; the columns in ``numeric`` (from 0) stand right."""
    looks = [Markup(' class="kit-num"') if place in numeric else "" for place in range(len(head))]
    top = Markup("").join(Markup("<th{}>{}</th>").format(look, name) for look, name in zip(looks, head, strict=True))
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td{}>{}</td>").format(look, cell) for look, cell in zip(looks, row, strict=True))
        )
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


def progress_page(desk: Desk, case_id: str | None = None, *, titled: bool = True) -> Markup:
    """Progress by ability, then each case and set in a fold with its questions, what was done last first.

    With ``titled`` False there is no heading and no line of sums: they stand above it already.
    """
    journal = desk.journal()
    attempts = journal.attempts
    if case_id is not None:
        desk.library.case(case_id)
        attempts = tuple(attempt for attempt in attempts if attempt.ref.case == case_id)
    if not attempts:
        return Markup("<h2>学习进度</h2>") + parts.note("还没有提交过作答。") + parts.notes(journal.notes, "warn")
    needed = pass_marks(desk)
    abilities = standing_table("能力", [(kind_title(s.name), s) for s in latest_first(by_kind(attempts, needed))])
    page = (
        (Markup("<h2>学习进度</h2>") + glance(desk) if titled else Markup("")) + Markup("<h3>按能力</h3>") + abilities
    )
    titles = question_titles(desk, attempts)
    for heading, standings, title_of, of in (
        ("按案例", by_case(attempts, needed), case_title, case_of),
        ("按练习", by_set(attempts, needed), set_title, set_of),
    ):
        folds = [
            group_fold(title_of(desk, group.name), group, [a for a in attempts if of(a) == group.name], titles, needed)
            for group in latest_first(standings)
        ]
        if folds:
            page += Markup("<h3>{}</h3>{}").format(heading, some(folds))
    return page


def case_of(attempt: Attempt) -> str:
    return attempt.ref.case or ""


def set_of(attempt: Attempt) -> str:
    return (attempt.ref.item or "").split("/")[0]


def some(folds: Sequence[Markup]) -> Markup:
    """The first ``MOST_GROUPS``, the others in a fold of their own."""
    shown, rest = Markup("").join(folds[:MOST_GROUPS]), Markup("").join(folds[MOST_GROUPS:])
    if not rest:
        return shown
    more = Markup("<details><summary>更早的 {} 个</summary>{}</details>")
    return shown + more.format(len(folds) - MOST_GROUPS, rest)


def group_fold(
    title: str,
    group: Standing,
    attempts: Iterable[Attempt],
    titles: Mapping[str, str],
    needed: Callable[[Attempt], float],
) -> Markup:
    """A case or a set in one line, its questions in the fold."""
    best = "" if group.best is None else f"，最好平均 {group.best:g} 分"
    told = f"{group.questions} 题，提交 {group.attempts} 次{best}，{group.passed} 题合格 · {when(group.last_at)}"
    rows = [(titles[s.name], s) for s in latest_first(by_question(attempts, needed))]
    return Markup(
        '<details class="kit-group"><summary>{} <span class="kit-soft">{}</span></summary>{}</details>'
    ).format(title, told, standing_table("题目", rows, single=True))


def latest_first(standings: Iterable[Standing]) -> list[Standing]:
    return sorted(standings, key=lambda standing: standing.last_at, reverse=True)


def when(at: str) -> str:
    return at[:16].replace("T", " ")


def standing_table(name: str, rows: Iterable[tuple[str, Standing]], single: bool = False) -> Markup:
    """Standings as a table; of single questions it says whether each has passed, not how many."""

    def number(value: float | None) -> str:
        return "—" if value is None else f"{value:g}"

    def passed(s: Standing) -> str:
        return ("是" if s.passed else "否") if single else f"{s.passed} / {s.questions}"

    return grid(
        (name, "提交次数", "首次", "最近", "最好", "合格" if single else "合格题数", "最近练习"),
        [
            (title, str(s.attempts), number(s.first), number(s.last), number(s.best), passed(s), when(s.last_at))
            for title, s in rows
        ],
        numeric=range(1, 6),
    )


def question_titles(desk: Desk, attempts: Iterable[Attempt]) -> dict[str, str]:
    """Question name → what it is called within its case or set; the name itself where it is no longer there."""
    titles = {}
    for ref in {str(attempt.ref): attempt.ref for attempt in attempts}.values():
        try:
            titles[str(ref)] = question_title(desk, ref)
        except KitError:
            titles[str(ref)] = str(ref)
    return titles


def question_title(desk: Desk, ref: TaskRef) -> str:
    """``问题 2 · 问题底稿`` of a case, title and kind of an item. Raises UnknownNameError, ContentError."""
    asked = desk.library.question(ref)
    if not isinstance(asked.source, Case) or ref.item:
        return f"{asked.title} · {kind_title(asked.task)}"
    names = [entry.id for entry in asked.source.problems]
    number = f"问题 {names.index(ref.problem) + 1} · " if ref.problem in names else ""
    return f"{number}{kind_title(ref.task)}"


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
