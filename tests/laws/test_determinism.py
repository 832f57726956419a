"""The same answers get the same scores in another process, whatever Python's hash seed is."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

from answers import drawn
from sources import every

from kit.tasks import KINDS, score_raw

HERE = Path(__file__).parent


def digest() -> str:
    """One hash over scores of drawn answers and over prompts, of every kind."""
    told = hashlib.sha256()
    counts = dict.fromkeys(KINDS, 0)
    for asked in every():
        if counts.get(asked.kind, 3) >= 3:
            continue
        counts[asked.kind] += 1
        raw = drawn(asked, random.Random(counts[asked.kind]))
        told.update(score_raw(asked.kind, raw, asked.source).model_dump_json().encode())
        told.update(KINDS[asked.kind].prompt(asked.source, asked.problem).model_dump_json().encode())
    assert all(counts.values())
    return told.hexdigest()


def test_scores_do_not_depend_on_the_process() -> None:
    code = "import sys; sys.path[:0] = [sys.argv[1], sys.argv[2]]; import test_determinism as t; print(t.digest())"
    command = [sys.executable, "-W", "error", "-c", code, str(HERE), str(HERE.parents[1])]
    told = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
        ).stdout
        for seed in ("0", "4242")
    }
    assert len(told) == 1
    assert len(told.pop().strip()) == 64
