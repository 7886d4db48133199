"""Where the embedded index lives: numbered directories, a pointer file, locks that die with us."""

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.documents import FINGERPRINT

_POINTER = "current"


class Generations:
    """A directory per index; the pointer names the live one and the fields it was made with."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def current(self) -> Path | None:
        """The live directory, or None when there is none or its fields are not today's."""
        try:
            name, fields = (self.home / _POINTER).read_text("ascii").split()
        except (FileNotFoundError, ValueError):
            return None
        path = self.home / name
        return path if fields == FINGERPRINT and path.is_dir() else None

    def create(self) -> Path:
        path = self.home / f"generation-{uuid.uuid4().hex}"
        path.mkdir(parents=True)
        return path

    def point_to(self, path: Path) -> None:
        """One atomic replacement: a reader sees the old index or the new one, never neither."""
        draft = self.home / f"{_POINTER}.new"
        with draft.open("w", encoding="ascii") as file:
            file.write(f"{path.name} {FINGERPRINT}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.home / _POINTER)
        self._sync_home()

    def discard(self, path: Path) -> None:
        shutil.rmtree(path, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what a killed rebuild left behind, and what was live before."""
        live = self.current()
        for path in self.home.glob("generation-*"):
            if path != live:
                self.discard(path)

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Wait for the others; the kernel releases the lock of a killed process."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _sync_home(self) -> None:
        handle = os.open(self.home, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
