"""A kernel with a case open stays small: many target machines have 4 GB and less."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

MOST_MB = 450
CODE = """
import kit
view = kit.practise("xc-001-collective-decision", "finding", "P1")
score = kit.score({"case": "xc-001-collective-decision", "problem": "P1", "task": "finding",
                   "text": "局党组以办公会代替党组会决定大额支出，贯彻民主集中制不到位。"})
print(type(view).__name__, score.total > 0)
"""


@pytest.fixture
def kernel() -> Iterator[tuple[KernelManager, BlockingKernelClient]]:
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env=dict(os.environ))
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_kernel_with_a_case_open_and_an_answer_scored(kernel: tuple[KernelManager, BlockingKernelClient]) -> None:
    manager, client = kernel
    told: list[str] = []
    client.execute_interactive(
        CODE, timeout=60, output_hook=lambda message: told.append(message["content"].get("text", ""))
    )
    assert "".join(told).split() == ["VBox", "True"]
    provisioner = manager.provisioner
    assert provisioner is not None
    used = psutil.Process(provisioner.pid).memory_info().rss / 2**20
    assert used <= MOST_MB, f"{used:.0f} MB"
