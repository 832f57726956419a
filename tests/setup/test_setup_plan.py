"""What start.py decides, given the facts."""

from pathlib import Path

import pytest

from bootstrap import plan
from bootstrap.plan import State

READY = State("ready", "f1", "here")
FACTS = {"print_": "f1", "home_": "here", "venv_exists": True, "works": True, "foreign_version_fits": False}


@pytest.mark.parametrize(
    ("state", "changed", "action"),
    [
        pytest.param(READY, {}, "ready", id="second start"),
        pytest.param(None, {"venv_exists": False, "works": False}, "create", id="first start"),
        pytest.param(READY, {"print_": "f2"}, "update", id="lock changed"),
        pytest.param(READY, {"print_": "f2", "works": False}, "rebuild", id="lock changed and kit gone"),
        pytest.param(READY, {"works": False}, "rebuild", id="python or kit removed"),
        pytest.param(READY, {"home_": "there"}, "rebuild", id="folder moved or other Python"),
        pytest.param(State("making", "f1", "here"), {}, "rebuild", id="interrupted"),
        pytest.param(State("making", "f1", "here"), {"works": False}, "rebuild", id="interrupted early"),
        pytest.param(State("", "f1", "here"), {}, "rebuild", id="unknown stage"),
        pytest.param(None, {}, "rebuild", id="note lost, other Python"),
        pytest.param(None, {"foreign_version_fits": True}, "update", id="somebody else's .venv, right Python"),
    ],
)
def test_decide(state: State | None, changed: dict[str, object], action: str) -> None:
    assert plan.decide(state, **(FACTS | changed)) == action  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((b"lock", b"project"), (b"lock", b"project"), True),
        ((b"lock", b"project"), (b"lock2", b"project"), False),
        ((b"lock", b"project"), (b"project", b"lock"), False),
        ((b"ab", b"c"), (b"a", b"bc"), False),
    ],
)
def test_fingerprint(one: tuple[bytes, ...], other: tuple[bytes, ...], same: bool) -> None:
    assert (plan.fingerprint(*one) == plan.fingerprint(*other)) is same


def test_home_tells_folders_pythons_and_machines_apart() -> None:
    homes = {
        plan.home(Path("/a"), (3, 11), "linux-x86_64"),
        plan.home(Path("/b"), (3, 11), "linux-x86_64"),
        plan.home(Path("/a"), (3, 12), "linux-x86_64"),
        plan.home(Path("/a"), (3, 11), "linux-aarch64"),
    }
    assert len(homes) == 4


@pytest.mark.parametrize(
    ("windows", "kit"),
    [(False, ".venv/bin/kit"), (True, ".venv/Scripts/kit.exe")],
)
def test_scripts_lie_where_the_system_puts_them(windows: bool, kit: str) -> None:
    root = Path("有 空格")
    assert plan.Layout(root, windows).script("kit") == root / kit


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("home = /usr/bin\nversion = 3.11.7\n", (3, 11)),
        ("home = C:\\Python\r\nversion_info = 3.12.1.final.0\r\n", (3, 12)),
        ("version = 3.13", (3, 13)),
        ("home = /usr/bin\n", None),
        ("", None),
    ],
)
def test_venv_version(text: str, version: tuple[int, int] | None) -> None:
    assert plan.venv_version(text) == version


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"PATH": "/bin"}, {"PATH": "/bin"}),
        ({"PYTHONPATH": "/x", "PYTHONHOME": "/y"}, {}),
        ({"JUPYTER_PATH": "/x", "CONDA_PREFIX": "/y", "VIRTUAL_ENV": "/z"}, {}),
        ({"KIT_DATA": "/data", "HOME": "/h"}, {"KIT_DATA": "/data", "HOME": "/h"}),
    ],
)
def test_clean_environment(given: dict[str, str], kept: dict[str, str]) -> None:
    assert plan.clean_environment(given) == kept | {"PYTHONUTF8": "1", "JUPYTER_PREFER_ENV_PATH": "1"}


MIRROR = {"index-url": "https://mirror.example/simple", "cert": "/ca.pem", "proxy": "http://proxy:3128"}


