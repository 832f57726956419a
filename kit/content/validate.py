"""A document as a record: the model's own checks, each told in plain Chinese at its line."""

from __future__ import annotations

import types
import unicodedata
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kit.content.yamldoc import Doc, Place
from kit.errors import Finding

LONGEST_NAME = 80
"""Characters of an unknown name that are compared with the known ones; a longer one is no slip of the pen."""

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], doc: Doc, faults: list[Finding]) -> Model | None:
    """The document as a ``model``; None where it is not one, and then ``faults`` has every reason."""
    try:
        return model.model_validate(doc.value, strict=True)
    except ValidationError as error:
        told = {finding_of(detail, model, doc) for detail in error.errors(include_url=False)}
        faults.extend(sorted(finding for finding in told if finding is not None))
        return None


def finding_of(detail: ErrorDetails, model: type[BaseModel], doc: Doc) -> Finding | None:
    place, branches = place_of(detail, doc)
    if any(
        branch.startswith("tuple[") != isinstance(value_at(doc.value, place[:depth]), tuple)
        for depth, branch in branches.items()
    ):
        return None  # of a union, the branch that the value does not even look like
    name = place[-1] if place else ""
    if detail["type"] == "extra_forbidden":
        return doc.finding(place, unknown_field(str(name), fields_at(model, place[:-1]), value_at(doc.value, place)))
    if detail["type"] == "missing":
        absent = detail["loc"][-1]
        return doc.finding(place[:-1] if place and place[-1] == absent else place, f"缺少字段“{absent}”：请补上")
    if detail["type"] == "too_short" and actual_length(detail) >= detail["ctx"]["min_length"]:
        return None  # pydantic counts only the valid entries; the invalid ones have been told already
    value = value_at(doc.value, place)
    return doc.finding(place, f"{label(place)}{what_is_wrong(detail, value)}")


def unknown_field(name: str, known: tuple[str, ...], value: Any) -> str:
    shortened = name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"
    if value is None and not name.isascii():
        return f"不认识的字段“{shortened}”：花括号里的文字含有半角逗号或冒号，请给整句加引号，或改用全角标点"
    return f"不认识的字段“{shortened}”{nearest(name, known)}"


def place_of(detail: ErrorDetails, doc: Doc) -> tuple[Place, dict[int, str]]:
    """The part of pydantic's location that lies in the document, and the branches of unions by their depth in it."""
    place: Place = ()
    branches: dict[int, str] = {}
    value = doc.value
    loc = detail["loc"]
    for index, part in enumerate(loc):
        absent = detail["type"] == "missing" and index == len(loc) - 1
        if isinstance(value, dict) and isinstance(part, str) and (part in value or absent):
            value = value.get(part)
        elif isinstance(value, tuple) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            branches[len(place)] = str(part)
            continue
        place = (*place, part)
    return place, branches


def value_at(value: Any, place: Place) -> Any:
    for part in place:
        if isinstance(value, dict):
            value = value.get(str(part))
        elif isinstance(value, tuple) and isinstance(part, int) and part < len(value):
            value = value[part]
    return value


def actual_length(detail: ErrorDetails) -> int:
    return len(detail["input"]) if isinstance(detail["input"], tuple | list | dict) else 0


def label(place: Place) -> str:
    """The name of what is wrong, for the head of the sentence."""
    if not place:
        return "整个文件"
    if isinstance(place[-1], str):
        return f"“{place[-1]}”"
    last = max((depth for depth, part in enumerate(place) if isinstance(part, str)), default=-1)
    owner = f"“{place[last]}”" if last >= 0 else ""
    return owner + "".join(f"第 {int(part) + 1} 项" for part in place[last + 1 :])


def what_is_wrong(detail: ErrorDetails, value: Any) -> str:
    if value is None and not detail["loc"]:
        return "没有内容：请写入内容"
    if value is None:
        return "空着：请填写，或删去这一行"
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in WRONG:
        return WRONG[kind](value, context)
    return f"的值 {shown(value)} 不合要求：请对照格式说明改正"


def wrong_type(should: str, mend: str) -> Callable[[Any, dict[str, Any]], str]:
    return lambda value, context: f"应是{should}，现为 {shown(value)}：{mend}"


