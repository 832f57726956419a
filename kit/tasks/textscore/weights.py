"""The one table by which evidence becomes marks: readable, signed, to be fitted anew by ``kit calibrate`` later.

Every feature is 0–1. A criterion's mark is ``base`` + the weighted sum, within 0 and 4. A positive weight
says that more of the feature never lowers the mark. Rules that cap a mark stand with the judge that knows them.
"""

from __future__ import annotations

WEIGHTS: dict[str, dict[str, float]] = {
    "定性": {
        "base": -0.6,
        "sense": 2.6,
        "cosine": 1.5,
        "named": 2.2,
        "height": 0.9,
        "defect": 0.6,
        "personal": -0.4,
        "herrings": -1.0,
        "wrong": -0.8,
    },
    "事实": {"base": -0.1, "figures": 1.5, "all_figures": 0.8, "sense": 4.6, "unsupported": -1.0, "wrong": -1.2},
    "依据": {"base": -0.1, "sense": 3.4, "cue": 0.4, "held": 0.5, "content": 0.5, "named": 0.7, "article": 0.8},
    "分析": {"base": 0.0, "cause": 1.4, "duty": 1.3, "effect": 1.3},
    "表述": {
        "base": 2.0,
        "substance": 2.0,
        "colloquial": -1.0,
        "emotion": -0.9,
        "personal": -1.6,
        "figurative": -0.9,
        "overstep": -1.4,
        "copied": -1.8,
        "slogan": -1.0,
        "fragment": -1.0,
        "repeated": -1.5,
    },
    "针对": {"base": -0.6, "covered": 2.4, "about": 0.8, "share": 1.4, "concrete": 0.8},
    "操作": {"base": -0.2, "concrete": 3.2, "share": 1.6},
    "责任时限": {"base": 0.0, "owner": 1.2, "time": 1.2, "both": 1.7, "improper": -2.0},
    "长效": {"base": 0.2, "rule": 2.0, "wider": 1.2, "again": 0.9, "named": 0.3},
    "实效": {"base": 0.5, "result": 3.2, "repeated": -3.0, "sham": -2.2, "about": 0.8},
}
"""Criterion → feature → marks that a full feature (1.0) adds or takes."""
