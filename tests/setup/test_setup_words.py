"""What the person reads: Chinese, with a mend for every trouble."""

import re
from collections.abc import Callable

import pytest

from bootstrap import words
from bootstrap.words import Trouble

HAN = "\u4e00-\u9fff"

TROUBLES: list[tuple[Callable[[], Trouble], str, str]] = [
    (words.python_is_32_bit, "32 位", "64 位"),
    (words.no_venv_module, "venv", "apt-get install python3-venv"),
    (lambda: words.read_only("/光盘"), "/光盘", "复制到"),
    (lambda: words.not_permitted("/a/.venv", "    denied"), "denied", "放行"),
    (lambda: words.root_incomplete("requirements.lock"), "requirements.lock", "完整拷贝"),
    (lambda: words.disk_full("/满"), "/满", "清理磁盘"),
    (lambda: words.in_use("/a/.venv"), "/a/.venv", "Ctrl-C"),
    (words.busy, "另一个窗口", "等它装完"),
    (words.no_network, "wheelhouse", "start.py wheelhouse"),
    (
        lambda: words.wheelhouse_does_not_fit("缺 x", "--platform windows"),
        "缺 x",
        "start.py wheelhouse --platform windows",
    ),
    (words.wheelhouse_damaged, "校验值不符", "重新拷贝"),
    (lambda: words.no_wheel("3.15.0"), "3.15.0", "3.11 至 3.13"),
    (lambda: words.install_failed("/log", "    boom"), "boom", "再运行一次"),
    (lambda: words.port_taken(8888), "8888", "--port 8889"),
    (lambda: words.no_port(8888, 8937), "8888 到 8937", "--port"),
    (lambda: words.own_python("/usr/bin/python3"), ".venv", "/usr/bin/python3 start.py"),
    (lambda: words.usage("不认识“--x”。"), "--x", "help"),
]


@pytest.mark.parametrize(("make", "what", "mend"), TROUBLES)
def test_a_trouble_says_what_and_how_to_mend_it(make: Callable[[], Trouble], what: str, mend: str) -> None:
    trouble = make()
    assert what in trouble.what
    assert any(mend in one for one in trouble.mends)
    told = str(trouble)
    assert told.startswith("出错了")
    assert "怎么办" in told
    assert "\n  1. " in told
    assert trouble.status in (words.EXIT_USAGE, words.EXIT_SETUP)


@pytest.mark.parametrize("text", [words.HELP, words.long_path("D:\\x"), *(str(make()) for make, _, _ in TROUBLES)])
def test_chinese_is_punctuated_as_chinese(text: str) -> None:
    assert re.findall(rf"[{HAN}][,;:!?]|[,;:!?][{HAN}]|\([{HAN}]|[{HAN}]\)", text) == []


@pytest.mark.parametrize(
    "word",
    ["setup", "test", "wheelhouse", "--platform", "--python", "--no-browser", "--port", "help", "demo", "130"],
)
def test_help_names(word: str) -> None:
    assert word in words.HELP
