"""kit score: answers in, scores out, one JSON object a line, in order; the contract is docs/format.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from kit.cli.chinese import ChineseCommand
from kit.content.answers import AnswerLine, read_lines
from kit.content.library import Library
from kit.content.paths import cases_dir, exercises_dir
from kit.errors import KitError
from kit.model.score import Unscored, as_contract
from kit.study.files import reason
from kit.tasks import score_raw


def score_lines(lines: Iterable[bytes], library: Library) -> Iterator[dict[str, Any]]:
    """A score, or an error with its line, for each answer in order. Raises nothing for any line."""
    for line in read_lines(lines):
        yield scored(line, library)


def scored(line: AnswerLine, library: Library) -> dict[str, Any]:
    if line.error or line.ref is None:
        return failed(line, line.error)
    try:
        question = library.question(line.ref)
        raw = line.raw | ({"problem": question.problem} if question.problem else {})
        score = score_raw(question.task, raw, question.source)
    except KitError as error:
        return failed(line, str(error))
    except Exception as error:  # a fault of ours in one answer must not take the others with it
        return failed(line, f"评分程序出错，请把这条作答交给管理员：{type(error).__name__}: {str(error)[:200]}")
    if isinstance(score, Unscored):
        return failed(line, f"无法评分：{score.reason}")
    return {"answer_id": line.answer_id, **as_contract(score)}


def failed(line: AnswerLine, why: str) -> dict[str, Any]:
    return {"answer_id": line.answer_id, "line": line.line, "error": why}


def written(told: dict[str, Any]) -> str:
    """One line of JSON that any UTF-8 reader takes: lone surrogates are escaped."""
    text = json.dumps(told, ensure_ascii=False, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(told, ensure_ascii=True, allow_nan=False)
    return text


def unreadable(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "没有这个文件"
        case IsADirectoryError():
            return "这是文件夹，请给出其中的作答文件"
        case _:
            return reason(error)


@click.command(cls=ChineseCommand, short_help="给作答文件逐条评分")
@click.option("--cases", "cases", type=click.Path(path_type=Path), help="案例文件夹。不写则用工具包自带的 cases。")
@click.option(
    "--exercises", "exercises", type=click.Path(path_type=Path), help="练习文件夹。不写则用自带的 exercises。"
)
@click.argument("answers", metavar="作答文件.jsonl", type=click.Path(path_type=Path))
def command(cases: Path | None, exercises: Path | None, answers: Path) -> int:
    """给一个作答文件逐条评分，结果按原来的次序写到标准输出，每条一行 JSON。

    作答文件每行一个 JSON 对象（UTF-8）；写 - 表示从标准输入读。
    评不了的一条写成 {"answer_id": …, "line": 行号, "error": 原因}，其余照常评分。

    \b
    退出码：
      0  全部评了分
      1  有的评不了，原因在输出里
      2  文件或文件夹没有，或者读不出来
    """
    folders = (cases or cases_dir(), exercises or exercises_dir())
    # A folder that was named must be there; the kit's own exercises may be absent.
    for folder in (folders[0], *([exercises] if exercises else [])):
        if not folder.is_dir():
            click.echo(f"错误：没有文件夹 {folder}", err=True)
            return 2
    library = Library(*folders)
    try:
        stream = sys.stdin.buffer if str(answers) == "-" else answers.open("rb")
    except OSError as error:
        click.echo(f"错误：读不出 {answers}：{unreadable(error)}", err=True)
        return 2
    errors = 0
    with stream:
        for told in score_lines(stream, library):
            errors += "error" in told
            sys.stdout.write(written(told) + "\n")
            sys.stdout.flush()
    return 1 if errors else 0
