"""Whether a clause reports a deficiency or asserts compliance: where encoders fail, so every form has its row."""

from __future__ import annotations

import pytest

from kit.text.polarity import contradicts, polarity

DEFICIENT, NEITHER, SOUND = -1, 0, 1

CLAUSES = [
    ("未上党组会研究", DEFICIENT),
    ("均经党组会集体研究决定", SOUND),
    ("没有重复报销", SOUND),
    ("同一张发票重复报销2次", DEFICIENT),
    ("并非没有重复报销", DEFICIENT),
    ("不存在违规支出", SOUND),
    ("不得不补签会议记录", DEFICIENT),
    ("审核签批流于形式", DEFICIENT),
    ("审核把关严格", SOUND),
    ("审核把关不严", DEFICIENT),
    ("严格执行民主集中制", SOUND),
    ("民主集中制执行不到位", DEFICIENT),
    ("落实较好", SOUND),
    ("落实不到位", DEFICIENT),
    ("未严格执行议事规则", DEFICIENT),
    ("未发现问题", SOUND),
    ("未造成公款损失", SOUND),
    ("造成公款损失", DEFICIENT),
    ("没有以局长办公会代替党组会", SOUND),
    ("以局长办公会代替党组会决定大额支出", DEFICIENT),
    ("甲某末位表态", SOUND),
    ("甲某率先表态", DEFICIENT),
    ("未执行末位表态制度", DEFICIENT),
    ("违反党组议事规则第五条关于集体研究的规定", DEFICIENT),
    ("符合议事规则第五条", SOUND),
    ("不符合财务制度关于附件核验的要求", DEFICIENT),
    ("行程与事实相符", SOUND),
    ("行程与事实不符", DEFICIENT),
    ("内控运行有效", SOUND),
    ("内控形同虚设", DEFICIENT),
    ("监督有力", SOUND),
    ("监督乏力", DEFICIENT),
    ("缺乏有效监督", DEFICIENT),
    ("削弱党组集体领导作用", DEFICIENT),
    ("没有削弱党组集体领导", SOUND),
    ("应当由党组会集体研究", NEITHER),
    ("不得重复报销", NEITHER),
    ("要求党组每半年专题研究1次", NEITHER),
    ("应当公示而未公示", DEFICIENT),
    ("应提交党组会研究但没有提交", DEFICIENT),
    ("虽然制度健全，但执行不力", DEFICIENT),
    ("规则印发后已学习、已列清单", SOUND),
    ("规则印发后未学习、未列清单", DEFICIENT),
    ("财务科不查重、不比对", DEFICIENT),
    ("从未组织自查", DEFICIENT),
    ("定期组织自查", SOUND),
    ("不存在多付资金需要追回的情况", SOUND),
    ("多付资金至今未追回", DEFICIENT),
    ("均已按期办结", SOUND),
    ("4件超期办结", DEFICIENT),
    ("没有超期办结", SOUND),
    ("未按期办结", DEFICIENT),
    ("无一逾期", SOUND),
    ("民主推荐栏是空白", DEFICIENT),
    ("党组书记民主集中制意识淡薄", DEFICIENT),
    ("党组高度重视", SOUND),
    ("党组重视不够", DEFICIENT),
    ("数据真实准确", SOUND),
    ("数据失实", DEFICIENT),
    ("未见虚报", SOUND),
    ("虚报床位数", DEFICIENT),
    ("报送数据不实", DEFICIENT),
    ("报送的数据经得起检验，没有不实之处", SOUND),
    ("对问题线索久拖不办", DEFICIENT),
    ("问题线索处置规范及时", SOUND),
    ("处置不规范、不及时", DEFICIENT),
    ("没有做到应报尽报，漏报3件", DEFICIENT),
    ("廉政风险排查走过场", DEFICIENT),
    ("排查扎实，没有走过场", SOUND),
    ("党建与业务两张皮", DEFICIENT),
    ("党建与业务深度融合", SOUND),
    ("无人到会", DEFICIENT),
    ("没有会议记录", DEFICIENT),
    ("手续齐全", SOUND),
    ("手续不齐全", DEFICIENT),
    ("部分党员未参加组织生活", DEFICIENT),
    ("全体党员均参加组织生活", SOUND),
    ("不断拖延", DEFICIENT),
    ("不断完善制度", SOUND),
    ("不折不扣落实上级部署", SOUND),
    ("落实上级部署打折扣、搞变通", DEFICIENT),
    ("选择性执行", DEFICIENT),
    ("规避公开招标", DEFICIENT),
    ("依法公开招标，没有规避", SOUND),
    ("化整为零", DEFICIENT),
    ("拆分采购", DEFICIENT),
    ("没有拆分", SOUND),
    ("先签合同后询价，程序倒置", DEFICIENT),
    ("程序规范", SOUND),
    ("考察走形式", DEFICIENT),
    ("考察认真细致，程序规范", SOUND),
    ("公示时间不足5个工作日", DEFICIENT),
    ("公示时间符合规定", SOUND),
    ("压了7个月才批", DEFICIENT),
    ("及时办理", SOUND),
    ("答复不及时，群众不满意", DEFICIENT),
    ("群众反复信访", DEFICIENT),
    ("信访事项全部按期办结", SOUND),
    ("检举人信息泄露", DEFICIENT),
    ("检举人信息没有泄露", SOUND),
    ("以会议代替整改", DEFICIENT),
    ("整改到位", SOUND),
    ("整改不到位", DEFICIENT),
    ("整改流于表面，敷衍应付", DEFICIENT),
    ("没有发现虚假整改", SOUND),
    ("举一反三不够", DEFICIENT),
    ("举一反三到位", SOUND),
    ("措施没有落实", DEFICIENT),
    ("措施全部落实", SOUND),
    ("制度形同虚设，无人执行", DEFICIENT),
    ("对同类案件区别对待", DEFICIENT),
    ("标准统一，一视同仁", SOUND),
    ("降格处理未经集体审议", DEFICIENT),
    ("降格处理经集体审议，手续完备", SOUND),
    ("没有经过法制审核", DEFICIENT),
    ("均经过法制审核", SOUND),
    ("责任没有压实", DEFICIENT),
    ("责任层层压实", SOUND),
    ("监督缺位", DEFICIENT),
    ("监督没有缺位", SOUND),
    ("难以发挥集体领导作用", DEFICIENT),
    ("轮岗制度未落实", DEFICIENT),
    ("轮岗制度得到落实", SOUND),
    ("廉洁风险增大", DEFICIENT),
    ("2023年1月18日召开党组会", NEITHER),
    ("甲某任党组书记", NEITHER),
    ("并未告知信访人", DEFICIENT),
    ("没有一次研究党建", DEFICIENT),
    ("几乎没有开展警示教育", DEFICIENT),
    ("很少研究信访工作", DEFICIENT),
    ("并非流于形式", SOUND),
    ("不是没有问题", DEFICIENT),
    ("不能不说是失职", DEFICIENT),
    ("难免出现漏洞", DEFICIENT),
    ("无违规行为", SOUND),
    ("重业务轻党建", DEFICIENT),
    ("只批转不包案", DEFICIENT),
    ("既重效率又重程序", SOUND),
    ("原件未移交，私自留存", DEFICIENT),
    ("擅自增设条件", DEFICIENT),
    ("未擅自增设条件", SOUND),
    ("资金滞留专户", DEFICIENT),
    ("资金全额发放到位", SOUND),
    ("未足额发放", DEFICIENT),
]


