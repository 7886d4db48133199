"""Registers the cases in the admin."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.action_menu import UnpublishMenuItem
from wagtail.snippets.models import register_snippet

from portal.cases import staff_urls
from portal.cases.admin import CaseViewSet, TakeDownItem
from portal.cases.deleting import refuse_deletion
from portal.cases.homepage import CasesPanel
from portal.cases.models import Case
from portal.cases.queries import shown_since, told_since
from portal.cases.rules import EDITORS
from portal.cases.staff import button
from portal.ledger import naming
from portal.orders import shown
from portal.orders.staff import buttons
from portal.people.access import roles_of
from portal.people.doors import StaffRequest

register_snippet(CaseViewSet)
shown.ASKED.append(shown_since)
shown.TOLD.append(told_since)
buttons.BESIDE.append(button)
hooks.register("before_delete_snippet", refuse_deletion)
naming.VERBS.update({
    "case.asked": _("Asked to show an order under way"),
    "case.published": _("Case published"),
    "case.scheduled": _("Release of a case scheduled"),
    "case.unpublished": _("Case taken down"),
    "case.deleted": _("Case deleted"),
    "case.facts_changed": _("Facts of a case brought up to date"),
})  # fmt: skip


@hooks.register("register_admin_urls")
def case_urls() -> list[URLPattern | URLResolver]:
    """What the owner of an order does about its case."""
    return [path("", include(staff_urls))]


@hooks.register("construct_snippet_action_menu")
def offer_taking_down(items: list[Any], request: Any, context: dict[str, Any]) -> None:
    """Reviewers hold no right to publish, yet may take a case down."""
    if context["model"] is not Case:
        return
    items[:] = [item for item in items if not isinstance(item, UnpublishMenuItem)]
    item = TakeDownItem(order=20)
    if item.is_shown(context):
        items.append(item)


@hooks.register("construct_homepage_panels")
def cases_panel(request: StaffRequest, panels: list[Any]) -> None:
    """Editors and reviewers see first what waits for them."""
    if not roles_of(request.user).isdisjoint(EDITORS):
        panels.insert(0, CasesPanel(request.user))
