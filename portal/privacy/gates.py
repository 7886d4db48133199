"""How often something may be tried: a limit with its window, and when it opens again."""

from dataclasses import dataclass
from datetime import UTC, datetime

from portal.privacy import limits

QUARTER, HOUR, DAY = 15 * 60, 60 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class Gate:
    """So many tries of one key in one window of time."""

    bucket: str
    limit: int
    window_s: int

    def lets_in(self, key: str, at: datetime) -> bool:
        """Count this try and say whether it may go on."""
        return limits.allow(self.bucket, key, limit=self.limit, window_s=self.window_s, at=at)

    def lets_in_once(self, key: str, thing: str, at: datetime) -> bool:
        """As `lets_in`, but a thing that was let in is not counted again."""
        return limits.allow_once(
            self.bucket, key, thing, limit=self.limit, window_s=self.window_s, at=at
        )

    def opens_again(self, at: datetime) -> datetime:
        """The end of the window that `at` lies in."""
        start = int(at.timestamp()) // self.window_s * self.window_s
        return datetime.fromtimestamp(start + self.window_s, tz=UTC)
