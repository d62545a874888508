"""Encryption of equality data with a key file of its own, apart from the site's secret."""

import json
import os
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _keys(file: Path) -> list[bytes]:
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(Fernet.generate_key() + b"\n")
    return file.read_bytes().split()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys(settings.EQUALITY_KEY_FILE)])


def seal(values: dict[str, Any]) -> bytes:
    """Encrypt with the newest key."""
    return _box().encrypt(json.dumps(values, sort_keys=True).encode())


def unseal(sealed: bytes) -> dict[str, Any]:
    """Decrypt with any key of the file; raises InvalidToken where no key fits."""
    values: dict[str, Any] = json.loads(_box().decrypt(bytes(sealed)))
    return values


def seal_content(content: bytes) -> bytes:
    """Encrypt a file or picture."""
    return _box().encrypt(content)


def unseal_content(sealed: bytes) -> bytes:
    """The file or picture again; raises InvalidToken where no key fits."""
    return _box().decrypt(bytes(sealed))


def reseal(sealed: bytes) -> bytes:
    """The same values under the newest key."""
    return _box().rotate(bytes(sealed))


def add_key() -> None:
    """Put a new key in front; older keys stay readable until their rows are sealed anew."""
    file = settings.EQUALITY_KEY_FILE
    keys = [Fernet.generate_key(), *_keys(file)]
    fresh = file.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as made:
        made.write(b"\n".join(keys) + b"\n")
    fresh.replace(file)
