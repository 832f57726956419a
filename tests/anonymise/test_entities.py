"""Aliases linked where that is safe; one replacement for each entity."""

import pytest

from kit.content.anonymise.documents import Document, cells, mentions
from kit.content.anonymise.entities import Entity, gathered
from kit.content.anonymise.recognise import LENIENT, Both, Model, Rules

BOTH = Both(Rules(LENIENT), Model())


def entities(*texts: str) -> tuple[Entity, ...]:
    documents = [Document(f"{number}.md", text) for number, text in enumerate(texts)]
    return gathered([(document, mentions(document, BOTH)) for document in documents])


def replacements(*texts: str) -> dict[str, str]:
    return {name: new for entity in entities(*texts) for name, new in entity.replacements.items()}


def test_one_person_under_three_names() -> None:
    found = replacements("局长王建国主持会议。", "王局长说可以，老王没有说话。")
    assert found == {"王建国": "甲某", "王局长": "甲局长", "老王": "老甲"}


def test_two_of_one_surname_are_told_apart_by_their_posts() -> None:
    found = replacements("局长王建国、副局长王秀英到会。王局长讲话。王副局长没有讲话。老王签字。")
    assert found["王局长"] == found["王建国"][0] + "局长"
    assert found["王副局长"] == found["王秀英"][0] + "副局长"
    assert found["老王"][1] not in {found["王建国"][0], found["王秀英"][0]}


def test_another_post_is_another_person() -> None:
    found = replacements("副局长李明华到会。李局长没有到会。")
    assert found["李局长"][0] != found["李明华"][0]


def test_what_the_texts_already_use_is_not_given_again() -> None:
    found = replacements("甲某和乙书记到会，陈思远没有到会。某公司A中标，临水县金诚建筑工程有限公司落选。")
    assert found["陈思远"] == "丙某"
    assert found["临水县金诚建筑工程有限公司"] == "某公司B"


def test_a_firm_and_its_short_names() -> None:
    found = replacements("润泽水利工程有限公司（以下简称“润泽”）中标。润泽水利和润泽公司是一家，宏发公司不是。")
    assert len({found[name] for name in ("润泽水利工程有限公司", "润泽水利", "润泽公司")}) == 1
    assert found["宏发公司"] != found["润泽公司"]


def test_a_department_keeps_what_it_is_for() -> None:
    found = replacements("临水县地处山区。临水县财政局报告。双桥镇人民政府和双桥镇党委报告，双桥镇很远。")
    assert found["临水县财政局"] == "某县财政局"
    assert found["双桥镇人民政府"] == f"{found['双桥镇']}人民政府"


def test_a_code_spaced_differently_is_the_same() -> None:
    found = replacements("卡号6228480402564890018，即6228 4804 0256 4890 018")
    assert len(set(found.values())) == 1 < len(found)


def test_no_two_entities_share_a_replacement() -> None:
    names = (
        "陈思远、周雅琴、郑国安、范小兵、曹玉兰、潘志明、董福生、冯大年、石建军、顾小刚、沈浩然、傅晓强"
        "、孟庆华、崔志国、韩秀兰、马文斌、赵德胜、吴晓梅、罗建平、贺春梅、邱海波、毛宗林、龚玉梅、唐家豪"
    )
    found = replacements(f"参加人员：{names}。")
    assert set(names.split("、")) <= set(found)
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a,"b,c"\n1,"x""y\nz"\n', [(0, 0, "a"), (0, 1, "b,c"), (1, 0, "1"), (1, 1, 'x""y\nz')]),
        ("a,\n,1", [(0, 0, "a"), (0, 1, ""), (1, 0, ""), (1, 1, "1")]),
    ],
)
def test_cells_and_their_places(text: str, expected: list[tuple[int, int, str]]) -> None:
    found = list(cells(text))
    assert [(cell.row, cell.column, cell.text) for cell in found] == expected
    assert all(text[cell.start : cell.start + len(cell.text)] == cell.text for cell in found)


def test_a_column_says_what_its_cells_are() -> None:
    table = Document("a.csv", "姓名,账号\n陈桂香,80210000136790452\n")
    assert {(m.kind, m.text) for m in mentions(table, Rules())} == {
        ("person", "陈桂香"),
        ("account", "80210000136790452"),
    }


def test_ding_is_a_stem_where_others_are_stems() -> None:
    assert mentions(Document("a.md", "甲某到会。\n丁主任没有到会。"), BOTH) == ()
    assert [m.text for m in mentions(Document("a.md", "丁主任没有到会。"), BOTH)] == ["丁主任"]
