"""Who is away, and who stands in: the only writers of covers."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.ledger.append import append
from portal.people.actors import Actor, actor_code
from portal.people.models import User
from portal.places import rules
from portal.places.commands import settle_groups
from portal.places.models import Cover, Post


@transaction.atomic
def stand_in(
    post: Post, *, deputy: User, since: date, until: date, by: Actor, at: datetime
) -> Cover:
    """A colleague of the same body has the post too, from a day to a day.

    Raises Refused: not one's own post, none that can be lent, no colleague, or days that are none.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    rules.check_cover(post, deputy, since, until, by, timezone.localdate(at))
    cover = Cover.objects.create(post=post, deputy=deputy, since=since, until=until)
    settle_groups(at)
    _log("post.covered", cover, by, at, since=since.isoformat(), until=until.isoformat())
    return cover


@transaction.atomic
def end_cover(cover: Cover, *, by: Actor, at: datetime) -> None:
    """Back early: from now on the post is its holder's alone. Raises Refused to anybody else."""
    cover = Cover.objects.select_for_update().select_related("post__organisation").get(pk=cover.pk)
    rules.check_end_of_cover(cover, by)
    yesterday = timezone.localdate(at) - timedelta(days=1)
    if cover.since > yesterday:
        cover.delete()
    else:
        Cover.objects.filter(pk=cover.pk).update(until=min(cover.until, yesterday))
    settle_groups(at)
    _log("post.cover_ended", cover, by, at)


def _log(verb: str, cover: Cover, by: Actor, at: datetime, **days: str) -> None:
    details = {
        "organisation": cover.post.organisation.code,
        "role": cover.post.role,
        "deputy": f"staff:{cover.deputy_id}",
        **days,
    }
    subject = f"staff:{cover.post.person_id}"
    append(verb, subject, by=actor_code(by), at=at, details=details)
