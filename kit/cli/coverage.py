"""kit coverage: which of the things that the training must cover are trained, and by which items."""

from __future__ import annotations

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.tables import print_table
from kit.content.coverage import coverage_table
from kit.content.library import default_library


@click.command(cls=ChineseCommand, short_help="列出训练要点及对应的练习")
@click.option("--missing", is_flag=True, help="只列还没有题目训练的要点。")
def command(missing: bool) -> int:
    """列出 76 个训练要点：每个要点考什么能力、允许哪些题型、由哪些题训练。

    \b
    退出码：
      0  列出了
      2  练习文件有毛病（用 kit lint 看全部）
    """
    table = coverage_table(default_library())
    rows = [
        (entry.row.id, entry.row.item, entry.row.ability, " ".join(entry.row.kinds), "、".join(entry.items) or "—")
        for entry in table
        if not (missing and entry.items)
    ]
    if rows:
        print_table("", ("行", "要点", "能力", "题型", "题目"), rows, numbers=("行",))
    trained = sum(bool(entry.items) for entry in table)
    twice = sum(len(entry.items) >= 2 for entry in table)
    items = {item for entry in table for item in entry.items}
    click.echo(f"{len(table)} 个要点中，{trained} 个有题目训练（{twice} 个有两题以上），共 {len(items)} 题。")
    absent = [str(entry.row.id) for entry in table if not entry.items]
    if absent:
        click.echo(f"还没有题目训练的：第 {'、'.join(absent)} 行。")
    return 0
