"""Writers of one SQLite file stand in a queue instead of polling for its lock.

SQLite's busy handler sleeps and tries again, so under load a late comer can go first and one client
starve for seconds. A lock on a file beside the database is handed on by the kernel in the order of
asking, and is free again the moment its holder dies.
"""

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its place in the queue before BEGIN and leaves it after COMMIT or ROLLBACK."""

    _queue: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> Any:
        super()._commit()  # type: ignore[misc]
        self._leave()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _enter(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db() or self._queue is not None:
            return
        self._queue = os.open(f"{name}-queue", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._queue, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self._queue is not None:
            os.close(self._queue)
            self._queue = None
