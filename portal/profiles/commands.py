"""Publish a way of working: the only way one comes to be. Orders under way keep theirs."""

from datetime import datetime

from django.db import transaction

from portal.ledger.append import Detail, append
from portal.people.actors import Actor, actor_code
from portal.places.models import Area
from portal.profiles import rules
from portal.profiles.models import Profile
from portal.profiles.plans import Plan
from portal.services.models import TeamKind


@transaction.atomic
def publish(
    area: Area, plan: Plan, *, preset: str, by: Actor, at: datetime, seen: int | None = None
) -> Profile:
    """Make the plan the way of working for what is placed in the area next; the same again is one.

    `seen` is the version that was in force when the road was looked at. Raises Refused when the
    area is not this person's, the plan leads nowhere, or somebody else published meanwhile.
    """
    area = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    check(area, plan, by=by)
    before = Profile.objects.filter(area=area).order_by("-version").first()
    if before and before.plan == plan and before.preset == preset:
        return before
    rules.check_seen(seen, before.version if before else 0)
    profile = Profile.objects.create(
        area=area, version=(before.version if before else 0) + 1, preset=preset,
        says=plan.as_json(), published_at=at, published_by=actor_code(by),
    )  # fmt: skip
    details: dict[str, Detail] = {"area": area.code, "version": profile.version, "preset": preset}
    append("profile.published", f"profile:{area.code}", by=actor_code(by), at=at, details=details)
    return profile


def check(area: Area, plan: Plan, *, by: Actor) -> None:
    """What publishing would refuse before anybody has looked; changes nothing. Raises Refused."""
    rules.check_keeper(area, by)
    rules.check_plan(plan, list(TeamKind.objects.values_list("code", flat=True)))
