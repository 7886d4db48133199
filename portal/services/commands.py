"""Writing the versions of matters. Nothing else in this room is written by code: staff edit it."""

from datetime import datetime

from django.db import transaction

from portal.services.models import Matter, MatterVersion
from portal.services.snapshots import snapshot


@transaction.atomic
def keep_version(matter: Matter, *, by: str, at: datetime) -> MatterVersion:
    """Keep what the matter says now as its next version; unchanged words are no new version."""
    now = Matter.objects.select_for_update(of=("self",), no_key=True).get(pk=matter.pk)
    content = snapshot(now)
    latest = now.versions.first()
    if latest is None or latest.snapshot != content:
        number = latest.number + 1 if latest else 1
        latest = MatterVersion.objects.create(
            matter=now, number=number, snapshot=content, at=at, by=by
        )
    if now.version_id != latest.pk:
        Matter.objects.filter(pk=now.pk).update(version=latest)
    matter.version = latest
    return latest
