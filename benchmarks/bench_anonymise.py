"""Recall and precision of the anonymiser on the labelled sentences (developer's tool).

    python -m benchmarks.bench_anonymise [--set dev|dev2|hard|test|all] [--recogniser rules|model|both] [--failures]

The sentences under ``tests/anonymise/data`` were written for the kit; nobody in them exists. ``dev`` was looked at
while the rules were written, ``test`` was not. A label counts as found where a mention of its kind (place and address
count as one kind) covers it and is at most four characters longer, as exact where it has the same two ends. A mention
is right where it covers or lies within a label of its kind.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from kit.content.anonymise.mention import CODES, KINDS, Mention
from kit.content.anonymise.recognise import LENIENT, Both, Model, Recogniser, Rules, find

DATA = Path(__file__).resolve().parent.parent / "tests" / "anonymise" / "data"
RECOGNISERS = {"rules": Both(Rules()), "model": Both(Model()), "both": Both(Rules(LENIENT), Model())}
Span = tuple[int, int, str]


def sentences(name: str) -> list[tuple[str, list[Span]]]:
    """Each sentence with its labels: start, end, kind."""
    out = []
    for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        out.append((told["text"], [(e["start"], e["start"] + len(e["text"]), e["kind"]) for e in told["entities"]]))
    return out


def family(kind: str) -> str:
    return "place" if kind == "address" else kind


def found(label: Span, mentions: list[Mention]) -> bool:
    start, end, kind = label
    return any(
        family(m.kind) == family(kind) and m.start <= start and end <= m.end and (m.end - m.start) - (end - start) <= 4
        for m in mentions
    )


def right(mention: Mention, labels: list[Span]) -> bool:
    return any(
        family(kind) == family(mention.kind)
        and ((mention.start <= start and end <= mention.end) or (start <= mention.start and mention.end <= end))
        for start, end, kind in labels
    )


def measure(rows: list[tuple[str, list[Span]]], recogniser: Recogniser, failures: bool) -> dict[str, Counter[str]]:
    """Counts by kind: labels, found, exact, mentions, right."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for text, labels in rows:
        mentions = [m for m in find(text, recogniser) if m.kind != "post_sum"]
        for label in labels:
            count = counts[label[2]]
            count["labels"] += 1
            count["found"] += found(label, mentions)
            count["exact"] += any((m.start, m.end, family(m.kind)) == (*label[:2], family(label[2])) for m in mentions)
        for m in mentions:
            counts[m.kind]["mentions"] += 1
            counts[m.kind]["right"] += right(m, labels)
        missed = [text[s:e] for s, e, k in labels if not found((s, e, k), mentions)]
        wrong = [f"{m.text}({m.kind})" for m in mentions if not right(m, labels)]
        if failures and (missed or wrong):
            print(f"  {text}\n      missed {missed}   wrong {wrong}")
    return counts


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "    –"


def row(name: str, count: Counter[str]) -> str:
    recall, exact = share(count["found"], count["labels"]), share(count["exact"], count["labels"])
    precision = share(count["right"], count["mentions"])
    return f"{name:<14}{count['labels']:>8}{recall:>9}{exact:>9}{precision:>11}{count['mentions']:>10}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=("dev", "dev2", "hard", "test", "all"), default="all")
    parser.add_argument("--recogniser", choices=tuple(RECOGNISERS), default="both")
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    for name in ("dev", "dev2", "hard", "test") if options.set == "all" else (options.set,):
        rows = sentences(name)
        counts = measure(rows, RECOGNISERS[options.recogniser], options.failures)
        print(f"\n{name}: {len(rows)} sentences, recogniser {options.recogniser}")
        print(f"{'kind':<14}{'labels':>8}{'recall':>9}{'exact':>9}{'precision':>11}{'mentions':>10}")
        for kind, count in counts.items():
            if count["labels"] or count["mentions"]:
                print(row(kind, count))
        print(row("codes", sum((counts[kind] for kind in CODES), Counter())))
        print(row("all", sum(counts.values(), Counter())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
