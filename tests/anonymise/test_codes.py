"""Numbers and codes by form and check digit, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.content.anonymise.codes import codes, credit_check, id_check, luhn

FOUND = [
    ("身份证号530102199003070011", [("id", "530102199003070011")]),
    ("持证人 11010519491231002X 到场", [("id", "11010519491231002X")]),
    ("持证人11010519491231002x到场", [("id", "11010519491231002x")]),
    ("１１０１０５１９４９１２３１００２Ｘ", [("id", "１１０１０５１９４９１２３１００２Ｘ")]),
    ("身份证号110105194912310021（抄错一位也算）", [("id", "110105194912310021")]),
    ("旧证号130503670401001", [("id", "130503670401001")]),
    ("手机13867215540，另一个+86 186-1234-5678", [("phone", "13867215540"), ("phone", "+86 186-1234-5678")]),
    ("座机0871-65310288转806", [("phone", "0871-65310288")]),
    ("（010）65881234", [("phone", "（010）65881234")]),
    ("热线400-820-8820", [("phone", "400-820-8820")]),
    ("办公电话：65310288", [("phone", "65310288")]),
    ("汇到6228480402564890018", [("account", "6228480402564890018")]),
    ("卡号6228 4804 0256 4890 018", [("account", "6228 4804 0256 4890 018")]),
    ("账号：80210000136790452", [("account", "80210000136790452")]),
    ("信用代码91350100M000100Y43", [("credit", "91350100M000100Y43")]),
    ("车牌云A·63K82和粤BD12345", [("plate", "云A·63K82"), ("plate", "粤BD12345")]),
    ("发到zhang.san@ql.gov.cn，谢谢", [("email", "zhang.san@ql.gov.cn")]),
    ("服务器10.10.3.25和2001:db8:85a3::8a2e:370:7334", [("ip", "10.10.3.25"), ("ip", "2001:db8:85a3::8a2e:370:7334")]),
    ("根据青政发〔2023〕12号", [("document", "青政发〔2023〕12号")]),
    ("按照云财预[2022]第107号执行", [("document", "云财预[2022]第107号")]),
    ("合同编号为QLZC-2022-0613", [("contract", "QLZC-2022-0613")]),
    ("合同号HY-2021-08与HY-2021-09", [("contract", "HY-2021-08"), ("contract", "HY-2021-09")]),
]

NOT_FOUND = [
    "订单号202305181234567890对应三笔付款",
    "发票号00473071，凭证记-0717，线索R01",
    "2023年5月18日支付培训费3.6万元，97.1%",
    "设备SN-20230518-001，型号HP-1020",
    "第3.1.2.1条规定，时间12:30:45",
    "合同HT-01没有验收单",
    "《国发〔2015〕1号》人人可查",
    "撤回〔2024〕14号通知",
    "编号12345678901234567890123",
    "1380000",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.kind, m.text) for m in codes(text) if not m.hint] == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text: str) -> None:
    assert codes(text) == ()


def test_anonymised_document_number_is_a_hint() -> None:
    (one,) = codes("某政发〔2023〕12号")
    assert one.hint


@pytest.mark.parametrize(
    ("check", "good"),
    [(id_check, "11010519491231002X"), (luhn, "6228480402564890018"), (credit_check, "91350100M000100Y43")],
)
def test_one_changed_digit_fails_the_check(check, good: str) -> None:
    assert check(good)
    for place, sign in enumerate(good):
        if sign.isdigit():
            assert not check(good[:place] + str((int(sign) + 1) % 10) + good[place + 1 :])


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    for one in codes(text):
        assert text[one.start : one.end] == one.text
