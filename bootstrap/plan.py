"""What ``start.py`` decides, given the facts. Pure functions, no I/O."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Action = Literal["ready", "update", "create", "rebuild"]

LAB_FIRST_PORT = 8888
LAB_PORTS = 50


@dataclass(frozen=True)
class Layout:
    """Where things lie: everything start.py makes is inside ``root``."""

    root: Path
    windows: bool

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def lock(self) -> Path:
        return self.root / "requirements.lock"

    @property
    def wheelhouse(self) -> Path:
        return self.root / "wheelhouse"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def state(self) -> Path:
        """The note that says whether ``.venv`` is complete, and of what it was made."""
        return self.venv / "kit-setup.json"

    @property
    def log(self) -> Path:
        return self.venv / "kit-setup.log"

    @property
    def settings(self) -> Path:
        """JupyterLab's defaults as we ship them."""
        return self.root / "kit" / "data" / "jupyter" / "overrides.json"

    @property
    def lab_settings(self) -> Path:
        """Where JupyterLab reads defaults from: inside ``.venv``, never in the user's home."""
        return self.venv / "share" / "jupyter" / "lab" / "settings" / "overrides.json"

    @property
    def python(self) -> Path:
        return self.script("python")

    def script(self, name: str) -> Path:
        """Path of a program of ``.venv``."""
        return self.venv / "Scripts" / f"{name}.exe" if self.windows else self.venv / "bin" / name


@dataclass(frozen=True)
class State:
    """What the note in ``.venv`` says.

    ``stage`` is "making" from the first moment until everything is in, then "ready";
    so a set-up that was cut short shows itself.
    """

    stage: str
    fingerprint: str
    home: str


