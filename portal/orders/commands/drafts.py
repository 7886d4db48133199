"""The intake form under way, kept on the server so that nothing typed is lost.

Nothing was ordered yet, so nothing is logged; a draft left alone is gone after a week.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.models import Draft, Photo

KEPT = timedelta(days=7)
MOST_PHOTOS = 4


@transaction.atomic
def open_draft(key: UUID, *, at: datetime) -> Draft:
    """Open the draft of this key; the same key again is the same draft. Old drafts go."""
    draft, created = Draft.objects.get_or_create(pk=key, defaults={"updated_at": at})
    if created:
        purge(at=at)
    return draft


@transaction.atomic
def save_step(key: UUID, fields: Mapping[str, Any], *, at: datetime) -> Draft | None:
    """Keep what was typed in one step, right or wrong. None when the draft is gone."""
    draft = _lock(key)
    if draft is not None:
        draft.body, draft.updated_at = {**draft.body, **fields}, at
        draft.save(update_fields=["body", "updated_at"])
    return draft


@transaction.atomic
def add_photo(key: UUID, jpeg: bytes, *, at: datetime) -> Photo | None:
    """Keep a re-encoded photo; the same picture twice is one. Raises Refused beyond four."""
    draft = _lock(key)
    if draft is None:
        return None
    if same := draft.photos.filter(jpeg=jpeg).first():
        return same
    if draft.photos.count() >= MOST_PHOTOS:
        raise Refused(
            _("There can be at most 4 photos. Remove one first if you want to change it.")
        )
    Draft.objects.filter(pk=key).update(updated_at=at)
    return Photo.objects.create(pk=_photo_id(at), draft=draft, jpeg=jpeg)


@transaction.atomic
def remove_photo(key: UUID, photo: UUID) -> None:
    """Take a photo out of the draft; one that is not there is no mistake."""
    # The photo alone is locked: nobody who has it waits for anything else of the draft.
    Photo.objects.filter(pk=photo, draft_id=key).delete()


@transaction.atomic
def purge(*, at: datetime) -> int:
    """Drafts untouched for seven days go, with their photos; returns how many drafts went."""
    old = Draft.objects.filter(updated_at__lt=at - KEPT).order_by("pk")
    # Whoever purges at the same moment, or goes on with one of them, is not waited for.
    gone = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Photo.objects.filter(draft__in=gone).delete()
    return Draft.objects.filter(pk__in=gone).delete()[1].get(Draft._meta.label, 0)


def _lock(key: UUID) -> Draft | None:
    return Draft.objects.select_for_update().filter(pk=key).first()


def _photo_id(at: datetime) -> UUID:
    """Milliseconds, then chance: pictures sort as they were added, and none can be guessed."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | secrets.randbits(80), version=4)
