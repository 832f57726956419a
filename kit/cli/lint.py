"""kit lint: every fault of case and exercise files at once."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand
from kit.content.lint import lint
from kit.content.paths import cases_dir, exercises_dir


@click.command(cls=ChineseCommand, short_help="检查案例和练习文件")
@click.argument("paths", metavar="[路径]…", nargs=-1, type=click.Path(path_type=Path))
def command(paths: tuple[Path, ...]) -> int:
    """检查案例文件夹、练习文件，或装着它们的文件夹；不写路径则检查自带的 cases 和 exercises。

    每处毛病一行：文件:行号: 是什么，怎么改。

    \b
    退出码：
      0  没有毛病
      1  有毛病，都列出来了
      2  路径不存在
    """
    chosen = paths or tuple(folder for folder in (cases_dir(), exercises_dir()) if folder.is_dir())
    missing = [path for path in chosen if not path.exists()]
    for path in missing:
        click.echo(f"错误：没有文件或文件夹 {path}", err=True)
    if missing:
        return 2
    findings = lint(chosen)
    for finding in findings:
        click.echo(str(finding))
    if findings:
        click.echo(f"共 {len(findings)} 处毛病。", err=True)
        return 1
    click.echo("没有发现毛病。", err=True)
    return 0
