"""Make ``kit/data/lexicon/common_pairs.txt``: character pairs that several cases share, so belong to the trade.

    python benchmarks/common_pairs.py cases kit/data/lexicon/common_pairs.txt

Made from materials, backgrounds and scoring points only; no answer is read.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kit.content.cases import load_case
from kit.text.align import grams

CASES = 2
"""Cases that must share a pair."""

PER_LINE = 25


def main() -> int:
    """Read the cases of the first argument, write the file of the second."""
    seen: Counter[str] = Counter()
    folders = [folder for folder in sorted(Path(sys.argv[1]).iterdir()) if folder.is_dir()]
    for folder in folders:
        case = load_case(folder)
        texts = [unit.text for unit in case.units.values()] + [case.head.background]
        texts += [t for p in case.problems for q in (*p.points, *p.measures) for t in (q.text, *q.accept)]
        seen.update(grams("\n".join(texts)))
    common = sorted(pair for pair, cases in seen.items() if cases >= CASES)
    head = f"# Character pairs that at least {CASES} of {len(folders)} cases of the bank share ({len(common)}). "
    lines = [" ".join(common[start : start + PER_LINE]) for start in range(0, len(common), PER_LINE)]
    told = f"{head}Made by benchmarks/common_pairs.py from materials and keys, from no answer.\n"
    Path(sys.argv[2]).write_text(told + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(common)} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
