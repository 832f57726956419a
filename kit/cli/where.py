"""kit where: where things lie on this machine."""

from __future__ import annotations

import click

from kit.cli.chinese import ChineseCommand
from kit.content.paths import cases_dir, exercises_dir
from kit.study.files import data_folder


@click.command(cls=ChineseCommand, short_help="显示各类文件的位置")
def command() -> int:
    """显示作答数据、案例和练习各在哪个文件夹。

    \b
    退出码：
      0  显示了
    """
    for label, folder in (("作答数据", data_folder()), ("案例", cases_dir()), ("练习", exercises_dir())):
        click.echo(f"{label}：{folder}")
    return 0
