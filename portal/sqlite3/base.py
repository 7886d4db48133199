"""Writers of one SQLite file stand in a queue instead of polling for its lock.

SQLite's busy handler sleeps and tries again, so under load a late comer can go first and one client
starve for seconds.
"""

from typing import Any

from django.db.backends.sqlite3 import base

from portal.sqlite3.queue import Place


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its place in the queue before BEGIN and leaves it after COMMIT or ROLLBACK."""

    _place: Place | None = None

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
        if self._place is None and not self.is_in_memory_db():
            self._place = Place(f"{self.settings_dict['NAME']}-queue")

    def _leave(self) -> None:
        if self._place is not None:
            self._place.leave()
            self._place = None
