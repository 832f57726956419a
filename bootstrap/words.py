"""What the person reads: help, problems, and for each problem how to mend it."""

import sys

HELP = """\
巡察干部案例训练与测评工具包

用法：python3 start.py [命令] [参数…]        （Windows：py start.py …）

  （不带命令）          打开 JupyterLab 学习页面（首次运行会先自动安装）
      --no-browser        不自动打开浏览器，只显示网址
      --port 端口号       指定端口（默认从 8888 起找空闲的）
  setup               只安装，不打开
  test [pytest 参数]  运行全部测试（含笔记本）
  wheelhouse          把全部安装包下载到 wheelhouse 文件夹，供不能上网的电脑安装
      --platform 平台     linux-x86_64、linux-aarch64、windows 或 all（默认：本机）
      --python 版本       目标电脑的 Python 版本，如 3.11（默认：本机版本）
  help                显示本说明
  其他命令            交给 kit 执行，例如：
      python3 start.py demo           不开浏览器看一遍评分演示
      python3 start.py cases          列出案例
      python3 start.py lint           检查案例和练习
      python3 start.py COMMAND --help 看某个命令的说明

不能上网的电脑：先在能上网的电脑上运行 python3 start.py wheelhouse,
再把整个文件夹（不含 .venv）拷过去，在那台电脑上运行 python3 start.py。

退出码：0 成功；2 命令写错；3 安装未完成；130 按 Ctrl-C 中止；其他为所运行命令自己的退出码。
"""

EXIT_USAGE = 2
EXIT_SETUP = 3
EXIT_INTERRUPTED = 130


class Trouble(Exception):
    """Something the person must know and can mend: what, and how to mend it, in Chinese."""

    def __init__(self, what: str, *mends: str, status: int = EXIT_SETUP) -> None:
        self.what = what
        self.mends = mends
        self.status = status
        super().__init__(what)

    def __str__(self) -> str:
        mends = "".join(f"\n  {number}. {mend}" for number, mend in enumerate(self.mends, 1))
        return f"出错了：{self.what}" + (f"\n怎么办：{mends}" if mends else "")


def say(text: str) -> None:
    """Tell the person something; on stderr, so that stdout stays the commands' own."""
    print(text, file=sys.stderr, flush=True)


def usage(what: str) -> Trouble:
    return Trouble(what, "运行 python3 start.py help 看用法。", status=EXIT_USAGE)


def python_is_32_bit() -> Trouble:
    return Trouble(
        "这个 Python 是 32 位的，所用软件包只有 64 位版本。", "请安装 64 位的 Python 3.11 至 3.13，再运行一次。"
    )


def no_venv_module() -> Trouble:
    return Trouble(
        "这个 Python 缺少 venv（ensurepip）模块，无法建立独立的运行环境。",
        "Debian、Ubuntu、统信 UOS、麒麟（桌面版）：sudo apt-get install python3-venv，再运行一次。",
        "不能装软件时：把 wheelhouse 文件夹放到本目录（见 python3 start.py help），有它就不需要该模块。",
        "Windows：从 python.org 重新安装 Python，保留默认选项（含 pip）。",
    )


def read_only(folder: object) -> Trouble:
    return Trouble(
        f"不能在“{folder}”里写文件，无法安装。",
        "把整个文件夹复制到自己有写权限的位置（如“文档”或主目录），在那里运行。",
        "如果是光盘、U 盘写保护或共享目录，请先复制到本机硬盘。",
    )


def not_permitted(folder: object, tail: str) -> Trouble:
    return Trouble(
        f"系统不允许读写或运行“{folder}”里的文件：\n{tail}",
        "把整个文件夹复制到本机硬盘上自己的目录（不要用 U 盘、共享目录），在那里运行。",
        "麒麟、统信的“执行控制”或杀毒软件可能拦截其中的程序：请信息管理员放行该文件夹。",
    )


