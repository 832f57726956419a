"""kit bank: what the case bank holds, what it lacks, how it was used."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.tables import print_table
from kit.content.bank import bank_of
from kit.content.library import Library
from kit.content.paths import cases_dir, exercises_dir
from kit.study.attempts import read_attempts
from kit.study.authoring import versions
from kit.study.files import data_folder, write_atomic

SPREADS = {
    "difficulty": "难度",
    "inspection": "巡察方式",
    "organ": "单位类型",
    "minutes": "用时",
    "ability": "能练什么",
}


@click.command(cls=ChineseCommand, short_help="题库里有什么、缺什么、用得怎样")
@click.option("--cases", "folder", type=click.Path(path_type=Path), help="案例文件夹。不写则用工具包自带的 cases。")
@click.option("--holes", is_flag=True, help="只列还没有主问题的分类。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="把全部表格写成一个网页。")
def command(folder: Path | None, holes: bool, out: Path | None) -> int:
    """题库一览：按分类（64 个末级分类和空缺）、难度、单位、巡察方式、用时、能力；这台电脑上的使用统计；案例的版本。

    \b
    退出码：
      0  列出了
      1  有读不出的案例（用 kit lint 看毛病）
      2  文件夹没有，或者网页写不出
    """
    home = folder or cases_dir()
    if not home.is_dir():
        click.echo(f"错误：没有文件夹 {home}", err=True)
        return 2
    data = data_folder()
    bank = bank_of(Library(home, exercises_dir()), read_attempts(data).attempts, versions(data))
    for line in bank.holes if holes else ():
        click.echo(f"{line.leaf.code} {line.leaf.name}（{line.leaf.group_name}）")
    if not holes:
        rows = [(label, "；".join(f"{name} {count}" for name, count in bank.spread(by).items()))
                for by, label in SPREADS.items()]  # fmt: skip
        print_table(f"共 {len(bank.cases)} 个案例", ("方面", "案例数"), rows)
        leaves = [(line.leaf.code, line.leaf.name, "、".join(line.primary) or "（缺）") for line in bank.leaves]
        print_table("按问题分类", ("代码", "分类", "主问题"), leaves)
        tried = [(one.case, one.content, one.key, "现行" if one.current else "旧版", one.attempts)
                 for one in bank.versions if one.attempts or not one.current]  # fmt: skip
        if tried:
            print_table(
                "答过的版本", ("案例", "材料版本", "答案版本", "状态", "作答次数"), tried, numbers=("作答次数",)
            )
    click.echo(f"{len(bank.leaves)} 个末级分类，{len(bank.holes)} 个还没有主问题。", err=True)
    for name in bank.faults:
        click.echo(f"读不出案例 {name}：用 kit lint 看毛病。", err=True)
    if out is not None:
        from kit.report.author import bank_page  # noqa: PLC0415 - only for the page

        write_atomic(out, bank_page(bank).encode("utf-8"))
        click.echo(f"网页：{out.resolve()}")
    return int(bool(bank.faults))
