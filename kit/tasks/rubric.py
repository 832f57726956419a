"""The rubric 评分量表 as constants: criteria of the two marked kinds, and what marks 4, 3, 2, 1, 0 mean."""

from __future__ import annotations

from typing import Literal

Draft = Literal["finding", "measures"]
TOP_MARK = 4.0

FINDING: dict[str, tuple[str, str, str, str, str]] = {
    "定性": (
        "从政治和职责高度准确点明问题性质与主体，与参考定性实质一致",
        "性质判断正确，但高度或主体略欠准确",
        "只点到问题现象或只在业务、党务、财务层面表述，性质大体相关",
        "定性含糊或明显偏离",
        "无定性，或定性错误（含把不是问题的当问题、把问题说反）",
    ),
    "事实": (
        "关键事实（时间、次数、金额、对象、典型事例）基本齐全且与材料一致",
        "覆盖多数关键事实，数据准确，个别遗漏",
        "覆盖约一半，或有个别数据不准",
        "只有零星事实，或多处不准",
        "无具体事实，或事实系编造、与材料相反",
    ),
    "依据": (
        "准确指出违反的制度规定或应遵循的要求，与问题对应",
        "指出依据，名称或要点略欠准确",
        "只笼统说“违反有关规定”但能看出所指要求",
        "依据与问题基本不对应",
        "未提依据，或依据错误",
    ),
    "分析": (
        "说明原因、责任和影响，均有材料支撑",
        "三者说清两项",
        "说清一项",
        "一句空话带过",
        "没有分析，或与材料矛盾",
    ),
    "表述": (
        "观点与论据对应、条理清楚、用语客观规范、简洁",
        "基本规范，个别语句啰嗦或不够严谨",
        "条理一般，有口语化或碎片化",
        "混乱、大段照抄材料、情绪化或个人表态、越权下违纪违法结论",
        "无法理解，或与任务无关",
    ),
}
"""Criterion of a finding （问题底稿） → the descriptions of marks 4, 3, 2, 1, 0."""

MEASURES: dict[str, tuple[str, str, str, str, str]] = {
    "针对": (
        "措施逐一对准问题和根源，无遗漏主要方面",
        "对准主要方面，根源触及不深",
        "部分对准，有的与问题无关",
        "大多与问题无关",
        "完全不对应",
    ),
    "操作": (
        "每条都有具体动作、对象和步骤，可直接执行",
        "多数具体",
        "一半左右具体",
        "多为“加强、提高、强化”之类原则话",
        "全是空话或无措施",
    ),
    "责任时限": (
        "每条责任主体适当、时限明确合理",
        "多数明确适当",
        "一半左右，或笼统（如“各部门”“长期”）",
        "零星",
        "没有，或责任主体明显不当",
    ),
    "长效": (
        "既有立行立改，又有建章立制和举一反三，考虑中长期",
        "有立行立改并有建章立制或举一反三之一且具体",
        "提到机制但笼统",
        "只有一次性动作",
        "没有",
    ),
    "实效": (
        "成果可查验，各条互不重复，无凑数",
        "多数可查验，个别重复",
        "一半左右可查验",
        "大量拆分凑数、重复",
        "全是凑数或虚假整改",
    ),
}
"""Criterion of measures （整改措施） → the descriptions of marks 4, 3, 2, 1, 0."""


def criteria_of(draft: Draft) -> dict[str, tuple[str, str, str, str, str]]:
    """The rubric of that kind of draft, criterion by criterion, in order."""
    return FINDING if draft == "finding" else MEASURES


def described(draft: Draft, criterion: str, mark: float) -> str:
    """What the whole mark nearest to ``mark`` means for that criterion."""
    nearest = min(4, max(0, int(mark + 0.5)))
    return criteria_of(draft)[criterion][4 - nearest]