def root_incomplete(missing: str) -> Trouble:
    return Trouble(f"文件夹不完整，缺少 {missing}。", "请重新下载或完整拷贝整个文件夹（.venv 除外）。")


def disk_full(folder: object) -> Trouble:
    return Trouble(
        f"磁盘空间不足：安装到“{folder}”约需 1.5 GB。", "清理磁盘，或把整个文件夹移到空间充足的磁盘，再运行一次。"
    )


def in_use(folder: object) -> Trouble:
    return Trouble(
        f"“{folder}”里的文件正在使用，无法更新。",
        "先关闭正在运行的 JupyterLab（在它的窗口按 Ctrl-C）和其他用到它的程序，再运行一次。",
    )


def busy() -> Trouble:
    return Trouble("另一个窗口正在安装。", "等它装完，再运行一次；如果没有这样的窗口，稍等片刻重试。")


def no_network() -> Trouble:
    return Trouble(
        "连不上软件包下载站，本目录也没有 wheelhouse 文件夹。",
        "检查网络后再运行一次；已下载的部分不会白费。",
        "单位有软件源镜像的：先运行 pip config set global.index-url 镜像地址，再运行一次。",
        "不能上网的：在能上网的电脑上运行 python3 start.py wheelhouse，把 wheelhouse 文件夹拷到本目录，再运行一次。",
    )


def wheelhouse_does_not_fit(detail: str, options: str) -> Trouble:
    return Trouble(
        f"wheelhouse 文件夹里缺少本机所需的安装包：{detail}",
        f"在能上网的电脑上，用同一版本的本工具包重新运行 python3 start.py wheelhouse {options}。",
        "如果本机可以上网，删除（或改名）wheelhouse 文件夹，再运行一次。",
    )


def wheelhouse_damaged() -> Trouble:
    return Trouble(
        "安装包与锁文件 requirements.lock 记录的校验值不符：文件损坏、被改动，或不是同一版本。",
        "重新拷贝 wheelhouse 文件夹；或在能上网的电脑上重新运行 python3 start.py wheelhouse。",
        "在线安装出现此提示时，软件源镜像可能有误：换用另一个镜像，再运行一次。",
    )


def no_wheel(version: str) -> Trouble:
    return Trouble(
        f"有软件包找不到适合本机（Python {version}）的版本。",
        "请换用 Python 3.11 至 3.13（例如 python3.12 start.py），再运行一次。",
        "如果用的是软件源镜像，它可能同步不全：换用另一个镜像，再运行一次。",
    )


def install_failed(log: object, tail: str) -> Trouble:
    return Trouble(
        f"安装没有完成。最后的信息是：\n{tail}\n（全部信息在 {log}）",
        "再运行一次；仍不成功时，把上面的信息交给信息管理员。",
    )


def port_taken(port: int) -> Trouble:
    return Trouble(
        f"端口 {port} 已被占用（可能已经打开过 JupyterLab）。",
        "如果 JupyterLab 已经打开，直接用浏览器里的那个页面。",
        "否则换一个端口，例如：python3 start.py --port " + str(port + 1),
        "或者不写 --port，自动寻找空闲端口。",
        status=EXIT_USAGE,
    )


def no_port(first: int, last: int) -> Trouble:
    return Trouble(
        f"{first} 到 {last} 的端口都被占用。",
        "关闭不用的 JupyterLab，再运行一次。",
        "或者指定其他端口，例如：python3 start.py --port 18888",
        status=EXIT_USAGE,
    )


def own_python(python: object) -> Trouble:
    return Trouble(
        ".venv 需要重建，但现在正用 .venv 里的 Python 运行。",
        f"请改用系统的 Python 运行，例如：{python} start.py",
    )


def long_path(root: object) -> str:
    return (
        f"提醒：文件夹路径较长（{root}），Windows 可能因路径超过 260 个字符而安装失败。\n"
        "      如果失败，请把文件夹移到较短的位置，例如 D:\\xuncha。"
    )
