"""What the admin shows around the two-person rule. Decides nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from portal.ledger import naming
from portal.pages.workflow import why_not_approve
from portal.people.access import roles_of
from portal.people.roles import Role

naming.VERBS.update({
    "page.published": gettext_lazy("Page published"),
    "page.scheduled": gettext_lazy("Release of a page scheduled"),
    "page.unpublished": gettext_lazy("Page taken down"),
    "page.moved": gettext_lazy("Page moved"),
    "page.deleted": gettext_lazy("Page deleted"),
})  # fmt: skip


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def approval_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The reviewer's button approves: saving a draft would make the reviewer its writer."""
    items.sort(key=lambda item: not (item.name == "approve" and not item.launch_modal))


@hooks.register("before_edit_page")
def say_why_approval_is_not_offered(request: HttpRequest, page: Page) -> None:
    """A reviewer who looks for the button learns why it is not there."""
    if request.method != "GET" or Role.REVIEWER not in roles_of(request.user):
        return
    if reason := why_not_approve(page, request.user):
        messages.warning(request, reason)


@hooks.register("after_edit_page")
def say_what_approval_did(request: HttpRequest, page: Page) -> None:
    """Who approves learns whether the public reads it now; Wagtail only says that it was saved."""
    sent = request.POST
    if not sent.get("action-workflow-action") or sent.get("workflow-action-name") != "approve":
        return
    # Read afresh: the editor's copy remembers how it was before the approval.
    if Page.objects.get(pk=page.pk).approved_schedule:
        messages.success(request, _("Approved. It becomes public at the time that is set."))
    else:
        messages.success(request, _("Approved. The public can read it now."))
