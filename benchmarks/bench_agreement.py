"""How far the scorer agrees with the marked answers, and whether changed answers move as they must (developer's tool).

    python benchmarks/bench_agreement.py BENCH [--cases xc-001,xc-002] [--held] [--failures] [--pairs]

BENCH is a folder with ``cases/``, ``types/``, ``mixed/`` (answers.jsonl, ratings.jsonl) and ``pairs.jsonl``.
The answers and their marks there were written by language models working to the rubric: the figures say how
well the rubric is followed, not how experts would agree. ``--held`` scores the two held-out cases only;
without it they are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from kit.content.cases import load_case
from kit.model.case import Case
from kit.model.score import Scored, as_contract
from kit.tasks import score_raw

HELD_OUT = ("xc-004", "xc-007")


def module(path: Path) -> ModuleType:
    """A script beside the answers, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no {path}")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def chosen(name: str, only: tuple[str, ...], held: bool) -> bool:
    if only:
        return name.startswith(only)
    return name.startswith(HELD_OUT) == held


def scored(answers: list[dict[str, Any]], cases: dict[str, Case]) -> list[dict[str, Any]]:
    out = []
    for answer in answers:
        score = score_raw(answer["task"], answer, cases[answer["case"]])
        if isinstance(score, Scored):
            out.append({"answer_id": answer["answer_id"], **as_contract(score)})
    return out


def main() -> int:
    """Print agreement for types and mixed, then pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--cases", default="", help="prefixes of case ids, comma between")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--pairs", action="store_true", help="pairs only")
    parser.add_argument("--dump", type=Path, help="write every score here")
    args = parser.parse_args()
    only = tuple(part for part in args.cases.split(",") if part)
    cases = {folder.name: load_case(folder) for folder in sorted((args.bench / "cases").iterdir()) if folder.is_dir()}
    evaluate, pairs = module(args.bench / "evaluate.py"), module(args.bench / "pairs.py")
    kept: list[dict[str, Any]] = []
    for which in () if args.pairs else ("types", "mixed"):
        answers = [a for a in lines(args.bench / which / "answers.jsonl") if chosen(a["case"], only, args.held)]
        wanted = {answer["answer_id"] for answer in answers}
        ratings = [r for r in lines(args.bench / which / "ratings.jsonl") if r["answer_id"] in wanted]
        begun = time.perf_counter()
        scores = scored(answers, cases)
        kept += scores
        print(f"{which}: {len(scores) / (time.perf_counter() - begun):.1f} answers/s")
        for task, rows in evaluate.evaluate(ratings, scores)["tasks"].items():
            print(f"{task:9s}    n   human  machine      r    smd")
            for row in rows:
                rest = f"   rest {row['rest']:.3f}" if "rest" in row else ""
                figures = f"{row['human']:6.3f}  {row['machine']:6.3f} {row['r']:6.3f} {row['smd']:+6.2f}"
                print(f"  {row['name']:6s} {row['n']:4d}  {figures}{rest}")
    changed = [pair for pair in lines(args.bench / "pairs.jsonl") if chosen(pair["case"], only, args.held)]
    if changed:
        scores = scored(changed, cases)
        kept += scores
        tell_pairs(list(pairs.check(changed, scores)), args.failures)
    if args.dump:
        args.dump.write_text("\n".join(json.dumps(score, ensure_ascii=False) for score in kept), encoding="utf-8")
    return 0


def tell_pairs(rows: list[Any], failures: bool) -> None:
    held: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for answer_id, task, change, told in rows:
        held[task, change].append(all(entry[-1] for entry in told))
        if failures and not held[task, change][-1]:
            print(answer_id, change, [entry[:4] for entry in told if not entry[-1]])
    for (task, change), oks in held.items():
        print(f"{task:9s} {change:20s} {sum(oks):3d}/{len(oks)}")
    every = [ok for oks in held.values() for ok in oks]
    print(f"all {sum(every)}/{len(every)} = {sum(every) / len(every):.3f}")


if __name__ == "__main__":
    sys.exit(main())
