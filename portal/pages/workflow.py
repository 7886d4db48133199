"""Two people release what the public reads: who wrote or submitted it may not be who approves it.

Used for pages and, through the same workflow, for cases. Nobody publishes past it but the
installation's owner (superuser).
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext
from wagtail.models import AbstractGroupApprovalTask, PagePermissionTester, TaskState

from portal.cases.queries import within_reach
from portal.errors import Refused
from portal.people.access import roles_of
from portal.people.models import User
from portal.people.roles import Role

Person = User | AnonymousUser


class SecondPersonNeeded(Refused, PermissionDenied):
    """Also a PermissionDenied: Wagtail's editor then keeps the draft that came with the click."""


def check_second_person(
    reviewer: int | None, *, submitted_by: int | None, written_by: int | None
) -> None:
    """Who submitted a text, or wrote its latest version, may not approve it. Raises Refused."""
    if reviewer is None or reviewer in (submitted_by, written_by):
        raise SecondPersonNeeded(
            _("Somebody else must approve this: you wrote or submitted it yourself.")
        )


class SecondPersonTask(AbstractGroupApprovalTask):
    """Approval by a member of the groups who neither submitted nor wrote the text."""

    class Meta:
        verbose_name = _("Approval by a second person")
        verbose_name_plural = _("Approvals by a second person")

    def get_actions(self, obj: models.Model, user: Person) -> list[tuple[str, str, bool]]:
        """What Wagtail offers; without approval where the two-person rule forbids it."""
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if why_not_approve(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(
        self, task_state: TaskState, user: Person, action_name: str, **kwargs: Any
    ) -> None:
        """Act, unless the two-person rule forbids it. Raises Refused."""
        if action_name == "approve":
            _check(task_state, user)
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Person, **kwargs: Any) -> Any:
        """What waits for this person; of cases only those of the person's own area."""
        return within_reach(super().get_task_states_user_can_moderate(user, **kwargs), user)

    @classmethod
    def get_description(cls) -> str:
        """Shown where the administrator chooses a task."""
        return str(_("A member of the groups approves, but never who submitted or wrote the text."))


def why_not_approve(obj: models.Model, user: Person) -> str:
    """The sentence for who may not approve what is submitted; empty for everybody else."""
    try:
        _check(obj.current_workflow_task_state, user)  # type: ignore[attr-defined]
    except Refused as refusal:
        return str(refusal)
    return ""


def _check(task_state: TaskState | None, user: Person) -> None:
    if task_state is None:
        return
    # What is published is the latest revision, so its writer counts, not the submitted one's.
    latest = task_state.workflow_state.content_object.get_latest_revision()
    check_second_person(
        user.pk,
        submitted_by=task_state.workflow_state.requested_by_id,
        written_by=latest.user_id if latest else None,
    )


class TwoPersonPermissions(PagePermissionTester):
    """Nobody publishes a page alone; a reviewer may take one off the public side at once."""

    def can_publish(self) -> bool:
        """Only the installation's owner, past the workflow."""
        return bool(self.user.is_superuser)

    def can_publish_subpage(self) -> bool:
        """Only the installation's owner, past the workflow."""
        return bool(self.user.is_superuser and super().can_publish_subpage())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """What was public once is taken down, not deleted by one person; a draft may go."""
        unread = self.user.is_superuser or self.page.first_published_at is None
        return bool(unread and super().can_delete(ignore_bulk))

    def can_unpublish(self) -> bool:
        """Something wrong must not stay public until a second person is found."""
        if super().can_unpublish():
            return True
        standing = self.user.is_active and self.page.live and not self.page_locked()
        return bool(standing and Role.REVIEWER in roles_of(self.user))


def submit(obj: models.Model, *, by: User) -> None:
    """Hand a page or a case with its latest draft to the second person."""
    obj.get_workflow().start(obj, by)  # type: ignore[attr-defined]


def approve(obj: models.Model, *, by: User) -> None:
    """Release what was submitted; it becomes public now. Raises Refused for who wrote or submitted it."""
    state = obj.current_workflow_task_state  # type: ignore[attr-defined]
    with LogContext(user=by):  # the ledger names who released it
        state.task.specific.on_action(state, by, "approve")
