"""The roles of staff. A role is held through a post, never by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a post lets its holder do; a handler's reach is the unit, all others' the unit's area."""

    CLERK = "clerk", _("Community clerk")
    HANDLER = "handler", _("Handler")
    COORDINATOR = "coordinator", _("Street coordinator")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


UNIT_ROLES = frozenset({Role.HANDLER})
AREA_ROLES = frozenset(Role) - UNIT_ROLES
# Everyone but handlers works in /admin/; handlers have /desk/.
ADMIN_ROLES = AREA_ROLES


def group_name(role: Role) -> str:
    """The Wagtail group that carries the page and snippet permissions of a role."""
    return f"role:{role.value}"
