"""Appoint and relieve: the only ways a person gains or loses a role."""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db import transaction

from portal.ledger.append import append
from portal.people.actors import Actor, actor_code
from portal.people.models import User
from portal.people.roles import Role, group_name
from portal.places import rules
from portal.places.models import Organisation, Post


@transaction.atomic
def appoint(
    person: User, *, organisation: Organisation, role: Role, since: date, by: Actor, at: datetime
) -> Post:
    """Give a person a role at an organisation; the same open post twice is one post.

    Raises Refused when `by` is no administrator of the organisation's area.
    """
    rules.check_staffing(organisation, by)
    post, created = Post.objects.get_or_create(
        person=person, organisation=organisation, role=role, until=None, defaults={"since": since}
    )
    if created:
        person.groups.add(Group.objects.get_or_create(name=group_name(role))[0])
        details = {
            "organisation": organisation.code,
            "role": role.value,
            "since": since.isoformat(),
        }
        append("post.appointed", f"staff:{person.pk}", by=actor_code(by), at=at, details=details)
    return post


@transaction.atomic
def relieve(post: Post, *, until: date, by: Actor, at: datetime) -> Post:
    """End a post; its Wagtail group goes when no open post of that role is left.

    Raises Refused when `by` is no administrator there, or the post has ended already.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    rules.check_staffing(post.organisation, by)
    rules.check_end(post, until)
    post.until = until
    post.save(update_fields=["until"])
    if not Post.objects.filter(person=post.person, role=post.role, until=None).exists():
        post.person.groups.remove(*Group.objects.filter(name=group_name(Role(post.role))))
    details = {
        "organisation": post.organisation.code,
        "role": post.role,
        "until": until.isoformat(),
    }
    append("post.relieved", f"staff:{post.person_id}", by=actor_code(by), at=at, details=details)
    return post
