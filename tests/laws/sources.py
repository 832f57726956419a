"""What the laws are tried on: small sources of our own for every kind, and every case and exercise item there is."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kit.content.library import Library
from kit.content.taxonomy import taxonomy
from kit.errors import ContentError
from kit.model.case import Case, CaseHead, Judgement, Material, MaterialFile, Problem, Unit
from kit.model.exercise import PROBLEM_KINDS, Item, OwnItem
from kit.tasks.kind import Source

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Asked:
    """One question: a kind, its source, the problem where the kind has one. ``str()`` names it."""

    kind: str
    source: Source
    problem: str | None
    name: str

    def __str__(self) -> str:
        return self.name


PARAGRAPHS = (
    "某局党组2023年共召开局长办公会12次,其中5次直接研究决定10万元以上支出,涉及金额170.5万元,均未提交党组会。",
    "《某局党组议事规则》第五条规定:单笔10万元以上支出须由党组会集体研究决定。",
    "党组书记甲某谈话时说:“走哪个会都一样,效率要紧。”办公室没有核对议题清单。",
    "食堂改造8万元由分管领导审批,符合该局10万元以下支出的审批权限。",
    "两名党组成员反映,有的大额支出付款以后才知道。",
)
LEDGER = (
    ("1", "系统运维", "45.0", "局长办公会"),
    ("2", "外墙修缮", "30.2", "党组会"),
    ("3", "信息化设备", "58.5", "局长办公会"),
    ("4", "食堂改造", "8.0", "分管领导审批"),
    ("5", "车辆租赁", "67.0", "局长办公会"),
)


def small_case() -> Case:
    """A whole case in miniature, built without any file."""
    return Case(
        head=CaseHead(
            id="tt-001-laws",
            title="某局大额支出案例",
            difficulty=1,
            inspection="常规巡察",
            organ="某局党组",
            minutes=20,
            background="某巡察组对某局党组开展常规巡察,查阅了会议记录和支出台账。",
            materials=(MaterialFile(name="会议记录", file="m/1.md"), MaterialFile(name="支出台账", file="m/2.csv")),
            provenance="虚构",
        ),
        taxonomy=taxonomy(),
        materials=(prose(), ledger()),
        problems=(decision_problem(),),
        judgement=tuple(situation(number) for number in (1, 2)),
        evidence_units={
            "P1": {
                "会议记录·1": "必需",
                "会议记录·2": "必需",
                "会议记录·3": "佐证",
                "会议记录·5": "佐证",
                "支出台账·1": "必需",
                "支出台账·3": "必需",
            }
        },
        red_herring_units={"会议记录·4": "在权限以内,程序合规", "会议记录·5": "个别反映,不能单独成立"},
    )


def prose() -> Material:
    units = tuple(
        Unit(name=f"会议记录·{place}", material="会议记录", number=place, text=text)
        for place, text in enumerate(PARAGRAPHS, start=1)
    )
    return Material(name="会议记录", file="m/1.md", raw="\n\n".join(PARAGRAPHS), units=units)


def ledger() -> Material:
    units = tuple(
        Unit(name=f"支出台账·{place}", material="支出台账", number=place, text=",".join(cells), cells=cells)
        for place, cells in enumerate(LEDGER, start=1)
    )
    header = ("序号", "项目", "金额(万元)", "决策方式")
    return Material(name="支出台账", file="m/2.csv", raw="", units=units, header=header)


def decision_problem() -> Problem:
    return Problem.model_validate(
        {
            "id": "P1",
            "title": "以局长办公会代替党组会决定大额支出",
            "prompt": "请就该局党组议事决策方面存在的问题撰写底稿",
            "category": "C1.1",
            "also": {"C1.3": 0.6, "B3.4": 0.4},
            "level": "政治",
            "severity": "较重",
            "points": [
                {
                    "id": "P1.1",
                    "aspect": "定性",
                    "weight": 2,
                    "text": "局党组执行民主集中制不到位,以局长办公会代替党组会决定大额支出,集体领导作用弱化",
                },
                {
                    "id": "P1.2",
                    "aspect": "事实",
                    "weight": 2,
                    "text": "2023年局长办公会5次直接决定10万元以上支出,涉及金额170.5万元",
                    "numbers": ["5次", "170.5万元"],
                },
                {
                    "id": "P1.3",
                    "aspect": "依据",
                    "weight": 1,
                    "text": "违反党组议事规则第五条10万元以上支出须由党组会集体研究的规定",
                },
                {
                    "id": "P1.4",
                    "aspect": "原因责任",
                    "weight": 1,
                    "text": "党组书记甲某民主集中制意识淡薄,重效率轻程序,负主要责任",
                },
                {
                    "id": "P1.5",
                    "aspect": "影响",
                    "weight": 1,
                    "text": "部分党组成员事后才知情,班子内部监督落空,决策风险增大",
                },
            ],
            "wrong": [{"text": "党组书记甲某涉嫌受贿犯罪", "why": "巡察不履行审查职责,不得作违法犯罪定性"}],
            "measures": [
                {
                    "id": "P1.m1",
                    "aspect": "立行立改",
                    "weight": 1,
                    "text": "对5笔由局长办公会决定的支出逐项复核,补正程序,形成复核报告提交党组会审议",
                },
                {
                    "id": "P1.m2",
                    "aspect": "建章立制",
                    "weight": 2,
                    "text": "修订党组会和局长办公会议事规则,制定“三重一大”清单,明确10万元以上支出必须上党组会",
                },
                {
                    "id": "P1.m3",
                    "aspect": "举一反三",
                    "weight": 1,
                    "text": "对近三年重大事项决策和下属单位议事决策开展自查,发现问题一并整改",
                },
                {
                    "id": "P1.m4",
                    "aspect": "长期坚持",
                    "weight": 1,
                    "text": "每半年由机关纪委抽查会议记录,检查结果向党组会报告并通报",
                },
            ],
            "owners": ["党组", "党组书记", "办公室", "机关纪委"],
            "reference": {"finding": FINDING, "measures": MEASURES},
        }
    )


FINDING = (
    "局党组执行民主集中制不到位,以局长办公会代替党组会决定大额支出,党组集体领导作用弱化。"
    "2023年,局长办公会5次直接研究决定10万元以上支出,涉及金额170.5万元,均未提交党组会。"
    "违反《某局党组议事规则》第五条单笔10万元以上支出须由党组会集体研究决定的规定。"
    "究其原因,党组书记甲某民主集中制意识淡薄,重效率轻程序,负主要责任;办公室没有核对议题清单。"
    "致使部分党组成员事后才知情,班子内部监督落空,决策风险增大。"
)
MEASURES = [
    {
        "measure": "对5笔由局长办公会决定的支出逐项复核,补正程序,形成复核报告提交党组会审议",
        "owner": "办公室",
        "deadline": "2024年6月30日前",
        "deliverable": "复核报告、党组会会议纪要",
    },
    {
        "measure": "修订党组会和局长办公会议事规则,制定“三重一大”清单,明确10万元以上支出必须上党组会,党组书记末位表态",
        "owner": "党组书记",
        "deadline": "2024年7月31日前",
        "deliverable": "修订后的议事规则和“三重一大”清单",
    },
    {
        "measure": "对近三年重大事项决策和下属单位议事决策开展自查,发现问题一并整改,建立台账逐项销号",
        "owner": "党组",
        "deadline": "2024年8月31日前",
        "deliverable": "自查报告、问题台账",
    },
    {
        "measure": "每半年抽查一次会议记录,检查结果向党组会报告并在全局通报,长期坚持",
        "owner": "机关纪委",
        "deadline": "2024年12月底前完成首次抽查,以后每半年一次",
        "deliverable": "抽查记录、通报",
    },
]


def situation(number: int) -> Judgement:
    return Judgement.model_validate(
        {
            "id": f"J{number}",
            "principle": "不作个人表态",
            "scenario": "被巡察单位负责人私下打听巡察组的看法,应当怎么做?",
            "options": [
                {"id": "a", "text": "婉拒并说明纪律,事后向组长报告", "score": 2, "why": "守住纪律又及时报告"},
                {"id": "b", "text": "婉拒,不再提起", "score": 1, "why": "守住了纪律,但没有报告"},
                {"id": "c", "text": "含糊应付,答应回去问问", "score": 0, "why": "给人以想象空间"},
                {"id": "d", "text": "透露组内的倾向性意见", "score": -1, "why": "泄露工作秘密", "grave": True},
            ],
        }
    )


def own(kind: str, name: str, **payload: object) -> Asked:
    item = Item.model_validate({"id": name, "kind": kind, "title": "自带题", **payload})
    return Asked(kind, OwnItem(name=f"laws/{name}", item=item), None, f"{kind}: laws/{name}")


def choices(*texts: str) -> list[dict[str, str]]:
    return [{"id": f"{'abcdefgh'[place]}{place}", "text": text} for place, text in enumerate(texts)]


def small_items() -> list[Asked]:
    """Items of every kind that brings a payload; some stand at the edges of their form."""
    roles = choices("党委(党组)", "党委书记", "巡察办", "巡察组")
    duties = choices("承担主体责任", "承担第一责任", "统筹协调、指导督导、服务保障", "承担巡察任务", "审理案件")
    pairs = [("a0", "a0"), ("b1", "b1"), ("c2", "c2"), ("d3", "d3")]
    steps = [
        {"id": f"s{place}", "text": text, "why": f"它是第{place}步的理由,先后不能颠倒"}
        for place, text in enumerate(("动员部署", "进驻了解", "形成报告", "反馈意见", "督促整改"), start=1)
    ]
    worths = {"党委决策落实": 10, "一把手监督": 8, "专项资金": 7, "办公用品": 1, "院落绿化": 0, "会标字体": 0}
    things = [
        {"id": f"t{place}", "text": text, "value": value, "why": f"{text}的分量就是这样"}
        for place, (text, value) in enumerate(worths.items())
    ]
    plan = [
        ("r1", "加强学习,提高认识,强化责任", ["空泛"]),
        ("r2", "6月底前由办公室修订采购办法并组织2次培训", []),
        ("r3", "把培训拆成签到、听讲、讨论三条措施", ["凑数"]),
        ("r4", "已全部追回资金(核查发现尚未追回)", ["虚假"]),
        ("r5", "更换食堂桌椅", ["不对应", "凑数"]),
        ("r6", "财务科每季度抽查10%的凭证,结果报党组", []),
    ]
    marks = {"定性": 3, "事实": 2, "依据": 0, "分析": 1, "表述": 4}
    return [
        own("match", "m4", match={"left": roles, "right": duties, "pairs": paired(pairs)}),
        own("match", "m-many", match={"left": roles[:3], "right": duties, "pairs": paired([*pairs[:3], ("a0", "d3")])}),
        own("match", "m2", match={"left": roles[:2], "right": duties[:2], "pairs": paired(pairs[:2])}),
        own("order", "o5", order={"steps": steps, "answer": ["s1", "s2", "s3", "s4", "s5"]}),
        own("order", "o-ties", order={"steps": steps, "answer": ["s1", ["s2", "s3"], ["s4", "s5"]]}),
        own("order", "o-choose", order={"steps": things, "answer": ["t0", "t1", "t2"], "choose": 3}),
        own("verify", "v", verify=verify_payload()),
        own("diagnose", "d", diagnose={"problem": "采购管理不规范", "plan": planned(plan)}),
        own("diagnose", "d2", diagnose={"problem": "采购管理不规范", "plan": planned(plan[:2])}),
        own("review", "r", review={"draft": "finding", "text": FINDING, "marks": marks, "why": reasons(marks)}),
        own("judgement", "j", judgement=[situation(1).model_dump()]),
        own("rewrite", "w", rewrite=rewrite_payload()),
    ]


def paired(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"left": left, "right": right, "why": f"条例对{left}与{right}这样规定"} for left, right in pairs]


def planned(rows: list[tuple[str, str, list[str]]]) -> list[dict[str, object]]:
    return [
        {"id": row, "measure": text, "owner": "办公室", "labels": labels, "why": f"判断{row}要看有没有实招"}
        for row, text, labels in rows
    ]


def reasons(marks: dict[str, int]) -> dict[str, str]:
    return {name: f"{name}这样给分的理由在于要点的多少" for name in marks}


def verify_payload() -> dict[str, object]:
    rows = [["A局", "84", "82"], ["B局", "80", "77"], ["C局", "72", "75"]]
    return {
        "tables": [{"name": "整改台账", "header": ["单位", "应改", "已改"], "rows": rows}],
        "questions": [
            {
                "id": "q1",
                "ask": "A局整改到位率是多少?",
                "why": "82除以84得97.6%",
                "value": 97.6,
                "unit": "%",
                "tolerance": 0.05,
            },
            {"id": "q2", "ask": "哪一行自相矛盾?", "why": "已改多于应改", "rows": ["整改台账·3"], "weight": 2},
            {
                "id": "q3",
                "ask": "“全部整改到位”能否成立?",
                "why": "两个局没有改完",
                "options": choices("成立", "不成立", "无法判断"),
                "verdict": "b1",
            },
        ],
    }


def rewrite_payload() -> dict[str, object]:
    return {
        "statement": "该局有5笔支出没有上党组会。",
        "facts": "2023年,局长办公会5次直接决定10万元以上支出,合计170.5万元。",
        "level": "政治",
        "points": [
            {"id": "w1", "aspect": "定性", "weight": 2, "text": "局党组执行民主集中制不到位,集体领导作用弱化"},
            {"id": "w2", "aspect": "定性", "weight": 1, "text": "以局长办公会代替党组会决定大额支出,议事决策不规范"},
        ],
        "overstated": [{"text": "党组严重违纪违法,涉嫌犯罪", "why": "没有依据,超出巡察职责"}],
        "understated": [{"text": "只是会议安排上的小疏忽", "why": "回避了决策权限问题"}],
        "reference": "局党组执行民主集中制不到位,集体领导作用弱化,以局长办公会代替党组会决定大额支出,议事决策不规范。"
        "2023年,局长办公会5次直接决定10万元以上支出,合计170.5万元。",
    }


def of_case(case: Case) -> list[Asked]:
    """Every question that a case alone can be asked."""
    asked = [
        Asked(kind, case, problem.id, f"{kind}: {case.id}/{problem.id}")
        for kind in PROBLEM_KINDS
        for problem in case.problems
    ]
    asked.append(Asked("discover", case, None, f"discover: {case.id}"))
    if case.judgement:
        asked.append(Asked("judgement", case, None, f"judgement: {case.id}"))
    return asked


@cache
def library() -> Library:
    return Library(ROOT / "cases", ROOT / "exercises")


@cache
def every() -> tuple[Asked, ...]:
    """Small sources first; then all cases; then the items with a payload of their own, each where it is at home."""
    found = [*small_items(), *of_case(small_case())]
    for case_id in library().case_ids():
        try:
            found += of_case(library().case(case_id))
        except ContentError:
            continue  # told by test_nothing_stored_escapes
    for set_id in library().exercise_ids():
        try:
            questions = library().exercise_questions(set_id)
        except ContentError:
            continue
        found += [
            Asked(question.task, question.source, question.problem, f"{question.task}: {question.ref}")
            for question in questions
            if isinstance(question.source, OwnItem) and question.source.name == question.ref.item
        ]
    return tuple(found)
