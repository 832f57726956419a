"""kit case: begin a new case, and have a case examined."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand, ChineseGroup
from kit.content.doctor import Examination, examine_folder
from kit.content.lint import is_case
from kit.content.paths import cases_dir
from kit.content.write import new_files
from kit.study.attempts import read_attempts
from kit.study.files import data_folder, write_atomic


@click.group(cls=ChineseGroup, short_help="新建案例、体检案例")
def command() -> None:
    """新建一个案例（new），或者给案例体检（check）。

    \b
    退出码：
      0  完成
      1  体检发现有必须改的
      2  用法不对，或文件夹没有、写不出
    """


@command.command(cls=ChineseCommand, name="new", short_help="新建一个待填写的案例")
@click.argument("case_id", metavar="编号")
@click.option("--cases", "home", type=click.Path(path_type=Path), help="放在哪个文件夹下。不写则用工具包自带的 cases。")
def new(case_id: str, home: Path | None) -> int:
    """新建一个案例文件夹，里面是写好格式、待填内容的文件；也可以用笔记本“教员/案例编写”来写。

    \b
    退出码：
      0  建好了
      2  编号不合格式、已经有了，或者写不出
    """
    files = new_files(case_id)
    folder = (home or cases_dir()) / case_id
    if folder.exists():
        click.echo(f"错误：已经有 {folder} 了，没有改动它。请换一个编号。", err=True)
        return 2
    for name, data in files.items():
        write_atomic(folder / name, data)
    click.echo(f"已建好 {folder}。填写之后用 kit lint {folder} 检查。")
    return 0


@command.command(cls=ChineseCommand, name="check", short_help="给案例体检")
@click.argument("paths", metavar="[案例]…", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="把全部结果写成一个网页。")
@click.option("--strict", is_flag=True, help="有“建议改”时退出码也为 1。")
@click.option("--no-trial", is_flag=True, help="不试评参考答案和样卷（快一些）。")
def check(paths: tuple[str, ...], out: Path | None, strict: bool, no_trial: bool) -> int:
    """给案例体检：泄题、事实无出处、一证两用、要点重叠、权重、干扰项、难度、可读性、篇幅、选项规律、试评。

    案例可以写编号，也可以写文件夹；不写则体检自带的全部案例。

    \b
    退出码：
      0  没有必须改的
      1  有必须改的（加 --strict 时，有建议改的也算）
      2  没有这个案例，或者网页写不出
    """
    folders = [found for path in paths for found in folders_of(path)] if paths else cases_in(cases_dir())
    missing = [path for path in paths if not folders_of(path)]
    for path in missing:
        click.echo(f"错误：没有案例 {path}", err=True)
    if missing:
        return 2
    from kit.text.encoder import default_encoder  # noqa: PLC0415 - heavy

    attempts = read_attempts(data_folder()).attempts
    seen = []
    for folder in folders:
        seen.append(examine_folder(folder, attempts, default_encoder(), trial=not no_trial))
        tell(seen[-1])
    if out is not None:
        from kit.report.author import examination_page  # noqa: PLC0415 - only for the page

        write_atomic(out, examination_page(seen).encode("utf-8"))
        click.echo(f"网页：{out.resolve()}")
    wanted = ("必须改", "建议改") if strict else ("必须改",)
    return int(any(remark.severity in wanted for one in seen for remark in one.remarks))


def tell(seen: Examination) -> None:
    for remark in seen.remarks:
        click.echo(f"{seen.name}｜{remark.severity}｜{remark.topic}｜{remark.where}：{remark.message}")
    counts = "，".join(f"{name} {seen.count(name)}" for name in ("必须改", "建议改", "供参考"))
    click.echo(f"{seen.name}：{counts}。", err=True)


def folders_of(path: str) -> list[Path]:
    """The case folders that a name or a path stands for."""
    for place in (Path(path), cases_dir() / path):
        if place.is_dir():
            return [place] if is_case(place) else cases_in(place)
    return []


def cases_in(home: Path) -> list[Path]:
    return [place for place in sorted(home.iterdir()) if place.is_dir() and is_case(place)] if home.is_dir() else []
