"""Driving one notebook in a real browser, as a trainee would: menus, keyboard, what is visible."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from labserver import Server, until
from playwright.sync_api import Locator, Page, expect

CELL_SECONDS = 60.0
SETTLED_MS = 150
"""For the layout to settle before a picture is taken."""

WIDTHS = ((1280, 800), (1920, 1080))


class Notebook:
    """A notebook on screen. ``faults`` collects what the page wrote to its console as an error."""

    def __init__(self, server: Server, page: Page, pictures: Path) -> None:
        self.server, self.page, self.pictures = server, page, pictures
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())  # leave the page though the notebook is not saved

    def open(self, name: str) -> None:
        """Open it and wait until its kernel is really connected: running before that silently does nothing."""
        self.page.goto(self.server.address(name))
        self.wait_connected()

    def reload(self) -> None:
        self.page.reload()
        self.wait_connected()

    def wait_connected(self) -> None:
        expect(self.page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=CELL_SECONDS * 1000)
        until(self.server.is_connected, "the kernel is idle and the page is connected to it", CELL_SECONDS)
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("空闲", timeout=CELL_SECONDS * 1000)

    def run_all(self) -> None:
        """Menu 运行 → 运行所有单元格; wait until every code cell has run, and without an error."""
        self.page.get_by_role("menuitem", name="运行", exact=True).click()
        self.page.get_by_role("menuitem", name="运行所有单元格", exact=True).click()
        prompts = self.page.locator(".jp-CodeCell .jp-InputPrompt")
        until(
            lambda: all(re.fullmatch(r"\[\d+\]:", text.strip()) for text in prompts.all_text_contents()),
            "every code cell has run",
            CELL_SECONDS,
        )
        expect(self.page.locator(".jp-OutputArea-output[data-mime-type$=stderr]")).to_have_count(0)
        expect(self.page.locator(".kit-root").last).to_be_attached()

    @property
    def task(self) -> Locator:
        """The question on screen."""
        return self.page.locator(".kit-task:visible")

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True).locator("visible=true").first

    def press(self, label: str) -> None:
        self.button(label).click()

    def go_to(self, kind: str) -> None:
        """In a set: the first item of this kind."""
        jump = self.page.locator(".kit-seriesbar select")
        label = next(text for text in jump.locator("option").all_inner_texts() if f"· {kind} ·" in plain(text))
        jump.select_option(label=plain(label))
        expect(self.task.locator(".kit-chip").first).to_have_text(kind)

    def turn_to(self, kind: str) -> None:
        """Press the button of a step, and wait until its question is the one on screen."""
        self.press(kind)
        expect(self.task.locator(".kit-chip").first).to_have_text(kind)

    def submit(self) -> float:
        """Hand in, and read the total from the feedback."""
        before = self.task.locator(".kit-feedback").count()
        assert before == 0, "this question has its feedback on screen already"
        self.press("提交评分")
        return self.total()

    def total(self) -> float:
        return float(self.task.locator(".kit-feedback .kit-total b").inner_text())

    def choose(self, label: str) -> None:
        """A button of a row of toggles."""
        self.task.locator(".kit-choice").get_by_role("button", name=label, exact=True).click()

    def drafts(self) -> list[dict[str, Any]]:
        """The drafts on disk."""
        return [json.loads(path.read_text("utf-8")) for path in sorted((self.server.data / "drafts").glob("*.json"))]

    def attempts(self) -> list[dict[str, Any]]:
        """The attempts on disk, in order."""
        lines = [
            line for path in sorted(self.server.data.rglob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
        ]
        return [json.loads(line) for line in lines]

    def picture(self, name: str, of: Locator | None = None) -> None:
        """Keep a picture of what is on screen at both widths, with ``of`` at its top."""
        for width, height in reversed(WIDTHS):
            self.page.set_viewport_size({"width": width, "height": height})
            if of is not None:
                of.evaluate("node => node.scrollIntoView({block: 'start'})")
            self.page.wait_for_timeout(SETTLED_MS)
            self.page.screenshot(path=self.pictures / f"{name}-{width}.png")


def plain(text: str) -> str:
    """Text as written: browsers show the blanks of options as no-break spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").strip()
