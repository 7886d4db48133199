"""Stops writing an upload to disk once it is larger than any photo may be.

It says nothing itself: the file arrives cut off, and `privacy.photos` says that it is too large.
"""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from portal.privacy.photos import MAX_BYTES

PREFIXES = ("/orders/", "/desk/", "/admin/orders/")


class CappedUpload(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS; outside of orders it lets everything pass."""

    capped = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Look where the upload goes."""
        self.capped = META.get("PATH_INFO", "").startswith(PREFIXES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the chunk on, or drop it once there is enough to know that it is too much."""
        return None if self.capped and start > MAX_BYTES else raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
