"""The file in which a person confirms: one row for each way something is written, for a spreadsheet or any editor.

Originals stand between 「」, so that a spreadsheet does not turn an ID number into 1.1E+17.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kit.content.anonymise.entity import Entity, Place
from kit.content.anonymise.mention import KINDS, Kind
from kit.errors import ContentError, Finding

COLUMNS = ("编号", "类别", "原文", "建议替换为", "确认", "改为", "次数", "出处", "说明")
HOW = (
    "确认一栏逐行填：是（照建议替换）、否（保留原文）、改为（并在“改为”栏写上）。"
    "不要改编号和原文。填好后用 kit anonymise apply。"
)
DATES, MONEY, PRINT = "日期平移", "金额缩放", "材料指纹"
SHOWN_PLACES = 4
KIND_OF: dict[str, Kind] = {name: kind for kind, name in KINDS.items()}
MARKED: frozenset[Kind] = frozenset({"date", "post_sum"})
"""Kinds that are only pointed at: their dates and sums move with all the others."""


@dataclass(frozen=True)
class Decided:
    """What the person decided.

    Attributes
    ----------
    replace
        Every original that is to be replaced, with what is to stand there.
    keep
        Originals that stay.
    days
        By how many days dates move; 0 where they stay.
    factor
        By what amounts are multiplied; 1 where they stay.
    fingerprint
        Of the materials that the proposal was made from.
    """

    replace: dict[str, str]
    kinds: dict[str, Kind]
    keep: frozenset[str]
    days: int
    factor: Fraction
    fingerprint: str


def proposal_text(entities: Sequence[Entity], days: int, factor: Fraction, fingerprint: str) -> str:
    """The whole file, CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerow(("S0", PRINT, fingerprint, "", "", "", "", "", HOW))
    if days:
        told = (
            "全部日期提前同样的天数，间隔不变"
            + ("，星期不变" if days % 7 == 0 else "")
            + "；只写月份的按月中折算，请通读一遍"
        )
        writer.writerow(("S1", DATES, "", f"{days} 天", "", "", "", "", told))
    if factor != 1:
        writer.writerow(
            ("S2", MONEY, "", f"×{factor}", "", "", "", "", "全部金额乘同一个数，不四舍五入；人数、次数、比例不变")
        )
    for number, entity in enumerate(entities, start=1):
        for row in rows(number, entity):
            writer.writerow([guarded(cell) for cell in row])
    return out.getvalue()


def rows(number: int, entity: Entity) -> Iterator[Sequence[str]]:
    for name, places in entity.places.items():
        new = entity.replacements.get(name, "")
        note = entity.note
        if entity.kind == "date":
            note = "随日期平移；不平移时请手工改写"
        elif entity.kind == "post_sum":
            note = "职务和准确金额连在一起可能认得出人：替换单位名、缩放金额，或手工改写"
        elif entity.hint:
            note = "；".join(part for part in ("单看认不出是谁，一般可以保留", note) if part)
        yield (f"{number:03d}", KINDS[entity.kind], f"「{name}」", new, "", "", str(len(places)), shown(places), note)


def shown(places: Sequence[Place]) -> str:
    told = [f"{place.file}:{place.line} {place.context}" for place in places[:SHOWN_PLACES]]
    more = len(places) - SHOWN_PLACES
    return " ｜ ".join(told) + (f" ｜ 另有 {more} 处" if more > 0 else "")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def decode(data: bytes) -> str:
    """UTF-8, or GB18030 as Chinese spreadsheets save it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def read_proposal(text: str, shown_as: str) -> Decided:
    """What a person filled in.

    Raises
    ------
    ContentError
        With every row that is not confirmed or cannot be understood.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    faults: list[Finding] = []
    header = next(reader, [])
    if [cell.strip() for cell in header[: len(COLUMNS)]] != list(COLUMNS):
        told = f"第一行应是 {'、'.join(COLUMNS)}：请用 kit anonymise propose 写出的清单，不要改列"
        raise ContentError([Finding(shown_as, 1, told)])
    replace: dict[str, str] = {}
    kinds: dict[str, Kind] = {}
    keep: set[str] = set()
    settings = {PRINT: "", DATES: "", MONEY: ""}
    for cells in reader:
        line = reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(COLUMNS, [*map(str.strip, cells), *[""] * len(COLUMNS)], strict=False))
        if row["类别"] in settings:
            settings[row["类别"]] = setting(row, line, shown_as, faults)
            continue
        if row["类别"] not in KIND_OF or not (row["原文"].startswith("「") and row["原文"].endswith("」")):
            faults.append(Finding(shown_as, line, "认不出这一行：类别和原文（连同「」）请保持原样"))
            continue
        name, kind = row["原文"][1:-1], KIND_OF[row["类别"]]
        new = choice_of(row, line, shown_as, faults, marked=kind in MARKED)
        kinds[name] = kind
        if new:
            replace[name] = new
        else:
            keep.add(name)
    faults += clashes(replace, kinds, shown_as)
    if faults:
        raise ContentError(faults)
    return Decided(
        replace,
        kinds,
        frozenset(keep - set(replace)),
        days_of(settings[DATES]),
        factor_of(settings[MONEY]),
        settings[PRINT],
    )


def setting(row: dict[str, str], line: int, shown_as: str, faults: list[Finding]) -> str:
    if row["类别"] == PRINT:
        return row["原文"]
    value = choice_of(row, line, shown_as, faults)
    try:
        _ = days_of(value) if row["类别"] == DATES else factor_of(value)
    except (ValueError, ZeroDivisionError):
        form = "-371 天" if row["类别"] == DATES else "×5/4 或 ×1.25"
        faults.append(Finding(shown_as, line, f"“{value}”看不懂：请写成 {form} 的样子"))
        return ""
    return value


def choice_of(row: dict[str, str], line: int, shown_as: str, faults: list[Finding], *, marked: bool = False) -> str:
    """What is to stand there; empty where the original stays."""
    told, offered, own = row["确认"], row["建议替换为"], row["改为"]
    if told in {"否", "不", "n", "N"}:
        return ""
    if told in {"是", "y", "Y"} and (offered or marked):
        return offered
    if told == "改为" and own:
        return own
    mend = {
        "": "还没有确认：请填 是、否 或 改为",
        "是": "没有建议的替换：请填 否，或填 改为 并写上",
        "改为": "填了“改为”，却没有写改成什么",
    }.get(told, f"确认栏的“{told}”不认识：请填 是、否 或 改为")
    faults.append(Finding(shown_as, line, f"{row['类别']}{row['原文']}{mend}"))
    return ""


def clashes(replace: dict[str, str], kinds: dict[str, Kind], shown_as: str) -> Iterable[Finding]:
    """Replacements that would bring an original back."""
    for name, new in replace.items():
        inside = [other for other in replace if len(other) > 1 and other in new and other != new]
        if inside:
            yield Finding(shown_as, 1, f"「{name}」改成“{new}”，里面又有要替换的“{inside[0]}”：请换一个写法")
        if new == name and kinds[name] not in MARKED:
            yield Finding(shown_as, 1, f"「{name}」改成了它自己：要保留请填 否")


def days_of(value: str) -> int:
    return int(value.removesuffix("天").strip().lstrip("'")) if value else 0


def factor_of(value: str) -> Fraction:
    factor = Fraction(value.lstrip("'×xX* ").strip()) if value else Fraction(1)
    if factor <= 0:
        raise ValueError(value)
    return factor
