"""The one table by which evidence becomes marks: readable, signed, to be fitted anew by ``kit calibrate`` later.

Every feature is 0–1. A criterion's mark is ``base`` + the weighted sum, within 0 and 4. A positive weight
says that more of the feature never lowers the mark. Rules that cap a mark stand with the judge that knows them.
"""

from __future__ import annotations

WEIGHTS: dict[str, dict[str, float]] = {
    "定性": {
        "base": -0.1,
        "sense": 1.3,
        "cosine": 1.1,
        "named": 1.5,
        "height": 1.3,
        "defect": 0.7,
        "personal": -0.6,
        "herrings": -1.1,
        "wrong": -1.5,
    },
    "事实": {
        "base": 0.0,
        "figures": 1.5,
        "all_figures": 2.8,
        "sense": 1.6,
        "unsupported": -0.9,
        "wrong": -1.5,
        "denied": -1.5,
        "subjects": -1.6,
    },
    "依据": {"base": -0.3, "sense": 4.0, "cue": 0.6, "held": 0.2, "content": 0.5, "named": 0.5, "article": 0.8},
    "分析": {"base": 0.2, "cause": 1.2, "duty": 2.0, "effect": 1.9, "subjects": -1.6},
    "表述": {
        "base": 1.2,
        "substance": 2.8,
        "colloquial": -1.0,
        "emotion": -0.8,
        "personal": -1.3,
        "figurative": -1.0,
        "overstep": -2.0,
        "copied": -2.1,
        "slogan": -1.1,
        "fragment": -0.4,
        "repeated": -1.9,
    },
    "针对": {"base": -0.1, "covered": 3.2, "about": 1.1, "share": 1.1, "concrete": 0.7},
    "操作": {"base": -0.4, "concrete": 3.8, "share": 0.4},
    "责任时限": {"base": 0.0, "owner": 0.6, "time": 1.0, "both": 2.3, "improper": -2.0},
    "长效": {"base": 0.3, "rule": 1.8, "wider": 0.8, "again": 1.0, "named": 0.4},
    "实效": {"base": -0.7, "result": 2.4, "repeated": -2.6, "sham": -3.2, "about": 3.2},
}
"""Criterion → feature → marks that a full feature (1.0) adds or takes."""
