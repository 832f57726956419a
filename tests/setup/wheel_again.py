"""Pack an installed package into a wheel again, so that an offline set-up can be tried without a network."""

import base64
import hashlib
import io
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def with_requirements(*packages: str) -> list[str]:
    """Return the packages and all that they need here."""
    found: list[str] = []
    rest = list(packages)
    while rest:
        name = canonicalize_name(rest.pop())
        if name not in found:
            found.append(name)
            needed = map(Requirement, metadata.requires(name) or [])
            rest += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


def pack(package: str, folder: Path) -> str:
    """Write the wheel of an installed package into ``folder``; return its block for a lock, hash included."""
    installed = metadata.distribution(package)
    name = installed.metadata["Name"].replace("-", "_").lower()
    stem = f"{name}-{installed.version}"
    files = _files(installed, stem)
    record = f"{stem}.dist-info/RECORD"
    files[record] = (
        "".join(f"{path},sha256={_digest(content)},{len(content)}\n" for path, content in files.items()).encode()
        + f"{record},,\n".encode()
    )
    tag = next(line for line in files[f"{stem}.dist-info/WHEEL"].decode().splitlines() if line.startswith("Tag: "))
    wheel = folder / f"{stem}-{tag.removeprefix('Tag: ')}.whl"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = (0o100755 if ".data/scripts/" in path else 0o100644) << 16
            archive.writestr(entry, content)
    wheel.write_bytes(packed.getvalue())
    digest = hashlib.sha256(packed.getvalue()).hexdigest()
    return f"{installed.metadata['Name']}=={installed.version} \\\n    --hash=sha256:{digest}\n"


def _files(installed: metadata.Distribution, stem: str) -> dict[str, bytes]:
    """Files as they lie in the wheel; what an installer made itself is left out."""
    made = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"}
    commands = {entry.name for entry in installed.entry_points if entry.group == "console_scripts"}
    found: dict[str, bytes] = {}
    for file in installed.files or []:
        path = PurePosixPath(file.as_posix())
        if path.suffix == ".pyc" or (path.parent.name == f"{stem}.dist-info" and path.name in made):
            continue
        if path.parts[0] == "..":
            if path.stem in commands:
                continue
            path = PurePosixPath(f"{stem}.data", "scripts", path.name)
        found[str(path)] = Path(str(file.locate())).read_bytes()
    return found


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
