"""A file sealed with a passphrase: scrypt makes the key (RFC 7914), AES-256-GCM seals (NIST SP 800-38D).

The file: a line that says what it is, 16 bytes of salt, 12 bytes of nonce, the sealed bytes with their tag. The
line is authenticated too.
"""

from __future__ import annotations

import os
from pathlib import Path

from themecode.core.errors import InputError
from themecode.formats.files import read_bytes, replacing

HEAD = b"themecode sealed 1\n"
_SALT, _NONCE = 16, 12
_COST = {"n": 2**15, "r": 8, "p": 1}
"""32 MB and about a tenth of a second for each passphrase somebody tries."""


def seal(data: bytes, passphrase: str) -> bytes:
    """Return bytes that only the passphrase opens. Raises InputError for an empty passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not passphrase:
        raise InputError("a passphrase is missing", fix="choose a long one, such as four words, and keep it elsewhere")
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return HEAD + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, data, HEAD)


def unseal(sealed: bytes, passphrase: str, name: str) -> bytes:
    """Return what was sealed; ``name`` stands in messages.

    Raises InputError where it is no sealed file, the passphrase is another, or the file was changed.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not is_sealed(sealed):
        raise InputError("this file is not sealed", name, "use it as it is")
    rest = sealed[len(HEAD) :]
    salt, nonce, body = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, body, HEAD)
    except (InvalidTag, ValueError):
        raise InputError(
            "the passphrase does not open this file, or the file was changed", name, "try again, or ask for a new copy"
        ) from None


def is_sealed(data: bytes) -> bool:
    """Tell whether bytes are those of a sealed file."""
    return data.startswith(HEAD)


def seal_file(path: Path, output: Path, passphrase: str) -> None:
    """Write a sealed copy of a file. Raises InputError where one cannot be read or the other not written."""
    sealed = seal(read_bytes(path), passphrase)
    with replacing(output) as file:
        file.write(sealed)


def unseal_file(path: Path, output: Path, passphrase: str) -> None:
    """Write what a sealed file holds. Raises InputError as `unseal` and where ``output`` is there already."""
    data = unseal(read_bytes(path), passphrase, str(path))
    if output.exists():
        raise InputError("there is a file of this name already", str(output), "choose another name")
    with replacing(output) as file:
        file.write(data)


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, **_COST).derive(passphrase.encode("utf-8"))
