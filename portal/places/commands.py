"""Appoint and relieve: the only ways a person gains or loses a role.

A Wagtail group follows from the posts of the day: it has no dates of its own.
"""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from portal.ledger.append import append
from portal.people.actors import Actor, actor_code
from portal.people.models import User
from portal.people.roles import Role, group_name
from portal.places import rules
from portal.places.models import Cover, Organisation, Post


@transaction.atomic
def appoint(
    person: User, *, organisation: Organisation, role: Role, since: date, by: Actor, at: datetime
) -> Post:
    """Give a person a role at an organisation; the same open post twice is one post.

    Raises Refused when `by` is no administrator of the organisation's area, or the person itself.
    """
    rules.check_staffing(organisation, person, by)
    rules.check_serves(person)
    post, created = Post.objects.get_or_create(
        person=person, organisation=organisation, role=role, until=None, defaults={"since": since}
    )
    if created:
        settle_groups(at)
        details = {
            "organisation": organisation.code,
            "role": role.value,
            "since": since.isoformat(),
        }
        append("post.appointed", f"staff:{person.pk}", by=actor_code(by), at=at, details=details)
    return post


@transaction.atomic
def relieve(post: Post, *, until: date, by: Actor, at: datetime) -> Post:
    """End a post; its Wagtail group goes with the last day of the last post of that role.

    Raises Refused when `by` is no administrator there or holds it, or it has ended already.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    rules.check_staffing(post.organisation, post.person, by)
    rules.check_end(post, until)
    post.until = until
    post.save(update_fields=["until"])
    settle_groups(at)
    details = {
        "organisation": post.organisation.code,
        "role": post.role,
        "until": until.isoformat(),
    }
    append("post.relieved", f"staff:{post.person_id}", by=actor_code(by), at=at, details=details)
    return post


@transaction.atomic
def settle_groups(at: datetime) -> int:
    """Give and take the groups of roles on the days that posts begin and end; again changes nothing."""
    groups = _groups()
    held = User.groups.through.objects.filter(group__in=groups.values())
    # Groups before posts: an appointment that is made meanwhile is then given twice, not taken away.
    found = set(held.values_list("user_id", "group_id"))
    today = timezone.localtime(at).date()
    posts = Post.objects.held_on(today)
    lent = Cover.objects.running_on(today).filter(post__in=posts)
    holders = [*posts.values_list("person", "role"), *lent.values_list("deputy", "post__role")]
    wanted = {(person, groups[Role(role)]) for person, role in holders}
    User.groups.through.objects.bulk_create(
        [
            User.groups.through(user_id=user, group_id=group)
            for user, group in sorted(wanted - found)
        ],
        ignore_conflicts=True,
    )
    for person, group in sorted(found - wanted):
        held.filter(user_id=person, group_id=group).delete()
    return len(wanted ^ found)


def _groups() -> dict[Role, int]:
    """The key of each role's group; one that was removed by hand is there again."""
    known = dict(Group.objects.filter(name__in=map(group_name, Role)).values_list("name", "pk"))
    return {
        role: known.get(group_name(role)) or Group.objects.create(name=group_name(role)).pk
        for role in Role
    }
