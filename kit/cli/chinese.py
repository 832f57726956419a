"""Click in Chinese: headings, help option and usage errors, so that no English reaches the user."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import click

HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
USAGE = (("[OPTIONS]", "[选项]"), ("COMMAND", "命令"), ("[ARGS]...", "[参数]…"))


class ChineseFormatter(click.HelpFormatter):
    """A help page whose own words are Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, chinese in USAGE:
            args = args.replace(english, chinese)
        super().write_usage(prog, args, "用法：")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        told = [(name, text.replace("[required]", "（必填）")) for name, text in rows]
        super().write_dl(
            [(re.sub(r"\bPATH$", "路径", re.sub(r"\bINTEGER$", "整数", name)), text) for name, text in told],
            col_max,
            col_spacing,
        )

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{HEADINGS.get(heading, heading)}：\n")


class ChineseContext(click.Context):
    """A context whose pages are written by ``ChineseFormatter``."""

    formatter_class = ChineseFormatter


def help_option() -> click.Option:
    def show(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            click.echo(context.get_help())
            context.exit()

    return click.Option(
        ["-h", "--help"], is_flag=True, expose_value=False, is_eager=True, help="显示这段说明。", callback=show
    )


class ChineseCommand(click.Command):
    """A command whose help is Chinese."""

    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option()


class ChineseGroup(click.Group):
    """A group whose help is Chinese, its commands in the order in which they were added."""

    context_class = ChineseContext
    command_class = ChineseCommand

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option()

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def told(error: click.ClickException) -> str:
    """The error in Chinese, with what to do."""
    where = (
        f"（用 {error.ctx.command_path} --help 看用法）" if isinstance(error, click.UsageError) and error.ctx else ""
    )
    return f"错误：{_what(error)}{where}"


def _what(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case click.MissingParameter():
            return f"缺少{_parameter(error)}"
        case click.BadParameter():
            return f"{_parameter(error)}不对：{_reason(error.message)}"
        case _:
            return _reason(error.message)


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    name = error.param.make_metavar(error.ctx) if isinstance(error.param, click.Argument) and error.ctx else ""
    return f"参数 {name}" if name else f"选项 {'/'.join(error.param.opts)}"


PHRASES: Sequence[tuple[str, str]] = (
    (r"No such command '(.*?)'\.?.*", r"没有命令 \1"),
    (r"Got unexpected extra arguments? \((.*)\)", r"多出了参数 \1"),
    (r"Option '(.*?)' requires an argument\.?", r"选项 \1 后面要有值"),
    (r"Option '(.*?)' does not take a value\.?", r"选项 \1 后面不要写值"),
    (r"'(.*?)' is not a valid (?:integer|int)\.?", r"“\1”不是整数"),
    (r"'(.*?)' is not a valid float\.?", r"“\1”不是数字"),
    (r"'(.*?)' is not one of (.*)\.?", r"“\1”不在可选之列：\2"),
    (r"(?:Path|File|Directory|File or directory) '(.*?)' does not exist\.?", r"“\1”不存在"),
    (r"(?:Path|File) '(.*?)' is a directory\.?", r"“\1”是文件夹"),
    (r"Directory '(.*?)' is a file\.?", r"“\1”是文件，这里要文件夹"),
    (r".*'(.*?)' is not readable\.?", r"“\1”读不出来"),
    (r"Missing command\.?", "缺少命令"),
)


def _reason(message: str) -> str:
    for pattern, chinese in PHRASES:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, chinese, message, flags=re.DOTALL)
    return message


def run(group: click.Group, args: Sequence[str] | None, **settings: Any) -> int:
    """Run a group and give its exit status; usage errors are told in Chinese on standard error, status 2."""
    try:
        status = group.main(args=None if args is None else list(args), standalone_mode=False, **settings)
    except click.exceptions.Abort:
        click.echo("已中断。", err=True)
        return 130
    except click.ClickException as error:
        click.echo(told(error), err=True)
        return 2
    return status if isinstance(status, int) else 0
