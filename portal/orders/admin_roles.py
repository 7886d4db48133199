"""Whose list of orders stands in the admin: whoever holds a role that sees some."""

from portal.people.roles import Role

LISTING_ROLES = frozenset({Role.CLERK, Role.COORDINATOR, Role.EDITOR, Role.REVIEWER})
