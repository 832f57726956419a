"""The wizard: a case written step by step, checked while it is typed, saved as files that anyone can read."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.content.cases import CASE_ID, CaseReading, case_of
from kit.content.library import default_library
from kit.content.lint import is_case
from kit.content.write import (
    CaseDraft,
    Told,
    changed_files,
    check_draft,
    files_of,
    new_draft,
    open_draft,
    place_words,
    plain_message,
)
from kit.errors import ContentError, KitError, StorageError
from kit.model.attempt import TaskRef
from kit.model.case import Material
from kit.study.authoring import note_version, save_case
from kit.study.drafts import Keeper, Saved
from kit.workbench import parts
from kit.workbench.author import evidence, steps
from kit.workbench.author.fields import records
from kit.workbench.author.material import Materials
from kit.workbench.author.preview import preview
from kit.workbench.desk import local_now

CHECK_DELAY = 0.6
"""Seconds without a change after which the case is checked."""
STEPS = ("背景", "材料", "问题", "要点", "证据", "干扰项", "整改措施", "纪律情境", "检查与预览", "保存")
PER_PROBLEM = ("要点", "证据", "整改措施")
MOST_TOLD = 12


@dataclass(frozen=True)
class Place:
    """Where an author works: the folder of cases, that of their own data, a clock, how long checking waits."""

    cases: Path
    data: Path
    clock: Callable[[], datetime] = local_now
    delay: float = CHECK_DELAY


@dataclass
class Work:
    """The case at hand: its draft, what was read of it last, and what lint says of it."""

    draft: CaseDraft
    keeper: Keeper
    reading: CaseReading | None = None
    told: tuple[Told, ...] = ()
    timer: threading.Timer | None = field(default=None, repr=False)
    checked: dict[str, Any] | None = field(default=None, repr=False)


class Wizard:
    """Opening or beginning a case, the steps, and what is still to be mended. ``widget`` is what is shown."""

    def __init__(self, place: Place, case_id: str | None = None) -> None:
        self.place = place
        self.work: Work | None = None
        self.problem = 0
        self.tell = parts.html()
        self.state = parts.html("", "kit-state")
        self.faults = parts.html()
        self.holder = parts.column()
        self.steps = w.ToggleButtons(options=list(STEPS), value=STEPS[0])
        self.steps.style.button_width = "auto"
        self.steps.add_class("kit-tabs")
        self.back = parts.button("← 上一步", lambda: self.go(-1), tell=self.tell)
        self.forth = parts.button("下一步 →", lambda: self.go(1), tell=self.tell, style="primary")
        parts.on_change(self.steps, lambda: parts.guarded(self.show, self.tell))
        self.body = parts.column(
            self.steps, self.holder, self.faults, parts.line(self.back, self.forth, self.state), classes=["kit-task"]
        )
        parts.visible(self.body, False)
        self.chooser = self.opening()
        self.widget = parts.column(self.chooser, self.tell, self.body)
        if case_id is not None:
            parts.guarded(lambda: self.open(case_id), self.tell)

    # Opening -----------------------------------------------------------------------------------------------------

    def opening(self) -> w.VBox:
        """Begin a new case, or open one that is there."""
        new_id = w.Text(placeholder="新案例的编号，如 ab-001-village", tooltip="新案例的编号",
                        layout=w.Layout(width="280px"))  # fmt: skip
        known = w.Dropdown(options=self.known(), value="", tooltip="已有的案例", layout=w.Layout(width="auto"))
        make = parts.button("新建案例", lambda: self.begin(new_id.value.strip()), tell=self.tell, style="primary")
        get = parts.button("打开案例", lambda: self.open(known.value), tell=self.tell)
        hint = "编号是两个小写字母（本单位自己定，xc 留给工具包）、三位数字和英文短名，中间用短横线连接。"
        return parts.column(parts.line(new_id, make), parts.html(hint, "kit-soft"), parts.line(known, get))

    def known(self) -> list[tuple[str, str]]:
        home = self.place.cases
        there = (
            [path.name for path in sorted(home.iterdir()) if path.is_dir() and is_case(path)] if home.is_dir() else []
        )
        return [("选一个已有的案例", ""), *((name, name) for name in there)]

    def begin(self, case_id: str) -> None:
        """A new case. Raises KitError for a wrong id, or one that is taken."""
        if (self.place.cases / case_id).exists() and case_id:
            raise KitError(f"已经有案例 {case_id} 了：请换一个编号，或在下面打开它。")
        self.start(new_draft(case_id))

    def open(self, case_id: str) -> None:
        """A case of the folder. Raises KitError where it cannot be opened."""
        folder = self.place.cases / case_id
        if not CASE_ID.fullmatch(case_id) or not folder.is_dir():
            raise KitError("请先选一个案例。" if not case_id else f"没有案例 {case_id}。")
        try:
            self.start(open_draft(folder))
        except ContentError as error:
            raise KitError(f"这个案例的文件有写法上的毛病，向导打不开，请先用编辑器改好：\n{error}") from error

    def start(self, draft: CaseDraft) -> None:
        """Work on this draft, with what was written and not saved brought back."""
        if self.work is not None:
            self.work.keeper.flush()
        keeper = Keeper(self.place.data, TaskRef(task="author", case=draft.id), self.kept, self.place.clock)
        loaded = keeper.open()
        told = parts.notes(loaded.notes, "warn")
        kept = loaded.draft.answer if loaded.draft is not None else None
        if kept is not None and kept != as_answer(draft) and loaded.draft is not None:
            restored = CaseDraft(kept.get("head", {}), kept.get("key", {}), kept.get("texts", {}), draft.opened)
            if restored.id == draft.id:
                draft = restored
                when = loaded.draft.told(self.place.clock())
                told += parts.note(f"已恢复 {when} 写到一半的内容；案例文件夹里的文件还没有动。", "ok")
        self.work = Work(draft, keeper)
        self.problem = 0
        parts.show(
            self.tell, told + parts.note(f"正在编写 {draft.id}。写的内容会自动保存为草稿，最后一步才写进案例文件夹。")
        )
        parts.visible(self.body, True)
        self.check()
        self.steps.value = STEPS[0]
        self.show()

    # Steps -------------------------------------------------------------------------------------------------------

    def go(self, step: int) -> None:
        number = STEPS.index(self.steps.value) + step
        if 0 <= number < len(STEPS):
            self.steps.value = STEPS[number]

    def show(self) -> None:
        """Build the step that is chosen from the draft as it stands."""
        work = self.work
        if work is None:
            return
        name = self.steps.value
        old, made = self.holder.children, self.step(name, work)
        self.holder.children = (made,)
        for widget in old:
            close_all(widget)
        self.back.disabled, self.forth.disabled = name == STEPS[0], name == STEPS[-1]
        self.tell_faults()

    def step(self, name: str, work: Work) -> w.Widget:
        draft = work.draft
        plain: dict[str, Callable[[], w.Widget]] = {
            "背景": lambda: steps.background(draft, self.changed),
            "材料": lambda: Materials(draft, self.changed).widget,
            "问题": lambda: steps.problems(draft, self.changed),
            "干扰项": lambda: evidence.herrings(self.materials(), draft, self.changed),
            "纪律情境": lambda: steps.judgement(draft, self.changed),
            "检查与预览": self.checking,
            "保存": self.saving,
        }
        return plain[name]() if name in plain else self.per_problem(name, draft)

    def per_problem(self, name: str, draft: CaseDraft) -> w.Widget:
        """A step that is taken for one problem after the other."""
        held = records(draft.key, "problems")
        if not held:
            return parts.html(parts.note("还没有问题：请先在“问题”一步添加。", "warn"))
        self.problem = min(self.problem, len(held) - 1)
        makers: dict[str, Callable[[dict[str, Any]], w.Widget]] = {
            "要点": lambda problem: steps.points(draft, problem, self.changed),
            "证据": lambda problem: evidence.evidence(self.materials(), problem, self.changed),
            "整改措施": lambda problem: steps.measures(draft, problem, self.changed),
        }
        chooser = w.ToggleButtons(
            options=[(f"{problem.get('id')} {str(problem.get('title') or '')[:18]}", number)
                     for number, problem in enumerate(held)],
            value=self.problem,
        )  # fmt: skip
        chooser.style.button_width = "auto"
        chooser.add_class("kit-choice")
        inside = parts.column(makers[name](held[self.problem]))

        def turn() -> None:
            self.problem = int(chooser.value)
            inside.children = (makers[name](held[self.problem]),)

        parts.on_change(chooser, turn)
        return parts.column(*([chooser] if len(held) > 1 else []), inside)

    def materials(self) -> tuple[Material, ...]:
        """The materials as they can be read now."""
        self.check()
        reading = self.work.reading if self.work is not None else None
        return tuple(one for one in reading.materials.values() if one is not None) if reading is not None else ()

    # Checking ----------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Something was typed: keep it, and check once typing rests."""
        work = self.work
        if work is None:
            return
        work.keeper.put(copy.deepcopy(as_answer(work.draft)))
        if work.timer is not None:
            work.timer.cancel()
            work.timer = None
        if self.place.delay:
            work.timer = threading.Timer(self.place.delay, self.check_late)
            work.timer.daemon = True
            work.timer.start()
        else:
            self.check_late()

    def check_late(self) -> None:
        self.check()
        self.tell_faults()

    def check(self) -> None:
        """Lint the draft as it stands."""
        work = self.work
        if work is None:
            return
        draft = copy.deepcopy(work.draft)
        if work.checked == as_answer(draft):
            return
        work.checked = as_answer(draft)
        samples = self.folder / "samples.jsonl"
        try:
            work.reading, work.told = check_draft(draft, samples.read_bytes() if samples.is_file() else None)
        except ContentError as error:
            work.told = tuple(Told(fault.file, (), fault.line, fault.message) for fault in error.findings)

    @property
    def folder(self) -> Path:
        assert self.work is not None
        return self.place.cases / self.work.draft.id

    def step_of(self, told: Told) -> str:
        """The step in which a fault is mended."""
        if told.file == "case.yaml":
            return "材料" if told.place[:1] == ("materials",) else "背景"
        if told.file != "key.yaml":
            return "材料"
        first = told.place[0] if told.place else "problems"
        inner = str(told.place[2]) if len(told.place) > 2 else ""
        within = {
            "points": "要点",
            "wrong": "要点",
            "evidence": "证据",
            "measures": "整改措施",
            "reference": "整改措施",
        }
        return {"red_herrings": "干扰项", "judgement": "纪律情境"}.get(str(first), within.get(inner, "问题"))

    def tell_faults(self) -> None:
        """What is still to be mended: here in full, elsewhere by the number."""
        work = self.work
        if work is None:
            return
        groups: dict[str, list[Told]] = {}
        for told in work.told:
            groups.setdefault(self.step_of(told), []).append(told)
        if not groups:
            parts.show(self.faults, parts.note("没有发现毛病。", "ok"))
            return
        here = groups.pop(self.steps.value, [])
        files = {str(entry.get("file")): str(entry.get("name")) for entry in records(work.draft.head, "materials")}
        items = Markup("").join(
            Markup("<li><b>{}</b> {}</li>").format(place_words(told, files), plain_message(told.message))
            for told in here[:MOST_TOLD]
        )
        more = f"……还有 {len(here) - MOST_TOLD} 处" if len(here) > MOST_TOLD else ""
        rest = "，".join(f"{name} {len(groups[name])} 处" for name in STEPS if name in groups)
        told_here = Markup("这一步还要填写或修改 {} 处：<ul>{}</ul>{}").format(len(here), items, more) if here else ""
        told_rest = Markup('<div class="kit-soft">其他步骤：{}</div>').format(rest) if rest else ""
        parts.show(self.faults, Markup('<div class="kit-note">{}{}</div>').format(told_here, told_rest))

    def kept(self, result: Saved | StorageError) -> None:
        if isinstance(result, StorageError):
            parts.show(self.state, Markup('<span class="kit-bad">草稿保存失败：{}</span>').format(str(result)))
            return
        parts.show(self.state, f"草稿已保存 {result.draft.saved_at[11:19]}")
        if result.notes:
            parts.show(self.tell, parts.notes(result.notes, "warn"))

    # Preview and saving ------------------------------------------------------------------------------------------

    def checking(self) -> w.Widget:
        """What a trainee will see, and what the case doctor says."""
        self.check()
        work = self.work
        if work is None or work.reading is None:
            return parts.html(parts.note("内容还不能成为文件，请先按下面的提示改好。", "warn"))
        try:
            case = case_of(work.reading)
        except ContentError:
            return parts.html(parts.note("还有必填的内容没有写，按提示改好之后就能在这里预览和体检。", "warn"))
        return preview(case, work.draft, self.tell)

    def saving(self) -> w.Widget:
        self.check()
        tell = parts.html()
        shown = parts.html(self.to_save())
        button = parts.button("保存到案例文件夹", lambda: self.save(tell, shown), tell=tell, style="primary")
        return parts.column(shown, parts.line(button), tell)

    def to_save(self) -> Markup:
        """What saving would do."""
        work = self.work
        assert work is not None
        changed = changed_files(work.draft)
        listed = Markup("").join(
            Markup("<li>{}{}</li>").format(name, "（从案例里移走，原件放进备份）" if data is None else "")
            for name, data in changed.items()
        )
        what = Markup("将写入这些文件：<ul>{}</ul>").format(listed) if changed else "没有要写入的改动。"
        return Markup('<div class="kit-card">案例文件夹：<b>{}</b><br>{}</div>').format(self.folder.name, what)

    def save(self, tell: w.HTML, shown: w.HTML) -> None:
        """Write what changed; the versions that were there are kept."""
        work = self.work
        assert work is not None
        work.keeper.flush()
        now = self.place.clock()
        changed = changed_files(work.draft)
        saved = save_case(self.folder, changed, work.draft.opened, self.place.data, now)
        work.draft.opened = files_of(work.draft)
        default_library.cache_clear()
        self.check()
        said = parts.note(
            f"已保存 {len(saved.written)} 个文件。" if saved.written else "没有改动，文件原样未动。", "ok"
        )
        said += parts.notes(saved.notes, "warn")
        if saved.backup is not None:
            said += parts.note(f"改动之前的文件备份在 {saved.backup}")
        if work.told:
            said += parts.note(f"还有 {len(work.told)} 处没有写好，案例暂时不能用来训练；下次打开可以接着写。", "warn")
        elif work.reading is not None:
            note_version(self.place.data, case_of(work.reading), now)
            said += parts.note(f"案例可以用来训练了：学员打开“00-开始”就能看到 {work.draft.id}。", "ok")
        parts.show(tell, said)
        parts.show(shown, self.to_save())
        self.tell_faults()


def as_answer(draft: CaseDraft) -> dict[str, Any]:
    """The draft as it is kept while it is not saved."""
    return {"head": draft.head, "key": draft.key, "texts": draft.texts}


def close_all(widget: w.Widget) -> None:
    """Close a view and everything in it: the browser forgets it too."""
    for child in getattr(widget, "children", ()):
        close_all(child)
    widget.close()
