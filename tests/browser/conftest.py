"""One JupyterLab for all browser tests, one page per test; pictures are kept where KIT_ARTIFACTS says."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from labserver import ROOT, Server, serving
from notebookpage import Notebook
from playwright.sync_api import Browser, sync_playwright

INSTALL = "没有找到 Chromium。安装命令：apt-get install chromium fonts-noto-cjk"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STEP_MS = 20_000
"""Longest time that anything on the page may take to appear."""

Open = Callable[[str], Notebook]


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip(INSTALL)
    return found


@pytest.fixture(scope="session")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Per module and not per session: while it is there, an event loop seems to run in this thread."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    folder = Path(os.environ.get("KIT_ARTIFACTS") or ROOT / "artifacts") / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def open_notebook(server: Server, browser: Browser, pictures: Path, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens a notebook by its name in a fresh page; nothing is left of the test before."""
    server.clear()
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(STEP_MS)
    notebook = Notebook(server, context.new_page(), pictures)

    def open_it(name: str) -> Notebook:
        notebook.open(name)
        return notebook

    yield open_it
    notebook.page.screenshot(path=pictures / f"last-{request.node.originalname}.png")  # what a failure looked like
    context.close()
    assert notebook.faults == [], "errors in the browser's console"