def fingerprint(*sources: bytes) -> str:
    """Hash of everything that decides what ``.venv`` must contain."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(len(source).to_bytes(8, "big") + source)
    return digest.hexdigest()


def home(root: Path, version: tuple[int, int], machine: str) -> str:
    """What binds a ``.venv`` to its place: the scripts in it name the folder and the Python."""
    return f"{root}|{version[0]}.{version[1]}|{machine}"


def decide(
    state: State | None, *, print_: str, home_: str, venv_exists: bool, works: bool, foreign_version_fits: bool
) -> Action:
    """Say what must happen to ``.venv``.

    Parameters
    ----------
    state
        The note in ``.venv``; None where there is none, or none that can be read.
    print_, home_
        Fingerprint and home as they must be.
    venv_exists
        Whether the folder ``.venv`` is there.
    works
        Whether its Python and its ``kit`` are there.
    foreign_version_fits
        For a ``.venv`` that somebody else made: whether its Python is there and of our version.

    Returns
    -------
    "ready" (leave it), "update" (install over it), "create", or "rebuild" (remove it, then create).
    """
    if not venv_exists:
        return "create"
    if state is None:
        return "update" if foreign_version_fits else "rebuild"
    if state.stage != "ready" or state.home != home_:
        return "rebuild"
    if state.fingerprint == print_ and works:
        return "ready"
    return "update" if works else "rebuild"


def venv_version(pyvenv_cfg: str) -> tuple[int, int] | None:
    """Python version that a ``pyvenv.cfg`` names, None where it names none."""
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", pyvenv_cfg, re.MULTILINE)
    return (int(found[1]), int(found[2])) if found else None


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Environment for the programs of ``.venv``: what could lead them to another Python is taken out."""
    misleading = {"PYTHONHOME", "PYTHONPATH", "JUPYTER_PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in environ.items() if name.upper() not in misleading}
    return kept | {"PYTHONUTF8": "1", "JUPYTER_PREFER_ENV_PATH": "1"}


def installer_environment(
    environ: Mapping[str, str], pip_config: Mapping[str, str], *, offline: bool
) -> dict[str, str]:
    """Environment for pip and uv.

    Offline, every setting of pip and uv is taken out, so that nothing but ``wheelhouse/`` is looked at.
    Online, the mirror that the person has set for pip serves uv too (uv does not read pip's settings).
    """
    cleaned = clean_environment(environ)
    if offline:
        kept = {k: v for k, v in cleaned.items() if not k.upper().startswith(("PIP_", "UV_"))}
        return kept | {
            "PIP_CONFIG_FILE": "nul" if environ.get("OS") == "Windows_NT" else "/dev/null",
            "UV_NO_CONFIG": "1",
        }
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & cleaned.keys() and "index-url" in pip_config:
        cleaned["UV_DEFAULT_INDEX"] = pip_config["index-url"]
    for setting, variable in (("cert", "SSL_CERT_FILE"), ("proxy", "ALL_PROXY"), ("trusted-host", "UV_INSECURE_HOST")):
        if setting in pip_config:
            cleaned.setdefault(variable, pip_config[setting])
    return cleaned | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_PROGRESS": "1"}


def read_pip_config(listing: str) -> dict[str, str]:
    """Settings out of ``pip config list``; a section of its own ("install.") and the environment win over "global."."""
    found: dict[str, tuple[int, str]] = {}
    rank = {"global": 0, "install": 1, ":env:": 2}
    for line in listing.splitlines():
        match = re.fullmatch(r"(global|install|:env:)\.([\w-]+)='(.*)'", line.strip())
        if match and rank[match[1]] >= found.get(match[2], (-1, ""))[0]:
            found[match[2]] = (rank[match[1]], match[3])
    return {name: value for name, (_, value) in found.items()}


def lock_block(lock: str, package: str) -> str:
    """Lines of one package in the lock: its pin and its hashes, without comments; empty where it is not in it."""
    match = re.search(rf"^{re.escape(package)}==[^\n]*(?:\n[ \t]+--hash=[^\n]*)*", lock, re.MULTILINE)
    return match[0] if match else ""


def lock_blocks(lock: str) -> dict[str, str]:
    """Lines of every package in a lock without markers, by its pin ``name==version``."""
    pattern = r"^([A-Za-z0-9][^\s;]*==[^\s;]+)[^\n]*(?:\n[ \t]+--hash=[^\n]*)*"
    return {match[1]: match[0] for match in re.finditer(pattern, lock, re.MULTILINE)}


def choose_uv_wheel(names: Collection[str], *, system: str, machine: str) -> str | None:
    """File name of the uv wheel for this machine among those of a wheelhouse; None where there is none."""
    arch = architecture(machine)
    if system == "Windows":
        tags = {"x86_64": "win_amd64", "aarch64": "win_arm64"}.get(arch, "win32")
        fitting = [n for n in names if n.endswith(f"{tags}.whl")]
    else:
        fitting = [n for n in names if "manylinux" in n and n.endswith(f"_{arch}.whl")]
    return max((n for n in fitting if n.startswith("uv-")), default=None)


def wheelhouse_is_for(names: Collection[str]) -> list[str]:
    """For which machines a wheelhouse was filled, by its compiled wheels: ``["Linux x86_64 Python 3.11", …]``."""
    found = set[tuple[str, int]]()
    for name in names:
        match = re.search(r"-cp3(\d+)-cp3\d+-(\w+?)(?:\.|$)", name)
        if match:
            found.add((match[2], int(match[1])))
    return sorted({f"{_system_of(tag)} Python 3.{minor}" for tag, minor in found})


def _system_of(tag: str) -> str:
    if tag.startswith("win"):
        return "Windows " + {"win_amd64": "x86_64", "win_arm64": "aarch64"}.get(tag, tag)
    arch = re.search(r"(x86_64|aarch64|[a-z]\w*)$", tag.removeprefix("manylinux"))
    return f"Linux {arch[1]}" if arch and tag.startswith("manylinux") else tag


def this_machine(system: str, machine: str, version: tuple[int, int]) -> str:
    """This machine in the words of ``wheelhouse_is_for``."""
    return f"{system} {architecture(machine)} Python {version[0]}.{version[1]}"


def platform_name(system: str, machine: str) -> str:
    """This machine in the words of ``start.py wheelhouse --platform``; may be one that is not offered there."""
    return "windows" if system == "Windows" else f"{system.lower()}-{architecture(machine)}"


def architecture(machine: str) -> str:
    """One name for each architecture: Windows and macOS have names of their own."""
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(machine.lower(), machine.lower())


def choose_port(wanted: int | None, taken: Collection[int]) -> int | None:
    """Port for JupyterLab: the wanted one or none; where none is wanted, the first free from 8888 on."""
    candidates = [wanted] if wanted is not None else range(LAB_FIRST_PORT, LAB_FIRST_PORT + LAB_PORTS)
    return next((port for port in candidates if port not in taken), None)


Diagnosis = Literal["network", "hash", "disk", "in-use", "permission", "no-wheel", "unknown"]

_SIGNS: tuple[tuple[Diagnosis, str], ...] = (
    ("disk", r"No space left on device|os error 28|os error 112|\[Errno 28\]|not enough space"),
    ("hash", r"Hash mismatch|DO NOT MATCH THE HASHES|hashes are required in --require-hashes"),
    ("in-use", r"WinError (5|32)\b|os error (5|32)\)|being used by another process"),
    ("permission", r"Permission denied|Read-only file system|os error (13|30)\)|\[Errno (13|30)\]"),
    (
        "network",
        r"dns error|failed to lookup address|Name or service not known|Temporary failure in name resolution|getaddrinfo"
        r"|Network is unreachable|Connection (refused|reset|timed out)|ConnectTimeout|ReadTimeoutError|timed out"
        r"|NewConnectionError|error sending request|tcp connect error|SSLError|CERTIFICATE_VERIFY_FAILED"
        r"|invalid peer certificate|ProxyError|Could not connect|Failed to fetch|502 Bad Gateway|503 Service",
    ),
    (
        "no-wheel",
        r"No matching distribution|no (usable )?wheels?|no version of|not found in the (package registry|provided)",
    ),
)


def diagnose(log: str) -> Diagnosis:
    """What went wrong, read from the words of pip and uv."""
    return next((kind for kind, sign in _SIGNS if re.search(sign, log, re.IGNORECASE)), "unknown")


def telling_lines(said: str, most: int) -> list[str]:
    """Lines of an installer's words that tell what went wrong; the last ones where none does."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"(error|cause|hint|because|caused by|×|╰)", line, re.IGNORECASE)]
    return (telling or lines)[-most:]


def exit_status(returncode: int) -> int:
    """Exit status to pass on: a program ended by a signal counts as 128 + signal, as a shell has it."""
    return 128 - returncode if returncode < 0 else returncode
