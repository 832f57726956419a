"""What libyaml says of a syntax error, in plain Chinese with the mend."""

from __future__ import annotations

import re

import yaml

FULL_WIDTH_COLON = re.compile(r"\s*(- )?[A-Za-z_]+\uff1a")

# The first fragment found in the parser's words decides. Both parsers' words (C and pure Python) are covered.
SYNTAX = (
    ("unexpected end of stream", "引号没有收尾：请补上后引号"),
    ("unexpected document separator", "引号没有收尾：请补上后引号"),
    ("unknown escape character", "双引号内的反斜杠无法识别：请改用单引号，或把 \\ 写成 \\\\"),
    ("escape sequence", "双引号内的反斜杠无法识别：请改用单引号，或把 \\ 写成 \\\\"),
    ("mapping values are not allowed", "冒号的位置不对：含“: ”的文字请整句加引号，并检查上一行的缩进"),
    ("unexpected ':'", "文字里有冒号：请整句加引号"),
    ("could not find expected ':'", "缺少半角冒号加空格（“名称: 值”），或多行文字没有缩进"),
    ("did not find expected key", "缩进不齐或引号、括号不配对：请与同级的其他行对齐；文字以引号开头时须整句加引号"),
    ("expected <block end>", "缩进不齐或引号、括号不配对：请与同级的其他行对齐；文字以引号开头时须整句加引号"),
    ("did not find expected '-' indicator", "缩进不齐：请与同级的其他行或列表的“-”对齐"),
    ("',' or", "括号里缺少逗号，或括号没有收尾：请检查 [ ] { }"),
    ("block sequence entries are not allowed", "列表的“-”位置不对：请另起一行并缩进"),
    ("node content", "值的写法不对：请检查括号和逗号，或给文字加引号"),
    ("block mappings are not allowed", "这里不能再写“名称: 值”：请另起一行并缩进"),
    ("cannot start any token", "文字以特殊符号（@ ` % 等）开头：请整句加引号"),
    ("exceeded max depth", "嵌套太深：请检查括号和缩进"),
    ("alias", "文字以 * 开头被当作引用：请整句加引号"),
    ("anchor", "文字以 & 开头被当作锚点：请整句加引号"),
    ("tag", "文字以 ! 开头被当作标签：请整句加引号"),
    ("block scalar", "| 或 > 之后应直接换行：请把文字写在下一行并缩进"),
    ("indentation indicator", "| 或 > 之后应直接换行：请把文字写在下一行并缩进"),
    ("document start", "值之后还有多余内容：请检查缩进和引号"),
    ("directive", "以 % 开头的行无法识别：请删去或加引号"),
)


def explain_syntax(error: yaml.MarkedYAMLError, line: int, lines: list[str]) -> tuple[int, str]:
    """The line to go to, and what is wrong there and how to mend it."""
    near = range(max(1, line - 1), min(line, len(lines)) + 1)
    for number in reversed(near):
        text = lines[number - 1]
        if "\t" in text[: len(text) - len(text.lstrip())]:
            return number, "用制表符（Tab）缩进：请换成空格"
    for number in near:
        if FULL_WIDTH_COLON.match(lines[number - 1]):
            return number, "名称之后用了全角冒号“：”：请改成半角冒号加空格“: ”"
    words = f"{error.context or ''} {error.problem or ''}"
    begun = ("quoted scalar" in words and "end of stream" in words) or "could not find expected ':'" in words
    if begun and error.context_mark:
        line = error.context_mark.line + 1
    for fragment, told in SYNTAX:
        if fragment in words:
            return line, f"YAML 写法有误：{told}"
    return line, "YAML 写法有误：请检查这一行和上一行的缩进、冒号、引号"
