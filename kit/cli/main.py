"""kit: the command line. Each command is a file of its own, loaded only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from kit.cli.chinese import ChineseGroup, run
from kit.errors import KitError

COMMANDS = {
    "cases": "列出案例",
    "case": "新建案例（case new）、给案例体检（case check）",
    "bank": "题库里有什么、缺什么、用得怎样",
    "anonymise": "把真实材料改成脱敏材料：找出、确认、替换",
    "lint": "检查案例和练习文件，逐处指出毛病和改法",
    "coverage": "列出训练要点及对应的练习",
    "score": "给一个作答文件（JSONL）逐条评分",
    "demo": "不开浏览器演示评分，并写出反馈网页",
    "where": "显示作答数据、案例和练习在哪个文件夹",
}
"""Name and one-line help of every command; ``kit/cli/<name>.py`` holds ``command``."""


class LazyGroup(ChineseGroup):
    """Lists every command without importing any, so that help and short commands start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"kit.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, name="kit", invoke_without_command=True)
@click.version_option(None, "--version", package_name="xuncha-kit", message="%(version)s", help="显示版本。")
@click.pass_context
def kit(ctx: click.Context) -> None:
    """巡察干部案例训练与测评工具包。

    每个命令加 --help 看用法。没有命令时显示这段说明。
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(args: Sequence[str] | None = None) -> int:
    """The console script. Exit status: 0 done, 1 done with findings or errors told, 2 wrong use or missing file."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return run(kit, args, prog_name="kit")
    except KitError as error:
        click.echo(str(error), err=True)
        return 2
    except BrokenPipeError:
        # The reader (head, less) has gone; what is left must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
