"""The mapping from originals to replacements, encrypted with a passphrase; it is kept apart from the case."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from kit.errors import KitError

FORMAT = "kit-anonymise-mapping/1"
COST = {"n": 2**15, "r": 8, "p": 1}
SHORTEST = 8
"""Characters that a passphrase has at least."""


def seal(mapping: Mapping[str, Any], passphrase: str, salt: bytes) -> bytes:
    """The mapping as a file: a JSON object with the parameters of the key and a Fernet token.

    Parameters
    ----------
    salt
        16 random bytes, new for each file.

    Raises
    ------
    KitError
        Where the passphrase has fewer than eight characters.
    """
    from cryptography.fernet import Fernet  # noqa: PLC0415

    if len(passphrase) < SHORTEST:
        raise KitError(f"口令太短：至少 {SHORTEST} 个字符")
    data = json.dumps(mapping, ensure_ascii=False, sort_keys=True).encode("utf-8")
    token = Fernet(key(passphrase, salt, **COST)).encrypt(data)
    told = {"format": FORMAT, **COST, "salt": base64.b64encode(salt).decode("ascii"), "token": token.decode("ascii")}
    return json.dumps(told, indent=1).encode("ascii") + b"\n"


def unseal(data: bytes, passphrase: str) -> dict[str, Any]:
    """The mapping of a file.

    Raises
    ------
    KitError
        Where the passphrase is wrong, or the file is none of ours or was changed.
    """
    from cryptography.fernet import Fernet, InvalidToken  # noqa: PLC0415

    try:
        told = json.loads(data)
        if told["format"] != FORMAT or (told["n"], told["r"], told["p"]) != tuple(COST.values()):
            raise ValueError
        salt, token = base64.b64decode(told["salt"]), told["token"].encode("ascii")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KitError("这不是脱敏对照表，或者文件已损坏") from None
    try:
        opened = json.loads(Fernet(key(passphrase, salt, **COST)).decrypt(token))
    except InvalidToken:
        raise KitError("口令不对，或者对照表被改动过") from None
    return dict(opened)


def key(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415

    return base64.urlsafe_b64encode(Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.encode("utf-8")))
