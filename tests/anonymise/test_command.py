"""From raw materials to an anonymised copy, by the command line; nothing real is left, nothing is overwritten."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from kit.cli.main import main
from kit.content.anonymise.vault import seal, unseal
from kit.content.lint import lint
from kit.errors import KitError

MEETING = """# 会议记录

**2023年2月15日，局长办公会。** 参加人：局长王建国、副局长李丽华。王局长说：“临水县金诚建筑工程有限公司的款先付了。”会议决定支付48.60万元、49.20万元，共97.80万元。

早高峰期间，老板高峰同志到老王家里，电话13867215540，身份证号530102199003070011。王建国（1968年5月4日出生）住临水县滨河路88号。
"""  # noqa: E501
LEDGER = """支付日期,收款单位,金额（万元）,经办人,账号,人数
2023-02-20,临水县金诚建筑工程有限公司,48.60,陈桂香,6228480402564890018,12
2023-03-05,"临水县金诚建筑工程有限公司",49.20,陈桂香,6228 4804 0256 4890 018,8
"""
REAL = ["王建国", "王局长", "老王", "李丽华", "金诚", "高峰同志", "13867215540", "530102199003070011", "1968年5月4日"]
REAL += ["滨河路", "陈桂香", "6228", "临水县"]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "原始"
    (folder / "materials").mkdir(parents=True)
    (folder / "materials" / "01-王建国-会议.md").write_text(MEETING, "utf-8", newline="\r\n")
    (folder / "materials" / "02-台账.csv").write_text(LEDGER, "utf-8-sig")
    return folder


@pytest.fixture(autouse=True)
def word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_PASSPHRASE", "一个足够长的口令")


def propose(raw: Path, *options: str) -> Path:
    out = raw.parent / "清单.csv"
    assert main(["anonymise", "propose", str(raw), "--out", str(out), "--seed", "1", *options]) == 0
    return out


def fill(proposal: Path, encoding: str = "utf-8-sig", **answers: str) -> None:
    """Confirm every row, as a spreadsheet would write it; ``answers`` says otherwise for single originals."""
    rows = list(csv.reader(proposal.read_text("utf-8-sig").splitlines()))
    for row in rows[1:]:
        answer = answers.get(row[2].strip("「」"), "是")
        row[4], row[5] = ("改为", answer) if answer not in {"是", "否"} else (answer, "")
    with proposal.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)


def apply(raw: Path, proposal: Path) -> int:
    where = raw.parent
    return main(
        [
            "anonymise",
            "apply",
            str(raw),
            str(proposal),
            "--out",
            str(where / "新"),
            "--mapping",
            str(where / "m.kitmap"),
        ]
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_nothing_real_is_left(raw: Path, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in raw.rglob("*") if path.is_file()}
    proposal = propose(raw, "--days", "-371", "--factor", "1.25")
    fill(proposal, encoding)
    assert apply(raw, proposal) == 0, capsys.readouterr()
    new = raw.parent / "新"
    texts = {path.relative_to(new).as_posix(): path.read_text("utf-8") for path in new.rglob("*") if path.is_file()}
    assert [name for name in REAL if any(name in path + text for path, text in texts.items())] == []
    meeting = texts["materials/01-甲某-会议.md"]
    assert "早高峰期间" in meeting
    assert "**2022年2月9日，局长办公会。** 参加人：局长甲某、副局长" in meeting
    assert "支付60.75万元、61.50万元，共122.25万元" in meeting
    rows = list(csv.DictReader(texts["materials/02-台账.csv"].splitlines()))
    assert [row["支付日期"] for row in rows] == ["2022-02-14", "2022-02-27"]
    assert sum(Fraction(row["金额（万元）"]) for row in rows) == Fraction("122.25")
    assert [row["人数"] for row in rows] == ["12", "8"]
    assert len({row["账号"] for row in rows}) == len({row["经办人"] for row in rows}) == 1
    assert {path: path.read_bytes() for path in raw.rglob("*") if path.is_file()} == before


def test_a_person_decides(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proposal = propose(raw, "--no-dates")
    fill(proposal, 王建国="张三丰", 王局长="张局长", 老王="否")
    assert apply(raw, proposal) == 0, capsys.readouterr()
    text = (raw.parent / "新" / "materials" / "01-张三丰-会议.md").read_text("utf-8")
    assert "局长张三丰" in text
    assert "老王" in text
    assert "2023年2月15日" in text


def test_unconfirmed_rows_are_all_told(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proposal = propose(raw)
    capsys.readouterr()
    assert apply(raw, proposal) == 2
    told = capsys.readouterr().err
    assert told.count("还没有确认") == len(proposal.read_text("utf-8-sig").splitlines()) - 2
    assert not (raw.parent / "新").exists()
    assert not (raw.parent / "m.kitmap").exists()


def test_what_was_missed_is_told(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proposal = propose(raw)
    fill(proposal)
    kept = [line for line in proposal.read_text("utf-8-sig").splitlines(keepends=True) if "「13867215540」" not in line]
    proposal.write_text("".join(kept), "utf-8-sig")
    assert apply(raw, proposal) == 1
    assert "“13867215540”还像是真实信息" in capsys.readouterr().out


def test_changed_materials_are_refused(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proposal = propose(raw)
    fill(proposal)
    (raw / "materials" / "02-台账.csv").write_text("a\n1\n", "utf-8")
    assert apply(raw, proposal) == 2
    assert "重新 propose" in capsys.readouterr().err


def test_real_names_never_go_into_a_case(raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "ab-001-x"
    case.mkdir()
    (case / "case.yaml").write_text("id: ab-001-x\n", "utf-8")
    for out in (raw / "清单.csv", case / "清单.csv"):
        assert main(["anonymise", "propose", str(raw), "--out", str(out)]) == 2
        assert not out.exists()
    proposal = propose(raw)
    fill(proposal)
    for mapping in (case / "m.kitmap", raw / "m.kitmap", tmp_path / "新" / "m.kitmap"):
        words = [
            "anonymise",
            "apply",
            str(raw),
            str(proposal),
            "--out",
            str(tmp_path / "新"),
            "--mapping",
            str(mapping),
        ]
        assert main(words) == 2
        assert not mapping.exists()
    assert "请放到别处" in capsys.readouterr().err


def test_nothing_is_overwritten(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proposal = propose(raw)
    fill(proposal)
    data = proposal.read_bytes()
    assert main(["anonymise", "propose", str(raw), "--out", str(proposal)]) == 2
    assert proposal.read_bytes() == data
    (raw.parent / "新").mkdir()
    (raw.parent / "新" / "a.txt").write_text("x", "utf-8")
    assert apply(raw, proposal) == 2
    assert "已经有内容" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_stops_it(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (raw / "扫描件.pdf").write_bytes(b"%PDF")
    assert main(["anonymise", "propose", str(raw), "--out", str(raw.parent / "清单.csv")]) == 2
    assert "扫描件.pdf:1: 不是文本文件" in capsys.readouterr().err


def test_the_mapping_is_shown_with_the_passphrase_alone(
    raw: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = propose(raw)
    fill(proposal)
    apply(raw, proposal)
    capsys.readouterr()
    mapping = raw.parent / "m.kitmap"
    assert "王建国".encode() not in mapping.read_bytes()
    assert main(["anonymise", "reveal", str(mapping)]) == 0
    assert "甲某\t王建国" in capsys.readouterr().out
    monkeypatch.setenv("KIT_PASSPHRASE", "另一个够长的口令")
    assert main(["anonymise", "reveal", str(mapping)]) == 2
    assert "口令不对" in capsys.readouterr().err


def test_vault() -> None:
    data = seal({"a": "甲"}, "12345678", b"0" * 16)
    assert unseal(data, "12345678") == {"a": "甲"}
    for broken in (b"{}", b"[]", b"\xff", data[:-40]):
        with pytest.raises(KitError):
            unseal(broken, "12345678")
    with pytest.raises(KitError, match="口令太短"):
        seal({}, "1234567", b"0" * 16)


def test_lint_tells_real_names_and_numbers(tmp_path: Path) -> None:
    case = tmp_path / "ab-001-x"
    (case / "materials").mkdir(parents=True)
    (case / "case.yaml").write_text("materials:\n  - {name: 记录, file: materials/a.md}\n", "utf-8")
    (case / "materials" / "a.md").write_text("甲某到会。\n\n局长王建国说，打13867215540。\n", "utf-8")
    told = [str(finding) for finding in lint([case], tmp_path) if "像是真实的" in finding.message]
    assert [line.split("：")[0] for line in told] == [
        "ab-001-x/materials/a.md:3: “13867215540”像是真实的电话",
        "ab-001-x/materials/a.md:3: “王建国”像是真实的人名",
    ]


def test_no_case_of_the_bank_names_anybody() -> None:
    cases = Path(__file__).resolve().parents[2] / "cases"
    assert [str(finding) for finding in lint([cases]) if "像是真实的" in finding.message] == []
