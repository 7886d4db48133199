"""Writing the versions of matters, and that the day of one has come. All else here is edited by staff."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.ledger.append import append
from portal.ledger.models import Entry
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


def turn_day(*, at: datetime) -> int:
    """Tell once that a matter came onto the menu, or left it, because its day came; how many were told.

    Nobody publishes on that day, so the public index would not hear of it. Again changes nothing, and
    a worker that was away tells it when it is back.
    """
    return sum(_told(*one, at=at) for one in _days(timezone.localdate(at)))


def _days(today: date) -> Iterator[tuple[int, str, date]]:
    """What a release could not yet say: an admission from a later day on, and its last day."""
    live = Matter.objects.filter(live=True)
    come = live.filter(admitted_at__lte=today, admitted_at__gt=F("last_published_at__date"))
    gone = live.filter(expires__lt=today, expires__gte=F("last_published_at__date"))
    due = [
        (pk, verb, day)
        for rows, field, verb in ((come, "admitted_at", "offered"), (gone, "expires", "lapsed"))
        for pk, day in rows.order_by("pk").values_list("pk", field)
    ]
    told = _told_before({f"matter:{pk}" for pk, _verb, _day in due}) if due else set()
    for pk, verb, day in due:
        if (f"matter:{pk}", f"matter.{verb}", day.isoformat()) not in told:
            yield pk, verb, day


def _told_before(subjects: set[str]) -> set[tuple[str, str, str]]:
    words = Entry.objects.filter(subject__in=subjects, verb__in=["matter.offered", "matter.lapsed"])
    return {(entry.subject, entry.verb, entry.details["day"]) for entry in words}


@transaction.atomic
def _told(pk: int, verb: str, day: date, *, at: datetime) -> bool:
    """Under the matter's lock, so that of two workers one tells it."""
    matter = Matter.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    told = Entry.objects.filter(subject=f"matter:{pk}", verb=f"matter.{verb}")
    if matter is None or any(entry.details["day"] == day.isoformat() for entry in told):
        return False
    append(f"matter.{verb}", f"matter:{pk}", by="clock:days", at=at,
           details={"day": day.isoformat()})  # fmt: skip
    return True
