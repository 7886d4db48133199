"""Photos of an order that staff are writing down: kept in its draft, so that a mistake loses none."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from portal.errors import Refused
from portal.orders.commands import drafts
from portal.orders.models import Photo
from portal.orders.resident.fields import readable


def keep_photos(key: UUID, uploads: Sequence[UploadedFile], *, at: datetime) -> list[str]:
    """Keep every photo that can be read, four at most; a sentence for each that cannot."""
    if not uploads:
        return []
    photos, complaints = readable(uploads[: drafts.MOST_PHOTOS])
    drafts.open_draft(key, at=at)
    try:
        for jpeg in photos:
            drafts.add_photo(key, jpeg, at=at)
    except Refused as refusal:
        complaints.append(str(refusal))
    return complaints


def kept(key: UUID) -> int:
    """How many photos this page has sent already."""
    return Photo.objects.filter(draft_id=key).count()
