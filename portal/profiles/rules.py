"""What a way of working may say, and who may publish it. Reads, never writes.

`check…` raises Refused with the sentence the person is shown.
"""

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.people.access import holds
from portal.people.actors import Actor, Clock
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Area
from portal.privacy.guard import check_public_text
from portal.profiles.plans import BOUNDS, LEVELS, Plan
from portal.profiles.steps import Step

LABEL_MOST = 8
KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


def check_keeper(area: Area, by: Actor) -> None:
    """The street's coordinator or administrator, or the house itself. Raises Refused."""
    if isinstance(by, Clock):
        return
    if not isinstance(by, User) or not holds(by, KEEPERS, area_path=area.path):
        raise Refused(_("The way of working of this area is not yours to set."))


def check_seen(seen: int | None, version: int) -> None:
    """Nobody has published meanwhile. Raises Refused."""
    if seen is not None and seen != version:
        raise Refused(_("Somebody else has published meanwhile. Look at the road again."))


def check_plan(plan: Plan, team_kinds: Collection[str]) -> None:
    """A plan that leads to an answer, in public words, within the bounds. Raises Refused."""
    if plan.steps.isdisjoint({Step.DISPATCH, Step.CLAIM}):
        raise Refused(_("Somebody must hand orders on: keep dispatching, or let units grab."))
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(plan.limits, name) <= most:
            raise Refused(_("A limit is outside its bounds."))
    if unknown := set(plan.teams) - set(team_kinds):
        raise Refused(_("There is no team kind %(code)s.") % {"code": sorted(unknown)[0]})
    if not is_way_up(plan.escalation):
        raise Refused(_("The way up leads from the street to the district."))
    for words in (*plan.stops.values(), *plan.buttons.values()):
        check_label(words)


def check_label(words: str) -> None:
    """A label is short and names nobody: residents read it. Raises Refused."""
    if len(words) > LABEL_MOST:
        raise Refused(_("Keep each label within %(most)d characters.") % {"most": LABEL_MOST})
    try:
        check_public_text(words)
    except ValidationError as found:
        raise Refused(found.messages[0]) from None


def is_way_up(chain: Sequence[str]) -> bool:
    """Levels of the house, each once, each above the one before."""
    return bool(chain) and tuple(level for level in LEVELS if level in chain) == tuple(chain)
