"""kit cases: which cases there are."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.tables import print_table
from kit.content.library import Library
from kit.content.paths import cases_dir, exercises_dir

DIFFICULTY = {1: "1 基础", 2: "2 进阶", 3: "3 综合"}


@click.command(cls=ChineseCommand, short_help="列出案例")
@click.option("--cases", "folder", type=click.Path(path_type=Path), help="案例文件夹。不写则用工具包自带的 cases。")
def command(folder: Path | None) -> int:
    """列出案例：编号、题目、难度、巡察方式、被巡察单位、参考用时。

    \b
    退出码：
      0  列出了
      2  文件夹没有，或者案例文件有毛病（用 kit lint 看全部）
    """
    folder = folder or cases_dir()
    if not folder.is_dir():
        click.echo(f"错误：没有文件夹 {folder}", err=True)
        return 2
    heads = Library(folder, exercises_dir()).heads()
    if not heads:
        click.echo(f"{folder} 里还没有案例。")
        return 0
    rows = [(h.id, h.title, DIFFICULTY[h.difficulty], h.inspection, h.organ, f"{h.minutes} 分钟") for h in heads]
    print_table(f"共 {len(rows)} 个案例", ("编号", "题目", "难度", "方式", "单位", "用时"), rows, numbers=("用时",))
    return 0