@pytest.mark.parametrize(
    ("environ", "config", "offline", "expected"),
    [
        pytest.param({}, {}, False, {"UV_DEFAULT_INDEX": None, "SSL_CERT_FILE": None}, id="nothing set"),
        pytest.param(
            {},
            MIRROR,
            False,
            {"UV_DEFAULT_INDEX": MIRROR["index-url"], "SSL_CERT_FILE": "/ca.pem", "ALL_PROXY": "http://proxy:3128"},
            id="pip's mirror serves uv",
        ),
        pytest.param(
            {"UV_DEFAULT_INDEX": "u", "SSL_CERT_FILE": "own"},
            MIRROR,
            False,
            {"UV_DEFAULT_INDEX": "u", "SSL_CERT_FILE": "own"},
            id="uv's own setting wins",
        ),
        pytest.param(
            {"UV_INDEX_URL": "u"}, MIRROR, False, {"UV_DEFAULT_INDEX": None, "UV_INDEX_URL": "u"}, id="old name"
        ),
        pytest.param(
            {"PIP_FIND_LINKS": "/w", "PIP_INDEX_URL": "i", "UV_INDEX_URL": "u", "UV_CONFIG_FILE": "c"},
            {},
            True,
            {"PIP_FIND_LINKS": None, "PIP_INDEX_URL": None, "UV_INDEX_URL": None, "UV_CONFIG_FILE": None}
            | {"PIP_CONFIG_FILE": "/dev/null", "UV_NO_CONFIG": "1"},
            id="offline nothing is left of pip's and uv's settings",
        ),
        pytest.param({"OS": "Windows_NT"}, {}, True, {"PIP_CONFIG_FILE": "nul"}, id="offline on Windows"),
    ],
)
def test_installer_environment(
    environ: dict[str, str], config: dict[str, str], offline: bool, expected: dict[str, str | None]
) -> None:
    found = plan.installer_environment(environ, config, offline=offline)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("listing", "settings"),
    [
        ("", {}),
        ("global.index-url='https://m/simple'\n", {"index-url": "https://m/simple"}),
        (":env:.cert='/e.pem'\r\nglobal.cert='/g.pem'\r\n", {"cert": "/e.pem"}),
        ("global.index-url='g'\ninstall.index-url='i'", {"index-url": "i"}),
        ("install.index-url='i'\nglobal.index-url='g'", {"index-url": "i"}),
        ("freeze.timeout='3'\nnonsense", {}),
    ],
)
def test_read_pip_config(listing: str, settings: dict[str, str]) -> None:
    assert plan.read_pip_config(listing) == settings


LOCK = """\
# made by uv
uv==1.2 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via kit (pyproject.toml)
uvloop==9 ; sys_platform != 'win32' \\
    --hash=sha256:cc
    # via
    #   x
zz==3 \\
    --hash=sha256:dd
"""


@pytest.mark.parametrize(
    ("package", "block"),
    [
        ("uv", "uv==1.2 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb"),
        ("uvloop", "uvloop==9 ; sys_platform != 'win32' \\\n    --hash=sha256:cc"),
        ("u", ""),
        ("made", ""),
    ],
)
def test_lock_block(package: str, block: str) -> None:
    assert plan.lock_block(LOCK, package) == block


def test_lock_blocks() -> None:
    blocks = plan.lock_blocks(LOCK)
    assert list(blocks) == ["uv==1.2", "uvloop==9", "zz==3"]
    assert blocks["zz==3"] == "zz==3 \\\n    --hash=sha256:dd"


UV_WHEELS = [
    "uv-1.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "uv-1.0-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
    "uv-1.0-py3-none-musllinux_1_1_x86_64.whl",
    "uv-1.0-py3-none-win_amd64.whl",
    "uvicorn-1.0-py3-none-manylinux_2_17_x86_64.whl",
]


@pytest.mark.parametrize(
    ("system", "machine", "index"),
    [
        ("Linux", "x86_64", 0),
        ("Linux", "aarch64", 1),
        ("Linux", "arm64", 1),
        ("Windows", "AMD64", 3),
        ("Windows", "ARM64", None),
        ("Linux", "loongarch64", None),
        ("Darwin", "riscv64", None),
    ],
)
def test_choose_uv_wheel(system: str, machine: str, index: int | None) -> None:
    expected = None if index is None else UV_WHEELS[index]
    assert plan.choose_uv_wheel(UV_WHEELS, system=system, machine=machine) == expected


