"""Who may use a shared page: names with hashed passwords, in a file or from the environment.

The file is `users.json` in the data folder, a name and a hash each, readable by its owner alone. A
hash is "scrypt$n$r$p$salt$key", salt and key in base64 (RFC 7914).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from rag.errors import SettingsError
from rag.settings import Settings, data_folder

FILE = "users.json"
SHORTEST_PASSWORD = 8
_NAME = re.compile(r"[\w.@+-]{1,64}")
# 32 MiB and a few tenths of a second a try; OWASP's least for scrypt at n = 2^15 is p = 3.
_N, _R, _P = 2**15, 8, 3
_MOST_MEMORY = 2**26


class Users:
    """The users there are now: changes of the file count at once.

    Args:
        path: The file, which may be missing.
        given: Name to password, from the environment; they go before those of the file.
    """

    def __init__(self, path: Path, given: Mapping[str, str] | None = None) -> None:
        self._path = path
        # Their salt is the same at every start, so that signing in outlasts one.
        self._given = {
            name: _hash(password, hashlib.sha256(name.encode()).digest()[:16])
            for name, password in (given or {}).items()
        }
        self._lock = threading.Lock()
        self._read_at: tuple[int, int] | None = None
        self._hashes: dict[str, str] = {}

    def names(self) -> tuple[str, ...]:
        """Returns all names, sorted.

        Raises:
            SettingsError: If the file is not what `add_user` wrote.
        """
        return tuple(sorted(self._known()))

    def check(self, name: str, password: str) -> bool:
        """Tells whether the password is the user's; it takes as long for a name unknown."""
        known = self._known().get(name)
        right = _matches(password, known or _NOBODY)
        return right and known is not None

    def mark(self, name: str) -> str | None:
        """Returns a text that changes with the user's password; None for a name unknown."""
        known = self._known().get(name)
        return None if known is None else hashlib.sha256(known.encode()).hexdigest()

    def _known(self) -> Mapping[str, str]:
        with self._lock:
            try:
                status = self._path.stat()
            except FileNotFoundError:
                self._hashes, self._read_at = {}, None
            else:
                at = (status.st_mtime_ns, status.st_size)
                if at != self._read_at:
                    self._hashes, self._read_at = _read(self._path), at
            return {**self._hashes, **self._given}


def users_of(settings: Settings) -> Users:
    """Returns the users that the settings name.

    Raises:
        SettingsError: If RAG_USERS is not name:password,name:password.
    """
    given: dict[str, str] = {}
    secret = settings.users.get_secret_value() if settings.users else ""
    for entry in filter(None, secret.split(",")):
        name, colon, password = entry.strip().partition(":")
        if not colon:
            raise SettingsError("RAG_USERS: expected name:password,name:password")
        check_name(name)
        check_password(password)
        given[name] = password
    return Users(data_folder(settings) / FILE, given)


def add_user(path: Path, name: str, password: str) -> bool:
    """Writes a user into the file, or another password for one; returns whether the name is new.

    Raises:
        SettingsError: If the name or the password will not do.
    """
    check_name(name)
    check_password(password)
    with _changing(path) as hashes:
        is_new = name not in hashes
        _write(path, {**hashes, name: _hash(password)})
    return is_new


def remove_user(path: Path, name: str) -> None:
    """Takes a user out of the file.

    Raises:
        SettingsError: If there is no such user.
    """
    with _changing(path) as hashes:
        if name not in hashes:
            known = ", ".join(sorted(hashes)) or "nobody"
            raise SettingsError(f"no user {name!r} in {path}; known: {known}")
        _write(path, {other: known for other, known in hashes.items() if other != name})


def check_name(name: str) -> None:
    """Raises a SettingsError unless `name` can be a user's."""
    if not _NAME.fullmatch(name):
        raise SettingsError(f"user name {name!r}: up to 64 letters, digits and . _ - + @")


def check_password(password: str) -> None:
    """Raises a SettingsError unless `password` can be one."""
    if len(password) < SHORTEST_PASSWORD:
        raise SettingsError(f"a password has {SHORTEST_PASSWORD} characters or more")


@contextmanager
def _changing(path: Path) -> Iterator[dict[str, str]]:
    """Gives the users of a file while nobody else changes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(path.name + ".lock")):
        yield _read(path) if path.exists() else {}


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from None
    if not isinstance(found, dict) or not all(
        isinstance(known, str) and len(known.split("$")) == 6 for known in found.values()
    ):
        raise SettingsError(f"{path}: not a file of users; `chiaroscuro user add NAME` writes one")
    return found


def _write(path: Path, hashes: Mapping[str, str]) -> None:
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        json.dump(hashes, stream, indent=1, sort_keys=True)
    os.replace(new, path)


def _hash(password: str, salt: bytes | None = None) -> str:
    salt = salt or secrets.token_bytes(16)
    key = _key(password, salt, _N, _R, _P)
    return f"scrypt${_N}${_R}${_P}${b64encode(salt).decode()}${b64encode(key).decode()}"


def _matches(password: str, known: str) -> bool:
    _, n, r, p, salt, key = known.split("$")
    made = _key(password, b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(made, b64decode(key))


def _key(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=32
    )


_NOBODY = f"scrypt${_N}${_R}${_P}${b64encode(bytes(16)).decode()}${b64encode(bytes(32)).decode()}"
