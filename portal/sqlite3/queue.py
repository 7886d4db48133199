"""A queue in a file: whoever asks first goes first, and the dead are not waited for.

Each comer takes a number and locks the byte of that number; then it waits for the byte of the one
before. Letting go wakes exactly the next. A lock dies with its holder, so a killed process only
lets the one behind it go on early; SQLite's own lock still lets no two write at once.
"""

import fcntl
import os
import struct

# Numbers go round; there are never as many waiting.
ROUND = 1 << 20
COUNTER = struct.Struct("q")
# struct flock of Linux: type, whence, start, length, and no process (the lock is the open file's).
FLOCK = "hhqqi4x"


class Place:
    """One place in the queue before a write; taken by opening it, given up by leaving."""

    def __init__(self, path: str) -> None:
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            number = self._take_number()
            _lock(self.file, (number - 1) % ROUND)
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """Let the next one go; closing the file gives up its locks."""
        os.close(self.file)

    def _take_number(self) -> int:
        """The next number, its byte locked before anybody behind can look for it."""
        fcntl.flock(self.file, fcntl.LOCK_EX)
        stored = os.pread(self.file, COUNTER.size, 0)
        number = (COUNTER.unpack(stored)[0] if stored else 0) + 1
        _lock(self.file, number % ROUND)
        os.pwrite(self.file, COUNTER.pack(number), 0)
        fcntl.flock(self.file, fcntl.LOCK_UN)
        return number


def _lock(file: int, number: int) -> None:
    """Wait for the byte of that number, behind the counter."""
    asked = struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, COUNTER.size + number, 1, 0)
    fcntl.fcntl(file, fcntl.F_OFD_SETLKW, asked)