@pytest.mark.parametrize(
    ("names", "machines"),
    [
        (["rich-1-py3-none-any.whl", "rjieba-1-cp39-abi3-win_amd64.whl", "wheelhouse.txt"], []),
        (["a-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"], ["Linux x86_64 Python 3.11"]),
        (["a-1-cp311-cp311-manylinux2014_aarch64.manylinux_2_17_aarch64.whl"], ["Linux aarch64 Python 3.11"]),
        (["a-1-cp312-cp312-win_amd64.whl", "b-1-cp312-cp312-win_amd64.whl"], ["Windows x86_64 Python 3.12"]),
        (
            ["a-1-cp311-cp311-win_arm64.whl", "a-1-cp311-cp311-manylinux_2_28_aarch64.whl"],
            ["Linux aarch64 Python 3.11", "Windows aarch64 Python 3.11"],
        ),
    ],
)
def test_wheelhouse_is_for(names: list[str], machines: list[str]) -> None:
    assert plan.wheelhouse_is_for(names) == machines


@pytest.mark.parametrize(
    ("system", "machine", "version", "words"),
    [
        ("Linux", "x86_64", (3, 11), "Linux x86_64 Python 3.11"),
        ("Windows", "AMD64", (3, 12), "Windows x86_64 Python 3.12"),
        ("Linux", "aarch64", (3, 13), "Linux aarch64 Python 3.13"),
    ],
)
def test_this_machine_speaks_as_the_wheelhouse_does(
    system: str, machine: str, version: tuple[int, int], words: str
) -> None:
    assert plan.this_machine(system, machine, version) == words


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("Linux", "x86_64", "linux-x86_64"),
        ("Linux", "arm64", "linux-aarch64"),
        ("Windows", "AMD64", "windows"),
        ("Linux", "loongarch64", "linux-loongarch64"),
    ],
)
def test_platform_name(system: str, machine: str, name: str) -> None:
    assert plan.platform_name(system, machine) == name


@pytest.mark.parametrize(
    ("wanted", "taken", "port"),
    [
        (None, set(), 8888),
        (None, {8888, 8889}, 8890),
        (None, set(range(8888, 8938)), None),
        (9000, set(), 9000),
        (9000, {9000}, None),
    ],
)
def test_choose_port(wanted: int | None, taken: set[int], port: int | None) -> None:
    assert plan.choose_port(wanted, taken) == port


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (
            "error: Failed to fetch: `https://…`\n  Caused by: dns error: failed to lookup address information",
            "network",
        ),
        ("NewConnectionError(': Failed to establish a new connection: [Errno 111] Connection refused')", "network"),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError: [Errno -3] Temporary failure in name"
            " resolution'\nERROR: No matching distribution found for uv==1",
            "network",
        ),
        ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash"),
        ("error: Failed to read `rich`\n  Caused by: Hash mismatch for `rich==15.0.0`", "hash"),
        ("error: failed to write: No space left on device (os error 28)", "disk"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left", "disk"),
        ("[Errno 28] [WinError 0] [Errno 28] No space left on device: 'x'", "disk"),
        ("PermissionError: [WinError 32] The process cannot access the file", "in-use"),
        ("PermissionError: [WinError 5] 拒绝访问。", "in-use"),
        ("error: failed to remove file `uv.exe`: (os error 5)", "in-use"),
        ("error: failed to create directory: Permission denied (os error 13)", "permission"),
        ("OSError: [Errno 30] Read-only file system: '/media/cdrom/.venv'", "permission"),
        ("Because there is no version of soupsieve==4.1.2 and you require soupsieve==4.1.2", "no-wheel"),
        ("ERROR: No matching distribution found for soupsieve==4.1.2", "no-wheel"),
        ("Because foo==1 has no wheels with a matching Python ABI tag", "no-wheel"),
        ("Segmentation fault", "unknown"),
        ("", "unknown"),
    ],
)
def test_diagnose(said: str, kind: str) -> None:
    assert plan.diagnose(said) == kind


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("Processing a\nProcessing b\nERROR: no b\n", ["ERROR: no b"]),
        ("error: No solution\n  cause: Because x\nnoise", ["error: No solution", "cause: Because x"]),
        ("a\n\nb\nc", ["b", "c"]),
        ("", []),
    ],
)
def test_telling_lines(said: str, lines: list[str]) -> None:
    assert plan.telling_lines(said, 2) == lines


@pytest.mark.parametrize(("returncode", "status"), [(0, 0), (1, 1), (5, 5), (-2, 130), (-15, 143), (-9, 137)])
def test_exit_status(returncode: int, status: int) -> None:
    assert plan.exit_status(returncode) == status