@pytest.mark.parametrize(("clause", "sign"), CLAUSES, ids=[clause for clause, _ in CLAUSES])
def test_sign(clause: str, sign: int) -> None:
    assert polarity(clause).sign == sign, polarity(clause).cues


def test_there_are_enough_rows() -> None:
    assert len(CLAUSES) >= 120
    assert len({clause for clause, _ in CLAUSES}) == len(CLAUSES)


OPPOSED = [
    ("均经党组会集体研究决定，没有以局长办公会代替", "以局长办公会代替党组会决定大额支出"),
    ("甲某均末位表态", "甲某均率先表态，未执行末位表态制度"),
    ("无重复报销", "同一张发票重复报销2次，多付6850元"),
    ("内控运行有效", "内控形同虚设"),
    ("党组落实民主集中制严格", "党组落实民主集中制不到位"),
    ("没有多付", "多付12人8640元"),
    ("未造成公款损失", "造成公款损失"),
    ("整改到位", "整改不到位"),
    ("报告数据真实准确", "报送的数据失实"),
    ("未规避公开招标", "化整为零、规避公开招标"),
    ("问题线索处置及时规范", "问题线索处置不规范、不及时"),
    ("审核把关严格", "审核把关不严"),
    ("检举人信息没有泄露", "检举人信息泄露"),
    ("信访事项均按期办结", "4件信访事项未按期办结"),
]

AGREED = [
    ("以局长办公会代替党组会集体决策", "以局长办公会代替党组会决定大额支出"),
    ("同一张发票重复报销", "同一张发票重复报销2次"),
    ("未执行末位表态制度", "甲某均率先表态，未执行末位表态制度"),
    ("内控失效", "内控形同虚设"),
    ("违反财务报销管理办法第六条", "违反财务报销管理办法第六条据实结算的规定"),
    ("2023年1月18日召开党组会", "以局长办公会代替党组会决定大额支出"),
    ("数据不实", "报送的数据失实"),
    ("4件超期办结", "4件信访事项未按期办结"),
    ("", "整改不到位"),
    ("天气晴朗", "整改不到位"),
]


@pytest.mark.parametrize(("clause", "point"), OPPOSED)
def test_opposites_are_told(clause: str, point: str) -> None:
    assert contradicts(clause, point) >= 0.45


@pytest.mark.parametrize(("clause", "point"), AGREED)
def test_what_agrees_or_is_about_something_else_is_no_contradiction(clause: str, point: str) -> None:
    assert contradicts(clause, point) < 0.4


def test_cues_point_into_the_text_as_given() -> None:
    clause = "财务科\u200b没有重复报销，把关严格"
    cues = polarity(clause).cues
    assert [clause[start:end].replace("\u200b", "") for start, end in (cue.span for cue in cues)] == [
        cue.text for cue in cues
    ]
    assert [cue.text for cue in cues] == ["重复报销", "把关", "严格"]


@pytest.mark.parametrize(("clause", "negated"), [("未上党组会", True), ("并非没有问题", False), ("把关严格", False)])
def test_negated(clause: str, negated: bool) -> None:
    assert polarity(clause).negated is negated
