"""For developers: ``.venv/bin/python -m bootstrap.relock [--upgrade]`` renews the lock and ``environment.yml``."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / "environment.yml"
EXTRAS = ("dev", "setup")

HEADER = """\
# For conda users: conda env create -f environment.yml && conda activate xuncha-kit
# Written by bootstrap/relock.py from requirements.lock; change pyproject.toml, not this file.
name: xuncha-kit
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python>=3.11,<3.14
  - pip
  - pip:
"""


def compile_command(uv: str, *, upgrade: bool) -> list[str]:
    """Command that renews the lock: one for all platforms, with hashes, the development tools included."""
    extras = [word for extra in EXTRAS for word in ("--extra", extra)]
    command = [uv, "pip", "compile", "pyproject.toml", *extras, "--universal", "--python-version", "3.11"]
    custom = ["--custom-compile-command", "python -m bootstrap.relock"]
    return [*command, "--generate-hashes", "--quiet", *custom, *(["--upgrade"] if upgrade else []), "-o", LOCK.name]


def pins(lock: str) -> list[str]:
    """Every pin of the lock with its marker, in order: ``name==1.0 ; marker``."""
    return [line.removesuffix("\\").strip() for line in re.findall(r"^[A-Za-z0-9][^\n]*", lock, re.MULTILINE)]


def environment(lock: str) -> str:
    """Text of ``environment.yml``: the pins of the lock and the kit itself."""
    entries = [*pins(lock), "-e ."]
    return HEADER + "".join(f'      - "{entry}"\n' for entry in entries)


def main(arguments: Sequence[str]) -> int:
    """Renew both files."""
    uv = Path(sys.executable).with_name("uv.exe" if sys.platform == "win32" else "uv")
    status = subprocess.run(
        compile_command(str(uv), upgrade="--upgrade" in arguments), cwd=ROOT, check=False
    ).returncode
    if status == 0:
        ENVIRONMENT.write_text(environment(LOCK.read_text("utf-8")), "utf-8", newline="\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
