"""A finding and measures on the bundled demo case, from which changed ones are made."""

from functools import cache

from kit.content.library import demo_library
from kit.model.case import Case, Problem
from kit.model.score import Scored
from kit.tasks import score_raw

Rows = list[dict[str, str]]


@cache
def demo() -> Case:
    return demo_library().case("xc-900-demo")


def leases() -> Problem:
    return demo().problems[0]


def finding(text: str, problem: str = "P1") -> Scored:
    score = score_raw("finding", {"problem": problem, "text": text}, demo())
    assert isinstance(score, Scored)
    return score


def measures(rows: Rows, problem: str = "P1") -> Scored:
    score = score_raw("measures", {"problem": problem, "rows": rows}, demo())
    assert isinstance(score, Scored)
    return score


DUTY = "公司党委落实国有资产监管责任不力，房产出租制度执行不严，公开招租走了过场，国有资产收益流失。"
FACTS = (
    "R01、R03、R05、R09共4处100平方米以上房产未公开招租，也未上党委会，经乙某签字即续租给老租户；"
    "4处月租金只有评估价的三分之二，每月少收14700元，累计少收42.52万元。"
    "R03、R05两户分别欠租9个月、7个月，合计14.1万元，没有书面催缴，也没有解除合同。"
)
BASIS = "违反公司《房产出租管理办法》第四条关于公开招租、不低于评估价和第七条关于书面催缴、解除合同的规定。"
ANALYSIS = (
    "究其原因，党委书记甲某只看收入、不细问，第一责任人责任没有落实；乙某怕空置、图省事，资产部收到评估报告就归档，怕催走租户。"
    "造成国有资产收益损失，其他承租人失去公平竞争机会，容易滋生廉洁风险。"
)
WHOLE = DUTY + FACTS + BASIS + ANALYSIS
ELSEWHERE = (
    "区教育局党组履行教育公平责任不到位，招生政策执行走样。2022年秋季，第二小学违规招收择校生37人，"
    "收取赞助费55.5万元，未纳入财政专户。违反义务教育免试就近入学规定。局长重升学率轻公平，造成群众反复信访。"
)
SLOGANS = (
    "必须提高政治站位，深刻领悟“两个确立”的决定性意义，增强“四个意识”，"
    "坚定“四个自信”，做到“两个维护”，真抓实干，勇毅前行。"
)


def row(measure: str, owner: str = "", deadline: str = "", deliverable: str = "") -> dict[str, str]:
    return {"measure": measure, "owner": owner, "deadline": deadline, "deliverable": deliverable}


ROWS: Rows = [
    row(
        "逐处复核R01、R03、R05、R09四份合同，委托重新评估，能协商的签订调租协议，协商不成的到期收回公开招租",
        "分管副总经理乙某、资产部",
        "2025年1月31日前",
        "复核报告、评估报告、调租协议",
    ),
    row(
        "对R03、R05欠租14.1万元发出书面催缴通知，15日内不缴清的解除合同并依法追偿",
        "资产部经理丙某",
        "2024年12月15日前",
        "催缴通知回执、入账凭证",
    ),
    row(
        "修订《房产出租管理办法》，把公开招租记录、评估报告、党委会决定列为合同用印的前置要件，缺一不得用印",
        "资产部起草，党委会审定",
        "2024年12月31日前",
        "修订后的办法、用印核验单",
    ),
    row(
        "对2021年以来全部房产和设备出租合同开展清查，列出问题清单逐项销号",
        "公司纪委牵头",
        "2025年2月28日前",
        "清查报告、销号台账",
    ),
    row(
        "建立租金收缴预警台账，按月通报欠租，公司纪委每半年抽查出租合同并向党委会报告",
        "财务部、公司纪委",
        "2025年1月起每月更新",
        "预警台账、抽查通报",
    ),
]
