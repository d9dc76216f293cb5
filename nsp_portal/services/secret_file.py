"""Passwords and keys, made once and kept in a file that only its owner reads."""

import json
import os
import secrets
from pathlib import Path

NAMES = (
    "SECRET_KEY",
    "POSTGRES_PASSWORD",
    "DATABASE_OWNER_PASSWORD",
    "APP_DATABASE_PASSWORD",
    "REDIS_PASSWORD",
)


def load_secrets(path: Path) -> dict[str, str]:
    """Every secret by name; the missing ones are made and stored. The environment's win."""
    stored: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = [name for name in NAMES if name not in stored]
    if missing:
        stored |= {name: secrets.token_urlsafe(32) for name in missing}
        _replace(path, json.dumps(stored, indent=1) + "\n")
    return stored | {name: os.environ[name] for name in NAMES if os.environ.get(name)}


def _replace(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