def wrong_text(value: Any, context: dict[str, Any]) -> str:
    if isinstance(value, dict):
        return "应是文字，现为对应表：文字里有“: ”或花括号时请整句加引号"
    mend = "请去掉前面的“-”或方括号" if isinstance(value, tuple) else "请给它加引号"
    return f"应是文字，现为 {shown(value)}：{mend}"


def wrong_record(value: Any, context: dict[str, Any]) -> str:
    colon = "（疑似用了全角冒号）" if isinstance(value, str) and "\uff1a" in value else ""
    return f"应是“名称: 值”的对应，现为 {shown(value)}：请按格式分行写明各字段{colon}"


def wrong_choice(value: Any, context: dict[str, Any]) -> str:
    allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    names = allowed.split("、")
    near = closest(value, names, 0.4) if isinstance(value, str) else None
    return f"不能是 {shown(value)}：应为 {allowed} 之一" + (f"，是不是“{near}”？" if near else "")


def too_small(word: str, bound: str) -> Callable[[Any, dict[str, Any]], str]:
    return lambda value, context: f"是 {shown(value)}，应{word} {context[bound]:g}：请改正"


WRONG: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "string_type": wrong_text,
    "int_type": wrong_type("整数", "请写不带引号的整数"),
    "int_from_float": wrong_type("整数", "请去掉小数"),
    "int_parsing_size": wrong_type("整数", "数字太大，请改正"),
    "float_type": wrong_type("数字", "请写不带引号的数字"),
    "finite_number": wrong_type("有限的数", "请改正"),
    "bool_type": wrong_type(" true 或 false", "请改成 true 或 false，不加引号"),
    "tuple_type": wrong_type("列表", "请每项以“- ”开头分行写，或写在 [ ] 里"),
    "dict_type": wrong_record,
    "model_type": wrong_record,
    "model_attributes_type": wrong_record,
    "literal_error": wrong_choice,
    "string_too_short": lambda value, context: "空着：请填写",
    "too_short": lambda value, context: f"只有 {len(value)} 项，至少要 {context['min_length']} 项：请补充",
    "too_long": lambda value, context: f"有 {len(value)} 项，至多 {context['max_length']} 项：请删减",
    "greater_than": too_small("大于", "gt"),
    "greater_than_equal": too_small("不小于", "ge"),
    "less_than": too_small("小于", "lt"),
    "less_than_equal": too_small("不大于", "le"),
}


def shown(value: Any) -> str:
    """A value as the author wrote it, shortened."""
    if isinstance(value, dict):
        return "对应表"
    if isinstance(value, tuple):
        return "列表"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{value if len(value) <= 30 else value[:30] + '…'}”"
    return f"数字 {value}"


def nearest(name: str, known: Iterable[str]) -> str:
    """The tail of a sentence on an unknown name: the nearest known one, or all of them."""
    names = list(known)
    near = closest(name, names, 0.5)
    if near:
        return f"，是不是“{near}”？"
    return f"：可用的有 {'、'.join(names)}" if names else "：请删去"


def closest(name: str, names: list[str], cutoff: float) -> str | None:
    """The likeliest of the known names; of equally likely ones that with the longest common beginning, then the first.

    None where none reaches the ``cutoff`` of difflib's ratio.
    """
    name = unicodedata.normalize("NFKC", name[:LONGEST_NAME])
    near = get_close_matches(name, names, n=5, cutoff=cutoff)
    return min(
        near,
        key=lambda known: (
            -SequenceMatcher(None, known, name).ratio(),
            -common_beginning(known, name),
            names.index(known),
        ),
        default=None,
    )


def common_beginning(left: str, right: str) -> int:
    return next((place for place, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), len(left))


def fields_at(model: type[BaseModel], place: Place) -> tuple[str, ...]:
    """The field names that the model has at a place of a document."""
    found: Any = model
    for part in place:
        if isinstance(part, int):
            continue
        if not (isinstance(found, type) and issubclass(found, BaseModel)) or part not in found.model_fields:
            return ()
        found = record_in(found.model_fields[part].annotation)
    return tuple(found.model_fields) if isinstance(found, type) and issubclass(found, BaseModel) else ()


def record_in(annotation: Any) -> Any:
    """The record class inside ``tuple[X, ...]``, ``X | None`` and the like; None where there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, types.UnionType, Annotated):
        return next((found for found in map(record_in, get_args(annotation)) if found is not None), None)
    return None
