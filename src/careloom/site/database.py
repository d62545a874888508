"""Which database: one SQLite file by default, PostgreSQL by one address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database(address: str, folder: Path) -> dict[str, Any]:
    """Settings for Django from `address` (`postgresql://user:password@host:port/name`) or, if empty, SQLite."""
    if not address:
        return _sqlite(folder / "careloom.sqlite3")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"CARELOOM_DATABASE_URL starts with {parts.scheme!r}; it must be postgresql:// or sqlite:///")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parse_qs(parts.query).get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        # Compiling a query costs more than it saves in ours: a search took three times as long.
        "OPTIONS": {"options": "-c jit=off"},
        "CONN_MAX_AGE": 60,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    # Measured with 4 writers: only IMMEDIATE transactions with a timeout lose no write.
    # synchronous=FULL: an acknowledged answer survives a power cut.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
        },
    }
