"""Who of the staff may do what to which case, for Wagtail's views. Decided by posts alone."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.cases.models import Case
from portal.cases.queries import editable_by
from portal.cases.rules import EDITORS, REVIEWERS
from portal.people.access import Person, holds, roles_of
from portal.people.models import User
from portal.people.roles import group_name

# Cases come from orders and are taken down, not deleted; release is the end of the workflow.
NOBODY = frozenset({"add", "delete"})
RIGHTS = {
    "view": EDITORS,
    "change": EDITORS,
    "lock": EDITORS,
    "unlock": REVIEWERS,
    "review": REVIEWERS,
    # Something wrong must not stay public until a second person is found.
    "unpublish": REVIEWERS,
}


class CasePolicy(BasePermissionPolicy):
    """Editors and reviewers, each within the area of the post; the superuser past the workflow."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        """Whether on some case at all."""
        if action in NOBODY:
            return False
        return bool(user.is_superuser or roles_of(user).intersection(RIGHTS.get(action, ())))

    def user_has_permission_for_instance(self, user: Person, action: str, instance: Case) -> bool:
        """Whether on this case."""
        if action in NOBODY:
            return False
        area = instance.area.path
        return bool(user.is_superuser or holds(user, RIGHTS.get(action, ()), area_path=area))

    def user_has_any_permission_for_instance(
        self, user: Person, actions: Any, instance: Case
    ) -> bool:
        """Whether one of them on this case."""
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )

    def instances_user_has_any_permission_for(self, user: Person, actions: Any) -> QuerySet[Case]:
        """The cases of the person's area."""
        return editable_by(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        """By group, which is enough for Wagtail's lists of names."""
        roles = {role for action in actions for role in RIGHTS.get(action, ())}
        return User.objects.filter(
            is_active=True, groups__name__in=[group_name(role) for role in roles]
        ).distinct()
